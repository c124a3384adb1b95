//! The links to Redis, against real servers: what a caller gets when something is amiss, and that
//! things go on afterwards.

mod barrier;
mod cluster;
mod disagreements;
mod listening;
mod manners;
mod mistakes;
mod outages;
mod outcomes;
mod sentinels;
mod slow;
mod stand_in;

use std::time::Duration;
use ticketflow::store::{
    Kept, OpenError, Stamp, StoreError, WorkerName,
    redis::{Primaries, RedisSettings, Replicas, Script},
};
use tokio::time::Instant;

/// The deadline of a call in these tests.
const DEADLINE: Duration = Duration::from_secs(1);

/// How long anything may take. Reached only by a test that fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Writes a value and returns the one before.
static SWAP: Script = Script::new(
    "local before = redis.call('GET', KEYS[1]) redis.call('SET', KEYS[1], ARGV[1]) return before",
);

/// Writes one value under several keys.
static PUT_ALL: Script =
    Script::new("for _, key in ipairs(KEYS) do redis.call('SET', key, ARGV[1]) end return #KEYS");

fn settings(url: &str) -> RedisSettings {
    RedisSettings {
        url: url.parse().expect("an address"),
        deadline: DEADLINE,
        replicas: Replicas::Auto,
        worker: WorkerName::new("tester"),
    }
}

async fn open(url: &str) -> Primaries {
    Primaries::open(settings(url)).await.expect("it opens")
}

async fn refused(url: &str) -> String {
    let Err(error) = Primaries::open(settings(url)).await else { panic!("it opens") };
    assert!(!matches!(error, OpenError::RedisUnreachable(_)), "{error}");
    error.to_string()
}

/// Writes a value by script.
async fn put(redis: &Primaries, key: &str, value: &str) -> Result<Stamp, StoreError> {
    let began = Instant::now();
    let done = redis.run(&SWAP, &[key], &[value.as_bytes()]).await;
    assert!(began.elapsed() < DEADLINE * 2, "the deadline holds");
    done.map(|(_, stamp)| stamp)
}

async fn get(redis: &Primaries, key: &str) -> Result<Option<String>, StoreError> {
    let (value, _) = redis.ask(key, redis::cmd("GET").arg(key)).await?;
    Ok(redis::from_redis_value(value).expect("a text"))
}

/// Tries until it succeeds.
async fn put_at_last(redis: &Primaries, key: &str, value: &str) -> Stamp {
    let until = Instant::now() + PATIENCE;
    loop {
        match put(redis, key, value).await {
            Ok(stamp) => return stamp,
            Err(error) => assert!(Instant::now() < until, "{error}"),
        }
    }
}

/// Asks until it is known what became of a stamp.
async fn confirmed(redis: &Primaries, stamp: Stamp) -> Kept {
    let until = Instant::now() + PATIENCE;
    loop {
        match redis.confirm(stamp).await {
            Ok(kept) => return kept,
            Err(error) => assert!(Instant::now() < until, "{error}"),
        }
    }
}

/// What went wrong, in the operator's words.
async fn fails(redis: &Primaries, key: &str, value: &str) -> String {
    put(redis, key, value).await.expect_err("it cannot work").to_string()
}
