//! The shards of this worker: as the fleet decides, they are taken over, kept and handed over.

mod counting;
mod doubt;
mod moves;

use super::{parts::Parts, watch::Watch};
use crate::{
    clock,
    domain::counted::counted,
    fleet::{Holdings, Pace, Step},
    gateway::{Gateway, GatewayRefused, Phase},
    store::{
        Division, Divisions, Fleet, Held, Lease, Member, ShardRef, Stir, StoreError, Tock,
        WorkerRecord,
    },
};
use doubt::Confirmed;
use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use moves::{Taken, Then, Wanted};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::oneshot, time::Instant};
use tokio_util::sync::CancellationToken;

/// How long a stop may take until shards are left to the ending of their leases.
const LAST_TICKS: Duration = Duration::from_secs(12);

/// That the fleet is away is said again only after so long: it is asked twice a second.
const QUIET: Duration = Duration::from_secs(10);

/// What keeps the shards.
pub(super) struct Shards<'a> {
    parts: &'a Parts,
    watch: &'a Watch,
    gateway: Gateway,
    fleet: Arc<dyn Fleet>,
    holdings: Holdings,
    pace: Pace,
    /// The number of shards that was set here, until it has been compared.
    wish: Option<u32>,
    me: WorkerRecord,
    /// Whether another process has our name.
    has_namesake: bool,
    /// When it was last said that the fleet cannot be reached, while it cannot.
    said_away: Option<Instant>,
    /// All times of the holdings count from here.
    born: Instant,
    ticking: Option<BoxFuture<'static, Result<Tock, StoreError>>>,
    taking: FuturesUnordered<BoxFuture<'static, Option<Taken>>>,
    leaving: FuturesUnordered<BoxFuture<'static, Held>>,
    /// Shards that are being taken over.
    wanted: BTreeMap<ShardRef, Wanted>,
    /// Shards whose servers were learned from a history of which it is not known whether it is
    /// kept. Until then nothing is saved of how far their sessions have come.
    doubted: BTreeMap<ShardRef, CancellationToken>,
    confirming: FuturesUnordered<BoxFuture<'static, Option<Confirmed>>>,
    leases: Vec<Lease>,
    /// Shards that came to this worker and have not left it.
    come: BTreeSet<ShardRef>,
    /// Since when shards that are being taken over are not heard.
    unheard: BTreeMap<ShardRef, Instant>,
    ready: Option<oneshot::Sender<()>>,
}

impl<'a> Shards<'a> {
    pub(super) fn new(
        (parts, watch): (&'a Parts, &'a Watch),
        gateway: Gateway,
        fleet: Arc<dyn Fleet>,
        me: WorkerRecord,
        (pace, division, wish): (Pace, Division, Option<u32>),
        ready: oneshot::Sender<()>,
    ) -> Self {
        Self {
            parts,
            watch,
            gateway,
            fleet,
            me: me.clone(),
            has_namesake: false,
            said_away: None,
            holdings: Holdings::new(me, pace, division),
            pace,
            wish,
            born: clock::instant(),
            ticking: None,
            taking: FuturesUnordered::new(),
            leaving: FuturesUnordered::new(),
            wanted: BTreeMap::new(),
            doubted: BTreeMap::new(),
            confirming: FuturesUnordered::new(),
            leases: vec![],
            come: BTreeSet::new(),
            unheard: BTreeMap::new(),
            ready: Some(ready),
        }
    }

    /// Keeps shards until `stop` is cancelled or Discord will not have us; then hands them over.
    pub(super) async fn run(mut self, stop: &CancellationToken) -> Result<(), GatewayRefused> {
        let mut ended = Ok(());
        let (engine, gateway) = (self.parts.engine.clone(), self.gateway.clone());
        let fleet = Arc::clone(&self.fleet);
        let mut active = gateway.active();
        let mut until = None;
        while !self.holdings.has_left() {
            self.watch.vitals.round();
            self.tell_if_ready();
            let due = self.holdings.due().map(|due| self.born + due);
            tokio::select! {
                () = stop.cancelled(), if until.is_none() => {
                    until = Some(clock::instant() + LAST_TICKS);
                    self.watch.vitals.drain();
                    let steps = self.holdings.drain(self.now());
                    self.take(steps);
                }
                why = gateway.refused(), if until.is_none() => {
                    ended = Err(why);
                    stop.cancel();
                }
                () = at(due), if due.is_some() => self.tick(),
                tock = answered(&mut self.ticking), if self.ticking.is_some() => self.tock(tock),
                Some(taken) = self.taking.next() => self.taken(taken),
                Some(confirmed) = self.confirming.next() => self.confirmed(confirmed),
                Some(gone) = self.leaving.next() => self.left(gone),
                stir = fleet.stirred() => self.stirred(stir),
                () = gateway.changed() => self.holdings.stirred(self.now()),
                (shard, _) = engine.refused() => self.fenced(shard),
                () = engine.forgot() => self.holdings.disturbed(self.now()),
                _ = active.changed() => self.count_heard(),
                () = at(until), if until.is_some() => {
                    tracing::warn!("the fleet was not told that this worker leaves: its leases will end");
                    break;
                }
            }
        }
        ended
    }

