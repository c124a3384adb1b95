//! Whoever wants out, or does not get on, is told what they can do.

use super::fixtures::*;
use crate::domain::{
    decision::Snapshot,
    effect::Effect,
    flow::{Flow, Stage},
    input::{Event, File, SaidTo},
    notice::{Notice, Occasion},
    ticket::{Evidence, StageAnswer, State, Ticket},
};
use std::sync::Arc;
use twilight_model::id::Id;

const WAY: Stage = Stage(10);
const WHERE: Stage = Stage(15);
const GUESTS: Stage = Stage(16);
const DAY: Stage = Stage(17);
const PHOTO: Stage = Stage(18);
const NOTE: Stage = Stage(19);
const SURE: Stage = Stage(20);

/// A ticket that stands here.
fn standing(stage: Stage) -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "How?", "as": "way", "expect": "choice", "options": [
            {"label": "Pick-up", "then": 15}, {"label": "Stop", "then": "close"}]},
        {"number": 15, "prompt": "Where to?", "expect": "text", "then": 16},
        {"number": 16, "prompt": "How many?", "expect": "number", "then": 17},
        {"number": 17, "prompt": "When?", "expect": "date", "then": 18},
        {"number": 18, "prompt": "A photo?", "expect": "file", "then": 19},
        {"number": 19, "prompt": "A note?", "expect": "text", "pattern": "[a-z]+", "then": 20},
        {"number": 20, "prompt": "Sure?", "expect": "yes_no", "yes": "done", "no": 10}]}))
    .unwrap();
    let mut snapshot = with(Some(Ticket { state: open_at(stage), ..ordered("2 adder") }));
    snapshot.shelf.flow = Arc::new(flow);
    snapshot
}

fn heard(stage: Stage, text: &str) -> (Ticket, Vec<Effect>) {
    moved(&standing(stage), written(ann(), 91, text))
}

/// What is said to each of these, one after the other.
fn all(snapshot: &mut Snapshot, texts: &[&str]) -> Vec<Option<Notice>> {
    let mut say = |(message, text): (u64, &&str)| {
        let (next, effects) = moved(snapshot, written(ann(), message, text));
        snapshot.ticket.as_mut().unwrap().1 = next;
        said_all(&effects).first().copied().cloned()
    };
    (100..).zip(texts).map(&mut say).collect()
}

fn is_way_out(notice: &Notice) -> bool {
    match notice {
        Notice::Asked(ask) => ask.way_out,
        Notice::WhichAsked(asked) => asked.way_out,
        Notice::OptionAsked(asked) => asked.way_out,
        _ => false,
    }
}

#[test]
fn cancel_alone_is_no_answer_and_closes_nothing() {
    for stage in [WAY, WHERE, GUESTS, DAY, PHOTO] {
        for text in [
            "cancel",
            "Cancel!",
            "cancel please",
            "I want to cancel",
            "cancel my order",
            "close this ticket",
            "abbrechen",
            "Ticket schließen bitte",
            "ich möchte abbrechen",
            "Bestellung stornieren",
            "annuler",
            "fermer le ticket",
            "je voudrais annuler",
            "cancelar",
            "quiero cancelar el pedido",
            "fechar o ticket",
        ] {
            let before = standing(stage).ticket.unwrap().1;
            let (next, effects) = heard(stage, text);
            assert_eq!((&next.answers, &next.state), (&before.answers, &before.state), "{text}");
            assert_eq!((&next.order, next.turn), (&before.order, before.turn), "{text}");
            let ask = asked(&effects);
            let Occasion::Leaving { refresh, words } = &ask.occasion else {
                panic!("{stage:?} {text}: {ask:?}")
            };
            assert_eq!((refresh.as_deref(), *words), (Some("refresh"), stage == WHERE));
            assert!(ask.prompt.is_some(), "the question is asked again");
        }
    }
}

#[test]
fn how_to_cancel_is_told_and_changes_nothing() {
    let asks = [
        "how do i cancel?",
        "can i cancel later?",
        "kann ich noch stornieren?",
        "comment annuler ?",
    ];
    let order = with(Some(ordered("2 adder")));
    for text in asks {
        for stage in [WAY, WHERE, GUESTS, SURE] {
            let (next, effects) = heard(stage, text);
            assert_eq!(next.state, open_at(stage), "{text}");
            assert!(matches!(asked(&effects).occasion, Occasion::Leaving { .. }), "{effects:?}");
        }
        let (next, effects) = moved(&order, written(ann(), 91, text));
        let before = &order.ticket.as_ref().unwrap().1;
        assert_eq!((&next.order, &next.state), (&before.order, &before.state), "{text}");
        assert!(matches!(asked(&effects).occasion, Occasion::Leaving { .. }), "{effects:?}");
    }
    for text in ["how do i remove the adder?", "is there a refund if i cancel", "can i cancel?"] {
        let (next, _) = moved(&order, written(ann(), 91, text));
        assert_eq!(lines(&next), [("adder", 2)], "{text}");
    }
}

