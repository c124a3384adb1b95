//! A shard's place among those who begin a session, of which Discord allows only so many.
//!
//! twilight asks for it once its connection has been greeted, so that the place is used on the dot.
//! If it is far off, the connection is given up until shortly before: how long Discord bears with
//! one that does not identify is not documented.

use crate::{
    clock,
    store::{Fleet, IdentifyAnswer, IdentifyAsk, ShardRef},
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
/// How late a place may be used: places have so much room between them.
const LATE: Duration = Duration::from_millis(200);
/// How long until the store is asked again, when it cannot be.
const AGAIN: Duration = Duration::from_secs(1);

/// One shard's place. A cheap handle.
#[derive(Clone)]
pub(super) struct Place(Arc<Inner>);

struct Inner {
    fleet: Arc<dyn Fleet>,
    shard: ShardRef,
    max_concurrency: u16,
    plan: Mutex<Plan>,
    /// Rings when the connection is to be given up for now.
    far: Notify,
}

#[derive(Default)]
struct Plan {
    /// The place that was taken and not used.
    taken: Option<Instant>,
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
        shard: ShardRef,
        max_concurrency: u16,
        heard: bool,
    ) -> Self {
        let plan = Mutex::new(Plan { heard, ..Plan::default() });
        Self(Arc::new(Inner { fleet, shard, max_concurrency, plan, far: Notify::new() }))
    }

    /// From now on nobody else hears the servers of the shard.
    pub(super) fn alone(&self) {
        self.lock().heard = false;
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
        let kept = self.lock().taken.filter(|at| clock::instant() < *at + LATE);
        let at = match kept {
            Some(at) => at,
            None => self.take().await,
        };
        if at > clock::instant() + HELD {
            tracing::info!(
                shard = %self.0.shard,
                after_s = (at - clock::instant()).as_secs(),
                "the place for a new session is taken, and far off"
            );
            self.give_up_until(at - AHEAD).await;
        }
        tokio::time::sleep_until(at).await;
        self.lock().taken = None;
        fail::fail_point!("gateway.before_identify", |_| std::process::abort());
    }

    /// Takes a place. As long as the fleet cannot be asked nobody identifies.
    async fn take(&self) -> Instant {
        let shard = self.0.shard;
        let until = clock::instant() + HELD;
        let mut failed = false;
        loop {
            let unheard = !self.lock().heard;
            let ask = IdentifyAsk { shard, max_concurrency: self.0.max_concurrency, unheard };
            match self.0.fleet.identify(&ask).await {
                Ok(IdentifyAnswer::Go(wait)) => {
                    let at = clock::instant() + wait;
                    let mut plan = self.lock();
                    (plan.taken, plan.spent) = (Some(at), false);
                    return at;
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
                    if !failed {
                        tracing::warn!(%shard, %fault, "no place for a new session; asking again");
                    }
                    failed = true;
                    if clock::instant() > until {
                        self.give_up_until(clock::instant() + AGAIN).await;
                    }
                    tokio::time::sleep(AGAIN.mul_f64(0.5 + fastrand::f64())).await;
                }
            }
        }
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
                // The connection is gone; a place that was taken is kept for the next.
                () = go.closed() => return,
                () = place.come() => {}
            }
            // It may be gone by now: then the place is lost.
            let _ = go.send(());
        });
        may_go
    }
}
