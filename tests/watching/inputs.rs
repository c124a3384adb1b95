//! What the numbers say of inputs.

use super::{address, until};
use crate::support::{process::Process, shop::Shop};
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
