//! Closing when something stands in the way.

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::faults::{Effect, Fault};
use ticketflow::domain::{permissions::Permissions, ticket::State};

/// The channel of the test is closed although it stands where it stood, and managers know.
async fn closed_in_place(shop: &Shop, channel: u64, why: &str) {
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.loses(&shop.ann, channel).await;
    assert!(!shop.sees(&shop.sam, channel), "ordinary staff");
    let told = shop.says(&shop.mia, channel, "This channel was not moved").await;
    assert!(told.embed_text.contains(why), "{}", told.embed_text);
    assert_eq!(told.pinged_roles, [shop.manager_role], "managers are called");
    let seen = shop.ada.channels().into_iter().find(|it| it.id == channel).unwrap();
    assert_eq!(seen.parent, Some(shop.open), "it stays where it is");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_category_for_closed_tickets_does_not_keep_a_ticket_open() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.guild.add_text_channel("an old one", Some(shop.closed), &[]).unwrap();
    shop.sim.change_limits(|limits| limits.category_channels = 1);
    closed_in_place(&shop, channel, "is full").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_one_that_was_deleted() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.guild.remove_channel(shop.closed).unwrap();
    closed_in_place(&shop, channel, "is gone").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_one_that_was_deleted_without_the_bot_knowing() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let refusal = Effect::Refusal {
        status: 400,
        code: 50_035,
        message: "Invalid Form Body".into(),
        field: Some("parent_id".into()),
        field_code: Some("CHANNEL_PARENT_INVALID".into()),
    };
    shop.sim.faults().add(Fault::on("PATCH", "/channels/{channel}", refusal).times(1));
    closed_in_place(&shop, channel, "is gone").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_one_that_the_bot_may_not_use() {
    use discord_sim::people::guild::Allow;
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let denied = Allow::member(shop.app.bot_user_id, 0, Permissions::VIEW_CHANNEL.0);
    shop.guild.set_overwrites(shop.closed, &[denied]).unwrap();
    closed_in_place(&shop, channel, "may not use it").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_permission_the_ticket_stays_and_can_be_closed_once_it_is_back() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let granted = Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE;
    shop.guild
        .set_role_permissions(shop.bot_role, (granted - Permissions::MANAGE_ROLES).0)
        .unwrap();

    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The bot lacks a permission").await;
    assert!(shop.sees(&shop.ann, channel));
    assert_eq!(shop.stage(channel), 5, "the ticket is what it was");
    let set_up = shop.ada.command(shop.shop, "ticketflow setup", &shop.set_up_options()).unwrap();
    shop.answered(&set_up, "**Manage Roles**").await;

    shop.guild.set_role_permissions(shop.bot_role, granted.0).unwrap();
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.loses(&shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_deleted_just_as_it_is_closed_counts_as_closed() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let ask = shop.ann.press_label(channel, "Close Ticket").unwrap();
    shop.answered(&ask, "Close this ticket?").await;
    let delay = Effect::Delay { before_ms: 300, after_ms: 0 };
    shop.sim.faults().add(Fault::on("PATCH", "/channels/{channel}", delay));
    let close = shop.ann.press_label(channel, "Yes, close it").unwrap();
    eventually("closing", || matches!(shop.ticket(channel).state, State::Closing { .. })).await;
    shop.guild.remove_channel(channel).unwrap();
    eventually("gone", || matches!(shop.tickets()[0].state, State::Gone { .. })).await;
    assert!(close.so_far().is_some(), "the press was acknowledged");
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}
