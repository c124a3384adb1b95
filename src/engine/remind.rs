//! Reminders that are due become inputs, as if somebody had said so.

use super::Engine;
use crate::{
    clock,
    domain::input::{Event, Input},
    store::ShardRef,
};

/// How many are taken up at a time: after an outage many are due at once, and people who are just
/// writing come first.
const AT_ONCE: usize = 10;

impl Engine {
    /// Takes up reminders that are due in the servers of these shards. To be asked now and then,
    /// for shards through which all that was missed has been heard: an answer that was given in
    /// time comes before the reminder then.
    ///
    /// A reminder has the lane of its channel, and what it leads to is committed like everything
    /// else; what the ticket says decides whether it is said.
    pub fn remind(&self, shards: &[ShardRef]) {
        let counts = |guild| shards.iter().any(|shard| shard.has(guild));
        for (since, guild, channel) in self.ours.due_reminders(clock::now(), AT_ONCE, counts) {
            self.submit(Input { guild, event: Event::ReminderDue { channel, since } }, ());
        }
    }
}
