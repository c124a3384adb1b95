//! Several things with words of their own in one message, and several options at once.

use super::ordered::{after_words, shown};

fn shop() -> String {
    let choices = |labels: &[&str]| -> Vec<_> {
        labels.iter().map(|label| serde_json::json!({"label": label})).collect()
    };
    let colours =
        serde_json::json!({"name": "Colour", "choices": choices(&["black", "white", "gold"])});
    let sizes = serde_json::json!({"name": "Size", "choices": choices(&["small", "large"])});
    let plate = serde_json::json!({"name": "Plate", "pattern": "[A-Z0-9]{1,8}", "required": false});
    let engraving = serde_json::json!({"name": "Engraving", "longest": 20, "required": false});
    serde_json::json!({"products": [
        {"id": "car", "name": "Car", "price": 300, "options": [colours, plate]},
        {"id": "mug", "name": "Mug", "price": 300, "options": [colours, sizes, engraving]},
        {"id": "coffee", "name": "Coffee", "price": 300},
    ]})
    .to_string()
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    assert_eq!(shown(&after_words(&shop(), words)), lines, "{words:?}");
}

#[test]
fn each_thing_has_the_words_beside_it() {
    let two = &["1 car gold ABC", "1 car white XYZ"];
    check(&["a gold car with plate ABC and a white car with plate XYZ"], two);
    check(&["a gold car plate ABC\na white car plate XYZ"], two);
    check(&["a gold car, plate ABC and a white car"], &["1 car gold ABC", "1 car white"]);
    check(
        &["a small gold mug with engraving: Love, 2 coffees and a black car, plate X1"],
        &["1 mug gold small Love", "2 coffee", "1 car black X1"],
    );
    check(
        &["a gold car plate ABC", "and a gold car with plate XYZ and a white car"],
        &["1 car gold ABC", "1 car gold XYZ", "1 car white"],
    );
}

#[test]
fn what_takes_something_back_is_no_list_of_things() {
    check(
        &["a gold car with plate ABC and a white car, no wait, just the gold car"],
        &["1 car gold ABC"],
    );
}

#[test]
fn several_options_of_a_line_change_at_once() {
    let mug = "a gold small mug";
    for words in ["make it white and large", "white, large", "make it large and make it white"] {
        check(&[mug, words], &["1 mug white large"]);
    }
    check(&[mug, "make it white and black"], &["1 mug gold small"]);
    check(&[mug, "a white and large mug"], &["1 mug gold small", "1 mug white large"]);
    let two = "a gold small mug and a black small mug";
    check(&[two, "make it white and large"], &["1 mug gold small", "1 mug black small"]);
    check(&[two, "make the black one white and large"], &["1 mug gold small", "1 mug white large"]);
}

#[test]
fn a_choice_may_be_said_of_another_thing() {
    let two = "2 small mugs and a car";
    check(&[two, "the car in gold", "black"], &["2 mug small black", "1 car gold"]);
    check(&[two, "black", "gold"], &["2 mug small black", "1 car gold"]);
}

#[test]
fn a_choice_may_have_a_text_of_another_option_beside_it() {
    check(&["a car", "gold with plate XYZ"], &["1 car XYZ gold"]);
    check(&["a car", "gold, plate XYZ and a coffee"], &["1 car XYZ gold", "1 coffee"]);
    let ticket = after_words(&shop(), &["a car", "gold with sparkles"]);
    assert_eq!(shown(&ticket), ["1 car gold"]);
    assert_eq!(ticket.order.misread.unknown, ["sparkles"]);
}
