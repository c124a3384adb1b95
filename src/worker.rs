//! One worker: builds every part, runs it, and takes it down in order. It alone knows them all.

use crate::{
    clock,
    config::Config,
    discord::{Acknowledged, Call, Priority, Rest, RestError, RestSetUpError, RestSettings},
    domain::ids::{ApplicationId, UserId},
    effects::{Effects, Me},
    engine::Engine,
    gateway::{EventSink, Gateway, GatewayRefused, GatewaySettings},
    intake::{self, Intake},
    store::{
        Fence, Fleet, Held, OpenError, SessionRecord, ShardRef, Store, StoreBroken, StoreError,
        Tick, WorkerName, WorkerRecord, embedded::Embedded,
    },
};
use serde::{Deserialize, de::DeserializeOwned};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use twilight_http::request::{Method, RequestBuilder};

/// How long what was decided may take to be carried out at a stop. What is not done by then is
/// in the outbox, for whoever comes next.
const LAST_EFFECTS: Duration = Duration::from_secs(10);
/// How long the store is waited for after that.
const LAST_HOLDERS: Duration = Duration::from_secs(1);
/// How long one call at the start may take.
const CALL_LIMIT: Duration = Duration::from_secs(5);

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

#[derive(Deserialize)]
struct User {
    id: UserId,
}

#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
}

#[derive(Deserialize)]
struct GatewayBot {
    url: String,
    shards: u32,
    session_start_limit: StartLimit,
}

#[derive(Deserialize)]
struct StartLimit {
    max_concurrency: u16,
}

/// Runs a worker until `stop` is cancelled or Discord will not have it. `ready` is told once
/// every shard has a session.
///
/// # Errors
/// See [`WorkerError`].
pub async fn run(
    config: &Config,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
) -> Result<(), WorkerError> {
    let started = clock::instant();
    let store = Arc::new(Embedded::open(&config.store.path)?);
    let ended = tokio::select! {
        ended = serve(config, &store, stop, ready, started) => ended,
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
    store: &Arc<Embedded>,
    stop: CancellationToken,
    ready: oneshot::Sender<()>,
    started: tokio::time::Instant,
) -> Result<(), WorkerError> {
    let store: Arc<dyn Store> = Arc::<Embedded>::clone(store);
    let rest = Rest::new(RestSettings {
        base: config.discord.api_url.clone(),
        ..RestSettings::new(config.discord.token.clone())
    })?;
    let asking = who_and_where(&rest);
    let (me, gateway) = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        answers = asking => answers?,
    };
    let parts = Parts::start(&rest, store, me);
    let shards = config.discord.shards.unwrap_or(gateway.shards).max(1);
    let settings = gateway_settings(config, gateway);
    let worker = WorkerRecord {
        name: WorkerName::new("the worker of this file"),
        revision: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: clock::now(),
        draining: false,
    };
    let tick = Tick {
        worker: worker.clone(),
        number: 1,
        keep: vec![],
        release: vec![],
        claim: (0..shards).map(|number| ShardRef { generation: 0, number, of: shards }).collect(),
        suspect: vec![],
        leave: false,
    };
    let held = parts.fleet.tick(&tick).await?.granted;
    let ever = clock::instant() + Duration::from_secs(3600 * 24 * 365);
    for it in &held {
        parts.engine.take_over(it.shard, it.fence, ever).await?;
    }
    let fleet = Arc::clone(&parts.fleet);
    let gateway = Gateway::new(settings, Arc::clone(&fleet), Arc::clone(&parts.sink));
    let fences: BTreeMap<_, _> = held.iter().map(|it| (it.shard, it.fence)).collect();
    held.into_iter().for_each(|it| gateway.start(it));
    let tick = Tick { claim: vec![], ..tick };
    let told = (ready, started);
    let ended = keep_shards(&gateway, fleet.as_ref(), tick, &fences, stop, told).await?;
    parts.stop().await;
    Ok(ended?)
}

/// Saves the sessions until there is a reason to end, and hands the shards over.
async fn keep_shards(
    gateway: &Gateway,
    fleet: &dyn Fleet,
    mut tick: Tick,
    fences: &BTreeMap<ShardRef, Fence>,
    stop: CancellationToken,
    told: (oneshot::Sender<()>, tokio::time::Instant),
) -> Result<Result<(), GatewayRefused>, StoreError> {
    let mut active = gateway.active();
    let (ready, started) = told;
    let (mut ready, shards) = (Some(ready), fences.len());
    let mut ticks = tokio::time::interval(Duration::from_millis(500));
    let ended = loop {
        tokio::select! {
            () = stop.cancelled() => break Ok(()),
            why = gateway.refused() => break Err(why),
            Ok(_) = active.wait_for(|count| *count >= shards), if ready.is_some() => {
                let ms = started.elapsed().as_millis();
                tracing::info!(shards, ready_after_ms = ms, "ready");
                // Whoever started us may have stopped listening.
                let _ = ready.take().map(|ready| ready.send(()));
                continue;
            }
            () = gateway.changed() => {}
            _ = ticks.tick() => {}
        }
        let keep = held_now(&gateway.sessions(), fences);
        tick.number += 1;
        let tick = Tick { keep, ..tick.clone() };
        fleet.tick(&tick).await?;
    };
    let parting = fences.keys().map(|shard| gateway.hand_over(*shard));
    let records = futures_util::future::join_all(parting).await;
    let records: Vec<_> = fences.keys().copied().zip(records).collect();
    let release = held_now(&records, fences);
    fleet.tick(&Tick { number: tick.number + 1, release, ..tick }).await?;
    Ok(ended)
}

