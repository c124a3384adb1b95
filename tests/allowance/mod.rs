//! Discord's limits shared by several executors, through a real redis-server.

mod buckets;

use crate::support::{
    allowance::{Fleet, join},
    redis::Server,
    wait::eventually,
};
use discord_sim::faults::{Effect, Fault, LimitScope};
use std::time::Duration;
use ticketflow::{
    clock,
    discord::{Priority, RestError, Scope},
    store::{Allowance, AllowanceAsk},
};

fn global_429s(fleet: &Fleet) -> u64 {
    let figures = fleet.workers.iter().map(|worker| worker.rest.figures());
    figures.filter_map(|it| it.rate_limited.get(&Scope::Global).copied()).sum()
}

/// Lets every worker send so many calls at once; how many of them Discord did.
async fn send(fleet: &Fleet, each: usize, within: Duration) -> usize {
    let deadline = clock::instant() + within;
    let mut calls = Vec::new();
    for worker in &fleet.workers {
        for number in 0..each {
            let (worker, call) = (worker.rest.clone(), fleet.call());
            let priority = if number % 10 == 0 { Priority::Person } else { Priority::Bulk };
            calls.push(tokio::spawn(async move { worker.send(call, priority, deadline).await }));
        }
    }
    let mut done = 0;
    for call in calls {
        match call.await.expect("it ends") {
            Ok(_) => done += 1,
            Err(RestError::RateLimited { .. } | RestError::OutcomeUnknown { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
    done
}

#[tokio::test(flavor = "multi_thread")]
async fn four_workers_that_want_too_much_meet_no_global_429() {
    let fleet = Fleet::start(4).await;
    let done = send(&fleet, 40, Duration::from_secs(30)).await;
    assert_eq!(done, 160);
    assert_eq!(global_429s(&fleet), 0);
    assert!(fleet.trips() < 160, "{} trips for 160 calls", fleet.trips());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_calls_go_on_at_a_small_share() {
    let mut fleet = Fleet::start(4).await;
    assert_eq!(send(&fleet, 5, Duration::from_secs(30)).await, 20);
    fleet.redis.kill().await;
    assert_eq!(send(&fleet, 10, Duration::from_secs(30)).await, 40);
    assert_eq!(global_429s(&fleet), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_worker_is_told_stops_the_others_at_once() {
    for scope in [LimitScope::Global, LimitScope::Bare] {
        let fleet = Fleet::start(2).await;
        assert_eq!(send(&fleet, 1, Duration::from_secs(30)).await, 2);
        let [first, other] = fleet.workers.as_slice() else { panic!("no workers") };
        // Just after a question of its own, so that it will not ask by itself for a second.
        let before = other.asked();
        eventually("the other asks", || other.asked() > before).await;
        let (asked, begun) = (other.asked(), clock::instant());
        let limited = Effect::RateLimited { scope, retry_after_ms: 60_000 };
        fleet.sim.faults().add(Fault::on("GET", "/channels/{channel}", limited).times(1));
        let soon = Duration::from_millis(300);
        let refused = first.rest.send(fleet.call(), Priority::Person, begun + soon).await;
        assert!(matches!(refused, Err(RestError::RateLimited { .. })), "{scope:?}");
        eventually("the other asks again", || other.asked() > asked).await;
        let heard = begun.elapsed();
        assert!(heard < Duration::from_millis(900), "{scope:?}: not by the bell, after {heard:?}");
        let mark = fleet.sim.ledger().mark();
        for worker in &fleet.workers {
            let deadline = clock::instant() + Duration::from_secs(5);
            match worker.rest.send(fleet.call(), Priority::Person, deadline).await {
                Err(RestError::RateLimited { retry_after }) if retry_after.as_secs() > 30 => {}
                other => panic!("{scope:?}: a worker has not heard: {other:?}"),
            }
        }
        assert!(fleet.sim.ledger().calls_since(mark).is_empty(), "{scope:?}: somebody sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_window_holds_more_places_than_the_limit() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for with_people in [false, true] {
        let redis = Server::start(&[]).await;
        let mut workers = Vec::new();
        for number in 0..random.usize(1..6) {
            workers.push(join(&redis, &format!("worker-{number}")).await);
        }
        let window = if with_people { 1_060 } else { 1_100 };
        let mut full = false;
        for _ in 0..300 {
            let people = if with_people { random.u32(0..8) } else { 0 };
            let after = Duration::from_millis(random.u64(0..300));
            let wish = AllowanceAsk {
                people,
                others: random.u32(0..20),
                after,
                ..AllowanceAsk::default()
            };
            workers[random.usize(0..workers.len())].ask(&wish).await.expect("an answer");
            tokio::time::sleep(Duration::from_millis(random.u64(0..12))).await;
            let script =
                "local all = redis.call('GET', KEYS[1]) return all and cmsgpack.unpack(all) or {}";
            let places: Vec<i64> = redis.say(&["EVAL", script, "1", "{r}:places"]).await;
            assert!(places.is_sorted());
            for span in places.windows(51) {
                full |= span[50] - span[0] < window + 50;
                assert!(span[50] - span[0] >= window, "51 places in {} ms", span[50] - span[0]);
            }
        }
        assert!(full, "places were never short, so that nothing was tried");
    }
}
