//! Staff teach aliases out of the menu of a message.

use crate::support::{look::quantities, shop::Shop};
use discord_sim::people::{interaction::Modal, seat::Seat};
use serde_json::{Value, json};

const TEACH: &str = "Teach alias";

impl Shop {
    /// The form that opens when they choose the command on a message.
    async fn form(&self, seat: &Seat, message: u64) -> Modal {
        let command = seat.message_command(message, TEACH).unwrap();
        command.outcome().await.modal().cloned().expect("a form")
    }

    /// Sends the form in and is told what came of it.
    async fn teaches(&self, seat: &Seat, form: &Modal, fields: Value, words: &str) -> String {
        let sent = seat.submit(form, &fields).unwrap();
        self.answered(&sent, words).await
    }
}

/// What stands in the fields of a form when it opens.
fn filled(form: &Modal) -> Vec<String> {
    let value = |row: &Value| row["components"][0]["value"].as_str().unwrap_or("").to_owned();
    form.components.iter().map(value).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_is_taught_with_one_confirmation_and_counts_at_once() {
    let shop = Shop::open().await;
    let (channel, other) = (shop.opened_by(&shop.ann).await, shop.opened_by(&shop.bob).await);
    let message = shop.ann.write(channel, "one adder and 2x snakecar please").unwrap();
    shop.says(&shop.ann, channel, "Not understood").await;

    let form = shop.form(&shop.sam, message).await;
    assert_eq!(filled(&form), ["snakecar", ""]);
    let told = shop.teaches(&shop.sam, &form, json!({"product": "t20"}), "now means").await;
    assert!(told.contains("“snakecar” now means **T20**"), "{told}");
    assert!(told.contains("version 2") && shop.desk().catalogue == 2, "{told}");

    shop.bob.write(other, "snakecar x3").unwrap();
    shop.says(&shop.bob, other, "Is this what you want?").await;
    assert_eq!(quantities(&shop.ticket(other)), [("t20".to_owned(), 3)]);
    shop.ann.write(channel, "and 2x snakecar").unwrap();
    shop.says(&shop.ann, channel, "**2 ×** T20").await;
    let expected = [("adder".to_owned(), 1), ("t20".to_owned(), 2)];
    assert_eq!(quantities(&shop.ticket(channel)), expected);

    let history = shop.command("ticketflow catalogue history", json!({}), "version 2 is").await;
    let by = format!("by <@{}>: “snakecar” means **T20**", shop.sam.user);
    assert!(history.contains(&by), "{history}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_teach_gets_no_form() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let message = shop.ann.write(channel, "snakecar").unwrap();
    let refused = |seat: &Seat, message, words: &'static str| {
        let command = seat.message_command(message, TEACH).unwrap();
        let shop = &shop;
        async move { shop.answered(&command, words).await }
    };
    refused(&shop.ann, message, "Only staff can do this").await;
    let ours = shop.says(&shop.ann, channel, "What would you like to buy?").await.id;
    refused(&shop.sam, ours, "Nobody wrote this message").await;
    let elsewhere = shop.ada.write(shop.shop, "snakecar").unwrap();
    refused(&shop.ada, elsewhere, "no such ticket in this channel").await;
    assert_eq!(shop.desk().catalogue, 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_cannot_be_fulfilled_is_told_why() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let message = shop.ann.write(channel, "snakecar").unwrap();
    for (alias, product, words) in [
        ("snakecar", "sultn", "Do you mean **Sultan RS**?"),
        ("snakecar", "*xyzzy*", "There is no product “\\*xyzzy\\*”"),
        ("Veyron!", "t20", "mean **Adder** already, so they cannot mean another"),
        ("progen-t20", "t20", "mean **T20** already. Capitals"),
        ("?!", "t20", "needs a letter or a digit"),
    ] {
        let form = shop.form(&shop.sam, message).await;
        let fields = json!({"alias": alias, "product": product});
        shop.teaches(&shop.sam, &form, fields, words).await;
    }
    assert_eq!(shop.desk().catalogue, 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_many_teach_at_once_is_all_kept() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let other = shop.opened_by(&shop.bob).await;
    let mut sent = Vec::new();
    for (seat, channel, writer) in [
        (&shop.sam, channel, &shop.ann),
        (&shop.ada, other, &shop.bob),
        (&shop.sam, other, &shop.bob),
    ] {
        let message = writer.write(channel, "hm").unwrap();
        let form = shop.form(seat, message).await;
        sent.push((seat, form));
    }
    let aliases = ["snake", "bat", "hopper"];
    let submitted: Vec<_> = sent
        .iter()
        .zip(aliases)
        .map(|((seat, form), alias)| {
            seat.submit(form, &json!({"alias": alias, "product": "adder"})).unwrap()
        })
        .collect();
    for interaction in &submitted {
        shop.answered(interaction, "now means **Adder**").await;
    }
    assert_eq!((shop.desk().catalogue, shop.desk().history.len()), (4, 5));
    shop.bob.write(other, "a snake, 2 bats and 3 hoppers").unwrap();
    shop.says(&shop.bob, other, "**6 ×** Adder").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_teach_in_their_own_language() {
    let shop = Shop::open().await;
    shop.sim.person(shop.sam.user).unwrap().set_locale("de");
    let channel = shop.opened_by(&shop.ann).await;
    let message = shop.ann.write(channel, "2 snakecar").unwrap();
    let form = shop.form(&shop.sam, message).await;
    assert_eq!(form.title, "Einen Alias beibringen");
    shop.teaches(&shop.sam, &form, json!({"product": "adder"}), "meint jetzt **Adder**").await;
    assert_eq!(shop.sam.message_commands(), [TEACH]);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn managers_teach_from_tickets_that_are_closed() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let message = shop.ann.write(channel, "2 snakecar").unwrap();
    shop.says(&shop.ann, channel, "snakecar").await;
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Closed by").await;
    let form = shop.form(&shop.mia, message).await;
    shop.teaches(&shop.mia, &form, json!({"product": "adder"}), "now means **Adder**").await;
    shop.judge().await;
}
