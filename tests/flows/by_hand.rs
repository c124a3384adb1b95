//! What people do to the server by hand: nobody is left with a ticket that can be neither closed
//! nor opened anew.

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::faults::{Effect, Fault};
use ticketflow::domain::{permissions::Permissions, ticket::State};

const GRANTED: Permissions =
    Permissions(Permissions::NEEDED_IN_GUILD.0 | Permissions::MENTION_EVERYONE.0);

/// All tickets of the server are over.
async fn all_over(shop: &Shop) {
    eventually("no ticket is current", || shop.tickets().iter().all(|it| !it.is_current())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_their_channel_was_deleted_a_customer_opens_anew() {
    let shop = Shop::open().await;
    for steps in [&[][..], &["adder"], &["adder", "yes"], &["adder", "yes", "yes"]] {
        let channel = shop.opened_by(&shop.ann).await;
        for (said, words) in steps.iter().enumerate() {
            shop.ann.write(channel, words).unwrap();
            shop.says_the(said + 2, &shop.ann, channel).await;
        }
        shop.guild.remove_channel(channel).unwrap();
        all_over(&shop).await;
    }
    let last = shop.tickets().pop().unwrap();
    assert!(last.standing().placed.is_some(), "what was agreed is kept");
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_of_a_closed_ticket_may_be_deleted() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    shop.guild.remove_channel(channel).unwrap();
    eventually("noted", || matches!(shop.tickets()[0].state, State::Gone { .. })).await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_was_deleted_while_the_worker_was_away_is_noticed() {
    for expires in [false, true] {
        let mut shop = Shop::open().await;
        let channel = shop.opened_by(&shop.ann).await;
        shop.stop().await;
        shop.guild.remove_channel(channel).unwrap();
        if expires {
            shop.expire_session();
        }
        shop.start().await;
        all_over(&shop).await;
        shop.opened_by(&shop.ann).await;
        shop.judge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn if_nobody_told_the_bot_it_learns_of_it_when_it_speaks() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let unknown = Effect::Refusal {
        status: 404,
        code: 10_003,
        message: "Unknown Channel".into(),
        field: None,
        field_code: None,
    };
    shop.sim.faults().add(Fault::on("POST", "/channels/{channel}/messages", unknown).times(1));
    shop.ann.write(channel, "adder").unwrap();
    eventually("gone", || matches!(shop.tickets()[0].state, State::Gone { .. })).await;
    shop.guild.remove_channel(channel).unwrap();
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_deleted_with_the_panel_in_it_is_made_up_for_by_a_new_set_up() {
    let shop = Shop::open().await;
    shop.guild.remove_channel(shop.shop).unwrap();
    eventually("noticed", || shop.desk().panel.is_none()).await;
    let hall = shop.guild.add_text_channel("hall", None, &[]).unwrap();
    let mut options = shop.set_up_options();
    options["panel"] = serde_json::json!(hall.to_string());
    let set_up = shop.ada.command(hall, "ticketflow setup", &options).unwrap();
    shop.answered(&set_up, "All set").await;
    let press = shop.ann.press_label(hall, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_staff_role_tickets_go_on_and_are_closed_by_their_customers() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.guild.remove_role(shop.staff_role).unwrap();
    eventually("noticed", || shop.desk().settings.is_some_and(|it| it.staff.is_empty())).await;
    for (words, answer) in
        [("adder", "Is this what you want?"), ("yes", "Do you agree?"), ("yes", "Request complete")]
    {
        shop.ann.write(channel, words).unwrap();
        shop.says(&shop.ann, channel, answer).await;
    }
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert!(placed.content.starts_with("New request from"), "{}", placed.content);
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    let next = shop.opened_by(&shop.bob).await;
    assert!(!shop.sees(&shop.sam, next), "he is no longer staff");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_manager_role_a_ticket_is_closed_for_the_owner_alone() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.guild.remove_role(shop.manager_role).unwrap();
    eventually("noticed", || shop.desk().settings.is_some_and(|it| it.managers.is_empty())).await;
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.loses(&shop.ann, channel).await;
    assert!(!shop.sees(&shop.mia, channel));
    shop.says(&shop.ada, channel, "Ticket closed").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_that_were_deleted_while_the_worker_was_away_do_no_harm() {
    let mut shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.stop().await;
    shop.guild.remove_role(shop.staff_role).unwrap();
    shop.guild.remove_role(shop.manager_role).unwrap();
    shop.guild.remove_channel(shop.open).unwrap();
    shop.expire_session();
    shop.start().await;
    eventually("noticed", || {
        shop.desk().settings.is_some_and(|it| {
            it.staff.is_empty() && it.managers.is_empty() && it.open_category.is_none()
        })
    })
    .await;
    shop.opened_by(&shop.bob).await;
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_categories_may_be_deleted_in_the_middle() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.guild.remove_channel(shop.open).unwrap();
    shop.guild.remove_channel(shop.closed).unwrap();
    shop.ann.write(channel, "adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let other = shop.opened_by(&shop.bob).await;
    for (seat, channel) in [(&shop.ann, channel), (&shop.bob, other)] {
        let close = shop.closed_by(seat, channel).await;
        shop.answered(&close, "The ticket is closed.").await;
        shop.loses(seat, channel).await;
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_told_once_that_a_customer_has_left_and_can_close() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.sim.gateway().change_weather(|weather| weather.duplicate_next = 2);
    shop.ann.leave().unwrap();
    shop.says(&shop.sam, channel, "The customer has left").await;
    // Twice in a row, without a word between: they know already.
    shop.guild.join(&shop.sim.person(shop.ann.user).unwrap(), &[]).unwrap();
    shop.ann.leave().unwrap();
    shop.has_said_only(2, &shop.sam, channel).await;
    let close = shop.closed_by(&shop.sam, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.loses(&shop.sam, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_comes_back_goes_on_where_they_were() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    for _ in 0..2 {
        shop.ann.leave().unwrap();
        let left = "The customer has left";
        eventually("staff are told", || shop.ticket(channel).left).await;
        shop.says(&shop.sam, channel, left).await;
        let ann = shop.sim.person(shop.ann.user).unwrap();
        shop.guild.join(&ann, &[]).unwrap();
        shop.ann.write(channel, "let me see").unwrap();
        eventually("back", || !shop.ticket(channel).left).await;
        let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        shop.answered(&press, &format!("You already have a ticket: <#{channel}>")).await;
    }
    let told = shop.said(&shop.sam, channel);
    let told = told.iter().filter(|it| it.embed_text.contains("The customer has left")).count();
    assert_eq!(told, 2, "once each time");
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_said_for_want_of_a_permission_is_said_once_it_is_back() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let mark = shop.sim.ledger().mark();
    shop.give_bot(channel, Permissions::SERVE - Permissions::SEND_MESSAGES);
    shop.ann.write(channel, "2x adder").unwrap();
    eventually("it was refused", || {
        shop.sim.ledger().calls_since(mark).iter().any(|it| it.status == 403)
    })
    .await;
    assert_eq!(shop.stage(channel), 5, "what was understood is kept");
    shop.give_bot(channel, Permissions::SERVE);
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_closed_although_the_bot_may_not_speak_in_it() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let mark = shop.sim.ledger().mark();
    let refused = Effect::Refusal {
        status: 403,
        code: 50_013,
        message: "Missing Permissions".into(),
        field: None,
        field_code: None,
    };
    let say = shop.sim.faults().add(Fault::on("POST", "/channels/{channel}/messages", refused));
    shop.ann.write(channel, "2x adder").unwrap();
    eventually("it was refused", || {
        shop.sim.ledger().calls_since(mark).iter().any(|it| it.status == 403)
    })
    .await;
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.loses(&shop.ann, channel).await;
    shop.sim.faults().remove(say);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_lost_all_its_permissions_recovers_with_them() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.guild.set_role_permissions(shop.bot_role, 0).unwrap();
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "The bot lacks a permission").await;
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The bot lacks a permission").await;
    assert!(shop.sees(&shop.ann, channel));

    shop.guild.set_role_permissions(shop.bot_role, GRANTED.0).unwrap();
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.opened_by(&shop.bob).await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_was_removed_and_invited_again_knows_its_tickets() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.guild.kick(shop.app.bot_user_id).unwrap();
    shop.ann.write(channel, "yes").unwrap();
    shop.guild.add_bot(&shop.app, GRANTED.0).unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.judge().await;
}
