//! Which shard hears what, and several sessions of one shard.

use discord_sim::gateway::dispatch::Dispatch;
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use serde_json::{Value, json};

use crate::client::{Client, Heard, identify};
use crate::town::{TOKEN, Town, depends_on, event, expect};

const SHARDS: u32 = 4;

/// A guild of each shard: the formula is `(id >> 22) % count`.
const GUILDS: [u64; 4] = [8 << 22 | 3, 9 << 22 | 2, 6 << 22 | 1, 7 << 22];

async fn fleet(town: &Town) -> Result<Vec<Client>, String> {
    let mut clients = Vec::new();
    for shard in 0..SHARDS {
        let mut client = town.connect().await;
        let ready = client.ready([shard, SHARDS], 1).await?;
        let listed: Vec<&Value> = ready["guilds"]
            .as_array()
            .ok_or("no guilds")?
            .iter()
            .map(|guild| &guild["id"])
            .collect();
        let own = json!(GUILDS[usize::try_from(shard).unwrap()].to_string());
        expect(listed, vec![&own])?;
        client.event("GUILD_CREATE").await?;
        clients.push(client);
    }
    Ok(clients)
}

async fn guilds_follow_the_formula(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    for guild in GUILDS {
        town.people.join(guild, 0);
    }
    let mut clients = fleet(&town).await?;
    town.event(None, json!({ "for": 0 }));
    for (shard, guild) in GUILDS.into_iter().enumerate() {
        town.event(Some(guild), json!({ "for": shard }));
    }
    // Shard 0 hears its own and what belongs to no guild, the others only their own.
    expect(&clients[0].payload().await?["d"]["for"], &json!(0))?;
    for (shard, client) in clients.iter_mut().enumerate() {
        expect(&client.payload().await?["d"]["for"], &json!(shard))?;
    }
    expect(town.gateway.record().events.get("TEST_EVENT"), Some(&5))
}

#[tokio::test]
async fn events_go_to_the_shard_of_their_guild() {
    depends_on(Rule::Sharding, guilds_follow_the_formula).await;
}

#[tokio::test]
async fn two_sessions_of_a_shard_both_hear_unless_set_otherwise() {
    for twins_receive in [true, false] {
        let town = Town::with(GatewaySettings {
            identify_window_ms: 0,
            shard_twins_receive: twins_receive,
            ..GatewaySettings::default()
        })
        .await;
        let (mut older, _) = town.identified(1).await.unwrap();
        let (mut newer, _) = town.identified(1).await.unwrap();
        town.event(None, json!({ "n": 1 }));
        newer.event("TEST_EVENT").await.unwrap();
        if twins_receive {
            older.event("TEST_EVENT").await.unwrap();
        }
        let expected = if twins_receive { 2 } else { 1 };
        town.recorded(|record| record.events.get("TEST_EVENT") == Some(&expected)).await.unwrap();
    }
}

#[tokio::test]
async fn sessions_of_different_shard_counts_live_side_by_side() {
    let town = Town::new().await;
    let guild = 5 << 22;
    town.people.join(guild, 0);
    let mut clients = Vec::new();
    for shard in [[0, 1], [1, 2], [1, 4], [2, 4]] {
        let mut client = town.connect().await;
        town.clock.advance(std::time::Duration::from_secs(5));
        client.ready(shard, 1).await.unwrap();
        clients.push(client);
    }
    town.event(Some(guild), json!({}));
    for client in &mut clients[..3] {
        client.event("TEST_EVENT").await.unwrap();
    }
    assert_eq!(town.gateway.record().events["TEST_EVENT"], 3);
}

#[tokio::test]
async fn a_large_bot_must_use_a_multiple_of_its_shard_count() {
    let town =
        Town::with(GatewaySettings { shard_multiple: 4, ..GatewaySettings::default() }).await;
    let mut client = town.connect().await;
    client.identify([0, 6], 1).await;
    assert_eq!(client.hear().await, Heard::Closed(4010));
    town.connect().await.ready([0, 8], 1).await.unwrap();
}

#[tokio::test]
async fn an_event_for_one_application_does_not_reach_another() {
    let town = Town::new().await;
    let guild = 5 << 22;
    town.people.join(guild, 0);
    let mut clients = Vec::new();
    for token in [TOKEN, "token-of-200"] {
        let mut client = town.connect().await;
        client.send(&identify(token, json!([0, 1]), json!(1))).await;
        client.event("GUILD_CREATE").await.unwrap();
        clients.push(client);
    }
    let for_both = json!({ "n": "both" });
    for application in [100, 200] {
        let data = json!({ "n": application });
        town.gateway
            .dispatch(Dispatch { application: Some(application), ..event(Some(guild), data) });
    }
    town.event(Some(guild), for_both.clone());
    for (client, own) in clients.iter_mut().zip([100, 200]) {
        assert_eq!(client.payload().await.unwrap()["d"]["n"], own);
        assert_eq!(client.payload().await.unwrap()["d"], for_both);
    }
}
