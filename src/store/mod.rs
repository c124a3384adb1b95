//! The door to memory: what is remembered, and what a commit promises.
//!
//! The traits are small roles, owned by this side of the door. Each method is one round trip
//! wherever the memory is; [`Records::commit`] is one atomic step.

mod absences;
mod allowance;
mod division;
pub mod embedded;
mod error;
mod fleet;
mod lock;
mod look;
mod measured;
pub mod moving;
pub mod redis;

pub use allowance::{Allowance, AllowanceAnswer, AllowanceAsk, BucketAnswer, BucketAsk, Remainder};
pub use division::{Change, Changed, Division, Divisions, overlap};
pub(crate) use error::HALF_FILLED_WORDS;
pub use error::{Damage, OpenError, StoreBroken, StoreError};
pub use fleet::{
    BETWEEN_IDENTIFIES, Fleet, Held, IDENTIFY_LATE, IDENTIFY_NOTICE, IDENTIFY_WINDOW,
    IdentifyAnswer, IdentifyAsk, Lease, Member, SessionRecord, ShardRef, Stir, Tick, Tock,
    WorkerName, WorkerRecord,
};
pub use lock::Lock;
pub use look::{FleetView, Look};
pub use measured::{Measured, MeasuredAllowance, StoreFigures};
pub use moving::{Belongings, GiveOut, TakeIn};

use crate::domain::{
    decision::Write,
    desk::{Desk, Document, DocumentKind},
    effect::{Effect, Entry},
    ids::{ChannelId, EffectId, GuildId, TicketNumber, UserId, Version},
    input::{Cause, Subject},
    ledger::Ledger,
    ticket::Ticket,
    time::Timestamp,
};
use async_trait::async_trait;
use std::sync::Arc;

/// The right to write for the servers of a shard: each lease of a shard has a greater one than all
/// leases before it, and a store refuses whoever comes with a smaller one than it has seen.
///
/// Generations number the times that the fleet has changed its number of shards.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Fence {
    /// Which division into shards.
    pub generation: u32,
    /// Which lease.
    pub epoch: u64,
}

/// The records that one input is decided on.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The desk; version 0 and the default if none was ever written.
    pub desk: (Version, Desk),
    /// The ticket of the subject, if there is one.
    pub ticket: Option<(Version, Ticket)>,
    /// What is held and sold; version 0 and the default if none was ever written.
    pub ledger: (Version, Arc<Ledger>),
    /// The history in which that is so.
    pub stamp: Stamp,
}

/// Everything that one input changes.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The server. All that a commit touches belongs to it.
    pub guild: GuildId,
    /// The right to write for it.
    pub fence: Fence,
    /// What makes it the same commit when it comes again.
    pub cause: Cause,
    /// A number for what is decided on this input that no other has, in the form of Discord's ids:
    /// the time in its upper bits. Whoever does not know what came of a commit tries again, with
    /// what it decides on by then; where the cause says nothing, it is known by this.
    pub attempt: u64,
    /// What it was decided on.
    pub basis: Basis,
    /// In which history that was so: in another the same version may be of something else.
    pub since: Stamp,
    /// The record to write; none if there are only effects.
    pub write: Option<Write>,
    /// What is held and sold from now on, and the version that it was decided on, which must be
    /// the one that is stored; none if that stays as it is.
    pub ledger: Option<(Version, Ledger)>,
    /// What goes into the outbox, in this order.
    pub effects: Vec<Effect>,
    /// Entries of this server that are done and have nothing to report: removed by the way.
    /// They are removed even if the rest is a duplicate or a conflict.
    pub settled: Vec<EffectId>,
    /// The time of the decision.
    pub at: Timestamp,
}

/// What a decision was made on: the commit holds only while that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing that could have changed.
    Nothing,
    /// This ticket in this version.
    Ticket(TicketNumber, Version),
    /// The desk in this version; 0 if it was never written.
    Desk(Version),
    /// That this person has no current ticket.
    NoTicketOf(UserId),
}

