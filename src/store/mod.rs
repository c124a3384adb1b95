//! The door to memory: what is remembered, and what a commit promises.
//!
//! The traits are small roles, owned by this side of the door. Each method is one round trip
//! wherever the memory is; [`Records::commit`] is one atomic step.

pub mod embedded;
mod error;
pub mod redis;

pub use error::{Damage, OpenError, StoreBroken, StoreError};

use crate::domain::{
    decision::Write,
    desk::{Desk, Document, DocumentKind},
    effect::{Effect, Entry},
    ids::{ChannelId, EffectId, GuildId, TicketNumber, Version},
    input::{Cause, Subject},
    ticket::Ticket,
    time::Timestamp,
};
use async_trait::async_trait;

/// The records that one input is decided on.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The desk; version 0 and the default if none was ever written.
    pub desk: (Version, Desk),
    /// The ticket of the subject, if there is one.
    pub ticket: Option<(Version, Ticket)>,
}

/// Everything that one input changes.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The server. All that a commit touches belongs to it.
    pub guild: GuildId,
    /// What makes it the same commit when it comes again.
    pub cause: Cause,
    /// The record to write, and what it was decided on; none if there are only effects.
    pub write: Option<Guarded>,
    /// What goes into the outbox, in this order.
    pub effects: Vec<Effect>,
    /// The time of the decision.
    pub at: Timestamp,
}

/// A write that holds only while its record is what it was when the decision was made.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// The version of the ticket or desk that was decided on; 0 for a new ticket.
    pub decided_on: Version,
    /// The record. A new ticket is refused as a conflict while its customer has a current one.
    pub write: Write,
}

/// What came of a commit.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Written. These entries are in the outbox, and the caller is the one to carry them out.
    Committed(Vec<Entry>),
    /// The same cause was committed before; nothing was written.
    Duplicate,
    /// The record has changed since it was loaded; nothing was written. Load and decide again.
    Conflict,
}

/// Tickets and desks.
#[async_trait]
pub trait Records: Send + Sync {
    /// The records of a subject.
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError>;

    /// Writes everything that one input changes, or nothing.
    ///
    /// Guarantees: atomic; durable once it has returned; a cause is committed once, however
    /// often and by whomever it is tried.
    async fn commit(&self, commit: Commit) -> Result<Outcome, StoreError>;

    /// A version of a document; none if there is no such version.
    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError>;

    /// Every channel of a ticket, closed ones included, by server.
    async fn channels(&self) -> Result<Vec<(GuildId, ChannelId)>, StoreError>;

    /// Every server that has a desk.
    async fn desks(&self) -> Result<Vec<(GuildId, Desk)>, StoreError>;

    /// All tickets of a server, by number.
    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError>;

    /// Takes in a ticket from elsewhere, under a new number. None if its channel has a ticket
    /// already: nothing is changed then.
    async fn adopt(
        &self,
        guild: GuildId,
        ticket: Ticket,
    ) -> Result<Option<TicketNumber>, StoreError>;
}

/// Effects that are decided and not settled.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Every entry whose worker is gone. Whether its effect reached Discord is not known.
    async fn take_over(&self) -> Result<Vec<Entry>, StoreError>;

    /// Removes an entry whose effect is done and has nothing to report, or was given up.
    async fn settle(&self, id: EffectId) -> Result<(), StoreError>;
}

/// What a gateway session needs to be resumed by another process.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SessionRecord {
    /// Discord's name of the session.
    pub id: String,
    /// Where to resume it.
    pub resume_url: String,
    /// Every event up to this one has been dealt with.
    pub committed: u64,
    /// How many shards there were.
    pub shards: u32,
    /// The intents that it was made with, which it keeps.
    pub intents: u64,
    /// When this was saved.
    pub saved_at: Timestamp,
}

/// Gateway sessions by shard.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// The saved session of a shard.
    async fn session(&self, shard: u32) -> Result<Option<SessionRecord>, StoreError>;

    /// Saves it, or forgets it.
    async fn save_session(
        &self,
        shard: u32,
        session: Option<SessionRecord>,
    ) -> Result<(), StoreError>;
}

/// All roles of a store.
pub trait Store: Records + Outbox + Sessions {}

impl<T: Records + Outbox + Sessions> Store for T {}
