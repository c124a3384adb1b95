//! Redis under Sentinel fails over in the middle of conversations.

use super::town::Town;
use crate::support::{redis::Sentinels, wait::eventually_found};
use discord_sim::{
    faults::{Effect, Fault},
    people::interaction::Outcome,
};
use ticketflow::domain::ids::GuildId;
use tokio::time::Instant;

/// People are busy while something happens to the servers, and a little longer.
async fn goes_on(how: &str, happens: impl AsyncFnOnce(&mut Sentinels)) {
    let mut redis = Sentinels::start(2).await;
    let town = Town::build(&redis.url(), 2).await;
    let _a = town.worker("a", &[]).await;
    town.set_up().await;
    let b = town.worker("b", &[]).await;
    town.held(&[("a", 1), ("b", 1)]).await;
    b.logged("shard is active").await;
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

#[tokio::test(flavor = "multi_thread")]
async fn what_others_left_waits_until_it_is_kept() {
    let redis = Sentinels::start(1).await;
    let one_replica = [("TICKETFLOW_REDIS_REPLICAS", "1")];
    let town = Town::build(&redis.url(), 1).await;
    let mut a = town.worker("a", &one_replica).await;
    town.set_up().await;
    let shop = &town.shops[0];
    let channel = shop.opened_by(&shop.ann).await;
    let refused = Effect::Status { status: 503, html: false };
    let speechless =
        shop.sim.faults().add(Fault::on("POST", "/channels/{channel}/messages", refused));
    shop.ann.write(channel, "2x adder").unwrap();
    let look = shop.look().await;
    let guild = GuildId::new(shop.guild.id);
    eventually_found("an answer that cannot be said", || async {
        (!look.entries(guild).await.ok()?.is_empty()).then_some(())
    })
    .await;
    a.kill().await;
    redis.servers[1].pause();
    shop.sim.faults().remove(speechless);

    let _b = town.begin("b", &one_replica);
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    assert!(matches!(press.outcome().await, Outcome::Answered { .. }), "b is there");
    // It would be said as soon as the shard is taken over, which was before.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let said =
        |words: &str| shop.said(&shop.ann, channel).iter().any(|it| it.embed_text.contains(words));
    assert!(!said("Is this what you want?"), "the other server may forget it");
    redis.servers[1].resume();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.answered(&press, "Your ticket is ready").await;
    town.judge().await;
}
