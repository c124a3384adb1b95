//! An order that changes: in words, on its card, and by questions about a part of it.

use crate::support::{
    look::quantities,
    manner::{Manner, in_every_manner},
    shop::Shop,
    wait::{eventually, eventually_some},
};
use discord_sim::people::{interaction::Outcome, view::MessageView};
use serde_json::json;

/// Cars with prices; two of them share a part of their name, one has options.
const CARS: &str = r##"{
    "currency": "$",
    "discounts": [{"name": "Ten and more", "percent": 10, "from_items": 10}],
    "products": [
        {"name": "Adder", "aliases": ["veyron"], "price": 1000000},
        {"name": "T20", "price": 2200000},
        {"name": "Turismo R", "price": 500000},
        {"name": "Turismo Classic", "price": 705000},
        {"name": "Banshee", "price": 105000, "most": 3, "options": [
            {"name": "Colour", "choices": ["black", {"label": "gold", "surcharge": 5000}]},
            {"name": "Plate", "pattern": "[A-Z0-9]{1,8}", "hint": "1 to 8 letters or digits"}
        ]}
    ]
}"##;

async fn car_shop(manner: Manner) -> Shop {
    let shop = Shop::open_for(manner).await;
    import(&shop, CARS, "5 products").await;
    shop
}

async fn import(shop: &Shop, catalogue: &str, words: &str) {
    let file = json!({"file": {"filename": "cars.json", "text": catalogue}});
    shop.command("ticketflow catalogue import", file, words).await;
}

/// The card, once it shows these words.
async fn card_with(shop: &Shop, channel: u64, card: u64, words: &str) -> MessageView {
    eventually_some(&format!("a card with “{words}”"), || {
        let said = shop.said(&shop.ann, channel).into_iter().find(|it| it.id == card);
        said.filter(|it| it.embed_text.contains(words))
    })
    .await
}

in_every_manner! {
    an_order_has_one_card_that_is_edited_in_place,
    a_line_is_picked_and_changed_on_the_card,
    unclear_names_and_options_are_asked_one_at_a_time,
    a_catalogue_that_changes_meanwhile_is_shown_before_it_counts,
    a_card_that_somebody_deletes_comes_again_with_the_next_change,
}

async fn an_order_has_one_card_that_is_edited_in_place(manner: Manner) {
    let shop = car_shop(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "2x addr and a t20 pls").await;
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    for words in ["**2 ×** Adder — 2 × $1,000,000 = $2,000,000", "**Total: $4,200,000**"] {
        assert!(card.embed_text.contains(words), "{words} in {}", card.embed_text);
    }
    shop.say(&shop.ann, channel, "remove the t20").await;
    shop.says_the(3, &shop.ann, channel).await;
    shop.say(&shop.ann, channel, "make it 12").await;
    let reply = shop.says_the(4, &shop.ann, channel).await;
    assert!(reply.embed_text.contains("**12 ×** Adder"), "{}", reply.embed_text);
    let shown = card_with(&shop, channel, card.id, "Ten and more (−10 %): −$1,200,000").await;
    assert!(shown.embed_text.contains("**Total: $10,800,000**"), "{}", shown.embed_text);

    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    card_with(&shop, channel, card.id, "Confirmed").await;
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    card_with(&shop, channel, card.id, "Complete").await;

    let claim = shop.sam.press_label(channel, "I take it").unwrap();
    assert!(matches!(claim.outcome().await, Outcome::Answered { .. }));
    card_with(&shop, channel, card.id, &format!("<@{}>", shop.sam.user)).await;
    let late = shop.sam.press_label(channel, "Give it back").unwrap();
    assert!(matches!(late.outcome().await, Outcome::Answered { .. }));
    card_with(&shop, channel, card.id, "nobody yet").await;
    shop.judge().await;
}

async fn a_line_is_picked_and_changed_on_the_card(manner: Manner) {
    let shop = car_shop(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "adder and t20").await;
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    let menu = card.selects[0].clone();
    assert_eq!(menu.labels, ["1 × Adder", "1 × T20"]);
    shop.ann.select(card.id, &menu.custom_id, &[&menu.values[1]]).unwrap();
    eventually("buttons for T20", || {
        let said = shop.said(&shop.ann, channel).into_iter().find(|it| it.id == card.id);
        said.is_some_and(|it| it.buttons.iter().any(|button| button.label == "Remove T20"))
    })
    .await;
    shop.ann.press_label(channel, "+1").unwrap();
    card_with(&shop, channel, card.id, "**2 ×** T20").await;
    shop.ann.press_label(channel, "+1").unwrap();
    card_with(&shop, channel, card.id, "**3 ×** T20").await;
    shop.ann.press_label(channel, "−1").unwrap();
    card_with(&shop, channel, card.id, "**2 ×** T20").await;
    shop.ann.press_label(channel, "Remove T20").unwrap();
    card_with(&shop, channel, card.id, "**Total: $1,000,000**").await;
    assert_eq!(quantities(&shop.ticket(channel)), [("adder".to_owned(), 1)]);
    assert_eq!(shop.said(&shop.ann, channel).len(), 2, "all of that was on the card");
    shop.judge().await;
}

