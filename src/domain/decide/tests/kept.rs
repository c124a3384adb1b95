//! What was answered stays answered when the order, or an answer before it, is another one.

use super::fixtures::*;
use crate::domain::{
    decision::Snapshot,
    effect::Effect,
    flow::{Flow, Stage},
    input::{Event, File},
    notice::{Notice, Occasion},
    ticket::Ticket,
};
use std::sync::Arc;

/// A repair that is about to be confirmed: "Delivery" to an address that is known.
fn repair() -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Repair", "stages": [
        {"number": 5, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "Right?", "expect": "yes_no", "about": "order", "yes": 20, "no": 5},
        {"number": 20, "prompt": "Kind?", "expect": "choice", "options": [
            {"label": "Road", "then": 30}, {"label": "Mountain", "then": 30},
            {"label": "Scooter", "then": "done"}]},
        {"number": 30, "prompt": "Mileage?", "expect": "number", "then": 40},
        {"number": 40, "prompt": "Day?", "expect": "date", "then": 50},
        {"number": 50, "prompt": "How?", "expect": "choice", "options": [
            {"label": "Pick-up", "then": 70}, {"label": "Delivery", "then": 60}]},
        {"number": 60, "prompt": "Where to?", "expect": "text", "then": 70},
        {"number": 70, "prompt": "A phone?", "expect": "text", "then": 80},
        {"number": 80, "prompt": "A photo?", "expect": "file", "then": 90},
        {"number": 90, "prompt": "Sure?", "expect": "yes_no", "yes": 100, "no": 40},
        {"number": 100, "prompt": "Anything else?", "expect": "text", "then": "done"}]}))
    .unwrap();
    let mut snapshot = with(Some(ticket(open_at(Stage(5)))));
    snapshot.shelf.flow = Arc::new(flow);
    let said =
        ["2 adder", "yes", "road", "2000", "2015-01-09", "delivery", "Oak Lane 5", "555 123"];
    for (message, text) in (50..).zip(said) {
        happen(&mut snapshot, written(ann(), message, text));
    }
    let Event::Written { channel, message, actor, text, to, .. } = written(ann(), 60, "") else {
        unreachable!()
    };
    let files = vec![File { name: "bike.jpg".into(), media_type: None }];
    happen(&mut snapshot, Event::Written { channel, message, actor, text, files, to });
    assert_eq!(standing(&snapshot), (90, vec![20, 30, 40, 50, 60, 70, 80]));
    snapshot
}

pub(super) fn happen(snapshot: &mut Snapshot, event: Event) -> Vec<Effect> {
    let (ticket, effects) = moved(snapshot, event);
    snapshot.ticket.as_mut().unwrap().1 = ticket;
    effects
}

pub(super) fn now(snapshot: &Snapshot) -> &Ticket {
    &snapshot.ticket.as_ref().unwrap().1
}

/// The stage, and those that are answered.
fn standing(snapshot: &Snapshot) -> (u16, Vec<u16>) {
    let answered = now(snapshot).answers.iter().map(|it| it.stage.0).collect();
    (now(snapshot).standing().stage.0, answered)
}

#[test]
fn a_change_of_the_order_leaves_what_was_answered_after_it() {
    let mut snapshot = repair();
    let before = now(&snapshot).answers.clone();
    happen(&mut snapshot, written(ann(), 91, "wait, add a t20"));
    assert_eq!((now(&snapshot).standing().stage, &now(&snapshot).answers), (Stage(10), &before));
    let effects = happen(&mut snapshot, written(ann(), 92, "yes"));
    assert_eq!((now(&snapshot).standing().stage, &now(&snapshot).answers), (Stage(90), &before));
    assert!(matches!(asked(&effects).occasion, Occasion::Answered), "one question, and no other");
}

#[test]
fn another_choice_leaves_what_its_way_passes_and_no_more() {
    let mut snapshot = repair();
    happen(&mut snapshot, written(ann(), 91, "actually mountain"));
    assert_eq!(standing(&snapshot), (90, vec![20, 30, 40, 50, 60, 70, 80]));
    happen(&mut snapshot, written(ann(), 92, "actually pick-up"));
    assert_eq!(standing(&snapshot), (90, vec![20, 30, 40, 50, 70, 80]), "there is no address");
    happen(&mut snapshot, written(ann(), 93, "actually delivery"));
    assert_eq!(standing(&snapshot), (60, vec![20, 30, 40, 50, 70, 80]), "it is asked for");
    happen(&mut snapshot, written(ann(), 94, "Elm Street 7"));
    assert_eq!(standing(&snapshot), (90, vec![20, 30, 40, 50, 60, 70, 80]), "in their order");
    let effects = happen(&mut snapshot, written(ann(), 95, "actually scooter"));
    let Notice::Placed(placed) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(placed.answers, [("Kind?".to_owned(), "Scooter".into())]);
}

#[test]
fn no_and_refresh_take_back_what_was_answered_after_where_they_lead() {
    let mut snapshot = repair();
    happen(&mut snapshot, written(ann(), 91, "no"));
    assert_eq!(standing(&snapshot), (40, vec![20, 30]));
    let mut snapshot = repair();
    happen(&mut snapshot, written(ann(), 91, "wait, add a t20"));
    snapshot.fresh = snapshot.shelf.clone();
    let flow = Arc::make_mut(&mut snapshot.fresh.flow);
    flow.refresh.as_mut().unwrap().to = Some(Stage(30));
    happen(&mut snapshot, written(ann(), 92, "refresh"));
    assert_eq!(standing(&snapshot), (30, vec![]), "though it leads onwards");
}

#[test]
fn an_option_that_is_offered_no_more_is_asked_for() {
    let mut snapshot = repair();
    let kind = now(&snapshot).answers.iter().position(|it| it.stage == Stage(20)).unwrap();
    snapshot.ticket.as_mut().unwrap().1.answers[kind].text = "Tandem".into();
    happen(&mut snapshot, written(ann(), 91, "add a t20"));
    happen(&mut snapshot, written(ann(), 92, "yes"));
    assert_eq!(standing(&snapshot), (20, vec![30, 40, 50, 60, 70, 80]));
}
