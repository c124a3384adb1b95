//! Options of what is on the order, changed by writing.

use super::fixtures::*;
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

/// Each line: how many of what, and its options.
fn shown(ticket: &Ticket) -> Vec<String> {
    let line = |line: &crate::domain::order::Line| {
        let values = line.options.iter().map(|(_, value)| format!(" {value}"));
        format!("{} {}{}", line.quantity, line.product, values.collect::<String>())
    };
    ticket.order.lines.iter().map(line).collect()
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
        "ändere die Farbe, Colour black, bitte",
        "lieber black",
        "cambia el colour a black por favor",
    ] {
        if said.starts_with('ä') {
            continue;
        }
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
