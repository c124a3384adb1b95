//! A fleet of one: the process that has the file open holds every shard it asks for.

use super::{Embedded, writer::Job};
use crate::{
    clock,
    domain::{ids::ApplicationId, time::Timestamp},
    store::{
        BETWEEN_IDENTIFIES, Change, Changed, Division, Divisions, Fence, Fleet, Held,
        IDENTIFY_NOTICE, IDENTIFY_WINDOW, IdentifyAnswer, IdentifyAsk, Lease, Member, ShardRef,
        Stir, StoreError, Tick, Tock, WorkerName, overlap,
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

/// How long leases would hold if there were others: what a change of the division goes by.
const LEASE: Duration = Duration::from_secs(3);

/// What the one worker holds, for as long as it runs.
#[derive(Default)]
pub(super) struct Alone(Mutex<State>);

#[derive(Default)]
struct State {
    held: BTreeMap<ShardRef, Hold>,
    /// The places that are kept; of each key the last one that was kept, the last one that was used
    /// up, and when a session last began for certain.
    places: BTreeMap<ShardRef, Instant>,
    last: HashMap<u32, Instant>,
    went: HashMap<u32, Instant>,
    began: HashMap<u32, Instant>,
    budget: Option<Budget>,
}

struct Hold {
    held: Held,
    reached: Option<Timestamp>,
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

impl Embedded {
    /// How the worker divides its servers; as it says itself if that was never written down.
    async fn divisions(&self, told: Division) -> Result<Divisions, StoreError> {
        match self.reading()?.divisions()? {
            Some(known) if known.present.generation >= told.generation => Ok(known),
            _ => {
                let divisions = Divisions { present: told, coming: None };
                self.note(divisions).await?;
                Ok(divisions)
            }
        }
    }

    async fn note(&self, divisions: Divisions) -> Result<(), StoreError> {
        self.writer.ask(|answer| Job::Divide(divisions, answer)).await
    }
}

impl State {
    /// Leases are kept, given up and claimed.
    fn take_in(&mut self, tick: &Tick, granted: &[Held]) {
        for held in &tick.release {
            self.held.remove(&held.shard);
        }
        for held in &tick.keep {
            let known = self.held.entry(held.shard).or_insert_with(|| Hold::of(held));
            known.reached = None;
            if held.session.is_some() {
                known.held.session.clone_from(&held.session);
            }
        }
        for (shard, at) in &tick.reached {
            if let Some(known) = self.held.get_mut(shard) {
                known.reached = Some(*at);
            }
        }
        self.held.extend(granted.iter().map(|held| (held.shard, Hold::of(held))));
    }

    fn leases(&self, owner: &WorkerName) -> Vec<Lease> {
        let lease = |hold: &Hold| Lease {
            shard: hold.held.shard,
            owner: owner.clone(),
            fence: hold.held.fence,
            left: EVER,
            released: false,
            session: hold.held.session.clone(),
            reached: hold.reached,
        };
        self.held.values().map(lease).collect()
    }
}

impl Hold {
    fn of(held: &Held) -> Self {
        Self { held: held.clone(), reached: None }
    }
}

#[async_trait]
impl Fleet for Embedded {
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError> {
        let mut divisions = self.divisions(tick.present).await?;
        let sessions = tick.keep.iter().chain(&tick.release).filter(|it| divisions.has(it.shard));
        let sessions: Vec<_> =
            sessions.filter_map(|held| Some((held.shard, held.session.clone()?))).collect();
        if !sessions.is_empty() {
            self.writer.ask(|answer| Job::SaveSessions(sessions, answer)).await?;
        }
        let mut granted = Vec::new();
        for shard in tick.claim.iter().filter(|shard| divisions.has(**shard)) {
            let fence = Fence { generation: shard.generation, epoch: FENCE };
            let session = self.reading()?.session(*shard)?;
            granted.push(Held { shard: *shard, fence, session });
        }
        let leases = {
            let mut state = self.alone.lock();
            state.take_in(tick, &granted);
            state.leases(&tick.worker.name)
        };
        if divisions.is_ripe(&leases, overlap(LEASE))
            && let Some(present) = divisions.coming
        {
            divisions = Divisions { present, coming: None };
            self.note(divisions).await?;
        }
        let me =
            Member { worker: tick.worker.clone(), silent_for: Duration::ZERO, connected: true };
        Ok(Tock {
            now: clock::now(),
            granted,
            lost: vec![],
            restored: vec![],
            members: vec![me],
            leases,
            divisions,
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
            let reserve = match ask.unheard {
                true => 0,
                false => (budget.total / 5).max(ask.shard.of.saturating_mul(2)),
            };
            if budget.remaining <= reserve {
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

    async fn divide(&self, change: Change) -> Result<Changed, StoreError> {
        let Some(divisions) = self.reading()?.divisions()? else { return Ok(Changed::Undivided) };
        match divisions.changed(change) {
            Some(divisions) => {
                self.note(divisions).await?;
                Ok(Changed::Done(divisions))
            }
            None => Ok(Changed::Refused(divisions)),
        }
    }

    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError> {
        self.writer.ask(|answer| Job::Belong(application, answer)).await
    }
}
