//! Questions about what is on the order.

use super::fixtures::*;
use crate::domain::{
    effect::Effect,
    flow::Stage,
    money::Amount,
    notice::{ChoiceTold, Notice, Occasion, OptionTold, Told},
    ticket::Ticket,
};

fn told(ticket: &Ticket, question: &str) -> (Told, Vec<Effect>) {
    let (next, effects) = moved(&with(Some(ticket.clone())), written(ann(), 91, question));
    assert_eq!((lines(&next), &next.state), (lines(ticket), &ticket.state), "{question}");
    let told = match said(&effects) {
        Notice::Asked(ask) => match &ask.occasion {
            Occasion::Inquired { told, .. } => told.clone(),
            other => panic!("{question}: {other:?}"),
        },
        Notice::OptionAsked(asked) => asked.told.clone(),
        Notice::WhichAsked(asked) => asked.told.clone(),
        other => panic!("{question}: {other:?}"),
    };
    (told, effects)
}

fn names(told: &Told) -> Vec<&str> {
    told.order.lines.iter().map(|line| line.name.as_str()).collect()
}

fn banshee() -> Ticket {
    let fresh = ticket(open_at(Stage::ORDER));
    let (ticket, _) =
        moved(&with(Some(fresh)), written(ann(), 40, "2 red banshees with plate AB12, an adder"));
    moved(&with(Some(ticket)), card_shown()).0
}

#[test]
fn the_price_of_what_is_on_the_order_is_told_as_it_is_there() {
    let ticket = banshee();
    for question in ["how much is the banshee?", "banshee price?", "how much does a banshee cost"] {
        let (told, _) = told(&ticket, question);
        assert_eq!((names(&told), told.staff), (vec!["Banshee"], false), "{question}");
        assert_eq!(told.order.lines[0].unit, Some(Amount(110)));
    }
    for asked in ["how much is that in total?", "whats the total"] {
        let (told, _) = told(&ticket, asked);
        assert_eq!((names(&told), told.whole), (vec!["Banshee", "Adder"], true), "{asked}");
    }
}

#[test]
fn the_price_of_a_choice_is_told() {
    let (told, _) = told(&banshee(), "how much is red?");
    let red = ChoiceTold { product: "Banshee".into(), label: "red".into(), surcharge: Amount(10) };
    assert_eq!((told.choices, told.staff), (vec![red], false));
}

#[test]
fn what_only_staff_know_is_said_to_be_theirs() {
    let ticket = banshee();
    for question in ["is the banshee fast?", "how long does delivery take?"] {
        assert!(told(&ticket, question).0.staff, "{question}");
    }
    let (told, _) = told(&ticket, "is the banshee fast?");
    assert_eq!(names(&told), ["Banshee"], "with what is known of it");
}

#[test]
fn what_is_not_on_the_order_is_offered_as_ever() {
    let (next, effects) = moved(&with(Some(banshee())), written(ann(), 91, "how much is the t20?"));
    assert!(matches!(said(&effects), Notice::WhichAsked(asked) if asked.told.is_empty()));
    assert_eq!(next.order.unclear.len(), 1);
}

#[test]
fn a_question_beside_a_question_is_answered_with_it() {
    let fresh = ticket(open_at(Stage::ORDER));
    let (asked, _) = moved(&with(Some(fresh)), written(ann(), 40, "2 banshees"));
    let (told, effects) = told(&asked, "how much is red?");
    assert_eq!(told.choices.len(), 1);
    assert!(matches!(said(&effects), Notice::OptionAsked(asked) if asked.option == "Colour"));
}

#[test]
fn at_the_terms_too() {
    let mut ticket = banshee();
    ticket.state = open_at(Stage::TERMS);
    let (told, _) = told(&ticket, "how much is the adder?");
    assert_eq!(names(&told), ["Adder"]);
}

#[test]
fn what_an_option_can_be_is_told() {
    let colours = OptionTold {
        product: "Banshee".into(),
        option: "Colour".into(),
        choices: vec![("black".into(), Amount(0)), ("red".into(), Amount(10))],
    };
    let fresh = ticket(open_at(Stage::ORDER));
    let (asked, _) = moved(&with(Some(fresh.clone())), written(ann(), 40, "2 banshees"));
    for ticket in [&banshee(), &asked] {
        for question in [
            "what colours do you have for the banshee?",
            "what colors do you have?",
            "which colours are there",
            "welche Colour gibt es?",
            "what options are there?",
        ] {
            let (told, _) = told(ticket, question);
            assert_eq!(told.options, std::slice::from_ref(&colours), "{question}");
            assert!(!told.staff && told.order.lines.is_empty(), "{question}");
        }
    }
    let (told, _) = told(&fresh, "what colours do you have for the banshee?");
    assert_eq!(told.options, [colours], "before anything is ordered");
    let words = "which colours are there? and a t20";
    let (next, _) = moved(&with(Some(fresh)), written(ann(), 40, words));
    assert_eq!(lines(&next), [("t20", 1)], "what is wished for beside it counts");
}

#[test]
fn what_is_said_with_yes_describes_what_is_offered() {
    let size = serde_json::json!([{"label": "small"}, {"label": "large"}]);
    let options = [serde_json::json!({"name": "Size", "choices": size})];
    let shop = serde_json::json!({"products": [
        {"id": "driftwood", "name": "Driftwood", "options": options},
        {"id": "net", "name": "Net"},
    ]})
    .to_string();
    for (words, lines) in [
        (["how much is driftwood?", "yes, 2 large"], &["2 driftwood large"][..]),
        (["do you have driftwood", "ok 1 small"], &["1 driftwood small"]),
        (["do you have a net?", "yes and 2 driftwood small"], &["1 net", "2 driftwood small"]),
    ] {
        super::ordered::check_lines(&shop, &words, lines);
    }
}
