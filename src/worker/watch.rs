//! What those who watch a worker see of it.

use super::vitals::Vitals;
use crate::{
    admin::Watched,
    clock,
    discord::{Breaker, Outcome, Rest, RestFigures, Scope},
    engine::{Engine, EngineFigures},
    gateway::{Gateway, Phase, ShardStatus},
    store::{StoreFigures, redis::Primaries},
    telemetry::{
        Metrics, ProcessFigures, Registry,
        metrics::{
            Exposition, RegistryError,
            labels::{self, Label, Lock, Standing, Status},
            samples::*,
        },
        process_figures,
    },
};
use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// What is watched of a worker.
pub(super) struct Watch {
    /// None if nobody may ask.
    registry: Option<Registry>,
    /// Handles for all rooms.
    pub(super) metrics: Metrics,
    pub(super) vitals: Vitals,
    /// From before it is open.
    pub(super) store: StoreFigures,
    revision: String,
    parts: RwLock<Seen>,
}

/// The parts that are looked at, as far as they are there.
#[derive(Default)]
struct Seen {
    rest: Option<Rest>,
    work: Option<(Engine, Gateway)>,
    redis: Option<Primaries>,
}

impl Watch {
    /// Of a worker that has not begun. Without `is_asked`, nothing is counted.
    pub(super) fn new(is_asked: bool, revision: &str) -> Result<Self, RegistryError> {
        let registry = is_asked.then(Registry::new).transpose()?;
        let metrics = registry.as_ref().map(Registry::metrics).unwrap_or_default();
        let (vitals, store, parts) = Default::default();
        Ok(Self { registry, metrics, vitals, store, revision: revision.to_owned(), parts })
    }

    /// Discord is asked from now on.
    pub(super) fn see_asking(&self, rest: Rest) {
        self.parts_mut().rest = Some(rest);
    }

    /// State is kept there.
    pub(super) fn see_redis(&self, primaries: Primaries) {
        self.parts_mut().redis = Some(primaries);
    }

    /// It works from now on.
    pub(super) fn see_working(&self, engine: Engine, gateway: Gateway) {
        self.parts_mut().work = Some((engine, gateway));
    }

    /// The work has ended. These hold the store, which the next worker waits for.
    pub(super) fn look_away(&self) {
        self.parts_mut().work = None;
    }

    fn parts(&self) -> RwLockReadGuard<'_, Seen> {
        self.parts.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn parts_mut(&self) -> RwLockWriteGuard<'_, Seen> {
        self.parts.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn shards(&self) -> Vec<ShardStatus> {
        self.parts().work.as_ref().map(|(_, gateway)| gateway.status()).unwrap_or_default()
    }

    fn seen(&self) -> Exposition {
        let mut seen = Exposition::default();
        seen.tell(BUILD_INFO, &[env!("CARGO_PKG_VERSION"), &self.revision]);
        seen.count(READY, (), usize::from(self.ready().is_ok()));
        seen.count(DRAINING, (), usize::from(self.vitals.is_draining()));
        self.fleet(&mut seen);
        store(&mut seen, &self.store);
        Self::look(&mut seen, &self.parts());
        runtime(&mut seen);
        process(&mut seen);
        seen
    }

    /// What is not there has done nothing, and holds nothing.
    fn look(seen: &mut Exposition, parts: &Seen) {
        let work = parts.work.as_ref();
        engine(seen, &work.map(|(engine, _)| engine.figures()).unwrap_or_default());
        rest(seen, &parts.rest.as_ref().map(Rest::figures).unwrap_or_default());
        shards(seen, &work.map(|(_, gateway)| gateway.status()).unwrap_or_default());
        let replicas = parts.redis.as_ref().map(Primaries::replicas);
        let (replicas, required) = replicas.unwrap_or_default();
        seen.see(STORE_REPLICAS, (), replicas.into());
        seen.see(STORE_REPLICAS_REQUIRED, (), required.into());
    }

