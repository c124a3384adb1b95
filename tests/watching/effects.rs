//! What the numbers say of effects.

use super::{Numbers, address, until};
use crate::support::{process::Process, redis::Server, shop::Shop, wait::eventually_found};
use discord_sim::{
    faults::{Effect, Fault},
    options::SimOptions,
};

const ORIGINAL: &str = "/webhooks/{application}/{token}/messages/@original";
const COMPLETE: &str = "ticketflow_interaction_complete_seconds_count";
const DELIVERED: &str = "ticketflow_outbox_delivery_seconds_count";

/// Discord refuses one such call.
fn refuse(shop: &Shop, (method, route): (&str, &str), code: u32) {
    let (message, field, field_code) = ("a text".to_owned(), None, None);
    let refusal = Effect::Refusal { status: 400, code, message, field, field_code };
    shop.sim.faults().add(Fault::on(method, route, refusal).times(1));
}

fn ended(effect: &str, outcome: &str) -> String {
    format!(r#"ticketflow_outbox_effects_total{{effect="{effect}",outcome="{outcome}"}}"#)
}

async fn at_rest(address: &str) -> Numbers {
    until(address, "ticketflow_outbox_entries", 0.0).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_refuses_is_neither_done_nor_measured() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let channel = shop.opened_by(&shop.ann).await;
    let before = at_rest(&address).await;

    // An answer of ours that Discord does not take, and those to a message or in a channel that
    // is gone. The log says where.
    for (code, outcome, count) in
        [(50_035, "given_up", 1.0), (10_008, "too_late", 1.0), (10_003, "too_late", 2.0)]
    {
        refuse(&shop, ("PATCH", ORIGINAL), code);
        shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        until(&address, &ended("reply", outcome), count).await;
    }
    for words in ["an answer of ours was refused", "a press can no longer be answered"] {
        let log = worker.said();
        let line = log.lines().find(|line| line.contains(words)).expect(words);
        let id = shop.guild.id;
        for field in [format!("guild.id={id} "), format!("effect.id={id}/")] {
            assert!(line.contains(&field), "{field}: {line}");
        }
    }
    // Words in a ticket.
    refuse(&shop, ("POST", "/channels/{channel}/messages"), 50_035);
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    until(&address, &ended("say", "given_up"), 1.0).await;
    let after = at_rest(&address).await;
    for series in [COMPLETE, DELIVERED, &ended("reply", "done"), &ended("say", "done")] {
        assert_eq!(after.get(series), before.get(series), "{series}");
    }

    // Of what is reported its person is told.
    refuse(&shop, ("POST", "/guilds/{guild}/channels"), 30_013);
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "as many channels as Discord allows").await;
    let after = until(&address, &ended("create_channel", "refused"), 1.0).await;
    assert_eq!(after.get(&ended("create_channel", "done")), 1.0, "Ann's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_is_measured_once_however_much_comes_of_it() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    // The card is edited, and the next question asked.
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    // The question shows what was answered, and all is said to be complete.
    let press = shop.ann.press_label(channel, "Yes").unwrap();
    shop.answered(&press, "Yes").await;
    shop.says(&shop.ann, channel, "Request complete").await;
    assert_eq!(at_rest(&address).await.get(COMPLETE), 3.0);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_replicas_is_decided_and_not_settled() {
    let primary = Server::start(&[]).await;
    let follow = format!("replicaof 127.0.0.1 {}", primary.port());
    let replica = Server::start(&[&follow]).await;
    replica.follows().await;
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.redis = Some(primary.url());
    let insists = [("TICKETFLOW_REDIS_REPLICAS", "1")];
    let worker = Process::on_redis(&shop, &primary.url(), "a", &insists).await;
    let address = address(&worker).await;
    shop.set_up().await;
    at_rest(&address).await;

    replica.pause();
    let mark = shop.sim.ledger().mark();
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    eventually_found("it waits", || async {
        let numbers = Numbers::of(&address).await;
        let oldest = numbers.get("ticketflow_outbox_oldest_seconds");
        (numbers.get("ticketflow_outbox_entries") >= 1.0 && oldest > 0.0).then_some(())
    })
    .await;
    let is_channel = |route: &str| route == "/guilds/{guild}/channels";
    let calls = shop.sim.ledger().calls_since(mark);
    assert!(!calls.iter().any(|it| is_channel(&it.route)), "nobody has begun with it");
    replica.resume();
    shop.ticket_of(&shop.ann).await;
    at_rest(&address).await;
    shop.judge().await;
}
