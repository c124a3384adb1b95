//! A cluster that fails over and moves slots.

use super::{DEADLINE, PUT_ALL, confirmed, fails, get, open, put, put_at_last};
use crate::support::{redis::Cluster, wait::eventually_found};
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

#[tokio::test]
async fn a_part_of_the_cluster_that_is_gone_stops_the_rest_until_it_is_back() {
    let mut cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let gone = cluster.home("{a}").await;
    let living = &cluster.key_on((gone + 1) % 3).await;
    put(&redis, "{a}", "1").await.expect("written");
    put(&redis, living, "1").await.expect("written");
    // The replica first: there is nobody to fail over to.
    for at in [gone + 3, gone] {
        cluster.nodes[at].kill().await;
    }
    let said = fails(&redis, "{a}", "2").await;
    let port = cluster.nodes[gone].port().to_string();
    assert!(said.contains(&port), "which server is missing: {said}");
    // The others find out after a while.
    let said = eventually_found("they stop", || async {
        put(&redis, living, "2").await.err().map(|error| error.to_string())
    })
    .await;
    assert!(said.contains("CLUSTERDOWN") && said.contains("redis-cli cluster info"), "{said}");
    cluster.nodes[gone].run().await;
    put_at_last(&redis, living, "3").await;
    put_at_last(&redis, "{a}", "3").await;
}

#[tokio::test]
async fn a_slot_that_nobody_has_is_told_and_found_when_somebody_takes_it() {
    let cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let (home, slot) = (cluster.home("{a}").await, cluster.slot("{a}").await.to_string());
    for node in &cluster.nodes {
        let () = node.say(&["CONFIG", "SET", "cluster-require-full-coverage", "no"]).await;
        // A replica may have heard of it already.
        drop(node.try_say::<()>(&["CLUSTER", "DELSLOTS", &slot]).await);
    }
    let said = eventually_found("it is told", || async {
        let said = put(&redis, "{a}", "1").await.err()?.to_string();
        // Until the map is asked for again, a node says it.
        (!said.contains("CLUSTERDOWN")).then_some(said)
    })
    .await;
    assert!(said.contains("no server of the cluster has slot"), "{said}");
    assert!(said.contains(&slot) && said.contains("cluster"), "{said}");
    let () = cluster.nodes[home].say(&["CLUSTER", "ADDSLOTS", &slot]).await;
    put_at_last(&redis, "{a}", "2").await;
}

#[tokio::test]
async fn a_call_for_several_keys_waits_until_they_have_moved() {
    let cluster = Cluster::start().await;
    let redis = open(&cluster.url()).await;
    let (from, slot) = (cluster.home("{a}").await, cluster.slot("{a}").await);
    let to = (from + 1) % 3;
    let both: &[&str] = &["{a}:1", "{a}:2"];
    redis.run(&PUT_ALL, both, &[b"old"]).await.expect("written");
    cluster.begin_move(slot, from, to).await;
    cluster.move_key("{a}:1", from, to).await;
    let began = tokio::time::Instant::now();
    let said = redis.run(&PUT_ALL, both, &[b"torn"]).await.expect_err("one is away").to_string();
    assert!(began.elapsed() < DEADLINE * 2, "the deadline holds");
    assert!(said.contains("TRYAGAIN") && said.contains("wait until the slot has moved"), "{said}");
    assert_eq!(get(&redis, "{a}:1").await.expect("asked").as_deref(), Some("old"));
    assert_eq!(get(&redis, "{a}:2").await.expect("read").as_deref(), Some("old"));
    let moving = async {
        cluster.move_keys(slot, from, to).await;
        cluster.end_move(slot, to).await;
    };
    let (done, ()) = tokio::join!(redis.run(&PUT_ALL, both, &[b"new"]), moving);
    done.expect("the same call goes through");
    assert_eq!(get(&redis, "{a}:1").await.expect("read").as_deref(), Some("new"));
    assert_eq!(get(&redis, "{a}:2").await.expect("read").as_deref(), Some("new"));
}
