//! Workers that are killed in the middle of something: another continues.

use super::town::Town;
use crate::support::{process::Process, redis::Server, shop::Shop, wait::eventually_found};
use discord_sim::faults::{Effect, Fault};
use ticketflow::domain::ids::GuildId;

/// A town of two shards and two workers, each of which holds one.
pub(super) async fn two(redis: &Server) -> (Town, [Process; 2]) {
    let (town, a) = Town::open(&redis.url(), 2, "a").await;
    let b = town.worker("b", &[]).await;
    town.held(&[("a", 1), ("b", 1)]).await;
    b.logged("shard is active").await;
    (town, [a, b])
}

/// Waits until a ticket's channel is being made or hidden.
pub(super) async fn locked(shop: &Shop) {
    let look = shop.look().await;
    eventually_found("a lock", || async {
        let locks = look.locks(GuildId::new(shop.guild.id)).await.ok()?;
        (!locks.is_empty()).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_goes_on_with_another_worker() {
    let redis = Server::start(&[]).await;
    let (town, [mut a, _b]) = two(&redis).await;
    let holders = town.held(&[]).await;
    let (shard, _) = holders.iter().find(|(_, name)| *name == "a").unwrap();
    let shop = town.shop_of(*shard);
    let channel = shop.opened_by(&shop.ann).await;
    a.kill().await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    town.held(&[("b", 2)]).await;
    town.judge().await;
    assert_eq!(town.identifies(), 2, "the session was resumed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_was_being_made_is_made_once() {
    for delay in [
        Effect::Delay { before_ms: 0, after_ms: 5_000 },
        Effect::Delay { before_ms: 300, after_ms: 0 },
        Effect::LoseReply,
    ] {
        let redis = Server::start(&[]).await;
        let (town, [mut a, _b]) = two(&redis).await;
        let holders = town.held(&[]).await;
        let (shard, _) = holders.iter().find(|(_, name)| *name == "a").unwrap();
        let shop = town.shop_of(*shard);
        shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", delay).times(1));
        let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        locked(shop).await;
        a.kill().await;
        let channel = shop.ticket_of(&shop.ann).await;
        shop.says(&shop.ann, channel, "What would you like to buy?").await;
        shop.answered(&press, "Your ticket is ready").await;
        town.judge().await;
        assert_eq!(town.identifies(), 2, "the session was resumed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_was_being_hidden_is_hidden() {
    let redis = Server::start(&[]).await;
    let (town, [mut a, _b]) = two(&redis).await;
    let holders = town.held(&[]).await;
    let (shard, _) = holders.iter().find(|(_, name)| *name == "a").unwrap();
    let shop = town.shop_of(*shard);
    let channel = shop.placed_by(&shop.ann).await;
    let hiding = Effect::Delay { before_ms: 5_000, after_ms: 0 };
    shop.sim.faults().add(Fault::on("PATCH", "/channels/{channel}", hiding).times(1));
    shop.closed_by(&shop.ann, channel).await;
    locked(shop).await;
    a.kill().await;
    shop.loses(&shop.ann, channel).await;
    town.judge().await;
    assert_eq!(town.identifies(), 2, "the session was resumed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_worker_is_killed_and_the_next_comes_later() {
    let redis = Server::start(&[]).await;
    let (town, mut a) = Town::open(&redis.url(), 2, "a").await;
    town.while_busy(async {
        for name in ["b", "c", "d"] {
            a.kill().await;
            a = town.worker(name, &[]).await;
        }
    })
    .await;
    assert_eq!(town.identifies(), 2, "sessions were resumed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_killed_is_missed_before_its_leases_end() {
    let redis = Server::start(&[]).await;
    let town = Town::build(&redis.url(), 2).await;
    // They would be waited for much longer than a conversation bears.
    let long = [("TICKETFLOW_LEASE_MS", "18000")];
    let mut a = town.worker("a", &long).await;
    let _b = town.begin("b", &long);
    eventually_found("b is one of the fleet", || async {
        let members = town.fleet().await.members;
        members.iter().any(|it| it.worker.name.as_str() == "b" && it.connected).then_some(())
    })
    .await;
    let before = town.fleet().await;
    a.kill().await;
    town.held(&[("b", 2)]).await;
    let after = town.fleet().await.now;
    for lease in before.leases {
        assert!(after < before.now.plus(lease.left), "{} would have ended by itself", lease.shard);
    }
}
