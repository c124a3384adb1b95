//! The door to what several workers with one bot token share of Discord's REST limits.

use super::StoreError;
use async_trait::async_trait;
use std::{fmt, time::Duration};

/// Where the workers of a fleet share Discord's limits.
///
/// One question does all, so that it costs few trips: it asks for places in time for counted calls,
/// tells what this worker has heard of Discord, and brings back what the others have.
#[async_trait]
pub trait Allowance: fmt::Debug + Send + Sync {
    /// Asks and tells. Whoever asks gives up after a fifth of a second, and tells the same again.
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, StoreError>;

    /// Comes back when a worker may have told what nobody should send into: ask what it is. Until
    /// then for as long as it takes.
    async fn rung(&self);
}

/// What a worker wants and tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AllowanceAsk {
    /// Calls that a person waits for and that only lack a place.
    pub people: u32,
    /// Other calls that only lack a place.
    pub others: u32,
    /// How far ahead there are places already.
    pub after: Duration,
    /// Invalid requests since the last question.
    pub invalid: u32,
    /// What is left of a pause of counted calls that Discord has asked for.
    pub pause: Option<Duration>,
    /// What is left of a block of this address.
    pub block: Option<Duration>,
    /// Whether an answer showed that the block is over.
    pub block_over: bool,
    /// Whether something waits that could find out if the block is over.
    pub may_probe: bool,
    /// Buckets that all workers draw on.
    pub buckets: Vec<BucketAsk>,
    /// Buckets of single channels and servers that were drawn on, for whoever takes their shard
    /// over.
    pub remainders: Vec<Remainder>,
    /// Up to when it has heard of those of others, as the last answer said.
    pub since: u64,
}

/// What is left in the bucket of a channel or server.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Remainder {
    /// Route, and channel or server.
    pub bucket: String,
    /// How many calls a window holds.
    pub limit: u32,
    /// How many it still does.
    pub remaining: u32,
    /// What is left of the window.
    pub window: Duration,
}

/// What it wants and tells of a bucket that Discord may count for the whole bot.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct BucketAsk {
    /// The route: method and path without ids.
    pub route: String,
    /// Discord's name of its bucket, which other routes may have too; empty while it is not known.
    pub name: String,
    /// Calls that lack a place in it.
    pub calls: u32,
    /// How many calls a window holds; 0 while that is not known.
    pub limit: u32,
    /// How long a window is.
    pub window: Duration,
    /// What is left of a window that is used up.
    pub used_up: Duration,
    /// Whether it was found that each channel or server has a count of its own.
    pub is_apart: Option<bool>,
}

/// What it gets.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AllowanceAnswer {
    /// When one counted call each may go, counted from the answer. Unused ones are lost soon after.
    pub places: Vec<Duration>,
    /// What is left of a pause of counted calls.
    pub pause: Duration,
    /// What is left of a block of this address; zero asks this worker to find out whether it is
    /// over.
    pub block: Option<Duration>,
    /// Invalid requests of all workers behind this address in the last ten minutes.
    pub invalid: u32,
    /// How many workers share the limits.
    pub workers: u32,
    /// One for each bucket that was asked for, in the same order.
    pub buckets: Vec<BucketAnswer>,
    /// What other workers have told of theirs since.
    pub remainders: Vec<Remainder>,
    /// Up to when, by the store's clock.
    pub until: u64,
}

/// What it gets of such a bucket.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct BucketAnswer {
    /// Whether somebody has found that each channel or server has a count of its own: no places are
    /// needed then.
    pub is_apart: bool,
    /// When one call each may go, counted from the answer.
    pub places: Vec<Duration>,
    /// How long after its time a place may be used.
    pub valid: Duration,
    /// When there may be more places.
    pub again: Duration,
}
