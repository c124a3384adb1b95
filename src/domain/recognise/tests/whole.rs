//! Whole names that are made of words of English.

use super::super::recognise;
use super::{Index, ProductId, shop_of};

const SHOP: [(&str, &[&str]); 17] = [
    ("Garden Hose", &[]),
    ("Window Cleaning", &[]),
    ("Kitchen Timer", &["egg timer"]),
    ("Cold Tea", &[]),
    ("Call Me Maybe Mug", &[]),
    ("Silver Frame", &[]),
    ("Silver Frame XL", &[]),
    ("Tiny Lantern", &[]),
    ("Hammer", &[]),
    ("Autumn Garland", &[]),
    ("Spring Garland", &[]),
    ("Gift Voucher", &["voucher"]),
    ("Oak Dining Table", &[]),
    ("Oak Coffee Table", &[]),
    ("Pine Round Shelf", &["cheap wall thing"]),
    ("Hammer Drill Case", &[]),
    ("Hammer Belt", &[]),
];

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)], inquired: &[&str]) {
    let found = recognise(&shop(), text);
    let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
    assert_eq!(got, lines, "{text:?} {found:?}");
    let asked: Vec<_> = found.inquired.iter().map(ProductId::as_str).collect();
    assert_eq!(asked, inquired, "{text:?} {found:?}");
    assert!(found.ambiguous.is_empty(), "{text:?} {found:?}");
}

fn shop() -> Index {
    shop_of(&SHOP)
}

#[test]
fn a_long_whole_name_speaks_for_itself() {
    check("garden hose for the shed behind my house", &[("garden-hose", 1)], &["garden-hose"]);
    check("grandma turns 80, kitchen timer pls", &[("kitchen-timer", 1)], &[]);
    check(
        "hello present for my uncle perhaps kitchen timer",
        &[("kitchen-timer", 1)],
        &["kitchen-timer"],
    );
    check("the ladder fell into the pond, window cleaning plz", &[("window-cleaning", 1)], &[]);
    check(
        "we met the baker, call me maybe mug",
        &[("call-me-maybe-mug", 1)],
        &["call-me-maybe-mug"],
    );
    check("garden hose, a wild storm, no wait kitchen timer", &[("kitchen-timer", 1)], &[]);
}

#[test]
fn not_if_it_is_spoken_of() {
    for text in [
        "my garden hose burst last night",
        "the garden hose is so ugly",
        "that garden hose looked nice",
        "i love window cleaning videos",
        "does window cleaning hurt the frames",
        "garden hose gang",
        "he said it was window cleaning",
        "cold tea tastes bad, what a storm",
        "hammer for the shed behind the house is nice",
    ] {
        check(text, &[], &[]);
    }
}

#[test]
fn one_word_beside_it_leaves_it_near() {
    let near = |text: &str| {
        let found = recognise(&shop(), text);
        assert!(found.lines.is_empty(), "{text} {found:?}");
        found.suggested.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(near("a garden hose party"), ["garden-hose"]);
    assert!(near("it was a garden hose party").is_empty());
}

#[test]
fn what_is_mine_ends_before_what_it_lies_in() {
    check("dropped my boots in the wet window cleaning please", &[("window-cleaning", 1)], &[]);
    check("my old garden hose please", &[], &[]);
}

#[test]
fn a_quote_is_a_price() {
    check("window cleaning quote", &[("window-cleaning", 1)], &["window-cleaning"]);
    check("how mutch for a garden hose", &[("garden-hose", 1)], &["garden-hose"]);
    check("how wet for a garden hose", &[], &[]);
}

#[test]
fn a_word_of_another_name_behind_a_whole_name_varies_it() {
    check("garden hose tiny please", &[], &[]);
    check("2 hammer tiny", &[], &[]);
    check("garden hose, tiny", &[("garden-hose", 1), ("tiny-lantern", 1)], &[]);
    check("a hammer and a tiny", &[("hammer", 1), ("tiny-lantern", 1)], &[]);
    check("hammer 2 tiny", &[("hammer", 1), ("tiny-lantern", 2)], &[]);
}

#[test]
fn an_ordinal_has_a_number() {
    check("a hammer rd please", &[], &[]);
    check("hammer nd", &[], &[]);
    check("my 1st wish: a hammer", &[("hammer", 1)], &[]);
}

#[test]
fn what_is_paid_with_is_no_product() {
    check("do you let me pay with a voucher please", &[], &[]);
    check("paying by voucher, one hammer please", &[("hammer", 1)], &[]);
    check("a hammer with a voucher please", &[("hammer", 1), ("gift-voucher", 1)], &[]);
}

#[test]
fn what_is_left_is_said_at_the_end() {
    check("the left garden broke", &[], &[]);
    check("garden hose left?", &[("garden-hose", 1)], &["garden-hose"]);
}

#[test]
fn the_middle_of_a_long_name_may_be_left_out() {
    check("a pine shelf please", &[("pine-round-shelf", 1)], &[]);
    check("2 pine shelves", &[("pine-round-shelf", 2)], &[]);
    check("a cheap thing please", &[], &[]);
    let found = recognise(&shop(), "2 oak tables please");
    let asked: Vec<_> = found.ambiguous.iter().flat_map(|it| &it.candidates).collect();
    let asked: Vec<_> = asked.into_iter().map(ProductId::as_str).collect();
    assert_eq!(asked, ["oak-dining-table", "oak-coffee-table"], "{found:?}");
    assert!(found.lines.is_empty());
}

#[test]
fn what_is_left_out_makes_no_variant_of_another_product() {
    check("a hammer case please", &[], &[]);
    check("a hammer belt please", &[("hammer-belt", 1)], &[]);
}

#[test]
fn a_place_is_no_word_out_of_a_name() {
    check("2 hammers and the drill", &[("hammer", 2), ("hammer-drill-case", 1)], &[]);
    check("2 hammers, it hangs at the drill", &[("hammer", 2)], &[]);
}

#[test]
fn a_number_behind_other_things_counts_what_was_said_in_full() {
    check("window cleaning on both my drills so 3", &[("window-cleaning", 3)], &[]);
}

#[test]
fn a_word_out_of_a_name_in_a_phrase_is_none() {
    let index = shop_of(&[("Second Chance", &[]), ("Water Bottle", &[]), ("Hammer", &[])]);
    let read = |text: &str| {
        let found = recognise(&index, text);
        found.lines.iter().map(|it| it.product.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(read("2 hammers. on second thought a water bottle"), ["water-bottle"]);
    assert!(read("give me a second, im on it").is_empty());
    assert_eq!(read("give me a second chance"), ["second-chance"]);
    assert_eq!(read("a bottle please"), ["water-bottle"]);
}
