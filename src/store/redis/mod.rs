//! The store of many workers: Redis, alone, under Sentinel or as a cluster.
//!
//! We route calls ourselves, because a commit has to know the history of the server that answered
//! it.

pub mod allowance;
mod answer;
mod barrier;
mod canary;
mod dial;
mod fault;
mod fleet;
mod keeper;
pub mod keys;
mod link;
mod listen;
mod look;
mod moving;
mod moving_in;
mod primaries;
pub mod quorum;
mod record;
mod records;
mod route;
mod script;
mod slots;
mod unmet;
mod url;
mod whereabouts;

pub use canary::Canary;
pub use fleet::RedisFleet;
pub use listen::{Heard, Listening};
pub use primaries::{Primaries, RedisSettings};
pub use quorum::Replicas;
pub use script::Script;
pub use url::{Address, BadUrl, RedisUrl};

use super::{
    Change, Changed, Durability, Fleet, IdentifyAnswer, IdentifyAsk, Kept, OpenError, ShardRef,
    Stamp, Stir, StoreError, Tick, Tock, WorkerName,
};
use crate::domain::ids::{ApplicationId, GuildId};
use async_trait::async_trait;
use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::OnceCell;

/// A store that workers share.
pub struct Redis {
    primaries: Primaries,
    worker: WorkerName,
    /// How long leases hold.
    lease: Duration,
    /// Joined with the first tick: whoever only looks is none of the fleet.
    fleet: OnceCell<RedisFleet>,
    /// Servers that are surely in the index.
    indexed: Mutex<HashSet<GuildId>>,
}

impl Redis {
    /// Connects. With its first tick it is one of the fleet, whose leases hold for `lease` without
    /// a tick.
    ///
    /// # Errors
    /// If Redis cannot be reached, refuses us or is too old.
    pub async fn open(settings: RedisSettings, lease: Duration) -> Result<Self, OpenError> {
        let worker = settings.worker.clone();
        let primaries = Primaries::open(settings).await?;
        Ok(Self { primaries, worker, lease, fleet: OnceCell::new(), indexed: Mutex::default() })
    }

    async fn fleet(&self) -> &RedisFleet {
        let join = || RedisFleet::join(self.primaries.clone(), &self.worker, self.lease);
        self.fleet.get_or_init(join).await
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
        self.fleet().await.tick(tick).await
    }

    async fn stirred(&self) -> Stir {
        self.fleet().await.stirred().await
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        self.fleet().await.identify(ask).await
    }

    async fn began(&self, shard: ShardRef, max_concurrency: u16) -> Result<(), StoreError> {
        self.fleet().await.began(shard, max_concurrency).await
    }

    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: Duration,
    ) -> Result<(), StoreError> {
        self.fleet().await.budget(remaining, total, reset_after).await
    }

    /// Who only changes the division is none of the fleet.
    async fn divide(&self, change: Change) -> Result<Changed, StoreError> {
        fleet::divide(&self.primaries, change).await
    }

    /// Who may be none of the fleet does not join it before that is known.
    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError> {
        fleet::belong(&self.primaries, application).await
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
