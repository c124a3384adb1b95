//! Rolling deploys, while people are busy.

use super::town::Town;
use crate::support::redis::Server;

const SHARDS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn a_deploy_moves_each_shard_once_and_nobody_notices() {
    let redis = Server::start(&[]).await;
    let (town, a) = Town::open(&redis.url(), SHARDS, "a").await;
    let b = town.worker("b", &[]).await;
    town.held(&[("a", 2), ("b", 2)]).await;
    let mut new = Vec::new();
    let stories = town
        .while_busy(async {
            for (mut old, name) in [(a, "c"), (b, "d")] {
                new.push(town.worker(name, &[("TICKETFLOW_REVISION", "2-of-the-test")]).await);
                assert_eq!(old.terminate().await.code(), Some(0));
                town.held(&[]).await;
            }
        })
        .await;
    println!("{stories} stories");
    town.held(&[("c", 2), ("d", 2)]).await;
    let taken: usize = new.iter().map(|it| it.count("taking a shard over")).sum();
    assert_eq!(taken, SHARDS, "each shard moved once");
    let identifies = town.identifies();
    assert_eq!(identifies, SHARDS as u64, "every session was resumed");
    town.nothing_was_missed();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_that_leaves_as_a_whole_is_followed_by_the_next() {
    let redis = Server::start(&[]).await;
    let (town, mut a) = Town::open(&redis.url(), 2, "a").await;
    let channel = town.shops[0].opened_by(&town.shops[0].ann).await;
    assert_eq!(a.terminate().await.code(), Some(0));
    let shop = &town.shops[0];
    shop.ann.write(channel, "2x adder").unwrap();
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    let _b = town.worker("b", &[]).await;
    shop.answered(&press, "Your ticket is ready").await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    town.judge().await;
    assert_eq!(town.identifies(), 2, "every session was resumed");
}
