//! One at a time for each server, where many would only be in each other's way.

use crate::domain::ids::GuildId;
use tokio::sync::{Mutex, MutexGuard};

/// How many servers can have their turn at a time; those that share a place wait for each other.
const PLACES: u64 = 64;

/// The turns of one thing that is done.
pub(super) struct Turns(Vec<Mutex<()>>);

impl Default for Turns {
    fn default() -> Self {
        Self((0..PLACES).map(|_| Mutex::default()).collect())
    }
}

impl Turns {
    /// Waits for the turn of a server, which lasts as long as what is returned.
    pub(super) async fn turn(&self, guild: GuildId) -> Option<MutexGuard<'_, ()>> {
        // Servers of one shard have the remainder of their ids in common.
        let mixed = guild.get().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let place = usize::try_from(mixed % PLACES).ok()?;
        Some(self.0.get(place)?.lock().await)
    }
}
