//! Whether what was committed is kept.

use super::{confirmed, open, put, put_at_last, settings};
use crate::support::redis::{Sentinels, Server};
use ticketflow::store::{
    Kept,
    redis::{Primaries, Replicas},
};
use tokio::{io::AsyncWriteExt, net::TcpStream, time::Instant};

async fn pair() -> (Server, Server) {
    let primary = Server::start(&[]).await;
    let follow = format!("replicaof 127.0.0.1 {}", primary.port());
    let replica = Server::start(&[&follow]).await;
    replica.follows().await;
    (primary, replica)
}

#[tokio::test]
async fn alone_the_servers_own_answer_is_enough() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    assert_eq!(redis.confirm(stamp).await.expect("an answer"), Kept::Kept);
    assert!(!server.calls().await.contains_key("wait"));
}

#[tokio::test]
async fn a_replica_has_it_before_it_counts_as_kept_and_a_frozen_one_has_not() {
    let (primary, replica) = pair().await;
    let redis = open(&primary.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    assert_eq!(replica.say::<String>(&["GET", "a"]).await, "1");

    replica.pause();
    put(&redis, "a", "2").await.expect("written");
    let said = redis.confirm(stamp).await.expect_err("nobody has it").to_string();
    assert!(said.contains("replicas have not confirmed"), "{said}");
    replica.resume();
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    assert_eq!(replica.say::<String>(&["GET", "a"]).await, "2");
}

#[tokio::test]
async fn without_its_replica_a_server_goes_on_after_a_while_and_takes_it_back() {
    let (primary, mut replica) = pair().await;
    let redis = open(&primary.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    replica.kill().await;
    redis.confirm(stamp).await.expect_err("it may come back");
    let began = Instant::now();
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    assert!(began.elapsed().as_secs() >= 4, "not at once");
    replica.run().await;
    replica.follows().await;
    // The primary may take a moment longer to know that it does.
    let heard = async || primary.say::<i64>(&["WAIT", "1", "100"]).await;
    while heard().await < 1 {}
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    replica.pause();
    redis.confirm(stamp).await.expect_err("it is counted on again");
}

#[tokio::test]
async fn who_fetches_a_copy_is_not_waited_for() {
    let server = Server::start(&[]).await;
    // As `redis-cli --rdb` and `redis-cli --replica` do it.
    let fetch = async |which: &str| {
        let mut line = TcpStream::connect(("127.0.0.1", server.port())).await.expect("a line");
        line.write_all(b"SYNC\r\n").await.expect("asked");
        server
            .eventually("it counts as a replica", async |server| {
                server.info(which).await.contains("state=online")
            })
            .await;
        line
    };
    // The first that ever comes begins a new history of the server.
    let first = fetch("slave0").await;
    let redis = open(&server.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    assert_eq!(redis.confirm(stamp).await.expect("at once"), Kept::Kept);
    let second = fetch("slave1").await;
    assert_eq!(server.info("connected_slaves").await, "2");
    assert_eq!(redis.confirm(stamp).await.expect("at once"), Kept::Kept);
    drop((first, second));
    server
        .eventually("they are gone", async |server| server.info("connected_slaves").await == "0")
        .await;
    assert_eq!(redis.confirm(stamp).await.expect("at once"), Kept::Kept);
    assert!(!server.calls().await.contains_key("wait"));
}

#[tokio::test]
async fn replicas_that_are_required_are_counted_though_nobody_writes() {
    let (primary, mut replica) = pair().await;
    let told = async |redis: &Primaries, replicas| {
        primary.eventually("it is told", async |_| redis.replicas() == replicas).await;
    };
    // Without a number that is required it is as the server said when it was linked.
    let opened = async |_: &Server| open(&primary.url()).await.replicas() == (1, 0);
    primary.eventually("it has followed", opened).await;
    let mut one = settings(&primary.url());
    one.replicas = Replicas::Exactly(1);
    let redis = Primaries::open(one).await.expect("it opens");
    assert_eq!(redis.replicas(), (1, 1));
    replica.kill().await;
    told(&redis, (0, 1)).await;
    replica.run().await;
    told(&redis, (1, 1)).await;
    let set = Sentinels::start(1).await;
    told(&open(&set.url()).await, (1, 1)).await;
}

#[tokio::test]
async fn so_many_replicas_as_are_wanted_are_insisted_on() {
    let (primary, _replica) = pair().await;
    let mut two = settings(&primary.url());
    two.replicas = Replicas::Exactly(2);
    let redis = Primaries::open(two).await.expect("it opens");
    let stamp = put(&redis, "a", "1").await.expect("written");
    redis.confirm(stamp).await.expect_err("there is only one");
}

#[tokio::test]
async fn a_promoted_replica_has_another_history() {
    let mut set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    set.servers[0].kill().await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Forgotten);
    let stamp = put_at_last(&redis, "a", "2").await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
}

#[tokio::test]
async fn a_history_that_changes_behind_a_standing_line_is_noticed() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    // It has been a replica for a moment.
    let () = server.say(&["REPLICAOF", "127.0.0.1", "1"]).await;
    let () = server.say(&["REPLICAOF", "NO", "ONE"]).await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Forgotten);
    let new = put_at_last(&redis, "a", "2").await;
    assert_ne!(new, stamp);
    assert_eq!(confirmed(&redis, new).await, Kept::Kept);
}

