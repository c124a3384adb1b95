//! A choice of the flow that is said in more words than its label.

use super::{
    fixtures::*,
    late::{over, replied},
};
use crate::domain::{
    decision::Snapshot,
    effect::Effect,
    flow::{Flow, Stage},
    ticket::Ticket,
};
use std::sync::Arc;

/// A ticket with two adders, of which it is asked what they are and how they come.
fn standing() -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Repair", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "Which?", "expect": "choice", "options": [
            {"label": "Mountain bike", "words": ["mtb"], "then": 20},
            {"label": "Road bike", "then": 20},
            {"label": "E-bike", "then": 20},
            {"label": "Delivery", "words": ["bring it"], "then": 20},
            {"label": "Pick-up", "words": ["ich hole"], "then": 20},
            {"label": "A", "then": 20}]},
        {"number": 20, "prompt": "Right?", "expect": "yes_no", "about": "order", "yes": "done",
            "no": 0}]}))
    .unwrap();
    let mut ticket = ordered("2 adder");
    ticket.state = open_at(Stage(10));
    let mut snapshot = with(Some(ticket));
    snapshot.shelf.flow = Arc::new(flow);
    snapshot
}

fn heard(text: &str) -> (Ticket, Vec<Effect>) {
    moved(&standing(), written(ann(), 91, text))
}

#[test]
fn the_only_option_that_a_sentence_names_is_chosen() {
    for (text, label) in [
        ("I have a mountain bike", "Mountain bike"),
        ("it's an ebike", "E-bike"),
        ("it is an e-bike, rather old", "E-bike"),
        ("mtb i think", "Mountain bike"),
        ("delivery to 12 Main Street", "Delivery"),
        ("Pick-up tomorrow", "Pick-up"),
        ("ich hole ab", "Pick-up"),
        ("you can bring it to my house", "Delivery"),
        ("delivery, and drop it at the back door", "Delivery"),
        ("cancelled my trip so delivery please", "Delivery"),
    ] {
        let (next, _) = heard(text);
        let answers: Vec<_> = next.answers.iter().map(|it| it.text.as_str()).collect();
        assert_eq!((answers, lines(&next)), (vec![label], vec![("adder", 2)]), "{text}");
    }
}

#[test]
fn a_sentence_that_may_mean_something_else_chooses_nothing() {
    for text in [
        "not a mountain bike",
        "i have no e-bike",
        "kein mtb",
        "anything but delivery",
        "a mountain bike or so",
        "a mountain bike and an e-bike",
        "maybe delivery",
        "do you do delivery?",
        "how much is delivery",
        "delivery is too expensive for me",
        "I bring the bike to your shop",
        "i have a bike",
        "it is a thing that used to be a mountain bike",
        "delivery and 3 t20",
        "cancel delivery",
        "please cancel the delivery",
        "skip my delivery",
        "forget about the delivery",
        "delivery cancelled",
    ] {
        let (next, _) = heard(text);
        assert!(next.answers.is_empty(), "{text}: {:?}", next.answers);
    }
    let (next, _) = heard("wait, add a t20 for delivery");
    assert_eq!((next.answers.len(), lines(&next)), (0, vec![("adder", 2), ("t20", 1)]));
}

#[test]
fn a_choice_in_reply_to_words_that_ask_nothing_is_none_however_it_is_said() {
    for text in ["delivery", "delivry", "the first one", "delivery to 12 Main Street"] {
        let (next, effects) = moved(&standing(), replied(None, 91, text));
        assert!(next.answers.is_empty(), "{text}");
        assert!(over(&effects), "{text}");
    }
}
