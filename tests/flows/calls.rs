//! What a ticket costs of the 50 calls a second that Discord counts: 2 to open, 1 for a step by
//! message, 0 for one by button, 1 to close; and once there is an order card, 1 more for each step
//! that changes it and was not a press on it. Nobody waits for that one.

use crate::support::shop::Shop;
use discord_sim::ledger::Mark;
use std::collections::BTreeMap;

/// The counted calls since a mark, once nothing is left to do.
async fn spent(shop: &Shop, since: Mark) -> BTreeMap<String, u64> {
    shop.judge().await;
    let mut routes = BTreeMap::new();
    for call in shop.sim.ledger().calls_since(since).into_iter().filter(|it| it.counted) {
        *routes.entry(format!("{} {}", call.method, call.route)).or_default() += 1;
    }
    routes
}

fn calls<const N: usize>(expected: [(&str, u64); N]) -> BTreeMap<String, u64> {
    expected.into_iter().map(|(route, times)| (route.to_owned(), times)).collect()
}

const SAY: &str = "POST /channels/{channel}/messages";
const EDIT: &str = "PATCH /channels/{channel}/messages/{message}";
const CREATE: &str = "POST /guilds/{guild}/channels";
const HIDE: &str = "PATCH /channels/{channel}";

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_ticket_by_message_costs_what_it_says_and_its_card() {
    let shop = Shop::open().await;
    let ledger = shop.sim.ledger();

    let mark = ledger.mark();
    let channel = shop.opened_by(&shop.ann).await;
    assert_eq!(spent(&shop, mark).await, calls([(CREATE, 1), (SAY, 1)]), "to open");

    for (words, answer, cost) in [
        ("2x adder", "Is this what you want?", calls([(SAY, 1)])),
        ("yes", "Do you agree?", calls([(SAY, 1), (EDIT, 1)])),
        ("yes", "Request complete", calls([(SAY, 1), (EDIT, 1)])),
    ] {
        let mark = ledger.mark();
        shop.ann.write(channel, words).unwrap();
        shop.says(&shop.ann, channel, answer).await;
        assert_eq!(spent(&shop, mark).await, cost, "{answer}");
    }

    let mark = ledger.mark();
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    assert_eq!(spent(&shop, mark).await, calls([(HIDE, 1)]), "to close");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_by_button_costs_nothing_but_the_card_if_that_is_another_message() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let steps = [
        ("No", "Let's start over", calls([])),
        ("Yes", "Do you agree?", calls([(EDIT, 1)])),
        ("No", "Terms declined", calls([])),
        ("Yes", "Request complete", calls([(EDIT, 1)])),
    ];
    for (label, answer, cost) in steps {
        if answer == "Do you agree?" {
            shop.ann.write(channel, "2x adder").unwrap();
            shop.says_the(4, &shop.ann, channel).await;
        }
        // What was said is seen a little before its call has been answered and noted.
        shop.judge().await;
        let mark = shop.sim.ledger().mark();
        shop.ann.press_label(channel, label).unwrap();
        shop.says(&shop.ann, channel, answer).await;
        assert_eq!(spent(&shop, mark).await, cost, "{label}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn talk_that_is_not_for_the_bot_costs_nothing() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    shop.judge().await;
    let mark = shop.sim.ledger().mark();
    shop.sam.write(channel, "I have one in blue").unwrap();
    shop.ann.write(channel, "great, I take it").unwrap();
    shop.bob.write(shop.shop, "hello, is anybody here?").unwrap();
    // A press that is answered comes after all of them.
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "You already have a ticket").await;
    assert_eq!(spent(&shop, mark).await, calls([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_presses_cost_what_one_does() {
    let shop = Shop::open().await;
    let mark = shop.sim.ledger().mark();
    let presses: Vec<_> =
        (0..20).map(|_| shop.ann.press_label(shop.shop, "Create Ticket").unwrap()).collect();
    let channel = shop.ticket_of(&shop.ann).await;
    for press in &presses {
        shop.answered(press, &format!("<#{channel}>")).await;
    }
    assert_eq!(spent(&shop, mark).await, calls([(CREATE, 1), (SAY, 1)]));
}
