//! Users and applications as state.

/// A person or a bot.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) name: String,
    /// The application whose bot it is.
    pub(crate) application: Option<u64>,
    pub(crate) locale: String,
    /// Takes no DMs.
    pub(crate) dms_closed: bool,
}

/// An application with its bot.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) bot: u64,
    pub(crate) token: String,
    /// Application flags, among them those of the privileged intents.
    pub(crate) flags: u64,
    pub(crate) max_concurrency: u32,
}

/// Flags of an application that switch privileged intents on (Discord docs, Application Flags).
pub(crate) mod flags {
    pub(crate) const PRESENCE: u64 = 1 << 12 | 1 << 13;
    pub(crate) const GUILD_MEMBERS: u64 = 1 << 14 | 1 << 15;
    pub(crate) const MESSAGE_CONTENT: u64 = 1 << 18 | 1 << 19;
}
