//! How a shard is, and why one cannot be kept.

use crate::{store::ShardRef, telemetry::metrics::labels::CloseCode};
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
    /// For how long it has had no live session, whatever it was at meanwhile; zero while it has
    /// one.
    pub silent_for: Duration,
    /// How long Discord took to answer the last heartbeat; none if none was answered yet
    /// on this connection.
    pub latency: Option<Duration>,
    /// When it answered that.
    pub answered: Option<Instant>,
    /// Whether it has a session, or one to resume.
    pub has_session: bool,
    /// Events that are being dealt with.
    pub open_events: usize,
    /// For how long the oldest of them has been; zero if there is none, and while all is held back
    /// for a coming division.
    pub lag: Duration,
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

/// The close code that says that the token is not accepted (Discord docs, Gateway Close Event
/// Codes).
pub(super) const NOT_ACCEPTED: u16 = 4004;

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
            NOT_ACCEPTED => Some(Self::Token),
            4010 | 4011 => Some(Self::Shards(code)),
            // Of 4014, what is left when nothing that needs a grant was asked for.
            4012..=4014 => Some(Self::Other(code)),
            _ => None,
        }
    }
}

/// What a close code is counted as (Discord docs, Gateway Close Event Codes; RFC 6455, 7.4.1).
pub(super) fn close_code(code: u16) -> CloseCode {
    match code {
        1000 => CloseCode::Normal,
        1001 => CloseCode::GoingAway,
        1006 => CloseCode::Abnormal,
        4000 => CloseCode::Unknown,
        4001 => CloseCode::UnknownOpcode,
        4002 => CloseCode::Decode,
        4003 => CloseCode::NotAuthenticated,
        NOT_ACCEPTED => CloseCode::Authentication,
        4005 => CloseCode::AlreadyAuthenticated,
        4007 => CloseCode::InvalidSequence,
        4008 => CloseCode::RateLimited,
        4009 => CloseCode::TimedOut,
        4010 => CloseCode::InvalidShard,
        4011 => CloseCode::ShardingRequired,
        4012 => CloseCode::InvalidVersion,
        4013 => CloseCode::InvalidIntents,
        4014 => CloseCode::DisallowedIntents,
        _ => CloseCode::Other,
    }
}
