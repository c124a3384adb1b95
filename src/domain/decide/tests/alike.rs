//! Lines that become alike, and those that are not so yet.

use super::ordered::check_lines;

fn shop() -> String {
    serde_json::json!({ "products": [
        {"id": "tee", "name": "Tee", "options": [
            {"name": "Colour", "choices": [{"label": "black"}, {"label": "gold"}]},
            {"name": "Size", "required": false,
             "choices": [{"label": "small"}, {"label": "large"}]},
            {"name": "Plate", "pattern": "[A-Z0-9 ]{1,8}", "required": false}]},
        {"id": "mug", "name": "Mug", "options": [
            {"name": "Colour", "required": false,
             "choices": [{"label": "black"}, {"label": "gold"}]},
            {"name": "Plate", "pattern": "[A-Z0-9 ]{1,8}", "required": false}]},
        {"id": "cola", "name": "Cola"},
    ]})
    .to_string()
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_lines(&shop(), words, lines);
}

#[test]
fn a_line_that_is_added_is_compared_as_a_whole() {
    check(&["2 gold tees", "add 3 gold small tees"], &["2 tee gold", "3 tee gold small"]);
    check(&["a black tee and a large black tee"], &["1 tee black", "1 tee black large"]);
    check(&["a gold tee", "large", "add a large gold tee"], &["2 tee gold large"]);
}

#[test]
fn a_line_that_is_answered_is_compared_as_a_whole() {
    check(&["a gold tee", "add another tee", "gold small"], &["1 tee gold", "1 tee gold small"]);
    check(&["a gold tee", "add 2 tees", "gold, large"], &["1 tee gold", "2 tee gold large"]);
    check(
        &["a gold tee and a black tee", "change the colour of the black tee", "gold small"],
        &["1 tee gold", "1 tee gold small"],
    );
}

#[test]
fn what_is_said_of_a_line_that_is_added_is_said_of_no_other() {
    check(&["a gold mug", "add a gold mug with plate ABC"], &["1 mug gold", "1 mug gold ABC"]);
    check(&["2 gold mugs", "add 3 gold mugs with plate ABC"], &["2 mug gold", "3 mug gold ABC"]);
    check(&["a mug", "add a mug with plate ABC"], &["1 mug", "1 mug ABC"]);
}

#[test]
fn options_are_the_same_in_any_order() {
    check(&["a large tee", "gold", "add a gold large tee"], &["2 tee large gold"]);
    check(
        &["a mug with plate ABC", "make it gold", "add a gold mug with plate ABC"],
        &["2 mug ABC gold"],
    );
}

#[test]
fn an_option_in_words_is_said_of_the_product_of_its_message() {
    for said in ["a black tee with plate XYZ", "a black tee, plate: XYZ", "black tee plate XYZ"] {
        check(&["a gold mug with plate ABC", said], &["1 mug gold ABC", "1 tee black XYZ"]);
    }
    check(&["a gold mug and a black tee", "plate: XYZ"], &["1 mug gold XYZ", "1 tee black"]);
    check(
        &["a gold mug and a black tee", "plate ABC on the tee"],
        &["1 mug gold", "1 tee black ABC"],
    );
}
