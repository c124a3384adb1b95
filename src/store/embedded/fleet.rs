//! A fleet of one: the process that has the file open holds every shard it asks for.

use super::{Embedded, writer::Job};
use crate::{
    clock,
    store::{
        BETWEEN_IDENTIFIES, Fence, Fleet, Held, IDENTIFY_NOTICE, IDENTIFY_WINDOW, IdentifyAnswer,
        IdentifyAsk, Lease, Member, ShardRef, Stir, StoreError, Tick, Tock,
    },
};
use async_trait::async_trait;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How long a lease is said to hold. Nobody else can ask for it.
const EVER: Duration = Duration::from_secs(3600);

/// What the one worker holds, for as long as it runs.
#[derive(Default)]
pub(super) struct Alone(Mutex<State>);

#[derive(Default)]
struct State {
    held: BTreeMap<ShardRef, Held>,
    /// The places that are kept; of each key the last one that was kept, the last one that was used
    /// up, and when a session last began for certain.
    places: BTreeMap<ShardRef, Instant>,
    last: HashMap<u32, Instant>,
    went: HashMap<u32, Instant>,
    began: HashMap<u32, Instant>,
    budget: Option<Budget>,
}

struct Budget {
    remaining: u32,
    total: u32,
    resets: Instant,
}

impl Alone {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// No other process can have had the file since it was opened, so one fence is enough.
const FENCE: u64 = 1;

#[async_trait]
impl Fleet for Embedded {
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError> {
        let sessions = tick.keep.iter().chain(&tick.release);
        let sessions: Vec<_> =
            sessions.filter_map(|held| Some((held.shard, held.session.clone()?))).collect();
        if !sessions.is_empty() {
            self.writer.ask(|answer| Job::SaveSessions(sessions, answer)).await?;
        }
        let mut granted = Vec::new();
        for shard in &tick.claim {
            let fence = Fence { generation: shard.generation, epoch: FENCE };
            let session = self.reading()?.session(*shard)?;
            granted.push(Held { shard: *shard, fence, session });
        }
        let mut state = self.alone.lock();
        for held in tick.keep.iter().filter(|held| held.session.is_some()) {
            state.held.insert(held.shard, held.clone());
        }
        for held in &tick.release {
            state.held.remove(&held.shard);
        }
        state.held.extend(granted.iter().map(|held| (held.shard, held.clone())));
        let lease = |held: &Held| Lease {
            shard: held.shard,
            owner: tick.worker.name.clone(),
            fence: held.fence,
            left: EVER,
            released: false,
            session: held.session.clone(),
        };
        let leases = state.held.values().map(lease).collect();
        let me =
            Member { worker: tick.worker.clone(), silent_for: Duration::ZERO, connected: true };
        Ok(Tock {
            now: clock::now(),
            granted,
            lost: vec![],
            restored: vec![],
            members: vec![me],
            leases,
        })
    }

    async fn stirred(&self) -> Stir {
        // Nobody else can stir.
        std::future::pending().await
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        let now = clock::instant();
        let mut state = self.alone.lock();
        if let Some(budget) = &mut state.budget {
            if budget.resets <= now {
                budget.remaining = budget.total;
                budget.resets = now + Duration::from_secs(24 * 3600);
            }
            if budget.remaining == 0 {
                return Ok(IdentifyAnswer::Spent(budget.resets - now));
            }
        }
        let key = ask.shard.identify_key(ask.max_concurrency);
        let after = |at: Option<&Instant>, apart| at.map_or(now, |at| *at + apart);
        let kept = state.places.remove(&ask.shard);
        let place = kept
            .unwrap_or_else(|| after(state.last.get(&key), BETWEEN_IDENTIFIES))
            .max(after(state.went.get(&key), BETWEEN_IDENTIFIES))
            .max(after(state.began.get(&key), IDENTIFY_WINDOW))
            .max(now);
        let last = state.last.entry(key).or_insert(place);
        *last = place.max(*last);
        let wait = place - now;
        if wait > IDENTIFY_NOTICE * 2 {
            state.places.insert(ask.shard, place);
            return Ok(IdentifyAnswer::Later(wait));
        }
        state.went.insert(key, place);
        if let Some(budget) = &mut state.budget {
            budget.remaining -= 1;
        }
        Ok(IdentifyAnswer::Go(wait))
    }

    async fn began(&self, shard: ShardRef, max_concurrency: u16) -> Result<(), StoreError> {
        let key = shard.identify_key(max_concurrency);
        self.alone.lock().began.insert(key, clock::instant());
        Ok(())
    }

    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: Duration,
    ) -> Result<(), StoreError> {
        let resets = clock::instant() + reset_after;
        self.alone.lock().budget = Some(Budget { remaining, total, resets });
        Ok(())
    }
}
