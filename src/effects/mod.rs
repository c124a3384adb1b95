//! What was decided is done to Discord: from the outbox, repeatably, and what came of it goes back.

mod counting;
mod create_channel;
mod deliver;
mod hide_channel;
mod look;
mod outcome;
mod overwrites;
mod panel;
mod post;
mod read_channel;
pub(crate) mod render;
mod reply;
mod retry;
mod say;
mod send_document;
mod send_dossier;
mod send_texts;
mod show_card;
mod whisper;

use crate::{
    discord::{Acknowledged, Rest},
    domain::ids::{ApplicationId, GuildId, Owner, UserId},
    engine::{Engine, Handed, Lanes},
    store::{ShardRef, Store},
    telemetry::metrics::rooms::EffectMetrics,
};
use counting::Counting;
use deliver::Delivery;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Who we are at Discord.
#[derive(Clone, Copy, Debug)]
pub struct Me {
    /// The application.
    pub application: ApplicationId,
    /// Its bot.
    pub user: UserId,
}

/// Carries out effects. Cheap to clone.
#[derive(Clone)]
pub struct Effects {
    rest: Rest,
    engine: Engine,
    store: Arc<dyn Store>,
    acknowledged: Acknowledged,
    me: Me,
    counting: Arc<Counting>,
    lanes: Lanes<(GuildId, Owner)>,
    beside: Lanes<crate::domain::ids::EffectId>,
}

impl Effects {
    /// Effects that go out through `rest` and report to `engine`.
    #[must_use]
    pub fn new(
        rest: Rest,
        engine: Engine,
        store: Arc<dyn Store>,
        acknowledged: Acknowledged,
        me: Me,
        metrics: EffectMetrics,
    ) -> Self {
        let (lanes, beside) = (Lanes::default(), Lanes::default());
        let counting = Arc::new(Counting::new(metrics));
        Self { rest, engine, store, acknowledged, me, counting, lanes, beside }
    }

    /// Carries out what the engine hands over, until it is gone.
    pub async fn run(self, mut decided: mpsc::UnboundedReceiver<Handed>) {
        while let Some(handed) = decided.recv().await {
            self.begin(handed);
            self.engine.taken();
        }
    }

    /// Whether nothing is being carried out.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.lanes.busy() == 0 && self.beside.busy() == 0
    }

    /// Waits until nothing is being carried out for the servers of a shard, and what came of it has
    /// been handled.
    pub async fn idle_for(&self, shard: ShardRef) {
        let in_order = |(guild, _): &(GuildId, Owner)| shard.has(*guild);
        loop {
            self.engine.idle_for(shard).await;
            self.lanes.none(in_order).await;
            self.beside.none(|id| shard.has(id.guild)).await;
            // What has come to its end last may have been reported to those looked at first.
            if self.engine.is_idle_for(shard) && !self.lanes.any(in_order) {
                return;
            }
        }
    }

    /// What is said in one ticket goes out in the order of the decisions; other effects do not
    /// wait for it.
    fn begin(&self, handed: Handed) {
        let (id, in_order) = (handed.entry.id, handed.entry.effect.keeps_order());
        let delivery = Delivery::of(self.clone(), id.guild);
        let work = async move { delivery.deliver(handed).await };
        if in_order {
            self.lanes.put((id.guild, id.owner), work);
        } else {
            self.beside.put(id, work);
        }
    }
}