    fn fleet(&self, seen: &mut Exposition) {
        let fleet = self.vitals.fleet();
        seen.count(LEASES, (), fleet.held);
        seen.count(FLEET_SHARDS, (), fleet.shards);
        seen.count(FLEET_ORPHANS, (), fleet.unheld);
        seen.count(FLEET_WORKERS, (), fleet.workers);
    }
}

impl Watched for Watch {
    fn alive(&self) -> Result<(), String> {
        self.vitals.alive()
    }

    fn ready(&self) -> Result<(), String> {
        self.vitals.ready(&self.shards()).map_err(|why| {
            // One that answers and refuses is no trouble of the line to it.
            let of_line = self.parts().redis.as_ref().and_then(Primaries::trouble);
            match of_line.or_else(|| self.store.trouble()) {
                Some(trouble) => format!("{why}; {trouble}"),
                None => why,
            }
        })
    }

    fn numbers(&self) -> String {
        self.registry.as_ref().map(|it| it.render(&self.seen())).unwrap_or_default()
    }

    fn sort(&self) {
        if let Some(registry) = &self.registry {
            registry.sort();
        }
    }
}

fn engine(seen: &mut Exposition, figures: &EngineFigures) {
    for standing in Standing::ALL {
        seen.count(TICKETS, *standing, figures.standing(*standing));
    }
    for lock in Lock::ALL {
        seen.count(LOCKS, *lock, figures.locked(*lock));
    }
    seen.count(SERVERS, (), figures.servers);
    seen.count(OUTBOX_ENTRIES, (), figures.entries);
    seen.see(OUTBOX_OLDEST, (), figures.oldest.as_secs_f64());
}

fn rest(seen: &mut Exposition, figures: &RestFigures) {
    let outcomes = [
        (Outcome::Done, Status::Done),
        (Outcome::Refused, Status::Refused),
        (Outcome::RateLimited, Status::RateLimited),
        (Outcome::Failed, Status::Failed),
        (Outcome::NoReply, Status::NoReply),
    ];
    for family in labels::Family::ALL {
        for (outcome, status) in outcomes {
            let calls = figures.calls.get(&(family.text(), outcome)).copied().unwrap_or_default();
            seen.total(REST_CALLS, (*family, status), calls);
        }
    }
    for (scope, label) in [
        (Scope::User, labels::Scope::User),
        (Scope::Shared, labels::Scope::Shared),
        (Scope::Global, labels::Scope::Global),
        (Scope::Cloudflare, labels::Scope::Cloudflare),
    ] {
        let answers = figures.rate_limited.get(&scope).copied().unwrap_or_default();
        seen.total(REST_RATE_LIMITED, label, answers);
    }
    seen.total(REST_WAITS, (), figures.waits);
    seen.count(REST_WAITING, (), figures.waiting);
    seen.see(REST_INVALID, (), figures.invalid.into());
    let breaker = match figures.breaker {
        Breaker::Closed => labels::Breaker::Closed,
        Breaker::HoldsBulk => labels::Breaker::HoldsBulk,
        Breaker::PeopleOnly => labels::Breaker::PeopleOnly,
        Breaker::CallbacksOnly => labels::Breaker::CallbacksOnly,
    };
    seen.state(REST_BREAKER, breaker);
}

fn store(seen: &mut Exposition, store: &StoreFigures) {
    seen.see(STORE_AWAY, (), store.away_for().as_secs_f64());
    if let Some((remaining, limit)) = store.budget() {
        seen.see(SESSION_STARTS_REMAINING, (), remaining.into());
        seen.see(SESSION_STARTS_LIMIT, (), limit.into());
    }
}

/// Where a number of shards was given up and is wanted again, two divisions have shards of the same
/// name for a while: Prometheus takes nothing that says two things of one.
fn shards(seen: &mut Exposition, all: &[ShardStatus]) {
    let mut newest = BTreeMap::<_, &ShardStatus>::new();
    for status in all {
        let named = newest.entry((status.shard.number, status.shard.of)).or_insert(status);
        if named.shard.generation < status.shard.generation {
            *named = status;
        }
    }
    newest.into_values().for_each(|it| shard(seen, it));
}

