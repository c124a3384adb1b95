//! A message about an order is rewritten.

use super::fixtures::*;
use crate::domain::{
    decision::{Decision, Why},
    flow::Stage,
    input::Event,
    notice::Notice,
    order::Asked,
    ticket::Ticket,
};

fn after(ticket: &Ticket, event: Event) -> Ticket {
    moved(&with(Some(ticket.clone())), event).0
}

fn rewritten(message: u64, text: &str) -> Event {
    let (message, text) = (twilight_model::id::Id::new(message), text.to_owned());
    Event::Rewritten { channel: CHANNEL, message, actor: ann(), text }
}

#[track_caller]
fn passed_over(ticket: &Ticket, event: Event) {
    let decision = decided(&with(Some(ticket.clone())), event);
    assert!(matches!(decision, Decision::Ignore(Why::Passed)), "{decision:?}");
}

/// Whether an order has the price that the catalogue gives it.
fn priced(ticket: &Ticket) -> bool {
    let shelf = stocked(&catalogue());
    let mut order = ticket.order.clone();
    order.reprice(&shelf.stock.as_ref().unwrap().catalogue);
    order.priced == ticket.order.priced
}

#[test]
fn what_it_costs_stays_right_if_only_other_words_are_written() {
    let ticket = after(&ordered("adder"), written(ann(), 91, "and 9 t20"));
    assert!(priced(&ticket));
    let again = after(&ticket, rewritten(91, "and 9 t20 and quux"));
    assert_eq!(
        (&again.order.lines, &again.order.priced),
        (&ticket.order.lines, &ticket.order.priced)
    );
    assert_eq!(again.order.misread.unknown, ["quux"]);
    assert!(priced(&again));
    let first = ordered("9 t20");
    let again = after(&first, rewritten(50, "9 t20 and quux"));
    assert!(priced(&again));
}

#[test]
fn the_answer_to_a_question_about_a_part_of_it_is_rewritten() {
    let fresh = ticket(open_at(Stage::ORDER));
    let asked = after(&fresh, written(ann(), 50, "a red banshee"));
    let answered = after(&asked, written(ann(), 51, "AB12"));
    assert_eq!(answered.order.lines[0].options[1].1, "AB12");
    let again = after(&answered, rewritten(51, "XY34"));
    assert_eq!(again.order.lines[0].options[1].1, "XY34");
    assert_eq!((again.order.asked.clone(), again.order.lines.len()), (None, 1));
    passed_over(&again, rewritten(51, "XY34"));
    passed_over(&again, rewritten(51, "is it big?"));
    let placed = after(&answered, written(ann(), 52, "yes"));
    passed_over(&placed, rewritten(51, "AB12"));
    let late = moved(&with(Some(placed)), rewritten(51, "XY34")).1;
    assert!(matches!(said(&late), Notice::Remarked { .. }), "{late:?}");
    let gone = after(&answered, rewritten(51, "remove the banshee"));
    assert!(gone.order.lines.is_empty());
}

#[test]
fn the_question_that_waits_can_still_be_answered() {
    let fresh = ticket(open_at(Stage::ORDER));
    let asked = after(&fresh, written(ann(), 50, "a red banshee and blargh"));
    let again = after(&asked, rewritten(50, "a red banshee and blorgh"));
    assert_eq!(again.order.misread.unknown, ["blorgh"]);
    let Some(Asked::Option { line, .. }) = &again.order.asked else { panic!("{again:?}") };
    assert!(again.order.lines.iter().any(|it| it.id == *line));
    let (answered, _) = moved(&with(Some(again)), written(ann(), 92, "AB12"));
    assert_eq!(answered.state, open_at(Stage::CONFIRM));
}

#[test]
fn what_came_otherwise_since_is_not_lost() {
    let fresh = ticket(open_at(Stage::ORDER));
    let asked = after(&fresh, written(ann(), 50, "2 red banshees"));
    let more = after(&asked, written(ann(), 51, "ABC12, and 2 adder"));
    assert_eq!(lines(&more), [("banshee", 2), ("adder", 2)]);
    passed_over(&more, rewritten(50, "3 red banshees"));
}

#[test]
fn the_newest_message_that_changed_nothing_is_heard_anew() {
    let ticket = ordered("2 adder");
    let idle = after(&ticket, written(ann(), 91, "and frobnix"));
    passed_over(&idle, rewritten(91, "and frobnix!"));
    let heard = after(&idle, rewritten(91, "and a t20"));
    assert_eq!(lines(&heard), [("adder", 2), ("t20", 1)]);
    let again = after(&heard, rewritten(91, "and 3 t20"));
    assert_eq!(lines(&again), [("adder", 2), ("t20", 3)]);
    passed_over(&heard, rewritten(90, "and 7 t20"));
}

#[test]
fn a_catalogue_that_came_between_is_told() {
    let ticket = ordered("2 adder");
    let mut snapshot = with(Some(ticket));
    snapshot.desk.1.catalogue = 3;
    snapshot.shelf = stocked(&catalogue().replace("1000", "1500"));
    let (next, effects) = moved(&snapshot, rewritten(50, "2 adder and quux"));
    assert_eq!(next.pins.catalogue, 3);
    let told = said_all(&effects);
    assert!(
        told.iter().any(|it| matches!(it, Notice::Asked(_))),
        "the new price is told: {effects:?}"
    );
}

#[test]
fn what_answered_nothing_is_heard_anew_as_long_as_its_question_waits() {
    let fresh = ticket(open_at(Stage::ORDER));
    let asked = after(&fresh, written(ann(), 50, "a banshee with plate AB12"));
    let idle = after(&asked, written(ann(), 91, "purpel"));
    passed_over(&idle, rewritten(91, "purrpel"));
    passed_over(&idle, rewritten(90, "red"));
    let next = after(&idle, rewritten(91, "red"));
    assert_eq!((&next.order.asked, &next.state), (&None, &open_at(Stage::CONFIRM)));
    let answered = after(&idle, written(ann(), 92, "black"));
    passed_over(&answered, rewritten(91, "yes"));
    let idle = after(&ordered("2 adder"), written(ann(), 91, "hmpf so"));
    let next = after(&idle, rewritten(91, "yes"));
    assert!(next.order.confirmed.is_some());
    passed_over(&next, rewritten(91, "yes"));
}

#[test]
fn a_message_that_is_rewritten_accepts_no_terms() {
    let asked = after(&ordered("2 adder"), written(ann(), 90, "yes"));
    assert_eq!(asked.state, open_at(Stage::TERMS));
    let idle = after(&asked, written(ann(), 91, "hmpf so"));
    passed_over(&idle, rewritten(91, "yes"));
    assert!(after(&idle, written(ann(), 92, "yes")).accepted.is_some());
}
