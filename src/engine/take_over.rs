//! Shards come and go: what is stored of their servers is learned, what others left is taken up.

use super::Engine;
use crate::{
    domain::ids::GuildId,
    store::{Fence, Kept, ShardRef, Stamp, StoreError},
};
use futures_util::{StreamExt, TryStreamExt};
use std::collections::BTreeSet;
use tokio::time::Instant;

/// How many servers are read at a time.
const AT_ONCE: usize = 64;

impl Engine {
    /// Writes for the servers of a shard from now on, with this fence; nothing is done for them
    /// beyond `until` unless that is extended. Effects that were left in the outbox are taken up,
    /// once they are known to be kept.
    ///
    /// Returns the histories that it was learned from: see [`Engine::all_kept`].
    ///
    /// # Errors
    /// If the store cannot be read: it can be tried again.
    pub async fn take_over(
        &self,
        shard: ShardRef,
        fence: Fence,
        until: Instant,
    ) -> Result<BTreeSet<Stamp>, StoreError> {
        fail::fail_point!("engine.before_take_over", |_| std::process::abort());
        let guilds = self.store.guilds().await?;
        let theirs = guilds.into_iter().filter(|guild| shard.has(*guild));
        let servers: Vec<_> = futures_util::stream::iter(theirs)
            .map(|guild| async move { self.learn_first(guild, fence).await.map(|it| (guild, it)) })
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await?;
        fail::fail_point!("engine.after_take_over", |_| std::process::abort());
        let refused = servers.iter().any(|(_, found)| found.is_none());
        let found = servers.into_iter().filter_map(|(guild, found)| Some((guild, found?)));
        let found: Vec<_> = found.collect();
        let count: usize = found.iter().map(|(_, found)| found.entries.len()).sum();
        self.tenures.begin(shard, fence, until);
        self.ours.expect_nothing(shard);
        if refused {
            self.tenures.refused(shard, fence);
        }
        if count > 0 {
            tracing::info!(%shard, entries = count, "taking over effects that were not settled");
        }
        let stamps = found.iter().map(|(_, found)| found.stamp).collect();
        for (guild, found) in found {
            self.take_up(guild, found);
        }
        Ok(stamps)
    }

    /// Waits until all that was read from these histories before is kept, or not: then a server
    /// has answered that was no primary any more, and what was learned from it may be out of date.
    pub async fn all_kept(&self, stamps: &BTreeSet<Stamp>) -> bool {
        for stamp in stamps {
            if self.kept(*stamp).await == Kept::Forgotten {
                return false;
            }
        }
        true
    }

    /// Its lease was renewed.
    pub fn extend(&self, shard: ShardRef, until: Instant) {
        self.tenures.extend(shard, until);
    }

    /// Its servers are somebody else's from now on: nothing more is done for them.
    pub fn leave(&self, shard: ShardRef) {
        self.tenures.end(shard);
        self.ours.expect_nothing(shard);
        // A server may be ours through a shard of the next division by now.
        let is_gone = |guild| shard.has(guild) && self.tenures.of(guild).is_none();
        self.ours.forget(is_gone);
        self.settling.forget(is_gone);
        self.counting.forget(is_gone);
    }

    /// Learns of which servers something is stored that will be heard through a shard of a coming
    /// division.
    ///
    /// # Errors
    /// If the store cannot be read: it can be tried again.
    pub async fn expect(&self, shard: ShardRef) -> Result<(), StoreError> {
        let guilds = self.store.guilds().await?;
        self.ours.expect(shard, guilds.into_iter().filter(|guild| shard.has(*guild)).collect());
        Ok(())
    }

    /// Waits until a commit for a shard was refused because somebody with a greater fence has
    /// written: a new lease is needed.
    pub async fn refused(&self) -> (ShardRef, Fence) {
        self.tenures.any_refused().await
    }

    /// Waits until the store is found to have forgotten commits.
    pub async fn forgot(&self) {
        self.forgot.notified().await;
    }

    /// Whether something may be done for a server: waits while its lease is in doubt. Not if it is
    /// not ours.
    pub async fn may_act(&self, guild: GuildId) -> bool {
        self.tenures.may_act(guild).await
    }

    /// Waits until nothing may be done for a server any more, or not until its lease is renewed.
    pub async fn ceases(&self, guild: GuildId) {
        self.tenures.ceases(guild).await;
    }
}
