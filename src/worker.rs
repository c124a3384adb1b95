//! One worker: builds every part, runs it, and takes it down in order. It alone knows them all.

mod ask;
mod parts;
mod reshard;
mod shards;
mod vitals;
mod watch;

pub use ask::{REGISTERING, register_commands};
pub use reshard::{ASKING, ReshardError, reshard, stay};

use crate::{
    admin::{Admin, AdminError},
    clock,
    config::{Config, Discord},
    discord::{Rest, RestError, RestSetUpError, RestSettings},
    domain::ids::{ApplicationId, base36},
    fleet::Pace,
    gateway::{Gateway, GatewayRefused, GatewaySettings, Privileged},
    store::{
        Allowance, Division, Fleet, Look, Measured, MeasuredAllowance, OpenError, Store,
        StoreBroken, StoreError, StoreFigures, WorkerName, WorkerRecord,
        embedded::Embedded,
        redis::{Redis, RedisSettings, allowance::SharedAllowance},
    },
    telemetry::metrics::RegistryError,
};
use ask::StartLimit;
use futures_util::{FutureExt as _, future::BoxFuture};
use parts::Parts;
use shards::Shards;
use std::{sync::Arc, time::Duration};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use watch::Watch;

/// How long one call to Redis may take.
const REDIS_DEADLINE: Duration = Duration::from_secs(1);
/// How long the store is waited for at the end.
const LAST_HOLDERS: Duration = Duration::from_secs(1);
/// The wait before Redis is tried again at the start, which takes some seconds itself.
const REDIS_AGAIN: Duration = Duration::from_millis(500);
/// What to do where two bots meet in one store.
const IN_REDIS: &str = "Give this bot a Redis of its own, or another database of this one \
    (REDIS_URL, redis://HOST:PORT/1). If it takes the place of the other for good, stop all workers \
    and remove the key that says whose it is: redis-cli DEL '{f}:application'";
const IN_A_FILE: &str = "Give this bot a file of its own (TICKETFLOW_STORE). If it takes the place \
    of the other for good, move what is there to a new file with `ticketflow export` and \
    `ticketflow restore`, which leave out whose it is";
/// How often Discord is asked how many new sessions it allows.
const BUDGET_EVERY: Duration = Duration::from_secs(600);

/// Why a worker did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store cannot be read at the start.
    #[error("the store cannot be read")]
    Store(#[from] StoreError),
    /// The store failed while we ran.
    #[error(transparent)]
    Broken(#[from] StoreBroken),
    /// Those who watch cannot be answered.
    #[error(transparent)]
    Admin(#[from] AdminError),
    /// Nothing can be counted.
    #[error(transparent)]
    Metrics(#[from] RegistryError),
    /// REST cannot be set up.
    #[error("the REST executor cannot be set up")]
    Rest(#[from] RestSetUpError),
    /// Discord refuses what every bot needs.
    #[error("Discord refuses to say {what}")]
    Refused {
        /// What was asked.
        what: &'static str,
        /// Its answer.
        source: Box<RestError>,
    },
    /// The store is another bot's.
    #[error(
        "what is stored there is of application {stored}, and the token is of application {ours}: \
         two bots cannot share a store, since each would take the other's shards and tickets for \
         its own. {remedy}"
    )]
    Foreign {
        /// Whose it is.
        stored: ApplicationId,
        /// Whose the token is.
        ours: ApplicationId,
        /// What to do, by the kind of store.
        remedy: &'static str,
    },
    /// Discord was not reached for too long.
    #[error(
        "Discord did not answer within {} s, so {outcome} ({fault}). Check that this machine reaches \
         Discord (name, proxy, firewall; DISCORD_API_URL if it is set) and that Discord is well \
         (https://discordstatus.com), and do it again",
        patience.as_secs()
    )]
    Unreached {
        /// How long it was waited for.
        patience: Duration,
        /// What that means for what was to be done.
        outcome: &'static str,
        /// What kept Discord from answering.
        fault: String,
    },
    /// Discord's gateway refuses us for good.
    #[error(transparent)]
    Gateway(#[from] GatewayRefused),
}

/// Runs a worker until `stop` is cancelled or Discord will not have it. `ready` is told once
/// every shard is held by somebody and its own have a session.
///
/// # Errors
/// See [`WorkerError`].
pub async fn run(
    config: &Config,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
) -> Result<(), WorkerError> {
    let address = config.admin.address;
    let watch = Arc::new(Watch::new(address.is_some(), &config.fleet.revision)?);
    let watched = Arc::<Watch>::clone(&watch);
    // From the beginning, so that one who waits for the store or for Discord can be told apart from
    // one that is not there.
    let answering = match address {
        Some(address) => Some(tokio::spawn(Admin::listen(address).await?.serve(watched))),
        None => None,
    };
    let ended = run_watched(config, &watch, stop, ready).await;
    if let Some(answering) = answering {
        answering.abort();
        drop(answering.await);
    }
    ended
}

async fn run_watched(
    config: &Config,
    watch: &Arc<Watch>,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
) -> Result<(), WorkerError> {
    let me = myself(config);
    let Some(url) = &config.store.redis else {
        return run_alone(config, me, watch, stop, ready).await;
    };
    let settings = RedisSettings {
        url: url.clone(),
        deadline: REDIS_DEADLINE,
        replicas: config.store.replicas,
        worker: me.name.clone(),
    };
    let redis = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        redis = open(settings, config.fleet.lease, &watch.store) => redis?,
    };
    let (primaries, egress) = (redis.primaries().clone(), &config.fleet.egress);
    watch.see_redis(primaries.clone());
    let shared = SharedAllowance::join(primaries, &me.name, egress).await;
    let measured = MeasuredAllowance::new(Arc::new(shared), watch.metrics.store.clone());
    let allowance: Arc<dyn Allowance> = Arc::new(measured);
    // A worker ticks six times while its leases hold.
    let pace = Pace::new(config.fleet.lease / 6);
    let (store, broken) = (Arc::new(redis), std::future::pending().boxed());
    let place = Place { store, broken, allowance: Some(allowance), pace, me };
    serve(config, place, watch, stop, ready).await
}

