//! When a shard has caught up, and where a session can be resumed.

use super::*;
use crate::store::Fence;

#[tokio::test(start_paused = true)]
async fn a_shard_has_caught_up_when_it_hears_and_has_dealt_with_what_was_before() {
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let held = Held { shard, fence: Fence::default(), session: None };
    let standing = Standing::new(held, 0, Arc::default(), false);
    assert!(!standing.has_caught_up());
    let marks = standing.begin("s", "wss://a");
    standing.enter(Phase::Active);
    let loading = marks.open(1, clock::instant(), standing.hear(true));
    assert!(!standing.has_caught_up());
    tokio::time::advance(LOADING).await;
    assert!(!standing.has_caught_up(), "what came with the session is being dealt with");
    drop(loading);
    assert!(standing.has_caught_up());
    standing.enter(Phase::Connecting);
    assert!(!standing.has_caught_up(), "it hears nothing");
    let missed = marks.open(2, clock::instant(), standing.hear(false));
    tokio::time::advance(LOADING).await;
    standing.enter(Phase::Active);
    assert!(!standing.has_caught_up(), "what was missed is being dealt with");
    drop(missed);
    assert!(standing.has_caught_up());
    let _news = marks.open(3, clock::instant(), standing.hear(true));
    assert!(standing.has_caught_up(), "what comes now was not missed");
}

#[tokio::test(start_paused = true)]
async fn a_shard_that_tries_in_vain_is_silent_for_as_long_as_it_tries() {
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let held = Held { shard, fence: Fence::default(), session: None };
    let standing = Standing::new(held, 0, Arc::default(), false);
    let minute = Duration::from_secs(60);
    for _ in 0..3 {
        for phase in [Phase::Connecting, Phase::Active] {
            standing.enter(phase);
            tokio::time::advance(minute).await;
        }
        assert_eq!(standing.status().silent_for, Duration::ZERO, "it is heard");
        for times in 1..4 {
            standing.enter(Phase::Waiting);
            tokio::time::advance(minute).await;
            standing.enter(Phase::Connecting);
            assert_eq!(standing.status().silent_for, minute * times);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn heartbeats_are_those_of_the_connection() {
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let held = Held { shard, fence: Fence::default(), session: None };
    let standing = Standing::new(held, 0, Arc::default(), false);
    let seen = || (standing.status().latency, standing.status().answered);
    standing.enter(Phase::Active);
    standing.answered(Some(Duration::from_millis(40)));
    assert_eq!(seen(), (Some(Duration::from_millis(40)), Some(clock::instant())));
    standing.enter(Phase::Connecting);
    assert_eq!(seen(), (None, None), "nobody waits for an answer");
    standing.enter(Phase::Active);
    assert_eq!(seen(), (None, None), "not on this one yet");
}

#[tokio::test(start_paused = true)]
async fn the_oldest_open_event_tells_the_lag_from_the_first_on() {
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let held = || Held { shard, fence: Fence::default(), session: None };
    let standing = Standing::new(held(), 0, Arc::default(), false);
    let second = Duration::from_secs(1);
    // What was missed is sent to a new process before it is known when others were told of it.
    let missed = standing.watermark().open(1, clock::instant(), standing.hear(false));
    tokio::time::advance(second).await;
    let _news = standing.begin("s", "wss://a").open(1, clock::instant(), standing.hear(true));
    tokio::time::advance(second).await;
    assert_eq!((standing.status().open_events, standing.status().lag), (2, second * 2));
    drop(missed);
    assert_eq!((standing.status().open_events, standing.status().lag), (1, second));
    let prepared = Standing::new(held(), 0, Arc::default(), true);
    let _held_back = prepared.watermark().open(1, clock::instant(), None);
    tokio::time::advance(second).await;
    assert_eq!(prepared.status().lag, Duration::ZERO, "it waits on purpose");
}

#[test]
fn only_what_a_socket_can_be_opened_to_is_a_url() {
    for good in ["wss://gateway-us-east1-b.discord.gg", "ws://127.0.0.1:9000", "wss://a/"] {
        assert!(is_url(good), "{good}");
    }
    for bad in ["", "https://a", "wss://", "wss://:1", "wss://a b", "ws://a:x", "ws://a:99999"] {
        assert!(!is_url(bad), "{bad}");
    }
}
