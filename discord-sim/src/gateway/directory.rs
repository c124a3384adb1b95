//! What the gateway asks of the world, and what it says of an application.

use serde_json::Value;

/// What the gateway asks of the world. Called without awaiting and without holding a lock of the
/// gateway's own.
pub trait Directory: Send + Sync {
    /// Who this token (without the `Bot ` prefix) belongs to; `None` is refused with 4004.
    fn application(&self, token: &str) -> Option<ApplicationInfo>;
    /// Ids of the guilds the application's bot is in.
    fn guilds(&self, application: u64) -> Vec<u64>;
    /// The full `d` of GUILD_CREATE, its member list limited to what `intents` may see; `None` when
    /// the bot has left.
    fn guild_create(&self, application: u64, guild: u64, intents: u64) -> Option<Value>;
    /// Whether the bot may view the channel now.
    fn may_view(&self, application: u64, channel: u64) -> bool;
    /// Answers op 8 (Discord docs, Request Guild Members). Without an answer every id asked for is
    /// "not found".
    fn members(&self, application: u64, request: &MemberRequest) -> Members {
        let _ = application;
        Members { members: Vec::new(), not_found: request.user_ids.clone() }
    }
}

/// An application as the gateway needs it.
#[derive(Debug, Clone)]
pub struct ApplicationInfo {
    /// Its id.
    pub id: u64,
    /// The bot's user object as READY shows it.
    pub bot: Value,
    /// Application flags, among them the privileged intents (Discord docs, Application Flags).
    pub flags: u64,
    /// Identifies that may start every five seconds.
    pub max_concurrency: u32,
}

/// One op 8: which members of a guild a session wants.
#[derive(Debug, Clone)]
pub struct MemberRequest {
    /// The guild.
    pub guild: u64,
    /// What the username or nickname begins with; empty for all.
    pub query: String,
    /// At most so many; 0 for all (only with an empty `query`).
    pub limit: u64,
    /// Ids asked for instead of a query.
    pub user_ids: Vec<u64>,
    /// Intents of the session that asks: all members and their presences need privileged ones.
    pub intents: u64,
}

/// The answer to a [`MemberRequest`].
#[derive(Debug, Clone, Default)]
pub struct Members {
    /// Member objects, each with its user.
    pub members: Vec<Value>,
    /// Ids that are not in the guild.
    pub not_found: Vec<u64>,
}
