//! Redis servers that die, sleep, change places and hang up.

use super::{Nemesis, RedisPlan};
use crate::{probe::Until, servers::Trouble};
use tokio_util::sync::CancellationToken;

impl Nemesis {
    /// Something happens to Redis; the table says how long people noticed.
    pub(super) async fn disturb_redis(&mut self) -> anyhow::Result<()> {
        let trouble = Trouble::ALL[self.random.usize(..Trouble::ALL.len())];
        let moment = self.lease(0.1, 1.5);
        self.tally.add(trouble.words());
        let (of, gaps) = if trouble.fails_over() {
            self.tally.add(FAILOVER);
            ("Redis failover: longest wait for an answer", "Redis failover: gap of a session")
        } else {
            (
                "other faults of Redis: longest wait for an answer",
                "other faults of Redis: gap of a session",
            )
        };
        let over = CancellationToken::new();
        let ended = over.clone().drop_guard();
        self.measure(of, gaps, Until::Served(over));
        let Some(RedisPlan { servers, .. }) = &mut self.redis else { return Ok(()) };
        servers.suffer(trouble, self.proxies.redis.as_ref(), &mut self.random, moment).await?;
        drop(ended);
        servers.settle().await
    }
}

/// The sum of all kinds of failover.
pub(crate) const FAILOVER: &str = "Redis failovers, all kinds";
