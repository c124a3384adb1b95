//! One worker: builds every part, runs it, and takes it down in order. It alone knows them all.

pub mod allowance;
mod ask;
mod parts;
mod shards;

pub use ask::register_commands;

use crate::{
    clock,
    config::Config,
    discord::{Rest, RestError, RestSetUpError, RestSettings},
    fleet::{Division, Pace},
    gateway::{Gateway, GatewayRefused, GatewaySettings},
    store::{
        Fleet, OpenError, Store, StoreBroken, StoreError, WorkerName, WorkerRecord,
        embedded::Embedded,
    },
};
use ask::StartLimit;
use parts::Parts;
use shards::Shards;
use std::{sync::Arc, time::Duration};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// How long the store is waited for at the end.
const LAST_HOLDERS: Duration = Duration::from_secs(1);
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
    let store = Arc::new(Embedded::open(&config.store.path)?);
    let ended = tokio::select! {
        ended = serve(config, Arc::<Embedded>::clone(&store), stop, ready) => ended,
        why = store.broken() => Err(WorkerError::Broken(why)),
    };
    close(store).await;
    ended
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
    store: Arc<dyn Store>,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
) -> Result<(), WorkerError> {
    let rest = Rest::new(RestSettings {
        base: config.discord.api_url.clone(),
        ..RestSettings::new(config.discord.token.clone())
    })?;
    let asking = ask::who_and_where(&rest);
    let (me, gateway) = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        answers = asking => answers?,
    };
    let fleet: Arc<dyn Fleet> = Arc::<dyn Store>::clone(&store);
    let limit = gateway.session_start_limit;
    tell_budget(&*fleet, limit).await?;
    let budget = tokio::spawn(keep_budget(rest.clone(), Arc::clone(&fleet)));
    let parts = Parts::start(&rest, store, me);
    let settings = GatewaySettings {
        token: config.discord.token.clone(),
        url: gateway.url,
        members: config.discord.members,
        max_concurrency: limit.max_concurrency,
    };
    let of = config.discord.shards.unwrap_or(gateway.shards).max(1);
    let division = Division { generation: 0, of };
    let kept = Gateway::new(settings, Arc::clone(&fleet), Arc::clone(&parts.sink));
    let rhythm = (Pace::default().alone(), division);
    let ended = Shards::new(&parts, kept, fleet, myself(), rhythm, ready).run(&stop).await;
    budget.abort();
    drop(budget.await);
    parts.stop().await;
    Ok(ended?)
}

/// What this worker says of itself.
fn myself() -> WorkerRecord {
    WorkerRecord {
        name: WorkerName::new("worker"),
        revision: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: clock::now(),
        draining: false,
    }
}

async fn tell_budget(fleet: &dyn Fleet, limit: StartLimit) -> Result<(), StoreError> {
    let reset_after = Duration::from_millis(limit.reset_after);
    fleet.budget(limit.remaining, limit.total, reset_after).await
}

/// Asks Discord now and then what is left: other programs may use the same token.
async fn keep_budget(rest: Rest, fleet: Arc<dyn Fleet>) {
    loop {
        tokio::time::sleep(BUDGET_EVERY).await;
        match ask::gateway(&rest).await {
            Ok(gateway) => {
                if let Err(fault) = tell_budget(&*fleet, gateway.session_start_limit).await {
                    tracing::warn!(%fault, "the fleet was not told how many sessions are allowed");
                }
            }
            Err(fault) => tracing::warn!(%fault, "Discord did not say how many sessions it allows"),
        }
    }
}

/// Completes when the operating system asks the process to stop.
///
/// # Errors
/// If signals cannot be listened to.
pub async fn asked_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
