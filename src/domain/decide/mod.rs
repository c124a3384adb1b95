//! `decide`: the one door to the rules.
//!
//! What each input does to a ticket in each state. *apply*: something changes; *refuse*: the
//! person is told why not; *ignore*: nothing happens. A test walks every pair.
//!
//! | input \ state   | none   | opening | open   | placed | closing | closed | gone   | failed |
//! |-----------------|--------|---------|--------|--------|---------|--------|--------|--------|
//! | create_pressed  | apply  | apply   | refuse | refuse | refuse  | apply  | apply  | apply  |
//! | written         | ignore | ignore  | apply  | ignore | ignore  | ignore | ignore | ignore |
//! | rewritten       | ignore | ignore  | apply  | ignore | ignore  | ignore | ignore | ignore |
//! | answer_pressed  | refuse | refuse  | apply  | refuse | refuse  | refuse | refuse | refuse |
//! | answer_filled_in | refuse | refuse | apply  | refuse | refuse  | refuse | refuse | refuse |
//! | card_pressed    | refuse | refuse  | apply  | refuse | refuse  | refuse | refuse | refuse |
//! | product_picked  | refuse | refuse  | apply  | refuse | refuse  | refuse | refuse | refuse |
//! | card_shown      | ignore | ignore  | apply  | apply  | apply   | apply  | apply  | ignore |
//! | card_lost       | ignore | ignore  | apply  | apply  | apply   | apply  | apply  | ignore |
//! | close_pressed   | refuse | refuse  | apply  | apply  | refuse  | refuse | refuse | refuse |
//! | channel_made    | ignore | apply   | ignore | ignore | ignore  | ignore | ignore | ignore |
//! | channel_seen    | ignore | apply   | ignore | ignore | ignore  | ignore | ignore | apply  |
//! | channel_refused | ignore | apply   | ignore | ignore | ignore  | ignore | ignore | ignore |
//! | channel_hidden  | ignore | ignore  | ignore | ignore | apply   | ignore | ignore | ignore |
//! | hide_refused    | ignore | ignore  | ignore | ignore | apply   | ignore | ignore | ignore |
//! | alias_taught    | refuse | refuse  | apply  | apply  | apply   | apply  | refuse | refuse |
//! | channel_gone    | ignore | ignore  | apply  | apply  | apply   | apply  | ignore | ignore |
//! | customer_left   | ignore | apply   | apply  | apply  | ignore  | ignore | ignore | ignore |
//! | reminder_due    | ignore | ignore  | apply  | ignore | ignore  | ignore | ignore | ignore |
//!
//! (What is written or rewritten to change what is placed is answered once, by a remark.)
//! ("written" is the customer's answer; "answer_pressed" is theirs to the question that waits.)

mod alias;
mod close;
mod conversation;
mod desk;
mod evidence;
mod hint;
mod hold;
mod open;
mod publish;
mod set_up;
mod stock;
mod texts;
mod tongue;
mod types;
mod wish;

pub use conversation::said_in_words;

use super::{
    decision::{Decision, Snapshot, Why},
    effect::Effect,
    input::{Event, Input},
    notice::{Answered, Refusal},
    quoted::unquoted,
    reply::ReplyTo,
    time::Timestamp,
    tongue::Tongue,
};

/// What the rules say to an input, given what is known. Total: every state and input has an
/// answer, and the same arguments always have the same one.
#[must_use]
pub fn decide(snapshot: &Snapshot, input: &Input, now: Timestamp) -> Decision {
    let mut decision = rule(snapshot, input, now);
    hold::arrange(snapshot, &mut decision, now);
    conversation::arrange_reminder(snapshot, &input.event, &mut decision, now);
    hint::add(snapshot, &mut decision);
    tongue::choose(snapshot, &mut decision);
    decision
}

