//! Closing a ticket, and what happens when its channel is deleted by hand.

use super::{answer, desk, refuse};
use crate::domain::{
    actor::Actor,
    decision::{Change, Decision, Snapshot, Why, Write},
    effect::Effect,
    ids::{ChannelId, TicketNumber},
    input::HideRefused,
    notice::{Answered, NotMoved, Notice, Refusal},
    reply::ReplyTo,
    ticket::{State, Ticket},
    time::Timestamp,
    tongue::Tongues,
};

/// "Yes, close it".
pub(super) fn pressed(
    snapshot: &Snapshot,
    actor: &Actor,
    reply: &ReplyTo,
    number: TicketNumber,
) -> Decision {
    let Some(settings) = &snapshot.desk.1.settings else {
        return refuse(reply, Refusal::NotSetUp);
    };
    let Some((_, ticket)) = snapshot.ticket.as_ref().filter(|(_, it)| it.number == number) else {
        return refuse(reply, Refusal::NoTicketHere);
    };
    let channel = match ticket.state {
        State::Open { channel, .. } | State::Placed { channel, .. } => channel,
        State::Closing { .. } => return refuse(reply, Refusal::TicketCloses),
        State::Opening { .. } => return refuse(reply, Refusal::NoTicketHere),
        State::Closed { .. } | State::Gone { .. } | State::Failed { .. } => {
            return refuse(reply, Refusal::TicketOver);
        }
    };
    if !actor.may_steer(ticket, settings) {
        return refuse(reply, Refusal::NotYourTicket);
    }
    let hide = Effect::HideChannel {
        channel,
        managers: settings.managers.clone(),
        category: settings.closed_category,
        by: actor.user,
    };
    let from = ticket.standing();
    let state = State::Closing { channel, from, by: actor.user, reply: reply.clone() };
    apply(Ticket { state, ..ticket.clone() }, vec![hide])
}

/// Only managers see it now.
pub(super) fn hidden(snapshot: &Snapshot, not_moved: Option<NotMoved>, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Closing { channel, from, by, reply } = &ticket.state else {
        return Decision::Ignore(Why::Passed);
    };
    let channel = *channel;
    let closed = Notice::Closed { by: *by };
    let mut effects =
        vec![answer(reply, Answered::TicketClosed), say(channel, closed, Some(reply.clone()))];
    if let Some(why) = not_moved {
        let managers = snapshot.desk.1.settings.as_ref().map(|it| it.managers.clone());
        let notice = Notice::NotMoved { why, managers: managers.unwrap_or_default() };
        effects.push(say(channel, notice, None));
    }
    let state = State::Closed { channel, from: from.clone(), by: *by, at: now };
    apply(Ticket { state, ..ticket.clone() }, effects)
}

/// It cannot be hidden: the ticket is what it was before, so that it can be closed again.
pub(super) fn refused(snapshot: &Snapshot, why: HideRefused, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Closing { channel, from, reply, .. } = &ticket.state else {
        return Decision::Ignore(Why::Passed);
    };
    let (state, told) = match why {
        HideRefused::Gone => (State::Gone { from: from.clone(), at: now }, Answered::TicketClosed),
        HideRefused::Obstacle(why) => (from.resume(*channel), Answered::CloseFailed { why }),
    };
    apply(Ticket { state, ..ticket.clone() }, vec![answer(reply, told)])
}

/// A channel was deleted by hand: a ticket's, or one that the desk knows.
pub(super) fn channel_gone(snapshot: &Snapshot, channel: ChannelId, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return desk::channel_gone(snapshot, channel) };
    let effects = match &ticket.state {
        State::Open { .. } | State::Placed { .. } | State::Closed { .. } => vec![],
        State::Closing { reply, .. } => vec![answer(reply, Answered::TicketClosed)],
        State::Opening { .. } | State::Gone { .. } | State::Failed { .. } => {
            return Decision::Ignore(Why::Passed);
        }
    };
    let state = State::Gone { from: ticket.standing(), at: now };
    apply(Ticket { state, ..ticket.clone() }, effects)
}

fn say(channel: ChannelId, notice: Notice, via: Option<ReplyTo>) -> Effect {
    Effect::Say { channel, notice, via, tongues: Tongues::default() }
}

fn apply(ticket: Ticket, effects: Vec<Effect>) -> Decision {
    Decision::Apply(Change { write: Write::Ticket(Box::new(ticket)), effects })
}
