//! A cluster that fails over and moves slots.

use super::{confirmed, get, open, put, put_at_last};
use crate::support::redis::Cluster;
use ticketflow::store::Kept;

#[tokio::test]
async fn keys_go_to_their_primaries_and_are_found_on_all() {
    let cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let mut stamps = std::collections::HashSet::new();
    for number in 0..60 {
        let key = format!("{{g{number}}}:x");
        let stamp = put(&redis, &key, "1").await.expect("written");
        assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
        stamps.insert(stamp);
    }
    assert_eq!(stamps.len(), 3, "each primary has its own history");
    assert_eq!(redis.scan("{g*}:x").await.expect("found").len(), 60);
    let calls = cluster.calls().await;
    assert!(calls["evalsha"] <= 63, "{calls:?}");
}

#[tokio::test]
async fn a_killed_primary_is_replaced_while_the_others_go_on() {
    let mut cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let home = cluster.home("{a}").await;
    let first = put(&redis, "{a}", "1").await.expect("written");
    cluster.nodes[home].kill().await;
    let second = put_at_last(&redis, "{a}", "2").await;
    assert_ne!(first, second);
    assert_eq!(confirmed(&redis, first).await, Kept::Forgotten);
    assert_eq!(get(&redis, "{a}").await.expect("read").as_deref(), Some("2"));
    cluster.nodes[home].run().await;
    cluster.works().await;
    put_at_last(&redis, "{a}", "3").await;
}

#[tokio::test]
async fn a_slot_is_followed_while_it_moves_and_after() {
    let cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let (from, slot) = (cluster.home("{a}").await, cluster.slot("{a}").await);
    let to = (from + 1) % 3;
    put(&redis, "{a}:1", "old").await.expect("written");
    cluster.begin_move(slot, from, to).await;
    cluster.move_keys(slot, from, to).await;
    assert_eq!(get(&redis, "{a}:1").await.expect("asked").as_deref(), Some("old"));
    put(&redis, "{a}:2", "between").await.expect("written on the way");
    cluster.end_move(slot, to).await;
    let stamp = put_at_last(&redis, "{a}:1", "new").await;
    assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
    assert_eq!(get(&redis, "{a}:2").await.expect("read").as_deref(), Some("between"));
}
