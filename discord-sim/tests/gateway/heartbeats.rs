//! Heartbeats are answered, missed, and withheld.

use std::time::Duration;

use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use futures_util::StreamExt as _;
use serde_json::json;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{ConfigBuilder, Intents, Shard, ShardId};

use crate::client::Heard;
use crate::town::{TOKEN, Town, depends_on, expect};

fn quick() -> GatewaySettings {
    GatewaySettings {
        heartbeat_interval_ms: 200,
        heartbeat_grace_ms: 200,
        ..GatewaySettings::default()
    }
}

async fn every_heartbeat_is_acknowledged(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    let mut client = town.connect().await;
    client.send(&json!({ "op": 1, "d": null })).await;
    expect(client.payload().await?, json!({ "t": null, "s": null, "op": 11, "d": null }))?;
    client.ready([0, 1], 1).await?;
    for seq in [0, 1, 1] {
        client.send(&json!({ "op": 1, "d": seq })).await;
        expect(&client.payload().await?["op"], &json!(11))?;
    }
    Ok(())
}

async fn silence_is_closed_and_can_be_resumed(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, quick()).await;
    let (mut client, session) = town.identified(1).await?;
    expect(client.end().await, Heard::Closed(4000))?;
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    client.event("RESUMED").await.map(drop)
}

#[tokio::test]
async fn heartbeats_are_required_and_acknowledged() {
    depends_on(Rule::Heartbeats, every_heartbeat_is_acknowledged).await;
    depends_on(Rule::Heartbeats, silence_is_closed_and_can_be_resumed).await;
}

#[tokio::test]
async fn moving_the_clock_does_not_cost_a_heartbeat() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.clock.advance(Duration::from_secs(15 * 60));
    client.send(&json!({ "op": 1, "d": null })).await;
    assert_eq!(client.payload().await.unwrap()["op"], 11);
}

#[tokio::test]
async fn the_code_for_silence_is_a_setting_and_4009_ends_the_session() {
    let town = Town::with(GatewaySettings { missed_heartbeat_code: 4009, ..quick() }).await;
    let (mut client, session) = town.identified(1).await.unwrap();
    assert_eq!(client.end().await, Heard::Closed(4009));
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    assert_eq!(client.payload().await.unwrap()["op"], 9);
}

#[tokio::test]
async fn patience_with_a_client_that_never_identifies_is_a_setting() {
    let town = Town::with(GatewaySettings { identify_patience_ms: Some(100), ..quick() }).await;
    let mut client = town.connect().await;
    assert_eq!(client.hear().await, Heard::Closed(4009));
}

#[tokio::test]
async fn the_server_may_ask_for_a_heartbeat() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.gateway.pull(&Target::default(), &Lever::RequestHeartbeat);
    assert_eq!(client.payload().await.unwrap()["op"], 1);
}

#[tokio::test]
async fn without_acknowledgements_events_still_come() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.gateway.pull(&Target::default(), &Lever::StopAcks);
    client.send(&json!({ "op": 1, "d": null })).await;
    town.recorded(|record| record.heartbeats == 1 && record.acks == 0).await.unwrap();
    town.event(None, json!({}));
    assert_eq!(client.payload().await.unwrap()["t"], "TEST_EVENT");
}

/// A client of other make notices a dead connection and resumes, and what it missed meanwhile
/// arrives.
#[tokio::test]
async fn twilight_leaves_a_mute_connection_within_two_intervals() {
    let town = Town::with(quick()).await;
    let config = ConfigBuilder::new(TOKEN.to_owned(), Intents::GUILDS)
        .proxy_url(town.url.clone())
        .queue(InMemoryQueue::new(0, 0, Duration::ZERO, 0))
        .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let zombie = async {
        town.recorded(|record| record.identifies == 1).await.unwrap();
        let muted_ms = town.clock.steady_ms();
        town.gateway.pull(&Target::default(), &Lever::Mute);
        town.event(None, json!({}));
        town.recorded(|record| record.resumes == 1).await.unwrap();
        let record = town.gateway.record();
        assert!(record.replayed >= 1, "{record:?}");
        let away_ms = town.clock.steady_ms() - muted_ms;
        // Two intervals are 400 ms; the rest is for machines that are busy with other tests.
        assert!(away_ms < 3_000, "it took {away_ms} ms");
    };
    tokio::select! {
        () = zombie => {}
        () = async { while shard.next().await.is_some() {} } => unreachable!(),
    }
}
