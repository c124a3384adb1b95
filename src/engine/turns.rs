//! One at a time for each server, where many would only be in each other's way.

use crate::domain::ids::GuildId;
use std::array;
use tokio::sync::{Mutex, MutexGuard};

/// How many servers can have their turn at a time; those that share a place wait for each other.
const PLACES: usize = 64;

/// The turns of one thing that is done.
pub(super) struct Turns([Mutex<()>; PLACES]);

impl Default for Turns {
    fn default() -> Self {
        Self(array::from_fn(|_| Mutex::default()))
    }
}

impl Turns {
    /// Waits for the turn of a server, which lasts as long as what is returned.
    pub(super) async fn turn(&self, guild: GuildId) -> MutexGuard<'_, ()> {
        // Servers of one shard have the remainder of their ids in common.
        let mixed = guild.get().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let place = usize::try_from(mixed).unwrap_or_default() % PLACES;
        self.0.get(place).unwrap_or(&self.0[0]).lock().await
    }
}
