//! Every interaction that people caused, with its answer: what a test judges by.

use serde::Serialize;

use super::World;
use crate::control::ids;

/// An interaction and how it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InteractionEntry {
    /// Its id.
    #[serde(serialize_with = "ids::one")]
    pub id: u64,
    /// Whom it was sent to.
    #[serde(serialize_with = "ids::one")]
    pub application: u64,
    /// Who caused it.
    #[serde(serialize_with = "ids::one")]
    pub user: u64,
    /// In which guild.
    #[serde(serialize_with = "ids::maybe")]
    pub guild: Option<u64>,
    /// Where.
    #[serde(serialize_with = "ids::one")]
    pub channel: u64,
    /// 2 command, 3 component, 4 autocomplete, 5 modal.
    pub kind: u8,
    /// Command name or custom id.
    pub name: String,
    /// When, in simulated Unix milliseconds.
    pub at_ms: u64,
    /// Callback type of the answer.
    pub answer: Option<u64>,
    /// Milliseconds to the answer.
    pub after_ms: Option<u64>,
    /// A deferred answer that was never completed.
    pub pending: bool,
    /// Follow-up messages that still exist.
    pub followups: usize,
}

impl World {
    /// All interactions from that moment on, oldest first.
    pub(crate) fn interactions_since(&self, since_ms: u64) -> Vec<InteractionEntry> {
        let mut all: Vec<InteractionEntry> = self
            .interactions
            .values()
            .filter(|found| found.created_ms >= since_ms)
            .map(|found| InteractionEntry {
                id: found.id,
                application: found.application,
                user: found.user,
                guild: found.guild,
                channel: found.channel,
                kind: found.kind as u8,
                name: found.name.clone(),
                at_ms: found.created_ms,
                answer: found.answer.as_ref().map(|answer| answer.kind),
                after_ms: found.answer.as_ref().map(|answer| answer.at_ms - found.created_ms),
                pending: found.answer.as_ref().is_some_and(|answer| answer.pending),
                followups: found.followups.len(),
            })
            .collect();
        all.sort_unstable_by_key(|entry| entry.id);
        all
    }
}
