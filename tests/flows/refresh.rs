//! "Refresh": back to the first stage.

use crate::support::{look::quantities, shop::Shop};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_customer_takes_the_ticket_back_from_every_stage() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    let mut said = 1;
    for steps in [&[][..], &["2x adder"], &["2x adder", "yes"], &["2x adder", "yes", "yes"]] {
        for words in steps.iter().chain(&["  Refresh! "]) {
            shop.ann.write(channel, words).unwrap();
            said += 1;
            shop.says_the(said, &shop.ann, channel).await;
        }
        let again = shop.says(&shop.ann, channel, "Let's start over").await;
        assert!(again.pinged_users.is_empty(), "nobody is called again");
        assert_eq!(shop.stage(channel), 0, "after {steps:?}");
        assert!(shop.ticket(channel).order.is_empty(), "after {steps:?}");
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_take_it_back_and_the_buttons_of_before_no_longer_count() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await;
    let yes = card.buttons.iter().find(|it| it.label == "Yes").unwrap();
    shop.sam.write(channel, "REFRESH").unwrap();
    shop.says(&shop.ann, channel, "Let's start over").await;
    assert_eq!(shop.stage(channel), 0);
    // The card may still show the button, or not any more.
    let stale = shop.ann.forge(card.id, yes.custom_id.as_ref().unwrap(), &[]).unwrap();
    shop.told(&stale, "no longer open").await;
    assert_eq!(shop.stage(channel), 0);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_within_a_sentence_is_no_command() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.write(channel, "please refresh my memory").unwrap();
    shop.says(&shop.ann, channel, "Yes or no?").await;
    assert_eq!(shop.stage(channel), 5);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_it_is_a_word_like_any_other_until_it_is_on_again() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.command("ticketflow refresh", json!({"enabled": false}), "switched off").await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.write(channel, "refresh").unwrap();
    shop.says(&shop.ann, channel, "Yes or no?").await;
    assert_eq!(shop.stage(channel), 5);
    assert_eq!(quantities(&shop.ticket(channel)), [("adder".to_owned(), 2)]);

    shop.command("ticketflow refresh", json!({"enabled": true}), "takes a ticket back").await;
    shop.ann.write(channel, "refresh").unwrap();
    shop.says(&shop.ann, channel, "Let's start over").await;
    shop.judge().await;
}
