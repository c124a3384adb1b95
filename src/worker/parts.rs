//! The parts behind the gateway.

use crate::{
    discord::{Acknowledged, Rest},
    domain::hearing::Hearing,
    effects::{Effects, Me},
    engine::Engine,
    gateway::{EventSink, Privileged},
    intake::Intake,
    store::{ShardRef, Store},
    telemetry::Metrics,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::mpsc, task::JoinHandle};

/// How long what was decided may take to be carried out at a stop. What is not done by then is
/// in the outbox, for whoever comes next.
const LAST_EFFECTS: Duration = Duration::from_secs(10);

/// What turns events into effects.
pub(super) struct Parts {
    pub(super) engine: Engine,
    pub(super) effects: Effects,
    pub(super) sink: Arc<dyn EventSink>,
    reading: JoinHandle<()>,
    delivering: JoinHandle<()>,
    settling: JoinHandle<()>,
}

impl Parts {
    /// `wanted`: the privileged intents that are asked for.
    pub(super) fn start(
        rest: &Rest,
        store: Arc<dyn Store>,
        me: Me,
        wanted: Privileged,
        metrics: &Metrics,
    ) -> Self {
        let (decided, entries) = mpsc::unbounded_channel();
        let Metrics { engine, effects, intake, .. } = metrics.clone();
        let (engine, settling) = Engine::start(Arc::clone(&store), decided, engine);
        let acknowledged = Acknowledged::default();
        let known = acknowledged.clone();
        let effects = Effects::new(rest.clone(), engine.clone(), store, known, me, effects);
        let delivering = tokio::spawn(effects.clone().run(entries));
        let (intake, reading) =
            Intake::start(engine.clone(), rest.clone(), acknowledged, me.user, intake);
        let sink = Arc::new(Listener { intake, engine: engine.clone(), wanted });
        Self { engine, effects, sink, reading, delivering, settling }
    }

    /// The shards are handed over: the parts end.
    pub(super) async fn stop(self) {
        let done = async {
            // Asked twice, since the engine may hand something over between the two answers.
            while !(self.effects.is_idle() && self.engine.is_idle() && self.effects.is_idle()) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        if tokio::time::timeout(LAST_EFFECTS, done).await.is_err() {
            tracing::warn!("some effects are left in the outbox for whoever comes next");
        }
        self.give_up().await;
    }

    /// The store is broken: the parts end, and what they were at is left to whoever comes next.
    pub(super) async fn give_up(self) {
        let tasks = [self.reading, self.delivering, self.settling];
        tasks.iter().for_each(JoinHandle::abort);
        // Once they have ended nobody else holds the store, so that the next worker can open it.
        for task in tasks {
            drop(task.await);
        }
    }
}

/// Hands the gateway's events to the intake.
struct Listener {
    intake: Intake,
    engine: Engine,
    wanted: Privileged,
}

impl EventSink for Listener {
    fn concerns(&self, json: &str) -> bool {
        self.intake.concerns(json)
    }

    fn may_concern(&self, json: &str) -> bool {
        self.intake.may_concern(json)
    }

    fn hears(&self, privileged: Privileged) {
        self.engine.hear(match (privileged.content, self.wanted.content) {
            (true, _) => Hearing::All,
            (false, true) => Hearing::Refused,
            (false, false) => Hearing::Mentions,
        });
    }

    fn receive(&self, _shard: ShardRef, json: String, keep: Box<dyn Send + Sync>) {
        self.intake.receive(json, keep);
    }
}
