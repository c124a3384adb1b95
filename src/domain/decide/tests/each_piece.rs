//! Pieces of one product that are something each.

use super::ordered::{after_words, check_lines, check_understood, shown};
use crate::domain::ticket::Ticket;

fn shop() -> String {
    let colours = serde_json::json!([{"label": "black"}, {"label": "red"}, {"label": "white"}]);
    serde_json::json!({ "products": [
        {"id": "ring", "name": "Silver Ring", "options": [
            {"name": "Size", "choices": [{"label": "52"}, {"label": "54"}, {"label": "56"}]},
            {"name": "Engraving", "required": false}]},
        {"id": "mug", "name": "Magic Mug", "options": [{"name": "Text"}]},
        {"id": "cap", "name": "Cap", "options": [{"name": "Colour", "choices": colours}]},
        {"id": "tea", "name": "Tea", "options": [
            {"name": "Kind", "choices": [{"label": "green"}, {"label": "black"}]}]},
        {"id": "hoodie", "name": "Hoodie", "options": [
            {"name": "Colour", "choices": colours},
            {"name": "Size", "choices": [{"label": "S"}, {"label": "M"}]}]},
        {"id": "tee", "name": "Tee", "options": [
            {"name": "Size", "choices": [{"label": "Small"}, {"label": "Medium"}]}]},
        {"id": "comet", "name": "Comet"},
    ]})
    .to_string()
}

fn after(words: &[&str]) -> Ticket {
    after_words(&shop(), words)
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_understood(&shop(), words, lines);
}

#[test]
fn a_text_may_be_of_one_piece() {
    for said in [
        "2 magic mugs, one with text Mum and one with text Dad",
        "2 magic mugs: one with text Mum, one with text Dad",
        "2 magic mugs, one with text Mum, the other with text Dad",
        "2 magic mugs, one of them with text Mum, the other one with text \"Dad\"",
    ] {
        check(&[said], &["1 mug Mum", "1 mug Dad"]);
    }
    check(
        &["3 magic mugs, 2 with text Mum and the rest with text Dad, and a comet"],
        &["2 mug Mum", "1 mug Dad", "1 comet"],
    );
    check(
        &["2 silver rings, one 52 with engraving Anna and one 56 with engraving Bob"],
        &["1 ring 52 Anna", "1 ring 56 Bob"],
    );
    let asked = after(&["3 magic mugs, one with text Mum and one with text Dad"]);
    let mut lines = shown(&asked);
    lines.sort();
    assert_eq!(lines, ["1 mug", "1 mug Dad", "1 mug Mum"]);
}

#[test]
fn a_text_may_be_of_one_piece_of_what_is_there() {
    let said = "one of them with engraving Tom";
    check(&["3 silver rings 52", said], &["1 ring 52 Tom", "2 ring 52"]);
}

#[test]
fn a_size_may_be_written_in_letters_or_in_words() {
    check(&["2 m tees"], &["2 tee Medium"]);
    check(&["tee s", "make it m"], &["1 tee Medium"]);
    check(&["2 tees", "m"], &["2 tee Medium"]);
    check(&["2 medium hoodies in black"], &["2 hoodie black M"]);
    for said in ["a tee, i live 5 m from you", "a tee, deliver to the house 300 m from the station"]
    {
        let lines = shown(&after(&[said]));
        assert_eq!(lines.first().map(String::as_str), Some("1 tee"), "{said} {lines:?}");
    }
    let asked = after(&["2 tee's"]);
    assert_eq!(shown(&asked), ["2 tee"]);
    assert!(asked.order.asked.is_some());
    let asked = after(&["i'm after 2 tees"]);
    assert!(asked.order.asked.is_some(), "{:?}", shown(&asked));
}

#[test]
fn some_of_what_is_named_may_be_others() {
    let split = &["1 cap red", "3 cap black"];
    for said in [
        "4 red caps and 3 of them black",
        "4 red caps, 3 of them black",
        "4 red caps, make 3 black",
        "4 red caps, make 3 of them black",
    ] {
        check(&[said], split);
    }
    check(&["4 red caps and 3 black"], &["4 cap red", "3 cap black"]);
}

