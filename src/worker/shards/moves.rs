//! How a shard comes and goes: learned and started, handed over, or ended with its division.

use super::Shards;
use crate::{
    effects::Effects,
    engine::Engine,
    store::{Held, SessionRecord, ShardRef, Stamp},
};
use futures_util::{FutureExt, future::BoxFuture};
use std::{collections::BTreeSet, time::Duration};
use tokio_util::sync::CancellationToken;

/// How long a hand-over waits for effects that are under way: the next holder takes up the rest,
/// and people wait for it.
const LAST_EFFECTS: Duration = Duration::from_millis(250);
/// The wait before the store is asked again.
const AGAIN: Duration = Duration::from_millis(100);

/// A take-over that is under way.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) called_off: CancellationToken,
    pub(super) then: Then,
}

/// What follows once a shard has been taken over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It is started.
    Start,
    /// It passes on what it has held back.
    GoLive,
    /// It runs already.
    Nothing,
}

/// A take-over that is done, and the histories it was done from.
pub(super) struct Taken {
    pub(super) held: Held,
    pub(super) wanted: Wanted,
    pub(super) stamps: BTreeSet<Stamp>,
}

impl Shards<'_> {
    /// A shard of a coming division: its servers are written for through another.
    pub(super) fn prepare(&mut self, held: Held) {
        tracing::info!(shard = %held.shard, "preparing a shard");
        drop(self.call_off(held.shard));
        let wanted = Wanted { called_off: CancellationToken::new(), then: Then::Start };
        self.wanted.insert(held.shard, wanted.clone());
        let (engine, shard) = (self.parts.engine.clone(), held.shard);
        let expecting = async move {
            while let Err(fault) = engine.expect(shard).await {
                tracing::warn!(%shard, %fault, "a shard waits to be prepared");
                tokio::time::sleep(AGAIN).await;
            }
            BTreeSet::new()
        };
        self.taking.push(called_off(expecting, held, wanted));
    }

    pub(super) fn take_over(&mut self, held: Held, then: Then) {
        drop(self.call_off(held.shard));
        let wanted = Wanted { called_off: CancellationToken::new(), then };
        self.wanted.insert(held.shard, wanted.clone());
        let until = self.holdings.live_until(held.shard).unwrap_or_default();
        let (engine, until) = (self.parts.engine.clone(), self.born + until);
        let (shard, fence) = (held.shard, held.fence);
        let taking = async move {
            loop {
                match engine.take_over(shard, fence, until).await {
                    Ok(stamps) => return stamps,
                    Err(fault) => {
                        tracing::warn!(%shard, %fault, "a shard waits to be taken over");
                        tokio::time::sleep(AGAIN).await;
                    }
                }
            }
        };
        self.taking.push(called_off(taking, held, wanted));
    }

    pub(super) fn taken(&mut self, taken: Option<Taken>) {
        let Some(taken) = taken.filter(|it| !it.wanted.called_off.is_cancelled()) else { return };
        let held = taken.held.clone();
        let shard = held.shard;
        self.wanted.remove(&shard);
        if !self.holdings.stays(shard, held.fence) {
            return;
        }
        if let Some(until) = self.holdings.live_until(shard) {
            self.parts.engine.extend(shard, self.born + until);
        }
        match taken.wanted.then {
            Then::Start if self.holdings.divisions().is_coming(shard) => self.gateway.prepare(held),
            Then::Start => {
                fail::fail_point!("fleet.before_start", |_| std::process::abort());
                self.gateway.start(held);
            }
            Then::GoLive => {
                fail::fail_point!("fleet.before_live", |_| std::process::abort());
                self.gateway.go_live(shard);
            }
            Then::Nothing => {}
        }
        self.count_heard();
        self.doubt(taken);
    }

    pub(super) fn hand_over(&mut self, shard: ShardRef) {
        tracing::info!(%shard, "handing a shard over");
        let gateway = self.gateway.clone();
        self.part_with(shard, async move { gateway.hand_over(shard).await });
    }

    /// Its division is over: nobody resumes its session.
    pub(super) fn retire(&mut self, shard: ShardRef) {
        tracing::info!(%shard, "its division is over: ending its session");
        let gateway = self.gateway.clone();
        self.part_with(shard, async move {
            gateway.retire(shard).await;
            None
        });
    }

    /// Ends what runs of a shard, after its session, of which something may be saved.
    fn part_with(
        &mut self,
        shard: ShardRef,
        ends: impl Future<Output = Option<SessionRecord>> + Send + 'static,
    ) {
        drop(self.call_off(shard));
        let Some(fence) = self.holdings.fence_of(shard) else { return };
        let (engine, effects) = (self.parts.engine.clone(), self.parts.effects.clone());
        let leaving = async move {
            let session = ends.await;
            finished(&engine, &effects, shard).await;
            fail::fail_point!("fleet.before_release", |_| std::process::abort());
            Held { shard, fence, session }
        };
        self.leaving.push(leaving.boxed());
    }

    /// Nothing of a shard runs any more.
    pub(super) fn left(&mut self, gone: Held) {
        let shard = gone.shard;
        // It may have been lost meanwhile, and even be held anew.
        if !self.holdings.is_leaving(shard, gone.fence) {
            return;
        }
        drop(self.call_off(shard));
        self.parts.engine.leave(shard);
        let session = gone.session.filter(|_| !self.is_doubted(shard));
        self.trust(shard);
        let steps = self.holdings.handed_over(self.now(), Held { session, ..gone });
        self.take(steps);
    }

    pub(super) fn stop(&mut self, shard: ShardRef) {
        drop(self.call_off(shard));
        self.trust(shard);
        self.gateway.stop(shard);
        self.parts.engine.leave(shard);
    }

    pub(super) fn call_off(&mut self, shard: ShardRef) -> Option<Wanted> {
        let wanted = self.wanted.remove(&shard)?;
        wanted.called_off.cancel();
        Some(wanted)
    }
}

/// Does something for a shard, unless it is called off.
fn called_off(
    what: impl Future<Output = BTreeSet<Stamp>> + Send + 'static,
    held: Held,
    wanted: Wanted,
) -> BoxFuture<'static, Option<Taken>> {
    let done = async move {
        let stamps = wanted.called_off.run_until_cancelled(what).await?;
        Some(Taken { held, wanted, stamps })
    };
    done.boxed()
}

/// Waits a little for what is still being done for a shard.
async fn finished(engine: &Engine, effects: &Effects, shard: ShardRef) {
    let done = async {
        effects.idle_for(shard).await;
        // In a task of its own: what it has in its hands must not be dropped when time is over.
        let engine = engine.clone();
        drop(tokio::spawn(async move { engine.settle_at_once().await }).await);
    };
    drop(tokio::time::timeout(LAST_EFFECTS, done).await);
}
