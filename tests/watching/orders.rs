//! What the numbers say of orders.

use super::{address, until};
use crate::support::{process::Process, shop::Shop};
use serde_json::json;

const CARS: &str = r#"{"products": [
    {"name": "Adder", "stock": 1},
    {"name": "T20", "stock": 3},
    {"name": "Turismo R"},
    {"name": "Turismo Classic"},
    {"name": "Banshee", "options": [
        {"name": "Colour", "choices": ["black", "gold"]},
        {"name": "Plate", "pattern": "[A-Z0-9]{1,8}", "hint": "1 to 8 letters or digits"}
    ]}
]}"#;

async fn car_shop() -> (Shop, Process, String) {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let file = json!({"file": {"filename": "cars.json", "text": CARS}});
    shop.command("ticketflow catalogue import", file, "5 products").await;
    (shop, worker, address)
}

fn recognised(outcome: &str) -> String {
    format!(r#"ticketflow_recognition_total{{outcome="{outcome}"}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn all_words_about_an_order_are_counted_and_no_others() {
    let (shop, _worker, address) = car_shop().await;
    let not_understood = |count| until(&address, &recognised("not_understood"), count);
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    not_understood(2.0).await;
    shop.ann.write(channel, "a turismo and 2 banshees").unwrap();
    shop.says(&shop.ann, channel, "Which one do you mean?").await;
    // Which is asked again, but once.
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    not_understood(4.0).await;
    shop.ann.press_label(channel, "Turismo Classic").unwrap();
    shop.says(&shop.ann, channel, "**Colour** for **2 ×** Banshee").await;
    shop.ann.write(channel, "gold please").unwrap();
    shop.says(&shop.ann, channel, "1 to 8 letters or digits").await;
    shop.ann.write(channel, "far too long for a plate").unwrap();
    not_understood(5.0).await;
    shop.ann.write(channel, "AB12").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    not_understood(7.0).await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    // The terms are no order.
    shop.ann.write(channel, "let me think").unwrap();
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;

    // What is taken back was understood before.
    let channel = shop.opened_by(&shop.bob).await;
    shop.bob.write(channel, "a turismo classic").unwrap();
    shop.says(&shop.bob, channel, "Is this what you want?").await;
    shop.bob.write(channel, "no").unwrap();
    let numbers = until(&address, r#"ticketflow_tickets{stage="order"}"#, 1.0).await;
    for (outcome, count) in [("understood", 2.0), ("asked", 2.0), ("not_understood", 7.0)] {
        assert_eq!(numbers.get(&recognised(outcome)), count, "{outcome}");
    }
    shop.judge().await;
}