#[test]
fn the_name_of_somebody_is_no_choice() {
    for said in ["a cap for mr blakc", "a cap for Whyte"] {
        assert_eq!(shown(&after(&[said])), ["1 cap"], "{said}");
    }
    check(&["a blakc cap"], &["1 cap black"]);
}

#[test]
fn the_answer_to_a_question_for_a_text_may_be_of_pieces() {
    for said in [
        "one with text Mum and one with text Dad",
        "one with text Mum, the other with text Dad",
        "one saying Mum and one saying Dad",
    ] {
        check(&["2 magic mugs", said], &["1 mug Mum", "1 mug Dad"]);
    }
    check(&["2 magic mugs", "one love and one life"], &["2 mug one love and one life"]);
}

#[test]
fn a_text_may_be_of_all_pieces() {
    for said in [
        "2 silver rings, one 52 and one 56, engraving Forever on both",
        "2 silver rings, one 52 and one 56, both with engraving Forever",
        "2 silver rings, one 52 and one 56, engraving Forever on each of them",
        "2 silver rings, one 52 and one 56, engraving \"Forever\" on both rings please",
    ] {
        check(&[said], &["1 ring 52 Forever", "1 ring 56 Forever"]);
    }
    check(
        &["a silver ring 52 with engraving Forever on both sides"],
        &["1 ring 52 Forever on both sides"],
    );
}

#[test]
fn each_choice_may_be_wished_for() {
    let all = &["1 cap black", "1 cap red", "1 cap white"];
    for said in [
        "3 caps, one each colour",
        "3 caps, one of each colour",
        "3 caps one of each color please",
        "3 caps: one in each colour",
        "3 caps, 1 of each",
        "caps, one of each colour",
        "one cap of each colour",
    ] {
        check(&[said], all);
    }
    check(&["6 caps, 2 of each colour"], &["2 cap black", "2 cap red", "2 cap white"]);
    check(
        &["3 caps, one of each colour, and a comet"],
        &["1 cap black", "1 cap red", "1 cap white", "1 comet"],
    );
    for said in ["4 caps, one of each colour", "2 caps, one each colour"] {
        let asked = after(&[said]);
        assert_eq!(asked.order.lines.len(), 1, "{said} {:?}", shown(&asked));
        assert!(asked.order.asked.is_some(), "{said}");
    }
}

#[test]
fn what_is_said_of_one_of_them_leaves_the_others() {
    let asked = after(&["2 teas", "one of them green, and a comet"]);
    assert_eq!(shown(&asked), ["1 tea green", "1 tea", "1 comet"]);
    assert!(asked.order.asked.is_some());
    check(
        &["2 teas", "one of them green, and a comet", "black"],
        &["1 tea green", "1 tea black", "1 comet"],
    );
    check(
        &["2 hoodies size m, one of them black", "white"],
        &["1 hoodie M white", "1 hoodie black M"],
    );
}

#[test]
fn a_choice_may_have_a_slip_of_the_pen() {
    check(&["a cap", "balck"], &["1 cap black"]);
    check(&["a balck cap"], &["1 cap black"]);
    check(&["a red cap", "make it blakc"], &["1 cap black"]);
    let asked = after(&["a cap", "blank"]);
    assert_eq!(shown(&asked), ["1 cap"], "that is a word of its own");
    assert!(asked.order.asked.is_some());
}

#[test]
fn a_choice_may_have_other_names() {
    let colours = serde_json::json!([
        {"label": "Black", "aliases": ["schwarz", "blk"]}, {"label": "Light Blue", "aliases": ["sky"]}]);
    let shop = serde_json::json!({ "products": [
        {"id": "cap", "name": "Cap", "options": [{"name": "Colour", "choices": colours}]}]})
    .to_string();
    for words in
        [&["a blk cap"][..], &["a cap", "schwarz"], &["a cap", "blk please"], &["a cap, schwarz"]]
    {
        check_lines(&shop, words, &["1 cap Black"]);
    }
    check_lines(&shop, &["a black cap", "make it sky"], &["1 cap Light Blue"]);
    check_lines(&shop, &["2 caps, one blk, the other sky"], &["1 cap Light Blue", "1 cap Black"]);
    check_lines(&shop, &["a black schwarz cap"], &["1 cap Black"]);
}
