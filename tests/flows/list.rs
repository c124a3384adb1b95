//! The list of products to choose from.

use crate::support::{
    look::quantities,
    manner::{Manner, in_every_manner},
    shop::Shop,
    wait::{eventually, eventually_some},
};
use discord_sim::people::{
    interaction::{Interaction, Outcome},
    view::MessageView,
};
use serde_json::json;

/// A shop with so many products.
async fn large_shop(manner: Manner, many: usize) -> Shop {
    let shop = Shop::open_for(manner).await;
    let mut table = "# currency,EUR\nname,price\nSultan RS,185\n".to_owned();
    for number in 1..many {
        table.push_str(&format!("Item {number},{number}.50\n"));
    }
    let file = json!({"file": {"filename": "many.csv", "text": table}});
    shop.command("ticketflow catalogue import", file, &format!("{many} products")).await;
    shop
}

/// What a press has opened or changed, at once.
async fn page(press: &Interaction) -> MessageView {
    let Outcome::Answered { message: Some(message), .. } = press.outcome().await else {
        panic!("{:?}", press.outcome().await)
    };
    assert!(message.ephemeral, "only its person sees it");
    message
}

/// The list, once it says this.
async fn list_with(press: &Interaction, words: &str) -> MessageView {
    eventually_some(&format!("a list with “{words}”"), || {
        press.message().filter(|it| it.content.contains(words))
    })
    .await
}

fn labels(list: &MessageView) -> Vec<&str> {
    list.buttons.iter().map(|it| it.label.as_str()).collect()
}

in_every_manner! {
    products_are_chosen_one_by_one_and_the_order_goes_its_way,
}

