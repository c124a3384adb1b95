//! Lines that are described by what they are, to be something else.

use super::ordered::{after_words, check_lines, check_told, shown};
use crate::domain::{
    order::{Asked, Unclear},
    ticket::Ticket,
};

fn shop() -> String {
    let choices = |labels: &[&str]| {
        labels.iter().map(|it| serde_json::json!({ "label": it })).collect::<Vec<_>>()
    };
    let colours = choices(&["black", "white", "gold", "silver"]);
    serde_json::json!({ "products": [
        {"id": "mug", "name": "Mug", "options": [{"name": "Colour", "choices": colours}]},
        {"id": "tee", "name": "Tee", "options": [
            {"name": "Colour", "choices": choices(&["black", "white", "gold"])},
            {"name": "Size", "choices": choices(&["small", "large"])}]},
        {"id": "coffee", "name": "Coffee", "options": [
            {"name": "Kind", "choices": choices(&["espresso", "latte"])}]},
        {"id": "cup", "name": "Cup", "options": [
            {"name": "Text", "pattern": "[A-Za-z ]{1,12}"}]},
        {"id": "badge", "name": "Badge", "options": [
            {"name": "Name", "pattern": "[A-Za-z0-9 ]{1,12}"}]},
        {"id": "kettle-pro-2", "name": "Kettle Pro 2"},
        {"id": "kettle-pro-3", "name": "Kettle Pro 3"},
        {"id": "plate", "name": "Plate"},
    ]})
    .to_string()
}

fn after(words: &[&str]) -> Ticket {
    after_words(&shop(), words)
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_lines(&shop(), words, lines);
}

#[test]
fn the_line_that_is_described_is_the_one_that_changes() {
    let two = "a black mug and a gold mug";
    for said in [
        "make the black one white",
        "change the black mug to white",
        "the black one in white please",
        "make the black mug white",
        "turn the black mug into white",
        "mach den black mug white",
        "swap the black mug for a white one",
        "replace black with white",
        "swap black for white please",
        "not black but white",
        "can you make the black mug white?",
        "not black, white",
        "not the black one, a white one",
    ] {
        check(&[two, said], &["1 mug white", "1 mug gold"]);
    }
    check(&["3 white mugs", "make the white mugs black"], &["3 mug black"]);
    check(&["3 white mugs", "make the white ones black"], &["3 mug black"]);
    check(
        &["a small black tee and a large black tee", "make the small tee white"],
        &["1 tee white small", "1 tee black large"],
    );
    check(
        &["a black mug and a white mug", "make the white one gold and the black one silver"],
        &["1 mug silver", "1 mug gold"],
    );
}

#[test]
fn only_those_that_are_so_stay() {
    let tees = "3 gold large tees and 2 black small tees, and a black mug";
    for said in ["only the gold tees", "on second thought only the gold tees"] {
        check(&[tees, said], &["3 tee gold large"]);
    }
    let fewer = ["1 tee gold large", "2 tee black small", "1 mug black"];
    check(&[tees, "just 1 gold tee"], &fewer);
    check(&[tees, "only the tees"], &["3 tee gold large", "2 tee black small"]);
    let told = after(&[tees, "only 1 tee"]);
    assert_eq!(shown(&told), ["3 tee gold large", "2 tee black small"]);
    assert_eq!(told.order.misread.unknown, ["1 tee"]);
}

#[test]
fn of_several_lines_of_a_product_it_is_asked_of_which_there_are_to_be_so_many() {
    let tees = "3 gold large tees and 2 black small tees, and a black mug";
    for said in ["5 tees", "make the tees 5"] {
        let asked = after(&[tees, said]);
        assert!(matches!(&asked.order.asked, Some(Asked::Line { lines }) if lines.len() == 2));
        let lines = ["5 tee gold large", "2 tee black small", "1 mug black"];
        check(&[tees, said, "the gold ones"], &lines);
    }
    check(&[tees, "5 black tees"], &["3 tee gold large", "5 tee black small", "1 mug black"]);
}

#[test]
fn where_several_are_so_it_is_asked_which_and_where_none_is_it_is_told() {
    let both = ["a black mug and a large black tee", "make the black one white"];
    let asked = after(&both);
    assert!(matches!(&asked.order.asked, Some(Asked::Line { lines }) if lines.len() == 2));
    assert_eq!(shown(&asked), ["1 mug black", "1 tee black large"]);
    check(&[both[0], both[1], "the tee"], &["1 mug black", "1 tee white large"]);
    check_told(&shop(), &["a black mug", "make the gold one white"]);
    check_told(&shop(), &["a black mug", "dont make the mug gold"]);
    check(&["a black mug", "no make it gold"], &["1 mug gold"]);
    check(&["a black mug", "change gold to white"], &["1 mug black"]);
}

#[test]
fn what_it_is_not_to_be_is_asked_for() {
    for said in ["not gold", "i dont want gold", "instead of gold", "change the gold one"] {
        let asked = after(&["a gold mug and a black mug", said]);
        assert!(matches!(&asked.order.asked, Some(Asked::Option { .. })), "{said}");
        let words = ["a gold mug and a black mug", said, "silver"];
        check(&words, &["1 mug silver", "1 mug black"]);
    }
    check(&["a gold mug", "not gold or silver"], &["1 mug gold"]);
}

