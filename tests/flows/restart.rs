//! The worker stops and starts: nothing is lost, nothing is said twice.

use crate::support::{shop::Shop, wait::eventually};
use discord_sim::gateway::levers::{Lever, Target};
use ticketflow::domain::ticket::State;

/// What becomes of the session while the worker is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Session {
    /// Discord keeps it: it is resumed, and the events are sent again.
    Kept,
    /// It is gone: what was written is read back over REST.
    Expired,
}

/// Stops, lets something happen, and starts again.
async fn away(shop: &mut Shop, session: Session, meanwhile: impl AsyncFnOnce(&Shop)) {
    shop.stop().await;
    meanwhile(shop).await;
    if session == Session::Expired {
        expire(shop);
    }
    shop.start().await;
}

fn expire(shop: &Shop) {
    // So soon after the last one a new session would have to wait, which is not the point here.
    shop.sim.gateway().change_settings(|settings| settings.identify_window_ms = 0);
    let ended = shop.sim.gateway().pull(&Target::default(), &Lever::ExpireSessions);
    assert_eq!(ended, 1, "there is a session to end");
}

#[tokio::test(flavor = "multi_thread")]
async fn between_all_steps_of_a_ticket_nothing_is_lost_and_nothing_said_twice() {
    let mut shop = Shop::open().await;
    away(&mut shop, Session::Kept, async |_| {}).await;
    let channel = shop.opened_by(&shop.ann).await;
    for (said, (words, stage)) in
        [("2x adder", 5), ("no", 0), ("3 t20", 5), ("yes", 20), ("no", 20), ("yes", 20)]
            .into_iter()
            .enumerate()
    {
        away(&mut shop, Session::Kept, async |_| {}).await;
        shop.ann.write(channel, words).unwrap();
        shop.says_the(said + 2, &shop.ann, channel).await;
        assert_eq!(shop.stage(channel), stage, "after “{words}”");
    }
    assert!(matches!(shop.ticket(channel).state, State::Placed { .. }));
    away(&mut shop, Session::Kept, async |_| {}).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    away(&mut shop, Session::Kept, async |_| {}).await;
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
    let record = shop.sim.gateway().record();
    assert_eq!(record.identifies, 1, "every new start resumed the session");
}

/// A message a stage, each written while there is no worker.
async fn written_while_away(session: Session) {
    let mut shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    for (said, (words, answer)) in [
        ("2x adder", "Is this what you want?"),
        ("yes", "Do you agree?"),
        ("yes", "Request complete"),
    ]
    .into_iter()
    .enumerate()
    {
        away(&mut shop, session, async |shop| {
            shop.sam.write(channel, "hello?").unwrap();
            shop.ann.write(channel, words).unwrap();
        })
        .await;
        shop.says(&shop.ann, channel, answer).await;
        shop.says_the(said + 2, &shop.ann, channel).await;
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_the_meantime_are_answered_when_the_session_is_resumed() {
    written_while_away(Session::Kept).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_the_meantime_are_read_back_when_the_session_is_gone() {
    written_while_away(Session::Expired).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_messages_of_the_meantime_are_answered_in_their_order() {
    for session in [Session::Kept, Session::Expired] {
        let mut shop = Shop::open().await;
        let channel = shop.opened_by(&shop.ann).await;
        away(&mut shop, session, async |shop| {
            for words in ["2x adder", "no", "3 t20", "yes"] {
                shop.ann.write(channel, words).unwrap();
            }
        })
        .await;
        let last = shop.says_the(5, &shop.ann, channel).await;
        assert!(last.embed_text.contains("Do you agree?"), "{session:?}: {}", last.embed_text);
        let said: Vec<_> = shop.said(&shop.ann, channel);
        let titles: Vec<_> =
            said.iter().map(|it| it.embeds[0]["title"].as_str().unwrap()).collect();
        let expected =
            ["Welcome", "Your order", "Let's start over", "Your order", "Terms and conditions"];
        assert_eq!(titles, expected, "{session:?}");
        shop.judge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staffs_refresh_of_the_meantime_is_known_for_staffs() {
    for session in [Session::Kept, Session::Expired] {
        let mut shop = Shop::open().await;
        let channel = shop.opened_by(&shop.ann).await;
        shop.ann.write(channel, "2x adder").unwrap();
        shop.says(&shop.ann, channel, "Is this what you want?").await;
        away(&mut shop, session, async |shop| {
            shop.sam.write(channel, "refresh").unwrap();
        })
        .await;
        shop.says(&shop.ann, channel, "Let's start over").await;
        assert_eq!(shop.stage(channel), 0, "{session:?}");
        shop.judge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_messages_than_a_page_holds_are_read_back() {
    let mut shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    away(&mut shop, Session::Expired, async |shop| {
        for n in 0..120 {
            shop.sam.write(channel, &format!("line {n}")).unwrap();
        }
        shop.ann.write(channel, "2x adder").unwrap();
    })
    .await;
    shop.says(&shop.ann, channel, "**2 ×** Adder").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_tickets_are_read_back_each_for_itself() {
    let mut shop = Shop::open().await;
    let (anns, bobs) = (shop.opened_by(&shop.ann).await, shop.opened_by(&shop.bob).await);
    shop.bob.write(bobs, "adder").unwrap();
    shop.says(&shop.bob, bobs, "Is this what you want?").await;
    away(&mut shop, Session::Expired, async |shop| {
        shop.ann.write(anns, "3 t20").unwrap();
        shop.bob.write(bobs, "yes").unwrap();
    })
    .await;
    shop.says(&shop.ann, anns, "**3 ×** T20").await;
    shop.says(&shop.bob, bobs, "Do you agree?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_while_the_worker_is_away_fails_at_discord_and_the_next_one_opens() {
    for session in [Session::Kept, Session::Expired] {
        let mut shop = Shop::open().await;
        shop.stop().await;
        let lost = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        shop.sim.clock().advance(std::time::Duration::from_secs(4));
        assert!(lost.outcome().await.message().is_none(), "Discord says that nobody responded");
        if session == Session::Expired {
            expire(&shop);
        }
        shop.start().await;
        // Resumed, the press comes again and is too late to answer: the ticket is there all the
        // same, once. Otherwise it is gone, as the person was told.
        let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        shop.answered(&press, "<#").await;
        eventually("one ticket", || shop.tickets().len() == 1).await;
        shop.judge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_in_the_middle_of_opening_finishes_what_was_begun() {
    let mut shop = Shop::open().await;
    shop.sim.faults().set_latency(std::time::Duration::from_millis(150));
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    eventually("the press has become a ticket", || shop.tickets().len() == 1).await;
    away(&mut shop, Session::Kept, async |_| {}).await;
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says_the(1, &shop.ann, channel).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_left_in_the_meantime_is_noticed() {
    let mut shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    away(&mut shop, Session::Kept, async |shop| shop.ann.leave().unwrap()).await;
    shop.says(&shop.sam, channel, "The customer has left").await;
    shop.judge().await;
}
