//! The conversation of a flow that asks more than the built-in one.

use super::fixtures::*;
use crate::domain::{
    card::CardStanding,
    decision::Snapshot,
    effect::Effect,
    flow::{FileKind, Flow, Stage},
    input::Event,
    notice::{AnswerTold, Fits, Notice, Occasion},
    ticket::{Pins, State, Ticket},
};
use std::sync::Arc;

/// A ticket that was just opened, in a server with a flow of its own.
fn opened() -> (Snapshot, Vec<Effect>) {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 1, "prompt": "Pick-up or delivery?", "as": "way", "expect": "choice", "options": [
            {"label": "Pick-up", "then": 3}, {"label": "Delivery", "then": 2}]},
        {"number": 2, "prompt": "\nWhere to, {customer}?\nStreet and town.", "as": "where",
            "expect": "text", "then": 3},
        {"number": 3, "title": "Wishes", "prompt": "What?", "expect": "catalogue", "then": 4},
        {"number": 4, "title": "When", "prompt": "Which day?", "expect": "text", "then": 5},
        {"number": 5, "prompt": "{answer.way} to {answer.where}: {order} {terms}",
            "expect": "yes_no", "about": "order", "yes": "done", "no": 3}]}))
    .unwrap();
    let fresh =
        Ticket::new(Some(ANN), ASKED_AT, State::Opening { waiting: vec![] }, Pins::default());
    let fresh = Ticket { number: NUMBER, pins: Pins { catalogue: 2, terms: 1, flow: 1 }, ..fresh };
    let mut snapshot = with(Some(fresh));
    snapshot.shelf.flow = Arc::new(flow);
    let effects = happen(&mut snapshot, made());
    (snapshot, effects)
}

/// What is to be done after an event, which the ticket has followed.
fn happen(snapshot: &mut Snapshot, event: Event) -> Vec<Effect> {
    let (ticket, effects) = moved(snapshot, event);
    snapshot.ticket.as_mut().unwrap().1 = ticket;
    effects
}

fn made() -> Event {
    let (effect, ticket, channel) = (effect(0), NUMBER, CHANNEL);
    Event::ChannelMade { effect, ticket, channel, again: false }
}

fn stage(snapshot: &Snapshot) -> Stage {
    snapshot.ticket.as_ref().unwrap().1.standing().stage
}

#[test]
fn what_does_not_fit_the_first_question_is_told_once_like_with_any_other() {
    let (mut snapshot, effects) = opened();
    assert!(matches!(asked(&effects).occasion, Occasion::Opened { .. }));
    let effects = happen(&mut snapshot, written(ann(), 50, "by boat"));
    assert!(matches!(asked(&effects).occasion, Occasion::NotAnAnswer { .. }));
    let effects = happen(&mut snapshot, written(ann(), 51, "by boat"));
    assert!(said_all(&effects).is_empty());
    assert_eq!(stage(&snapshot), Stage(1));
}

#[test]
fn who_gave_what_does_not_fit_is_told_what_does() {
    let told = |expect: serde_json::Value, hint: Option<&str>| {
        let mut stage = serde_json::json!({"number": 1, "prompt": "?", "then": "done"});
        stage.as_object_mut().unwrap().extend(expect.as_object().unwrap().clone());
        if let Some(hint) = hint {
            stage["hint"] = hint.into();
        }
        let flow = serde_json::json!({"name": "Own", "language": "en", "stages": [stage]});
        let mut snapshot = with(Some(ticket(open_at(Stage(1)))));
        snapshot.shelf.flow = Arc::new(serde_json::from_value(flow).unwrap());
        let (_, effects) = moved(&snapshot, written(ann(), 50, "hm"));
        asked(&effects).fits.clone()
    };
    // Messages of these tests are of the first day of 2015.
    let day = |day: &str| Some(format!("2015-01-{day}"));
    for (expect, fits) in [
        (
            serde_json::json!({"expect": "number", "least": 1, "most": 10}),
            Fits::Number { least: Some(1), most: Some(10), either: None },
        ),
        (
            serde_json::json!({"expect": "date", "earliest": 1, "latest": 9}),
            Fits::Day { example: day("02").unwrap(), earliest: day("02"), latest: day("10") },
        ),
        (
            serde_json::json!({"expect": "date"}),
            Fits::Day { example: day("01").unwrap(), earliest: None, latest: None },
        ),
        (
            serde_json::json!({"expect": "file", "most": 3, "kinds": ["image", "pdf"]}),
            Fits::Files { most: 3, kinds: vec![FileKind::Image, FileKind::Pdf] },
        ),
    ] {
        assert_eq!(told(expect.clone(), None), Some(fits), "{expect}");
        assert_eq!(told(expect, Some("Like this.")), None, "the flow has words of its own");
    }
    let text = |more: serde_json::Value| {
        let mut expect = serde_json::json!({"expect": "text", "pattern": "[a-z]{9}"});
        expect.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        told(expect, None)
    };
    let example = Some("tangerine".to_owned());
    let told = text(serde_json::json!({"example": "tangerine"}));
    assert_eq!(told, Some(Fits::Words { example, length: None }));
    let told = text(serde_json::json!({"shortest": 9}));
    assert_eq!(told, Some(Fits::Words { example: None, length: Some((9, 500)) }));
    assert_eq!(text(serde_json::json!({})), None);
}

