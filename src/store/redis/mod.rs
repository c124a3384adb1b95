//! The store of many workers: Redis, alone, under Sentinel or as a cluster.
//!
//! We route calls ourselves, because a commit has to know the history of the server that answered
//! it.

pub mod allowance;
mod answer;
mod barrier;
mod dial;
mod fault;
mod fleet;
mod keeper;
pub mod keys;
mod link;
mod listen;
mod primaries;
mod record;
mod records;
mod route;
mod script;
mod slots;
mod url;
mod whereabouts;

pub use barrier::Replicas;
pub use fleet::RedisFleet;
pub use listen::{Heard, Listening};
pub use primaries::{Primaries, RedisSettings};
pub use script::Script;
pub use url::{Address, BadUrl, RedisUrl};

use super::{Durability, Kept, OpenError, Stamp, StoreError, WorkerName};
use crate::domain::ids::GuildId;
use async_trait::async_trait;
use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A store that workers share.
pub struct Redis {
    primaries: Primaries,
    worker: WorkerName,
    /// Servers that are surely in the index.
    indexed: Mutex<HashSet<GuildId>>,
}

impl Redis {
    /// Connects.
    ///
    /// # Errors
    /// If Redis cannot be reached, refuses us or is too old.
    pub async fn open(settings: RedisSettings) -> Result<Self, OpenError> {
        let worker = settings.worker.clone();
        let primaries = Primaries::open(settings).await?;
        Ok(Self { primaries, worker, indexed: Mutex::default() })
    }

    /// The way to its servers, for what else is shared there.
    #[must_use]
    pub fn primaries(&self) -> &Primaries {
        &self.primaries
    }

    fn is_indexed(&self, guild: GuildId) -> bool {
        self.known().contains(&guild)
    }

    fn indexed(&self, guilds: impl IntoIterator<Item = GuildId>) {
        self.known().extend(guilds);
    }

    fn known(&self) -> MutexGuard<'_, HashSet<GuildId>> {
        self.indexed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Durability for Redis {
    fn may_forget(&self) -> bool {
        true
    }

    async fn confirm(&self, stamp: Stamp) -> Result<Kept, StoreError> {
        let kept = self.primaries.confirm(stamp).await?;
        if kept == Kept::Forgotten {
            // The index may have been forgotten too.
            self.known().clear();
        }
        Ok(kept)
    }
}
