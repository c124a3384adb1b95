//! A customer who says nothing is reminded, once, by whoever has the ticket then.

use crate::support::shop::Shop;
use discord_sim::gateway::record::{Happening, What};
use ticketflow::{clock, domain::time::Timestamp};

/// How late a server comes, in milliseconds: when everybody else's reminders have gone out.
const LATE: u64 = 5_000;

impl Shop {
    /// A shop whose flow reminds, and the channel of Ann's ticket, who has said nothing yet.
    async fn with_a_silent_customer() -> (Self, u64) {
        let shop = Self::open().await;
        shop.publish_reminders().await;
        let channel = shop.opened_by(&shop.ann).await;
        (shop, channel)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_says_nothing_is_reminded_once_and_can_answer_there() {
    let (mut shop, channel) = Shop::with_a_silent_customer().await;
    shop.stop().await;
    shop.time_passes(channel).await;
    shop.start().await;
    let reminder = shop.says(&shop.ann, channel, "Any wishes yet?").await;
    assert_eq!(reminder.embeds[0]["title"], "Are you still there?");
    assert_eq!(reminder.pinged_users, [shop.ann.user]);
    shop.stop().await;
    assert_eq!(shop.ticket(channel).remind_at, None);
    shop.start().await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says_the(3, &shop.ann, channel).await;

    shop.stop().await;
    shop.time_passes(channel).await;
    shop.start().await;
    let reminder = shop.says(&shop.ann, channel, "is waiting for your answer").await;
    assert_eq!(reminder.pinged_users, [shop.ann.user]);
    let yes = &reminder.buttons.iter().find(|it| it.label == "Yes").expect("a button").custom_id;
    let yes = shop.ann.press(reminder.id, yes.as_ref().unwrap()).unwrap();
    shop.answered(&yes, "").await;
    shop.says(&shop.ann, channel, "Do you agree?").await;
    assert!(shop.ticket(channel).remind_at.is_some_and(|at| at > clock::now()));
    shop.has_said_only(5, &shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_server_comes_late_is_reminded_then() {
    let (mut shop, channel) = Shop::with_a_silent_customer().await;
    shop.stop().await;
    shop.time_passes(channel).await;
    shop.expire_session();
    shop.sim.gateway().change_settings(|it| it.guild_load_ms = LATE);
    shop.start().await;
    let reminder = shop.says(&shop.ann, channel, "Any wishes yet?").await;
    let record = shop.sim.gateway().record();
    let begins = |it: &&Happening| matches!(it.what, What::Identified { .. });
    let begun = record.happenings.iter().rfind(begins).expect("a new session").at_ms;
    let after = Timestamp::of_snowflake(reminder.id).0 - begun;
    assert!(after >= LATE, "it cannot be known before whether there was an answer: {after} ms");
    shop.has_said_only(2, &shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_heard_at_first_comes_before_the_reminder() {
    for (expires, late) in [(false, false), (true, false), (true, true)] {
        let (mut shop, channel) = Shop::with_a_silent_customer().await;
        shop.stop().await;
        shop.time_passes(channel).await;
        shop.ann.write(channel, "2x adder").unwrap();
        if expires {
            shop.expire_session();
        }
        if late {
            shop.sim.gateway().change_settings(|it| it.guild_load_ms = LATE);
        }
        shop.start().await;
        shop.says(&shop.ann, channel, "Is this what you want?").await;
        assert!(shop.ticket(channel).remind_at.is_some_and(|at| at > clock::now()));
        shop.has_said_only(2, &shop.ann, channel).await;
        shop.judge().await;
    }
}
