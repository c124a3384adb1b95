//! Closing a ticket, and what happens when its channel is deleted by hand.

use super::{answer, desk, refuse};
use crate::domain::{
    actor::Actor,
    decision::{Change, Decision, Snapshot, Why, Write},
    desk::Settings,
    effect::Effect,
    ids::{ChannelId, TicketNumber, UserId},
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
    if snapshot.desk.1.settings.is_none() {
        return refuse(reply, Refusal::NotSetUp);
    }
    let Some((_, ticket)) = snapshot.ticket.as_ref().filter(|(_, it)| it.number == number) else {
        return refuse(reply, Refusal::NoTicketHere);
    };
    let Some(settings) = snapshot.desk.1.settings(ticket.of.as_ref()) else {
        return refuse(reply, Refusal::NotSetUp);
    };
    let channel = match ticket.state {
        State::Open { channel, .. } | State::Placed { channel, .. } => channel,
        State::Closing { .. } => return refuse(reply, Refusal::TicketCloses),
        State::Opening { .. } => return refuse(reply, Refusal::NoTicketHere),
        State::Closed { .. } | State::Gone { .. } | State::Failed { .. } => {
            return refuse(reply, Refusal::TicketOver);
        }
    };
    if !actor.may_steer(ticket, &settings) {
        return refuse(reply, Refusal::NotYourTicket);
    }
    let (state, hide) = begin(ticket, &settings, channel, actor.user, Some(reply.clone()));
    apply(Ticket { state, ..ticket.clone() }, vec![hide])
}

/// The state of a ticket that is being closed, and what is to be done for it.
pub(super) fn begin(
    ticket: &Ticket,
    settings: &Settings,
    channel: ChannelId,
    by: UserId,
    reply: Option<ReplyTo>,
) -> (State, Effect) {
    let hide = Effect::HideChannel {
        channel,
        managers: settings.managers.clone(),
        category: settings.closed_category,
        by,
    };
    (State::Closing { channel, from: ticket.standing(), by, reply }, hide)
}

/// Only managers see it now.
pub(super) fn hidden(snapshot: &Snapshot, not_moved: Option<NotMoved>, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Closing { channel, from, by, reply } = &ticket.state else {
        return Decision::Ignore(Why::Passed);
    };
    let channel = *channel;
    let closed = Notice::Closed { by: *by };
    let mut effects: Vec<_> = told(reply.as_ref(), Answered::TicketClosed);
    effects.push(say(channel, closed, reply.clone()));
    if let Some(why) = not_moved {
        let managers = snapshot.desk.1.settings(ticket.of.as_ref()).map(|it| it.managers.clone());
        let notice = Notice::NotMoved { why, managers: managers.unwrap_or_default() };
        effects.push(say(channel, notice, None));
    }
    let state = State::Closed { channel, from: *from, by: *by, at: now };
    apply(Ticket { state, ..ticket.clone() }, effects)
}

/// It cannot be hidden: the ticket is what it was before, so that it can be closed again.
pub(super) fn refused(snapshot: &Snapshot, why: HideRefused, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Closing { channel, from, reply, .. } = &ticket.state else {
        return Decision::Ignore(Why::Passed);
    };
    let (state, answered) = match why {
        HideRefused::Gone => (State::Gone { from: *from, at: now }, Answered::TicketClosed),
        HideRefused::Obstacle(why) => (from.resume(*channel), Answered::CloseFailed { why }),
    };
    apply(Ticket { state, ..ticket.clone() }, told(reply.as_ref(), answered))
}

/// A channel was deleted by hand: a ticket's, or one that the desk knows.
pub(super) fn channel_gone(snapshot: &Snapshot, channel: ChannelId, now: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return desk::channel_gone(snapshot, channel) };
    let effects = match &ticket.state {
        State::Open { .. } | State::Placed { .. } | State::Closed { .. } => vec![],
        State::Closing { reply, .. } => told(reply.as_ref(), Answered::TicketClosed),
        State::Opening { .. } | State::Gone { .. } | State::Failed { .. } => {
            return Decision::Ignore(Why::Passed);
        }
    };
    let state = State::Gone { from: ticket.standing(), at: now };
    apply(Ticket { state, ..ticket.clone() }, effects)
}

/// The press that asked for it is told, if there was one.
fn told(reply: Option<&ReplyTo>, answered: Answered) -> Vec<Effect> {
    reply.map(|reply| answer(reply, answered)).into_iter().collect()
}

fn say(channel: ChannelId, notice: Notice, via: Option<ReplyTo>) -> Effect {
    Effect::Say { channel, notice, via, tongues: Tongues::default() }
}

fn apply(ticket: Ticket, effects: Vec<Effect>) -> Decision {
    Decision::Apply(Change::of(Write::Ticket(Box::new(ticket)), effects))
}
