//! Those who know the primary do not agree: what is newest counts, however few say it.

use super::{PATIENCE, get, open, put, put_at_last};
use crate::support::{
    redis::{Server, alone, watching},
    wait::eventually_found,
};
use ticketflow::store::redis::{Heard, Primaries};

/// How a worker names these.
fn url(kind: &str, servers: &[&Server], path: &str) -> String {
    let hosts: Vec<_> = servers.iter().map(|it| format!("127.0.0.1:{}", it.port())).collect();
    format!("redis+{kind}://{}{path}", hosts.join(","))
}

/// What a server has, past whatever the worker thinks.
async fn has(server: &Server, key: &str) -> Option<String> {
    server.say(&["GET", key]).await
}

/// Writes over a new line, so that the primary has to be found again; what went wrong, if it did.
async fn put_anew(redis: &Primaries, primary: &Server, value: &str) -> Result<(), String> {
    let _: u64 = primary.say(&["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]).await;
    put(redis, "a", value).await.map(drop).map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_sentinel_with_the_newest_epoch_is_believed_against_the_majority() {
    let (old, new) = (Server::start(&[]).await, Server::start(&[]).await);
    let mut behind = [watching(&old, 1).await, watching(&old, 1).await];
    let mut ahead = watching(&new, 2).await;
    for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1]] {
        let all = [&behind[0], &behind[1], &ahead];
        let redis = open(&url("sentinel", &order.map(|at| all[at]), "/shop")).await;
        put(&redis, "a", "1").await.expect("written");
        assert_eq!(has(&new, "a").await.as_deref(), Some("1"));
        assert_eq!(has(&old, "a").await, None, "two of three say that it is the primary");
        new.flush().await;
    }

    // A minority that is behind what was once seen is not believed either.
    let redis = open(&url("sentinel", &[&behind[0], &behind[1], &ahead], "/shop")).await;
    put(&redis, "a", "2").await.expect("written");
    ahead.kill().await;
    behind[1].kill().await;
    // As long as the line is found to stand, nobody has to be asked.
    let said =
        eventually_found("it is refused", || async { put_anew(&redis, &new, "3").await.err() })
            .await;
    assert!(said.contains("this sentinel is behind the others"), "{said}");
    ahead.run().await;
    put_at_last(&redis, "a", "4").await;
    assert_eq!(has(&old, "a").await, None);
    assert_eq!(has(&new, "a").await.as_deref(), Some("4"));
}

#[tokio::test]
async fn the_node_with_the_newest_epoch_knows_the_cluster() {
    for (first, second) in [(3, 9), (9, 3)] {
        let nodes = [alone(16384, first).await, alone(16384, second).await];
        for node in &nodes {
            node.eventually("it works", works).await;
        }
        let redis = open(&url("cluster", &[&nodes[0], &nodes[1]], "")).await;
        put(&redis, "a", "1").await.expect("written");
        let (new, old) = if first > second { (0, 1) } else { (1, 0) };
        assert_eq!(has(&nodes[new], "a").await.as_deref(), Some("1"), "{first} and {second}");
        assert_eq!(has(&nodes[old], "a").await, None);
    }
}

#[tokio::test]
async fn a_node_that_is_cut_off_is_not_believed_however_new_it_thinks_it_is() {
    let (well, cut_off) = (alone(16384, 3).await, alone(16000, 9).await);
    well.eventually("it works", works).await;
    cut_off.eventually("it does not", async |node| !works(node).await).await;
    let redis = open(&url("cluster", &[&well, &cut_off], "")).await;
    put(&redis, "a", "1").await.expect("written");
    assert_eq!(get(&redis, "a").await.expect("read").as_deref(), Some("1"));
    assert_eq!(has(&well, "a").await.as_deref(), Some("1"));
}

async fn works(node: &Server) -> bool {
    node.say::<String>(&["CLUSTER", "INFO"]).await.contains("cluster_state:ok")
}

#[tokio::test]
async fn who_listens_follows_a_new_primary_though_the_old_one_lives_on() {
    let (old, new) = (Server::start(&[]).await, Server::start(&[]).await);
    let sentinel = watching(&old, 1).await;
    let redis = open(&url("sentinel", &[&sentinel], "/shop")).await;
    let mut listening = redis.listen(&["{f}:bell"]).await;
    assert!(listening.stands());
    let () = sentinel.say(&["SENTINEL", "REMOVE", "shop"]).await;
    let port = new.port().to_string();
    let () = sentinel.say(&["SENTINEL", "MONITOR", "shop", "127.0.0.1", &port, "1"]).await;
    let heard = tokio::time::timeout(PATIENCE, listening.next()).await;
    assert_eq!(heard.expect("it moves"), Heard::Interrupted);
    let _: u64 = old.say(&["SPUBLISH", "{f}:bell", "x"]).await;
    let _: u64 = new.say(&["SPUBLISH", "{f}:bell", "x"]).await;
    let heard = tokio::time::timeout(PATIENCE, listening.next()).await;
    assert_eq!(heard.expect("it is heard"), Heard::Channel("{f}:bell".to_owned()));
    old.eventually("nobody listens there any more", async |old| {
        old.say::<Vec<String>>(&["PUBSUB", "SHARDCHANNELS"]).await.is_empty()
    })
    .await;
}
