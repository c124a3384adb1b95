//! Options of what is on the order, changed by writing.

use super::fixtures::*;
use super::ordered::shown;
use crate::domain::{
    control::Press,
    flow::Stage,
    input::Event,
    notice::{Notice, WhichAsked},
    ticket::Ticket,
};

fn shop() -> String {
    serde_json::json!({ "products": [
        {"id": "adder", "name": "Adder", "price": 1000, "options": [
            {"name": "Colour", "choices": [{"label": "black"}, {"label": "gold", "surcharge": 75}]},
            {"name": "Plate", "pattern": "[A-Z0-9 ]{1,8}", "required": false}]},
        {"id": "sultan", "name": "Sultan", "options": [
            {"name": "Colour", "choices": [{"label": "black"}, {"label": "red"}]}]},
        {"id": "needle", "name": "Needle", "options": [
            {"name": "Gauge", "choices": [{"label": "10"}, {"label": "11"}, {"label": "12"}]}]},
        {"id": "t20", "name": "T20"},
        {"id": "fanta", "name": "Fanta"},
        {"id": "cola", "name": "Cola", "options": [
            {"name": "Size", "choices": [{"label": "small"}, {"label": "large"}]}]},
        {"id": "tee", "name": "Tee", "options": [
            {"name": "Color", "choices": [{"label": "red"}, {"label": "blue"}]},
            {"name": "Print", "pattern": "[A-Za-z' ]{1,40}", "required": false}]},
        {"id": "bike", "name": "Bike", "options": [
            {"name": "Frame colour", "choices": [{"label": "black"}, {"label": "white"}]},
            {"name": "Seat colour", "choices": [{"label": "black"}, {"label": "white"}]}]},
        {"id": "mug", "name": "Mug", "options": [
            {"name": "Gift wrap", "choices": [{"label": "yes"}, {"label": "no"}]}]},
    ]})
    .to_string()
}

fn after(ticket: &Ticket, event: Event) -> (Ticket, Vec<crate::domain::effect::Effect>) {
    let mut snapshot = with(Some(ticket.clone()));
    snapshot.shelf = stocked(&shop());
    moved(&snapshot, event)
}

/// The order that these words make, one after the other.
fn made(words: &[&str]) -> Ticket {
    let mut ticket = ticket(open_at(Stage::ORDER));
    for (said, words) in (40..).zip(words) {
        ticket = after(&ticket, written(ann(), said, words)).0;
    }
    after(&ticket, card_shown()).0
}

#[track_caller]
fn check(words: &[&str], said: &str, lines: &[&str]) {
    let made = made(words);
    let (next, _) = after(&made, written(ann(), 91, said));
    assert_eq!(shown(&next), lines, "{said:?}");
    assert_eq!((next.state, next.order.asked), (open_at(Stage::CONFIRM), None), "{said:?}");
    assert!(next.order.misread.is_empty(), "{said:?}: {:?}", next.order.misread);
}

#[test]
fn an_option_that_one_line_has_is_changed() {
    for said in [
        "change the colour to black",
        "change the color to black",
        "black instead",
        "change the adder's colour to black",
        "black please, not gold",
        "not gold, black",
        "Black!",
        "make it black",
        "make the adder black",
        "i'd prefer it in black please",
        "change gold to black",
        "black instead of gold",
        "ändere Colour auf black bitte",
        "und mach den Adder black",
        "lieber black",
        "cambia el colour a black por favor",
    ] {
        check(&["2 gold adders"], said, &["2 adder black"]);
    }
    check(
        &["2 gold adders and a red sultan"],
        "change red to black",
        &["2 adder gold", "1 sultan black"],
    );
    check(&["3 needles", "12"], "change the gauge to 11", &["3 needle 11"]);
    check(&["3 needles", "12"], "not 12, 11", &["3 needle 11"]);
    check(&["a gold adder"], "change the plate to XY99", &["1 adder gold XY99"]);
}

#[test]
fn what_a_line_is_already_changes_nothing() {
    check(&["2 gold adders"], "change the colour to gold", &["2 adder gold"]);
}

#[test]
fn what_is_not_about_options_alone_is_read_as_ever() {
    check(&["a gold adder"], "and a black adder", &["1 adder gold", "1 adder black"]);
    check(&["a gold adder"], "make it 2", &["2 adder gold"]);
    check(&["3 needles", "12"], "make it 11", &["11 needle 12"]);
    check(&["a gold adder"], "change the colour to black, and a t20", &["1 adder black", "1 t20"]);
}

fn which(effects: &[crate::domain::effect::Effect]) -> &WhichAsked {
    match said(effects) {
        Notice::WhichAsked(asked) => asked,
        other => panic!("{other:?}"),
    }
}

