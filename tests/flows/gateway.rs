//! The gateway at its worst: the conversation goes on, and nothing is done twice.

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::{
    gateway::{
        levers::{Lever, Target},
        record::Record,
    },
    options::SimOptions,
};
use std::time::Duration;

/// Something befalls the connection before every step of a ticket; what the gateway has noted
/// at the end.
async fn a_ticket_through(trouble: impl AsyncFn(&Shop)) -> Record {
    let shop = Shop::open().await;
    trouble(&shop).await;
    let channel = shop.opened_by(&shop.ann).await;
    for (said, words) in ["2x adder", "yes", "yes"].into_iter().enumerate() {
        trouble(&shop).await;
        shop.ann.write(channel, words).unwrap();
        shop.says_the(said + 2, &shop.ann, channel).await;
    }
    trouble(&shop).await;
    shop.has_said_only(4, &shop.ann, channel).await;
    trouble(&shop).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    shop.judge().await;
    shop.sim.gateway().record()
}

async fn pull(shop: &Shop, lever: Lever) {
    let pulled = shop.sim.gateway().pull(&Target::default(), &lever);
    assert_eq!(pulled, 1, "there is a connection to pull at");
}

/// Pulls a lever and waits until the session goes on.
async fn pull_and_resume(shop: &Shop, lever: Lever) {
    let before = shop.sim.gateway().record().resumes;
    pull(shop, lever).await;
    eventually("resumed", || shop.sim.gateway().record().resumes > before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_cut_before_every_step() {
    let record = a_ticket_through(async |shop| pull_and_resume(shop, Lever::Drop).await).await;
    assert_eq!(record.identifies, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn op_7_before_every_step() {
    let record = a_ticket_through(async |shop| pull_and_resume(shop, Lever::Reconnect).await).await;
    assert_eq!(record.identifies, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_sent_twice_at_every_step() {
    let record = a_ticket_through(async |shop| {
        shop.sim.gateway().change_weather(|weather| weather.duplicate_next = 1_000);
    })
    .await;
    assert!(record.events["INTERACTION_CREATE"] >= 8, "{:?}", record.events);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_late() {
    a_ticket_through(async |shop| {
        shop.sim.gateway().change_weather(|weather| weather.delay_ms = 100);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_before_or_after_the_answer_to_their_call() {
    for before in [true, false] {
        a_ticket_through(async |shop| shop.sim.events_before_response(before)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_while_the_connection_is_cut_is_made_up_for() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    pull(&shop, Lever::Drop).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.has_said_only(3, &shop.ann, channel).await;
    assert_eq!(shop.sim.gateway().record().identifies, 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_has_fallen_silent_loses_nothing_once_it_is_given_up() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    pull(&shop, Lever::Mute).await;
    shop.ann.write(channel, "2x adder").unwrap();
    pull(&shop, Lever::Drop).await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn op_9_that_can_be_resumed_costs_no_new_session() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    pull(&shop, Lever::InvalidSession { resumable: true }).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    assert_eq!(shop.sim.gateway().record().identifies, 1);
    shop.judge().await;
}

/// The session is lost with a message in it: a new one brings the server anew, and what was
/// written is read back.
async fn a_lost_session(lever: Lever) {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    pull(&shop, lever.clone()).await;
    if lever == Lever::ExpireSessions {
        pull(&shop, Lever::Drop).await;
    }
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    eventually("a new session", || shop.sim.gateway().record().identifies == 2).await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.has_said_only(3, &shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn op_9_that_cannot_be_resumed_loses_no_message() {
    a_lost_session(Lever::InvalidSession { resumable: false }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_has_expired_loses_no_message() {
    a_lost_session(Lever::ExpireSessions).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_one_that_discord_closes_for_good() {
    for code in [4007, 4009] {
        a_lost_session(Lever::Close { code }).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_of_the_gateway_is_sat_out() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let until = shop.sim.clock().now_ms() + 60_000;
    shop.sim.gateway().change_weather(|weather| weather.outage_until_ms = until);
    pull(&shop, Lever::Drop).await;
    shop.ann.write(channel, "2x adder").unwrap();
    eventually("it tries", || shop.sim.gateway().record().refused_connects >= 2).await;
    shop.sim.clock().advance(Duration::from_secs(60));
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.judge().await;
}

/// The customer's list has the channel as soon as Discord has made it; the bot learns of it with
/// the answer to its call, which is late here.
#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_writes_before_the_bot_knows_the_channel_is_heard() {
    use discord_sim::faults::{Effect, Fault};
    let shop = Shop::open().await;
    let late = Effect::Delay { before_ms: 0, after_ms: 500 };
    shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", late));
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let channel = shop.ticket_of(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    assert!(shop.said(&shop.ann, channel).is_empty(), "the bot has not even said welcome");
    shop.answered(&press, "Your ticket is ready").await;
    shop.says(&shop.ann, channel, "**2 ×** Adder").await;
    let said = shop.said(&shop.ann, channel);
    assert!(said[0].embed_text.contains("Welcome"), "first things first: {said:#?}");
    shop.has_said_only(2, &shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_then_and_leaves_is_known_to_be_gone() {
    use discord_sim::faults::{Effect, Fault};
    let shop = Shop::open().await;
    let late = Effect::Delay { before_ms: 0, after_ms: 500 };
    shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", late));
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let channel = shop.ticket_of(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.ann.leave().unwrap();
    shop.says(&shop.sam, channel, "The customer has left").await;
    let ordered = |it: &ticketflow::domain::ticket::Ticket| !it.order.is_empty();
    assert!(shop.stored(channel, "the order", ordered).await.left, "their words came before");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn so_is_one_who_writes_just_as_the_connection_is_cut() {
    use discord_sim::faults::{Effect, Fault};
    let shop = Shop::open().await;
    let late = Effect::Delay { before_ms: 0, after_ms: 500 };
    shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", late));
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let channel = shop.ticket_of(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    pull(&shop, Lever::Drop).await;
    shop.says(&shop.ann, channel, "**2 ×** Adder").await;
    shop.has_said_only(2, &shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_hidden_channels_in_the_events_it_works_as_well() {
    let mut options = SimOptions::default();
    options.events.hidden_channels = false;
    options.events.before_response = false;
    let mut shop = Shop::build(options).await;
    shop.start().await;
    shop.set_up().await;
    let channel = shop.placed_by(&shop.ann).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    shop.judge().await;
}
