//! The queue of those who begin a session, as the scripts keep it.

use super::redis::{LEASE, join, primaries, tick};
use crate::support::redis::Server;
use std::time::Duration;
use ticketflow::store::{
    Change, Changed, Fleet, IdentifyAnswer, IdentifyAsk, Kept, ShardRef, Tick, WorkerName,
    redis::RedisFleet,
};

fn ask(number: u32, max_concurrency: u16, unheard: bool) -> IdentifyAsk {
    let shard = ShardRef { generation: 0, number, of: 4 };
    IdentifyAsk { shard, epoch: 1, max_concurrency, unheard }
}

#[tokio::test]
async fn places_of_one_key_are_apart_whoever_asks() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    let two = join(&server, &WorkerName::new("two"), LEASE).await;
    assert!(matches!(one.identify(&ask(0, 1, true)).await, Ok(IdentifyAnswer::Spent(_))));
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    for (worker, number) in [(&one, 0), (&two, 1)] {
        let answer = worker.identify(&ask(number, 2, true)).await.unwrap();
        assert_eq!(answer, IdentifyAnswer::Go(Duration::ZERO), "two keys");
    }
    for (worker, number) in [(&one, 2), (&two, 3)] {
        let answer = worker.identify(&ask(number, 2, true)).await.unwrap();
        let IdentifyAnswer::Later(wait) = answer else { panic!("{answer:?}") };
        assert!((5_000..=5_100).contains(&wait.as_millis()), "{wait:?}");
    }
}

#[tokio::test]
async fn a_shard_has_one_place_whoever_holds_it_and_only_its_use_is_counted() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    let two = join(&server, &WorkerName::new("two"), LEASE).await;
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    let left = async || server.say::<String>(&["HGET", "{f}:budget", "remaining"]).await;
    let wait = async |worker: &RedisFleet, ask: IdentifyAsk| match worker.identify(&ask).await {
        Ok(IdentifyAnswer::Later(wait)) => wait.as_millis(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(one.identify(&ask(0, 1, true)).await, Ok(IdentifyAnswer::Go(_))));
    let first = wait(&one, ask(1, 1, true)).await;
    let again = wait(&one, ask(1, 1, true)).await;
    assert!(again <= first && first <= 5_100, "{first} {again}");
    let next = wait(&one, ask(2, 1, true)).await;
    assert!((9_000..=10_200).contains(&next), "{next}");
    let heir = IdentifyAsk { epoch: 2, ..ask(1, 1, true) };
    assert!(wait(&two, heir).await <= first);
    assert!(wait(&one, ask(1, 1, true)).await >= 2_000, "it is not its own any more");
    assert_eq!(left().await, "999");

    // Its time has come.
    let now = server_now(&server).await;
    put(
        &server,
        &[("shard:0/1/4", format!("{} 2", now + 400)), ("go:0", format!("{}", now - 6000))],
    )
    .await;
    assert!(wait(&one, ask(1, 1, true)).await >= 400, "the earlier holder is not let go");
    let answer = two.identify(&heir).await;
    let Ok(IdentifyAnswer::Go(wait)) = answer else { panic!("{answer:?}") };
    assert!(wait.as_millis() <= 400, "{wait:?}");
    assert_eq!(left().await, "998");
    let kept: Option<String> = server.say(&["HGET", "{f}:identify", "shard:0/1/4"]).await;
    assert_eq!(kept, None);
}

#[tokio::test]
async fn whoever_is_late_goes_at_once_and_moves_those_behind() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    assert!(matches!(one.identify(&ask(0, 1, true)).await, Ok(IdentifyAnswer::Go(_))));
    let now = server_now(&server).await;
    let (late, next) = (format!("{} 1", now - 900), format!("{} 1", now + 100));
    let went = format!("{}", now - 5_200);
    put(&server, &[("shard:0/1/4", late), ("shard:0/2/4", next.clone()), ("go:0", went.clone())])
        .await;
    let answer = one.identify(&ask(1, 1, true)).await.unwrap();
    assert_eq!(answer, IdentifyAnswer::Go(Duration::ZERO));
    let later = async |what: &str| match one.identify(&ask(2, 1, true)).await {
        Ok(IdentifyAnswer::Later(wait)) => wait.as_millis(),
        other => panic!("{what}: {other:?}"),
    };
    let wait = later("behind the late one").await;
    assert!((4_500..=5_100).contains(&wait), "{wait}");

    // It took long until it reached Discord.
    put(&server, &[("shard:0/2/4", next), ("go:0", went)]).await;
    one.began(ask(1, 1, true).shard, 1).await.unwrap();
    let wait = later("behind one that has just begun").await;
    assert!((4_500..=5_000).contains(&wait), "{wait}");
}

