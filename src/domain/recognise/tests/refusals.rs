//! What is not wished for, in many words.

use super::check as first;
use super::revise::check;

const HAD: [(&str, u32); 2] = [("adder", 2), ("t20", 3)];

#[test]
fn a_refused_wish_puts_nothing_in_the_place_of_another() {
    for text in [
        "no quiero comet",
        "não quero o comet",
        "non voglio il comet",
        "nie chcę comet",
        "no need for a comet",
        "no want a comet",
    ] {
        check(&HAD, text, &HAD);
    }
    check(&HAD, "no quiero el t20", &[("adder", 2)]);
    check(&HAD, "no need for the t20", &[("adder", 2)]);
    check(&[("adder", 2)], "no, quiero un comet", &[("comet", 2)]);
    check(&[("adder", 2)], "nein ich will einen comet", &[("comet", 2)]);
    first("quiero sultan, no quiero comet", &[("sultan", 1)], &[]);
}

#[test]
fn what_stands_before_its_refusal() {
    check(&HAD, "adders out, comet in", &[("t20", 3), ("comet", 1)]);
    check(&HAD, "adder yes, t20 no", &[("adder", 2)]);
    first("comet ja, t20 nein", &[("comet", 1)], &[]);
    first("comet, t20 isn't needed", &[("comet", 1)], &[]);
    first("comet but t20 not needed", &[("comet", 1)], &[]);
    check(&HAD, "one t20 too many", &[("adder", 2), ("t20", 2)]);
}

#[test]
fn all_but_what_is_named() {
    for text in ["remove everything but adder", "remove all but the adder", "cancel all but adders"]
    {
        check(&HAD, text, &[("adder", 2)]);
    }
}

#[test]
fn what_takes_the_place_of_another_has_its_own_number() {
    check(&HAD, "no t20 but 4 adders and a comet", &[("adder", 4), ("comet", 1)]);
    check(&HAD, "no t20, a comet", &[("adder", 2), ("comet", 1)]);
}

#[test]
fn two_lines_that_are_there_are_not_swapped() {
    let index = super::shop();
    let revision = super::super::revise(&index, "swap adder and t20", &super::revise::order(&HAD));
    assert_eq!(super::revise::lines(&revision), HAD);
    assert_eq!(revision.unknown, ["t20"]);
}

#[test]
fn the_one_of_a_kind_is_no_number() {
    first("sultan x4, comet x2, remove the comet one pls", &[("sultan", 4)], &[]);
    check(&HAD, "the adder one", &HAD);
}

#[test]
fn what_is_taken_away_is_as_much_as_is_said() {
    use super::revise::{lines, order};
    for text in ["take one away", "take one off", "nimm eins weg", "quita una", "take one t20 away"]
    {
        let revision =
            super::super::revise(&super::shop(), text, &order(&[("adder", 3), ("t20", 2)]));
        assert_eq!(lines(&revision), [("adder", 3), ("t20", 1)], "{text}");
    }
    for text in ["take the xls away", "take the xls off", "take the helicopter off"] {
        let revision = super::super::revise(&super::shop(), text, &order(&[("adder", 3)]));
        assert_eq!(lines(&revision), [("adder", 3)], "{text}");
        assert_eq!(revision.unknown.len(), 1, "{text} {revision:?}");
    }
    let had = [("adder", 3), ("t20", 2)];
    for text in ["no more than 1 adder", "don't take more than one adder", "not more than 1 adder"]
    {
        check(&had, text, &[("adder", 1), ("t20", 2)]);
    }
    // None of these, or none beside these: it is told.
    for text in ["no more adders", "i want no more adders please"] {
        let read = super::super::revise(&super::shop(), text, &order(&had));
        assert_eq!(2, read.lines.len(), "{text}");
        assert_eq!(["no more adders"], *read.unknown, "{text}");
    }
    check(&had, "no more adders, just the t20", &[("t20", 2)]);
}

#[test]
fn an_order_that_is_cancelled_is_no_order() {
    first("cancel my last order of comet", &[], &["last"]);
    first("please cancel the order for the comet", &[], &[]);
    first("cnacel the comet, i want a t20", &[("t20", 1)], &[]);
    first("cancel everything and start with 2 t20", &[("t20", 2)], &[]);
    check(&HAD, "cancel everything and start with 2 comets", &[("comet", 2)]);
    first("2 comets, cancel the t20 and do the adder", &[("comet", 2), ("adder", 1)], &[]);
    first("could you drop off 2 comets and a t20", &[("comet", 2), ("t20", 1)], &[]);
    check(&[("adder", 1)], "and i want 2 adders", &[("adder", 3)]);
    check(&HAD, "cancel the order of the adders and order a comet", &[("t20", 3), ("comet", 1)]);
}
