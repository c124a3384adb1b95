//! Discord is away for a while, as a whole or in part.

use super::story::Way;
use crate::support::{process::Process, shop::Shop, wait::eventually};
use discord_sim::{
    faults::{Effect, Fault},
    gateway::levers::{Lever, Target},
};
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_turns_everybody_away_for_a_while_is_waited_for() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let gateway = shop.sim.gateway();
    let until = shop.sim.clock().now_ms() + 1_500;
    gateway.change_weather(|weather| weather.outage_until_ms = until);
    gateway.pull(&Target::default(), &Lever::Drop);
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    assert!(gateway.record().refused_connects > 0, "it was turned away");
    assert_eq!(gateway.record().identifies, 1, "and resumed");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_starts_although_discord_is_away_and_then_does_what_was_left() {
    let shop = Shop::prepared().await;
    let mut first = Process::start(&shop, "effects.before_call=return").await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    first.ended().await;
    let away = Effect::Status { status: 503, html: true };
    let faults = shop.sim.faults();
    faults.add(Fault { method: None, route: None, ..Fault::on("", "", away) });
    let before = shop.sim.ledger().mark();
    let second = Process::begin(&shop);
    let asked = || shop.sim.ledger().calls_since(before).len() > 3;
    eventually("it asks in vain", asked).await;
    faults.clear();
    second.logged("ready_after_ms").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "What would you like to buy?").await;
    // It was acknowledged by the first, so it can be answered still.
    shop.answered(&press, "Your ticket is ready").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_was_lost_in_a_busy_channel_is_found_again() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    for number in 0..230 {
        shop.sam.write(channel, &format!("word {number} of a long talk")).unwrap();
    }
    // Words through a press carry no nonce, so only looking finds them.
    let route = "/webhooks/{application}/{token}";
    shop.sim.faults().add(Fault::on("POST", route, Effect::LoseReply).times(1));
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.judge().await;
    assert_eq!(shop.titles(channel), ["Welcome", "Your order", "Terms and conditions"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_cannot_say_its_last_words_leaves_them_to_the_next() {
    let shop = Shop::prepared().await;
    let mut first = Process::start(&shop, "").await;
    let away = Effect::Status { status: 503, html: true };
    shop.sim.faults().add(Fault::on("POST", "/channels/{channel}/messages", away));
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let channel = shop.ticket_of(&shop.ann).await;
    assert_eq!(first.terminate().await.code(), Some(0), "it ends all the same");
    assert_eq!(shop.titles(channel).len(), 0, "nothing was said");
    shop.sim.faults().clear();
    let _second = Process::start(&shop, "").await;
    shop.says(&shop.ann, channel, "What would you like to buy?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_idle_stops_at_once() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    shop.whole_story(&shop.ann, Way::Message).await;
    shop.judge().await;
    let asked = Instant::now();
    assert_eq!(worker.terminate().await.code(), Some(0));
    let took = asked.elapsed();
    println!("stopped after {took:?}");
    assert!(took.as_secs() < 3, "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_log_nobody_reads_works_and_stops() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    worker.leave_unheard().await;
    shop.whole_story(&shop.ann, Way::Message).await;
    shop.sim.gateway().pull(&Target::default(), &Lever::Drop);
    shop.whole_story(&shop.ann, Way::Button).await;
    assert_eq!(worker.terminate().await.code(), Some(0));
    shop.judge().await;
}