async fn server_now(server: &Server) -> u64 {
    let (seconds, micros): (u64, u64) = server.say(&["TIME"]).await;
    seconds * 1000 + micros / 1000
}

async fn put(server: &Server, fields: &[(&str, String)]) {
    for (field, value) in fields {
        let () = server.say(&["HSET", "{f}:identify", field, value]).await;
    }
}

#[tokio::test]
async fn the_reserve_is_for_shards_that_nobody_hears_and_zero_is_zero() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    one.budget(21, 100, Duration::from_secs(60)).await.unwrap();
    let go = |answer| matches!(answer, Ok(IdentifyAnswer::Go(_)));
    // A queue of its own for each.
    let ask = |number, unheard| ask(number, 64, unheard);
    assert!(go(one.identify(&ask(0, false)).await));
    let Ok(IdentifyAnswer::Spent(wait)) = one.identify(&ask(30, false)).await else {
        panic!("below the reserve");
    };
    assert!((55..=60).contains(&wait.as_secs()), "{wait:?}");
    for number in 1..=20 {
        assert!(go(one.identify(&ask(number, true)).await));
    }
    assert!(!go(one.identify(&ask(21, true)).await), "nothing is left");
    one.budget(0, 100, Duration::from_millis(1)).await.unwrap();
    server.eventually("a new day", async |_| go(one.identify(&ask(30, false)).await)).await;
}

#[tokio::test]
async fn after_a_failover_nobody_identifies_for_a_while() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    assert!(matches!(one.identify(&ask(0, 1, true)).await, Ok(IdentifyAnswer::Go(_))));
    let () = server.say(&["HSET", "{f}:identify", "history", "another"]).await;
    let Ok(IdentifyAnswer::Later(wait)) = one.identify(&ask(1, 2, true)).await else {
        panic!("there is budget");
    };
    assert!((5900..=6000).contains(&wait.as_millis()), "{wait:?}");
}

#[tokio::test]
async fn workers_agree_on_a_history_though_one_has_known_it_by_another_name() {
    let server = Server::start(&[]).await;
    let known = primaries(&server, "one").await;
    let one = RedisFleet::join(known.clone(), &WorkerName::new("one"), LEASE).await;
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    let (_, stamp) = known.ask("x", redis::cmd("GET").arg("x")).await.unwrap();
    // As when the first replica comes.
    let () = server.say(&["DEBUG", "CHANGE-REPL-ID"]).await;
    let is_kept = async |_: &Server| known.confirm(stamp).await.ok() == Some(Kept::Kept);
    server.eventually("it is the same history", is_kept).await;
    let two = join(&server, &WorkerName::new("two"), LEASE).await;
    two.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    for (number, worker) in (0..).zip([&one, &two, &one, &two]) {
        let answer = worker.identify(&ask(number, 16, true)).await.unwrap();
        assert_eq!(answer, IdentifyAnswer::Go(Duration::ZERO), "{number}");
    }
}

#[tokio::test]
async fn whoever_is_unheard_does_not_wait_behind_a_coming_division() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    let later = async |ask: IdentifyAsk| match one.identify(&ask).await {
        Ok(IdentifyAnswer::Later(wait)) => wait.as_millis(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(one.identify(&ask(0, 1, true)).await, Ok(IdentifyAnswer::Go(_))));
    let mut coming = vec![];
    for number in 1..4 {
        coming.push(later(ask(number, 1, false)).await);
    }
    assert!(coming.is_sorted() && coming[2] >= 14_000, "{coming:?}");
    let unheard = later(ask(0, 1, true)).await;
    assert!(unheard <= 5_100, "{unheard}");
}

#[tokio::test]
async fn of_a_division_that_was_taken_back_no_place_is_kept() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    one.budget(1000, 1000, Duration::from_secs(3600)).await.unwrap();
    one.tick(&tick("one", 1)).await.unwrap();
    assert!(matches!(one.divide(Change::Begin(2)).await, Ok(Changed::Done(_))));
    let coming = |number| ShardRef { generation: 1, number, of: 2 };
    let claim = vec![coming(0), coming(1)];
    let granted = one.tick(&Tick { claim, ..tick("one", 2) }).await.unwrap().granted;
    for held in &granted {
        let (shard, epoch) = (held.shard, held.fence.epoch);
        let ask = IdentifyAsk { shard, epoch, max_concurrency: 1, unheard: false };
        one.identify(&ask).await.unwrap();
    }
    let places = async || server.say::<Vec<String>>(&["HKEYS", "{f}:identify"]).await;
    assert!(places().await.contains(&"shard:1/1/2".to_owned()));
    assert!(matches!(one.divide(Change::TakeBack).await, Ok(Changed::Done(_))));
    one.tick(&Tick { release: granted, ..tick("one", 3) }).await.unwrap();
    assert!(!places().await.iter().any(|field| field.starts_with("shard:")));
}