fn shard(seen: &mut Exposition, status: &ShardStatus) {
    let shard = (status.shard.number, status.shard.of);
    let phase = match status.phase {
        Phase::Waiting => labels::Phase::Waiting,
        Phase::Connecting => labels::Phase::Connecting,
        Phase::Active => labels::Phase::Active,
        Phase::Parting => labels::Phase::Parting,
        Phase::Ended => labels::Phase::Ended,
    };
    seen.state_of_shard(SHARD_PHASE, shard, phase);
    if let Some(latency) = status.latency {
        seen.see_of_shard(SHARD_HEARTBEAT, shard, (), latency.as_secs_f64());
    }
    if let Some(answered) = status.answered {
        let age = clock::instant() - answered;
        seen.see_of_shard(SHARD_HEARTBEAT_AGE, shard, (), age.as_secs_f64());
    }
    seen.count_of_shard(SHARD_OPEN_EVENTS, shard, (), status.open_events);
    seen.see_of_shard(SHARD_LAG, shard, (), status.lag.as_secs_f64());
}

fn runtime(seen: &mut Exposition) {
    let runtime = tokio::runtime::Handle::current().metrics();
    let workers = runtime.num_workers();
    seen.count(RUNTIME_WORKERS, (), workers);
    seen.count(RUNTIME_TASKS, (), runtime.num_alive_tasks());
    seen.count(RUNTIME_QUEUE, (), runtime.global_queue_depth());
    let busy = (0..workers).map(|it| runtime.worker_total_busy_duration(it).as_secs_f64());
    seen.see(RUNTIME_BUSY, (), busy.sum());
}

fn process(seen: &mut Exposition) {
    let ProcessFigures { cpu, memory, open_fds, max_fds, started } = process_figures();
    for (what, value) in [
        (PROCESS_CPU, cpu),
        (PROCESS_MEMORY, memory),
        (PROCESS_OPEN_FDS, open_fds),
        (PROCESS_MAX_FDS, max_fds),
        (PROCESS_START, started),
    ] {
        if let Some(value) = value {
            seen.see(what, (), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        store::ShardRef,
        telemetry::metrics::{Described, Kind, Per, catalogue},
    };
    use std::time::Duration;

    fn shard(generation: u32, number: u32, open_events: usize) -> ShardStatus {
        ShardStatus {
            shard: ShardRef { generation, number, of: 4 },
            phase: Phase::Active,
            since: clock::instant(),
            silent_for: Duration::ZERO,
            latency: None,
            answered: None,
            has_session: true,
            open_events,
            lag: Duration::ZERO,
        }
    }

    #[tokio::test]
    async fn every_series_is_there_before_anything_else_is() {
        let watch = Watch::new(true, "r").unwrap();
        let text = watch.numbers();
        let is_told = |it: &Described| it.per == Per::Worker && !it.name.contains("session_starts");
        for metric in catalogue().iter().filter(|it| is_told(it)) {
            let name = metric.name;
            let of = |line: &&str| line.split(['{', ' ']).next() == Some(name);
            let whole = text.lines().filter(of).count();
            assert!(metric.kind == Kind::Histogram || whole == metric.series(), "{name} in {text}");
        }
    }

    #[test]
    fn of_two_divisions_into_as_many_shards_the_newest_is_told() {
        let mut seen = Exposition::default();
        shards(&mut seen, &[shard(1, 3, 10), shard(2, 3, 20), shard(2, 0, 5), shard(1, 0, 6)]);
        let text = Registry::new().unwrap().render(&seen);
        let open = "ticketflow_gateway_shard_open_events{";
        let told: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(open)).collect();
        assert_eq!(told, [r#"shard="0",of="4"} 5"#, r#"shard="3",of="4"} 20"#]);
    }
}
