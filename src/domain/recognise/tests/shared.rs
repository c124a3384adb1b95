//! Names that share some of their words.

use super::super::recognise;
use super::{Index, check_in, shop_of};

const SHOP: [(&str, &[&str]); 11] = [
    ("Single Red Rose", &["red rose"]),
    ("Single White Rose", &["white rose"]),
    ("Pink Rose Bouquet", &["pink roses"]),
    ("Teddy Bear Small", &["small teddy"]),
    ("Teddy Bear Large", &["large teddy"]),
    ("Milk Chocolate Box", &["milk chocolates"]),
    ("Dark Chocolate Box", &["dark chocolates"]),
    ("Nova 12 Screen", &[]),
    ("Nova 13 Screen", &[]),
    ("Nova 3 Screen", &[]),
    ("Case", &[]),
];

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)]) {
    check_in(&shop(), text, lines);
}

fn shop() -> Index {
    shop_of(&SHOP)
}

const RED: &str = "single-red-rose";
const WHITE: &str = "single-white-rose";
const SMALL: &str = "teddy-bear-small";
const LARGE: &str = "teddy-bear-large";

#[test]
fn last_words_are_shared() {
    check("red and white roses", &[(RED, 1), (WHITE, 1)]);
    check("2 red and 3 white roses pls", &[(RED, 2), (WHITE, 3)]);
    check("red, white and pink roses", &[(RED, 1), (WHITE, 1), ("pink-rose-bouquet", 1)]);
    check(
        "3 milk and a couple of dark chocolates",
        &[("milk-chocolate-box", 3), ("dark-chocolate-box", 2)],
    );
    check("my car is red\nwhite roses please", &[(WHITE, 1)]);
}

#[test]
fn first_words_are_shared() {
    check("2 teddy bear small and 3 large", &[(SMALL, 2), (LARGE, 3)]);
    check("teddy bear small, no wait, large", &[(LARGE, 1)]);
    check("remove the teddy bear small and large", &[]);
    check("a small teddy and a large one", &[(SMALL, 1), (LARGE, 1)]);
    check("teddy bear small\nlarge family here", &[(SMALL, 1)]);
}

#[test]
fn one_of_two_that_share_words_is_asked() {
    let found = recognise(&shop(), "small or large teddy");
    let choices: Vec<_> = found.ambiguous.iter().map(|it| it.candidates.len()).collect();
    assert!(found.lines.is_empty() && choices == [2], "{found:?}");
}

#[test]
fn a_number_in_a_name_gives_way_to_another_and_else_it_counts() {
    let both = [("nova-12-screen", 1), ("nova-13-screen", 1)];
    check("nova 12 screen and 13", &both);
    check("nova 12 and 13 screens", &both);
    check("nova 12 screen, 3 please", &[("nova-12-screen", 3)]);
    check("nova 12 screen and 3 cases", &[("nova-12-screen", 1), ("case", 3)]);
    check("nova 12 screen x2, 13 x1", &[("nova-12-screen", 2), ("nova-13-screen", 1)]);
    check("nova 12 screen 2x and 13 3x", &[("nova-12-screen", 2), ("nova-13-screen", 3)]);
}

#[test]
fn what_describes_something_else_is_not_shared() {
    check("my sister is in red, white roses please", &[(WHITE, 1)]);
    check("a case in red and a white rose", &[("case", 1), (WHITE, 1)]);
}

#[test]
fn what_a_kind_is_called_is_asked_about() {
    const PIES: [(&str, &[&str]); 5] = [
        ("Apple Pie", &[]),
        ("Apple Danish", &[]),
        ("Cherry Danish", &[]),
        ("Apple Crumble", &[]),
        ("Pecan Pie", &[]),
    ];
    let index = shop_of(&PIES);
    let found = recognise(&index, "apple pie and a danish");
    let lines: Vec<_> = found.lines.iter().map(|it| it.product.as_str()).collect();
    assert_eq!(lines, ["apple-pie"], "{found:?}");
    assert_eq!(found.ambiguous.len(), 1, "{found:?}");
    let both = recognise(&index, "apple and cherry danish").lines;
    assert_eq!(both.len(), 2, "{both:?}");
    let apart = recognise(&index, "an apple and a cherry danish").lines;
    assert_eq!(apart.len(), 1, "{apart:?}");
}

#[test]
fn counts_prices_and_times_stay_what_they_are() {
    check("nova 12 screen, 13 please", &[("nova-12-screen", 13)]);
    check("nova 12 screen, 13:30", &[("nova-12-screen", 1)]);
    check("nova 12 screen, 13$", &[("nova-12-screen", 1)]);
    check("nova 12 screen, no wait 13", &[("nova-13-screen", 1)]);
}

#[test]
fn one_that_shares_words_is_taken_back() {
    check("red and white roses, remove the red", &[(WHITE, 1)]);
    check("red, white and pink roses, remove the white", &[(RED, 1), ("pink-rose-bouquet", 1)]);
    check("one red rose and two white ones", &[(RED, 1), (WHITE, 2)]);
}