fn rule(snapshot: &Snapshot, input: &Input, now: Timestamp) -> Decision {
    // Discord sends what was missed again, however old. What was dealt with is remembered for as
    // long as it can be answered; nobody waits for what is older.
    if input.reply().is_some_and(|reply| !reply.is_alive(now)) {
        return Decision::Ignore(Why::TooOld);
    }
    match &input.event {
        Event::CreatePressed { actor, of, reply } => {
            open::pressed(snapshot, actor, of.as_ref(), reply, now)
        }
        Event::ChannelMade { channel, again, .. } => open::made(snapshot, *channel, *again),
        Event::ChannelSeen { channel, opened_at, .. } => open::seen(snapshot, *channel, *opened_at),
        Event::ChannelRefused { why, .. } => open::refused(snapshot, *why, now),
        Event::Written { message, actor, text, files, to, .. } => {
            let (message, text) = (*message, &unquoted(text));
            let words = conversation::Words { actor, message, text, files };
            conversation::written(snapshot, &words, *to)
        }
        Event::Rewritten { message, actor, text, .. } => conversation::rewritten(
            snapshot,
            &conversation::Words { actor, message: *message, text: &unquoted(text), files: &[] },
        ),
        Event::AnswerPressed { on, ticket, turn, press, actor, reply, .. } => {
            let named = conversation::Named { ticket: *ticket, turn: *turn };
            conversation::pressed(snapshot, (actor, *on), reply, &named, *press)
        }
        Event::AnswerFilledIn { ticket, turn, text, actor, reply, .. } => {
            let named = conversation::Named { ticket: *ticket, turn: *turn };
            conversation::filled_in(snapshot, actor, reply, &named, text)
        }
        Event::CardPressed { on, ticket, touch, actor, reply, .. } => {
            conversation::card_pressed(snapshot, (actor, *on), reply, *ticket, *touch)
        }
        Event::ProductPicked { ticket, product, actor, reply, .. } => {
            conversation::product_picked(snapshot, actor, reply, *ticket, product)
        }
        Event::CardShown { message, .. } => conversation::card_shown(snapshot, *message),
        Event::CardLost { gone, .. } => conversation::card_lost(snapshot, *gone),
        Event::ClosePressed { ticket, actor, reply, .. } => {
            close::pressed(snapshot, actor, reply, *ticket)
        }
        Event::ChannelHidden { not_moved, .. } => close::hidden(snapshot, *not_moved, now),
        Event::HideRefused { why, .. } => close::refused(snapshot, *why, now),
        Event::ChannelGone { channel } => close::channel_gone(snapshot, *channel, now),
        Event::CustomerLeft { user } => conversation::customer_left(snapshot, *user),
        Event::ReminderDue { since, .. } => conversation::reminder_due(snapshot, *since),
        Event::Wished { actor, reply, wish } => {
            wish::wished(&wish::Command { snapshot, actor, reply, now }, wish)
        }
        Event::AliasTaught { alias, product, actor, reply, .. } => {
            alias::taught(&wish::Command { snapshot, actor, reply, now }, alias, product)
        }
        Event::PanelPosted { panel, reply, .. } => set_up::posted(snapshot, *panel, reply),
        Event::PanelRefused { why, reply, .. } => {
            Decision::Refuse(vec![answer(reply, Answered::PanelFailed { why: *why })])
        }
        Event::EvidenceAsked { actor, reply, ticket, .. } => {
            evidence::asked(snapshot, actor, reply, *ticket)
        }
        Event::RoleGone { role } => desk::role_gone(snapshot, *role),
        Event::MessageGone { message } => desk::message_gone(snapshot, *message),
        Event::Refused { reply, refusal } => refuse(reply, refusal.clone()),
    }
}

fn answer(to: &ReplyTo, answer: Answered) -> Effect {
    Effect::Reply { to: to.clone(), answer, hint: None, tongue: Tongue::default() }
}

fn refuse(to: &ReplyTo, refusal: Refusal) -> Decision {
    Decision::Refuse(vec![answer(to, Answered::Refused(refusal))])
}

#[cfg(test)]
mod tests;
