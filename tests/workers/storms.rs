//! Redis is silent or away for a while.

use super::town::Town;
use crate::support::{redis::Server, wait::eventually_found};
use discord_sim::people::{
    interaction::{Interaction, Outcome},
    seat::Seat,
};

/// Everybody in a town presses; nobody has to wait for the acknowledgement.
async fn all_press(town: &Town, who: fn(&crate::support::shop::Shop) -> &Seat) -> Vec<Interaction> {
    let press =
        |shop: &crate::support::shop::Shop| who(shop).press_label(shop.shop, "Create Ticket");
    let presses: Vec<_> = town.shops.iter().map(|shop| press(shop).unwrap()).collect();
    for press in &presses {
        assert!(matches!(press.outcome().await, Outcome::Answered { .. }));
    }
    presses
}

async fn all_answered(town: &Town, presses: &[Interaction]) {
    for (shop, press) in town.shops.iter().zip(presses) {
        shop.answered(press, "Your ticket is ready").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn presses_while_redis_is_silent_or_restarts_are_acknowledged_and_completed() {
    let mut redis = Server::start(&[]).await;
    let (town, _a) = Town::open(&redis.url(), 2, "a").await;
    let b = town.worker("b", &[]).await;
    town.held(&[("a", 1), ("b", 1)]).await;
    b.logged("shard is active").await;

    redis.pause();
    let presses = all_press(&town, |shop| &shop.ann).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let more = all_press(&town, |shop| &shop.sam).await;
    redis.resume();
    all_answered(&town, &presses).await;
    all_answered(&town, &more).await;

    redis.kill().await;
    let presses = all_press(&town, |shop| &shop.bob).await;
    let mut channels = Vec::new();
    for shop in &town.shops {
        let channel = shop.ticket_of(&shop.ann).await;
        shop.ann.write(channel, "2x adder").unwrap();
        channels.push(channel);
    }
    redis.run().await;
    all_answered(&town, &presses).await;
    for (shop, channel) in town.shops.iter().zip(channels) {
        shop.says(&shop.ann, channel, "Is this what you want?").await;
    }
    town.judge().await;
    assert_eq!(town.identifies(), 2, "sessions went on");
    town.nothing_was_missed();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_redis_is_away_for_long_people_are_told_and_messages_are_read_back() {
    let redis = Server::start(&[]).await;
    let (town, _a) = Town::open(&redis.url(), 1, "a").await;
    let shop = &town.shops[0];
    let channel = shop.opened_by(&shop.ann).await;
    redis.pause();
    shop.ann.write(channel, "2x adder").unwrap();
    // It is the first that makes the worker wait for its store.
    let first = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    let told = eventually_found("people are told that they have to wait", || async {
        let press = shop.sam.press_label(shop.shop, "Create Ticket").unwrap();
        let Outcome::Answered { .. } = press.outcome().await else { panic!("it was missed") };
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let said = press.message()?.content;
        said.contains("Nothing is lost").then_some(said)
    })
    .await;
    assert!(told.contains("not available"), "{told}");
    shop.ann.write(channel, "3x sultan").unwrap();
    redis.resume();
    shop.says(&shop.ann, channel, "Sultan RS").await;
    shop.answered(&first, "Your ticket is ready").await;
    town.judge().await;
    let ours = shop.said(&shop.ann, channel);
    let heard = |words: &str| ours.iter().any(|it| it.embed_text.contains(words));
    assert!(heard("Adder") && heard("Sultan RS"), "both messages: {ours:#?}");
    town.nothing_was_missed();
}
