//! One switch for every rule of Discord that the simulator enforces, so that a test can show that
//! it breaks without the rule.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

/// A rule of Discord. All are enforced until switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Rule {
    /// Permissions are computed from roles and overwrites on every route (Discord docs,
    /// Permissions).
    Permissions,
    /// Overwrites may only name bits the bot holds; deny counts (Create Guild Channel, Edit Channel
    /// Permissions).
    OverwriteGrant,
    /// The first answer to an interaction must come within 3 s (Interaction Callback).
    CallbackDeadline,
    /// An interaction is answered once, else 40060.
    SingleCallback,
    /// An interaction token lives 15 minutes, afterwards 50027.
    TokenLifetime,
    /// Buckets per route and major resource (Rate Limits).
    RouteBuckets,
    /// 50 requests a second for a bot; interaction routes do not count (Rate Limits, Global).
    GlobalLimit,
    /// Two changes of a channel's name or topic in ten minutes, not shown in the headers.
    RenameSublimit,
    /// 10,000 answers 401, 403 or 429 in ten minutes ban the address (Rate Limits, Invalid Request
    /// Limit).
    InvalidRequestBan,
    /// Message content needs the intent, separately over the gateway and over HTTP.
    MessageContentGates,
    /// Identify concurrency and the daily budget.
    IdentifyBudget,
    /// A resume replays exactly what was missed.
    ResumeReplay,
    /// Sessions expire.
    SessionExpiry,
    /// The gateway closes with the documented codes.
    CloseCodes,
    /// Heartbeats are required and acknowledged.
    Heartbeats,
    /// Guilds are routed by the sharding formula.
    Sharding,
    /// READY lists unavailable guilds, which then arrive one by one.
    ReadyThenGuilds,
    /// The member list of GUILD_CREATE holds only the bot without the presences intent.
    MemberListGate,
    /// Code 50035 carries an `errors` object that mirrors the request.
    NestedErrors,
    /// Lengths, counts and the structure of every body.
    FieldLimits,
    /// 50 channels in a category, 500 in a guild.
    ChannelCaps,
    /// The fault "applied, but the reply was lost" really applies and loses.
    LostReplies,
    /// `nonce` with `enforce_nonce` returns the earlier message.
    Nonce,
    /// What was deleted in the meantime is unknown: 10003, 10008, 10062.
    Races,
    /// Interaction routes need no token, all others do.
    Authorization,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 25] = [
        Self::Permissions,
        Self::OverwriteGrant,
        Self::CallbackDeadline,
        Self::SingleCallback,
        Self::TokenLifetime,
        Self::RouteBuckets,
        Self::GlobalLimit,
        Self::RenameSublimit,
        Self::InvalidRequestBan,
        Self::MessageContentGates,
        Self::IdentifyBudget,
        Self::ResumeReplay,
        Self::SessionExpiry,
        Self::CloseCodes,
        Self::Heartbeats,
        Self::Sharding,
        Self::ReadyThenGuilds,
        Self::MemberListGate,
        Self::NestedErrors,
        Self::FieldLimits,
        Self::ChannelCaps,
        Self::LostReplies,
        Self::Nonce,
        Self::Races,
        Self::Authorization,
    ];

    const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// The switches, shared by all parts of one simulator. Cloning shares them.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    off: Arc<AtomicU32>,
}

impl Rules {
    /// All rules on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the rule is on.
    #[must_use]
    pub fn enforces(&self, rule: Rule) -> bool {
        self.off.load(Ordering::Relaxed) & rule.bit() == 0
    }

    /// Stops enforcing the rule.
    pub fn switch_off(&self, rule: Rule) {
        self.off.fetch_or(rule.bit(), Ordering::Relaxed);
    }

    /// Enforces the rule again.
    pub fn switch_on(&self, rule: Rule) {
        self.off.fetch_and(!rule.bit(), Ordering::Relaxed);
    }
}
