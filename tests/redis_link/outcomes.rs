//! What Redis can refuse, and how that is told.

use super::{fails, get, open, put, put_at_last, refused, settings, stand_in::StandIn};
use crate::support::redis::Server;
use ticketflow::store::{StoreError, redis::Primaries};

#[tokio::test]
async fn a_script_is_carried_out_with_one_call_and_loaded_where_it_is_missing() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    put(&redis, "{a}:1", "x").await.expect("written");
    let () = server.say(&["SCRIPT", "FLUSH"]).await;
    put(&redis, "{a}:1", "y").await.expect("written again");
    assert_eq!(get(&redis, "{a}:1").await.expect("read").as_deref(), Some("y"));
    let before = server.calls().await;
    put(&redis, "{a}:1", "z").await.expect("written");
    let after = server.calls().await;
    assert_eq!(after["evalsha"] - before["evalsha"], 1);
    assert_eq!(after.get("script|load"), before.get("script|load"));
}

#[tokio::test]
async fn a_password_is_wanted_and_a_wrong_one_is_told_at_the_start() {
    let server = Server::with_password("s3cret").await;
    put(&open(&server.url()).await, "a", "1").await.expect("written");
    let at = server.port();
    for url in [format!("redis://127.0.0.1:{at}"), format!("redis://:wrong@127.0.0.1:{at}")] {
        let said = refused(&url).await;
        assert!(said.contains("set user:password@ in the address"), "{said}");
        assert!(!said.contains("wrong"), "{said}");
    }
}

#[tokio::test]
async fn a_user_works_with_the_rights_it_has_and_the_missing_one_is_named() {
    let server = Server::start(&["user shop on >pw ~* &* +@all -eval -evalsha"]).await;
    let redis = open(&format!("redis://shop:pw@127.0.0.1:{}", server.port())).await;
    let said = fails(&redis, "a", "1").await;
    assert!(said.contains("NOPERM") && said.contains("evalsha"), "{said}");
    let () = server.say(&["ACL", "SETUSER", "shop", "+evalsha"]).await;
    let () = server.say(&["SCRIPT", "LOAD", "return 1"]).await;
    put(&redis, "a", "1").await.expect("written");
}

#[tokio::test]
async fn a_number_of_a_database_is_kept_to() {
    let server = Server::start(&[]).await;
    put(&open(&format!("{}/3", server.url())).await, "a", "1").await.expect("written");
    let keyspace: String = server.say(&["INFO", "keyspace"]).await;
    assert!(keyspace.contains("db3:keys=1") && !keyspace.contains("db0"), "{keyspace}");
}

#[tokio::test]
async fn tls_is_spoken_with_an_authority_of_ones_own_and_not_without() {
    let server = Server::with_tls().await;
    put(&open(&server.url()).await, "a", "1").await.expect("written");
    let unknown = server.url().split('?').next().expect("a part").to_owned();
    let error = Primaries::open(settings(&unknown)).await.err().expect("not trusted");
    assert!(error.to_string().contains("certificate"), "{error}");
}

#[tokio::test]
async fn full_memory_is_told_and_goes_on_when_there_is_room() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let () = server.say(&["CONFIG", "SET", "maxmemory", "1"]).await;
    let said = fails(&redis, "a", "1").await;
    assert!(said.contains("OOM") && said.contains("raise maxmemory"), "{said}");
    let () = server.say(&["CONFIG", "SET", "maxmemory", "0"]).await;
    put(&redis, "a", "1").await.expect("written");
}

#[tokio::test]
async fn too_few_replicas_are_told() {
    let server = Server::start(&["min-replicas-to-write 1"]).await;
    let said = fails(&open(&server.url()).await, "a", "1").await;
    assert!(said.contains("NOREPLICAS") && said.contains("bring them back"), "{said}");
}

#[tokio::test]
async fn a_record_of_another_kind_is_damage_and_names_its_key() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    let () = server.say(&["RPUSH", "list", "1"]).await;
    let error = put(&redis, "list", "1").await.expect_err("it is a list");
    let StoreError::Damaged(damage) = error else { panic!("{error}") };
    assert_eq!(damage.key, "list");
    assert!(damage.why.contains("WRONGTYPE"), "{}", damage.why);
}

#[tokio::test]
async fn a_replica_is_not_written_and_the_primary_is_found_again() {
    let (first, second) = (Server::start(&[]).await, Server::start(&[]).await);
    let redis = open(&first.url()).await;
    put(&redis, "a", "1").await.expect("written");
    let port = second.port().to_string();
    let () = first.say(&["REPLICAOF", "127.0.0.1", &port]).await;
    let said = fails(&redis, "a", "2").await;
    assert!(said.contains("replica"), "{said}");
    let () = first.say(&["REPLICAOF", "NO", "ONE"]).await;
    put_at_last(&redis, "a", "3").await;
}

#[tokio::test]
async fn a_replica_that_has_lost_its_primary_is_told_and_left() {
    let (mut up, server) =
        (Server::start(&[]).await, Server::start(&["replica-serve-stale-data no"]).await);
    let redis = open(&server.url()).await;
    put(&redis, "a", "1").await.expect("written");
    // It does not come to have what its primary has: it knows only that it lost it.
    up.kill().await;
    let () = server.say(&["REPLICAOF", "127.0.0.1", &up.port().to_string()]).await;
    let error = get(&redis, "a").await.expect_err("it has lost its primary").to_string();
    assert!(error.contains("MASTERDOWN") && error.contains("bring the primary back"), "{error}");
    let said = fails(&redis, "a", "2").await;
    assert!(said.contains("replica"), "{said}");
    let () = server.say(&["REPLICAOF", "NO", "ONE"]).await;
    put_at_last(&redis, "a", "3").await;
}

#[tokio::test]
async fn a_disk_that_cannot_be_written_is_told() {
    let server = StandIn::start("-MISCONF Redis is configured to save RDB snapshots").await;
    let said = fails(&open(&server.url()).await, "a", "1").await;
    assert!(said.contains("make room on the disk"), "{said}");
}

#[tokio::test]
async fn a_server_that_loads_is_waited_for_and_then_told() {
    let server = StandIn::start("-LOADING Redis is loading the dataset in memory").await;
    let redis = open(&server.url()).await;
    let said = fails(&redis, "a", "1").await;
    assert!(said.contains("reading its data from disk"), "{said}");
    server.answer("$1\r\n1");
    put(&redis, "a", "1").await.expect("it has loaded");
}

#[tokio::test]
async fn an_old_version_is_refused_with_what_is_needed() {
    let server = StandIn::of_version("6.2.14").await;
    let said = refused(&server.url()).await;
    assert!(said.contains("needs Redis 7.0 or newer") && said.contains("6.2.14"), "{said}");
}

#[tokio::test]
async fn nobody_there_is_told_with_the_address() {
    let mut server = Server::start(&[]).await;
    server.kill().await;
    let mut settings = settings(&server.url());
    settings.deadline = std::time::Duration::from_millis(50);
    let error = Primaries::open(settings).await.err().expect("nobody is there");
    let said = error.to_string();
    assert!(said.contains(&server.port().to_string()) && said.contains("start Redis"), "{said}");
}

#[tokio::test]
async fn every_key_of_a_pattern_is_found() {
    let server = Server::start(&[]).await;
    let redis = open(&server.url()).await;
    for number in 0..2500 {
        put(&redis, &format!("{{g}}:{number}"), "x").await.expect("written");
    }
    put(&redis, "other", "x").await.expect("written");
    assert_eq!(redis.scan("{g}:*").await.expect("found").len(), 2500);
}