#[test]
fn where_several_lines_may_be_meant_it_is_asked_which() {
    let made = made(&["2 gold adders and a red sultan"]);
    let (asked, effects) = after(&made, written(ann(), 91, "change the colour to black"));
    let names: Vec<_> = which(&effects).choices.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Adder (gold)", "Sultan (red)"]);
    assert!(which(&effects).of_order);
    assert_eq!(shown(&asked), ["2 adder gold", "1 sultan red"], "nothing is guessed");
    for (answer, lines) in [
        ("the sultan", ["2 adder gold", "1 sultan black"]),
        ("the red one", ["2 adder gold", "1 sultan black"]),
        ("both", ["2 adder black", "1 sultan black"]),
        ("no", ["2 adder gold", "1 sultan red"]),
    ] {
        let (next, _) = after(&asked, written(ann(), 92, answer));
        assert_eq!(shown(&next), lines, "{answer}");
        assert_eq!((next.order.asked, next.order.amendment), (None, None), "{answer}");
    }
    let (next, _) = after(&asked, pressed(Press::Nth(0), asked.turn));
    assert_eq!(shown(&next), ["2 adder black", "1 sultan red"]);
    let (next, _) = after(&asked, pressed(Press::Neither, asked.turn));
    assert_eq!(shown(&next), shown(&made));
    let (next, _) = after(&made, written(ann(), 91, "all of them black please"));
    assert_eq!(shown(&next), ["2 adder black", "1 sultan black"]);
}

#[test]
fn a_number_that_may_be_an_option_or_a_count_is_asked_about() {
    let made = made(&["3 needles", "12"]);
    for said in ["11 instead", "11 please", "11"] {
        let (asked, effects) = after(&made, written(ann(), 91, said));
        assert_eq!(shown(&asked), ["3 needle 12"], "{said}");
        let [Notice::OptionAsked(option)] = said_all(&effects)[..] else { panic!("{effects:?}") };
        assert_eq!(option.option, "Gauge");
        let (next, _) = after(&asked, written(ann(), 92, "11"));
        assert_eq!((shown(&next), next.order.amendment), (vec!["3 needle 11".to_owned()], None));
        let (next, _) = after(&asked, written(ann(), 92, "no"));
        assert_eq!((shown(&next), next.order.amendment), (vec!["3 needle 12".to_owned()], None));
    }
}

