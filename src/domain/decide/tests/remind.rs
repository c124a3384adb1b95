//! When a customer is reminded, and when not any more.

use super::fixtures::*;
use crate::domain::{
    decide::decide,
    decision::{Decision, Snapshot},
    flow::Stage,
    input::{Event, HideRefused, Input},
    notice::{Answers, Obstacle, Occasion},
    ticket::{State, Ticket},
    time::Timestamp,
};

/// A time that has come.
const DUE: Timestamp = Timestamp(NOW.0 - 1);

/// A ticket in a server whose flow reminds.
fn reminding_with(ticket: Ticket) -> Snapshot {
    let snapshot = with(Some(ticket));
    Snapshot { shelf: reminding(snapshot.shelf), ..snapshot }
}

/// A ticket at the terms, of which its customer is to be reminded.
fn waiting() -> Ticket {
    Ticket { state: open_at(Stage::TERMS), remind_at: Some(DUE), ..ordered("adder") }
}

fn due() -> Event {
    Event::ReminderDue { channel: CHANNEL, since: DUE }
}

fn is_ignored(snapshot: &Snapshot, event: Event) -> bool {
    matches!(decided(snapshot, event), Decision::Ignore(_))
}

#[test]
fn a_question_that_is_asked_is_to_be_reminded_of_counted_from_when_it_was_decided() {
    let later = Some(NOW.plus(PATIENCE));
    let opening = ticket(State::Opening { waiting: vec![] });
    let made =
        Event::ChannelMade { effect: effect(0), ticket: NUMBER, channel: CHANNEL, again: false };
    assert_eq!(moved(&reminding_with(opening), made).0.remind_at, later);
    let first = reminding_with(ticket(open_at(Stage::ORDER)));
    let heard_late = written(ann(), 91, "2x adder");
    assert_eq!(moved(&first, heard_late.clone()).0.remind_at, later);
    assert_eq!(moved(&at(Some(open_at(Stage::ORDER))), heard_late).0.remind_at, None);
}

#[test]
fn a_ticket_that_asks_nothing_any_more_reminds_of_nothing() {
    let (ticket, _) = moved(&reminding_with(waiting()), written(ann(), 91, "yes"));
    assert!(matches!(ticket.state, State::Placed { .. }));
    assert_eq!(ticket.remind_at, None);
}

#[test]
fn words_that_do_not_answer_put_the_reminder_off_until_it_was_said() {
    let talk = |ticket| moved(&reminding_with(ticket), written(ann(), 91, "hmm, well")).0;
    assert_eq!(talk(waiting()).remind_at, Some(NOW.plus(PATIENCE)));
    let (reminded, _) = moved(&reminding_with(waiting()), due());
    assert_eq!(talk(reminded).remind_at, None, "once for each question");
    let snapshot = reminding_with(waiting());
    assert!(is_ignored(&snapshot, written(sam(), 91, "hello?")), "staff answer nothing");
}

#[test]
fn the_customer_is_called_once_with_the_answers_at_hand() {
    let (ticket, effects) = moved(&reminding_with(waiting()), due());
    let ask = asked(&effects);
    assert_eq!(ask.occasion, Occasion::Reminded { customer: Some(ANN) });
    assert_eq!(ask.prompt.as_ref().map(|it| it.text.render(|_| "".into())), Some("Hello?".into()));
    assert_eq!(
        (&ask.answers, ask.turn),
        (&Answers::YesNo, TURN),
        "the buttons are of this question"
    );
    assert_eq!((ticket.turn, ticket.remind_at), (TURN, None));
    assert!(is_ignored(&reminding_with(ticket), due()));
}

#[test]
fn what_was_overtaken_is_not_said() {
    for ticket in [
        Ticket { remind_at: Some(NOW), ..waiting() },
        Ticket { left: true, ..waiting() },
        Ticket { state: closing(), ..waiting() },
    ] {
        assert!(is_ignored(&reminding_with(ticket), due()));
    }
    let none = Snapshot { shelf: shelf(), ..reminding_with(waiting()) };
    assert!(is_ignored(&none, due()), "the stage has no reminder");
}

#[test]
fn somebody_who_comes_back_is_reminded_as_anybody() {
    let gone = Ticket { left: true, ..waiting() };
    assert_eq!(gone.reminder_due(), None);
    let (back, _) = moved(&reminding_with(gone), written(ann(), 91, "hmm, well"));
    assert_eq!(back.reminder_due(), Some(NOW.plus(PATIENCE)));
}

#[test]
fn a_ticket_that_cannot_be_closed_reminds_on() {
    let (closing, _) = moved(&reminding_with(waiting()), close(ann()));
    assert_eq!(closing.reminder_due(), None);
    let why = HideRefused::Obstacle(Obstacle::Other);
    let refused = Event::HideRefused { effect: effect(0), ticket: NUMBER, why };
    let (open, _) = moved(&reminding_with(closing), refused);
    assert_eq!(open.reminder_due(), Some(DUE));
}

#[test]
fn while_a_part_of_the_order_is_asked_about_the_stages_words_do_not_fit() {
    let (ticket, _) =
        moved(&reminding_with(ticket(open_at(Stage::ORDER))), written(ann(), 91, "2 turismo"));
    assert!(ticket.order.asked.is_some());
    let since = ticket.reminder_due().expect("it waits for an answer too");
    let snapshot = reminding_with(ticket);
    let event = Event::ReminderDue { channel: CHANNEL, since };
    let decision = decide(&snapshot, &Input { guild: GUILD, event: event.clone() }, since);
    assert!(matches!(decision, Decision::Apply(_)));
    let (_, effects) = moved(&snapshot, event);
    assert_eq!((&asked(&effects).prompt, &asked(&effects).answers), (&None, &Answers::Words));
}

#[test]
fn whoever_starts_over_is_reminded_as_the_flow_of_today_says() {
    for (former, today, later) in [
        (reminding(shelf()), shelf(), None),
        (shelf(), reminding(shelf()), Some(NOW.plus(PATIENCE))),
    ] {
        let mut snapshot = Snapshot { shelf: former, fresh: today, ..with(Some(waiting())) };
        snapshot.desk.1.flow = 1;
        let (ticket, _) = moved(&snapshot, written(ann(), 91, "refresh"));
        assert_eq!((ticket.pins.flow, ticket.remind_at), (1, later));
    }
}
