//! Failover under Sentinel.

use super::{PATIENCE, open, put, put_at_last};
use crate::support::redis::{Sentinels, Server};
use std::time::Duration;
use tokio::time::Instant;

#[tokio::test]
async fn a_killed_primary_is_followed_to_its_successor_and_back() {
    let mut set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    let first = put(&redis, "a", "1").await.expect("written");
    set.servers[0].kill().await;
    let second = put_at_last(&redis, "a", "2").await;
    assert_ne!(first, second);
    assert_eq!(set.servers[1].say::<String>(&["GET", "a"]).await, "2");

    set.servers[0].run().await;
    // The sentinels would tell it too, after a long while.
    let port = set.servers[1].port().to_string();
    let () = set.servers[0].say(&["REPLICAOF", "127.0.0.1", &port]).await;
    set.servers[0].follows().await;
    set.servers[1].kill().await;
    put_at_last(&redis, "a", "3").await;
    assert_eq!(set.servers[0].say::<String>(&["GET", "a"]).await, "3");
}

#[tokio::test]
async fn a_primary_that_was_replaced_is_left_though_it_still_answers() {
    let set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    let first = put(&redis, "a", "1").await.expect("written");
    set.fail_over().await;
    let until = Instant::now() + PATIENCE;
    let mut number = 0;
    while put_at_last(&redis, "a", &number.to_string()).await == first {
        assert!(Instant::now() < until, "it still writes to the old one");
        number += 1;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let new = set.primary().await;
    assert_eq!(set.servers[new].say::<String>(&["GET", "a"]).await, number.to_string());
}

#[tokio::test]
async fn a_hand_over_loses_nothing() {
    let set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    put(&redis, "{a}:0", "0").await.expect("written");
    set.hand_over(0, 1).await;
    for number in 1..200 {
        put_at_last(&redis, &format!("{{a}}:{number}"), "x").await;
    }
    assert_eq!(redis.scan("{a}:*").await.expect("found").len(), 200);
}

#[tokio::test]
async fn one_silent_sentinel_holds_nobody_up() {
    let mut set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    set.sentinels[0].pause();
    set.servers[0].kill().await;
    put_at_last(&redis, "a", "1").await;
    assert_eq!(set.servers[1].say::<String>(&["GET", "a"]).await, "1");
}

#[tokio::test]
async fn a_script_is_loaded_by_a_server_that_never_saw_it() {
    let set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    let first = put(&redis, "a", "1").await.expect("written");
    let loads = async |server: &Server| server.calls().await.get("script|load").copied();
    assert_eq!((loads(&set.servers[0]).await, loads(&set.servers[1]).await), (Some(1), None));
    set.hand_over(0, 1).await;
    let mut number = 2;
    while put_at_last(&redis, "a", &number.to_string()).await == first {
        number += 1;
    }
    assert_eq!(set.servers[1].say::<u64>(&["GET", "a"]).await, number);
    assert_eq!(loads(&set.servers[1]).await, Some(1), "once is enough");
}
