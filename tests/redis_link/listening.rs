//! Channels that are listened to.

use super::{PATIENCE, open};
use crate::support::redis::{Cluster, Sentinels, Server};
use ticketflow::store::redis::{Heard, Listening};

pub(super) async fn next(listening: &mut Listening) -> Heard {
    tokio::time::timeout(PATIENCE, listening.next()).await.expect("something is heard")
}

fn said(channel: &str) -> Heard {
    Heard::Channel(channel.to_owned())
}

#[tokio::test]
async fn what_is_said_is_heard_and_a_loss_is_told() {
    let mut server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let mut listening = redis.listen(&["{f}:bell", "{f}:alive:me"]).await;
    assert!(listening.stands());
    let clients: String = server.say(&["CLIENT", "LIST"]).await;
    assert!(clients.contains("name=tester"), "{clients}");
    let _: u64 = server.say(&["SPUBLISH", "{f}:bell", "x"]).await;
    assert_eq!(next(&mut listening).await, said("{f}:bell"));
    server.restart().await;
    assert_eq!(next(&mut listening).await, Heard::Interrupted);
    let _: u64 = server.say(&["SPUBLISH", "{f}:alive:me", "x"]).await;
    assert_eq!(next(&mut listening).await, said("{f}:alive:me"));
    drop(listening);
    server
        .eventually("it hangs up", async |server| {
            let count: Vec<redis::Value> = server.say(&["PUBSUB", "SHARDCHANNELS"]).await;
            count.is_empty()
        })
        .await;
}

#[tokio::test]
async fn it_follows_the_primary() {
    let set = Sentinels::start(1).await;
    let redis = open(&set.url()).await;
    let mut listening = redis.listen(&["{f}:bell"]).await;
    set.fail_over().await;
    assert_eq!(next(&mut listening).await, Heard::Interrupted);
    let new = set.primary().await;
    let _: u64 = set.servers[new].say(&["SPUBLISH", "{f}:bell", "x"]).await;
    assert_eq!(next(&mut listening).await, said("{f}:bell"));
}

#[tokio::test]
async fn it_follows_a_slot_of_a_cluster() {
    let cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let mut listening = redis.listen(&["{f}:bell"]).await;
    let (from, slot) = (cluster.home("{f}").await, cluster.slot("{f}").await);
    let to = (from + 1) % 3;
    cluster.begin_move(slot, from, to).await;
    cluster.end_move(slot, to).await;
    assert_eq!(next(&mut listening).await, Heard::Interrupted);
    let _: u64 = cluster.nodes[to].say(&["SPUBLISH", "{f}:bell", "x"]).await;
    assert_eq!(next(&mut listening).await, said("{f}:bell"));
}