/// Opens Redis, which may be failing over just now, or away: who ended would be started again ever
/// more seldom, and come back long after Redis does. What only a person can mend is told at once.
async fn open(
    settings: RedisSettings,
    lease: Duration,
    figures: &StoreFigures,
) -> Result<Redis, OpenError> {
    loop {
        let begun = clock::instant();
        match open_whole(settings.clone(), lease).await {
            Err(fault @ OpenError::RedisUnreachable(_)) => {
                tracing::warn!(%fault, "Redis is not there yet; trying again");
                figures.unreached(begun, fault.to_string());
                tokio::time::sleep(REDIS_AGAIN).await;
            }
            other => {
                figures.reached();
                return other;
            }
        }
    }
}

/// Opens a Redis that is not half filled.
async fn open_whole(settings: RedisSettings, lease: Duration) -> Result<Redis, OpenError> {
    let redis = Redis::open(settings, lease).await?;
    match redis.half_filled().await {
        Ok(None) => Ok(redis),
        Ok(Some(_)) => Err(OpenError::HalfFilled),
        Err(fault) => Err(OpenError::RedisUnreachable(fault.to_string())),
    }
}

/// Runs the only worker of a file.
async fn run_alone(
    config: &Config,
    me: WorkerRecord,
    watch: &Arc<Watch>,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
) -> Result<(), WorkerError> {
    let file = Arc::new(Embedded::open(&config.store.path)?);
    tracing::info!(file = %config.store.path.display(), "state is kept in a file");
    if let Some(of) = config.discord.shards {
        reshard::follow_setting(&file, of).await?;
    }
    let store: Arc<dyn Store> = Arc::<Embedded>::clone(&file);
    let broken = file.broken().boxed();
    let place = Place { store, broken, allowance: None, pace: Pace::default().alone(), me };
    let ended = serve(config, place, watch, stop, ready).await;
    // Those who wait for a broken one wait in vain; they end with the process.
    if !matches!(ended, Err(WorkerError::Broken(_))) {
        close(file).await;
    }
    ended
}

/// Where a worker works.
struct Place {
    store: Arc<dyn Store>,
    /// Completes when nothing can be written any more.
    broken: BoxFuture<'static, StoreBroken>,
    /// What is shared of Discord's REST limits.
    allowance: Option<Arc<dyn Allowance>>,
    pace: Pace,
    me: WorkerRecord,
}

