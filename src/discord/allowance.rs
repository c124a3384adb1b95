//! The door to what several processes with one bot token share of Discord's limits.

use std::{fmt, time::Duration};

use async_trait::async_trait;

/// Where the processes of a fleet share Discord's limits.
///
/// One question does all, so that it costs few trips: it asks for places in time for counted calls, tells what this
/// process has heard of Discord, and brings back what the others have.
#[async_trait]
pub trait Allowance: fmt::Debug + Send + Sync {
    /// Asks and tells. Given up after a fifth of a second; what was told is then told again.
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, AllowanceAway>;
}

/// What a process wants and tells.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
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
}

/// What it gets.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AllowanceAnswer {
    /// When one counted call each may go, counted from the answer. Unused ones are lost soon after.
    pub places: Vec<Duration>,
    /// What is left of a pause of counted calls.
    pub pause: Duration,
    /// What is left of a block of this address; zero asks this process to find out whether it is over.
    pub block: Option<Duration>,
    /// Invalid requests of all processes behind this address in the last ten minutes.
    pub invalid: u32,
    /// How many processes share the limits.
    pub workers: u32,
}

/// The allowance cannot be asked now.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the shared allowance cannot be asked: {0}")]
pub struct AllowanceAway(pub String);
