//! What can be set about a simulator: ports, every number that Discord keeps to itself, and what
//! Discord leaves open.

use std::net::{IpAddr, Ipv4Addr};

use serde::{Deserialize, Serialize};

use crate::gateway::settings::GatewaySettings;

/// Settings of one simulator. The defaults are what is documented or, where nothing is, what was
/// observed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SimOptions {
    /// Address of both listeners. Whoever reaches them may do anything to the simulator.
    pub listen: IpAddr,
    /// Port of the REST listener; 0 takes a free one.
    pub rest_port: u16,
    /// Port of the gateway listener; 0 takes a free one.
    pub gateway_port: u16,
    /// The numbers that the rules are about.
    pub limits: Limits,
    /// When events leave, and to whom.
    pub events: EventOptions,
    /// The gateway's numbers and open questions.
    pub gateway: GatewaySettings,
}

impl Default for SimOptions {
    fn default() -> Self {
        Self {
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            rest_port: 0,
            gateway_port: 0,
            limits: Limits::default(),
            events: EventOptions::default(),
            gateway: GatewaySettings::default(),
        }
    }
}

/// When events leave, and to whom, where Discord promises nothing.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventOptions {
    /// Events leave before the HTTP response of the request that caused them (else after it).
    pub before_response: bool,
    /// CHANNEL_CREATE, _UPDATE and _DELETE reach bots that cannot see the channel. Undocumented.
    pub hidden_channels: bool,
}

impl Default for EventOptions {
    fn default() -> Self {
        Self { before_response: true, hidden_channels: true }
    }
}

/// A bucket: so many requests in so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// Requests in one window.
    pub requests: u32,
    /// Length of the window in milliseconds; it begins with its first request.
    pub window_ms: u64,
}

impl Quota {
    /// `requests` in `window_ms` milliseconds.
    #[must_use]
    pub const fn new(requests: u32, window_ms: u64) -> Self {
        Self { requests, window_ms }
    }
}

/// Every number that a rule compares with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Milliseconds for the first answer to an interaction (documented: 3 s).
    pub callback_ms: u64,
    /// Milliseconds an interaction token lives (documented: 15 min).
    pub token_ms: u64,
    /// Requests of one bot, interaction routes not counted (documented: 50 a second).
    pub global: Quota,
    /// Answers 401, 403 and 429 before an address is banned (documented: 10,000 in 10 min).
    pub invalid_requests: Quota,
    /// POST message, per channel (observed: 5 in 5 s).
    pub post_message: Quota,
    /// PATCH message, per channel (observed: 5 in 5 s).
    pub patch_message: Quota,
    /// DELETE of a message under 10 s old or unknown (observed: 5 in 1 s).
    pub delete_young_message: Quota,
    /// DELETE of an older message (observed: 3 in 0.333 s).
    pub delete_old_message: Quota,
    /// DELETE of a message older than two weeks (observed: 30 in 4 s).
    pub delete_ancient_message: Quota,
    /// PATCH channel as the headers show it (observed: 5 in 15 s).
    pub patch_channel: Quota,
    /// Changes of a channel's name or topic, hidden (observed: 2 in 10 min).
    pub rename_channel: Quota,
    /// Follow-ups and edits of one interaction token (as webhooks: 5 in 5 s).
    pub webhook: Quota,
    /// Reactions, per channel (observed: 1 in 0.25 s).
    pub reactions: Quota,
    /// Every other route, per major resource.
    pub other: Quota,
    /// Routes, such as `PATCH /channels/{channel}`, that are counted over all major resources. None
    /// as documented; proxies for large bots have found `/channels/{channel}` and
    /// `/guilds/{guild}/channels` to be.
    pub without_major: Vec<String>,
    /// Channels in a guild (documented: 500, code 30013).
    pub guild_channels: usize,
    /// Channels in a category (documented: 50).
    pub category_channels: usize,
    /// Roles in a guild (documented: 250).
    pub guild_roles: usize,
    /// Pins in a channel (documented: 250).
    pub pins: usize,
    /// Bytes of one uploaded file (documented: 10 MiB).
    pub file_bytes: u64,
    /// Bytes of one request (documented: 25 MiB).
    pub request_bytes: u64,
    /// Milliseconds in which `enforce_nonce` remembers ("the past few minutes").
    pub nonce_ms: u64,
    /// Milliseconds a signed CDN address is valid.
    pub cdn_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            callback_ms: 3_000,
            token_ms: 15 * 60_000,
            global: Quota::new(50, 1_000),
            invalid_requests: Quota::new(10_000, 600_000),
            post_message: Quota::new(5, 5_000),
            patch_message: Quota::new(5, 5_000),
            delete_young_message: Quota::new(5, 1_000),
            delete_old_message: Quota::new(3, 333),
            delete_ancient_message: Quota::new(30, 4_000),
            patch_channel: Quota::new(5, 15_000),
            rename_channel: Quota::new(2, 600_000),
            webhook: Quota::new(5, 5_000),
            reactions: Quota::new(1, 250),
            other: Quota::new(50, 1_000),
            without_major: Vec::new(),
            guild_channels: 500,
            category_channels: 50,
            guild_roles: 250,
            pins: 250,
            file_bytes: 10 * 1024 * 1024,
            request_bytes: 25 * 1024 * 1024,
            nonce_ms: 5 * 60_000,
            cdn_ms: 24 * 3_600_000,
        }
    }
}
