//! Numbers that are names or options, and those that are amounts.

use super::ordered::{after_words, check_lines, shown};

fn shop() -> String {
    serde_json::json!({ "products": [
        {"id": "iphone-13", "name": "iPhone 13"},
        {"id": "iphone-14", "name": "iPhone 14"},
        {"id": "iphone-14-pro", "name": "iPhone 14 Pro"},
        {"id": "mug", "name": "Mug"},
        {"id": "hoodie", "name": "Hoodie", "options": [
            {"name": "Colour", "choices": [{"label": "black"}, {"label": "grey"}]},
            {"name": "Size", "choices": [{"label": "M"}, {"label": "L"}]}]},
        {"id": "sneakers", "name": "Sneakers", "options": [
            {"name": "Size", "choices": [{"label": "2"}, {"label": "42"}, {"label": "43"}]}]},
        {"id": "lamp", "name": "Lamp", "options": [
            {"name": "Bulb", "choices": [{"label": "standard"}, {"label": "40w"}]}]},
        {"id": "heater", "name": "Heater", "options": [
            {"name": "Power", "choices": [{"label": "50w"}, {"label": "100 w"}, {"label": "2kw"}]}]},
    ]})
    .to_string()
}

#[test]
fn a_number_may_be_the_name_of_what_differs_by_it() {
    for said in [
        "actually the 14",
        "sorry i meant 14",
        "14 instead",
        "change the 13 to a 14",
        "not the 13, the 14",
    ] {
        check_lines(&shop(), &["iphone 13", said], &["1 iphone-14"]);
    }
    check_lines(&shop(), &["iphone 13", "actually make that a 14 pro"], &["1 iphone-14-pro"]);
    check_lines(&shop(), &["iphone 13", "and a 14"], &["1 iphone-13", "1 iphone-14"]);
    check_lines(&shop(), &["iphone 13, 2 mugs", "actually the 14"], &["1 iphone-14", "2 mug"]);
}

#[test]
fn a_number_that_nothing_is_called_is_an_amount_as_ever() {
    check_lines(&shop(), &["iphone 13", "make it 14"], &["14 iphone-13"]);
    check_lines(&shop(), &["iphone 13", "sorry i meant 2"], &["2 iphone-13"]);
    check_lines(&shop(), &["a mug", "sorry i meant 14"], &["14 mug"]);
}

#[test]
fn what_is_called_by_a_number_is_no_amount() {
    for said in ["actually the 15", "make it a 15", "i'll pick it up on the 14"] {
        assert_eq!(shown(&after_words(&shop(), &["iphone 13", said])), ["1 iphone-13"], "{said}");
    }
}

#[test]
fn a_number_may_be_a_choice() {
    for said in ["make it 43", "no 43", "actually 43", "43 instead"] {
        check_lines(&shop(), &["sneakers 42", said], &["1 sneakers 43"]);
    }
    check_lines(&shop(), &["sneakers 42", "make it 2"], &["2 sneakers 42"]);
    check_lines(&shop(), &["sneakers 42", "make it 29"], &["29 sneakers 42"]);
}

#[test]
fn some_pieces_are_to_be_others_with_what_they_are_anyway() {
    let hoodies = "3 black hoodies L";
    let made = ["2 hoodie black L", "1 hoodie grey L"];
    let ticket = after_words(&shop(), &[hoodies, "change one of them to grey L"]);
    let mut lines = shown(&ticket);
    lines.sort();
    let mut made = made.map(str::to_owned);
    made.sort();
    assert_eq!(lines, made);
    let ticket = after_words(&shop(), &[hoodies, "change one of them to grey M"]);
    assert_eq!(shown(&ticket), ["3 hoodie black L"], "it is told");
    assert!(!ticket.order.misread.unknown.is_empty());
}

#[test]
fn a_number_says_a_choice_that_has_a_unit() {
    for said in ["100", "the 100 one", "100 watt", "100w please"] {
        check_lines(&shop(), &["a heater", said], &["1 heater 100 w"]);
    }
    check_lines(&shop(), &["a heater", "2"], &["1 heater 2kw"]);
    let open = after_words(&shop(), &["a lamp", "sorry"]);
    assert_eq!(shown(&open), ["1 lamp"], "it has no number, and says none");
    for said in ["2 kw x 3", "3 of the 2kw", "3x 2kw"] {
        check_lines(&shop(), &["a heater", said], &["3 heater 2kw"]);
    }
    for said in ["make it 100", "100 instead"] {
        check_lines(&shop(), &["a heater 50w", said], &["1 heater 100 w"]);
    }
    check_lines(&shop(), &["a heater 50w", "make it 70"], &["70 heater 50w"]);
    check_lines(&shop(), &["2 heaters 50w", "make it 100"], &["100 heater 50w"]);
}
