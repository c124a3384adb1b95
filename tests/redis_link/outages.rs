//! Redis goes away and comes back.

use super::{DEADLINE, PATIENCE, fails, get, open, put, put_at_last};
use crate::support::redis::Server;
use tokio::time::Instant;

#[tokio::test]
async fn a_frozen_server_costs_each_caller_its_deadline_and_then_things_go_on() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    put(&redis, "a", "1").await.expect("written");
    server.pause();
    // The first two give up the line; the third waits for a new one.
    for _ in 0..3 {
        let began = Instant::now();
        let said = fails(&redis, "a", "2").await;
        assert!(began.elapsed() >= DEADLINE / 2, "{said}");
        assert!(said.contains("answer"), "{said}");
    }
    server.resume();
    put_at_last(&redis, "a", "3").await;
    assert_eq!(get(&redis, "a").await.expect("read").as_deref(), Some("3"));
}

#[tokio::test]
async fn a_server_that_dies_is_told_and_found_again_with_another_history() {
    let mut server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let before = put(&redis, "a", "1").await.expect("written");
    server.kill().await;
    let said = fails(&redis, "a", "2").await;
    assert!(said.contains("start Redis") || said.contains("connection"), "{said}");
    server.run().await;
    let after = put_at_last(&redis, "a", "3").await;
    assert_ne!(before, after, "it may have lost a second");
}

#[tokio::test]
async fn a_single_server_that_hands_over_is_not_left_and_the_remedy_is_told() {
    let primary = Server::start(&[]).await;
    let replica = Server::start(&[&format!("replicaof 127.0.0.1 {}", primary.port())]).await;
    replica.follows().await;
    let redis = open(&primary.url()).await;
    put(&redis, "a", "1").await.expect("written");
    let handed_over = async |from: &Server| {
        let () = from.say(&["FAILOVER"]).await;
        from.eventually("it follows", async |it| it.info("role").await == "slave").await;
    };
    handed_over(&primary).await;
    let remedy = format!("is a replica of 127.0.0.1:{} and cannot be written", replica.port());
    let until = Instant::now() + PATIENCE;
    while !redis.trouble().is_some_and(|it| it.contains(&remedy)) {
        assert!(Instant::now() < until, "{:?}", redis.trouble());
        let said = fails(&redis, "a", "2").await;
        assert!(said.contains("must be that of the primary"), "{said}");
    }
    assert!(redis.trouble().expect("told").contains("do not follow it to another"));
    assert_eq!(replica.say::<String>(&["GET", "a"]).await, "1");
    replica.eventually("it is primary", async |it| it.info("role").await == "master").await;
    primary.follows().await;
    handed_over(&replica).await;
    put_at_last(&redis, "a", "3").await;
    assert_eq!(redis.trouble(), None);
}

#[tokio::test]
async fn a_lost_line_is_replaced_before_anybody_needs_it() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let before = put(&redis, "a", "1").await.expect("written");
    let connections = async |server: &Server| server.info("total_connections_received").await;
    let count: u64 = connections(&server).await.parse().expect("a number");
    let () = server.say(&["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]).await;
    // Two for the administrator's questions, and one more: the new line.
    server
        .eventually("it connects again", async |server| {
            let list: String = server.say(&["CLIENT", "LIST", "TYPE", "normal"]).await;
            list.lines().count() >= 2
        })
        .await;
    assert!(connections(&server).await.parse::<u64>().expect("a number") > count);
    let after = put(&redis, "a", "2").await.expect("written at the first try");
    assert_eq!(before, after, "the server has kept its history");
}

#[tokio::test]
async fn fifty_callers_at_once_all_get_their_answer_or_their_error() {
    let mut server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let callers: Vec<_> = (0..50)
        .map(|caller| {
            let redis = redis.clone();
            tokio::spawn(async move {
                for number in 0..50 {
                    drop(put(&redis, &format!("{{{caller}}}"), &number.to_string()).await);
                }
                put_at_last(&redis, &format!("{{{caller}}}"), "last").await;
            })
        })
        .collect();
    server.restart().await;
    for caller in callers {
        caller.await.expect("it ends");
    }
    assert_eq!(redis.scan("{*}").await.expect("found").len(), 50);
}
