//! A ticket and its states. Each state carries what only it has.

mod heard;
mod pins;

pub use heard::{Heard, Idle};
pub use pins::{Pinned, Pins};

use super::{
    card::Card,
    desk::TypeId,
    flow::Stage,
    ids::{ChannelId, InteractionId, MessageId, TicketNumber, UserId},
    language::Language,
    order::Order,
    reply::ReplyTo,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::time::Duration;

/// One purchase request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number in the server.
    pub number: TicketNumber,
    /// The customer; unknown only for a ticket that was imported and has not heard from them.
    pub opener: Option<UserId>,
    /// The language that the customer's Discord was set to when they last pressed a button.
    #[serde(default)]
    pub language: Language,
    /// Whether they write months before days, as that says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub month_first: bool,
    /// When it was asked for.
    pub opened_at: Timestamp,
    /// Where it is in its life.
    pub state: State,
    /// What the customer wants, as far as it is known.
    #[serde(default)]
    pub order: Order,
    /// The message that shows the order, once there is an order to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// What the customer answered to the questions of the flow that are about something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<StageAnswer>,
    /// The terms that its customer accepted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
    /// Who of the staff handles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<UserId>,
    /// Of which type it is; none for the server's own.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub of: Option<TypeId>,
    /// The documents that it goes by.
    pub pins: Pins,
    /// The number of its newest question, from 1. A button carries the turn of its question, so
    /// that one that has been answered is known.
    #[serde(default)]
    pub turn: u32,
    /// The question last at which its customer was told how to answer it.
    #[serde(default)]
    pub hinted: u32,
    /// How often there.
    #[serde(default)]
    pub hints: u8,
    /// When its customer is reminded of the question that waits; none if they have been, or if its
    /// stage has no reminder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Timestamp>,
    /// The messages that it has dealt with.
    #[serde(default)]
    pub heard: Heard,
    /// The newest one that changed nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle: Option<Idle>,
    /// Whether its channel was asked for more than once, so that a second one may appear.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked_again: bool,
    /// Whether its customer has left the server.
    #[serde(default)]
    pub left: bool,
    /// What an imported ticket carried beside what we know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub carried: Map<String, Value>,
    /// What a newer version has written of it and this one does not know.
    #[serde(flatten)]
    pub beyond: Map<String, Value>,
}

/// Something in the middle of Discord: as long as it lasts, the ticket's channel is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Its channel is being made.
    Opening,
    /// Its channel is being hidden.
    Closing,
}

impl Operation {
    /// How long it is tried: a person waits, and after this they had better try again.
    #[must_use]
    pub fn patience(self) -> Duration {
        match self {
            Self::Opening | Self::Closing => Duration::from_secs(600),
        }
    }
}

/// The life of a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    /// Its channel is being made.
    Opening {
        /// Presses that wait to be told where it is.
        waiting: Vec<ReplyTo>,
    },
    /// The conversation goes on.
    Open {
        /// Its channel.
        channel: ChannelId,
        /// The question that it waits on.
        stage: Stage,
    },
    /// The request is complete; staff have been called.
    Placed {
        /// Its channel.
        channel: ChannelId,
        /// The question that was answered last.
        stage: Stage,
        /// When that was.
        at: Timestamp,
    },
    /// Its channel is being hidden.
    Closing {
        /// Its channel.
        channel: ChannelId,
        /// What it was, and is again if Discord refuses.
        from: Standing,
        /// Who closed it.
        by: UserId,
        /// The press that closed it; none if an answer of the conversation did.
        reply: Option<ReplyTo>,
    },
    /// Only managers see its channel.
    Closed {
        /// Its channel.
        channel: ChannelId,
        /// What it was.
        from: Standing,
        /// Who closed it.
        by: UserId,
        /// When.
        at: Timestamp,
    },
    /// Its channel was deleted by hand.
    Gone {
        /// What it was.
        from: Standing,
        /// When that was noticed.
        at: Timestamp,
    },
    /// Its channel could not be made.
    Failed {
        /// When that was certain.
        at: Timestamp,
    },
}

/// How far the conversation had come when a ticket left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The stage.
    pub stage: Stage,
    /// When the request was complete, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Timestamp>,
}

/// What a customer answered to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageAnswer {
    /// The question.
    pub stage: Stage,
    /// The answer, in words; of files, what they are called.
    pub text: String,
    /// The message or press that said so.
    pub by: Evidence,
}

/// That the terms were accepted: which, when and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The version of the terms; 0 for the built-in ones.
    pub terms: u32,
    /// The SHA-256 of their text as it was shown, in hexadecimal digits; empty for a ticket that
    /// was imported.
    #[serde(default)]
    pub hash: String,
    /// Who accepted them; unknown for a ticket that was imported without its customer.
    pub person: Option<UserId>,
    /// When; the time of the message or press.
    pub at: Timestamp,
    /// The message or press that said so; none for a ticket that was imported.
    pub by: Option<Evidence>,
}

