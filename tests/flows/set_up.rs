//! `/ticketflow setup` where nothing stands in the way.

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::{options::SimOptions, people::view::MessageView};
use serde_json::json;

/// The panels that stand in a channel.
fn panels(shop: &Shop, channel: u64) -> Vec<MessageView> {
    let mut said = shop.said(&shop.ann, channel);
    said.retain(|it| it.buttons.iter().any(|button| button.label == "Create Ticket"));
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn it_posts_the_panel_and_keeps_what_was_chosen() {
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.start().await;
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    let panel = panels(&shop, shop.shop);
    assert_eq!(panel.len(), 1);
    let desk = shop.desk();
    let settings = desk.settings.unwrap();
    assert_eq!(settings.staff.iter().map(|it| it.get()).collect::<Vec<_>>(), [shop.staff_role]);
    assert_eq!(
        settings.managers.iter().map(|it| it.get()).collect::<Vec<_>>(),
        [shop.manager_role]
    );
    assert_eq!(settings.open_category.map(|it| it.get()), Some(shop.open));
    assert_eq!(settings.closed_category.map(|it| it.get()), Some(shop.closed));
    assert_eq!(desk.panel.map(|it| it.message.get()), Some(panel[0].id));
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_categories_are_optional_and_several_roles_may_serve() {
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.start().await;
    let second = shop.guild.add_role("Night shift", 0).unwrap();
    let tom = shop.guild.join(&shop.sim.add_person("Tom"), &[second]).unwrap();
    let options = json!({
        "panel": shop.shop.to_string(), "staff": shop.staff_role.to_string(),
        "staff2": second.to_string(), "managers": shop.manager_role.to_string(),
    });
    shop.command("ticketflow setup", options, "All set").await;
    let channel = shop.opened_by(&shop.ann).await;
    assert!(shop.sees(&shop.sam, channel) && shop.sees(&tom, channel));
    shop.closed_by(&tom, channel).await;
    shop.loses(&tom, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    assert_eq!(shop.said(&shop.mia, channel).len(), 2, "nobody is told of a move nobody wished");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn run_again_it_moves_the_panel() {
    let shop = Shop::open().await;
    let hall = shop.guild.add_text_channel("hall", None, &[]).unwrap();
    let mut options = shop.set_up_options();
    options["panel"] = json!(hall.to_string());
    shop.command("ticketflow setup", options, &format!("<#{hall}>")).await;
    assert_eq!(panels(&shop, hall).len(), 1);
    eventually("the former panel is gone", || panels(&shop, shop.shop).is_empty()).await;
    let press = shop.ann.press_label(hall, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn run_again_with_other_words_it_changes_the_panel_where_it_stands() {
    let shop = Shop::open().await;
    let before = panels(&shop, shop.shop);
    let mut options = shop.set_up_options();
    options["text"] = json!("Cars, boats and *planes*.");
    shop.command("ticketflow setup", options, "All set").await;
    let after = panels(&shop, shop.shop);
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].id, before[0].id, "the same message");
    assert!(after[0].embed_text.contains("Cars, boats and *planes*."), "the admin's own markup");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_that_was_deleted_by_hand_is_posted_anew() {
    let shop = Shop::open().await;
    let before = panels(&shop, shop.shop);
    shop.guild.remove_message(shop.shop, before[0].id).unwrap();
    eventually("the bot has noticed", || shop.desk().panel.is_none()).await;
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    assert_eq!(panels(&shop, shop.shop).len(), 1);
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_it_matter_if_nobody_told_the_bot_of_the_deletion() {
    let mut shop = Shop::open().await;
    let before = panels(&shop, shop.shop);
    shop.stop().await;
    shop.expire_session();
    shop.guild.remove_message(shop.shop, before[0].id).unwrap();
    shop.start().await;
    assert!(shop.desk().panel.is_some(), "it still believes in the panel");
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    assert_eq!(panels(&shop, shop.shop).len(), 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_panel_still_works_after_a_restart() {
    let mut shop = Shop::open().await;
    shop.stop().await;
    shop.start().await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_that_are_open_live_on_through_a_new_set_up() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let (night, chiefs) =
        (shop.guild.add_role("Night", 0).unwrap(), shop.guild.add_role("Chiefs", 0).unwrap());
    let cid = shop.guild.join(&shop.sim.add_person("Cid"), &[chiefs]).unwrap();
    let mut options = shop.set_up_options();
    options["staff"] = json!(night.to_string());
    options["managers"] = json!(chiefs.to_string());
    shop.command("ticketflow setup", options, "All set").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.write(channel, "yes").unwrap();
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert_eq!(placed.pinged_roles, [night], "the new staff are called");
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    assert!(shop.sees(&cid, channel) && !shop.sees(&shop.mia, channel), "the new managers see it");
    shop.judge().await;
}
