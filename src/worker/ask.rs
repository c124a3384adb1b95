//! What a worker asks Discord before it begins.

use super::WorkerError;
use crate::{
    clock,
    discord::{Call, Priority, Rest, RestError, TOKEN_PAUSE},
    domain::ids::{ApplicationId, UserId},
    effects::Me,
    gateway::Privileged,
    intake,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;
use tokio::{sync::watch, time::timeout};
use twilight_http::request::{Method, RequestBuilder};

/// How long one call may take.
const CALL_LIMIT: Duration = Duration::from_secs(5);

/// Who hears what keeps Discord from answering.
type Waits<'a> = &'a (dyn Fn(String) + Sync);

/// How long Discord may be away while commands are registered: less than the 120 seconds after
/// which the chart's Job is ended without a word.
pub const REGISTERING: Duration = Duration::from_secs(90);

#[derive(Deserialize)]
struct User {
    id: UserId,
}

#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
    flags: Option<u64>,
}

/// The flags that say that an intent is switched on in the developer portal: for all servers, or
/// for a bot that has to be verified to be in many (Discord docs, Application Flags).
const CONTENT: u64 = 1 << 18 | 1 << 19;
const MEMBERS: u64 = 1 << 14 | 1 << 15;

impl Application {
    fn granted(&self) -> Option<Privileged> {
        let is_on = |flags: u64, intent| flags & intent != 0;
        self.flags.map(|it| Privileged { content: is_on(it, CONTENT), members: is_on(it, MEMBERS) })
    }
}

/// Where the gateway is, and what it allows (Discord docs, Get Gateway Bot).
#[derive(Deserialize)]
pub(super) struct GatewayBot {
    pub(super) url: String,
    pub(super) shards: u32,
    pub(super) session_start_limit: StartLimit,
}

/// How many new sessions are allowed; times in milliseconds.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct StartLimit {
    pub(super) total: u32,
    pub(super) remaining: u32,
    pub(super) reset_after: u64,
    pub(super) max_concurrency: u16,
}

/// Who we are, which privileged intents are switched on for us as far as Discord says, and where
/// the gateway is: three questions at once.
///
/// What keeps Discord from answering is told as well.
pub(super) async fn who_and_where(
    rest: &Rest,
    waits: Waits<'_>,
) -> Result<(Me, Option<Privileged>, GatewayBot), WorkerError> {
    let requests = rest.requests();
    let user = || Call::build(requests.current_user());
    let user = ask((rest, waits), "who the bot is", user);
    let application = || Call::build(requests.current_user_application());
    let application = ask((rest, waits), "which application it is", application);
    let gateway = gateway(rest, waits);
    let (user, application, gateway): (User, Application, GatewayBot) =
        futures_util::try_join!(user, application, gateway)?;
    let me = Me { application: application.id, user: user.id };
    Ok((me, application.granted(), gateway))
}

/// Where the gateway is, and what it allows now.
pub(super) async fn gateway(rest: &Rest, waits: Waits<'_>) -> Result<GatewayBot, WorkerError> {
    let call = || Call::build(rest.requests().gateway().authed());
    ask((rest, waits), "where the gateway is", call).await
}

/// Completes when Discord does not accept the token any more. It may go on sending events to
/// sessions that stand, but nothing can be said. After the first refusal nobody may call for a
/// while; then this asks, since everything else may be waiting.
pub(super) async fn token_refused(rest: &Rest) -> WorkerError {
    let asking = async {
        loop {
            rest.token_doubted().await;
            tokio::time::sleep(TOKEN_PAUSE).await;
            // What is answered, it hears too.
            drop(gateway(rest, &drop).await);
        }
    };
    tokio::select! {
        () = rest.token_refused() => {}
        () = asking => {}
    }
    let source = Box::new(RestError::Unauthorized);
    WorkerError::Refused { what: "anything to this token", source }
}

/// Asks until there is an answer: an outage of Discord must not end a worker.
async fn ask<T: DeserializeOwned>(
    (rest, waits): (&Rest, Waits<'_>),
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
                waits(format!("Discord cannot be asked {what}: {fault}"));
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(30));
            }
        }
    }
}

/// Hears what keeps Discord from answering; the last of it can be read.
pub(super) fn hearing() -> (impl Fn(String) + Send + Sync, watch::Receiver<String>) {
    let (tell, told) = watch::channel("there is no answer yet".to_owned());
    (move |fault| drop(tell.send_replace(fault)), told)
}

/// What is asked is given up after so long; then the error has what was heard last.
pub(super) async fn within<T>(
    patience: Duration,
    asking: impl Future<Output = Result<T, WorkerError>>,
    told: watch::Receiver<String>,
    outcome: &'static str,
) -> Result<T, WorkerError> {
    match timeout(patience, asking).await {
        Ok(done) => done,
        Err(_) => Err(WorkerError::Unreached { patience, outcome, fault: told.borrow().clone() }),
    }
}

/// Registers the slash commands, in place of all that were registered before. Discord may be away
/// for so long.
///
/// # Errors
/// If Discord refuses, or is away for longer.
pub async fn register_commands(rest: &Rest, patience: Duration) -> Result<(), WorkerError> {
    let outcome = "the commands may not be registered; those that were before go on working";
    let (waits, told) = hearing();
    within(patience, register(rest, &waits), told, outcome).await
}

async fn register(rest: &Rest, waits: Waits<'_>) -> Result<(), WorkerError> {
    let requests = rest.requests();
    let asked = || Call::build(requests.current_user_application());
    let application: Application = ask((rest, waits), "which application it is", asked).await?;
    let path = format!("applications/{}/commands", application.id);
    let put = || {
        let request = RequestBuilder::raw(Method::Put, path.clone()).json(&intake::definitions());
        let request =
            request.build().map_err(|fault| RestError::Invalid { source: fault.into() })?;
        Ok(Call::repeatable(request))
    };
    let _registered: serde::de::IgnoredAny =
        ask((rest, waits), "that it takes the slash commands", put).await?;
    Ok(())
}
