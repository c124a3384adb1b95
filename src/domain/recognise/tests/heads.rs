//! Words that end names and are too little of one, and what narrows a name behind it.

use super::super::{Index, explain, recognise};
use super::{check_asks_in, check_in, shop_of};

fn shop() -> Index {
    shop_of(&[
        ("Bestia GTS", &[]),
        ("Rebla GTS", &[]),
        ("Rebla", &[]),
        ("Bestia", &[]),
        ("Sandking XL", &[]),
        ("Sandking SWB", &[]),
        ("Turismo R", &[]),
        ("Turismo Classic", &[]),
        ("Oppressor", &[]),
        ("Oppressor Mk II", &["oppressor mark 2"]),
        ("Huntley S", &["huntley"]),
        ("T20", &[]),
        ("XLS", &[]),
    ])
}

#[test]
fn which_of_those_that_end_so_is_asked() {
    let index = shop();
    for text in ["a gts please", "gts", "do you have a gts?", "i want a gts"] {
        check_asks_in(&index, text, &["bestia-gts", "rebla-gts"]);
    }
    let found = recognise(&index, "2 t20 and 3 gts");
    assert_eq!((found.lines.len(), found.ambiguous[0].quantity), (1, 3), "{found:?}");
    assert!(found.unknown.is_empty(), "{found:?}");
    for text in ["2 gts and 3 gts", "2 gts, 3 gts"] {
        let found = recognise(&index, text);
        assert_eq!((found.ambiguous.len(), found.ambiguous[0].quantity), (1, 5), "{found:?}");
        assert!(found.unknown.is_empty(), "{found:?}");
    }
    for text in [
        "a 900gts please",
        "the gts is fast",
        "my brother drives a gts",
        "rebla gts",
        "remove the gts",
    ] {
        assert!(recognise(&index, text).ambiguous.is_empty(), "{text}");
    }
    let lines = explain(&index, "gts");
    assert_eq!(
        lines,
        ["“gts” → bestia-gts or rebla-gts (the end of their names): too little to be taken for \
             one; which is asked"]
    );
}

#[test]
fn the_end_of_a_name_may_stand_behind_a_comma() {
    let index = shop();
    check_in(&index, "sandking, the xl", &[("sandking-xl", 1)]);
    check_in(&index, "sandking, xl", &[("sandking-xl", 1)]);
    check_in(&index, "2 turismos, the classic ones", &[("turismo-classic", 2)]);
    check_asks_in(&index, "sandking, the big one", &["sandking-xl", "sandking-swb"]);
}

#[test]
fn the_end_of_a_name_may_stand_before_it() {
    let index = shop();
    check_in(&index, "mark 2 oppressor", &[("oppressor-mk-ii", 1)]);
    check_in(&index, "mark 2 oppressor, want two", &[("oppressor-mk-ii", 2)]);
    check_in(&index, "an oppressor", &[("oppressor", 1)]);
}

#[test]
fn a_shade_belongs_to_its_colour() {
    check_in(&shop(), "huntley in dark green", &[("huntley-s", 1)]);
    check_in(&shop(), "huntley in green", &[("huntley-s", 1)]);
}

#[test]
fn a_name_inside_a_plate_is_none() {
    check_in(&shop(), "a rebla with plate T20KING", &[("rebla", 1)]);
    check_in(&shop(), "a rebla, plate 811XLS if possible", &[("rebla", 1)]);
    check_in(&shop(), "a rebla, 2xls if possible", &[("rebla", 1), ("xls", 2)]);
    check_in(&shop(), "a t20 please", &[("t20", 1)]);
    check_in(&shop(), "t20s", &[("t20", 1)]);
    check_in(&shop(), "t20x2", &[("t20", 2)]);
}