async fn unclear_names_and_options_are_asked_one_at_a_time(manner: Manner) {
    let shop = car_shop(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "a turismo and 2 banshees").await;
    let which = shop.says(&shop.ann, channel, "Which one do you mean?").await;
    let labels: Vec<_> = which.buttons.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["Turismo R", "Turismo Classic", "None of these", "Close Ticket"]);
    let press = shop.ann.press_label(channel, "Turismo Classic").unwrap();
    shop.answered(&press, "**Turismo Classic**").await;

    let colour = shop.says(&shop.ann, channel, "**Colour** for **2 ×** Banshee").await;
    assert!(colour.buttons.iter().any(|it| it.label == "gold (+$5,000)"));
    shop.say(&shop.ann, channel, "gold please").await;
    shop.says(&shop.ann, channel, "1 to 8 letters or digits").await;
    shop.say(&shop.ann, channel, "far too long for a plate").await;
    shop.says(&shop.ann, channel, "That does not fit here").await;
    shop.say(&shop.ann, channel, "AB12").await;
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    for words in
        ["Turismo Classic — $705,000", "Colour: gold · Plate: AB12", "$220,000", "$925,000"]
    {
        assert!(card.embed_text.contains(words), "{words} in {}", card.embed_text);
    }
    shop.judge().await;
}

async fn a_catalogue_that_changes_meanwhile_is_shown_before_it_counts(manner: Manner) {
    let shop = car_shop(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "adder and t20").await;
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    let dearer = CARS.replace("1000000", "1500000").replace("T20", "T21");
    import(&shop, &dearer, "5 products").await;
    shop.say(&shop.ann, channel, "yes").await;
    let told = shop.says(&shop.ann, channel, "Our offer has changed meanwhile").await;
    for words in ["No longer sold: **T20**", "**Adder**: $1,500,000 instead of $1,000,000"] {
        assert!(told.embed_text.contains(words), "{words} in {}", told.embed_text);
    }
    card_with(&shop, channel, card.id, "**Total: $1,500,000**").await;
    assert_eq!(shop.stage(channel), 5);
    shop.say(&shop.ann, channel, "ok").await;
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_edited_is_read_anew_and_a_deleted_one_changes_nothing() {
    let shop = car_shop(Manner::Written).await;
    let channel = shop.opened_by(&shop.ann).await;
    let message = shop.ann.write(channel, "2x adder").unwrap();
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.edit_message(channel, message, "3x adder").unwrap();
    card_with(&shop, channel, card.id, "**3 ×** Adder").await;
    shop.ann.delete_message(channel, message).unwrap();
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    assert_eq!(quantities(&shop.ticket(channel)), [("adder".to_owned(), 3)]);
    shop.judge().await;
}

async fn a_card_that_somebody_deletes_comes_again_with_the_next_change(manner: Manner) {
    let shop = car_shop(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "2x adder").await;
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ada.delete_message(channel, card.id).unwrap();
    shop.ann.write(channel, &shop.written("make it 3")).unwrap();
    eventually("a card and the answer", || {
        let said = shop.said(&shop.ann, channel);
        said.iter().filter(|it| it.embed_text.contains("**3 ×** Adder")).count() == 2
    })
    .await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_can_be_written_into_a_form_and_changed_there() {
    let shop = car_shop(Manner::Written).await;
    let channel = shop.opened_by(&shop.ann).await;
    let form = async |label: &str| {
        let press = shop.ann.press_label(channel, label).unwrap();
        press.outcome().await.modal().expect("a form opens").clone()
    };
    let order = form("Write").await;
    shop.ann.submit(&order, &json!({"text": "2x adder"})).unwrap();
    shop.says(&shop.ann, channel, "**2 ×** Adder").await;
    let change = form("Change").await;
    shop.ann.submit(&change, &json!({"text": "make it 3"})).unwrap();
    shop.says(&shop.ann, channel, "**3 ×** Adder").await;

    let late = form("Change").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    let submitted = shop.ann.submit(&late, &json!({"text": "add a t20"})).unwrap();
    shop.told(&submitted, "add a t20").await;
    assert_eq!(quantities(&shop.ticket(channel)), [("adder".to_owned(), 3)]);
    shop.judge().await;
}
