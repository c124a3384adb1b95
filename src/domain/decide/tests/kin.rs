//! What is on the order, and its kin, called by one word.

use super::ordered::{after_words, check_lines, shown};

fn shop() -> String {
    let choices = |labels: &[&str]| -> Vec<_> {
        labels.iter().map(|label| serde_json::json!({"label": label})).collect()
    };
    serde_json::json!({ "products": [
        {"id": "red", "name": "Red Rose"},
        {"id": "white", "name": "White Rose"},
        {"id": "eternal", "name": "Eternal Rose",
         "options": [{"name": "Colour", "choices": choices(&["red", "blue"])}]},
        {"id": "pot", "name": "Lavender Pot", "aliases": ["lavender"]},
        {"id": "candle", "name": "Scented Candle", "aliases": ["candle"],
         "options": [{"name": "Scent", "choices": choices(&["lavender", "vanilla"])}]},
        {"id": "bear", "name": "Teddy Bear",
         "options": [{"name": "Colour", "choices": choices(&["white", "pink"])}]},
        {"id": "bouquet", "name": "Red Rose Bouquet",
         "options": [{"name": "Size", "choices": choices(&["S", "L"])}]},
        {"id": "card", "name": "Greeting Card", "options": [{"name": "Message"}]},
        {"id": "poster", "name": "Poster", "options": [
            {"name": "Format", "choices": choices(&["A3", "A2"])},
            {"name": "Motif", "choices": choices(&["Dragon", "Space"])}]},
        {"id": "plush", "name": "Plush Dragon"},
        {"id": "water", "name": "Rose Water"},
        {"id": "jersey", "name": "Jersey", "options": [
            {"name": "Name", "longest": 20},
            {"name": "Number", "pattern": "[0-9]{1,2}", "required": false}]},
    ]})
    .to_string()
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_lines(&shop(), words, lines);
}

#[test]
fn a_colour_calls_what_differs_by_it() {
    for said in ["could you add 2 white ones?", "add 2 white ones", "also 2 white"] {
        check(&["5 red roses", said], &["5 red", "2 white"]);
    }
    for said in ["make them white", "white instead of red", "no i want white ones"] {
        check(&["5 red roses", said], &["5 white"]);
    }
    check(&["5 red roses, 2 white roses", "remove the white ones"], &["5 red"]);
    check(&["5 red roses, 2 white roses", "only the red ones"], &["5 red"]);
    check(&["2 red roses, a pink teddy bear", "make it white"], &["2 red", "1 bear white"]);
}

#[test]
fn a_colour_of_something_else_calls_nothing() {
    check(&["5 red roses", "and a teddy bear in white"], &["5 red", "1 bear white"]);
    for said in ["add 2 blue ones", "a blue one please"] {
        let ticket = after_words(&shop(), &["5 red roses", said]);
        assert_eq!(
            (shown(&ticket), ticket.order.misread.unknown),
            (vec!["5 red".to_owned()], vec![said.to_owned()])
        );
    }
    for said in ["wrap it in white please", "the ribbon should be white", "2 white bows"] {
        assert_eq!(shown(&after_words(&shop(), &["5 red roses", said])), ["5 red"], "{said}");
    }
}

#[test]
fn a_last_word_calls_the_only_line_that_has_it() {
    check(&["5 red roses", "make it 3 roses"], &["3 red"]);
    check(&["5 red roses", "remove 2 roses"], &["3 red"]);
    check(&["5 red roses, a lavender pot", "without the roses"], &["1 pot"]);
    check(&["5 red roses", "make it 3 rose waters"], &["3 water"]);
    let asked = after_words(&shop(), &["5 red roses", "and 2 roses"]);
    assert_eq!((shown(&asked), asked.order.unclear.len()), (vec!["5 red".to_owned()], 1));
}

#[test]
fn what_may_be_chosen_for_a_thing_is_no_thing_beside_it() {
    check(&["1 lavender candle"], &["1 candle lavender"]);
    check(&["candle lavender and a lavender"], &["1 candle lavender", "1 pot"]);
    check(&["eternal rose red"], &["1 eternal red"]);
    check(&["2 eternal roses, red"], &["2 eternal red"]);
    check(&["2 red rose bouquets, one S one L"], &["1 bouquet S", "1 bouquet L"]);
    check(&["poster A2 dragon"], &["1 poster A2 Dragon"]);
    check(&["poster, A3, dragon and a plush dragon"], &["1 poster A3 Dragon", "1 plush"]);
    assert!(after_words(&shop(), &["a white rose bouquet"]).order.lines.is_empty());
}

#[test]
fn what_is_quoted_beside_a_thing_is_its_text() {
    check(&["greeting card \"Happy Birthday\""], &["1 card Happy Birthday"]);
    let both = &["1 card Hi", "1 card 2 red roses"];
    check(&["2 greeting cards, \"Hi\" and \"2 red roses\""], both);
    check(&["2 greeting cards, one says \"Hi\" and the other \"2 red roses\""], both);
    let said =
        "a greeting card with message \"Hi\" and a greeting card with message \"2 red roses\"";
    check(&[said], both);
    let one = after_words(&shop(), &["3 greeting cards, \"Hi\" and \"Bye\""]);
    assert!(one.order.lines.iter().all(|it| it.options.is_empty()), "{:?}", one.order);
    let both = after_words(&shop(), &["a greeting card and one \"rose water\""]);
    assert!(shown(&both).iter().all(|it| it != "1 card rose water"), "{both:?}");
}

#[test]
fn an_answer_may_say_other_options_too() {
    check(&["a jersey", "name: Kai, number: 99"], &["1 jersey Kai 99"]);
    check(&["a jersey", "\"Rex\" please"], &["1 jersey Rex"]);
    check(&["a jersey", "Rex", "7"], &["1 jersey Rex 7"]);
    check(&["a jersey", "Rex", "7", "3"], &["3 jersey Rex 7"]);
}

#[test]
fn a_word_of_its_name_calls_what_is_there() {
    let had = "a teddy bear in pink and a scented candle in vanilla";
    for said in
        ["make the teddy one white", "the teddy in white please", "yes but the teddy in white"]
    {
        check(&[had, said], &["1 bear white", "1 candle vanilla"]);
    }
    check(&[had, "make the scented one lavender"], &["1 bear pink", "1 candle lavender"]);
    check(&["2 red roses", "white instead of the red"], &["2 white"]);
}