fn held_now(
    sessions: &[(ShardRef, Option<SessionRecord>)],
    fences: &BTreeMap<ShardRef, Fence>,
) -> Vec<Held> {
    let held = |(shard, session): &(ShardRef, Option<SessionRecord>)| {
        Some(Held { shard: *shard, fence: *fences.get(shard)?, session: session.clone() })
    };
    sessions.iter().filter_map(held).collect()
}

/// The parts behind the gateway.
struct Parts {
    engine: Engine,
    effects: Effects,
    fleet: Arc<dyn Fleet>,
    sink: Arc<dyn EventSink>,
    reading: JoinHandle<()>,
    delivering: JoinHandle<()>,
    settling: JoinHandle<()>,
}

impl Parts {
    fn start(rest: &Rest, store: Arc<dyn Store>, me: Me) -> Self {
        let (decided, entries) = mpsc::unbounded_channel();
        let (engine, settling) = Engine::start(Arc::clone(&store), decided);
        let acknowledged = Acknowledged::default();
        let effects = Effects::new(
            rest.clone(),
            engine.clone(),
            Arc::clone(&store),
            acknowledged.clone(),
            me,
        );
        let delivering = tokio::spawn(effects.clone().run(entries));
        let (intake, reading) = Intake::start(engine.clone(), rest.clone(), acknowledged, me.user);
        let fleet: Arc<dyn Fleet> = store;
        let sink = Arc::new(Listener(intake));
        Self { engine, effects, fleet, sink, reading, delivering, settling }
    }

    /// The shards have handed over: what was decided is carried out, as far as time allows.
    async fn stop(self) {
        let done = async {
            // Asked twice, since the engine may hand something over between the two answers.
            while !(self.effects.is_idle() && self.engine.is_idle() && self.effects.is_idle()) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        if tokio::time::timeout(LAST_EFFECTS, done).await.is_err() {
            tracing::warn!("some effects are left in the outbox for the next start");
        }
        self.reading.abort();
        self.delivering.abort();
        self.settling.abort();
        // Once they have ended nobody else holds the store, so that the next worker can open it.
        drop(self.reading.await);
        drop(self.delivering.await);
        drop(self.settling.await);
    }
}

/// Hands the gateway's events to the intake.
struct Listener(Intake);

impl EventSink for Listener {
    fn concerns(&self, json: &str) -> bool {
        self.0.concerns(json)
    }

    fn receive(&self, _shard: ShardRef, json: String, keep: Box<dyn Send + Sync>) {
        self.0.receive(json, keep);
    }
}

/// Who we are, and where the gateway is: three questions at once.
async fn who_and_where(rest: &Rest) -> Result<(Me, GatewayBot), WorkerError> {
    let requests = rest.requests();
    let user = ask(rest, "who the bot is", || Call::build(requests.current_user()));
    let application =
        ask(rest, "which application it is", || Call::build(requests.current_user_application()));
    let gateway = ask(rest, "where the gateway is", || Call::build(requests.gateway().authed()));
    let (user, application, gateway): (User, Application, GatewayBot) =
        futures_util::try_join!(user, application, gateway)?;
    Ok((Me { application: application.id, user: user.id }, gateway))
}

/// Asks until there is an answer: an outage of Discord must not end a worker.
async fn ask<T: DeserializeOwned>(
    rest: &Rest,
    what: &'static str,
    call: impl Fn() -> Result<Call, RestError>,
) -> Result<T, WorkerError> {
    let refused = |source| WorkerError::Refused { what, source: Box::new(source) };
    let mut wait = Duration::from_millis(250);
    loop {
        let call = call().map_err(refused)?;
        match rest.model(call, Priority::Person, clock::instant() + CALL_LIMIT).await {
            Ok(answer) => return Ok(answer),
            Err(
                fault @ (RestError::Unauthorized
                | RestError::Refused(_)
                | RestError::Invalid { .. }),
            ) => {
                return Err(refused(fault));
            }
            Err(fault) => {
                tracing::warn!(%fault, what, "Discord cannot be asked; trying again");
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(30));
            }
        }
    }
}

/// Registers the slash commands, in place of all that were registered before.
///
/// # Errors
/// If Discord refuses.
pub async fn register_commands(rest: &Rest) -> Result<(), WorkerError> {
    let requests = rest.requests();
    let asked = || Call::build(requests.current_user_application());
    let application: Application = ask(rest, "which application it is", asked).await?;
    let path = format!("applications/{}/commands", application.id);
    let put = || {
        let request = RequestBuilder::raw(Method::Put, path.clone()).json(&intake::definitions());
        let request =
            request.build().map_err(|fault| RestError::Invalid { source: fault.into() })?;
        Ok(Call::repeatable(request))
    };
    let _registered: serde::de::IgnoredAny =
        ask(rest, "that it takes the slash commands", put).await?;
    Ok(())
}

fn gateway_settings(config: &Config, gateway: GatewayBot) -> GatewaySettings {
    GatewaySettings {
        token: config.discord.token.clone(),
        url: gateway.url,
        members: config.discord.members,
        max_concurrency: gateway.session_start_limit.max_concurrency,
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
