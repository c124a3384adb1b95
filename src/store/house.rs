//! Moving house: all that a store knows, as items that any other store takes in.
//!
//! What has no meaning elsewhere stays behind: who may write, gateway sessions, and which presses
//! were dealt with in the last minutes, because Discord sends them again only to a session that
//! is resumed.

use super::{Lock, StoreError};
use crate::domain::{
    desk::{Desk, DocumentKind},
    effect::Entry,
    ids::{ChannelId, GuildId, TicketNumber, UserId, Version},
    ticket::Ticket,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// One thing that a store knows of a server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The server.
    pub guild: GuildId,
    /// What.
    pub record: Belonging,
}

/// Everything that a store can know of a server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Belonging {
    /// The last numbers that were given out.
    Counters {
        /// To a ticket.
        ticket: u32,
        /// To a commit.
        commit: u64,
    },
    /// The desk.
    Desk {
        /// Its version.
        version: Version,
        /// It.
        desk: Desk,
    },
    /// One version of a document.
    Document {
        /// What it is.
        kind: DocumentKind,
        /// Which version.
        version: u32,
        /// Its text.
        body: String,
    },
    /// A ticket.
    Ticket {
        /// Its version.
        version: Version,
        /// It.
        ticket: Ticket,
    },
    /// Whose channel a channel is.
    Channel {
        /// The channel.
        channel: ChannelId,
        /// The ticket.
        ticket: TicketNumber,
    },
    /// The current ticket of a person.
    Customer {
        /// The person.
        customer: UserId,
        /// The ticket.
        ticket: TicketNumber,
    },
    /// With which channel a ticket was taken over from elsewhere.
    Adopted {
        /// The channel.
        channel: ChannelId,
        /// The ticket.
        ticket: TicketNumber,
    },
    /// An effect that is not settled.
    Entry {
        /// It.
        entry: Entry,
    },
    /// A ticket that is in the middle of something.
    Lock {
        /// With the smallest right there is: whoever comes next takes it over.
        lock: Lock,
    },
}

/// A store out of which everything can be carried, or into which it can be. Nobody else may use it
/// meanwhile.
#[async_trait]
pub trait House: Send + Sync {
    /// Everything that is known, server by server, always in the same order.
    async fn dump(&self) -> Result<Vec<Item>, StoreError>;

    /// Puts everything into a store that is empty.
    async fn restore(&self, items: &[Item]) -> Result<(), StoreError>;

    /// Whether nothing at all is known.
    async fn is_empty(&self) -> Result<bool, StoreError>;
}
