//! What a ticket costs of the 50 calls a second that Discord counts: 2 to open, 1 for a step by
//! message, 0 for one by button, 1 to close.

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
const CREATE: &str = "POST /guilds/{guild}/channels";
const HIDE: &str = "PATCH /channels/{channel}";

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_ticket_by_message_costs_two_one_one_one_and_one() {
    let shop = Shop::open().await;
    let ledger = shop.sim.ledger();

    let mark = ledger.mark();
    let channel = shop.opened_by(&shop.ann).await;
    assert_eq!(spent(&shop, mark).await, calls([(CREATE, 1), (SAY, 1)]), "to open");

    for (words, answer) in [
        ("2x adder", "Is this what you want?"),
        ("yes", "Do you agree?"),
        ("yes", "Request complete"),
    ] {
        let mark = ledger.mark();
        shop.ann.write(channel, words).unwrap();
        shop.says(&shop.ann, channel, answer).await;
        assert_eq!(spent(&shop, mark).await, calls([(SAY, 1)]), "{answer}");
    }

    let mark = ledger.mark();
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
    assert_eq!(spent(&shop, mark).await, calls([(HIDE, 1)]), "to close");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_by_button_costs_nothing() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let steps = [
        ("No", "Let's start over"),
        ("Yes", "Do you agree?"),
        ("No", "Terms declined"),
        ("Yes", "Request complete"),
    ];
    for (label, answer) in steps {
        if answer == "Do you agree?" {
            shop.ann.write(channel, "2x adder").unwrap();
            shop.says_the(4, &shop.ann, channel).await;
        }
        // What was said is seen a little before its call has been answered and noted.
        shop.judge().await;
        let mark = shop.sim.ledger().mark();
        shop.ann.press_label(channel, label).unwrap();
        shop.says(&shop.ann, channel, answer).await;
        assert_eq!(spent(&shop, mark).await, calls([]), "{label}: {answer}");
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
