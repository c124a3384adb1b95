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
    let series = recognised("not_understood");
    let not_understood = |count| until(&address, &series, count);
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

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_out_is_counted_when_it_is_confirmed() {
    let (shop, _worker, address) = car_shop().await;
    let held = r#"ticketflow_stock_holds_total{outcome="held"}"#;
    let short = r#"ticketflow_stock_holds_total{outcome="short"}"#;
    let (anns, bobs) = (shop.opened_by(&shop.ann).await, shop.opened_by(&shop.bob).await);
    for (seat, channel) in [(&shop.ann, anns), (&shop.bob, bobs)] {
        seat.write(channel, "an adder").unwrap();
        shop.says(seat, channel, "Is this what you want?").await;
    }
    shop.ann.press_label(anns, "Yes").unwrap();
    until(&address, held, 1.0).await;
    shop.bob.press_label(bobs, "Yes").unwrap();
    shop.says(&shop.bob, bobs, "Sold out: **Adder**").await;
    until(&address, short, 1.0).await;
    // It is no wish yet, and cut before it is one.
    shop.bob.write(bobs, "an adder and 5 t20").unwrap();
    shop.says(&shop.bob, bobs, "Only 3 left: **T20**").await;
    shop.bob.write(bobs, "yes").unwrap();
    shop.says(&shop.bob, bobs, "Do you agree?").await;
    shop.bob.write(bobs, "yes").unwrap();
    shop.says(&shop.bob, bobs, "Request complete").await;
    let numbers = until(&address, "ticketflow_outbox_entries", 0.0).await;
    assert_eq!((numbers.get(held), numbers.get(short)), (2.0, 1.0));
    shop.judge().await;
}
