//! The websocket side: shards, and keeping their sessions alive. Who listens, it does not know.

mod shard;
mod watermark;

use crate::{
    secret::Secret,
    store::{Fleet, Held, WorkerRecord},
};
use async_trait::async_trait;
use std::sync::Arc;
use tokio::{sync::watch, task::JoinSet};
use tokio_util::sync::CancellationToken;
use twilight_gateway::{ConfigBuilder, Intents, queue::InMemoryQueue};

/// Where events go.
#[async_trait]
pub trait EventSink: Send + Sync {
    /// Whether an event may concern the listener. Must be cheap.
    fn concerns(&self, json: &str) -> bool;

    /// Takes an event. `keep` is dropped once it has been dealt with.
    async fn receive(&self, json: String, keep: Box<dyn Send + Sync>);
}

/// What the gateway needs to know.
#[derive(Clone, Debug)]
pub struct GatewaySettings {
    /// The bot token.
    pub token: Secret,
    /// Where Discord told us to connect.
    pub url: String,
    /// How many shards there are. This process runs all of them.
    pub shards: u32,
    /// Whether to ask for the events of members who leave, which Discord has to allow.
    pub members: bool,
    /// How often we may identify, as Discord told us.
    pub identify: IdentifyLimit,
}

/// Discord's limit on new sessions (Discord docs, Session Start Limit Object).
#[derive(Clone, Copy, Debug)]
pub struct IdentifyLimit {
    /// How many at once.
    pub max_concurrency: u16,
    /// How many are left today.
    pub remaining: u32,
    /// Milliseconds until there are as many as `total` again.
    pub reset_after_ms: u64,
    /// How many a day.
    pub total: u32,
}

/// Why Discord will not have us, so that trying again is of no use.
#[derive(Debug, thiserror::Error)]
pub enum GatewayRefused {
    /// The token is wrong.
    #[error(
        "Discord does not accept the bot token: set DISCORD_TOKEN to the one of the developer portal"
    )]
    Token,
    /// Not enough, or other shards.
    #[error(
        "Discord does not accept the number of shards (close code {0}): let it choose, by leaving `discord.shards` out"
    )]
    Shards(u16),
    /// An intent is not switched on.
    #[error(
        "Discord does not grant an intent: in the developer portal, under Bot, switch on “Message \
         Content Intent”, and “Server Members Intent” if `discord.members` is on"
    )]
    Intents,
    /// A mistake of ours ended a shard; the log has it.
    #[error("a shard ended by a mistake of ours: start again, and report what the log says")]
    Panicked,
    /// Something that only a newer version can mend.
    #[error("Discord closed the connection for good (close code {0})")]
    Other(u16),
}

/// The sessions of all shards.
pub struct Gateway {
    shards: JoinSet<Result<(), GatewayRefused>>,
    active: watch::Receiver<u32>,
    stop: CancellationToken,
}

impl Gateway {
    /// Starts all shards. They stop, resumably, when `stop` is cancelled.
    #[must_use]
    pub fn start(
        settings: &GatewaySettings,
        fleet: &Arc<dyn Fleet>,
        worker: &WorkerRecord,
        held: Vec<Held>,
        sink: &Arc<dyn EventSink>,
        stop: &CancellationToken,
    ) -> Self {
        let limit = settings.identify;
        let queue = InMemoryQueue::new(
            limit.max_concurrency,
            limit.remaining,
            std::time::Duration::from_millis(limit.reset_after_ms),
            limit.total,
        );
        let config = ConfigBuilder::new(settings.token.expose().to_owned(), intents(settings))
            .proxy_url(settings.url.trim_end_matches('/').to_owned())
            .queue(queue)
            .build();
        let (count, active) = watch::channel(0);
        let count = Arc::new(count);
        let mut shards = JoinSet::new();
        for held in held {
            let keeper = shard::Keeper {
                shard: held.shard.number,
                shards: held.shard.of,
                held,
                worker: worker.clone(),
                config: config.clone(),
                fleet: Arc::clone(fleet),
                sink: Arc::clone(sink),
                stop: stop.clone(),
                active: Arc::clone(&count),
            };
            shards.spawn(keeper.run());
        }
        Self { shards, active, stop: stop.clone() }
    }

    /// Waits until every shard has a session.
    pub fn ready(&self, shards: u32) -> impl Future<Output = ()> + Send + use<> {
        let mut active = self.active.clone();
        async move {
            // An error says that all shards have ended, which `finished` reports.
            drop(active.wait_for(|count| *count >= shards).await);
        }
    }

    /// Waits until all shards have ended.
    ///
    /// # Errors
    /// With the first that Discord will not have.
    pub async fn finished(&mut self) -> Result<(), GatewayRefused> {
        let mut first = Ok(());
        while let Some(ended) = self.shards.join_next().await {
            let ended = ended.unwrap_or_else(|fault| {
                tracing::error!(%fault, "a shard ended in a panic");
                Err(GatewayRefused::Panicked)
            });
            if ended.is_err() && first.is_ok() {
                first = ended;
                // The others hand over.
                self.stop.cancel();
            }
        }
        first
    }
}

fn intents(settings: &GatewaySettings) -> Intents {
    let needed = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT;
    if settings.members { needed | Intents::GUILD_MEMBERS } else { needed }
}
