//! Opening a ticket: the press, and what came of the channel.

use super::{answer, conversation::welcome, refuse};
use crate::domain::{
    actor::Actor,
    decision::{Change, Decision, Snapshot, Why, Write},
    desk::TypeId,
    effect::Effect,
    ids::ChannelId,
    notice::{Answered, Notice, Obstacle, Refusal},
    reply::ReplyTo,
    ticket::{State, Ticket},
    time::Timestamp,
    tongue::Tongues,
};

/// How many presses are told where the ticket is once it is ready. A person who presses more
/// often within that second is told at once that it is coming.
const WAITING_LIMIT: usize = 30;

/// "Create Ticket": a new ticket, unless this person has one.
pub(super) fn pressed(
    snapshot: &Snapshot,
    actor: &Actor,
    of: Option<&TypeId>,
    reply: &ReplyTo,
    now: Timestamp,
) -> Decision {
    let desk = &snapshot.desk.1;
    let Some(settings) = desk.settings(of) else {
        return refuse(reply, Refusal::NotSetUp);
    };
    if let Some((_, ticket)) = snapshot.ticket.as_ref().filter(|(_, ticket)| ticket.is_current()) {
        return pressed_again(ticket, reply);
    }
    if of.is_some_and(|of| !desk.offered().any(|it| it.id == *of)) {
        return refuse(reply, Refusal::TypeRetired);
    }
    let state = State::Opening { waiting: vec![reply.clone()] };
    let ticket = Ticket {
        language: reply.language,
        month_first: reply.month_first,
        of: of.cloned(),
        ..Ticket::new(Some(actor.user), now, state, desk.pins(of))
    };
    let create = Effect::CreateChannel {
        customer: actor.user,
        staff: settings.staff.clone(),
        category: settings.open_category,
        opened_at: now,
    };
    Decision::Apply(Change::of(Write::NewTicket(Box::new(ticket)), vec![create]))
}

fn pressed_again(ticket: &Ticket, reply: &ReplyTo) -> Decision {
    match &ticket.state {
        State::Opening { waiting } if waiting.len() < WAITING_LIMIT => {
            let mut waiting = waiting.clone();
            waiting.push(reply.clone());
            let state = State::Opening { waiting };
            let (language, month_first) = (reply.language, reply.month_first);
            let ticket = Ticket { state, language, month_first, ..ticket.clone() };
            Decision::Apply(Change::of(Write::Ticket(Box::new(ticket)), vec![]))
        }
        State::Open { channel, .. } | State::Placed { channel, .. } => {
            Decision::Refuse(vec![answer(reply, Answered::TicketExists { channel: *channel })])
        }
        State::Closing { .. } => refuse(reply, Refusal::TicketCloses),
        State::Opening { .. }
        | State::Closed { .. }
        | State::Gone { .. }
        | State::Failed { .. } => Decision::Refuse(vec![answer(reply, Answered::TicketComes)]),
    }
}

/// The channel stands: the conversation begins, and everyone who pressed is told where.
pub(super) fn made(snapshot: &Snapshot, channel: ChannelId, asked_again: bool) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Opening { waiting } = &ticket.state else {
        // It has another, which came to be although nobody could tell.
        let one_too_many = asked_again && ticket.channel() != Some(channel);
        return if one_too_many { remove(ticket, channel) } else { Decision::Ignore(Why::Passed) };
    };
    let (ticket, welcome) = welcome(snapshot, ticket.clone(), channel);
    let told = waiting.iter().map(|reply| answer(reply, Answered::TicketReady { channel }));
    let left = ticket.opener.filter(|_| ticket.left).map(|customer| Effect::Say {
        channel,
        notice: Notice::CustomerLeft { customer },
        via: None,
        tongues: Tongues::default(),
    });
    let effects = welcome.into_iter().chain(told).chain(left).collect();
    let ticket = Ticket { asked_again, ..ticket };
    Decision::Apply(Change::of(Write::Ticket(Box::new(ticket)), effects))
}

/// A channel with the marker of a ticket came to be: made by us, and perhaps by a worker that could
/// not tell. If the ticket is still without one it is that, and one too many is removed. Somebody
/// may have copied a ticket's channel with its topic: that one is left alone.
pub(super) fn seen(snapshot: &Snapshot, channel: ChannelId, opened_at: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    if ticket.opened_at != opened_at || ticket.channel() == Some(channel) {
        return Decision::Ignore(Why::Passed);
    }
    match ticket.state {
        // Whoever asks for it now reports later, and perhaps of another one.
        State::Opening { .. } => made(snapshot, channel, true),
        State::Failed { .. } => remove(ticket, channel),
        _ if ticket.asked_again => remove(ticket, channel),
        _ => Decision::Ignore(Why::NotOurs),
    }
}

fn remove(ticket: &Ticket, channel: ChannelId) -> Decision {
    let effects = vec![Effect::RemoveChannel { channel }];
    Decision::Apply(Change::of(Write::Ticket(Box::new(ticket.clone())), effects))
}

/// There will be no channel: the ticket ends, so that its customer can try again.
pub(super) fn refused(snapshot: &Snapshot, why: Obstacle, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Opening { waiting } = &ticket.state else { return Decision::Ignore(Why::Passed) };
    let effects =
        waiting.iter().map(|reply| answer(reply, Answered::TicketFailed { why })).collect();
    let ticket = Ticket { state: State::Failed { at: now }, ..ticket.clone() };
    Decision::Apply(Change::of(Write::Ticket(Box::new(ticket)), effects))
}
