//! What comes too late: to a question that is over, to a request that is complete.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    control::Press,
    decision::{Decision, Snapshot, Why},
    effect::Effect,
    flow::Stage,
    ids::TicketNumber,
    input::{Event, SaidTo},
    notice::{Notice, Occasion, Remark},
    order::Asked,
    ticket::{State, Ticket},
};
use twilight_model::id::Id;

/// A reply to a message of ours, whose controls name this question.
pub(super) fn replied(question: Option<(TicketNumber, u32)>, message: u64, text: &str) -> Event {
    match written(ann(), message, text) {
        Event::Written { channel, message, actor, text, files, .. } => {
            let to = SaidTo::Ours { question };
            Event::Written { channel, message, actor, text, files, to }
        }
        other => panic!("{other:?}"),
    }
}

/// Whether it is told, with the question that is asked now.
pub(super) fn over(effects: &[Effect]) -> bool {
    match said_all(effects).as_slice() {
        [Notice::Asked(ask)] => ask.occasion == Occasion::Overtaken && ask.prompt.is_some(),
        [Notice::Remarked { remark: Remark::QuestionOver }, asked] => {
            matches!(asked, Notice::WhichAsked(_) | Notice::OptionAsked(_))
        }
        _ => false,
    }
}

fn after(ticket: &Ticket, event: Event) -> Ticket {
    moved(&with(Some(ticket.clone())), event).0
}

#[test]
fn an_answer_to_a_question_that_is_over_answers_nothing_and_is_told() {
    let at_the_terms = after(&ordered("2 adder"), written(ann(), 60, "yes"));
    for before in [ordered("2 adder"), at_the_terms] {
        let old = [
            (Some((NUMBER, before.turn - 1)), "hm"),
            (Some((TicketNumber(NUMBER.0 + 1), before.turn)), "no"),
            // One that was answered by button, whose controls are gone, or the card.
            (None, "no"),
            (None, "yes"),
        ];
        for (to, text) in old.into_iter().chain([(Some((NUMBER, before.turn - 1)), "yes")]) {
            let (next, effects) = moved(&with(Some(before.clone())), replied(to, 91, text));
            assert!(over(&effects), "{text}: {effects:?}");
            assert_eq!((&next.state, next.turn), (&before.state, before.turn), "{text}");
            assert_eq!((&next.order, &next.accepted), (&before.order, &None), "{text}");
        }
        let current = Some((NUMBER, before.turn));
        let next = after(&before, replied(current, 91, "yes"));
        assert_ne!(next.turn, before.turn, "the question that waits is answered");
    }
}

#[test]
fn an_answer_that_replies_to_words_of_ours_which_asked_nothing_counts() {
    let fresh = ticket(open_at(Stage::ORDER));
    assert_eq!(lines(&after(&fresh, replied(None, 91, "2 adder"))), [("adder", 2)]);
    let asked = after(&fresh, written(ann(), 50, "a turismo"));
    assert_eq!(lines(&after(&asked, replied(None, 91, "turismo r"))), [("turismo-r", 1)]);
}

#[test]
fn a_burst_of_answers_to_old_questions_is_told_a_few_times() {
    let mut ticket = ordered("2 adder");
    let mut told = 0;
    for message in 100..110 {
        let event = replied(None, message, "yes");
        let (next, effects) = moved(&with(Some(ticket)), event);
        told += said_all(&effects).len();
        ticket = next;
    }
    assert_eq!(told, 3);
}

#[test]
fn a_change_beside_a_question_that_is_over_counts() {
    let old = Some((NUMBER, 1));
    let next = after(&ordered("2 adder"), replied(old, 91, "and a t20"));
    assert_eq!(lines(&next), [("adder", 2), ("t20", 1)]);
    let confirmed = after(&ordered("2 adder"), written(ann(), 60, "yes"));
    let next = after(&confirmed, replied(old, 91, "and a t20"));
    assert_eq!(
        (lines(&next), &next.state),
        (vec![("adder", 2), ("t20", 1)], &open_at(Stage::CONFIRM))
    );
    let fresh = ticket(open_at(Stage::ORDER));
    assert_eq!(lines(&after(&fresh, replied(old, 91, "2 adder"))), [("adder", 2)]);
}

#[test]
fn a_choice_beside_a_question_that_is_over_is_none() {
    let fresh = ticket(open_at(Stage::ORDER));
    let asked = after(&fresh, written(ann(), 50, "a turismo"));
    assert_eq!(asked.order.asked, Some(Asked::Which));
    let old = Some((NUMBER, asked.turn - 1));
    let (next, effects) = moved(&with(Some(asked.clone())), replied(old, 91, "turismo r"));
    assert!(over(&effects) && next.order == asked.order);
    let current = Some((NUMBER, asked.turn));
    assert_eq!(lines(&after(&asked, replied(current, 91, "turismo r"))), [("turismo-r", 1)]);
    let back = replied(old, 91, "refresh");
    assert_eq!(after(&asked, back).state, open_at(Stage::ORDER), "that is no answer");
}

