//! A server with one talker, and gateways that listen to it.

use super::places::Places;
use crate::support::wait::eventually;
use discord_sim::{
    gateway::levers::{Lever, Target},
    options::SimOptions,
    people::{guild::GuildSpec, seat::Seat},
    sim::{Application, ApplicationSpec, Sim},
};
use std::sync::{Arc, Mutex};
use ticketflow::{
    gateway::{EventSink, Gateway, GatewaySettings, Privileged},
    secret::Secret,
    store::{Fence, Held, SessionRecord, ShardRef},
    telemetry::metrics::rooms::GatewayMetrics,
};

/// Discord, and what all gateways share.
pub(super) struct Ground {
    pub(super) sim: Sim,
    pub(super) app: Application,
    pub(super) places: Arc<Places>,
    concurrency: u16,
    ann: Seat,
    channel: u64,
}

/// What one gateway has heard.
#[derive(Default)]
pub(super) struct Ear(Mutex<Heard>);

#[derive(Default)]
struct Heard {
    words: Vec<String>,
    holding: bool,
    held: Vec<Box<dyn Send + Sync>>,
    privileged: Vec<Privileged>,
}

impl Ground {
    pub(super) async fn new() -> Self {
        Self::with(SimOptions::default()).await
    }

    /// With windows so short that a test need not wait for them.
    pub(super) async fn with(options: SimOptions) -> Self {
        Self::concurrent(options, 1).await
    }

    pub(super) async fn concurrent(mut options: SimOptions, concurrency: u16) -> Self {
        options.gateway.identify_window_ms = 300;
        let sim = Sim::start(options).await.unwrap();
        let spec = ApplicationSpec {
            max_concurrency: concurrency.into(),
            ..ApplicationSpec::new("shop", "token-of-shop")
        };
        let app = sim.add_application(&spec);
        let guild = sim.add_guild(&GuildSpec::named("Shop"));
        guild.add_bot(&app, 1 << 3).unwrap();
        let ann = guild.join(&sim.add_person("Ann"), &[]).unwrap();
        let channel = ann.channel_named("general").unwrap().id;
        Self { sim, app, places: Arc::default(), concurrency, ann, channel }
    }

    /// Another gateway, as another worker would have it.
    pub(super) fn gateway(&self) -> (Gateway, Arc<Ear>) {
        self.gateway_that_wants(Privileged { content: true, members: false })
    }

    /// The same, which asks for these intents.
    pub(super) fn gateway_that_wants(&self, wanted: Privileged) -> (Gateway, Arc<Ear>) {
        let ear = Arc::<Ear>::default();
        let settings = GatewaySettings {
            token: Secret::new(self.app.token.clone()),
            url: self.sim.gateway_url(),
            wanted,
            granted: None,
            max_concurrency: self.concurrency,
            metrics: GatewayMetrics::default(),
        };
        (Gateway::new(settings, self.places.clone(), ear.clone()), ear)
    }

    pub(super) async fn active(&self, gateway: &Gateway, shards: usize) {
        let active = gateway.active();
        eventually("the shards are active", || *active.borrow() == shards).await;
    }

    pub(super) fn says(&self, words: &str) {
        self.ann.write(self.channel, words).unwrap();
    }

    pub(super) fn pull(&self, lever: &Lever) {
        assert_eq!(self.sim.gateway().pull(&Target::default(), lever), 1);
    }
}

impl Ear {
    /// Every word, in order.
    pub(super) fn heard(&self) -> Vec<String> {
        self.0.lock().unwrap().words.clone()
    }

    /// Which privileged intents it was told of, in order.
    pub(super) fn privileged(&self) -> Vec<Privileged> {
        self.0.lock().unwrap().privileged.clone()
    }

    /// Whether what is heard stays undone.
    pub(super) fn hold(&self, hold: bool) {
        let mut heard = self.0.lock().unwrap();
        heard.holding = hold;
        heard.held.clear();
    }
}

impl EventSink for Ear {
    fn concerns(&self, json: &str) -> bool {
        json.contains("\"MESSAGE_CREATE\"")
    }

    fn may_concern(&self, json: &str) -> bool {
        self.concerns(json)
    }

    fn hears(&self, privileged: Privileged) {
        self.0.lock().unwrap().privileged.push(privileged);
    }

    fn receive(&self, shard: ShardRef, json: String, keep: Box<dyn Send + Sync>) {
        assert_eq!(shard.number, 0);
        let event: serde_json::Value = serde_json::from_str(&json).unwrap();
        let mut heard = self.0.lock().unwrap();
        heard.words.push(event["d"]["content"].as_str().unwrap().to_owned());
        if heard.holding {
            heard.held.push(keep);
        }
    }
}

pub(super) fn shard(number: u32, of: u32) -> ShardRef {
    ShardRef { generation: 0, number, of }
}

pub(super) fn held(number: u32, of: u32, session: Option<SessionRecord>) -> Held {
    Held { shard: shard(number, of), fence: Fence { generation: 0, epoch: 1 }, session }
}
