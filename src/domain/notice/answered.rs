//! The answers to presses and commands.

use super::{refusal::Refusal, view::StockLine};
use crate::domain::{
    answer::Answer,
    desk::{DocumentKind, Publication, TicketType, TypeId},
    ids::{ChannelId, UserId},
    language::Language,
    ticket::Pinned,
};
use serde::{Deserialize, Serialize};

/// The answer to one press or command, which only its person sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answered", rename_all = "snake_case")]
pub enum Answered {
    /// The ticket is ready.
    TicketReady {
        /// Its channel.
        channel: ChannelId,
    },
    /// There was one already.
    TicketExists {
        /// Its channel.
        channel: ChannelId,
    },
    /// It is being made, and so many presses wait for it that this one is not told later.
    TicketComes,
    /// It could not be made.
    TicketFailed {
        /// Why.
        why: Obstacle,
    },
    /// The question above was answered by this press: the message shows the answer and loses
    /// its buttons.
    Taken {
        /// What was pressed.
        answer: Taken,
        /// By whom.
        by: UserId,
    },
    /// A product was chosen from the list, which stays open.
    Picked {
        /// What it is called.
        product: String,
        /// How many of it are in the order now.
        quantity: u32,
    },
    /// The ticket is closed.
    TicketClosed,
    /// It could not be closed.
    CloseFailed {
        /// Why.
        why: Obstacle,
    },
    /// The set-up is done.
    SetUp {
        /// Where the panel stands.
        panel: ChannelId,
    },
    /// The set-up was saved, yet the panel could not be posted.
    PanelFailed {
        /// Why.
        why: Obstacle,
    },
    /// The new document is in use.
    DocumentSet {
        /// Which.
        kind: DocumentKind,
        /// Its version.
        version: u32,
        /// How many products it has, for a catalogue.
        products: usize,
        /// For tickets of which type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<TypeId>,
        /// What its author may want to change nevertheless, each in words.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        advice: Vec<String>,
    },
    /// An older version is in use again.
    RolledBack {
        /// Of which document.
        what: Pinned,
        /// Which; 0 for what there is without any.
        version: u32,
        /// For tickets of which type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<TypeId>,
    },
    /// A product has one more alias.
    AliasTaught {
        /// The alias.
        alias: String,
        /// What the product is called.
        product: String,
        /// The version of the catalogue that has it.
        version: u32,
        /// For tickets of which type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<TypeId>,
    },
    /// What was put to use lately.
    History {
        /// Of which document.
        what: Pinned,
        /// The version that is in use; 0 for what there is without any.
        in_use: u32,
        /// The publications, the newest first.
        publications: Vec<Publication>,
        /// For tickets of which type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<TypeId>,
    },
    /// What is left of what runs out.
    Stock {
        /// The products, the fewest first.
        lines: Vec<StockLine>,
        /// How many more there are.
        more: u32,
        /// For tickets of which type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<TypeId>,
    },
    /// The types of tickets that the panel offers.
    Types {
        /// Them, in its order.
        types: Vec<TicketType>,
        /// Where the panel stands that has just been changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        panel: Option<ChannelId>,
    },
    /// What the panel is to show is kept; there is no panel that could show it now.
    NoPanel,
    /// The server's own texts of a language are in use; none if there are no more.
    TextsSet {
        /// The language.
        language: Language,
        /// How many differ from those that come with the program.
        many: u32,
    },
    /// The server's own texts are given up.
    TextsReset,
    /// "refresh" is now on or off.
    RefreshSet {
        /// Whether it is on.
        on: bool,
    },
    /// Nothing was done, for a reason that the person can do something about.
    Refused(Refusal),
}

/// An answer that was pressed, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// Yes or No.
    Answer(Answer),
    /// A choice: what it is called.
    Choice(String),
    /// None of the choices.
    Neither,
}

/// What an admin is told beside an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// Discord keeps from the bot what people write, and what to do about it.
    MessagesUnread,
}

/// What stood in our way at Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The server has as many channels as Discord allows.
    GuildFull,
    /// The bot lacks a permission or cannot see the channel.
    MissingPermission,
    /// Discord did not answer in time.
    Unavailable,
    /// Discord refused for a reason that we do not know; the log has it under the effect's id.
    Other,
}
