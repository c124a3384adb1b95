//! How a shard is, and why one cannot be kept.

use crate::store::ShardRef;
use std::time::Duration;
use tokio::time::Instant;

/// How a shard that is kept here is.
#[derive(Clone, Debug)]
pub struct ShardStatus {
    /// Which.
    pub shard: ShardRef,
    /// What it is at.
    pub phase: Phase,
    /// Since when.
    pub since: Instant,
    /// How long Discord took to answer the last heartbeat; none if none was answered yet.
    pub latency: Option<Duration>,
}

/// What a shard is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waits before it connects.
    Waiting,
    /// Connects, to resume its session or to begin one.
    Connecting,
    /// Has a live session.
    Active,
    /// Hands its session over, or ends it.
    Parting,
    /// Is not kept any more.
    Ended,
}

/// Why Discord will not have us, so that trying again is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayRefused {
    /// The token is wrong.
    #[error(
        "Discord does not accept the bot token: set DISCORD_TOKEN to the one of the developer portal"
    )]
    Token,
    /// Not enough, or other shards.
    #[error(
        "Discord does not accept the number of shards (close code {0}): let it choose, by leaving `discord.shards` out"
    )]
    Shards(u16),
    /// A mistake of ours ended a shard; the log has it.
    #[error("a shard ended by a mistake of ours: start again, and report what the log says")]
    Panicked,
    /// Something that only a newer version can mend.
    #[error("Discord closed the connection for good (close code {0})")]
    Other(u16),
}

impl GatewayRefused {
    /// What a close code means, if Discord will not have us (Discord docs, Gateway Close Event
    /// Codes).
    pub(super) fn by_code(code: u16) -> Option<Self> {
        match code {
            4004 => Some(Self::Token),
            4010 | 4011 => Some(Self::Shards(code)),
            // Of 4014, what is left when nothing that needs a grant was asked for.
            4012..=4014 => Some(Self::Other(code)),
            _ => None,
        }
    }
}
