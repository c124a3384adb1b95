//! One worker: builds every part, runs it, and takes it down in order. It alone knows them all.

pub mod allowance;

use crate::{
    clock,
    config::Config,
    discord::{Acknowledged, Call, Priority, Rest, RestError, RestSetUpError, RestSettings},
    domain::ids::{ApplicationId, UserId},
    effects::{Effects, Me},
    engine::Engine,
    gateway::{EventSink, Gateway, GatewayRefused, GatewaySettings, IdentifyLimit},
    intake::{self, Intake},
    store::{OpenError, Sessions, Store, StoreBroken, StoreError, embedded::Embedded},
};
use async_trait::async_trait;
use serde::{Deserialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};
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
    total: u32,
    remaining: u32,
    reset_after: u64,
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
    let parts = Parts::start(&rest, store, me).await?;
    let settings = gateway_settings(config, gateway);
    let shards = settings.shards;
    let stop_shards = stop.child_token();
    let mut gateway = Gateway::start(&settings, &parts.sessions, &parts.sink, &stop_shards);
    let ready_signal = gateway.ready(shards);
    let ended = tokio::select! {
        ended = gateway.finished() => Some(ended),
        () = ready_signal => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            let ms = started.elapsed().as_millis();
            tracing::info!(shards, ready_after_ms = ms, "ready");
            // Whoever started us may have stopped listening.
            let _ = ready.send(());
            gateway.finished().await
        }
    };
    parts.stop().await;
    Ok(ended?)
}

/// The parts behind the gateway.
struct Parts {
    engine: Engine,
    effects: Effects,
    sessions: Arc<dyn Sessions>,
    sink: Arc<dyn EventSink>,
    reading: JoinHandle<()>,
    delivering: JoinHandle<()>,
}

impl Parts {
    async fn start(rest: &Rest, store: Arc<dyn Store>, me: Me) -> Result<Self, StoreError> {
        let (decided, entries) = mpsc::unbounded_channel();
        let engine = Engine::start(Arc::clone(&store), decided).await?;
        let acknowledged = Acknowledged::default();
        let effects = Effects::new(
            rest.clone(),
            engine.clone(),
            Arc::clone(&store),
            acknowledged.clone(),
            me,
        );
        // Before the first event comes, or what is decided then would be taken over as well.
        let left = store.take_over().await?;
        let delivering = tokio::spawn(effects.clone().run(left, entries));
        let (intake, reading) = Intake::start(engine.clone(), rest.clone(), acknowledged, me.user);
        let sessions: Arc<dyn Sessions> = store;
        let sink = Arc::new(Listener(intake));
        Ok(Self { engine, effects, sessions, sink, reading, delivering })
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
        // Once they have ended nobody else holds the store, so that the next worker can open it.
        drop(self.reading.await);
        drop(self.delivering.await);
    }
}

/// Hands the gateway's events to the intake.
struct Listener(Intake);

#[async_trait]
impl EventSink for Listener {
    fn concerns(&self, json: &str) -> bool {
        self.0.concerns(json)
    }

    async fn receive(&self, json: String, keep: Box<dyn Send + Sync>) {
        self.0.receive(json, keep).await;
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
    let limit = gateway.session_start_limit;
    GatewaySettings {
        token: config.discord.token.clone(),
        url: gateway.url,
        shards: config.discord.shards.unwrap_or(gateway.shards).max(1),
        members: config.discord.members,
        identify: IdentifyLimit {
            max_concurrency: limit.max_concurrency,
            remaining: limit.remaining,
            reset_after_ms: limit.reset_after,
            total: limit.total,
        },
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
