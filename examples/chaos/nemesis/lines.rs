//! Connections between a worker and Discord or Redis that are cut, slow or silent.

use super::Nemesis;
use crate::{probe::Until, proxy::Line};
use std::time::Duration;

impl Nemesis {
    /// One kind of line of one worker is disturbed for a while.
    pub(super) async fn disturb_line(&mut self) -> anyhow::Result<()> {
        let at = self.some_worker();
        let worker = self.workers.running[at].id;
        let span = self.lease(0.1, 1.5);
        let slow = Duration::from_millis(self.random.u64(20..400));
        let (line, how) = match self.random.u32(0..3) {
            0 => (Line::Cut, "cut"),
            1 if self.plan.late => (Line::Late, "silent, then late"),
            1 => (Line::Silent, "silent"),
            _ => (Line::Slow(slow), "slow"),
        };
        let all: Vec<_> = self.proxies.all().collect();
        let (name, proxy) = all[self.random.usize(..all.len())];
        self.tally.add(&format!("line to {name} {how}"));
        proxy.put(worker, line);
        if name != "REST" && line != Line::Slow(slow) {
            self.measure(
                "line cut or silent: first event of an affected shard handled",
                "line cut or silent: gap of a session",
                Until::Acknowledged,
            );
        }
        tokio::time::sleep(span).await;
        self.proxies.heal();
        Ok(())
    }
}
