//! "Try it": an admin holds the conversation of a flow with themselves, seen by nobody else.

use crate::support::{shop::Shop, wait::eventually_some};
use discord_sim::people::{
    interaction::{Interaction, Outcome},
    seat::Seat,
    view::MessageView,
};
use serde_json::json;
use ticketflow::formats::flow;

/// The message of a rehearsal, once it shows these words.
async fn page(begun: &Interaction, words: &str) -> MessageView {
    if let Outcome::Failed { shown } = begun.outcome().await {
        panic!("{shown}");
    }
    eventually_some(&format!("“{words}” in the rehearsal"), || {
        let page = begun.message()?;
        let all = format!("{} {}", page.content, page.embed_text);
        assert!(page.ephemeral, "{page:#?}");
        let called = (&page.pinged_users, &page.pinged_roles, page.pinged_everyone);
        assert_eq!(called, (&vec![], &vec![], false), "{page:#?}");
        all.contains(words).then_some(page)
    })
    .await
}

/// Presses a button of the rehearsal.
async fn press(seat: &Seat, page: &MessageView, label: &str) -> Interaction {
    let button = page.buttons.iter().find(|it| it.label == label);
    let button = button.unwrap_or_else(|| panic!("no “{label}” under {page:#?}"));
    let press = seat.press(page.id, button.custom_id.as_deref().unwrap()).unwrap();
    if let Outcome::Failed { shown } = press.outcome().await {
        panic!("{shown}");
    }
    press
}

/// Writes into the form that a button of the rehearsal opens.
async fn write(seat: &Seat, page: &MessageView, label: &str, text: &str) {
    let press = press(seat, page, label).await;
    let outcome = press.outcome().await;
    let form = seat.submit(outcome.modal().unwrap(), &json!({ "text": text })).unwrap();
    if let Outcome::Failed { shown } = form.outcome().await {
        panic!("{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flow_that_was_uploaded_is_tried_at_once() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let upload = json!({"file": {"filename": "my.yaml", "text": flow::DEFAULT}});
    let set = shop.ada.command(shop.shop, "ticketflow flow upload", &upload).unwrap();
    shop.answered(&set, "The flow is set").await;
    let answer = set.message().unwrap();
    let begun = press(&shop.ada, &answer, "Try it").await;
    let welcome = page(&begun, "What would you like to buy?").await;
    assert!(welcome.content.contains("Rehearsal"), "{}", welcome.content);

    write(&shop.ada, &welcome, "Write", "2x addr and a sultn").await;
    let card = page(&begun, "Is this what you want?").await;
    assert!(card.embed_text.contains("Adder"), "{}", card.embed_text);
    press(&shop.ada, &card, "Yes").await;
    let terms = page(&begun, "Do you agree?").await;
    press(&shop.ada, &terms, "Yes").await;
    page(&begun, "Request complete").await;

    assert_eq!(shop.tickets(), [], "nothing of it is stored");
    let channels = shop.ada.channels();
    assert!(!channels.iter().any(|it| it.name.starts_with("ticket-")), "{channels:?}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_of_which_the_worker_knows_nothing_says_so() {
    let mut shop = Shop::open().await;
    let begun = shop.ada.command(shop.shop, "ticketflow flow try", &json!({})).unwrap();
    let welcome = page(&begun, "What would you like to buy?").await;
    shop.stop().await;
    shop.start().await;
    press(&shop.ada, &welcome, "Write").await;
    page(&begun, "This rehearsal is over").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_rehearse_and_only_types_that_there_are() {
    let shop = Shop::open().await;
    let asked = json!({"type": "vip"});
    let begun = shop.ada.command(shop.shop, "ticketflow flow try", &asked).unwrap();
    shop.answered(&begun, "no types of tickets").await;
    shop.judge().await;
}
