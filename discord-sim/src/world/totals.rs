//! How much there is now: what a test compares with what it expects.

use serde::Serialize;

use super::World;

/// How much exists at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Guilds.
    pub guilds: usize,
    /// Channels of all kinds, with DMs.
    pub channels: usize,
    /// Messages, with ephemeral ones.
    pub messages: usize,
    /// Interactions ever caused.
    pub interactions: usize,
    /// Of these, how many were answered.
    pub answered: usize,
    /// Of these, how many ran out of time.
    pub unanswered: usize,
    /// Files on the CDN.
    pub files: usize,
}

impl World {
    pub(crate) fn totals(&self) -> Totals {
        let now = self.now();
        let all = self.interactions.values();
        let late = all.filter(|found| {
            found.answer.is_none() && now >= found.created_ms + self.limits.callback_ms
        });
        Totals {
            guilds: self.guilds.len(),
            channels: self.channels.len(),
            messages: self.channels.values().map(|channel| channel.messages.len()).sum(),
            interactions: self.interactions.len(),
            answered: self.interactions.values().filter(|found| found.answer.is_some()).count(),
            unanswered: late.count(),
            files: self.files.len(),
        }
    }
}
