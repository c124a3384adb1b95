//! Redis under Sentinel fails over in the middle of conversations.

use super::town::Town;
use crate::support::redis::Sentinels;
use tokio::time::Instant;

/// People are busy while something happens to the servers, and a little longer.
async fn goes_on(how: &str, happens: impl AsyncFnOnce(&mut Sentinels)) {
    let mut redis = Sentinels::start(2).await;
    let town = Town::build(&redis.url(), 2).await;
    let _a = town.worker("a", &[]).await;
    town.set_up().await;
    let _b = town.worker("b", &[]).await;
    town.held(&[("a", 1), ("b", 1)]).await;
    let began = Instant::now();
    let played = town.while_busy(happens(&mut redis)).await;
    println!("{how}: {played} stories in {:?}", began.elapsed());
    // Those that were under way took as long as the failover; these do not.
    town.stories().await;
    assert_eq!(town.identifies(), 2, "sessions went on");
    town.nothing_was_missed();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_that_hands_over_loses_nothing() {
    goes_on("FAILOVER", async |redis| redis.hand_over(0, 1).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failover_that_is_asked_for_loses_nothing() {
    goes_on("SENTINEL FAILOVER", async |redis| {
        redis.fail_over().await;
        redis.sentinels[0]
            .eventually("there is another primary", async |_| redis.primary().await != 0)
            .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_that_is_killed_loses_nothing() {
    goes_on("a kill", async |redis| redis.servers[0].kill().await).await;
}