#[test]
fn what_comes_after_the_stage_that_somebody_goes_back_to_is_not_answered_any_more() {
    let (mut snapshot, _) = opened();
    let said = ["delivery", "Main Street 5", "an adder", "monday", "no"];
    for (message, text) in (50..).zip(said) {
        happen(&mut snapshot, written(ann(), message, text));
    }
    let answered = |snapshot: &Snapshot| -> Vec<u16> {
        let ticket = &snapshot.ticket.as_ref().unwrap().1;
        ticket.answers.iter().map(|it| it.stage.0).collect()
    };
    assert_eq!((stage(&snapshot), answered(&snapshot)), (Stage(3), vec![1, 2]));
    snapshot.fresh = snapshot.shelf.clone();
    happen(&mut snapshot, written(ann(), 90, "refresh"));
    assert!(answered(&snapshot).is_empty());
}

#[test]
fn what_was_answered_stands_on_the_card_and_is_told_to_staff() {
    let (mut snapshot, _) = opened();
    happen(&mut snapshot, written(ann(), 50, "delivery"));
    happen(&mut snapshot, written(ann(), 51, "Main Street 5"));
    let effects = happen(&mut snapshot, written(ann(), 52, "an adder"));
    let standing = &card_of(&effects).standing;
    let waits = CardStanding::Draft { question: None, changeable: false, picked: None };
    assert_eq!(standing, &waits, "while something else is asked it cannot be changed");
    happen(&mut snapshot, card_shown());
    let effects = happen(&mut snapshot, written(ann(), 53, "Monday"));
    let view = card_of(&effects);
    let CardStanding::Draft { question: Some(question), changeable: true, .. } = &view.standing
    else {
        panic!("{view:?}")
    };
    let answers = [("way", "Delivery"), ("where", "Main Street 5")];
    assert_eq!(question.values.answers, answers.map(|(key, text)| (key.into(), text.into())));
    assert_eq!(question.values.terms.as_deref(), Some("Pay within a day."));

    let effects = happen(&mut snapshot, written(ann(), 54, "yes"));
    let Notice::Placed(placed) = said(&effects) else { panic!("{effects:?}") };
    let told =
        [("Pick-up or delivery?", "Delivery"), ("Where to?", "Main Street 5"), ("When", "Monday")];
    assert_eq!(placed.answers, told.map(|(question, text)| (question.into(), text.into())));
}

#[test]
fn a_question_of_nothing_but_a_variable_is_called_by_its_key() {
    for (stage, called) in [
        (serde_json::json!({"prompt": "{customer}?", "as": "nick"}), "nick"),
        (serde_json::json!({"title": "{ticket}", "prompt": "Plate for {ticket}?"}), "Plate for …?"),
        (serde_json::json!({"prompt": "{customer}?"}), "…"),
    ] {
        let mut whole = serde_json::json!({"number": 1, "expect": "text", "then": "done"});
        whole.as_object_mut().unwrap().extend(stage.as_object().unwrap().clone());
        let flow = serde_json::json!({"name": "Own", "language": "en", "stages": [whole]});
        let mut snapshot = with(Some(ticket(open_at(Stage(1)))));
        snapshot.shelf.flow = Arc::new(serde_json::from_value(flow).unwrap());
        let effects = happen(&mut snapshot, written(ann(), 50, "Annie"));
        let Notice::Placed(placed) = said(&effects) else { panic!("{effects:?}") };
        assert_eq!(placed.answers, [(called.to_owned(), "Annie".into())]);
    }
}

