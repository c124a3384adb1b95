//! "Create Ticket", and what comes of the channel.

use super::fixtures::*;
use crate::domain::{
    decide::decide,
    decision::{Change, Decision, Why, Write},
    desk::Desk,
    effect::Effect,
    flow::Stage,
    ids::ChannelId,
    input::{Event, Input},
    notice::{Answered, Obstacle, Occasion, Refusal},
    ticket::{Pins, State},
    time::Timestamp,
};

#[test]
fn a_first_press_begins_a_ticket_with_the_documents_of_today() {
    let Change { write, effects, .. } = change(&at(None), create(ann(), 60));
    let Write::NewTicket(ticket) = write else { panic!("{write:?}") };
    assert_eq!(ticket.opener, Some(ANN));
    assert_eq!(ticket.opened_at, NOW);
    assert_eq!(ticket.pins, Pins { catalogue: 2, terms: 2, flow: 0 });
    assert_eq!(ticket.state, State::Opening { waiting: vec![reply(60)] });
    let expected = Effect::CreateChannel {
        customer: ANN,
        staff: vec![STAFF],
        category: Some(OPEN),
        opened_at: NOW,
    };
    assert_eq!(effects, [expected]);
}

#[test]
fn a_server_that_is_not_set_up_opens_nothing() {
    let mut snapshot = at(None);
    snapshot.desk.1 = Desk::default();
    assert_eq!(refusal(&snapshot, create(ann(), 60)), Refusal::NotSetUp);
}

#[test]
fn thirty_presses_wait_for_the_channel_and_more_are_told_that_it_comes() {
    let mut snapshot = at(None);
    for press in 0..30 {
        let (ticket, _) = moved(&snapshot, create(ann(), 100 + press));
        snapshot = with(Some(ticket));
    }
    match decided(&snapshot, create(ann(), 130)) {
        Decision::Refuse(effects) => {
            assert_eq!(answers(&effects), [(130, &Answered::TicketComes)]);
        }
        other => panic!("{other:?}"),
    }
    let made =
        Event::ChannelMade { effect: effect(0), ticket: NUMBER, channel: CHANNEL, again: false };
    let (ticket, effects) = moved(&snapshot, made);
    assert_eq!(ticket.state, open_at(Stage::ORDER));
    assert_eq!(asked(&effects).occasion, Occasion::Opened { customer: Some(ANN) });
    let told = answers(&effects);
    assert_eq!(told.iter().map(|it| it.0).collect::<Vec<_>>(), (100..130).collect::<Vec<_>>());
    assert!(told.iter().all(|it| *it.1 == Answered::TicketReady { channel: CHANNEL }));
    assert!(matches!(effects[0], Effect::Say { .. }), "the channel speaks first");
}

#[test]
fn a_press_while_the_ticket_is_open_points_to_it() {
    for state in [open_at(Stage::ORDER), placed()] {
        match decided(&at(Some(state)), create(ann(), 60)) {
            Decision::Refuse(effects) => {
                assert_eq!(answers(&effects), [(60, &Answered::TicketExists { channel: CHANNEL })]);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_press_while_the_ticket_closes_is_told_so() {
    assert_eq!(refusal(&at(Some(closing())), create(ann(), 60)), Refusal::TicketCloses);
}

#[test]
fn without_a_channel_everybody_who_pressed_is_told_and_may_press_again() {
    let waiting = vec![reply(60), reply(61)];
    let snapshot = at(Some(State::Opening { waiting }));
    let why = Obstacle::GuildFull;
    let refused = Event::ChannelRefused { effect: effect(0), ticket: NUMBER, why };
    let (ticket, effects) = moved(&snapshot, refused);
    assert_eq!(ticket.state, State::Failed { at: NOW });
    let failed = Answered::TicketFailed { why };
    assert_eq!(answers(&effects), [(60, &failed), (61, &failed)]);
    let again = change(&with(Some(ticket)), create(ann(), 62));
    assert!(matches!(again.write, Write::NewTicket(_)));
}

#[test]
fn a_press_that_can_no_longer_be_answered_opens_nothing() {
    let late = Timestamp(NOW.0 + 15 * 60_000);
    let input = Input { guild: GUILD, event: create(ann(), 60) };
    assert_eq!(decide(&at(None), &input, late), Decision::Ignore(Why::TooOld));
}

#[test]
fn a_second_channel_of_a_ticket_is_removed_only_if_it_was_asked_for_twice() {
    let other = ChannelId::new(CHANNEL.get() + 1);
    let seen = |channel, opened_at| Event::ChannelSeen { channel, ticket: NUMBER, opened_at };
    let mut snapshot = at(Some(open_at(Stage::ORDER)));
    let copied = decided(&snapshot, seen(other, ASKED_AT));
    assert_eq!(copied, Decision::Ignore(Why::NotOurs), "somebody copied it");
    snapshot.ticket.as_mut().expect("a ticket").1.asked_again = true;
    let Decision::Apply(change) = decided(&snapshot, seen(other, ASKED_AT)) else { panic!() };
    assert_eq!(change.effects, [Effect::RemoveChannel { channel: other }]);
    for (channel, opened_at) in [(CHANNEL, ASKED_AT), (other, NOW)] {
        assert_eq!(decided(&snapshot, seen(channel, opened_at)), Decision::Ignore(Why::Passed));
    }
}

#[test]
fn a_channel_that_shows_before_its_worker_has_reported_is_the_tickets() {
    let opening = at(Some(State::Opening { waiting: vec![reply(60)] }));
    let event = Event::ChannelSeen { channel: CHANNEL, ticket: NUMBER, opened_at: ASKED_AT };
    let Decision::Apply(change) = decided(&opening, event) else { panic!() };
    let Write::Ticket(ticket) = &change.write else { panic!() };
    assert_eq!(ticket.channel(), Some(CHANNEL));
    assert!(ticket.asked_again, "another may be on its way");
    assert_eq!(change.effects.len(), 2, "the welcome, and an answer to the press");
    let other = ChannelId::new(CHANNEL.get() + 1);
    let made =
        Event::ChannelMade { effect: effect(0), ticket: NUMBER, channel: other, again: true };
    let open = at(Some(ticket.state.clone()));
    let Decision::Apply(change) = decided(&open, made) else { panic!() };
    assert_eq!(change.effects, [Effect::RemoveChannel { channel: other }]);
}
