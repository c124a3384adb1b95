//! How often a bot may identify, and with what.

use std::time::Duration;

use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use serde_json::json;

use crate::client::{Heard, identify};
use crate::town::{APP, TOKEN, Town, depends_on, expect};

async fn two_shards_of_a_key_need_five_seconds(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    town.people.allow_concurrency(2);
    let mut clients = Vec::new();
    for shard in 0..3 {
        let mut client = town.connect().await;
        client.identify([shard, 4], 1).await;
        let heard = client.payload().await?;
        let key_is_taken = shard == 2;
        expect(&heard["op"], &json!(if key_is_taken { 9 } else { 0 }))?;
        clients.push(client);
    }
    expect(town.gateway.session_start_limit(APP).remaining, 998)?;
    town.clock.advance(Duration::from_secs(5));
    let waited = clients.last_mut().ok_or("no client")?;
    waited.ready([2, 4], 1).await?;
    expect(town.gateway.session_start_limit(APP).remaining, 997)
}

async fn spending_the_day_voids_the_token(off: Option<Rule>) -> Result<(), String> {
    let settings = GatewaySettings {
        daily_identifies: 2,
        identify_window_ms: 0,
        ..GatewaySettings::default()
    };
    let town = Town::without(off, settings).await;
    let (mut first, session) = town.identified(1).await?;
    let _second = town.identified(1).await?;
    let limit = town.gateway.session_start_limit(APP);
    expect((limit.total, limit.remaining), (2, 0))?;
    expect(town.gateway.token_is_void(TOKEN), false)?;

    let mut third = town.connect().await;
    third.identify([0, 1], 1).await;
    expect(third.hear().await, Heard::Closed(4004))?;
    expect(first.end().await, Heard::Closed(4004))?;
    expect(town.gateway.token_is_void(TOKEN), true)?;
    let mut resuming = town.connect().await;
    resuming.resume(&session, 1).await;
    expect(resuming.hear().await, Heard::Closed(4004))
}

#[tokio::test]
async fn identifies_have_a_budget() {
    depends_on(Rule::IdentifyBudget, two_shards_of_a_key_need_five_seconds).await;
    depends_on(Rule::IdentifyBudget, spending_the_day_voids_the_token).await;
}

#[tokio::test]
async fn resumes_cost_nothing() {
    let town = Town::new().await;
    let (client, session) = town.identified(1).await.unwrap();
    drop(client);
    for seq in 1..5 {
        let mut client = town.connect().await;
        client.resume(&session, seq).await;
        client.event("RESUMED").await.unwrap();
    }
    assert_eq!(town.gateway.session_start_limit(APP).remaining, 999);
}

#[tokio::test]
async fn the_token_may_have_its_prefix_or_not() {
    let town = Town::with(GatewaySettings { identify_window_ms: 0, ..Default::default() }).await;
    for token in [TOKEN.to_owned(), format!("Bot {TOKEN}")] {
        let mut client = town.connect().await;
        client.send(&identify(&token, json!([0, 1]), json!(0))).await;
        assert_eq!(client.payload().await.unwrap()["t"], "READY");
    }
}

#[tokio::test]
async fn an_identify_without_shard_is_the_only_shard() {
    let town = Town::new().await;
    let mut client = town.connect().await;
    client.send(&identify(TOKEN, json!(null), json!(0))).await;
    let ready = client.payload().await.unwrap();
    assert_eq!((&ready["t"], &ready["s"]), (&json!("READY"), &json!(1)));
    assert_eq!(ready["d"].get("shard"), None, "only what was sent is echoed");
    assert_eq!(ready["d"]["user"]["id"], APP.to_string());
    assert_eq!(ready["d"]["resume_gateway_url"], town.url);
}

#[tokio::test]
async fn a_new_token_works_after_the_old_one_was_spent_unless_set_otherwise() {
    for new_day in [true, false] {
        let town = Town::with(GatewaySettings {
            daily_identifies: 1,
            identify_window_ms: 0,
            new_token_new_day: new_day,
            ..GatewaySettings::default()
        })
        .await;
        let new_token = format!("{TOKEN}/new");
        for (token, passes) in
            [(TOKEN, true), (TOKEN, false), (TOKEN, false), (new_token.as_str(), new_day)]
        {
            let mut client = town.connect().await;
            client.send(&identify(token, json!([0, 1]), json!(0))).await;
            let heard = client.hear().await;
            assert_eq!(heard != Heard::Closed(4004), passes, "{heard:?}");
        }
    }
}
