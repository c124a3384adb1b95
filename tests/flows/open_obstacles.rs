//! "Create Ticket" when something stands in the way: the person is told what, and is not stuck.

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::faults::{Effect, Fault};
use ticketflow::domain::{permissions::Permissions, ticket::State};

const CREATE: &str = "/guilds/{guild}/channels";

/// A press fails with these words, and leaves no ticket behind that could be in the way.
async fn fails(shop: &Shop, words: &str) {
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, words).await;
    assert!(shop.tickets().iter().all(|it| matches!(it.state, State::Failed { .. })));
    assert!(shop.ann.channels().iter().all(|it| !it.name.starts_with("ticket-")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_server_is_named_and_the_next_press_after_making_room_opens() {
    let shop = Shop::open().await;
    let spare = shop.guild.add_text_channel("spare", None, &[]).unwrap();
    let there = shop.ada.channels().len();
    shop.sim.change_limits(|limits| limits.guild_channels = there);
    fails(&shop, "as many channels as Discord allows").await;
    fails(&shop, "as many channels as Discord allows").await;
    shop.guild.remove_channel(spare).unwrap();
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_category_is_gone_round() {
    let shop = Shop::open().await;
    shop.sim.change_limits(|limits| limits.category_channels = 1);
    let (first, second) = (shop.opened_by(&shop.ann).await, shop.opened_by(&shop.bob).await);
    let parent = |id| shop.ada.channels().into_iter().find(|it| it.id == id).unwrap().parent;
    assert_eq!((parent(first), parent(second)), (Some(shop.open), None));
    assert!(!shop.sees(&shop.ann, second), "it is as private as the other");
    assert!(shop.sees(&shop.sam, second));
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_that_was_deleted_is_gone_round() {
    let shop = Shop::open().await;
    shop.guild.remove_channel(shop.open).unwrap();
    let channel = shop.opened_by(&shop.ann).await;
    let seen = shop.ada.channels().into_iter().find(|it| it.id == channel).unwrap();
    assert_eq!(seen.parent, None);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn so_is_one_that_was_deleted_without_the_bot_knowing() {
    let shop = Shop::open().await;
    let refusal = Effect::Refusal {
        status: 400,
        code: 50_035,
        message: "Invalid Form Body".into(),
        field: Some("parent_id".into()),
        field_code: Some("CHANNEL_PARENT_INVALID".into()),
    };
    shop.sim.faults().add(Fault::on("POST", CREATE, refusal).times(1));
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_that_the_bot_may_not_use_is_gone_round() {
    use discord_sim::people::guild::Allow;
    let shop = Shop::open().await;
    let denied = Allow::member(shop.app.bot_user_id, 0, Permissions::VIEW_CHANNEL.0);
    shop.guild.set_overwrites(shop.open, &[denied]).unwrap();
    let channel = shop.opened_by(&shop.ann).await;
    let seen = shop.ada.channels().into_iter().find(|it| it.id == channel).unwrap();
    assert_eq!(seen.parent, None);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_is_said_and_set_up_names_it() {
    let shop = Shop::open().await;
    let granted = Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE;
    let missing = Permissions::MANAGE_CHANNELS;
    shop.guild.set_role_permissions(shop.bot_role, (granted - missing).0).unwrap();
    fails(&shop, "The bot lacks a permission").await;
    let set_up = shop.ada.command(shop.shop, "ticketflow setup", &shop.set_up_options()).unwrap();
    shop.answered(&set_up, "**Manage Channels**").await;
    shop.guild.set_role_permissions(shop.bot_role, granted.0).unwrap();
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn any_other_refusal_is_admitted_and_can_be_tried_again() {
    let shop = Shop::open().await;
    let refusal = Effect::Refusal {
        status: 400,
        code: 20_028,
        message: "The write action you are performing has hit the write rate limit.".into(),
        field: None,
        field_code: None,
    };
    shop.sim.faults().add(Fault::on("POST", CREATE, refusal).times(1));
    fails(&shop, "Discord refused").await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_press_that_waits_is_told_of_the_failure() {
    let shop = Shop::open().await;
    let there = shop.ada.channels().len();
    shop.sim.change_limits(|limits| limits.guild_channels = there);
    shop.sim.faults().set_latency(std::time::Duration::from_millis(150));
    let presses: Vec<_> =
        (0..5).map(|_| shop.ann.press_label(shop.shop, "Create Ticket").unwrap()).collect();
    for press in &presses {
        shop.answered(press, "could not be opened").await;
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsettled_answer_of_discords_makes_no_second_channel() {
    let shop = Shop::open().await;
    shop.sim.faults().add(Fault::on("POST", CREATE, Effect::LoseReply).times(1));
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_whose_server_is_unknown_says_that_it_is_not_set_up() {
    let mut shop = Shop::open().await;
    shop.stop().await;
    std::fs::remove_file(shop.store()).unwrap();
    shop.start().await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Tickets are not set up").await;
    shop.set_up().await;
    eventually("two panels stand, and both work", || shop.said(&shop.ann, shop.shop).len() == 2)
        .await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}
