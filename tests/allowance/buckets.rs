//! Buckets that several executors meet: at once, on a Discord that counts them for the whole bot
//! and on one that does not, and one after the other.

use crate::support::{
    allowance::{Fleet, Worker},
    redis::Server,
    wait::eventually,
};
use discord_sim::options::{Limits, Quota};
use std::time::Duration;
use ticketflow::{
    clock,
    discord::{Call, Priority, RestError, Scope},
};
use twilight_http::request::{Method, RequestBuilder};

/// Changing a channel, five times in so long.
fn limits(window: Duration, without_major: bool) -> Limits {
    let window = u64::try_from(window.as_millis()).expect("a window");
    let routes = without_major.then(|| "PATCH /channels/{channel}".to_owned());
    let patch_channel = Quota::new(5, window);
    Limits { patch_channel, without_major: routes.into_iter().collect(), ..Limits::default() }
}

fn change(channel: u64) -> Call {
    let request = RequestBuilder::raw(Method::Patch, format!("channels/{channel}"));
    let request = request.body(br#"{"nsfw":true}"#.to_vec()).build().expect("a request");
    Call::from(request).safe_to_repeat()
}

/// Has every worker change every channel, all at once. How long that took.
async fn change_all(fleet: &Fleet) -> Duration {
    let begun = clock::instant();
    let mut calls = Vec::new();
    for worker in &fleet.workers {
        for channel in &fleet.channels {
            let (rest, call) = (worker.rest.clone(), change(*channel));
            let deadline = begun + Duration::from_secs(60);
            calls.push(tokio::spawn(async move {
                rest.send(call, Priority::Person, deadline).await.map(drop)
            }));
        }
    }
    for call in calls {
        call.await.expect("it ends").expect("it is done");
    }
    begun.elapsed()
}

fn refused(fleet: &Fleet) -> u64 {
    let figures = fleet.workers.iter().map(|worker| worker.rest.figures());
    figures.filter_map(|it| it.rate_limited.get(&Scope::User).copied()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_that_meet_in_one_bucket_run_into_no_429() {
    let limits = limits(Duration::from_secs(2), true);
    let fleet = Fleet::on(limits.clone(), 2, 8).await;
    change_all(&fleet).await;
    assert_eq!(refused(&fleet), 0);

    // The same two without a common memory do.
    let mut fleet = Fleet::on(limits, 1, 8).await;
    let elsewhere = Server::start(&[]).await;
    let stranger = fleet.worker(&elsewhere, "stranger").await;
    fleet.workers.push(stranger);
    change_all(&fleet).await;
    assert!(refused(&fleet) > 0, "nothing was short, so that nothing was tried");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_each_channel_has_for_itself_is_not_waited_for() {
    let window = Duration::from_secs(40);
    let fleet = Fleet::on(limits(window, false), 2, 12).await;
    let took = change_all(&fleet).await;
    assert!(took < window / 2, "{took:?} for 24 calls, two in each channel");
    assert_eq!(refused(&fleet), 0);
    // A worker that comes later is told.
    let mut fleet = fleet;
    let late = fleet.worker(&fleet.redis, "late").await;
    fleet.workers = vec![late];
    assert!(change_all(&fleet).await < window / 2);
    assert_eq!(refused(&fleet), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_is_counted_here_while_redis_is_away() {
    let mut fleet = Fleet::on(limits(Duration::from_secs(2), true), 1, 8).await;
    change_all(&fleet).await;
    fleet.redis.kill().await;
    change_all(&fleet).await;
    assert_eq!(refused(&fleet), 0);
}

/// Waits for a question that was begun after this.
async fn asks(worker: &Worker) {
    let before = worker.asked();
    eventually("it asks twice", || worker.asked() > before + 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_a_channel_over_goes_on_with_its_bucket() {
    let post_message = Quota::new(5, 60_000);
    let fleet = Fleet::on(Limits { post_message, ..Limits::default() }, 2, 1).await;
    let [first, second] = fleet.workers.as_slice() else { panic!("no workers") };
    let post = |worker: &Worker| {
        let path = format!("channels/{}/messages", fleet.channels[0]);
        let request = RequestBuilder::raw(Method::Post, path);
        let request = request.body(br#"{"content":"x"}"#.to_vec()).build().expect("a request");
        let rest = worker.rest.clone();
        let deadline = clock::instant() + Duration::from_secs(10);
        async move { rest.send(Call::from(request), Priority::Person, deadline).await }
    };
    for _ in 0..5 {
        post(first).await.expect("it is done");
    }
    asks(first).await;
    asks(second).await;
    let refused_here = post(second).await;
    assert!(matches!(refused_here, Err(RestError::RateLimited { .. })), "{refused_here:?}");
    assert_eq!(refused(&fleet), 0);
}
