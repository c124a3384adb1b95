//! A worker aborts at each step of a hand-over and of a take-over, and another goes on.

use super::town::Town;
use crate::{
    crash::{OnPanic, failpoints::terms},
    support::{process::Process, redis::Server},
};
use discord_sim::{
    gateway::{
        levers::{Lever, Target},
        settings::Expired,
    },
    options::SimOptions,
};
use std::{os::unix::process::ExitStatusExt, sync::Arc};
use tokio::{sync::Semaphore, task::JoinSet};

/// Where one dies that takes shards over.
const TAKING: [&str; 8] = [
    "fleet.before_tick",
    "fleet.after_tick",
    "engine.before_take_over",
    "engine.after_take_over",
    "fleet.before_start",
    "gateway.before_resume",
    "gateway.before_identify",
    "gateway.after_begin",
];

/// Where one dies that hands them over.
const HANDING: [&str; 6] = [
    "gateway.before_close",
    "gateway.after_close",
    "gateway.before_release",
    "fleet.before_release",
    "fleet.before_tick",
    "fleet.after_tick",
];

/// What becomes of the sessions that were held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sessions {
    Resumed,
    /// Op 9, not resumable.
    Refused,
    /// Close 4009.
    TimedOut,
}

/// The signal of `abort`.
const SIGABRT: i32 = 6;

/// How many towns are played at a time.
const AT_A_TIME: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn one_that_dies_while_it_takes_over_is_followed_by_another() {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut all = JoinSet::new();
    for point in TAKING {
        for sessions in [Sessions::Resumed, Sessions::Refused, Sessions::TimedOut] {
            // Nothing is begun where all goes on.
            let begins = ["gateway.before_identify", "gateway.after_begin"].contains(&point);
            if begins && sessions == Sessions::Resumed {
                continue;
            }
            let turns = Arc::clone(&turns);
            all.spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                dies_taking(point, sessions).await;
            });
        }
    }
    println!("{} take-overs", all.join_all().await.len());
}

async fn dies_taking(point: &str, sessions: Sessions) {
    let _named = OnPanic(format!("{point}, {sessions:?}"));
    let redis = Server::start(&[]).await;
    let town = town(&redis, sessions).await;
    let mut a = town.worker("a", &[]).await;
    town.set_up().await;
    town.while_busy(async {
        // A worker that starts ticks some times before it is given anything.
        let passed = if point.ends_with("tick") { 6 } else { 0 };
        let terms = terms(point, passed);
        let mut b = town.worker("b", &[("FAILPOINTS", &terms)]).await;
        end(&town, sessions);
        a.kill().await;
        died(&mut b).await;
        a = town.worker("c", &[]).await;
    })
    .await;
    checked(&town, sessions);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_dies_while_it_hands_over_is_followed_by_another() {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut all = JoinSet::new();
    for point in HANDING {
        for sessions in [Sessions::Resumed, Sessions::Refused, Sessions::TimedOut] {
            let turns = Arc::clone(&turns);
            all.spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                dies_handing(point, sessions).await;
            });
        }
    }
    println!("{} hand-overs", all.join_all().await.len());
}

async fn dies_handing(point: &str, sessions: Sessions) {
    let _named = OnPanic(format!("{point}, {sessions:?}"));
    let redis = Server::start(&[]).await;
    let town = town(&redis, sessions).await;
    // Whoever dies at a tick does so in the midst of its hand-over, or a little before.
    let passed = if point.ends_with("tick") { 60 } else { 0 };
    let terms = terms(point, passed);
    let mut a = town.worker("a", &[("FAILPOINTS", &terms)]).await;
    town.set_up().await;
    let mut b = None;
    town.while_busy(async {
        b = Some(town.worker("b", &[("TICKETFLOW_REVISION", "2-of-the-test")]).await);
        end(&town, sessions);
        // At a tick it may have died already.
        if passed == 0 {
            a.signal("-TERM").await;
        }
        died(&mut a).await;
        town.held(&[("b", 2)]).await;
    })
    .await;
    checked(&town, sessions);
}

async fn died(worker: &mut Process) {
    let end = worker.ended().await;
    assert_eq!(end.signal(), Some(SIGABRT), "{end}");
}

async fn town(redis: &Server, sessions: Sessions) -> Town {
    let mut options = SimOptions::default();
    if sessions == Sessions::TimedOut {
        options.gateway.expired = Expired::TimedOut;
    }
    options.gateway.identify_window_ms = 0;
    let mut town = Town::build_with(options, &redis.url(), 2).await;
    for shop in &mut town.shops {
        shop.sessions_end = sessions != Sessions::Resumed;
    }
    town
}

/// Discord ends the sessions that are to be lost.
fn end(town: &Town, sessions: Sessions) {
    if sessions != Sessions::Resumed {
        town.shops[0].sim.gateway().pull(&Target::default(), &Lever::ExpireSessions);
    }
}

fn checked(town: &Town, sessions: Sessions) {
    if sessions == Sessions::Resumed {
        assert_eq!(town.identifies(), 2, "every session was resumed");
    }
}
