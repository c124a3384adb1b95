//! What the workers of a fleet remember together: who is there, who holds which shard, and how far
//! each gateway session has been dealt with.

use super::{Change, Changed, Division, Divisions, Fence, StoreError};
use crate::domain::{ids::ApplicationId, time::Timestamp};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};

/// The name of a worker process. No two processes ever have the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkerName(Box<str>);

/// One of the shards that a fleet is divided into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ShardRef {
    /// Which division: see [`Fence::generation`].
    pub generation: u32,
    /// Its number, from 0.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// What a worker says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerRecord {
    /// Its name.
    pub name: WorkerName,
    /// Which build it is. Of two, the one that was started first anywhere is the older.
    pub revision: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// Whether it is about to leave and takes no more shards.
    pub draining: bool,
}

/// What a gateway session needs to be resumed by another process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A shard that a worker holds, and its session as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub shard: ShardRef,
    /// The right to write for its servers.
    pub fence: Fence,
    /// Its session; none if it has none yet.
    pub session: Option<SessionRecord>,
}

/// What a worker tells and asks, several times a second.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Who asks.
    pub worker: WorkerRecord,
    /// Counts the ticks of this worker. One that arrives after a later one changes nothing.
    pub number: u64,
    /// How the fleet is divided as far as it knows: where the store has forgotten, or never knew,
    /// this counts.
    pub present: Division,
    /// Leases to be renewed; a session that is given is saved with it, one that is not stays.
    pub keep: Vec<Held>,
    /// How far the shards are that are kept, while the division changes: see [`Lease::reached`].
    pub reached: Vec<(ShardRef, Timestamp)>,
    /// Leases to be given up; others are told at once.
    pub release: Vec<Held>,
    /// Shards that it wants: it gets those that nobody holds.
    pub claim: Vec<ShardRef>,
    /// Workers that it takes for dead: their leases end if they are not connected any more.
    pub suspect: Vec<WorkerName>,
    /// Whether this is its farewell: it is struck off the list.
    pub leave: bool,
}

/// The answer to a tick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tock {
    /// The store's clock, the only one by which leases end.
    pub now: Timestamp,
    /// Claims that were granted, with the sessions that were saved.
    pub granted: Vec<Held>,
    /// Those of `keep` that are not its own any more.
    pub lost: Vec<ShardRef>,
    /// Those of `keep` that the store had not known of, as after a failover: until now another may
    /// have written for their servers.
    pub restored: Vec<ShardRef>,
    /// Everybody who is there, as of this tick.
    pub members: Vec<Member>,
    /// Every shard that was ever held, as of this tick.
    pub leases: Vec<Lease>,
    /// How the fleet is divided, as of this tick.
    pub divisions: Divisions,
}

/// A worker, as the fleet sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it says of itself.
    pub worker: WorkerRecord,
    /// How long it has not been heard.
    pub silent_for: Duration,
    /// Whether its line to the store stands. A killed process loses it at once.
    pub connected: bool,
}

/// Who holds a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Which.
    pub shard: ShardRef,
    /// The last holder.
    pub owner: WorkerName,
    /// Its right to write.
    pub fence: Fence,
    /// How long the lease still holds; zero if it has ended or was given up.
    pub left: Duration,
    /// Whether it was given up: its holder does not come back to it.
    pub released: bool,
    /// The session as it was saved.
    pub session: Option<SessionRecord>,
    /// While the division changes. Of a present shard: all that was heard through it up to then has
    /// been dealt with. Of a coming one: all that was heard through it from then on is held back,
    /// or was dealt with through the present ones.
    pub reached: Option<Timestamp>,
}

/// How long after a session has begun the next of the same key may begin (Discord docs, Max
/// Concurrency).
pub const IDENTIFY_WINDOW: Duration = Duration::from_secs(5);
/// How far apart two places of one key are: a little more than the window, because what counts is
/// when an identify reaches Discord. If one took longer, [`Fleet::began`] moves those behind it.
pub const BETWEEN_IDENTIFIES: Duration = Duration::from_millis(5_100);
/// How late a place may be used: early enough for those behind it to be told.
pub const IDENTIFY_LATE: Duration = Duration::from_millis(500);
/// How long before its place a shard asks for it again: soon enough for an answer, late enough for
/// the shard not to change hands meanwhile.
pub const IDENTIFY_NOTICE: Duration = Duration::from_millis(250);

/// A wish for a new session, which Discord allows only so often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentifyAsk {
    /// For which shard.
    pub shard: ShardRef,
    /// The epoch of its lease: whoever holds it later has its place.
    pub epoch: u64,
    /// How many Discord allows within five seconds (Discord docs, Session Start Limit Object).
    pub max_concurrency: u16,
    /// Whether the servers of the shard are unheard until then. Only such a wish may use up the
    /// reserve of today's budget.
    pub unheard: bool,
}

/// The answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifyAnswer {
    /// Go after this wait, [`IDENTIFY_NOTICE`] or a little more: the place is used up.
    Go(Duration),
    /// The shard has a place after this wait. It is kept, whoever holds the shard by then: ask
    /// again [`IDENTIFY_NOTICE`] before it.
    Later(Duration),
    /// Nothing is left of today's budget but the reserve, or nobody has told the budget yet: ask
    /// again after this.
    Spent(Duration),
}

/// Why to tick at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stir {
    /// A shard has become free.
    Bell,
    /// This worker's line to the store was cut, or stands again: others may look dead that are not.
    Interrupted,
}

/// The common memory of the workers.
#[async_trait]
pub trait Fleet: Send + Sync {
    /// One tick of one worker: one atomic step, however many shards it holds. Where a coming
    /// division is ripe ([`Divisions::is_ripe`]) it becomes the present one in that step; an answer
    /// that says so is not forgotten any more.
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError>;

    /// Waits until a shard has been released or a worker has left: a reason to tick at once. May
    /// also return without one.
    async fn stirred(&self) -> Stir;

    /// Takes a place in the queue of those who begin a session. A shard has one place, however
    /// often it asks and whoever holds it.
    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError>;

    /// Tells that a shard has begun a session, so that its identify has reached Discord by now.
    async fn began(&self, shard: ShardRef, max_concurrency: u16) -> Result<(), StoreError>;

    /// Tells the fleet how many new sessions Discord still allows, as it said just now, and for
    /// how long that counts.
    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: Duration,
    ) -> Result<(), StoreError>;

    /// Changes into how many shards the fleet is divided, or takes that back. What was done is not
    /// forgotten any more.
    async fn divide(&self, change: Change) -> Result<Changed, StoreError>;

    /// Whose fleet it is: this application's, if it was nobody's before. Asked before the first
    /// tick, since the shards and sessions of another bot are none of ours.
    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError>;
}

impl ShardRef {
    /// The queue in which it waits for a new session (Discord docs, Max Concurrency).
    #[must_use]
    pub fn identify_key(self, max_concurrency: u16) -> u32 {
        self.number % u32::from(max_concurrency.max(1))
    }
}

impl WorkerName {
    /// A name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WorkerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ShardRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)?;
        if self.generation > 0 { write!(f, " (generation {})", self.generation) } else { Ok(()) }
    }
}

impl ShardRef {
    /// Whether a server's events come through this shard (Discord docs, Sharding Formula).
    #[must_use]
    pub fn has(self, guild: crate::domain::ids::GuildId) -> bool {
        (guild.get() >> 22) % u64::from(self.of.max(1)) == u64::from(self.number)
    }
}
