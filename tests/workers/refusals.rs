//! A Redis that cannot be used: exit code 4, and what to do about it.

use super::town::Town;
use crate::support::redis::Server;

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
