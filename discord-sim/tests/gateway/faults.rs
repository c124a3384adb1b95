//! The levers, the weather and a restart.

use std::time::Duration;

use discord_sim::gateway::dispatch::Dispatch;
use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::record::What;
use discord_sim::gateway::settings::GatewaySettings;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use crate::client::{Client, Heard};
use crate::town::{Town, event};

fn all() -> Target {
    Target::default()
}

#[tokio::test]
async fn a_reconnect_request_leaves_the_session() {
    let town = Town::new().await;
    let (mut client, session) = town.identified(1).await.unwrap();
    town.gateway.pull(&all(), &Lever::Reconnect);
    assert_eq!(client.payload().await.unwrap()["op"], 7);
    client.close(4000).await;
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    client.event("RESUMED").await.unwrap();
}

#[tokio::test]
async fn a_client_that_stays_in_spite_of_a_reconnect_request_is_closed() {
    let settings =
        GatewaySettings { reconnect_patience_ms: Some(50), ..GatewaySettings::default() };
    let town = Town::with(settings).await;
    let (mut client, session) = town.identified(1).await.unwrap();
    town.gateway.pull(&all(), &Lever::Reconnect);
    assert_eq!(client.end().await, Heard::Closed(1001));
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    client.event("RESUMED").await.unwrap();
}

#[tokio::test]
async fn a_resumable_invalid_session_is_resumed_on_the_same_connection() {
    let town = Town::new().await;
    let (mut client, session) = town.identified(1).await.unwrap();
    town.gateway.pull(&all(), &Lever::InvalidSession { resumable: true });
    assert_eq!(client.payload().await.unwrap()["d"], true);
    town.event(None, json!({}));
    town.recorded(|record| record.events.contains_key("TEST_EVENT")).await.unwrap();
    client.resume(&session, 1).await;
    assert_eq!(client.payload().await.unwrap()["t"], "TEST_EVENT");
    assert_eq!(client.payload().await.unwrap()["t"], "RESUMED");
}

#[tokio::test]
async fn an_invalid_session_is_gone() {
    let town = Town::new().await;
    let (mut client, session) = town.identified(1).await.unwrap();
    town.gateway.pull(&all(), &Lever::InvalidSession { resumable: false });
    assert_eq!(client.payload().await.unwrap()["d"], false);
    client.resume(&session, 1).await;
    assert_eq!(client.payload().await.unwrap()["op"], 9);
}

#[tokio::test]
async fn expired_sessions_cannot_be_resumed() {
    let town = Town::new().await;
    let (client, session) = town.identified(1).await.unwrap();
    drop(client);
    assert_eq!(town.gateway.pull(&all(), &Lever::ExpireSessions), 1);
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    assert_eq!(client.payload().await.unwrap()["op"], 9);
}

#[tokio::test]
async fn a_lever_reaches_only_its_target() {
    let town = Town::new().await;
    let mut clients = Vec::new();
    for shard in 0..2 {
        let mut client = town.connect().await;
        client.ready([shard, 2], 1).await.unwrap();
        clients.push(client);
    }
    let target = Target { shard: Some(1), ..Target::default() };
    assert_eq!(town.gateway.pull(&target, &Lever::Drop), 1);
    assert_eq!(clients[1].hear().await, Heard::Cut);
    clients[0].send(&json!({ "op": 1, "d": null })).await;
    assert_eq!(clients[0].payload().await.unwrap()["op"], 11);
}

#[tokio::test]
async fn delayed_events_wait_for_the_clock_and_keep_their_order() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.gateway.change_weather(|weather| weather.delay_ms = 3_600_000);
    town.event(None, json!({ "n": 1 }));
    client.send(&json!({ "op": 1, "d": null })).await;
    assert_eq!(client.payload().await.unwrap()["op"], 11, "nothing came before the delay");
    town.gateway.change_weather(|weather| weather.delay_ms = 0);
    town.event(None, json!({ "n": 2 }));
    // Nothing tells when the queue was read, so the clock goes on until both are there.
    let moving = async {
        loop {
            town.clock.advance(Duration::from_secs(600));
            tokio::task::yield_now().await;
        }
    };
    let reading = async {
        for n in [1, 2] {
            assert_eq!(client.payload().await.unwrap()["d"]["n"], n);
        }
    };
    tokio::select! { () = moving => {}, () = reading => {} }
}

#[tokio::test]
async fn duplicated_events_come_twice_with_numbers_of_their_own() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.gateway.change_weather(|weather| weather.duplicate_next = 1);
    town.event(None, json!({ "n": 1 }));
    town.event(None, json!({ "n": 2 }));
    for (seq, n) in [(2, 1), (3, 1), (4, 2)] {
        let event = client.payload().await.unwrap();
        assert_eq!((&event["s"], &event["d"]["n"]), (&json!(seq), &json!(n)));
    }
}

