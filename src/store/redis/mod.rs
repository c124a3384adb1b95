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

use super::{
    Durability, Fleet, IdentifyAnswer, IdentifyAsk, Kept, OpenError, Stamp, Stir, StoreError, Tick,
    Tock, WorkerName,
};
use crate::domain::ids::GuildId;
use async_trait::async_trait;
use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A store that workers share.
pub struct Redis {
    primaries: Primaries,
    worker: WorkerName,
    fleet: RedisFleet,
    /// Servers that are surely in the index.
    indexed: Mutex<HashSet<GuildId>>,
}

impl Redis {
    /// Connects as a worker, which looks alive to others from now on. Leases hold for `lease`
    /// without a tick.
    ///
    /// # Errors
    /// If Redis cannot be reached, refuses us or is too old.
    pub async fn open(settings: RedisSettings, lease: Duration) -> Result<Self, OpenError> {
        let worker = settings.worker.clone();
        let primaries = Primaries::open(settings).await?;
        let fleet = RedisFleet::join(primaries.clone(), &worker, lease).await;
        Ok(Self { primaries, worker, fleet, indexed: Mutex::default() })
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
impl Fleet for Redis {
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError> {
        self.fleet.tick(tick).await
    }

    async fn stirred(&self) -> Stir {
        self.fleet.stirred().await
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        self.fleet.identify(ask).await
    }

    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: Duration,
    ) -> Result<(), StoreError> {
        self.fleet.budget(remaining, total, reset_after).await
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
