//! The conversation in a ticket, as its flow says: by message, by button, by menu and by form.

mod amend;
mod ask;
mod card;
mod change;
mod choice;
mod clauses;
mod doubts;
mod each;
mod further;
mod inquiry;
mod it;
mod kin;
mod late;
mod leave;
mod lists;
mod more_files;
mod named;
mod numbered;
mod options;
mod order;
mod pieces;
mod quotes;
mod reading;
mod remind;
mod reopen;
mod rewritten;
mod stages;
mod talk;
mod values;
mod ways;
mod words;

pub(super) use ask::welcome;
pub(super) use card::{
    lost as card_lost, pressed as card_pressed, product_picked, shown as card_shown,
};
pub(super) use remind::{arrange as arrange_reminder, due as reminder_due};

use crate::domain::{
    actor::Actor,
    catalogue::ProductId,
    control::Press,
    decision::{Change, Decision, Snapshot, Why, Write},
    effect::Effect,
    ids::{MessageId, TicketNumber, UserId},
    input::{File, SaidTo},
    notice::{Notice, Refusal},
    reply::ReplyTo,
    shelf::Stock,
    ticket::{Evidence, State, Ticket},
    tongue::{Tongue, Tongues},
};
use talk::{Talk, Voice};

/// What a text says of options that are answered in words, as for an order that is still empty: of
/// which product, which option, and what.
#[must_use]
pub fn said_in_words(stock: &Stock, text: &str) -> Vec<(ProductId, String, String)> {
    let values = words::read(stock, text, &[]).1.values;
    values.into_iter().map(|it| (it.product, it.option, it.said)).collect()
}

/// What was pressed or filled in: the question that it names.
pub(super) struct Named {
    pub(super) ticket: TicketNumber,
    pub(super) turn: u32,
}

/// What was written, and by whom.
pub(super) struct Words<'a> {
    pub(super) actor: &'a Actor,
    pub(super) message: MessageId,
    pub(super) text: &'a str,
    /// What came with it.
    pub(super) files: &'a [File],
}

/// A message in a ticket's channel.
pub(super) fn written(snapshot: &Snapshot, words: &Words<'_>, to: SaidTo) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let Some(settings) = snapshot.desk.1.settings(ticket.of.as_ref()) else {
        return Decision::Ignore(Why::NotSetUp);
    };
    if ticket.heard.contains(words.message) {
        return Decision::Ignore(Why::AlreadyHeard);
    }
    let mut next = ticket.clone();
    next.heard.note(words.message);
    let actor = words.actor;
    if actor.is_customer(ticket, &settings) {
        next.opener = Some(actor.user);
        next.left = false;
    }
    let evidence = Evidence::Message(words.message);
    let voice = Voice { actor, evidence, via: None, on: None, beside_card: false };
    match ticket.state {
        // A sticker, or words that we are not told: nothing to answer, and nothing to read back
        // once we are told more.
        State::Open { .. }
            if words.text.trim().is_empty()
                && words.files.is_empty()
                && actor.is_customer(ticket, &settings) =>
        {
            let write = Write::Ticket(Box::new(next));
            Decision::Apply(Change::of(write, vec![]))
        }
        State::Open { channel, .. } | State::Placed { channel, .. }
            if snapshot.desk.1.refresh
                && to != SaidTo::Others
                && snapshot.shelf.flow.is_refresh(words.text)
                && actor.may_steer(ticket, &settings) =>
        {
            let mut talk = Talk::new(snapshot, settings, voice, next, channel);
            talk.restart();
            talk.end()
        }
        State::Open { channel, .. } if actor.is_customer(ticket, &settings) => {
            let mut talk = Talk::new(snapshot, settings, voice, next, channel);
            talk.hear_said(words, to);
            talk.end()
        }
        State::Placed { channel, .. }
            if to != SaidTo::Others && actor.is_customer(ticket, &settings) =>
        {
            let mut talk = Talk::new(snapshot, settings, voice, next, channel);
            match talk.hear_when_placed(words.text) {
                true => talk.end(),
                false => Decision::Ignore(Why::NotAddressed),
            }
        }
        State::Open { .. } | State::Placed { .. } => Decision::Ignore(Why::NotAddressed),
        State::Opening { .. }
        | State::Closing { .. }
        | State::Closed { .. }
        | State::Gone { .. }
        | State::Failed { .. } => Decision::Ignore(Why::Passed),
    }
}

