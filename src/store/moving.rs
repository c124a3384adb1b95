//! Moving all that is in a store to another one.

pub mod file;

use super::{Lock, Look, StoreError};
use crate::domain::{
    desk::{Desk, DocumentKind},
    effect::Entry,
    ids::{ChannelId, GuildId, TicketNumber, UserId, Version},
    ledger::Ledger,
    ticket::Ticket,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Everything of one server that moves with it. Fences, sessions and leases do not: whoever takes
/// the server over at the new place begins with its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belongings {
    /// The server.
    pub guild: GuildId,
    /// The desk, if one was ever written.
    pub desk: Option<(Version, Desk)>,
    /// What is held and sold, if anything ever was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<(Version, Ledger)>,
    /// Every version of its catalogue and terms.
    pub documents: Vec<(DocumentKind, u32, String)>,
    /// Every ticket, by number.
    pub tickets: Vec<(Version, Ticket)>,
    /// Which ticket a channel belongs to.
    pub channels: Vec<(ChannelId, TicketNumber)>,
    /// Which ticket is a person's current one.
    pub customers: Vec<(UserId, TicketNumber)>,
    /// Channels whose tickets came from an old bot.
    pub adopted: Vec<(ChannelId, TicketNumber)>,
    /// The last ticket number that was given out.
    pub last_ticket: TicketNumber,
    /// The last commit number that was given out.
    pub last_commit: u64,
    /// Effects that are not settled.
    pub entries: Vec<Entry>,
    /// Operations in the middle of Discord. Their holders stay behind: see [`Lock::left_behind`].
    pub locks: Vec<Lock>,
}

impl Belongings {
    /// Whether nothing is known of the server but its name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.desk.is_none()
            && self.documents.is_empty()
            && self.last_ticket == TicketNumber::default()
            && self.last_commit == 0
            && self.adopted.is_empty()
    }

    /// The same with everything in one order, so that two can be compared.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.documents.sort_unstable_by_key(|(kind, version, _)| (*kind, *version));
        self.tickets.sort_unstable_by_key(|(_, ticket)| ticket.number);
        self.channels.sort_unstable();
        self.customers.sort_unstable();
        self.adopted.sort_unstable();
        self.entries.sort_unstable_by_key(|entry| (entry.id.commit, entry.id.index));
        self.locks.sort_unstable_by_key(|lock| lock.ticket);
        self.locks = self.locks.into_iter().map(Lock::left_behind).collect();
        self
    }
}

/// A store whose belongings can be moved elsewhere. Nothing is changed.
#[async_trait]
pub trait GiveOut: Look {
    /// Everything of a server, as of one moment, sorted.
    async fn belongings(&self, guild: GuildId) -> Result<Belongings, StoreError>;
}

/// A store that something can be moved into.
#[async_trait]
pub trait TakeIn: Send + Sync {
    /// Puts everything of these servers there. No worker may run, and nothing may be there but what
    /// an earlier try has left, which is removed first. A place where that can break off half-way
    /// says so from before the first write on: see [`Look::half_filled`].
    ///
    /// # Errors
    /// If not all of it could be written.
    async fn take_in(&self, all: &[Belongings]) -> Result<(), StoreError>;

    /// All of it was found there as it should be: workers may come.
    ///
    /// # Errors
    /// If that could not be written down, or somebody else has begun to move in.
    async fn settle_in(&self) -> Result<(), StoreError>;
}
