//! Closing, and channels that are deleted by hand.

use super::fixtures::*;
use crate::domain::{
    decision::Write,
    effect::Effect,
    flow::Stage,
    ids::TicketNumber,
    input::{Event, HideRefused},
    notice::{Answered, NotMoved, Notice, Obstacle, Refusal},
    ticket::{Standing, State},
    tongue::Tongues,
};

fn hidden(not_moved: Option<NotMoved>) -> Event {
    Event::ChannelHidden { effect: effect(0), ticket: NUMBER, not_moved }
}

fn hide_refused(why: HideRefused) -> Event {
    Event::HideRefused { effect: effect(0), ticket: NUMBER, why }
}

#[test]
fn customer_staff_and_managers_may_close_and_nobody_else() {
    for state in [open_at(Stage::ORDER), placed()] {
        let snapshot = at(Some(state));
        for (actor, user) in [(ann(), ANN), (sam(), SAM), (mia(), MIA)] {
            let (ticket, effects) = moved(&snapshot, close(actor));
            assert!(matches!(ticket.state, State::Closing { by, .. } if by == user));
            let hide = Effect::HideChannel {
                channel: CHANNEL,
                managers: vec![MANAGERS],
                category: Some(CLOSED),
                by: user,
            };
            assert_eq!(effects, [hide]);
        }
        assert_eq!(refusal(&snapshot, close(bob())), Refusal::NotYourTicket);
    }
}

#[test]
fn a_button_of_another_ticket_closes_nothing() {
    let other = Event::ClosePressed {
        channel: CHANNEL,
        ticket: TicketNumber(8),
        actor: ann(),
        reply: reply(70),
    };
    assert_eq!(refusal(&at(Some(placed())), other), Refusal::NoTicketHere);
}

#[test]
fn a_second_press_is_told_what_the_first_did() {
    assert_eq!(refusal(&at(Some(closing())), close(sam())), Refusal::TicketCloses);
    assert_eq!(refusal(&at(Some(closed())), close(sam())), Refusal::TicketOver);
}

#[test]
fn a_hidden_channel_closes_the_ticket_and_says_by_whom() {
    let (ticket, effects) = moved(&at(Some(closing())), hidden(None));
    let expected = State::Closed { channel: CHANNEL, from: standing(), by: SAM, at: NOW };
    assert_eq!(ticket.state, expected);
    assert_eq!(answers(&effects), [(80, &Answered::TicketClosed)]);
    assert_eq!(said(&effects), &Notice::Closed { by: SAM });
}

#[test]
fn managers_are_told_when_it_could_not_be_moved() {
    let (ticket, effects) = moved(&at(Some(closing())), hidden(Some(NotMoved::CategoryFull)));
    assert!(matches!(ticket.state, State::Closed { .. }), "it is closed all the same");
    let notice = Notice::NotMoved { why: NotMoved::CategoryFull, managers: vec![MANAGERS] };
    assert_eq!(
        effects.last(),
        Some(&Effect::Say { channel: CHANNEL, notice, via: None, tongues: Tongues::default() })
    );
}

#[test]
fn what_discord_refuses_to_hide_is_what_it_was() {
    let why = HideRefused::Obstacle(Obstacle::MissingPermission);
    let states = [open_at(Stage::ORDER), open_at(Stage::CONFIRM), open_at(Stage::TERMS), placed()];
    for before in states {
        let (closing, _) = moved(&at(Some(before.clone())), close(ann()));
        let (after, effects) = moved(&with(Some(closing)), hide_refused(why));
        assert_eq!(after.state, before);
        let told = Answered::CloseFailed { why: Obstacle::MissingPermission };
        assert_eq!(answers(&effects), [(70, &told)]);
        moved(&with(Some(after)), close(ann()));
    }
}

#[test]
fn a_channel_that_is_not_there_is_as_good_as_closed() {
    let (ticket, effects) = moved(&at(Some(closing())), hide_refused(HideRefused::Gone));
    assert_eq!(ticket.state, State::Gone { from: standing(), at: NOW });
    assert_eq!(answers(&effects), [(80, &Answered::TicketClosed)]);
    let again = change(&with(Some(ticket)), create(ann(), 60));
    assert!(matches!(again.write, Write::NewTicket(_)));
}

#[test]
fn a_channel_deleted_by_hand_ends_its_ticket_and_remembers_how_far_it_was() {
    let gone = || Event::ChannelGone { channel: CHANNEL };
    let (ticket, effects) = moved(&at(Some(open_at(Stage::CONFIRM))), gone());
    let from = Standing { stage: Stage::CONFIRM, placed: None };
    assert_eq!((ticket.state, effects), (State::Gone { from, at: NOW }, vec![]));
    let (ticket, _) = moved(&at(Some(placed())), gone());
    assert_eq!(ticket.state, State::Gone { from: standing(), at: NOW });
    let (_, effects) = moved(&at(Some(closing())), gone());
    assert_eq!(answers(&effects), [(80, &Answered::TicketClosed)], "who closed it still waits");
}
