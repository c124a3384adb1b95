//! What those who watch are told of the shards.

use super::Shards;
use crate::{clock, fleet::Step, gateway::Phase, store::Tock, telemetry::metrics::labels::Move};

impl Shards<'_> {
    /// A step is about to be taken. A shard that is being prepared has not come yet: others write
    /// for its servers.
    pub(super) fn count(&mut self, step: &Step) {
        let (shard, which) = match step {
            Step::Start(held) | Step::GoLive(held) => (held.shard, Move::TakenOver),
            Step::HandOver(shard) => (*shard, Move::HandedOver),
            Step::Retire(shard) => (*shard, Move::Retired),
            Step::Stop(shard) => (*shard, Move::Lost),
            Step::Prepare(_) | Step::Learn(_) | Step::Leave(_) => return,
        };
        let is_news = if which == Move::TakenOver {
            self.unheard.insert(shard, clock::instant());
            self.come.insert(shard)
        } else {
            self.unheard.remove(&shard);
            self.come.remove(&shard)
        };
        if is_news {
            self.watch.metrics.fleet.moves.count(which);
        }
    }

    /// More shards are heard than before, or fewer.
    pub(super) fn count_heard(&mut self) {
        if self.unheard.is_empty() {
            return;
        }
        let now = clock::instant();
        for status in self.gateway.status() {
            // What is heard of one that is still being taken over is held back.
            if status.phase == Phase::Active
                && !self.wanted.contains_key(&status.shard)
                && let Some(since) = self.unheard.remove(&status.shard)
            {
                // One that was prepared has had its session since before.
                let heard = if status.since > since { status.since } else { now };
                self.watch.metrics.fleet.take_over.took((), heard - since);
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