#[test]
fn what_says_more_than_that_or_is_awaited_is_an_answer() {
    for text in ["cancel the flowers", "Stop 5", "stop at the gate", "close to the station", "it"] {
        assert_eq!(heard(WHERE, text).0.answers[0].text, text);
    }
    assert_eq!(heard(NOTE, "cancel").0.answers[0].text, "cancel", "it looks as it should");
    assert!(matches!(heard(WAY, "stop").0.state, State::Closing { .. }), "an option of the flow");
    assert_eq!(heard(SURE, "cancel").0.state, open_at(WAY), "that is No");
    let file = File { name: "a.png".into(), media_type: None };
    let Event::Written { channel, message, actor, text, .. } = written(ann(), 91, "cancel") else {
        panic!()
    };
    let to = SaidTo::Ticket;
    let event = Event::Written { channel, message, actor, text, files: vec![file], to };
    assert_eq!(moved(&standing(PHOTO), event).0.answers[0].text, "a.png");
}

#[test]
fn where_yes_or_no_is_awaited_stop_is_neither() {
    let order = with(Some(ordered("2 adder")));
    for text in ["stop", "close the ticket", "Ticket schließen"] {
        let (next, effects) = heard(SURE, text);
        assert_eq!(next.state, open_at(SURE), "{text}");
        assert!(matches!(asked(&effects).occasion, Occasion::Leaving { .. }), "{effects:?}");
        let (next, effects) = moved(&order, written(ann(), 91, text));
        assert_eq!(lines(&next), [("adder", 2)], "{text}");
        assert!(matches!(asked(&effects).occasion, Occasion::Leaving { .. }), "{effects:?}");
    }
    for text in ["cancel my order", "cancel it"] {
        assert!(lines(&moved(&order, written(ann(), 91, text)).0).is_empty(), "{text}");
    }
}

#[test]
fn cancel_before_anything_was_ordered_is_no_order() {
    let mut snapshot = with(Some(ticket(open_at(Stage::ORDER))));
    for has_stock in [true, false] {
        if !has_stock {
            snapshot.shelf.stock = None;
        }
        let (next, effects) = moved(&snapshot, written(ann(), 91, "cancel"));
        assert!(matches!(
            asked(&effects).occasion,
            Occasion::Leaving { refresh: None, words: false }
        ));
        assert!(next.order.is_empty());
    }
}

#[test]
fn an_answer_that_is_rewritten_to_cancel_stays() {
    let mut snapshot = standing(GUESTS);
    let by = Evidence::Message(Id::new(61));
    let answer = StageAnswer { stage: WHERE, text: "Main Street 5".into(), by };
    snapshot.ticket.as_mut().unwrap().1.answers = vec![answer.clone()];
    let (channel, message) = (CHANNEL, Id::new(61));
    let event = Event::Rewritten { channel, message, actor: ann(), text: "cancel".into() };
    let (next, effects) = moved(&snapshot, event);
    assert_eq!(next.answers, [answer]);
    assert!(matches!(said(&effects), Notice::Remarked { .. }));
}

#[test]
fn the_last_hint_tells_a_way_out_and_cancel_is_answered_once_more() {
    let hm = "hm hm";
    for (stage, hints) in [(WAY, 1), (GUESTS, 3), (DAY, 3), (PHOTO, 3), (SURE, 1)] {
        let told = all(&mut standing(stage), &[hm; 5]);
        let told: Vec<_> = told.iter().map(|it| it.as_ref().map(is_way_out)).collect();
        let mut expected = vec![Some(false); hints - 1];
        expected.push(Some(true));
        expected.resize(5, None);
        assert_eq!(told, expected, "{stage:?}");
    }
    let mut snapshot = standing(GUESTS);
    let told = all(&mut snapshot, &[hm, hm, hm, hm, "cancel", "cancel"]);
    let is_leaving = |it: &Option<Notice>| {
        matches!(it, Some(Notice::Asked(ask))
        if matches!(ask.occasion, Occasion::Leaving { .. }) && !ask.way_out)
    };
    assert_eq!(
        told.iter().map(is_leaving).collect::<Vec<_>>(),
        [false, false, false, false, true, false]
    );
    assert!(told[3].is_none() && told[5].is_none());
}

#[test]
fn the_last_hint_about_a_part_of_an_order_tells_it_too() {
    let mut snapshot = with(Some(ticket(open_at(Stage::ORDER))));
    let told = all(&mut snapshot, &["a banshee", "purple", "purple", "purple", "purple"]);
    let told: Vec<_> = told.iter().map(|it| it.as_ref().map(is_way_out)).collect();
    assert_eq!(told, [Some(false), Some(false), Some(false), Some(true), None]);
}

#[test]
fn where_talk_gets_one_hint_that_one_tells_it_though_more_was_not_understood() {
    let mut snapshot = with(Some(ordered("2 adder")));
    let mut doubtful = with(Some(ticket(open_at(Stage::ORDER))));
    doubtful.ticket.as_mut().unwrap().1 = moved(&doubtful, written(ann(), 60, "a turismo")).0;
    for snapshot in [&mut snapshot, &mut doubtful] {
        let told = all(snapshot, &["hello my friend", "so so", "so so"]);
        let told: Vec<_> = told.iter().map(|it| it.as_ref().map(is_way_out)).collect();
        assert_eq!(told, [Some(true), None, None]);
    }
}
