//! What the numbers say of inputs.

use super::{address, until};
use crate::support::{process::Process, redis::Server, shop::Shop};
use discord_sim::{
    faults::{Effect, Fault},
    options::SimOptions,
};
use serde_json::json;

fn inputs(outcome: &str) -> String {
    format!(r#"ticketflow_inputs_total{{outcome="{outcome}"}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_given_what_they_asked_for_is_not_refused() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    shop.opened_by(&shop.ann).await;
    let again = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&again, "You already have a ticket").await;
    shop.ada.command(shop.shop, "ticketflow catalogue export", &json!({})).unwrap();
    until(&address, &inputs("answered"), 2.0).await;
    let numbers = until(&address, "ticketflow_outbox_entries", 0.0).await;
    assert_eq!(numbers.get(&inputs("refused")), 0.0);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn our_failures_are_counted_where_somebody_is_told() {
    let redis = Server::start(&[]).await;
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.redis = Some(redis.url());
    let mut worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    shop.set_up().await;
    let channel = shop.opened_by(&shop.ann).await;
    worker.terminate().await;
    let tickets = format!("{{g:{}}}:tickets", shop.guild.id);
    let record: String = redis.say(&["HGET", &tickets, "1"]).await;
    let torn: String = record.chars().take(record.chars().count() / 2).collect();
    redis.say::<i64>(&["HSET", &tickets, "1", &torn]).await;

    let worker = Process::on_redis(&shop, &redis.url(), "b", &[]).await;
    let address = address(&worker).await;
    let failures = r#"ticketflow_refusals_total{reason="our_failure"}"#;
    shop.ann.write(channel, "2x adder").unwrap();
    let numbers = until(&address, &inputs("damaged"), 1.0).await;
    assert_eq!(numbers.get(failures), 0.0, "nobody was told");
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    until(&address, failures, 1.0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_servers_admins_have_to_mend_is_none_of_our_failures() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let failed = |mender: &str| format!(r#"ticketflow_tickets_failed_total{{mender="{mender}"}}"#);
    let refusal = |status, code, message: &str| Effect::Refusal {
        status,
        code,
        message: message.to_owned(),
        field: None,
        field_code: None,
    };
    for (nth, effect, whose) in [
        (1.0, refusal(400, 30_013, "Maximum number of guild channels reached (500)"), "server"),
        (2.0, refusal(403, 50_013, "Missing Permissions"), "server"),
        (1.0, refusal(400, 40_000, "Something that we do not know"), "operator"),
    ] {
        shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", effect));
        shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        until(&address, &failed(whose), nth).await;
        shop.sim.faults().clear();
    }
    let numbers = until(&address, "ticketflow_outbox_entries", 0.0).await;
    assert_eq!((numbers.get(&failed("server")), numbers.get(&failed("operator"))), (2.0, 1.0));
    let entered = r#"ticketflow_ticket_stages_entered_total{stage="failed"}"#;
    assert_eq!(numbers.get(entered), 3.0);
}