#[tokio::test]
async fn an_event_is_overtaken_by_the_next_one_of_its_guild() {
    let town = Town::new().await;
    for guild in [7, 8] {
        town.people.join(guild, 0);
    }
    let (mut client, _) = town.identified(1).await.unwrap();
    for _ in [7, 8] {
        client.event("GUILD_CREATE").await.unwrap();
    }
    town.gateway.change_weather(|weather| weather.reorder_next = 1);
    for (guild, n) in [(7, 1), (8, 2), (7, 3), (7, 4)] {
        town.event(Some(guild), json!({ "n": n }));
    }
    for n in [2, 3, 1, 4] {
        assert_eq!(client.payload().await.unwrap()["d"]["n"], n);
    }
}

#[tokio::test]
async fn an_event_that_nothing_overtakes_comes_all_the_same() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.gateway.change_weather(|weather| weather.reorder_next = 1);
    town.event(None, json!({ "n": 1 }));
    assert_eq!(client.payload().await.unwrap()["d"]["n"], 1);
}

#[tokio::test]
async fn happenings_are_told_from_a_number_on() {
    let settings = GatewaySettings { record_entries: 2, ..GatewaySettings::default() };
    let town = Town::with(settings).await;
    let (_client, session) = town.identified(1).await.unwrap();
    let (first, next) = town.gateway.happenings_since(0);
    assert_eq!(next, 2, "connected and identified: {first:?}");
    assert!(town.gateway.happenings_since(next).0.is_empty());
    town.gateway.pull(&all(), &Lever::ExpireSessions);
    let (later, next) = town.gateway.happenings_since(next);
    assert_eq!((later.len(), next), (1, 3), "{later:?}");
    assert_eq!(later[0].what, What::SessionEnded { session });
    assert_eq!(town.gateway.happenings_since(0).0.len(), 2, "the oldest is no longer kept");
}

#[tokio::test]
async fn the_weather_may_be_for_one_kind_only() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.gateway.change_weather(|weather| {
        weather.only = vec!["OTHER_EVENT".to_owned()];
        weather.lose_next = 1;
        weather.duplicate_next = 1;
    });
    let other = |n| Dispatch { kind: "OTHER_EVENT", ..event(None, json!({ "n": n })) };
    town.event(None, json!({ "n": 0 }));
    for n in 1..=3 {
        town.gateway.dispatch(other(n));
    }
    for n in [0, 2, 2, 3] {
        assert_eq!(client.payload().await.unwrap()["d"]["n"], n);
    }
    town.gateway.change_weather(|weather| weather.delay_ms = 3_600_000);
    town.gateway.dispatch(other(4));
    town.event(None, json!({ "n": 5 }));
    assert_eq!(client.payload().await.unwrap()["d"]["n"], 5, "it overtook what the weather holds");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_and_may_resume() {
    let town = Town::with(GatewaySettings { backlog: 100, ..GatewaySettings::default() }).await;
    let (mut client, session) = town.identified(1).await.unwrap();
    let large = json!({ "x": "x".repeat(100_000) });
    for _ in 0..300 {
        town.event(None, large.clone());
    }
    town.recorded(|record| record.drops == 1).await.unwrap();
    let mut seen = 1;
    while let Heard::Payload(payload) = client.hear().await {
        seen = payload["s"].as_u64().unwrap();
    }
    assert!(seen < 301, "it had read all");
    let mut client = town.connect().await;
    client.resume(&session, seen).await;
    assert_eq!(client.payload().await.unwrap()["s"], seen + 1);
}

#[tokio::test]
async fn an_outage_turns_connections_away_until_its_end() {
    let town = Town::new().await;
    let until = town.clock.now_ms() + 60_000;
    town.gateway.change_weather(|weather| weather.outage_until_ms = until);
    let address = town.url.trim_start_matches("ws://");
    let mut refused = TcpStream::connect(address).await.unwrap();
    let read = tokio::io::AsyncReadExt::read(&mut refused, &mut [0; 16]).await;
    assert!(matches!(read, Ok(0) | Err(_)));
    town.clock.advance(Duration::from_secs(60));
    town.connect().await;
}

#[tokio::test]
async fn sessions_outlive_a_restart_of_the_gateway() {
    let mut town = Town::new().await;
    let (mut client, session) = town.identified(1).await.unwrap();
    town.stop().await;
    assert_eq!(client.hear().await, Heard::Cut);
    town.event(None, json!({}));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    town.url = format!("ws://{}", listener.local_addr().unwrap());
    town.start(listener);
    let mut client = Client::connect(&town.url, "").await;
    client.resume(&session, 1).await;
    client.event("TEST_EVENT").await.unwrap();
}
