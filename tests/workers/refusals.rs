//! A Redis that cannot be used: exit code 4, and what to do about it.

use super::town::Town;
use crate::support::redis::Server;
use discord_sim::sim::ApplicationSpec;

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_cannot_be_used_is_code_4_with_the_remedy() {
    let redis = Server::with_password("right-word").await;
    let cases = [
        (format!("redis://:wrong-word@127.0.0.1:{}", redis.port()), vec!["password"]),
        (format!("redis://127.0.0.1:{}", redis.port()), vec!["password"]),
        (format!("redis+cluster://:right-word@127.0.0.1:{}", redis.port()), vec!["redis://"]),
    ];
    for (url, words) in cases {
        let town = Town::build(&url, 1).await;
        let mut worker = town.begin("a", &[]);
        let end = worker.ended().await;
        assert_eq!(end.code(), Some(4), "{url}: {}", worker.said());
        // Its last words may still be on their way to us.
        for words in words {
            worker.logged(words).await;
        }
        let said = worker.said();
        assert!(!said.contains("wrong-word") && !said.contains("right-word"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_of_another_bot_is_refused_with_both_ids_and_the_remedy() {
    let redis = Server::start(&[]).await;
    let town = Town::build(&redis.url(), 1).await;
    let first = town.begin("a", &[]);
    first.logged("ready_after_ms").await;
    let ours = town.shops[0].sim.add_application(&ApplicationSpec::new("Other", "other-token"));
    let mut other = town.begin("b", &[("DISCORD_TOKEN", "other-token")]);
    assert_eq!(other.ended().await.code(), Some(4), "{}", other.said());
    let said = other.logged("two bots cannot share a store").await;
    let stored: String = redis.say(&["GET", "{f}:application"]).await;
    for words in [stored, ours.id.to_string(), "redis-cli DEL '{f}:application'".to_owned()] {
        assert!(said.contains(&words), "{words}: {said}");
    }
    let workers: Vec<String> = redis.say(&["HKEYS", "{f}:workers"]).await;
    assert_eq!(workers, ["a"], "it has never joined");

    // One that does not know of it works on beside, and the next one claims it again.
    let () = redis.say(&["DEL", "{f}:application"]).await;
    let second = town.begin("c", &[]);
    second.logged("ready_after_ms").await;
    let stored: String = redis.say(&["GET", "{f}:application"]).await;
    assert!(said.contains(&stored), "{stored}");
}
