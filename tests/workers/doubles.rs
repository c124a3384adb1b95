//! Workers that were taken for dead and are not: nothing is done twice.

use super::{
    kills::{locked, two},
    town::Town,
};
use crate::support::{redis::Server, wait::eventually};
use discord_sim::{
    faults::{Effect, Fault},
    people::interaction::Outcome,
};
use ticketflow::domain::ids::GuildId;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_comes_to_itself_again_is_no_harm_and_of_use() {
    let redis = Server::start(&[]).await;
    let (town, [a, _b]) = two(&redis).await;
    let holders = town.held(&[]).await;
    let (shard, _) = holders.iter().find(|(_, name)| *name == "a").unwrap();
    let shop = town.shop_of(*shard);
    let chatting = shop.opened_by(&shop.bob).await;
    let making = Effect::Delay { before_ms: 0, after_ms: 500 };
    shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", making).times(1));
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    locked(shop).await;
    a.pause().await;
    shop.bob.write(chatting, "2x adder").unwrap();
    town.held(&[("b", 2)]).await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "What would you like to buy?").await;
    shop.says(&shop.bob, chatting, "Is this what you want?").await;
    a.resume().await;
    a.logged("the shard is somebody else's").await;
    shop.answered(&press, "Your ticket is ready").await;
    // It is given its share again.
    town.held(&[("a", 1), ("b", 1)]).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    town.stories().await;
    assert_eq!(town.identifies(), 2, "sessions were resumed");
}

#[tokio::test(flavor = "multi_thread")]
async fn presses_that_two_sessions_of_a_shard_hear_are_answered_once_each() {
    let redis = Server::start(&[]).await;
    let (town, a) = Town::open(&redis.url(), 1, "a").await;
    let _b = town.worker("b", &[]).await;
    let shop = &town.shops[0];
    a.pause().await;
    // The next holder cannot resume what it does not know of, so that there are two sessions.
    let () = redis.say(&["DEL", "{f}:sessions"]).await;
    town.held(&[("b", 1)]).await;
    let sessions = || shop.sim.gateway().sessions();
    eventually("two sessions", || sessions().iter().filter(|it| it.connected).count() == 2).await;
    let press = || shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let mut presses: Vec<_> = (0..10).map(|_| press()).collect();
    a.resume().await;
    presses.extend((0..10).map(|_| press()));
    for press in &presses {
        assert!(matches!(press.outcome().await, Outcome::Answered { .. }));
    }
    let channel = shop.ticket_of(&shop.ann).await;
    let link = format!("<#{channel}>");
    let answered = |it: &discord_sim::people::interaction::Interaction| {
        it.message().is_some_and(|it| it.content.contains(&link))
    };
    eventually("all are told where", || presses.iter().all(answered)).await;
    a.logged("somebody else").await;
    town.judge().await;
    let look = shop.look().await;
    assert_eq!(look.tickets(GuildId::new(shop.guild.id)).await.unwrap().len(), 1);
    for press in &presses {
        assert_eq!(press.followups().len(), 0, "it is told once");
    }
}