/// A message was changed. What it made of the order is made anew, as long as nothing else has
/// changed the order since, and what it answered in words is answered anew; other words stay as
/// they were heard.
pub(super) fn rewritten(snapshot: &Snapshot, words: &Words<'_>) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let Some(settings) = snapshot.desk.1.settings(ticket.of.as_ref()) else {
        return Decision::Ignore(Why::NotSetUp);
    };
    let (State::Open { channel, .. } | State::Placed { channel, .. }) = ticket.state else {
        return Decision::Ignore(Why::Passed);
    };
    if !words.actor.is_customer(ticket, &settings) {
        return Decision::Ignore(Why::NotAddressed);
    }
    let evidence = Evidence::Message(words.message);
    let voice = Voice { actor: words.actor, evidence, via: None, on: None, beside_card: false };
    let mut talk = Talk::new(snapshot, settings, voice, ticket.clone(), channel);
    if talk.hear_anew(words.message, words.text) {
        talk.end()
    } else {
        Decision::Ignore(Why::Passed)
    }
}

/// An answer by button or menu.
pub(super) fn pressed(
    snapshot: &Snapshot,
    (actor, on): (&Actor, MessageId),
    reply: &ReplyTo,
    named: &Named,
    press: Press,
) -> Decision {
    let mut talk = match asked(snapshot, actor, reply, Some(on), named) {
        Ok(talk) => talk,
        Err(refusal) => return refuse_beside(reply, refusal),
    };
    match talk.press(press) {
        Some(taken) => {
            if let Some(taken) = taken {
                talk.mark(taken);
            }
            talk.end()
        }
        None => refuse_beside(reply, Refusal::QuestionOver),
    }
}

/// An answer by form.
pub(super) fn filled_in(
    snapshot: &Snapshot,
    actor: &Actor,
    reply: &ReplyTo,
    named: &Named,
    text: &str,
) -> Decision {
    match asked(snapshot, actor, reply, None, named) {
        Ok(mut talk) => {
            if talk.desk.refresh && talk.flow().is_refresh(text) {
                talk.restart();
            } else {
                talk.hear(text, &[]);
            }
            talk.end()
        }
        Err(Refusal::QuestionOver) => {
            refuse_beside(reply, Refusal::WrittenTooLate { text: text.to_owned() })
        }
        Err(refusal) => refuse_beside(reply, refusal),
    }
}

/// The talk with whom a question waits for, if it is this question that waits.
fn asked<'a>(
    snapshot: &'a Snapshot,
    actor: &'a Actor,
    reply: &'a ReplyTo,
    on: Option<MessageId>,
    named: &Named,
) -> Result<Talk<'a>, Refusal> {
    let (_, ticket) = snapshot.ticket.as_ref().ok_or(match &snapshot.desk.1.settings {
        Some(_) => Refusal::NoTicketHere,
        None => Refusal::NotSetUp,
    })?;
    let settings = snapshot.desk.1.settings(ticket.of.as_ref()).ok_or(Refusal::NotSetUp)?;
    let State::Open { channel, .. } = ticket.state else { return Err(Refusal::QuestionOver) };
    if !actor.is_customer(ticket, &settings) {
        return Err(Refusal::NotYourQuestion);
    }
    if ticket.number != named.ticket || ticket.turn != named.turn {
        return Err(Refusal::QuestionOver);
    }
    let (language, month_first) = (reply.language, reply.month_first);
    let mut next = Ticket { left: false, language, month_first, ..ticket.clone() };
    next.opener.get_or_insert(actor.user);
    let evidence = Evidence::Press(reply.interaction);
    let voice = Voice { actor, evidence, via: Some(reply), on, beside_card: false };
    Ok(Talk::new(snapshot, settings, voice, next, channel))
}

/// The question stays as it is for whom it is meant.
fn refuse_beside(to: &ReplyTo, refusal: Refusal) -> Decision {
    Decision::Refuse(vec![Effect::Whisper { to: to.clone(), refusal, tongue: Tongue::default() }])
}

/// The customer has left the server: staff are told, once.
pub(super) fn customer_left(snapshot: &Snapshot, user: UserId) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    match ticket.state {
        State::Open { channel, .. } | State::Placed { channel, .. } if !ticket.left => {
            let notice = Notice::CustomerLeft { customer: user };
            let say = Effect::Say { channel, notice, via: None, tongues: Tongues::default() };
            let next = Ticket { left: true, ..ticket.clone() };
            Decision::Apply(Change::of(Write::Ticket(Box::new(next)), vec![say]))
        }
        // Staff are told once there is a channel to tell them in.
        State::Opening { .. } if !ticket.left => {
            let next = Ticket { left: true, ..ticket.clone() };
            Decision::Apply(Change::of(Write::Ticket(Box::new(next)), vec![]))
        }
        _ => Decision::Ignore(Why::Passed),
    }
}