/// Gives the store back, so that the next worker can have it as soon as this one has ended. A
/// task that still waits for Discord may hold on to it; that ends with the process.
async fn close(mut store: Arc<Embedded>) {
    let free = async {
        while let Err(held) = Arc::try_unwrap(store) {
            store = held;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    if tokio::time::timeout(LAST_HOLDERS, free).await.is_err() {
        tracing::warn!("the store is still in use by calls that Discord does not answer");
    }
}

async fn serve(
    config: &Config,
    place: Place,
    watch: &Arc<Watch>,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
) -> Result<(), WorkerError> {
    let Place { store, broken, allowance, pace, me: worker } = place;
    let metrics = &watch.metrics;
    let figures = watch.store.clone();
    let store: Arc<dyn Store> = Arc::new(Measured::new(store, metrics.store.clone(), figures));
    let rest = Rest::new(RestSettings {
        base: config.discord.api_url.clone(),
        allowance,
        metrics: metrics.rest.clone(),
        ..RestSettings::new(config.discord.token.clone())
    })?;
    watch.see_asking(rest.clone());
    let waits = |why| watch.vitals.waits(why);
    let asking = ask::who_and_where(&rest, &waits);
    let (me, granted, gateway) = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        answers = asking => answers?,
    };
    let fleet: Arc<dyn Fleet> = Arc::<dyn Store>::clone(&store);
    tokio::select! {
        () = stop.cancelled() => return Ok(()),
        ours = belong(&*fleet, me.application, config.store.redis.is_some()) => ours?,
    }
    let limit = gateway.session_start_limit;
    let budget = tokio::spawn(keep_budget(rest.clone(), Arc::clone(&fleet), limit));
    let Discord { message_content: content, members, .. } = config.discord;
    let wanted = Privileged { content, members };
    let parts = Parts::start(&rest, store, me, wanted, metrics);
    let settings = GatewaySettings {
        token: config.discord.token.clone(),
        url: gateway.url,
        wanted,
        granted,
        max_concurrency: limit.max_concurrency,
        metrics: metrics.gateway.clone(),
    };
    // What the store knows counts more.
    let of = config.discord.shards.unwrap_or(gateway.shards).max(1);
    let division = Division { generation: 0, of };
    let kept = Gateway::new(settings, Arc::clone(&fleet), Arc::clone(&parts.sink));
    let wish = config.discord.shards;
    watch.see_working(parts.engine.clone(), kept.clone());
    let shards = Shards::new((&parts, watch), kept, fleet, worker, (pace, division, wish), ready);
    let ended = tokio::select! {
        ended = shards.run(&stop) => ended.map_err(WorkerError::from),
        why = broken => Err(WorkerError::Broken(why)),
        why = ask::token_refused(&rest) => Err(why),
    };
    watch.vitals.over();
    budget.abort();
    drop(budget.await);
    match ended {
        Err(WorkerError::Broken(_)) => parts.give_up().await,
        _ => parts.stop().await,
    }
    watch.look_away();
    ended
}

/// Makes sure that the store is this bot's.
async fn belong(fleet: &dyn Fleet, ours: ApplicationId, is_redis: bool) -> Result<(), WorkerError> {
    let stored = loop {
        match fleet.belong(ours).await {
            Ok(stored) => break stored,
            Err(fault @ StoreError::Damaged(_)) => return Err(fault.into()),
            Err(StoreError::Unavailable(why)) => {
                tracing::warn!(why, "it is not known yet whose the store is; trying again");
                tokio::time::sleep(REDIS_AGAIN).await;
            }
        }
    };
    let remedy = if is_redis { IN_REDIS } else { IN_A_FILE };
    if stored == ours { Ok(()) } else { Err(WorkerError::Foreign { stored, ours, remedy }) }
}

/// What this worker says of itself. Of two processes with one name, the fleet would take the one
/// for the other: a name that is given is an operator's promise, a made-up one has chance in it.
fn myself(config: &Config) -> WorkerRecord {
    let made_up = || format!("worker-{}-{}", std::process::id(), base36(fastrand::u64(..)));
    WorkerRecord {
        name: WorkerName::new(&config.fleet.worker.clone().unwrap_or_else(made_up)),
        revision: config.fleet.revision.clone(),
        started_at: clock::now(),
        draining: false,
    }
}

/// Tells the fleet how many new sessions Discord allows, and asks Discord again now and then: other
/// programs may use the same token.
async fn keep_budget(rest: Rest, fleet: Arc<dyn Fleet>, mut limit: StartLimit) {
    loop {
        let reset_after = Duration::from_millis(limit.reset_after);
        while let Err(fault) = fleet.budget(limit.remaining, limit.total, reset_after).await {
            tracing::warn!(%fault, "the fleet was not told yet how many sessions are allowed");
            tokio::time::sleep(REDIS_AGAIN).await;
        }
        tokio::time::sleep(BUDGET_EVERY).await;
        match ask::gateway(&rest, &drop).await {
            Ok(gateway) => limit = gateway.session_start_limit,
            Err(fault) => tracing::warn!(%fault, "Discord did not say how many sessions it allows"),
        }
    }
}

/// Listens from this call on; what it returns completes when the operating system asks the
/// process to stop.
///
/// # Errors
/// If signals cannot be listened to.
pub fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
