//! How often Redis is asked: by the server's own statistics, through the engine.

use super::scene::Scene;
use crate::support::wait::eventually;
use std::collections::BTreeMap;
use ticketflow::domain::{
    ids::{ChannelId, UserId},
    input::Event,
};

/// Commands that scripts use too; what is left are round trips, and what the links do by
/// themselves.
const IN_SCRIPTS: &[&str] =
    &["mget", "get", "set", "hget", "hset", "hsetnx", "hdel", "hexists", "hincrby"];
/// What the links do by themselves, at their own pace, and the barrier on a connection of its own,
/// once for all commits that wait for it.
const OF_LINKS: &[&str] = &["info", "ping", "role", "wait", "unwatch", "client|"];

impl Scene {
    /// What the server was asked since.
    async fn since(&self, before: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
        let mut calls = self.server.calls().await;
        for (name, count) in before {
            *calls.entry(name.clone()).or_default() -= count;
        }
        calls.retain(|name, count| *count > 0 && !OF_LINKS.iter().any(|own| name.starts_with(own)));
        calls
    }
}

/// Those that cannot have come from a script.
fn trips(calls: &BTreeMap<String, u64>) -> BTreeMap<&str, u64> {
    let names = calls.iter().filter(|(name, _)| !IN_SCRIPTS.contains(&name.as_str()));
    names.map(|(name, count)| (name.as_str(), *count)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_not_ours_costs_nothing() {
    let mut scene = Scene::set().await;
    let stranger = (UserId::new(5), ChannelId::new(6));
    let before = scene.server.calls().await;
    for _ in 0..20 {
        assert_eq!(scene.written(stranger, "hello").await, []);
    }
    let gone = ChannelId::new(7);
    assert_eq!(scene.handle(Event::ChannelGone { channel: gone }).await, []);
    assert_eq!(scene.since(&before).await, BTreeMap::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_in_a_ticket_costs_one_trip() {
    const MESSAGES: u64 = 40;
    let mut scene = Scene::set().await;
    let theirs = scene.opened().await;
    scene.settle_all().await;

    let before = scene.server.calls().await;
    let mut said = Vec::new();
    for _ in 0..MESSAGES / 2 {
        for text in ["two cars", "no"] {
            let entries = scene.written(theirs, text).await;
            assert!(!entries.is_empty(), "each is answered");
            said.extend(entries);
        }
    }
    let calls = scene.since(&before).await;
    assert_eq!(trips(&calls), BTreeMap::from([("evalsha", MESSAGES)]), "{calls:?}");
    assert!(!calls.contains_key("hdel"), "no lock to remove, nothing is settled yet: {calls:?}");

    let before = scene.server.calls().await;
    said.iter().for_each(|entry| scene.engine.settle(entry.id));
    scene.settle_all().await;
    let calls = scene.since(&before).await;
    let settled = calls.get("hdel").copied().unwrap_or_default();
    assert!((1..=2).contains(&settled), "settled together: {calls:?}");
    assert!(!calls.contains_key("evalsha"), "{calls:?}");

    // As it is in life: each is settled while the next comes, by the way.
    let before = scene.server.calls().await;
    for _ in 0..MESSAGES / 2 {
        for text in ["two cars", "no"] {
            for entry in scene.written(theirs, text).await {
                scene.engine.settle(entry.id);
            }
        }
    }
    eventually("all is settled", || scene.engine.is_idle()).await;
    let calls = scene.since(&before).await;
    assert_eq!(trips(&calls), BTreeMap::from([("evalsha", MESSAGES)]), "{calls:?}");
    assert!(calls["hdel"] <= MESSAGES, "one for each that is settled: {calls:?}");
    scene.settle_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_ticket_costs_three_trips() {
    /// The effect that made the channel, and the lock.
    const REMOVED_BY_SCRIPT: u64 = 2;
    let mut scene = Scene::set().await;
    let before = scene.server.calls().await;
    scene.opened().await;
    eventually("all is settled", || scene.engine.is_idle()).await;
    let calls = scene.since(&before).await;
    let settling = calls["hdel"] - REMOVED_BY_SCRIPT;
    assert_eq!(trips(&calls), BTreeMap::from([("evalsha", 2)]), "{calls:?}");
    assert_eq!(settling, 1, "{calls:?}");
    scene.settle_all().await;
}
