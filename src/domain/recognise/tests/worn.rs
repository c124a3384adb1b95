//! Sizes of what is worn.

use super::super::{Index, recognise};
use super::{check, check_in, shop, shop_of};

#[test]
fn a_size_counts_nothing_and_makes_nothing_another() {
    for (text, told) in [
        ("adder size 9", "size 9"),
        ("an adder sz 9.5 pls", "sz 9.5"),
        ("adder uk 7", "uk 7"),
        ("an adder, us10", "us10"),
        ("adder eu 44", "eu 44"),
        ("adder (us 9)", "us 9"),
        ("adder mens 10", "mens 10"),
        ("adder size 44 please", "size 44"),
    ] {
        check(text, &[("adder", 1)], &[told]);
    }
    check("adder size 9.. sorry 10", &[("adder", 1)], &["size 9", "10"]);
    check(
        "2 adders size 9 and 3 comets size 10",
        &[("adder", 2), ("comet", 3)],
        &["size 9", "size 10"],
    );
    check("an adder 7 3/8", &[("adder", 1)], &["7 3/8"]);
}

#[test]
fn what_only_looks_like_a_size_counts() {
    check("give us 2 adders", &[("adder", 2)], &[]);
    check("for us 3 adders", &[("adder", 3)], &[]);
}

fn cards() -> Index {
    shop_of(&[
        ("Extreme Pro SD 64GB", &[]),
        ("Extreme Pro SD 128GB", &[]),
        ("UV Filter 67mm", &[]),
        ("UV Filter 77mm", &[]),
        ("Zoom 18-50mm", &[]),
        ("Zoom 28-75mm", &[]),
        ("Gel-Kayano 14", &["kayano"]),
    ])
}

#[test]
fn a_number_of_a_name_says_which() {
    let cards = cards();
    for (text, product, count) in [
        ("2 extreme pro 128", "extreme-pro-sd-128gb", 2),
        ("extreme pro 64gb x2", "extreme-pro-sd-64gb", 2),
        ("extreme pro 64gb x2, i meant 128gb", "extreme-pro-sd-128gb", 2),
        ("uv filter 77", "uv-filter-77mm", 1),
        ("a zoom 18-50", "zoom-18-50mm", 1),
        ("a kayano 14 pls", "gel-kayano-14", 1),
        ("kayano 3", "gel-kayano-14", 3),
    ] {
        check_in(&cards, text, &[(product, count)]);
    }
    for text in ["2 uv filters", "uv filters 77", "extreme pro 2"] {
        assert_eq!(recognise(&cards, text).ambiguous.len(), 1, "{text}");
    }
    assert_eq!(recognise(&cards, "zoom 50-60").ambiguous.len(), 1);
    assert_eq!(recognise(&shop(), "make it 128gb").lines, []);
}

#[test]
fn the_point_of_a_number_tells_names_apart() {
    let coins = shop_of(&[("2.5k Coins", &[]), ("25k Coins", &[])]);
    check_in(&coins, "2.5k coins please", &[("2-5k-coins", 1)]);
    check_in(&coins, "2x 25k coins", &[("25k-coins", 2)]);
}
