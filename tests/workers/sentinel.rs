//! Redis under Sentinel fails over in the middle of conversations.

use super::town::Town;
use crate::support::redis::Sentinels;

#[tokio::test(flavor = "multi_thread")]
async fn failovers_of_each_kind_lose_nothing_and_double_nothing() {
    let mut redis = Sentinels::start(2).await;
    let (town, _a) = Town::open(&redis.url(), 2, "a").await;
    let _b = town.worker("b", &[]).await;
    town.held(&[("a", 1), ("b", 1)]).await;

    let (from, to) = (0, 1);
    let played = town.while_busy(redis.hand_over(from, to)).await;
    println!("FAILOVER: {played} stories");
    redis.servers[0].follows().await;
    redis.servers[2].follows().await;

    redis.knows(to).await;
    let played = town.while_busy(redis.fail_over()).await;
    println!("SENTINEL FAILOVER: {played} stories");
    let now = redis.settled(to).await;

    let played = town.while_busy(redis.servers[now].kill()).await;
    println!("a kill: {played} stories");
    town.stories().await;
    town.nothing_was_missed();
}

impl Sentinels {
    /// Waits until the sentinels know of this primary.
    async fn knows(&self, primary: usize) {
        self.sentinels[0]
            .eventually("the primary is known", async |_| self.primary().await == primary)
            .await;
    }

    /// Waits until there is another primary than this one, which the others follow.
    async fn settled(&self, old: usize) -> usize {
        self.sentinels[0]
            .eventually("there is another primary", async |_| self.primary().await != old)
            .await;
        let now = self.primary().await;
        for (at, server) in self.servers.iter().enumerate() {
            if at != now {
                server.follows().await;
            }
        }
        now
    }
}
