//! Streams of foreign events: complete, numbered, and no obstacle to anything else.

use std::time::Duration;

use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::stream::StreamSpec;
use serde_json::json;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};

use crate::client::Client;
use crate::town::{TOKEN, Town};

const EVENTS: u64 = 20_000;

fn stream() -> Lever {
    Lever::Stream(StreamSpec { events: EVENTS, typing_percent: 10, ..StreamSpec::default() })
}

#[tokio::test]
async fn events_before_during_and_after_a_stream_have_rising_numbers() {
    for compress in ["", "&compress=zlib-stream", "&compress=zstd-stream"] {
        let town = Town::new().await;
        let mut client = Client::connect(&town.url, compress).await;
        client.ready([0, 1], 1).await.unwrap();
        town.event(None, json!({ "n": 1 }));
        assert_eq!(client.payload().await.unwrap()["s"], 2);
        assert_eq!(town.gateway.pull(&Target::default(), &stream()), 1);
        town.event(None, json!({ "n": 2 }));
        client.send(&json!({ "op": 1, "d": 2 })).await;
        let (mut seq, mut acks) = (2, 0);
        while seq < EVENTS + 3 {
            let payload = client.payload().await.unwrap();
            if payload["op"] == 11 {
                acks += 1;
                continue;
            }
            seq += 1;
            assert_eq!(payload["s"], seq, "{compress}");
            let foreign = payload["t"] != "TEST_EVENT";
            assert_eq!(foreign, seq < EVENTS + 3, "{payload}");
        }
        client.send(&json!({ "op": 1, "d": seq })).await;
        while acks < 2 {
            assert_eq!(client.payload().await.unwrap()["op"], 11);
            acks += 1;
        }
        town.recorded(|record| record.streamed == EVENTS).await.unwrap();
    }
}

#[tokio::test]
async fn a_connection_lost_in_a_stream_cannot_be_resumed_inside_it() {
    let town = Town::new().await;
    let (client, session) = town.identified(1).await.unwrap();
    town.gateway.pull(&Target::default(), &stream());
    drop(client);
    town.recorded(|record| record.drops == 1).await.unwrap();
    let mut client = town.connect().await;
    client.resume(&session, 500).await;
    assert_eq!(client.payload().await.unwrap()["op"], 9);
}

/// twilight inflates the zstd stream, takes the acknowledgements out of it and parses each event.
#[tokio::test]
async fn a_client_of_another_make_reads_a_whole_stream() {
    let town = Town::new().await;
    let config = ConfigBuilder::new(TOKEN.to_owned(), Intents::GUILD_MESSAGES)
        .proxy_url(town.url.clone())
        .queue(InMemoryQueue::new(0, 0, Duration::ZERO, 0))
        .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let (mut messages, mut others) = (0, 0);
    while messages + others < EVENTS {
        match shard.next_event(EventTypeFlags::all()).await.unwrap().unwrap() {
            Event::Ready(_) => {
                let spec = StreamSpec {
                    events: EVENTS,
                    typing_percent: 10,
                    presence_percent: 10,
                    ..StreamSpec::default()
                };
                town.gateway.pull(&Target::default(), &Lever::Stream(spec));
            }
            Event::MessageCreate(message) => {
                assert!(message.guild_id.is_some() && !message.content.is_empty());
                messages += 1;
            }
            Event::TypingStart(_) | Event::PresenceUpdate(_) => others += 1,
            _ => {}
        }
    }
    let expected = EVENTS * 8 / 10;
    assert!(messages.abs_diff(expected) < EVENTS / 100, "{messages} messages, {others} others");
}
