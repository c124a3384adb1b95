//! Which servers this worker writes for, with which right, and for how long it may act on it.

use crate::{
    clock,
    domain::ids::GuildId,
    store::{Fence, ShardRef},
};
use std::{collections::BTreeMap, sync::Arc};
use tokio::{sync::watch, time::Instant};

/// The shards that this worker holds. Cheap to clone.
#[derive(Clone)]
pub(super) struct Tenures(Arc<watch::Sender<BTreeMap<ShardRef, Tenure>>>);

#[derive(Clone, Copy)]
struct Tenure {
    fence: Fence,
    /// Until when nobody else can have taken it, by our own clock.
    until: Instant,
    /// Whether somebody with a greater fence was met: a new lease is needed.
    refused: bool,
    /// Whether that was told.
    told: bool,
}

impl Default for Tenures {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(BTreeMap::new())))
    }
}

impl Tenures {
    /// A shard is ours from now on, or still is with a greater fence.
    pub(super) fn begin(&self, shard: ShardRef, fence: Fence, until: Instant) {
        self.0.send_modify(|held| {
            held.insert(shard, Tenure { fence, until, refused: false, told: false });
        });
    }

    /// Its lease was renewed.
    pub(super) fn extend(&self, shard: ShardRef, until: Instant) {
        self.0.send_if_modified(|held| {
            held.get_mut(&shard).is_some_and(|tenure| {
                // Nobody waits for a lease that holds anyway.
                let waited_for = tenure.until <= clock::instant();
                tenure.until = until;
                waited_for
            })
        });
    }

    /// It is not ours any more.
    pub(super) fn end(&self, shard: ShardRef) {
        self.0.send_if_modified(|held| held.remove(&shard).is_some());
    }

    /// The shard through which we write for a server.
    pub(super) fn of(&self, guild: GuildId) -> Option<(ShardRef, Fence)> {
        let held = self.0.borrow();
        // In the order of generations, so that the newest counts.
        let ours = held.iter().rev().find(|(shard, _)| shard.has(guild));
        ours.map(|(shard, tenure)| (*shard, tenure.fence))
    }

    /// Somebody with a greater fence was met.
    pub(super) fn refused(&self, shard: ShardRef, fence: Fence) {
        self.0.send_modify(|held| {
            if let Some(tenure) = held.get_mut(&shard).filter(|tenure| tenure.fence == fence) {
                tenure.refused = true;
            }
        });
    }

    /// Waits until a shard is met whose fence was refused. Tells it once.
    pub(super) async fn any_refused(&self) -> (ShardRef, Fence) {
        let mut watching = self.0.subscribe();
        loop {
            watching.mark_unchanged();
            let mut refused = None;
            self.0.send_if_modified(|held| {
                let first = held.iter_mut().find(|(_, tenure)| tenure.refused && !tenure.told);
                if let Some((shard, tenure)) = first {
                    tenure.told = true;
                    refused = Some((*shard, tenure.fence));
                }
                false
            });
            if let Some(refused) = refused {
                return refused;
            }
            if watching.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// Waits until a server is written for with another fence, or not by us any more.
    pub(super) async fn changed(&self, guild: GuildId, fence: Fence) {
        let mut watching = self.0.subscribe();
        while self.of(guild).is_some_and(|(_, now)| now == fence) {
            if watching.changed().await.is_err() {
                return;
            }
        }
    }

    /// Waits until something may be done for a server. Not if it is not ours.
    pub(super) async fn may_act(&self, guild: GuildId) -> bool {
        let mut watching = self.0.subscribe();
        loop {
            let Some((shard, _)) = self.of(guild) else { return false };
            let until = watching.borrow_and_update().get(&shard).map(|tenure| tenure.until);
            if until.is_some_and(|until| until > clock::instant()) {
                return true;
            }
            if watching.changed().await.is_err() {
                return false;
            }
        }
    }

    /// Waits until nothing may be done for a server any more, or not until its lease is renewed.
    pub(super) async fn ceases(&self, guild: GuildId) {
        let mut watching = self.0.subscribe();
        while let Some((shard, _)) = self.of(guild) {
            let until = watching.borrow_and_update().get(&shard).map(|tenure| tenure.until);
            let Some(until) = until.filter(|until| *until > clock::instant()) else { return };
            tokio::select! {
                // It may have been renewed meanwhile.
                () = tokio::time::sleep_until(until) => {}
                changed = watching.changed() => {
                    if changed.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const SHARD: ShardRef = ShardRef { generation: 0, number: 0, of: 1 };
    const GUILD: GuildId = GuildId::new(5);

    fn fence(epoch: u64) -> Fence {
        Fence { generation: 0, epoch }
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_done_once_the_lease_may_have_ended_until_it_is_renewed_or_lost() {
        let tenures = Tenures::default();
        assert!(!tenures.may_act(GUILD).await);
        tenures.begin(SHARD, fence(1), clock::instant() + Duration::from_secs(1));
        assert!(tenures.may_act(GUILD).await);
        tokio::time::advance(Duration::from_secs(2)).await;
        let waiting = tokio::spawn({
            let tenures = tenures.clone();
            async move { tenures.may_act(GUILD).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        tenures.extend(SHARD, clock::instant() + Duration::from_secs(1));
        assert!(waiting.await.unwrap());
        tenures.end(SHARD);
        assert!(!tenures.may_act(GUILD).await);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_being_done_ceases_when_the_lease_may_have_ended_or_is_given_up() {
        let tenures = Tenures::default();
        tenures.ceases(GUILD).await;
        let begun = clock::instant();
        let second = Duration::from_secs(1);
        tenures.begin(SHARD, fence(1), begun + second);
        tenures.extend(SHARD, begun + second * 3);
        tenures.ceases(GUILD).await;
        assert_eq!(begun.elapsed(), second * 3, "it was renewed");
        tenures.extend(SHARD, begun + second * 60);
        let ceases = tokio::spawn({
            let tenures = tenures.clone();
            async move { tenures.ceases(GUILD).await }
        });
        tokio::task::yield_now().await;
        assert!(!ceases.is_finished());
        tenures.end(SHARD);
        ceases.await.unwrap();
        assert!(begun.elapsed() < second * 4);
    }

    #[tokio::test]
    async fn a_refused_fence_is_told_and_waited_out() {
        let tenures = Tenures::default();
        let until = clock::instant() + Duration::from_secs(60);
        tenures.begin(SHARD, fence(1), until);
        tenures.refused(SHARD, fence(1));
        assert_eq!(tenures.any_refused().await, (SHARD, fence(1)));
        let waiting = tokio::spawn({
            let tenures = tenures.clone();
            async move { tenures.changed(GUILD, fence(1)).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        tenures.begin(SHARD, fence(2), until);
        waiting.await.unwrap();
        assert_eq!(tenures.of(GUILD), Some((SHARD, fence(2))));
    }
}
