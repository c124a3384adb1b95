//! A shard's place among those who begin a session, of which Discord allows only so many.
//!
//! twilight asks for it once its connection has been greeted, so that the place is used on the dot.
//! If it is far off, the connection is given up until shortly before: how long Discord bears with
//! one that does not identify is not documented. The fleet keeps the place, so that it is not lost
//! with the worker, and is asked again shortly before, so that clocks need not agree for minutes.

use crate::{
    clock,
    store::{Fleet, IDENTIFY_LATE, IDENTIFY_NOTICE, IdentifyAnswer, IdentifyAsk, ShardRef},
    telemetry::metrics::Counter,
};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, oneshot},
    time::Instant,
};
use twilight_gateway::queue::Queue;

/// How long a connection may wait for its place.
const HELD: Duration = Duration::from_secs(10);
/// How long before its place a shard connects.
const AHEAD: Duration = Duration::from_secs(5);
/// How long until the store is asked again, when it cannot be.
const AGAIN: Duration = Duration::from_secs(1);
/// The least wait between two questions.
const SOON: Duration = Duration::from_millis(100);

/// One shard's place. A cheap handle.
#[derive(Clone)]
pub(super) struct Place(Arc<Inner>);

struct Inner {
    fleet: Arc<dyn Fleet>,
    shard: ShardRef,
    epoch: u64,
    max_concurrency: u16,
    plan: Mutex<Plan>,
    /// Places that were used.
    identifies: Counter,
    /// Rings when the connection is to be given up for now.
    far: Notify,
}

#[derive(Default)]
struct Plan {
    /// The place that was used up in the fleet's eyes, and not in Discord's.
    granted: Option<Instant>,
    /// When to connect.
    connect_at: Option<Instant>,
    /// Whether the last answer was that none is left.
    spent: bool,
    /// Whether others still hear the servers of the shard.
    heard: bool,
}

impl Place {
    /// The place of a shard; `heard` if others hear its servers until it has a session.
    pub(super) fn new(
        fleet: Arc<dyn Fleet>,
        (shard, epoch): (ShardRef, u64),
        (max_concurrency, heard): (u16, bool),
        identifies: Counter,
    ) -> Self {
        let plan = Mutex::new(Plan { heard, ..Plan::default() });
        let far = Notify::new();
        Self(Arc::new(Inner { fleet, shard, epoch, max_concurrency, plan, identifies, far }))
    }

    /// From now on nobody else hears the servers of the shard.
    pub(super) fn alone(&self) {
        self.lock().heard = false;
    }

    /// A session has begun: whoever is next in the queue may count from here.
    pub(super) fn begun(&self) {
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            // If it cannot be told, the place that was used up counts.
            drop(inner.fleet.began(inner.shard, inner.max_concurrency).await);
        });
    }

    /// Waits until the connection is to be given up because the place is far off.
    pub(super) async fn is_far(&self) {
        self.0.far.notified().await;
    }

    /// When to connect, if not at once.
    pub(super) fn connect_at(&self) -> Option<Instant> {
        self.lock().connect_at.take()
    }

    /// Waits until the shard may identify. Stays for ever if the connection is to be given up.
    async fn come(&self) {
        loop {
            let granted = self.lock().granted;
            let at = match granted {
                Some(at) => at,
                None => self.take().await,
            };
            tokio::time::sleep_until(at).await;
            self.lock().granted = None;
            // Whoever comes later than that comes too close to the next.
            if clock::instant() <= at + IDENTIFY_LATE {
                break;
            }
        }
        fail::fail_point!("gateway.before_identify", |_| std::process::abort());
    }

    /// Takes a place and waits until it is near. As long as the fleet cannot be asked nobody
    /// identifies.
    async fn take(&self) -> Instant {
        let (shard, epoch) = (self.0.shard, self.0.epoch);
        let mut failing_since = None;
        loop {
            let unheard = !self.lock().heard;
            let max_concurrency = self.0.max_concurrency;
            let ask = IdentifyAsk { shard, epoch, max_concurrency, unheard };
            match self.0.fleet.identify(&ask).await {
                Ok(IdentifyAnswer::Go(wait)) => {
                    let at = clock::instant() + wait;
                    let mut plan = self.lock();
                    (plan.granted, plan.spent) = (Some(at), false);
                    return at;
                }
                Ok(IdentifyAnswer::Later(wait)) => {
                    failing_since = None;
                    self.lock().spent = false;
                    self.approach(wait).await;
                }
                Ok(IdentifyAnswer::Spent(wait)) => {
                    if !std::mem::replace(&mut self.lock().spent, true) {
                        tracing::error!(
                            %shard,
                            again_after_s = wait.as_secs(),
                            "no new session: too few of the day's are left, or nobody knows yet how \
                             many; if it stays so, look for what ends the sessions"
                        );
                    }
                    let wait = wait.max(AGAIN);
                    if wait > HELD {
                        self.give_up_until(clock::instant() + wait).await;
                    }
                    tokio::time::sleep(wait).await;
                }
                Err(fault) => {
                    if failing_since.is_none() {
                        tracing::warn!(%shard, %fault, "no place for a new session; asking again");
                    }
                    let now = clock::instant();
                    if now > *failing_since.get_or_insert(now) + HELD {
                        self.give_up_until(now + AGAIN).await;
                    }
                    tokio::time::sleep(AGAIN.mul_f64(0.5 + fastrand::f64())).await;
                }
            }
        }
    }

    /// Waits until the place, which comes after this wait, is near.
    async fn approach(&self, wait: Duration) {
        let at = clock::instant() + wait;
        if wait > HELD {
            let (shard, after_s) = (self.0.shard, wait.as_secs());
            tracing::info!(%shard, after_s, "the place for a new session is kept, and far off");
            self.give_up_until(at - AHEAD).await;
        }
        tokio::time::sleep(wait.saturating_sub(IDENTIFY_NOTICE).max(SOON)).await;
    }

    /// Has the connection given up, and with it whoever waits here.
    async fn give_up_until(&self, at: Instant) {
        self.lock().connect_at = Some(at);
        self.0.far.notify_one();
        std::future::pending::<()>().await;
    }

    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.0.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue for Place {
    fn enqueue(&self, _shard: u32) -> oneshot::Receiver<()> {
        let (mut go, may_go) = oneshot::channel();
        let place = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                // The connection is gone; its place is kept for the next.
                () = go.closed() => return,
                () = place.come() => {}
            }
            // It may be gone by now: then the place is lost.
            if go.send(()).is_ok() {
                place.0.identifies.count(());
            }
        });
        may_go
    }
}