#[tokio::test]
async fn a_new_name_of_a_history_in_the_same_process_forgets_nothing() {
    let server = Server::start(&["repl-backlog-ttl 1"]).await;
    let redis = open(&server.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    let mut names = vec![server.info("master_replid").await];
    let mut is_renamed = async |why: &str| {
        let last = names.last().cloned().unwrap_or_default();
        server.eventually(why, async |it| it.info("master_replid").await != last).await;
        names.push(server.info("master_replid").await);
        assert_eq!(confirmed(&redis, stamp).await, Kept::Kept, "{why}");
    };
    let mut copying = TcpStream::connect(("127.0.0.1", server.port())).await.expect("a line");
    copying.write_all(b"SYNC\r\n").await.expect("asked");
    is_renamed("somebody fetches a copy").await;
    drop(copying);
    is_renamed("the backlog is freed").await;
    let follow = format!("replicaof 127.0.0.1 {}", server.port());
    let replica = Server::start(&[&follow]).await;
    replica.follows().await;
    is_renamed("the first replica has come").await;
    // The server may take a moment longer to know that it follows, and is believed from then on.
    let heard = async |_: &Server| server.info("slave0").await.contains("state=online");
    server.eventually("it knows its replica", heard).await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    assert_eq!(put(&redis, "a", "2").await.ok(), Some(stamp), "it is the same history");
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    assert_eq!(replica.say::<String>(&["GET", "a"]).await, "2", "the replica is counted on");
}

#[tokio::test]
async fn a_new_name_of_a_history_hides_no_loss() {
    let mut server = Server::start(&["repl-backlog-ttl 1"]).await;
    let redis = open(&server.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    // Another's data, and then a name that tells of nobody else.
    let other = Server::start(&[]).await;
    let canary = redis.scan("*:canary:tester:*").await.expect("found").remove(0);
    let () = other.say(&["SET", &canary, "999"]).await;
    let () = server.say(&["REPLICAOF", "127.0.0.1", &other.port().to_string()]).await;
    server.follows().await;
    put(&redis, "a", "2").await.expect_err("it is a replica");
    let () = server.say(&["REPLICAOF", "NO", "ONE"]).await;
    let () = server.say(&["DEBUG", "CHANGE-REPL-ID"]).await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Forgotten);
    let stamp = put_at_last(&redis, "a", "3").await;
    server.restart().await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Forgotten, "another process");
}

#[tokio::test]
async fn two_processes_of_one_name_do_not_mean_forgotten() {
    let server = Server::start(&[]).await;
    let (first, second) = (open(&server.url()).await, open(&server.url()).await);
    let stamp = put(&first, "a", "1").await.expect("written");
    for _ in 0..3 {
        assert_eq!(confirmed(&first, stamp).await, Kept::Kept);
    }
    let other = put(&second, "b", "1").await.expect("written");
    assert_eq!(confirmed(&second, other).await, Kept::Kept);
    assert_eq!(confirmed(&first, stamp).await, Kept::Kept);
}

#[tokio::test]
async fn a_canary_that_has_gone_back_means_forgotten() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    for _ in 0..3 {
        assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    }
    let canary = redis.scan("*:canary:tester:*").await.expect("found").remove(0);
    let () = server.say(&["SET", &canary, "2"]).await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Forgotten);
    assert_eq!(confirmed(&redis, stamp).await, Kept::Forgotten, "whoever asks, and when");
    let after = loop {
        if let Ok(after) = put(&redis, "a", "2").await {
            break after;
        }
    };
    assert_ne!(after, stamp);
    assert_eq!(confirmed(&redis, after).await, Kept::Kept);
    server.flush().await;
    assert_eq!(confirmed(&redis, after).await, Kept::Forgotten);
}

#[tokio::test]
async fn many_who_ask_at_once_share_a_round() {
    let (primary, _replica) = pair().await;
    let redis = open(&primary.url()).await;
    let stamp = put(&redis, "a", "1").await.expect("written");
    let asking: Vec<_> = (0..200)
        .map(|_| {
            let redis = redis.clone();
            tokio::spawn(async move { confirmed(&redis, stamp).await })
        })
        .collect();
    for asked in asking {
        assert_eq!(asked.await.expect("it ends"), Kept::Kept);
    }
    let rounds = primary.calls().await["wait"];
    assert!(rounds < 100, "{rounds} rounds for 200 questions");
}
