//! Connections are cut and sessions end at each step of a story, whatever Discord leaves open.

use super::{OnPanic, story::Way};
use crate::support::{process::Process, shop::Shop, wait::eventually};
use discord_sim::{
    gateway::{
        levers::{Lever, Target},
        settings::{Expired, GatewaySettings, Superseded},
    },
    options::{EventOptions, SimOptions},
    people::interaction::Outcome,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use ticketflow::domain::ids::GuildId;
use tokio::{sync::Semaphore, task::JoinSet};

/// How many steps a story has at which something can happen.
const STEPS: usize = 6;
/// How many shops are played at a time.
const AT_A_TIME: usize = 12;

/// What can happen to a connection.
fn levers() -> Vec<Lever> {
    vec![
        Lever::Drop,
        Lever::Close { code: 4_000 },
        Lever::Close { code: 4_009 },
        Lever::Reconnect,
        Lever::InvalidSession { resumable: true },
        Lever::InvalidSession { resumable: false },
    ]
}

/// What Discord does not document, each way.
pub(super) fn doubtful() -> Vec<SimOptions> {
    let usual = SimOptions::default();
    let gateway = |change: fn(&mut GatewaySettings)| {
        let mut options = SimOptions::default();
        // Often enough that a heartbeat falls between any two steps.
        options.gateway.heartbeat_interval_ms = 300;
        change(&mut options.gateway);
        options
    };
    let late = EventOptions { before_response: false, hidden_channels: false };
    vec![
        usual.clone(),
        SimOptions { events: late, ..usual },
        gateway(|it| it.trim_on_heartbeat = true),
        gateway(|it| it.expired = Expired::TimedOut),
        gateway(|it| it.superseded = Superseded::Mute),
        gateway(|it| it.shard_twins_receive = false),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_may_break_at_any_step() {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut all = JoinSet::new();
    for options in doubtful() {
        for lever in levers() {
            for step in 0..STEPS {
                let (turns, lever, options) = (Arc::clone(&turns), lever.clone(), options.clone());
                all.spawn(async move {
                    let _turn = turns.acquire().await.unwrap();
                    breaks(options, &lever, step).await;
                });
            }
        }
    }
    let played = all.join_all().await.len();
    println!("{played} stories with a broken connection each");
}

async fn breaks(options: SimOptions, lever: &Lever, at: usize) {
    let _named = OnPanic(format!("{lever:?} at step {at} with {options:?}"));
    let mut shop = Shop::prepared_with(options).await;
    shop.start().await;
    let step = AtomicUsize::new(0);
    let meanwhile = || {
        if step.fetch_add(1, Ordering::Relaxed) == at {
            shop.sim.gateway().pull(&Target::default(), lever);
        }
    };
    let way = if at.is_multiple_of(2) { Way::Message } else { Way::Button };
    shop.story_with(&shop.ann, way, &meanwhile).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_twice_are_heard_once() {
    for late in [false, true] {
        let shop = Shop::open().await;
        shop.sim.gateway().change_weather(|weather| {
            weather.duplicate_next = 1_000;
            weather.delay_ms = if late { 30 } else { 0 };
        });
        shop.whole_story(&shop.ann, Way::Message).await;
        shop.whole_story(&shop.ann, Way::Button).await;
        shop.judge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_was_killed_finds_its_session_over_and_reads_back_what_was_written() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    let channel = shop.opened_by(&shop.ann).await;
    worker.kill().await;
    shop.sim.gateway().pull(&Target::default(), &Lever::ExpireSessions);
    shop.ann.write(channel, "2x adder").unwrap();
    shop.ann.write(channel, "yes").unwrap();
    let _worker = Process::start(&shop, "").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    let expected = ["Welcome", "Your order", "Terms and conditions", "Request complete"];
    assert_eq!(shop.titles(channel), expected);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_nobody_answered_opens_its_ticket_once_all_the_same() {
    let shop = Shop::prepared().await;
    let first = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.sim.clock().advance(Duration::from_secs(4));
    assert!(matches!(first.outcome().await, Outcome::Failed { .. }));
    let second = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let _worker = Process::start(&shop, "").await;
    let channel = shop.ticket_of(&shop.ann).await;
    let link = format!("<#{channel}>");
    eventually("the press that came in time is told where", || {
        second.message().is_some_and(|it| it.content.contains(&link))
    })
    .await;
    shop.judge().await;
    let tickets = shop.glance().await.tickets(GuildId::new(shop.guild.id)).unwrap();
    assert_eq!(tickets.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_of_the_last_seconds_is_answered_by_the_successor_of_a_killed_worker() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    worker.kill().await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let _worker = Process::start(&shop, "").await;
    shop.answered(&press, "Your ticket is ready").await;
    assert_eq!(shop.sim.gateway().record().identifies, 1, "it resumed");
    shop.judge().await;
}

/// Nobody can know of such a press any more: Discord forgot it with the session, and the worker that
/// acknowledged it had not stored it yet.
#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_was_lost_with_its_worker_and_its_session_is_pressed_again() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "2x adder").await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    assert_eq!(worker.terminate().await.code(), Some(0));

    let mut worker = Process::start(&shop, "engine.before_commit=pause").await;
    let press = shop.ann.press_label(channel, "Yes").unwrap();
    eventually("it is acknowledged", || press.so_far().is_some()).await;
    worker.kill().await;
    shop.sim.gateway().pull(&Target::default(), &Lever::ExpireSessions);
    let _worker = Process::start(&shop, "").await;
    assert_eq!(shop.titles(channel), ["Welcome", "Your order"]);

    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    assert_eq!(shop.titles(channel), ["Welcome", "Your order", "Terms and conditions"]);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_the_token_before_is_let_go_once() {
    let shop = Shop::prepared().await;
    let mut first = Process::start(&shop, "").await;
    let channel = shop.opened_by(&shop.ann).await;
    assert_eq!(first.terminate().await.code(), Some(0));
    // Sessions live on, as far as anybody knows.
    shop.sim.set_token(shop.app.id, "another-token");
    let mut second = Process::start_with(&shop, &[("DISCORD_TOKEN", "another-token")]).await;
    second.logged("our token does not resume the session").await;
    assert_eq!(second.times_logged("a new session has begun"), 1);
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;

    // Without its token a worker loses the session too, and then ends.
    shop.sim.set_token(shop.app.id, "a-third-token");
    shop.sim.gateway().pull(&Target::default(), &Lever::Drop);
    assert_eq!(second.ended().await.code(), Some(5), "{}", second.said());
    second.logged("Discord does not accept the bot token: set DISCORD_TOKEN").await;
    assert_eq!(second.times_logged("our token does not resume the session"), 2);
}