/// What a person did to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// They wrote this message.
    Message(MessageId),
    /// They pressed a button.
    Press(InteractionId),
}

impl Evidence {
    /// When they did it.
    #[must_use]
    pub fn at(self) -> Timestamp {
        Timestamp::of_snowflake(match self {
            Self::Message(id) => id.get(),
            Self::Press(id) => id.get(),
        })
    }
}

impl Ticket {
    /// A ticket of which nothing more is known than this. The store gives it its number.
    #[must_use]
    pub fn new(opener: Option<UserId>, opened_at: Timestamp, state: State, pins: Pins) -> Self {
        Self {
            number: TicketNumber(0),
            opener,
            language: Language::default(),
            month_first: false,
            opened_at,
            state,
            order: Order::default(),
            card: None,
            answers: vec![],
            accepted: None,
            handler: None,
            of: None,
            pins,
            turn: 1,
            hinted: 0,
            hints: 0,
            remind_at: None,
            heard: Heard::default(),
            idle: None,
            asked_again: false,
            left: false,
            carried: Map::new(),
            beyond: Map::new(),
        }
    }

    /// Its channel, while it has one.
    #[must_use]
    pub fn channel(&self) -> Option<ChannelId> {
        match self.state {
            State::Open { channel, .. }
            | State::Placed { channel, .. }
            | State::Closing { channel, .. }
            | State::Closed { channel, .. } => Some(channel),
            State::Opening { .. } | State::Gone { .. } | State::Failed { .. } => None,
        }
    }

    /// When its customer is to be reminded, as things stand: of a question that waits in its
    /// channel, unless they have left.
    #[must_use]
    pub fn reminder_due(&self) -> Option<Timestamp> {
        let waits = matches!(self.state, State::Open { .. }) && !self.left;
        self.remind_at.filter(|_| waits)
    }

    /// What is being done to its channel, and may not be done by two at once.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        match self.state {
            State::Opening { .. } => Some(Operation::Opening),
            State::Closing { .. } => Some(Operation::Closing),
            State::Open { .. }
            | State::Placed { .. }
            | State::Closed { .. }
            | State::Gone { .. }
            | State::Failed { .. } => None,
        }
    }

    /// Whether it counts as its customer's open ticket: as long as it does, a press on
    /// "Create Ticket" points to it instead of opening another.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(
            self.state,
            State::Opening { .. }
                | State::Open { .. }
                | State::Placed { .. }
                | State::Closing { .. }
        )
    }

    /// How far the conversation has come.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match &self.state {
            State::Opening { .. } | State::Failed { .. } => {
                Standing { stage: Stage::ORDER, placed: None }
            }
            State::Open { stage, .. } => Standing { stage: *stage, placed: None },
            State::Placed { stage, at, .. } => Standing { stage: *stage, placed: Some(*at) },
            State::Closing { from, .. } | State::Closed { from, .. } | State::Gone { from, .. } => {
                *from
            }
        }
    }
}

/// The words by which a ticket's channel is found again when it is not known whether it was made.
/// They stand in the channel's topic.
#[must_use]
pub fn marker(number: TicketNumber, opened_at: Timestamp) -> String {
    format!("tf-{}-{}", number.0, super::ids::base36(opened_at.0))
}

/// The ticket that a channel's topic names, and when it was asked for.
#[must_use]
pub fn read_marker(topic: &str) -> Option<(TicketNumber, Timestamp)> {
    topic.split_whitespace().find_map(|word| {
        let (number, opened_at) = word.strip_prefix("tf-")?.split_once('-')?;
        let opened_at = u64::from_str_radix(opened_at, 36).ok()?;
        Some((TicketNumber(number.parse().ok()?), Timestamp(opened_at)))
    })
}

impl Standing {
    /// The state of a ticket that stands here, in this channel.
    #[must_use]
    pub fn resume(self, channel: ChannelId) -> State {
        match self.placed {
            Some(at) => State::Placed { channel, stage: self.stage, at },
            None => State::Open { channel, stage: self.stage },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_reads_back_out_of_a_topic() {
        let (number, at) = (TicketNumber(7), Timestamp(1_764_000_000_123));
        let topic = format!("Ticket 0007 of <@1> · {}", marker(number, at));
        assert_eq!(read_marker(&topic), Some((number, at)));
        for other in ["", "tf-", "tf-7", "tf-x-1", "tf-7-!", "atf-7-1"] {
            assert_eq!(read_marker(other), None, "{other}");
        }
    }
}
