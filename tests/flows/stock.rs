//! What runs out goes to whoever confirms first, and comes back if nothing comes of it.

use crate::support::{
    look::quantities,
    manner::{Manner, in_every_manner},
    shop::Shop,
    wait::eventually,
};
use discord_sim::people::interaction::Outcome;
use serde_json::json;
use ticketflow::domain::ticket::State;

const CARS: &str = r#"{"products": [
    {"name": "Adder", "price": 100, "stock": 1},
    {"name": "T20", "price": 50, "stock": 3},
    {"name": "Banshee", "price": 10}
]}"#;

async fn car_shop(manner: Manner) -> Shop {
    let shop = Shop::open_for(manner).await;
    let file = json!({"file": {"filename": "cars.json", "text": CARS}});
    shop.command("ticketflow catalogue import", file, "3 products").await;
    shop
}

/// What is said of it comes when the worker knows what it wrote; the store has it before.
async fn is_closed(shop: &Shop, channel: u64) {
    shop.says(&shop.mia, channel, "Ticket closed").await;
    assert!(matches!(shop.ticket(channel).state, State::Closed { .. }));
}

in_every_manner! {
    the_only_one_goes_to_the_first_who_confirms_and_back_if_they_do_not_buy_it,
    what_a_complete_request_holds_is_sold_when_it_is_closed,
}

async fn the_only_one_goes_to_the_first_who_confirms_and_back_if_they_do_not_buy_it(
    manner: Manner,
) {
    let mut shop = car_shop(manner).await;
    let (anns, bobs) = (shop.opened_by(&shop.ann).await, shop.opened_by(&shop.bob).await);
    for (seat, channel) in [(&shop.ann, anns), (&shop.bob, bobs)] {
        shop.say(seat, channel, "an adder").await;
        shop.says(seat, channel, "Is this what you want?").await;
    }
    shop.ann.press_label(anns, "Yes").unwrap();
    shop.says(&shop.ann, anns, "Do you agree?").await;
    shop.bob.press_label(bobs, "Yes").unwrap();
    shop.says(&shop.bob, bobs, "Sold out: **Adder**").await;
    assert_eq!((shop.stage(bobs), quantities(&shop.ticket(bobs))), (0, vec![]));

    // It is held by whoever takes the server over, too.
    shop.stop().await;
    shop.start().await;
    shop.say(&shop.bob, bobs, "2 adder and 5 t20").await;
    let card = shop.says(&shop.bob, bobs, "Is this what you want?").await;
    for words in ["Sold out: **Adder**", "Only 3 left: **T20**", "**3 ×** T20"] {
        assert!(card.embed_text.contains(words), "{words} in {}", card.embed_text);
    }

    shop.closed_by(&shop.ann, anns).await;
    is_closed(&shop, anns).await;
    shop.say(&shop.bob, bobs, "add an adder").await;
    let all = [("t20".to_owned(), 3), ("adder".to_owned(), 1)];
    eventually("both", || quantities(&shop.ticket(bobs)) == all).await;
    shop.judge().await;
}

async fn what_a_complete_request_holds_is_sold_when_it_is_closed(manner: Manner) {
    let shop = car_shop(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "2 t20").await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.closed_by(&shop.sam, channel).await;
    is_closed(&shop, channel).await;

    let channel = shop.opened_by(&shop.bob).await;
    shop.say(&shop.bob, channel, "2 t20").await;
    let card = shop.says(&shop.bob, channel, "Is this what you want?").await;
    assert!(card.embed_text.contains("Only 1 left: **T20**"), "{}", card.embed_text);

    let left = shop.command("ticketflow catalogue stock", json!({}), "What runs out").await;
    let lines: Vec<_> = left.lines().skip(1).collect();
    assert_eq!(lines, ["• **Adder**: 1 left (0 held)", "• **T20**: 1 left (0 held)"]);

    // Customers see it in the list, too.
    let open = shop.bob.press_label(channel, "Choose products").unwrap();
    let Outcome::Answered { message: Some(list), .. } = open.outcome().await else { panic!() };
    let options = list.components[0]["components"][0]["options"].as_array().unwrap().clone();
    let described: Vec<_> = options.iter().filter_map(|it| it["description"].as_str()).collect();
    assert_eq!(described, ["100 · 1 left", "50 · 1 left", "10"]);

    // More come, as a number of the catalogue and as somebody has counted.
    let file = json!({"file": {"filename": "cars.json", "text": CARS.replace(": 3", ": 5")}});
    shop.command("ticketflow catalogue import", file, "3 products").await;
    shop.say(&shop.bob, channel, "make it 9 t20").await;
    shop.says(&shop.bob, channel, "Only 3 left: **T20**").await;
    let counted = json!({"product": "t20", "left": 4});
    shop.command("ticketflow catalogue recount", counted, "**T20**: 4 left (0 held)").await;
    let other = json!({"product": "banshee", "left": 4});
    shop.command("ticketflow catalogue recount", other, "does not run out").await;
    shop.say(&shop.bob, channel, "make it 9 t20").await;
    shop.says(&shop.bob, channel, "Only 4 left: **T20**").await;
    shop.judge().await;
}
