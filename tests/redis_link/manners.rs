//! TLS, users and passwords where several servers belong together.

use super::{confirmed, get, open, put, put_at_last, refused};
use crate::support::redis::{Cluster, Manner, Sentinels};
use ticketflow::store::Kept;

/// Works, is kept by the replica, and is followed to it.
async fn fails_over(mut set: Sentinels) {
    let redis = open(&set.url()).await;
    let first = put(&redis, "a", "1").await.expect("written");
    assert_eq!(confirmed(&redis, first).await, Kept::Kept);
    let mut listening = redis.listen(&["a"]).await;
    assert!(listening.stands());
    set.servers[0].kill().await;
    let second = put_at_last(&redis, "a", "2").await;
    assert_ne!(first, second);
    assert_eq!(set.servers[1].say::<String>(&["GET", "a"]).await, "2");
    super::listening::next(&mut listening).await;
}

/// The same, and every primary is reached.
async fn goes_round(mut cluster: Cluster) {
    let redis = open(&cluster.url()).await;
    let mut stamps = std::collections::HashSet::new();
    for number in 0..30 {
        let stamp = put(&redis, &format!("{{g{number}}}"), "1").await.expect("written");
        assert_eq!(confirmed(&redis, stamp).await, Kept::Kept);
        stamps.insert(stamp);
    }
    assert_eq!(stamps.len(), 3, "on every primary");
    let home = cluster.home("{g0}").await;
    cluster.nodes[home].kill().await;
    put_at_last(&redis, "{g0}", "2").await;
    assert_eq!(get(&redis, "{g0}").await.expect("read").as_deref(), Some("2"));
}

#[tokio::test]
async fn sentinels_and_their_servers_are_spoken_to_over_tls() {
    let set = Sentinels::start_as(1, Manner::tls()).await;
    let unknown = set.url().split('?').next().expect("a part").to_owned();
    let said = refused(&unknown).await;
    assert!(said.contains("certificate"), "{said}");
    fails_over(set).await;
}

#[tokio::test]
async fn a_cluster_is_spoken_to_over_tls() {
    let cluster = Cluster::start_as(Manner::tls()).await;
    let unknown = cluster.url().split('?').next().expect("a part").to_owned();
    let said = refused(&unknown).await;
    assert!(said.contains("certificate"), "{said}");
    goes_round(cluster).await;
}

#[tokio::test]
async fn sentinels_and_their_servers_have_users_and_passwords_of_their_own() {
    let set = Sentinels::start_as(1, Manner::passwords()).await;
    let url = set.url();
    let wrong_server = url.replace("shop-pw", "wrong-1");
    let said = refused(&wrong_server).await;
    assert!(said.contains("set user:password@ in the address"), "{said}");
    let without = url.split('?').next().expect("a part").to_owned();
    for url in [without, url.replace("watcher-pw", "wrong-2")] {
        let said = refused(&url).await;
        assert!(said.contains("?sentinel_password="), "{said}");
        assert!(!said.contains("wrong"), "{said}");
    }
    fails_over(set).await;
}

#[tokio::test]
async fn a_cluster_has_a_user_and_a_password() {
    let cluster = Cluster::start_as(Manner::passwords()).await;
    let said = refused(&cluster.url().replace("shop-pw", "wrong")).await;
    assert!(said.contains("set user:password@ in the address"), "{said}");
    goes_round(cluster).await;
}