    fn now(&self) -> Duration {
        self.born.elapsed()
    }

    fn tick(&mut self) {
        for (shard, session) in self.gateway.sessions() {
            if let Some(session) = session.filter(|_| !self.is_doubted(shard)) {
                self.holdings.session(shard, session);
            }
        }
        if self.holdings.is_changing() {
            for (shard, at) in self.gateway.reached() {
                // What was dropped for what is doubted was not dealt with.
                let at = at.filter(|_| !self.is_doubted(shard));
                let at = at.map(|at| at.saturating_duration_since(self.born));
                self.holdings.reached(shard, at);
            }
        }
        let tick = self.holdings.tick(self.now());
        fail::fail_point!("fleet.before_tick", |_| std::process::abort());
        let (fleet, limit) = (Arc::clone(&self.fleet), self.pace.lease());
        let ticking = async move {
            let late = || StoreError::Unavailable("no answer to a tick".to_owned());
            tokio::time::timeout(limit, fleet.tick(&tick)).await.unwrap_or_else(|_| Err(late()))
        };
        self.ticking = Some(ticking.boxed());
    }

    fn tock(&mut self, tock: Result<Tock, StoreError>) {
        self.ticking = None;
        fail::fail_point!("fleet.after_tick", |_| std::process::abort());
        match tock {
            Ok(tock) => {
                if self.said_away.take().is_some() {
                    tracing::info!("the fleet is reached again");
                }
                let before = self.holdings.divisions();
                let steps = self.holdings.tock(self.now(), &tock);
                self.follow(before);
                for lease in tock.leases.iter().filter(|lease| lease.owner == self.me.name) {
                    if let Some(session) = &lease.session {
                        self.gateway.saved(lease.shard, &session.id);
                    }
                }
                self.look_for_namesake(&tock);
                self.note_tock(&tock);
                self.leases = tock.leases;
                for (shard, _) in self.holdings.held() {
                    if let Some(until) = self.holdings.live_until(shard) {
                        self.parts.engine.extend(shard, self.born + until);
                    }
                }
                self.take(steps);
                self.remind();
            }
            Err(fault) => {
                self.watch.metrics.fleet.missed.count(());
                let now = clock::instant();
                if self.said_away.is_none_or(|said| now.duration_since(said) >= QUIET) {
                    tracing::warn!(%fault, "the fleet cannot be reached; shards are kept");
                    self.said_away = Some(now);
                }
                self.holdings.tick_failed(self.now());
            }
        }
    }

    /// Customers who are to be reminded are, where their answers are heard and the store is there.
    fn remind(&self) {
        let mut shards = self.gateway.caught_up();
        shards.retain(|shard| !self.is_doubted(*shard));
        self.parts.engine.remind(&shards);
    }

    /// The fleet knows one worker of a name, which is whoever began last.
    fn look_for_namesake(&mut self, tock: &Tock) {
        let is_other = |it: &&Member| {
            it.worker.name == self.me.name && it.worker.started_at != self.me.started_at
        };
        let has_namesake = tock.members.iter().any(|it| is_other(&it));
        if has_namesake && !self.has_namesake {
            tracing::error!(
                "another worker is named {} and began later: this one gets no shards while that one \
                 is there; give each a TICKETFLOW_WORKER of its own, or none",
                self.me.name
            );
        }
        self.has_namesake = has_namesake;
    }

