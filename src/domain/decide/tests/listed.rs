//! Pieces that are listed, each with what is said of it alone, and what is told where that is not
//! clear.

use super::ordered::{after_words, check_told, check_understood, shown};

fn shop() -> String {
    let choices = |labels: &[&str]| -> Vec<_> {
        labels.iter().map(|label| serde_json::json!({"label": label})).collect()
    };
    let text = |name: &str| serde_json::json!({"name": name, "required": false});
    serde_json::json!({ "products": [
        {"id": "mug", "name": "Mug", "options": [text("Text")]},
        {"id": "ring", "name": "Ring", "options": [
            {"name": "Metal", "choices": choices(&["gold", "silver"])}, text("Engraving")]},
        {"id": "hoodie", "name": "Hoodie", "options": [
            {"name": "Colour", "choices": choices(&["black", "grey", "navy"])},
            {"name": "Size", "choices": choices(&["S", "M", "L", "XL"])}]},
        {"id": "tee", "name": "Tee", "options": [
            {"name": "Colour", "choices": choices(&["black", "white", "red"])},
            {"name": "Size", "choices": choices(&["S", "M", "L"])}]},
        {"id": "cap", "name": "Cap", "options": [
            {"name": "Colour", "choices": choices(&["black", "red", "navy"])}]},
        {"id": "comet", "name": "Comet"},
    ]})
    .to_string()
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_understood(&shop(), words, lines);
}

#[track_caller]
fn check_unheard(words: &[&str]) {
    check_told(&shop(), words);
}

#[test]
fn how_many_there_are_may_be_said_by_the_list() {
    for head in ["mug", "mugs"] {
        let said = format!("{head}: one with text Mum, one with text Dad, one with text Mum");
        check(&[&said], &["2 mug Mum", "1 mug Dad"]);
    }
    check(&["mugs: 2 with text Mum and a comet"], &["2 mug Mum", "1 comet"]);
}

#[test]
fn no_text_goes_on_with_what_is_said_of_another_piece() {
    for said in [
        "3 mugs, 2 with text Mum and one blank",
        "3 mugs, 2 with text Mum and one without",
        "3 mugs: 2 with text \"Mum\", one without text",
    ] {
        check(&[said], &["2 mug Mum", "1 mug"]);
    }
    let mums = "3 mugs, one with text Mum, one with text Dad and one without text";
    check(&[mums], &["1 mug Mum", "1 mug Dad", "1 mug"]);
    let rings = "2 rings: one gold with engraving Anna, one silver with engraving Tom";
    check(&[rings], &["1 ring gold Anna", "1 ring silver Tom"]);
    let rings = "2 rings, one silver ring with engraving Tom and one gold with engraving Anna";
    check(&[rings], &["1 ring silver Tom", "1 ring gold Anna"]);
    let told = after_words(&shop(), &["2 gold rings, one engraved Anna, the other Tom"]);
    assert_eq!(shown(&told), ["1 ring gold Anna", "1 ring gold"]);
    assert_eq!(told.order.misread.unknown, ["Tom"]);
}

#[test]
fn each_further_piece_has_a_text_of_its_own() {
    check(
        &["one gold ring with engraving Anna and one silver with engraving Tom"],
        &["1 ring gold Anna", "1 ring silver Tom"],
    );
    check(&["a mug with text Mum and one with text Dad"], &["1 mug Mum", "1 mug Dad"]);
    check(&["a mug with text One love and one life"], &["1 mug One love and one life"]);
}

#[test]
fn texts_may_be_of_pieces_of_what_is_there() {
    let each = "one with text Mum and one with text Dad";
    check(&["2 mugs", each], &["1 mug Mum", "1 mug Dad"]);
    check(&["3 mugs", each], &["1 mug Mum", "1 mug Dad", "1 mug"]);
    check(
        &["3 comets, 4 mugs", "2 with text Mum, 2 with text Dad"],
        &["3 comet", "2 mug Mum", "2 mug Dad"],
    );
    check(
        &["3 comets, 4 mugs", "one of the mugs with text Mum"],
        &["3 comet", "1 mug Mum", "3 mug"],
    );
    for said in ["text Mum on 2 of the mugs", "2 of the mugs with text Mum"] {
        check(&["3 comets, 4 mugs", said], &["3 comet", "2 mug Mum", "2 mug"]);
    }
    for said in [
        "make one of them text Dad",
        "one with text Dad",
        "make 1 text Dad",
        "text Dad on one of them",
    ] {
        check(&["2 mugs text Mum", said], &["1 mug Dad", "1 mug Mum"]);
    }
    check_unheard(&["2 mugs text Mum", "3 with text Dad"]);
    check_unheard(&["mug text Mum", "one with text Dad"]);
    check_unheard(&["2 mugs", "one with text Mum and 2 with text Dad"]);
}

#[test]
fn more_pieces_leave_those_that_are_there_their_text() {
    for said in ["and 2 with text Dad", "2 more with text Dad", "add 2 with text Dad"] {
        check(&["a mug with text Mum", said], &["1 mug Mum", "2 mug Dad"]);
    }
    check(&["a mug with text Mum", "and 2 comets"], &["1 mug Mum", "2 comet"]);
}

#[test]
fn pieces_are_part_of_what_is_asked_for() {
    check(&["4 red caps and 2 navy"], &["4 cap red", "2 cap navy"]);
    check(
        &["3 red caps, a black hoodie M", "two caps should be navy"],
        &["2 cap navy", "1 cap red", "1 hoodie black M"],
    );
    let asked = after_words(&shop(), &["hoodie black M", "2 more, one grey, one navy"]);
    assert_eq!(shown(&asked), ["1 hoodie black M", "1 hoodie grey", "1 hoodie navy"]);
    check_unheard(&["hoodie black M", "3 more, one grey, one navy"]);
}

#[test]
fn so_many_of_each_choice_that_is_named() {
    for said in ["red and navy caps, 2 each", "2 caps each in red and navy"] {
        check(&[said], &["2 cap red", "2 cap navy"]);
    }
}

#[test]
fn each_line_gets_what_is_said_of_it() {
    let order = "a black hoodie M, a red tee S";
    let ticket = after_words(&shop(), &[order, "make the hoodie L and the tee white"]);
    let lines = shown(&ticket);
    let is_done = lines == ["1 hoodie black L", "1 tee white S"];
    assert!(is_done || !ticket.order.misread.is_empty(), "{lines:?}");
    assert!(is_done || lines == ["1 hoodie black M", "1 tee red S"], "{lines:?}");
}

#[test]
fn what_alone_is_wanted_is_no_word_of_the_others() {
    check_unheard(&["a black hoodie L, a grey hoodie M", "just the grey"]);
    check_unheard(&["a black hoodie L, a grey hoodie M", "only the grey one please"]);
    check(&["a black hoodie L", "just grey"], &["1 hoodie grey L"]);
}
