//! What Discord's answer means to an effect: done, try again, or give up. Pure.

use crate::{
    discord::{Refusal, RestError},
    domain::{
        effect::{Effect, Entry},
        ids::Owner,
        input::{Event, HideRefused},
        notice::{Notice, Obstacle},
        ticket::Operation,
    },
};
use std::{fmt, time::Duration};

/// Why an effect is not done yet.
#[derive(Debug)]
pub(super) struct Setback {
    /// Whether Discord may have done it nevertheless.
    pub(super) may_be_done: bool,
    /// Whether trying again cannot help: the call itself is wrong.
    pub(super) hopeless: bool,
    /// Whether it was not tried at all, so that patience cannot have ended.
    pub(super) untried: bool,
    /// Whether it was not tried because nothing may be done for the server any more.
    pub(super) ceased: bool,
    /// How long to wait at the least.
    pub(super) after: Duration,
    /// What people are told if it is given up.
    pub(super) obstacle: Obstacle,
    why: String,
}

impl fmt::Display for Setback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

/// The wait after something that an operator has to mend: no use in hurrying, and each such
/// answer counts towards Discord's ban on invalid requests.
const MENDED_BY_OPERATOR: Duration = Duration::from_secs(30);
/// The shortest wait after a permission was found missing, of which an admin may have been told
/// just now. The waits grow from here.
const MENDED_BY_ADMIN: Duration = Duration::from_secs(5);

impl From<RestError> for Setback {
    fn from(fault: RestError) -> Self {
        let after = match &fault {
            RestError::RateLimited { retry_after } => *retry_after,
            RestError::Unauthorized | RestError::Stopped { .. } => MENDED_BY_OPERATOR,
            _ => Duration::ZERO,
        };
        let obstacle = match &fault {
            RestError::Refused(refusal) => obstacle(refusal),
            RestError::Invalid { .. } => Obstacle::Other,
            _ => Obstacle::Unavailable,
        };
        Self {
            may_be_done: fault.may_be_done(),
            hopeless: matches!(fault, RestError::Invalid { .. }),
            untried: false,
            ceased: matches!(fault, RestError::Ceased),
            after,
            obstacle,
            why: fault.to_string(),
        }
    }
}

impl Setback {
    /// The bot lacks a permission that an admin may give back.
    pub(super) fn forbidden(refusal: &Refusal) -> Self {
        Self {
            may_be_done: false,
            hopeless: false,
            untried: false,
            ceased: false,
            after: MENDED_BY_ADMIN,
            obstacle: Obstacle::MissingPermission,
            why: refusal.to_string(),
        }
    }

    /// What may have been done does not show, and may still do so within this time.
    pub(super) fn not_shown_yet(after: Duration) -> Self {
        Self {
            may_be_done: false,
            hopeless: false,
            untried: true,
            ceased: false,
            after,
            obstacle: Obstacle::Unavailable,
            why: "it may have been done and does not show yet".to_owned(),
        }
    }

    /// The store could not be read.
    pub(super) fn store(fault: &crate::store::StoreError) -> Self {
        Self {
            may_be_done: false,
            hopeless: false,
            untried: false,
            ceased: false,
            after: Duration::ZERO,
            obstacle: Obstacle::Other,
            why: fault.to_string(),
        }
    }
}

/// Discord's codes that mean something to us (Discord docs, JSON Error Codes).
pub(super) mod code {
    pub(in crate::effects) const UNKNOWN_CHANNEL: u64 = 10_003;
    pub(in crate::effects) const UNKNOWN_MESSAGE: u64 = 10_008;
    pub(in crate::effects) const UNKNOWN_WEBHOOK: u64 = 10_015;
    pub(in crate::effects) const UNKNOWN_INTERACTION: u64 = 10_062;
    pub(in crate::effects) const INVALID_WEBHOOK_TOKEN: u64 = 50_027;
    pub(in crate::effects) const MAX_CHANNELS: u64 = 30_013;
    pub(in crate::effects) const MISSING_ACCESS: u64 = 50_001;
    pub(in crate::effects) const MISSING_PERMISSIONS: u64 = 50_013;
    pub(in crate::effects) const INVALID_FORM: u64 = 50_035;
}

/// What stood in the way, in the words that people are told.
pub(super) fn obstacle(refusal: &Refusal) -> Obstacle {
    match refusal.code {
        Some(code::MAX_CHANNELS) => Obstacle::GuildFull,
        Some(code::MISSING_ACCESS | code::MISSING_PERMISSIONS) => Obstacle::MissingPermission,
        _ => Obstacle::Other,
    }
}

/// Whether the bot lacks a permission.
pub(super) fn is_forbidden(refusal: &Refusal) -> bool {
    obstacle(refusal) == Obstacle::MissingPermission
}

/// Whether the category is what Discord does not like.
pub(super) fn blames_category(refusal: &Refusal) -> bool {
    refusal.code == Some(code::INVALID_FORM) && refusal.errors.get("parent_id").is_some()
}

/// How long an effect is tried.
pub(super) fn patience(effect: &Effect) -> Duration {
    const MINUTE: Duration = Duration::from_secs(60);
    match effect {
        Effect::CreateChannel { .. } => Operation::Opening.patience(),
        Effect::HideChannel { .. } => Operation::Closing.patience(),
        Effect::PostPanel { .. } | Effect::RemovePanel { .. } => 10 * MINUTE,
        // It is seen by its customer, and nobody else would remove it.
        Effect::RemoveChannel { .. } => 6 * 60 * MINUTE,
        // A reminder that is late reminds of nothing, and what is said next waits for it.
        Effect::Say { notice: Notice::Asked(ask), .. } if ask.is_reminder() => MINUTE,
        // What was to be said in a ticket still matters after a long outage.
        Effect::Say { .. } | Effect::ShowCard { .. } => 6 * 60 * MINUTE,
        // Discord takes no answer after this.
        Effect::Reply { .. }
        | Effect::Whisper { .. }
        | Effect::SendDocument { .. }
        | Effect::SendTexts { .. }
        | Effect::SendDossier { .. } => 15 * MINUTE,
    }
}

/// What is reported when patience has ended, so that nothing waits for ever.
pub(super) fn give_up(entry: &Entry, setback: &Setback) -> Option<Event> {
    let (effect, why) = (entry.id, setback.obstacle);
    match (&entry.effect, entry.id.owner) {
        (Effect::CreateChannel { .. }, Owner::Ticket(ticket)) => {
            Some(Event::ChannelRefused { effect, ticket, why })
        }
        (Effect::HideChannel { .. }, Owner::Ticket(ticket)) => {
            Some(Event::HideRefused { effect, ticket, why: HideRefused::Obstacle(why) })
        }
        (Effect::ShowCard { .. }, Owner::Ticket(ticket)) => {
            Some(Event::CardLost { effect, ticket, gone: false })
        }
        (Effect::PostPanel { reply, .. }, _) => {
            Some(Event::PanelRefused { effect, why, reply: reply.clone() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
