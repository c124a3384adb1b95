//! READY lists the guilds, then they come one by one.

use discord_sim::gateway::dispatch::Dispatch;
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use serde_json::{Value, json};

use crate::town::{APP, Town, depends_on, event, expect};

async fn guilds_come_after_ready(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    let ids: Vec<u64> = (1..=10).map(|n| n << 22).collect();
    for guild in &ids {
        town.people.join(*guild, 10);
    }
    let mut client = town.connect().await;
    let ready = client.ready([0, 1], 1).await?;
    let listed: Vec<Value> =
        ids.iter().map(|id| json!({ "id": id.to_string(), "unavailable": true })).collect();
    expect(&ready["guilds"], &json!(listed))?;
    let mut came = Vec::new();
    for _ in &ids {
        let guild = client.payload().await?;
        expect((&guild["t"], &guild["d"]["unavailable"]), (&json!("GUILD_CREATE"), &json!(false)))?;
        came.push(guild["d"]["id"].as_str().unwrap_or_default().parse().unwrap_or(0));
    }
    came.sort_unstable();
    expect(came, ids)
}

#[tokio::test]
async fn ready_lists_the_guilds_that_then_come() {
    depends_on(Rule::ReadyThenGuilds, guilds_come_after_ready).await;
}

#[tokio::test]
async fn no_event_of_a_guild_comes_before_its_guild_create() {
    const GUILDS: u64 = 200;
    let town = Town::new().await;
    for guild in 1..=GUILDS {
        town.people.join(guild << 22, 2_000);
    }
    let mut client = town.connect().await;
    client.identify([0, 1], 1).await;
    town.recorded(|record| record.identifies == 1).await.unwrap();
    for guild in 1..=GUILDS {
        town.event(Some(guild << 22), json!({ "id": (guild << 22).to_string() }));
    }
    let (mut created, mut events) = (Vec::new(), 0);
    client.event("READY").await.unwrap();
    while events < GUILDS {
        let event = client.payload().await.unwrap();
        let guild = event["d"]["id"].clone();
        if event["t"] == "GUILD_CREATE" {
            created.push(guild);
        } else {
            assert!(created.contains(&guild), "{event}");
            events += 1;
        }
    }
}

#[tokio::test]
async fn guilds_may_come_late() {
    const LATE_MS: u64 = 100;
    let settings = GatewaySettings { guild_load_ms: LATE_MS, ..GatewaySettings::default() };
    let town = Town::with(settings).await;
    for guild in 1..=3 {
        town.people.join(guild << 22, 0);
    }
    let before = town.clock.now_ms();
    let (mut client, _) = town.identified(1).await.unwrap();
    for nth in 1..=3 {
        assert_eq!(client.payload().await.unwrap()["t"], "GUILD_CREATE");
        assert!(town.clock.now_ms() >= before + nth * LATE_MS, "one after the other");
    }
}

#[tokio::test]
async fn a_joined_guild_has_no_unavailable_and_a_left_one_falls_silent() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    let guild = 77 << 22;
    town.event(Some(guild), json!({ "n": "before" }));
    town.people.join(guild, 0);
    town.gateway.guild_joined(APP, guild);
    town.event(Some(guild), json!({ "n": "inside" }));
    let joined = client.payload().await.unwrap();
    assert_eq!(joined["t"], "GUILD_CREATE");
    assert_eq!(joined["d"].get("unavailable"), None);
    assert_eq!(client.payload().await.unwrap()["d"]["n"], "inside");

    town.people.leave(guild);
    town.gateway.dispatch(leave(guild, json!({ "id": guild.to_string() })));
    town.event(Some(guild), json!({ "n": "after" }));
    town.event(None, json!({ "n": "last" }));
    assert_eq!(client.payload().await.unwrap()["t"], "GUILD_DELETE");
    assert_eq!(client.payload().await.unwrap()["d"]["n"], "last");
}

#[tokio::test]
async fn an_outage_of_a_guild_is_not_a_leave() {
    let town = Town::new().await;
    let guild = 77 << 22;
    town.people.join(guild, 0);
    let (mut client, _) = town.identified(1).await.unwrap();
    client.event("GUILD_CREATE").await.unwrap();
    let out = json!({ "id": guild.to_string(), "unavailable": true });
    town.gateway.dispatch(leave(guild, out));
    town.event(Some(guild), json!({}));
    assert_eq!(client.payload().await.unwrap()["d"]["unavailable"], true);
    assert_eq!(client.payload().await.unwrap()["t"], "TEST_EVENT");
}

fn leave(guild: u64, data: Value) -> Dispatch {
    Dispatch { kind: "GUILD_DELETE", application: Some(APP), ..event(Some(guild), data) }
}
