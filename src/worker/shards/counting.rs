//! What those who watch are told of the shards.

use super::Shards;
use crate::{clock, fleet::Step, gateway::Phase, store::Tock, telemetry::metrics::labels::Move};

impl Shards<'_> {
    /// A step is about to be taken.
    pub(super) fn count(&mut self, step: &Step) {
        let (shard, which) = match step {
            Step::Start(held) => {
                self.unheard.insert(held.shard, clock::instant());
                (held.shard, Move::TakenOver)
            }
            Step::HandOver(shard) => (*shard, Move::HandedOver),
            Step::Retire(shard) => (*shard, Move::Retired),
            Step::Stop(shard) => (*shard, Move::Lost),
            // Others write for its servers, or it was held already.
            Step::Prepare(_) | Step::GoLive(_) | Step::Learn(_) | Step::Leave(_) => return,
        };
        if which != Move::TakenOver {
            self.unheard.remove(&shard);
        }
        self.watch.metrics.fleet.moves.count(which);
    }

    /// More shards are heard than before, or fewer.
    pub(super) fn count_heard(&mut self) {
        if self.unheard.is_empty() {
            return;
        }
        for status in self.gateway.status() {
            if status.phase == Phase::Active
                && let Some(since) = self.unheard.remove(&status.shard)
            {
                self.watch.metrics.fleet.take_over.took((), status.since - since);
            }
        }
    }

    pub(super) fn note_tock(&self, tock: &Tock) {
        let held = self.holdings.held();
        let held = held.filter_map(|(shard, _)| self.holdings.live_until(shard));
        let held = held.map(|until| self.born + until).collect();
        self.watch.vitals.tock(tock, held, &self.me.name, self.has_namesake);
    }
}