async fn products_are_chosen_one_by_one_and_the_order_goes_its_way(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    let open = shop.ann.press_label(channel, "Choose products").unwrap();
    let list = page(&open).await;
    let menu = list.selects[0].clone();
    assert_eq!(menu.labels, ["Adder", "Sultan RS", "T20"]);
    assert!(list.buttons.is_empty(), "nothing to turn or to search: {:?}", list.buttons);
    for (nth, words) in [(0, "**1 × Adder**"), (2, "**1 × T20**"), (0, "**2 × Adder**")] {
        let pick = shop.ann.select(list.id, &menu.custom_id, &[&menu.values[nth]]).unwrap();
        list_with(&pick, words).await;
        assert_eq!(list_with(&pick, words).await.selects.len(), 1, "the list stays");
    }
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    eventually("all on one card", || {
        let said = shop.said(&shop.ann, channel);
        said.len() == 2 && said[1].embed_text.contains("**2 ×** Adder")
    })
    .await;
    assert!(labels(&card).contains(&"Choose products"), "more can be added there");
    shop.ann.press_label(channel, "+1").unwrap();
    shop.says(&shop.ann, channel, "**3 ×** Adder").await;
    let chosen = quantities(&shop.ticket(channel));
    assert_eq!(chosen, [("adder".to_owned(), 3), ("t20".to_owned(), 1)]);
    shop.say(&shop.ann, channel, "yes").await;
    shop.says(&shop.ann, channel, "Do you agree?").await;

    // A list that was left open is of no use any more.
    let late = shop.ann.select(list.id, &menu.custom_id, &[&menu.values[1]]).unwrap();
    shop.told(&late, "cannot be changed any more").await;
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    let late = shop.ann.select(list.id, &menu.custom_id, &[&menu.values[1]]).unwrap();
    shop.told(&late, "cannot be changed any more").await;
    assert_eq!(quantities(&shop.ticket(channel)).len(), 2);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_catalogue_is_turned_over_and_searched() {
    let shop = large_shop(Manner::Pressing, 60).await;
    let channel = shop.opened_by(&shop.ann).await;
    let open = shop.ann.press_label(channel, "Choose products").unwrap();
    let list = page(&open).await;
    assert!(list.content.contains("Page 1 of 3"), "{}", list.content);
    assert_eq!((labels(&list), list.selects[0].values.len()), (vec!["▶", "Search"], 25));
    let turn = async |list: &MessageView, label: &str| {
        let button = list.buttons.iter().find(|it| it.label == label).expect("the button");
        shop.ann.press(list.id, button.custom_id.as_deref().unwrap()).unwrap()
    };
    let second = page(&turn(&list, "▶").await).await;
    assert_eq!((second.id, labels(&second)), (list.id, vec!["◀", "▶", "Search"]));
    let third = page(&turn(&second, "▶").await).await;
    assert_eq!((third.selects[0].values.len(), labels(&third)), (10, vec!["◀", "Search"]));

    let search = async |list: &MessageView, letters: &str| {
        let press = turn(list, "Search").await;
        let outcome = press.outcome().await;
        let form = outcome.modal().expect("a form opens");
        let submitted = shop.ann.submit(form, &json!({ "text": letters })).unwrap();
        page(&submitted).await
    };
    let found = search(&third, " sultn: @everyone **").await;
    assert_eq!(found.selects[0].labels, ["Sultan RS"], "a slip of the pen, and nonsense");
    assert!(found.pinged_users.is_empty() && !found.content.contains("everyone"));
    let found = search(&found, "item 5").await;
    assert_eq!(found.selects[0].labels[0], "Item 5", "the likeliest first");
    assert_eq!(found.selects[0].labels.len(), 15, "{:?}", found.selects[0].labels);
    let none = search(&found, "zentorno").await;
    assert!(none.content.contains("No product is called that"), "{}", none.content);
    assert_eq!((labels(&none), none.selects.len()), (vec!["Search", "All products"], 0));
    let all = page(&turn(&none, "All products").await).await;
    assert!(all.content.contains("Page 1 of 3"), "{}", all.content);

    let menu = &all.selects[0];
    let pick = shop.ann.select(all.id, &menu.custom_id, &[&menu.values[0]]).unwrap();
    list_with(&pick, "**1 × Sultan RS**").await;
    shop.says(&shop.ann, channel, "€185").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_makes_up_changes_nothing() {
    let shop = large_shop(Manner::Pressing, 60).await;
    let channel = shop.opened_by(&shop.ann).await;
    let open = shop.ann.press_label(channel, "Choose products").unwrap();
    let list = page(&open).await;
    let menu = list.selects[0].custom_id.clone();
    for value in ["gone", "-"] {
        let forged = shop.ann.forge(list.id, &menu, &[value]).unwrap();
        shop.told(&forged, "not sold any more").await;
    }
    for values in ["", "Sultan RS", "../1", &"a".repeat(5_000)] {
        let forged = shop.ann.forge(list.id, &menu, &[values]).unwrap();
        shop.answered(&forged, "I do not know this button").await;
    }
    let other = shop.ann.forge(list.id, "tf:1:product:999", &["item-1"]).unwrap();
    shop.told(&other, "no such ticket in this channel").await;
    let other = page(&shop.ann.forge(list.id, "tf:1:page:999:0:", &[]).unwrap()).await;
    assert!(other.content.contains("no such ticket in this channel"), "{}", other.content);
    assert!(other.selects.is_empty() && other.buttons.is_empty(), "{other:?}");
    let far = shop.ann.forge(list.id, "tf:1:page:1:65535:", &[]).unwrap();
    assert!(page(&far).await.content.contains("Page 3 of 3"));
    let long = format!("tf:1:page:1:65535:{}", "🚗:".repeat(500));
    let found = page(&shop.ann.forge(list.id, &long, &[]).unwrap()).await;
    assert!(found.content.contains("Page"), "nothing to search for is everything: {found:?}");
    let form = shop.ann.forge(list.id, "tf:1:letters:1", &["item-1"]).unwrap();
    shop.answered(&form, "I do not know this button").await;
    assert_eq!(shop.stage(channel), 0);
    assert!(shop.ticket(channel).order.is_empty());
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sold_any_more_cannot_be_chosen_from_an_old_list() {
    let shop = Shop::open_for(Manner::Pressing).await;
    let channel = shop.opened_by(&shop.ann).await;
    let open = shop.ann.press_label(channel, "Choose products").unwrap();
    let list = page(&open).await;
    let menu = list.selects[0].clone();
    let file = json!({"file": {"filename": "cars.csv", "text": "name\nAdder\n"}});
    shop.command("ticketflow catalogue import", file, "1 product").await;
    let pick = |value: &str| shop.ann.select(list.id, &menu.custom_id, &[value]).unwrap();
    shop.told(&pick("t20"), "not sold any more").await;
    list_with(&pick("adder"), "**1 × Adder**").await;
    shop.says(&shop.ann, channel, "**1 ×** Adder").await;

    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    shop.judge().await;
}
