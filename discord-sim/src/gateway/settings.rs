//! Every number of the gateway, and a switch for whatever Discord leaves open.

use serde::{Deserialize, Serialize};

/// Settings of a gateway. All may be changed while it runs; connections keep the heartbeat interval
/// they were told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GatewaySettings {
    /// What HELLO asks for, in milliseconds. A capture of the real gateway shows 41,250.
    pub heartbeat_interval_ms: u64,
    /// How late a heartbeat may be before the server closes. Undocumented. Real time, not simulated
    /// time.
    pub heartbeat_grace_ms: u64,
    /// The code for missing heartbeats. Undocumented: 4000 keeps the session, 4009 ends it.
    pub missed_heartbeat_code: u16,
    /// How long a connection may stay unidentified, in milliseconds of real time. Undocumented;
    /// `None` is for ever, because clients wait in their identify queue with an open, beating
    /// connection.
    pub identify_patience_ms: Option<u64>,
    /// How long a client may stay after op 7, in milliseconds of real time (documented: the server
    /// may close "after a few seconds"); `None` is for ever.
    pub reconnect_patience_ms: Option<u64>,
    /// The window of `max_concurrency`, in milliseconds (documented: 5 s).
    pub identify_window_ms: u64,
    /// Identifies a day (documented: 1,000).
    pub daily_identifies: u32,
    /// Length of that day in milliseconds.
    pub daily_window_ms: u64,
    /// Whether a new token begins a new day after the old one was spent. Undocumented; there are
    /// reports of tokens that were reset again and again.
    pub new_token_new_day: bool,
    /// Whether an identify that came too early counts against the day. Undocumented.
    pub refused_identify_counts: bool,
    /// How long each guild of a new session takes to come after the one before it, in milliseconds
    /// of simulated time. Discord names no limit; while a guild is down it does not come at all.
    pub guild_load_ms: u64,
    /// Guilds that one shard may hold, else 4011 (documented: 2,500).
    pub guilds_per_shard: usize,
    /// The number of shards must be a multiple of this, else 4010 (documented for bots in more than
    /// 150,000 guilds).
    pub shard_multiple: u32,
    /// How long a session without connection can be resumed, in milliseconds of simulated time
    /// (documented: "a few minutes").
    pub resume_window_ms: u64,
    /// Events kept for a resume. Undocumented.
    pub resume_buffer: usize,
    /// Whether a heartbeat with sequence `n` frees the events up to `n`, so that an older resume
    /// finds a gap. Undocumented.
    pub trim_on_heartbeat: bool,
    /// What answers a resume of an expired session.
    pub expired: Expired,
    /// What becomes of the connection whose session is resumed elsewhere. Undocumented.
    pub superseded: Superseded,
    /// Whether two sessions of one shard both receive events (documented), else only the newer one.
    pub shard_twins_receive: bool,
    /// The `resume_gateway_url` of READY; by default the address that is listened on.
    pub resume_url: Option<String>,
    /// Largest payload a client may send, in bytes, else 4002 (documented: 4,096).
    pub send_bytes: usize,
    /// Payloads a client may send per connection in `send_window_ms`, else 4008 (documented: 120 in
    /// 60 s).
    pub send_events: usize,
    /// See `send_events`, in milliseconds of simulated time.
    pub send_window_ms: u64,
    /// How often a bot may ask for all members of a guild, in milliseconds (documented: once in 30
    /// s).
    pub all_members_window_ms: u64,
    /// A connection for which more than so many events wait to be written is cut: its client does
    /// not keep up.
    pub backlog: usize,
    /// Payloads of at least so many bytes are compressed for `compress: true`. Undocumented.
    pub payload_compression_bytes: usize,
    /// Splits the messages of zlib-stream into WebSocket messages of so many bytes; `None` sends
    /// each whole.
    pub zlib_chunk_bytes: Option<usize>,
    /// Happenings kept in the record; the oldest go first, the counts stay.
    pub record_entries: usize,
}

/// What answers a resume of an expired session (documented: both).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expired {
    /// Op 9 with `d: false` (Preparing to Resume).
    InvalidSession,
    /// Close 4009 (Gateway Close Event Codes).
    TimedOut,
}

/// What becomes of the connection whose session is resumed elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Superseded {
    /// It is closed with 4000.
    Close,
    /// It stays open and hears nothing more, not even acknowledgements.
    Mute,
}

impl Default for GatewaySettings {
    fn default() -> Self {
        Self {
            heartbeat_interval_ms: 41_250,
            heartbeat_grace_ms: 20_000,
            missed_heartbeat_code: 4000,
            identify_patience_ms: None,
            reconnect_patience_ms: Some(5_000),
            identify_window_ms: 5_000,
            daily_identifies: 1_000,
            daily_window_ms: 24 * 60 * 60 * 1_000,
            new_token_new_day: true,
            refused_identify_counts: false,
            guild_load_ms: 0,
            guilds_per_shard: 2_500,
            shard_multiple: 1,
            resume_window_ms: 3 * 60 * 1_000,
            resume_buffer: 10_000,
            trim_on_heartbeat: false,
            expired: Expired::InvalidSession,
            superseded: Superseded::Close,
            shard_twins_receive: true,
            resume_url: None,
            send_bytes: 4_096,
            send_events: 120,
            send_window_ms: 60_000,
            all_members_window_ms: 30_000,
            backlog: 100_000,
            payload_compression_bytes: 8_192,
            zlib_chunk_bytes: None,
            record_entries: 10_000,
        }
    }
}