#[test]
fn what_is_there_is_changed_where_nothing_says_that_one_more_is_wanted() {
    let two = "a black mug and a white mug";
    for said in ["all mugs in gold", "both in gold", "mugs in gold", "all mugs gold please"] {
        check(&[two, said], &["2 mug gold"]);
    }
    check(&["an espresso coffee", "coffee: latte"], &["1 coffee latte"]);
    check(&["an espresso coffee", "kind: latte"], &["1 coffee latte"]);
    check(&["a black mug", "the mug in gold please"], &["1 mug gold"]);
    check(
        &["a black mug and an espresso coffee", "mug: white, coffee: latte"],
        &["1 mug white", "1 coffee latte"],
    );
    for said in ["a gold mug", "gold mug", "a mug in gold", "also a mug in gold", "1 mug: gold"] {
        check(&["a black mug", said], &["1 mug black", "1 mug gold"]);
    }
    let three = after(&["a black mug, a white mug and a large black tee", "both in gold"]);
    assert!(matches!(three.order.asked, Some(Asked::Line { .. })), "which two?");
}

#[test]
fn two_choices_of_one_option_are_asked_about() {
    for said in ["a black and white mug", "2 black and white mugs", "a black or white mug"] {
        let asked = after(&[said]);
        assert!(matches!(asked.order.asked, Some(Asked::Option { .. })), "{said}");
        assert!(asked.order.lines[0].options.is_empty(), "{said}");
        assert!(!asked.order.misread.has_words(), "{said}: {:?}", asked.order.misread);
    }
    assert_eq!(after(&["2 black and white mugs"]).order.lines[0].quantity, 2);
    check(&["a small and black tee"], &["1 tee black small"]);
    check(&["a black mug and white mug"], &["1 mug black", "1 mug white"]);
}

#[test]
fn a_number_that_is_said_of_something_else_is_no_count() {
    check(&["a plate", "the name should be 123"], &["1 plate"]);
    check(&["a plate", "my house number should be 12"], &["1 plate"]);
    let asked = after(&["a cup", "Bob", "text should be 123"]);
    assert_eq!(shown(&asked), ["1 cup Bob"]);
    assert!(matches!(asked.order.asked, Some(Asked::Option { .. })), "what else it is to be");
    check(&["a badge", "Bob", "name should be 123"], &["1 badge 123"]);
    check(&["a plate", "it should be 3"], &["3 plate"]);
    check(&["a plate", "the quantity should be 3"], &["3 plate"]);
}

#[test]
fn how_many_of_which_is_heard_where_it_is_asked_which() {
    let asked = "3 kettle pros";
    check(&[asked, "2 kettle pro 2 and 1 kettle pro 3"], &["2 kettle-pro-2", "1 kettle-pro-3"]);
    check(&[asked, "3"], &["3 kettle-pro-3"]);
    check(&[asked, "i want two", "the first"], &["2 kettle-pro-2"]);
    check(&["a plate", asked, "make it 2", "pro 3"], &["1 plate", "2 kettle-pro-3"]);
    check(&[asked, "2 of the first and 1 of the second"], &["2 kettle-pro-2", "1 kettle-pro-3"]);
    check(&["a cup", "Bob", asked, "one more", "pro 3"], &["1 cup Bob", "4 kettle-pro-3"]);
    check(&["a cup", "Bob", asked, "remove one", "pro 3"], &["1 cup Bob", "2 kettle-pro-3"]);
    check(&["a cup", "Bob", asked, "pro 3", "make it 5"], &["1 cup Bob", "5 kettle-pro-3"]);
    let either = after(&["a plate", asked, "2"]);
    assert_eq!((shown(&either), either.order.asked), (vec!["1 plate".into()], Some(Asked::Which)));
    assert_eq!(either.order.unclear[0].quantity, 3);
}

#[test]
fn an_answer_may_say_more_options_of_its_line() {
    for said in ["gold small", "small gold", "gold and small", "gold, size small", "golden small"] {
        check(&["a large white tee and a tee", said], &["1 tee white large", "1 tee gold small"]);
    }
    check(&["a mug", "golden"], &["1 mug gold"]);
    check(&["a mug", "the second one"], &["1 mug white"]);
    check(&["a mug", "the black one please"], &["1 mug black"]);
    for said in ["anything but gold", "not the gold one", "i dont want gold"] {
        assert_eq!(shown(&after(&["a mug", said])), ["1 mug"], "{said}");
    }
    check(
        &["a tee", "gold, and a small mug", "large", "white"],
        &["1 tee gold large", "1 mug white"],
    );
}

#[test]
fn how_many_of_what_is_unclear_stands_beside_the_words() {
    let asked = "3 kettle pros";
    let unclear = |words: &[&str]| {
        let it = after(words).order.unclear[0].clone();
        (it.written, it.quantity, it.counted)
    };
    assert_eq!(unclear(&[asked]), ("kettle pros".to_owned(), 3, false));
    assert_eq!(unclear(&[asked, "make it 2"]), ("kettle pros".to_owned(), 2, true));
    assert_eq!(unclear(&[asked, "make it 2", "7"]), ("kettle pros".to_owned(), 7, true));
    let stored = serde_json::json!({
        "written": "kettle pros", "candidates": ["kettle-pro-2"], "quantity": 3, "purpose": "add"
    });
    let read: Unclear = serde_json::from_value(stored).unwrap();
    assert_eq!((read.quantity, read.counted), (3, false), "of a version that did not know it");
}

#[test]
fn yes_with_another_choice_changes_it() {
    for said in ["yes but make it white", "yes but white", "but in white", "yes, in white"] {
        check(&["a black mug", said], &["1 mug white"]);
    }
}
