//! Row 6: buckets per major resource, with the documented headers and no scope on success.

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn six_posts(town: &Town) -> Result<(), String> {
    let path = town.path("/messages");
    let mut bucket = None;
    for left in (0..5).rev() {
        let got = town.rest.post(&path, json!({ "content": "hello" })).await;
        got.ok()?;
        ensure(got.header("x-ratelimit-remaining") == Some(&left.to_string()), || {
            format!("{left} should remain: {:?}", got.headers)
        })?;
        ensure(got.header("x-ratelimit-limit") == Some("5"), || "no limit".to_owned())?;
        ensure(got.header("x-ratelimit-scope").is_none(), || "a scope on success".to_owned())?;
        bucket = got.header("x-ratelimit-bucket").map(str::to_owned);
    }
    let got = town.rest.post(&path, json!({ "content": "one too many" })).await;
    got.is(429, 0)?;
    ensure(got.header("x-ratelimit-scope") == Some("user"), || "no scope on 429".to_owned())?;
    ensure(got.header("x-ratelimit-bucket") == bucket.as_deref(), || "another bucket".to_owned())?;
    ensure(got.header("via").is_some(), || "an API 429 has Via".to_owned())?;
    ensure(got.header("content-type") == Some("application/json"), || "content type".to_owned())?;
    let retry = got.header("retry-after").and_then(|text| text.parse::<u64>().ok());
    ensure(retry.is_some(), || "Retry-After is whole seconds".to_owned())?;
    ensure(got.body["global"] == false, || "not global".to_owned())?;
    let wait = got.body["retry_after"].as_f64().unwrap_or(0.0);
    ensure(wait > 0.0 && wait <= 5.0, || format!("retry_after {wait}"))?;
    // Another channel has a count of its own, but the same bucket.
    let other = town.guild.add_text_channel("other", None, &[]).unwrap();
    let path_there = format!("/channels/{other}/messages");
    let other = town.rest.post(&path_there, json!({ "content": "x" })).await;
    other.ok()?;
    ensure(other.header("x-ratelimit-bucket") == bucket.as_deref(), || {
        "the bucket's name must not contain the channel".to_owned()
    })?;
    // The window ends.
    town.sim.clock().advance(std::time::Duration::from_secs(5));
    town.rest.post(&path, json!({ "content": "again" })).await.ok()
}

#[tokio::test]
async fn the_sixth_message_of_five_seconds_waits() {
    proves(Rule::RouteBuckets, six_posts).await;
}

#[tokio::test]
async fn the_headers_of_an_injected_limit_agree_with_its_body() {
    use discord_sim::faults::{Effect, Fault, LimitScope};
    let town = Town::new().await;
    town.sim.faults().add(Fault {
        method: None,
        route: None,
        application: None,
        skip: 0,
        times: Some(1),
        probability: 1.0,
        effect: Effect::RateLimited { scope: LimitScope::User, retry_after_ms: 1_500 },
    });
    let got = town.rest.post(&town.path("/messages"), json!({ "content": "x" })).await;
    got.is(429, 0).unwrap();
    assert_eq!(got.body["retry_after"], 1.5);
    assert_eq!(got.header("x-ratelimit-reset-after"), Some("1.500"));
    assert_eq!(got.header("x-ratelimit-remaining"), Some("0"));
    assert_eq!(got.header("retry-after"), Some("2"));
}

#[tokio::test]
async fn a_route_may_be_counted_over_all_channels() {
    let town = Town::new().await;
    let other = town.guild.add_text_channel("other", None, &[]).unwrap();
    let paths = [town.path(""), format!("/channels/{other}")];
    let change = async |path: &str| town.rest.patch(path, json!({ "nsfw": true })).await;
    let left = |got: &crate::support::http::Got| {
        got.header("x-ratelimit-remaining").and_then(|text| text.parse::<u32>().ok())
    };
    for path in &paths {
        assert_eq!(left(&change(path).await), Some(4), "each has its own, as documented");
    }
    town.sim.clock().advance(std::time::Duration::from_secs(15));
    town.sim.change_limits(|limits| {
        limits.without_major = vec!["PATCH /channels/{channel}".to_owned()];
    });
    for (path, remains) in paths.iter().cycle().zip((0..5).rev()) {
        assert_eq!(left(&change(path).await), Some(remains));
    }
    for path in &paths {
        change(path).await.is(429, 0).unwrap();
    }
}
