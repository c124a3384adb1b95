//! What the bot is told of what people write.

/// What the bot is told of what people write. Discord always tells it of messages that mention it
/// (Discord docs, Message Content Intent).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hearing {
    /// All.
    #[default]
    All,
    /// Messages that mention it: it does not ask for more.
    Mentions,
    /// Messages that mention it: Discord refuses more.
    Refused,
}

impl Hearing {
    /// Whether all is told.
    #[must_use]
    pub fn is_all(self) -> bool {
        self == Self::All
    }
}
