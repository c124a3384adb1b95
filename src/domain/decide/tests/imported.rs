//! Tickets that were taken over without their customer.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    control::Press,
    decision::{Decision, Snapshot, Why},
    flow::Stage,
    input::Event,
    notice::Refusal,
    ticket::Ticket,
};

fn of_nobody(stage: Stage) -> Snapshot {
    with(Some(Ticket { opener: None, turn: 0, ..ticket(open_at(stage)) }))
}

#[test]
fn the_first_who_writes_there_and_is_not_staff_is_the_customer() {
    let snapshot = of_nobody(Stage::CONFIRM);
    for staff in [sam(), mia()] {
        let decision = decided(&snapshot, written(staff, 91, "yes"));
        assert_eq!(decision, Decision::Ignore(Why::NotAddressed));
    }
    let (ticket, _) = moved(&snapshot, written(bob(), 92, "yes"));
    assert_eq!(ticket.opener, Some(BOB));
    assert_eq!(ticket.state, open_at(Stage::TERMS));
    let decision = decided(&with(Some(ticket)), written(ann(), 93, "yes"));
    assert_eq!(decision, Decision::Ignore(Why::NotAddressed), "from now on it is theirs");
}

#[test]
fn so_is_the_first_who_presses() {
    let press = |who| match pressed(Press::Answer(Answer::Yes), 0) {
        Event::AnswerPressed { channel, on, ticket, turn, press, reply, .. } => {
            Event::AnswerPressed { channel, on, ticket, turn, press, actor: who, reply }
        }
        other => other,
    };
    let snapshot = of_nobody(Stage::TERMS);
    assert_eq!(refusal(&snapshot, press(sam())), Refusal::NotYourQuestion);
    let (ticket, _) = moved(&snapshot, press(ann()));
    assert_eq!(ticket.opener, Some(ANN));
}

#[test]
fn staff_who_refresh_do_not_become_the_customer() {
    let (ticket, _) = moved(&of_nobody(Stage::TERMS), written(sam(), 91, "refresh"));
    assert_eq!(ticket.opener, None);
    assert_eq!(ticket.state, open_at(Stage::ORDER));
}
