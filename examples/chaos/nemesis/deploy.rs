//! A rolling deploy: every worker is replaced by one of a new build, one after the other.

use super::Nemesis;
use crate::probe::Until;
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;

impl Nemesis {
    pub(super) async fn deploy(&mut self) -> anyhow::Result<()> {
        if self.plan.workers == 1 {
            return self.roll().await;
        }
        self.tally.add("rolling deploy of all workers");
        let from_ms = self.town.sim.clock().now_ms();
        let over = CancellationToken::new();
        let ended = over.clone().drop_guard();
        self.measure(
            "rolling deploy: longest wait of a press",
            "rolling deploy: gap of a session",
            Until::Over(over),
        );
        self.workers.revision += 1;
        let old: Vec<u32> = self.workers.running.iter().map(|it| it.id).collect();
        for id in old {
            self.workers.start()?;
            if let Some(worker) = self.workers.running.last() {
                worker.is_ready().await;
            }
            // It may have fallen meanwhile.
            if let Some(at) = self.workers.running.iter().position(|it| it.id == id) {
                self.terminate_quietly(at).await;
            }
        }
        drop(ended);
        while self.measuring.join_next().await.is_some() {}
        let mut moves: BTreeMap<[u32; 2], u64> = BTreeMap::new();
        for begun in self.probes.sessions.begun_since(from_ms) {
            *moves.entry(begun.shard).or_default() += 1;
        }
        self.probes
            .times
            .add("rolling deploy: how often a shard moved (a count)", moves.into_values());
        self.stand_up()
    }
}
