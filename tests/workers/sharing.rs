//! Workers share the shards, and `inspect` says how.

use super::town::Town;
use crate::support::{redis::Server, wait::eventually_found};
use discord_sim::faults::{Effect, Fault};

/// What one who may only look needs of Redis.
const LOOKER: [&str; 11] = [
    "ACL",
    "SETUSER",
    "looker",
    "on",
    ">looks",
    "~*",
    "&*",
    "+@read",
    "+@connection",
    "+info",
    "+time",
];

#[tokio::test(flavor = "multi_thread")]
async fn three_workers_share_the_shards_and_each_of_them_serves() {
    let redis = Server::start(&[]).await;
    let (town, _a) = Town::open(&redis.url(), 4, "a").await;
    let _b = town.worker("b", &[]).await;
    let _c = town.worker("c", &[]).await;
    let holders = town
        .held_so("each has one or two", |holders| {
            ["a", "b", "c"]
                .iter()
                .all(|name| (1..=2).contains(&holders.values().filter(|it| it == name).count()))
        })
        .await;
    println!("{holders:?}");
    town.stories().await;
    assert_eq!(town.identifies(), 4, "sessions were handed over, not begun anew");
    town.nothing_was_missed();
}

#[tokio::test(flavor = "multi_thread")]
async fn inspect_says_of_a_fleet_at_work_what_is_and_changes_nothing() {
    let redis = Server::start(&[]).await;
    let (town, a) = Town::open(&redis.url(), 2, "a").await;
    let b = town.worker("b", &[("TICKETFLOW_REVISION", "0-of-the-test")]).await;
    let () = redis.say(&LOOKER).await;
    let () = redis.say(&["ACL", "SETUSER", "looker", "+pubsub", "+role"]).await;
    let looker = format!("redis://looker:looks@127.0.0.1:{}", redis.port());

    let making = Fault::on(
        "POST",
        "/guilds/{guild}/channels",
        Effect::Delay { before_ms: 0, after_ms: 1_500 },
    );
    town.shops[0].sim.faults().add(making.times(1));
    let shop = &town.shops[0];
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let locks = eventually_found("a lock is seen", || async {
        let said = town.inspect(&looker, "locks").await;
        said.contains(&shop.guild.id.to_string()).then_some(said)
    })
    .await;
    println!("{locks}");
    assert!(locks.contains(" a ") || locks.contains(" b "), "who holds it: {locks}");

    let fleet = town.inspect(&looker, "fleet").await;
    println!("{fleet}");
    for words in ["worker a ", "worker b ", "0-of-the-test", "shard ", "held by ", "epoch "] {
        assert!(fleet.contains(words), "{words} in {fleet}");
    }
    assert!(!fleet.contains("looks-on") && town.fleet().await.members.len() == 2);
    shop.ticket_of(&shop.ann).await;
    shop.judge().await;
    assert_eq!(town.inspect(&looker, "locks").await.lines().count(), 1, "none is left");
    drop((a, b));
}