/// What came of a commit.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Written. These entries are in the outbox, and the caller is the one to carry them out.
    Committed(Vec<Entry>, Stamp),
    /// The same was committed before; nothing was written. These are its entries that are not
    /// settled yet: whoever committed them may be gone.
    Duplicate(Vec<Entry>, Stamp),
    /// What it was decided on has changed, or this history never had it; nothing was written. Load
    /// and decide again.
    Conflict(Stamp),
    /// The store has another history by now than the one that it was decided in; nothing was
    /// written. Learn the server anew.
    Elsewhere(Stamp),
    /// Somebody with a greater fence writes for this server; nothing was written.
    Fenced,
}

/// Which history of the store a commit went into, or something was read from: the store says later
/// whether that is kept. Where nothing is ever forgotten it is always the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(pub u64);

/// What became of the commits of a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All that were answered before the question was asked outlive the loss of a server.
    Kept,
    /// The store has another history by now, and may have forgotten them.
    Forgotten,
}

/// All that is known of a server when its shard is taken over.
#[derive(Clone, Debug)]
pub struct Estate {
    /// The desk; version 0 and the default if none was ever written.
    pub desk: (Version, Desk),
    /// What is held and sold; version 0 and the default if none was ever written. None if it cannot
    /// be read: that is told to whoever loads it.
    pub ledger: Option<(Version, Ledger)>,
    /// The current tickets of its people.
    pub tickets: Vec<(Version, Ticket)>,
    /// Every channel of a ticket, closed ones included.
    pub channels: Vec<(ChannelId, TicketNumber)>,
    /// Every entry of the outbox, in order. Whether their effects reached Discord is not known.
    pub entries: Vec<Entry>,
    /// The history in which all this is so: what was committed by somebody else may yet be
    /// forgotten.
    pub stamp: Stamp,
}

/// Tickets and desks.
#[async_trait]
pub trait Records: Send + Sync {
    /// The records of a subject.
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError>;

    /// Writes everything that one input changes, or nothing.
    ///
    /// Guarantees: atomic; a cause is committed once, however often and by whomever it is tried.
    /// After [`StoreError::Unavailable`] it may have been written: trying again with the same cause
    /// and attempt tells. It is safe from the loss of a server once [`Durability::confirm`] says
    /// so.
    async fn commit(&self, commit: &Commit) -> Result<Outcome, StoreError>;

    /// A version of a document; none if there is no such version.
    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError>;

    /// Every server that anything is known of.
    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError>;

    /// All tickets of a server, by number.
    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError>;

    /// Takes in a ticket from elsewhere, under a new number. None if its channel has a ticket
    /// already: nothing is changed then.
    async fn adopt(
        &self,
        guild: GuildId,
        ticket: Ticket,
    ) -> Result<Option<TicketNumber>, StoreError>;

    /// Makes the holder of `fence` the one who writes for a server, and says all that is known of
    /// it. None if somebody has a greater fence: nothing is changed then. Locks are passed on to
    /// the holder. Doing it again is harmless.
    async fn take_over(
        &self,
        guild: GuildId,
        fence: Fence,
        at: Timestamp,
    ) -> Result<Option<Estate>, StoreError>;

    /// Operations of a server that are in the middle of Discord, by ticket.
    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError>;
}

/// Effects that are decided and not settled.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Every entry of a server, in order.
    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError>;

    /// Removes entries whose effects are done and have nothing to report, or were given up.
    async fn settle(&self, guild: GuildId, ids: &[EffectId]) -> Result<Stamp, StoreError>;
}

/// Whether what was committed is kept.
#[async_trait]
pub trait Durability: Send + Sync {
    /// Whether a commit may be forgotten after it was answered. If not, nobody need ask.
    fn may_forget(&self) -> bool;

    /// Waits until all commits of a stamp that were answered before are kept by more than one
    /// server.
    ///
    /// # Errors
    /// If that is not known yet: ask again.
    async fn confirm(&self, stamp: Stamp) -> Result<Kept, StoreError>;
}

/// All roles of a store.
pub trait Store: Records + Outbox + Durability + Fleet {}

impl<T: Records + Outbox + Durability + Fleet> Store for T {}