#[test]
fn what_is_asked_about_the_order_on_the_card_can_be_said_there() {
    let ticket = ordered("2 adder");
    let asked = after(&ticket, written(ann(), 91, "and a turismo"));
    assert_eq!(asked.order.asked, Some(Asked::Which));
    let next = after(&asked, replied(None, 92, "the turismo r"));
    assert_eq!(lines(&next), [("adder", 2), ("turismo-r", 1)]);
    let (_, effects) = moved(&with(Some(asked)), replied(None, 92, "yes"));
    assert!(over(&effects));
}

/// A request that is complete.
fn complete() -> Ticket {
    let ticket = after(&ordered("2 adder"), written(ann(), 60, "yes"));
    let ticket = after(&ticket, written(ann(), 61, "yes"));
    assert!(matches!(ticket.state, State::Placed { .. }));
    ticket
}

#[test]
fn a_change_to_a_complete_request_is_said_once_to_be_with_staff() {
    let complete = complete();
    for text in [
        "add a t20",
        "please remove one adder",
        "can you add a t20?",
        "wait, add a t20",
        "oh wait i need one more",
        "i need 2 more",
        "make it 3",
    ] {
        let (next, effects) = moved(&with(Some(complete.clone())), written(ann(), 91, text));
        let Notice::Remarked { remark: Remark::WithStaff { refresh } } = said(&effects) else {
            panic!("{text}: {effects:?}")
        };
        assert_eq!(refresh.as_deref(), Some("refresh"));
        assert_eq!((&next.order, &next.state), (&complete.order, &complete.state), "{text}");
        let again = decided(&with(Some(next)), written(ann(), 92, text));
        assert_eq!(again, Decision::Ignore(Why::NotAddressed), "{text}");
    }
    let quiet = [
        "thanks!",
        "yes",
        "2 adder",
        "when will the adder come?",
        "add me on discord",
        "hm",
        "i want to thank you",
        "i need it tomorrow",
        "i need more time",
    ];
    for text in quiet {
        let decision = decided(&with(Some(complete.clone())), written(ann(), 91, text));
        assert_eq!(decision, Decision::Ignore(Why::NotAddressed), "{text}");
    }
    let of_staff = decided(&with(Some(complete.clone())), written(sam(), 91, "add a t20"));
    assert_eq!(of_staff, Decision::Ignore(Why::NotAddressed));
    let mut off: Snapshot = with(Some(complete));
    off.desk.1.refresh = false;
    let (_, effects) = moved(&off, written(ann(), 91, "add a t20"));
    let remark = Remark::WithStaff { refresh: None };
    assert_eq!(said(&effects), &Notice::Remarked { remark }, "no word starts over");
}

fn rewritten(message: u64, text: &str) -> Event {
    let (message, text) = (Id::new(message), text.to_owned());
    Event::Rewritten { channel: CHANNEL, message, actor: ann(), text }
}

#[test]
fn what_is_rewritten_after_yes_and_would_change_the_order_is_told_once() {
    let at_the_terms = after(&ordered("2 adder"), written(ann(), 60, "yes"));
    for confirmed in [at_the_terms, complete()] {
        let passed = |ticket: &Ticket, event| {
            let decision = decided(&with(Some(ticket.clone())), event);
            assert_eq!(decision, Decision::Ignore(Why::Passed));
        };
        for (message, text) in [(50, "2 adder please"), (50, "hello, 2 adder"), (60, "no")] {
            passed(&confirmed, rewritten(message, text));
        }
        let (next, effects) = moved(&with(Some(confirmed.clone())), rewritten(50, "3 adder"));
        let remark = Remark::RewrittenTooLate;
        assert_eq!(said(&effects), &Notice::Remarked { remark });
        assert_eq!((lines(&next), &next.state), (vec![("adder", 2)], &confirmed.state));
        assert_eq!((&next.order.priced, next.turn), (&confirmed.order.priced, confirmed.turn));
        passed(&next, rewritten(50, "4 adder"));
    }
}

#[test]
fn an_order_that_is_open_again_is_what_its_message_makes_of_it() {
    let confirmed = after(&ordered("2 adder"), written(ann(), 60, "yes"));
    let (open, effects) = moved(&with(Some(confirmed)), written(ann(), 61, "and a t20"));
    assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }));
    let next = after(&open, rewritten(61, "and 2 t20"));
    assert_eq!(lines(&next), [("adder", 2), ("t20", 2)]);
    let yes = pressed(Press::Answer(Answer::Yes), next.turn);
    assert!(after(&next, yes).order.confirmed.is_some());
}