#[test]
fn what_is_not_offered_is_told_and_what_is_asked_for() {
    let made = made(&["a gold adder"]);
    let (asked, effects) = after(&made, written(ann(), 91, "change the colour to sky blue"));
    let [Notice::OptionAsked(option)] = said_all(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(option.option, "Colour");
    assert_eq!(option.misread.unknown, ["sky", "blue"]);
    let (next, _) = after(&asked, pressed(Press::Nth(0), asked.turn));
    assert_eq!(shown(&next), ["1 adder black"]);
}

/// The lines after all of these words.
#[track_caller]
fn check_all(words: &[&str], lines: &[&str]) {
    let (said, before) = words.split_last().unwrap();
    let (next, _) = after(&made(before), written(ann(), 91, said));
    assert_eq!(shown(&next), lines, "{words:?}");
}

#[test]
fn one_of_several_pieces_is_split_off() {
    for said in [
        "make one of them large",
        "make one large please",
        "change one to large",
        "one large instead",
        "mach eine large",
        "make it a large",
        "a large instead",
        "make one of the colas large",
    ] {
        check(&["3 small colas"], said, &["1 cola large", "2 cola small"]);
        check(&["a small cola"], said, &["1 cola large"]);
    }
    check(&["3 small colas"], "make them large", &["3 cola large"]);
    check(&["3 small colas"], "make all of them a large", &["3 cola large"]);
    for said in ["a large please", "i would like a large", "a large size please", "2 large instead"]
    {
        let (next, _) = after(&made(&["3 small colas"]), written(ann(), 91, said));
        assert!(!shown(&next).contains(&"3 cola large".to_owned()), "{said}: {:?}", shown(&next));
    }
    check_all(
        &["a red tee and 2 blue tees", "change one print to Hello", "the blue one"],
        &["1 tee red", "1 tee blue Hello", "1 tee blue"],
    );
    check_all(&["3 small colas", "change the size", "1 large"], &["1 cola large", "2 cola small"]);
    check_all(
        &["3 small colas", "change the size", "1 small, 1 large"],
        &["2 cola small", "1 cola large"],
    );
}

#[test]
fn words_of_the_customer_stay_as_they_are() {
    for (said, print) in [
        ("change the print to I love the sea", "I love the sea"),
        ("change the print to You are my sun", "You are my sun"),
        ("please change the print of the tee to: It's the 'one'", "It's the 'one'"),
        ("change print = Rock and Roll", "Rock and Roll"),
        ("change the print in the red tee to from me to you", "from me to you"),
        ("change the print to \"red and blue\" please", "red and blue"),
        ("change the print to Hello.", "Hello"),
    ] {
        check(&["a red tee"], said, &[&format!("1 tee red {print}")]);
    }
    check(&["a red tee"], "change print to foo and a fanta", &["1 tee red foo", "1 fanta"]);
    check(
        &["a red tee"],
        "change the print to salt and pepper, and 2 fantas",
        &["1 tee red salt and pepper", "2 fanta"],
    );
    let (next, _) = after(&made(&["a red tee"]), written(ann(), 91, "change the print to no 5!"));
    assert_eq!(shown(&next), ["1 tee red"], "what does not fit is not cut to fit");
}

#[test]
fn of_one_line_it_is_asked_which_option() {
    let made = made(&["a black frame colour bike", "black"]);
    assert_eq!(shown(&made), ["1 bike black black"]);
    let (asked, effects) = after(&made, written(ann(), 91, "white instead"));
    let names: Vec<_> = which(&effects).choices.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Frame colour", "Seat colour"]);
    let (next, _) = after(&asked, pressed(Press::Nth(1), asked.turn));
    assert_eq!(shown(&next), ["1 bike black white"]);
    for (said, line) in [
        ("the frame colour", "1 bike white black"),
        ("the second one", "1 bike black white"),
        ("both", "1 bike white white"),
        ("neither", "1 bike black black"),
    ] {
        let (next, _) = after(&asked, written(ann(), 92, said));
        assert_eq!((shown(&next), next.order.amendment), (vec![line.to_owned()], None), "{said}");
    }
}

#[test]
fn an_answer_to_which_line_says_nothing_else() {
    let made = made(&["a red tee and 2 blue tees"]);
    let (asked, _) = after(&made, written(ann(), 91, "change the print to Hello"));
    for said in [
        "not the red one",
        "remove the red one",
        "2 red tees",
        "only one of the blue ones",
        "one of the blue ones",
        "the red one costs too much",
        "forget the red one",
    ] {
        let (next, _) = after(&asked, written(ann(), 92, said));
        let is_chosen = next.order.lines.len() > 1 && shown(&next).concat().contains("Hello");
        assert!(!is_chosen, "{said}: {:?}", shown(&next));
    }
    for (said, lines) in [
        ("the red one please", ["1 tee red Hello", "2 tee blue"]),
        ("the blue tees", ["1 tee red", "2 tee blue Hello"]),
        ("the first", ["1 tee red Hello", "2 tee blue"]),
        ("red and blue", ["1 tee red Hello", "2 tee blue Hello"]),
    ] {
        let (next, _) = after(&asked, written(ann(), 92, said));
        assert_eq!(shown(&next), lines, "{said}");
    }
}

#[test]
fn a_choice_may_be_called_no() {
    let made = made(&["a mug", "yes"]);
    assert_eq!(shown(&made), ["1 mug yes"]);
    let (asked, _) = after(&made, written(ann(), 91, "change the gift wrap"));
    for (said, line) in [("no", "1 mug no"), ("no please", "1 mug no"), ("nope", "1 mug yes")] {
        let (next, _) = after(&asked, written(ann(), 92, said));
        assert_eq!((shown(&next), next.order.amendment), (vec![line.to_owned()], None), "{said}");
    }
}

#[test]
fn what_several_are_to_be_is_asked_once() {
    let made = made(&["2 small colas and a large cola", "a red sultan and a gold adder"]);
    let (asked, effects) = after(&made, written(ann(), 91, "change the size of both"));
    let [Notice::OptionAsked(option)] = said_all(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(option.option, "Size");
    let (next, _) = after(&asked, written(ann(), 92, "large"));
    assert_eq!(shown(&next), ["3 cola large", "1 sultan red", "1 adder gold"]);
    let (asked, _) = after(&made, written(ann(), 91, "change the colour"));
    let (asked, _) = after(&asked, written(ann(), 92, "both"));
    let (next, _) = after(&asked, written(ann(), 93, "black"));
    let lines = ["2 cola small", "1 cola large", "1 sultan black", "1 adder black"];
    assert_eq!((shown(&next), next.order.amendment), (lines.map(str::to_owned).to_vec(), None));
    // What the other cannot be is asked of it.
    let (asked, effects) = after(&asked, written(ann(), 93, "red"));
    let [Notice::OptionAsked(option)] = said_all(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(option.product.0, "Adder");
    let (next, _) = after(&asked, written(ann(), 94, "black"));
    assert_eq!(shown(&next), ["2 cola small", "1 cola large", "1 sultan red", "1 adder black"]);
}

#[test]
fn a_change_may_go_on_from_something_else() {
    check(&["a small cola"], "and make the cola large", &["1 cola large"]);
    check(&["a small cola"], "yes, make the cola large", &["1 cola large"]);
    check_all(
        &["a small cola", "do you have fanta?", "yes, make the cola large"],
        &["1 cola large", "1 fanta"],
    );
    let (next, _) = after(&made(&["a small cola"]), written(ann(), 91, "and large"));
    assert_ne!(shown(&next), ["1 cola large"], "that may be one more");
}

#[test]
fn a_long_text_is_no_change_of_an_option() {
    check(&["a small cola"], "large instead please", &["1 cola large"]);
    for said in [
        format!("large instead {}", "please ".repeat(30)),
        format!("large instead{}", ", please".repeat(12)),
    ] {
        let (next, _) = after(&made(&["a small cola"]), written(ann(), 91, &said));
        assert_eq!(shown(&next), ["1 cola small"], "{said}");
    }
}
