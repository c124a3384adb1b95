//! Flows and types of tickets: published, kept in versions, rolled back, offered on the panel.

use super::documents::received;
use crate::support::{shop::Shop, wait::eventually};
use discord_sim::people::interaction::Interaction;
use serde_json::{Value, json};
use ticketflow::formats::flow;

/// Two questions, and staff are called.
const SERVICE: &str = r#"
name: Service
stages:
  - number: 0
    title: What is wrong?
    prompt: Hello {customer}! What is wrong with your car?
    as: fault
    expect: text
    then: 1
  - number: 1
    title: Can it drive?
    prompt: Does it still drive?
    as: drives
    expect: yes_no
    yes: done
    no: done
done:
  title: We are coming
  text: "Fault: {answer.fault}. Drives: {answer.drives}."
"#;

fn upload(text: &str) -> Value {
    json!({"file": {"filename": "flow.yaml", "text": text}})
}

fn of_type(mut options: Value, name: &str) -> Value {
    options["type"] = name.into();
    options
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flow_is_published_and_tickets_that_are_open_keep_theirs() {
    let shop = Shop::open().await;
    let before = shop.opened_by(&shop.ann).await;
    let told = shop.command("ticketflow flow upload", upload(SERVICE), "The flow is set").await;
    assert!(told.contains("version 1"), "{told}");

    shop.ann.write(before, "2x adder").unwrap();
    shop.says(&shop.ann, before, "Is this what you want?").await;

    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.bob).await;
    shop.says(&shop.bob, channel, "What is wrong with your car?").await;
    shop.bob.write(channel, "The brakes squeak").unwrap();
    shop.says(&shop.bob, channel, "Does it still drive?").await;
    shop.bob.write(channel, "yes").unwrap();
    shop.says(&shop.bob, channel, "Fault: The brakes squeak. Drives:").await;

    // Whoever starts over does so by the flow that is in use now.
    shop.ann.write(before, "refresh").unwrap();
    shop.says(&shop.ann, before, "What is wrong with your car?").await;
    assert_eq!(shop.ticket(before).pins.flow, 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flow_with_mistakes_changes_nothing_and_each_is_named_with_its_place() {
    let shop = Shop::open().await;
    let bad = SERVICE.replace("then: 1", "then: 7").replace("yes: done", "yes: 9");
    let answer = shop.command("ticketflow flow upload", upload(&bad), "Nothing was changed").await;
    for words in ["line 10", "line 15"] {
        assert!(answer.contains(words), "“{words}” in: {answer}");
    }
    assert_eq!((shop.desk().flow, shop.desk().history.len()), (0, 2), "catalogue and terms");
    shop.command("ticketflow flow history", json!({}), "Nothing was published lately").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_flow_is_used_again_and_the_history_tells_it() {
    let shop = Shop::open().await;
    shop.command("ticketflow flow upload", upload(SERVICE), "version 1").await;
    shop.command("ticketflow flow upload", upload(flow::RESTAURANT), "version 2").await;
    let back = json!({"version": 1});
    shop.command("ticketflow flow rollback", back, "version 1 is in use again").await;
    let told = shop.command("ticketflow flow history", json!({}), "version 1 is in use").await;
    let ada = shop.guild.owner;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 4, "{told}");
    for (line, words) in [(1, "back to version 1"), (2, "• version 2"), (3, "• version 1")] {
        assert!(lines[line].contains(words), "{told}");
        assert!(lines[line].contains(&format!("<@{ada}>")), "{told}");
    }
    let none = json!({"version": 3});
    shop.command("ticketflow flow rollback", none, "The newest one is 2").await;

    let asked = shop.ada.command(shop.shop, "ticketflow flow download", &json!({"version": 2}));
    let asked: Interaction = asked.unwrap();
    shop.answered(&asked, "Flow, version 2").await;
    let (name, text) = received(&shop, &asked).await;
    assert_eq!(name, "flow-2.json");
    let read = flow::read(text.as_bytes()).unwrap().flow;
    assert_eq!(read, flow::read(flow::RESTAURANT.as_bytes()).unwrap().flow);

    shop.command("ticketflow flow rollback", json!({"version": 0}), "nothing was uploaded").await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_type_of_ticket_has_its_own_flow_terms_staff_and_category() {
    let shop = Shop::open().await;
    let mechanics = shop.guild.add_role("Mechanics", 0).unwrap();
    let garage = shop.guild.add_category("Garage").unwrap();
    let max = shop.guild.join(&shop.sim.add_person("Max"), &[mechanics]).unwrap();
    let options = json!({
        "name": "service", "label": "Repairs", "staff": mechanics.to_string(),
        "open": garage.to_string()
    });
    shop.command("ticketflow type set", options, "The panel offers").await;
    shop.command(
        "ticketflow type set",
        json!({"name": "cars", "label": "Cars"}),
        "The panel offers",
    )
    .await;
    let flow = of_type(upload(SERVICE), "service");
    let told = shop.command("ticketflow flow upload", flow, "The flow is set").await;
    assert!(told.contains("**service**"), "{told}");

    let press = shop.ann.press_label(shop.shop, "Repairs").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "What is wrong with your car?").await;
    assert!(shop.sees(&max, channel), "its staff see it");
    assert!(!shop.sees(&shop.sam, channel), "those of the server do not");
    let of = shop.ann.channels().into_iter().find(|it| it.id == channel).unwrap();
    assert_eq!(of.parent, Some(garage));

    let press = shop.bob.press_label(shop.shop, "Cars").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.bob).await;
    shop.says(&shop.bob, channel, "What would you like to buy?").await;
    assert!(shop.sees(&shop.sam, channel));
    let told = shop.command("ticketflow type list", json!({}), "The panel offers").await;
    assert!(told.contains("**Repairs** (`service`)") && told.contains("**Cars**"), "{told}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_type_that_is_offered_no_more_leaves_the_panel_and_its_tickets_go_on() {
    let shop = Shop::open().await;
    let options = json!({"name": "vip", "label": "VIP"});
    shop.command("ticketflow type set", options, "The panel offers").await;
    let panel = shop.says(&shop.ann, shop.shop, "").await;
    let button = "tf:1:create:vip";
    let press = shop.ann.press(panel.id, button).unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.command("ticketflow type remove", json!({"name": "vip"}), "no types of tickets").await;
    eventually("the panel has its one button again", || shop.bob.press(panel.id, button).is_err())
        .await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.command("ticketflow type remove", json!({"name": "vip"}), "no types of tickets").await;
    let unknown = of_type(upload(SERVICE), "vip");
    shop.command("ticketflow flow upload", unknown, "no types of tickets").await;
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    shop.judge().await;
}
