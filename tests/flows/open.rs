//! "Create Ticket" where nothing stands in the way.

use crate::support::{shop::Shop, wait::eventually};
use std::time::Duration;
use ticketflow::domain::ticket::State;

#[tokio::test(flavor = "multi_thread")]
async fn a_press_opens_a_channel_that_only_customer_and_staff_see() {
    let shop = Shop::open().await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    let welcome = shop.says(&shop.ann, channel, "What would you like to buy?").await;
    assert_eq!(welcome.pinged_users, [shop.ann.user], "the customer is called");
    assert!(shop.sees(&shop.sam, channel), "staff");
    assert!(!shop.sees(&shop.mia, channel), "a manager who is not staff");
    assert!(!shop.sees(&shop.bob, channel), "another customer");
    let seen = shop.ada.channels().into_iter().find(|it| it.id == channel).unwrap();
    assert_eq!(seen.parent, Some(shop.open));
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_the_press_is_seen_by_its_person_alone() {
    let shop = Shop::open().await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    assert!(press.message().unwrap().ephemeral);
    assert_eq!(shop.bob.read(shop.shop).unwrap().len(), 1, "Bob sees the panel and nothing else");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_press_points_to_the_ticket_at_every_stage() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let link = format!("You already have a ticket: <#{channel}>");
    for (words, answer) in [
        ("", "What would you like to buy?"),
        ("adder", "Is this what you want?"),
        ("yes", "Do you agree?"),
        ("yes", "Request complete"),
    ] {
        if !words.is_empty() {
            shop.ann.write(channel, words).unwrap();
        }
        shop.says(&shop.ann, channel, answer).await;
        let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        shop.answered(&press, &link).await;
    }
    assert_eq!(shop.tickets().len(), 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_presses_make_one_ticket_and_twenty_answers() {
    let shop = Shop::open().await;
    let presses: Vec<_> =
        (0..20).map(|_| shop.ann.press_label(shop.shop, "Create Ticket").unwrap()).collect();
    let channel = shop.ticket_of(&shop.ann).await;
    for press in &presses {
        let link = format!("<#{channel}>");
        eventually("every press is told where the ticket is", || {
            press.message().is_some_and(|it| it.content.contains(&link))
        })
        .await;
    }
    shop.judge().await;
}

/// A simulator that answers at once hides races: with the way to Discord and back between every
/// call and its answer, presses come while the first one's channel is still being made.
#[tokio::test(flavor = "multi_thread")]
async fn so_they_do_when_every_call_takes_its_time() {
    let shop = Shop::open().await;
    shop.sim.faults().set_latency(Duration::from_millis(150));
    let press = || shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let mut presses: Vec<_> = (0..20).map(|_| press()).collect();
    let channel = shop.ticket_of(&shop.ann).await;
    // The customer sees the channel before the bot has been told that it stands.
    presses.extend((0..5).map(|_| press()));
    for press in &presses {
        shop.answered(press, &format!("<#{channel}>")).await;
    }
    assert_eq!(shop.tickets().len(), 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_five_presses_at_once_are_all_answered() {
    let shop = Shop::open().await;
    shop.sim.faults().set_latency(Duration::from_millis(150));
    let presses: Vec<_> =
        (0..35).map(|_| shop.ann.press_label(shop.shop, "Create Ticket").unwrap()).collect();
    for press in &presses {
        // It comes, is ready or is there already: more wait than are told once it is ready.
        shop.answered(press, "ticket").await;
    }
    assert_eq!(shop.tickets().len(), 1);
    shop.judge().await;
}

/// The acknowledgement and the channel go out together, the welcome and the link after them: two
/// calls one after the other. A third would make it three times the latency.
#[tokio::test(flavor = "multi_thread")]
async fn from_press_to_usable_channel_is_two_calls_one_after_the_other() {
    const LATENCY: Duration = Duration::from_millis(400);
    let shop = Shop::open().await;
    shop.sim.faults().set_latency(LATENCY);
    let mark = shop.sim.ledger().mark();
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "What would you like to buy?").await;
    shop.judge().await;

    let pressed_ms = shop.sim.ledger().acts_since(mark)[0].at_ms;
    let calls = shop.sim.ledger().calls_since(mark);
    let when = |method: &str, route: &str| {
        let call = calls.iter().find(|it| it.method == method && it.route == route);
        let call = call.unwrap_or_else(|| panic!("{method} {route} in {calls:#?}"));
        Duration::from_millis(call.at_ms - pressed_ms)
    };
    let acknowledged = when("POST", "/interactions/{interaction}/{token}/callback");
    let made = when("POST", "/guilds/{guild}/channels");
    let welcomed = when("POST", "/channels/{channel}/messages");
    let linked = when("PATCH", "/webhooks/{application}/{token}/messages/@original");
    for (what, after, calls) in [
        ("acknowledged", acknowledged, 1),
        ("channel made", made, 1),
        ("welcomed", welcomed, 2),
        ("linked", linked, 2),
    ] {
        assert!(after >= LATENCY * calls, "{what} after {after:?}: sooner than can be");
        assert!(after < LATENCY * (calls + 1), "{what} after {after:?}: a call too many in a row");
    }
    assert_eq!(calls.len(), 4, "and there are no others: {calls:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_press_at_the_same_time_get_a_ticket_each() {
    let shop = Shop::open().await;
    let join = |n| shop.guild.join(&shop.sim.add_person(&format!("Customer {n}")), &[]).unwrap();
    let people: Vec<_> = (0..10).map(join).collect();
    let press =
        |it: &discord_sim::people::seat::Seat| it.press_label(shop.shop, "Create Ticket").unwrap();
    let presses: Vec<_> = people.iter().map(press).collect();
    for press in &presses {
        shop.answered(press, "Your ticket is ready").await;
    }
    for seat in &people {
        let tickets = seat.channels().into_iter().filter(|it| it.name.starts_with("ticket-"));
        assert_eq!(tickets.count(), 1, "everybody sees their own and nobody else's");
    }
    let mut numbers: Vec<_> = shop.tickets().iter().map(|it| it.number.0).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_can_open_a_ticket_of_their_own() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.sam).await;
    assert!(!shop.sees(&shop.ann, channel));
    let closed = shop.closed_by(&shop.sam, channel).await;
    shop.answered(&closed, "The ticket is closed.").await;
    eventually("closed", || matches!(shop.ticket(channel).state, State::Closed { .. })).await;
    shop.judge().await;
}