    fn take(&mut self, steps: Vec<Step>) {
        for step in steps {
            self.count(&step);
            match step {
                Step::Start(held) => {
                    tracing::info!(shard = %held.shard, epoch = held.fence.epoch, "taking a shard over");
                    self.take_over(held, Then::Start);
                }
                Step::Prepare(held) => self.prepare(held),
                Step::GoLive(held) => {
                    tracing::info!(shard = %held.shard, "its division is the present one: going live");
                    // One that was about to be started hears nothing yet.
                    let starts = |it: Wanted| it.then == Then::Start;
                    let starts = self.call_off(held.shard).is_some_and(starts);
                    self.take_over(held, if starts { Then::Start } else { Then::GoLive });
                }
                Step::Learn(held) => {
                    tracing::warn!(shard = %held.shard, "the store did not know of a lease; learning its servers anew");
                    let then = self.call_off(held.shard).map_or(Then::Nothing, |it| it.then);
                    self.take_over(held, then);
                }
                Step::HandOver(shard) => self.hand_over(shard),
                Step::Retire(shard) => self.retire(shard),
                Step::Leave(shard) => self.parts.engine.leave(shard),
                Step::Stop(shard) => {
                    tracing::warn!(%shard, "the shard is somebody else's");
                    self.stop(shard);
                }
            }
        }
    }

    /// What there is to do about a change of the division.
    fn follow(&mut self, before: Divisions) {
        let now = self.holdings.divisions();
        if now != before {
            let Divisions { present, coming } = now;
            let coming = coming.map(tracing::field::display);
            tracing::info!(%present, coming, "the fleet is divided so");
        }
        let is_to_be = now.coming.unwrap_or(now.present).of;
        if let Some(wish) = self.wish.take().filter(|wish| *wish != is_to_be) {
            tracing::warn!(
                "TICKETFLOW_SHARDS is {wish}, and the fleet has {}, which counts: to change that, run \
                 `ticketflow reshard --shards {wish}`",
                counted(is_to_be, "shard", "shards")
            );
        }
        // What two sessions hear must not mean something else the second time.
        self.parts.engine.leave_marks(self.holdings.is_changing());
        if let Some(before) = self.holdings.dealt_with() {
            self.gateway.let_go(self.born + before);
        }
    }

    fn stirred(&mut self, stir: Stir) {
        match stir {
            Stir::Bell => self.holdings.stirred(self.now()),
            Stir::Interrupted => self.holdings.disturbed(self.now()),
        }
    }

    /// Somebody writes for this shard with a greater right.
    fn fenced(&mut self, shard: ShardRef) {
        tracing::warn!(%shard, "somebody else has written for the shard");
        let steps = self.holdings.fenced(self.now(), shard);
        self.take(steps);
    }

    /// Ready is a worker once every shard is held by somebody, and its own have a session that
    /// is saved.
    fn tell_if_ready(&mut self) {
        if self.ready.is_none() || self.leases.is_empty() {
            return;
        }
        let held = |shard: ShardRef| {
            let lease = self.leases.iter().find(|lease| lease.shard == shard);
            lease.is_some_and(|lease| !lease.left.is_zero())
        };
        // What is being prepared takes its time.
        let present = self.holdings.divisions().present;
        let of_present = |lease: &&Lease| present.has(lease.shard) && !lease.left.is_zero();
        let mine = || self.leases.iter().filter(of_present).filter(|it| it.owner == self.me.name);
        if mine().any(|lease| lease.session.is_none()) {
            return;
        }
        let mine = mine().count();
        let is_active = |phase, shard| phase == Phase::Active && present.has(shard);
        let active =
            self.gateway.status().iter().filter(|it| is_active(it.phase, it.shard)).count();
        if present.shards().all(held)
            && active >= mine
            && let Some(ready) = self.ready.take()
        {
            let (shards, ms) = (mine, self.born.elapsed().as_millis());
            tracing::info!(shards, ready_after_ms = ms, "ready");
            // Whoever started us may have stopped listening.
            let _ = ready.send(());
        }
    }
}

async fn at(when: Option<Instant>) {
    match when {
        Some(when) => tokio::time::sleep_until(when).await,
        None => std::future::pending().await,
    }
}

async fn answered(
    ticking: &mut Option<BoxFuture<'static, Result<Tock, StoreError>>>,
) -> Result<Tock, StoreError> {
    match ticking {
        Some(ticking) => ticking.await,
        None => std::future::pending().await,
    }
}
