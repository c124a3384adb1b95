//! "Close Ticket".

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::people::view::ChannelView;
use ticketflow::domain::ticket::State;

/// A channel as the owner sees it, who sees all.
fn seen_by_owner(shop: &Shop, channel: u64) -> ChannelView {
    shop.ada.channels().into_iter().find(|it| it.id == channel).expect("it is there")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customer_closes_and_only_managers_see_it_afterwards() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    assert!(!shop.sees(&shop.mia, channel), "a manager does not see open tickets");
    let close = shop.closed_by(&shop.ann, channel).await;
    shop.answered(&close, "The ticket is closed.").await;
    shop.loses(&shop.ann, channel).await;
    assert!(!shop.sees(&shop.sam, channel), "ordinary staff");
    assert!(shop.sees(&shop.mia, channel), "a manager");
    shop.says(&shop.mia, channel, "Ticket closed").await;
    assert_eq!(seen_by_owner(&shop, channel).parent, Some(shop.closed));
    let ticket =
        shop.stored(channel, "closed", |it| matches!(it.state, State::Closed { .. })).await;
    let State::Closed { from, by, .. } = ticket.state else { unreachable!() };
    assert!(from.placed.is_some(), "what was agreed is kept");
    assert_eq!(by.get(), shop.ann.user);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_close_a_ticket_at_any_stage() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.closed_by(&shop.sam, channel).await;
    shop.loses(&shop.sam, channel).await;
    shop.loses(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_neither_customer_nor_staff_cannot_close() {
    use discord_sim::people::guild::Allow;
    use ticketflow::domain::permissions::Permissions;
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    // An admin lets Bob in by hand, as a guest.
    let part = Permissions::TAKE_PART.0;
    let guest = |user| Allow::member(user, part, 0);
    let hidden = Allow::role(shop.guild.id, 0, Permissions::VIEW_CHANNEL.0);
    let bot = Allow::member(shop.app.bot_user_id, Permissions::SERVE.0, 0);
    let all = [hidden, bot, guest(shop.ann.user), guest(shop.bob.user)];
    shop.guild.set_overwrites(channel, &all).unwrap();

    let close = shop.closed_by(&shop.bob, channel).await;
    shop.answered(&close, "Only the customer and staff").await;
    assert!(shop.sees(&shop.ann, channel));
    assert!(matches!(shop.ticket(channel).state, State::Open { .. }));
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keep_it_open_keeps_it_open() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let ask = shop.ann.press_label(channel, "Close Ticket").unwrap();
    shop.answered(&ask, "Close this ticket?").await;
    let keep = shop.ann.press_label(channel, "Keep it open").unwrap();
    shop.answered(&keep, "The ticket stays open.").await;
    assert!(shop.ann.press_label(channel, "Yes, close it").is_err(), "the question is gone");
    shop.ann.write(channel, "adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_on_yes_close_once_and_are_both_answered() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let ask = shop.ann.press_label(channel, "Close Ticket").unwrap();
    shop.answered(&ask, "Close this ticket?").await;
    let presses = [
        shop.ann.press_label(channel, "Yes, close it").unwrap(),
        shop.ann.press_label(channel, "Yes, close it").unwrap(),
    ];
    for press in &presses {
        shop.answered(press, "clos").await;
    }
    shop.loses(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    shop.judge().await;
    let closed = shop.said(&shop.mia, channel);
    let closed = closed.iter().filter(|it| it.embed_text.contains("Ticket closed")).count();
    assert_eq!(closed, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn customer_and_staff_close_at_the_same_time() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    for seat in [&shop.ann, &shop.sam] {
        let ask = seat.press_label(channel, "Close Ticket").unwrap();
        shop.answered(&ask, "Close this ticket?").await;
    }
    // Whoever is second may be too late: then they do not see the channel any more.
    let both = [&shop.ann, &shop.sam].map(|it| it.press_label(channel, "Yes, close it"));
    assert!(both[0].is_ok(), "{both:?}");
    for press in both.iter().flatten() {
        shop.answered(press, "clos").await;
    }
    shop.loses(&shop.ann, channel).await;
    shop.loses(&shop.sam, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_ticket_hears_nothing_and_cannot_be_closed_again() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    let said = shop.said(&shop.mia, channel).len();
    shop.mia.write(channel, "refresh").unwrap();
    let close = shop.closed_by(&shop.mia, channel).await;
    shop.answered(&close, "closed already").await;
    assert_eq!(shop.said(&shop.mia, channel).len(), said, "“refresh” is not answered");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_can_close_while_the_request_still_runs_and_open_anew() {
    let shop = Shop::open().await;
    let first = shop.opened_by(&shop.ann).await;
    shop.ann.write(first, "2x adder").unwrap();
    shop.says(&shop.ann, first, "Is this what you want?").await;
    shop.closed_by(&shop.ann, first).await;
    shop.loses(&shop.ann, first).await;
    eventually("closed", || matches!(shop.ticket(first).state, State::Closed { .. })).await;
    let second = shop.opened_by(&shop.ann).await;
    assert_ne!(first, second);
    assert_eq!(shop.stage(second), 0, "it begins anew");
    shop.judge().await;
}