#[test]
fn only_the_answer_to_a_question_for_a_day_is_one() {
    let stages = serde_json::json!([
        {"number": 1, "as": "day", "prompt": "When?", "expect": "date", "then": 2},
        {"number": 2, "as": "part", "prompt": "Which part?", "expect": "text", "then": "done"},
    ]);
    let flow = serde_json::json!({"name": "Own", "language": "en", "stages": stages});
    let mut snapshot = with(Some(ticket(open_at(Stage(1)))));
    snapshot.shelf.flow = Arc::new(serde_json::from_value(flow).unwrap());
    happen(&mut snapshot, written(ann(), 50, "2026-12-24"));
    let effects = happen(&mut snapshot, written(ann(), 51, "2026-12-24"));
    let Notice::Placed(placed) = said(&effects) else { panic!("{effects:?}") };
    let said = [AnswerTold::Day { day: "2026-12-24".into() }, "2026-12-24".into()];
    let of = |names: [&str; 2]| names.map(str::to_owned).into_iter().zip(said.clone());
    assert_eq!(placed.answers, of(["When?", "Which part?"]).collect::<Vec<_>>());
    assert_eq!(placed.keyed, of(["day", "part"]).collect::<Vec<_>>());
    let stored = serde_json::to_value(&placed.keyed).unwrap();
    assert_eq!(stored[1], serde_json::json!(["part", "2026-12-24"]));
    let read: Vec<(String, AnswerTold)> = serde_json::from_value(stored).unwrap();
    assert_eq!(read, placed.keyed);
}

#[test]
fn a_day_is_told_as_it_was_read_and_a_number_that_may_be_two_is_asked_for_again() {
    let stages = serde_json::json!([
        {"number": 1, "prompt": "When?", "expect": "date", "then": 2},
        {"number": 2, "prompt": "How heavy?", "expect": "number", "whole": false, "then": "done"},
    ]);
    let flow = serde_json::json!({"name": "Own", "language": "en", "stages": stages});
    let flow = Arc::new(serde_json::from_value(flow).unwrap());
    let after = |ticket: Ticket, text: &str| {
        let mut snapshot = with(Some(ticket));
        snapshot.shelf.flow = Arc::clone(&flow);
        moved(&snapshot, written(ann(), 50, text))
    };
    // Messages of these tests are of the first day of 2015.
    for (text, month_first, day) in [
        ("05/06/2027", false, "2027-06-05"),
        ("05/06/2027", true, "2027-05-06"),
        ("tomorrow please", true, "2015-01-02"),
    ] {
        let asked_for = Ticket { month_first, ..ticket(open_at(Stage(1))) };
        let (next, effects) = after(asked_for, text);
        assert_eq!(next.answers[0].text, day, "{text}");
        assert_eq!(asked(&effects).occasion, Occasion::Dated { day: day.into() });
    }
    let (next, effects) = after(ticket(open_at(Stage(2))), "1,250");
    let either = Some(("1.25".into(), "1250".into()));
    assert_eq!(asked(&effects).fits, Some(Fits::Number { least: None, most: None, either }));
    assert_eq!(next.state, open_at(Stage(2)));
}

#[test]
fn how_dates_are_written_is_known_of_whoever_pressed_last() {
    let mut snapshot = with(Some(ordered("adder")));
    let mut press =
        pressed(crate::domain::control::Press::Answer(crate::domain::answer::Answer::Yes), TURN);
    if let crate::domain::input::Event::AnswerPressed { reply, .. } = &mut press {
        reply.month_first = true;
    }
    let (next, _) = moved(&snapshot, press);
    assert!(next.month_first);
    snapshot.ticket = None;
    let mut open = create(ann(), 60);
    if let crate::domain::input::Event::CreatePressed { reply, .. } = &mut open {
        reply.month_first = true;
    }
    assert!(moved(&snapshot, open).0.month_first);
}

#[test]
fn a_choice_is_meant_by_what_is_nearly_its_label() {
    for (said, then) in [
        ("pickup", 3),
        ("i'll pick it up", 3),
        ("the first one", 3),
        ("delivry", 2),
        ("deliver", 2),
        ("for delivery please", 2),
        ("not delivery", 1),
        ("pick up or delivery", 1),
    ] {
        let (mut snapshot, _) = opened();
        happen(&mut snapshot, written(ann(), 50, said));
        assert_eq!(stage(&snapshot), Stage(then), "{said}");
    }
}
