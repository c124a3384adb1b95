//! Every close code: what brings it about, and how a real client reacts to it.

use std::time::Duration;

use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{ConfigBuilder, Intents, Shard, ShardId};

use crate::client::{Client, Heard, identify};
use crate::town::{TOKEN, Town, depends_on, expect};

async fn refusals_have_their_codes(off: Option<Rule>) -> Result<(), String> {
    let whole = |token: &str, shard: Value, intents: Value| identify(token, shard, intents);
    let cases: Vec<(&str, Value, u16)> = vec![
        ("unknown token", whole("nobody", json!([0, 1]), json!(0)), 4004),
        ("shard beyond the count", whole(TOKEN, json!([1, 1]), json!(0)), 4010),
        ("no shards at all", whole(TOKEN, json!([0, 0]), json!(0)), 4010),
        ("shard that is no pair", whole(TOKEN, json!([0]), json!(0)), 4010),
        ("intent that does not exist", whole(TOKEN, json!([0, 1]), json!(1 << 17)), 4013),
        ("no intents", whole(TOKEN, json!([0, 1]), Value::Null), 4013),
        ("intent that was not granted", whole(TOKEN, json!([0, 1]), json!(1 << 15)), 4014),
        ("three guilds in a shard of two", whole(TOKEN, json!([0, 1]), json!(0)), 4011),
        ("unknown opcode", json!({ "op": 99, "d": null }), 4001),
        ("opcode of another time", json!({ "op": 5, "d": null }), 4001),
        ("identify without token", json!({ "op": 2, "d": {} }), 4001),
        ("presence before identify", json!({ "op": 3, "d": {} }), 4003),
        ("voice state before identify", json!({ "op": 4, "d": {} }), 4003),
        ("members before identify", json!({ "op": 8, "d": {} }), 4003),
        ("sounds before identify", json!({ "op": 31, "d": {} }), 4003),
    ];
    let settings = GatewaySettings { guilds_per_shard: 2, ..GatewaySettings::default() };
    let town = Town::without(off, settings).await;
    for guild in 1..=3 {
        town.people.join(guild << 22, 0);
    }
    for (case, payload, code) in cases {
        let mut client = town.connect().await;
        client.send(&payload).await;
        expect((case, client.hear().await), (case, Heard::Closed(code)))?;
    }
    let mut client = town.connect().await;
    client.send_text("{".to_owned()).await;
    expect(client.hear().await, Heard::Closed(4002))
}

#[tokio::test]
async fn refusals_close_with_the_documented_code() {
    depends_on(Rule::CloseCodes, refusals_have_their_codes).await;
}

#[tokio::test]
async fn a_second_identify_closes_and_the_session_stays() {
    let town = Town::new().await;
    let (mut client, session) = town.identified(1).await.unwrap();
    client.identify([0, 1], 1).await;
    assert_eq!(client.end().await, Heard::Closed(4005));
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    client.event("RESUMED").await.unwrap();
}

async fn the_url_has_its_codes(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    for (target, code) in [
        ("/?v=9&encoding=json", 4012),
        ("/?encoding=json", 4012),
        ("/?v=10&encoding=etf", 4002),
        ("/?v=10&encoding=json&compress=brotli", 4002),
    ] {
        let mut client = Client::open(&town.url, target).await;
        expect((target, client.hear().await), (target, Heard::Closed(code)))?;
    }
    Ok(())
}

#[tokio::test]
async fn the_url_is_checked_after_the_upgrade() {
    depends_on(Rule::CloseCodes, the_url_has_its_codes).await;
    let town = Town::new().await;
    for target in ["//?v=10&encoding=json", "?v=10&encoding=json", "/?v=10"] {
        let mut client = Client::open(&town.url, target).await;
        assert_eq!(client.payload().await.unwrap()["op"], 10, "{target}");
    }
}

/// What twilight does after a close.
#[derive(Debug, PartialEq)]
enum Reaction {
    Resumed,
    Identified,
    Ended,
}

async fn reaction_to(code: u16) -> Reaction {
    let settings = GatewaySettings { identify_window_ms: 0, ..GatewaySettings::default() };
    let town = Town::with(settings).await;
    let queue = InMemoryQueue::new(0, 0, Duration::ZERO, 0);
    let config = ConfigBuilder::new(TOKEN.to_owned(), Intents::GUILDS)
        .proxy_url(town.url.clone())
        .queue(queue)
        .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let closed = async {
        town.recorded(|record| record.identifies == 1).await.unwrap();
        assert_eq!(town.gateway.pull(&Target::default(), &Lever::Close { code }), 1);
        town.recorded(|record| record.resumes == 1 || record.identifies == 2).await
    };
    let ended = async { while shard.next().await.is_some() {} };
    tokio::select! {
        back = closed => {
            back.unwrap();
            let resumed = town.gateway.record().resumes == 1;
            if resumed { Reaction::Resumed } else { Reaction::Identified }
        }
        () = ended => Reaction::Ended,
    }
}

#[tokio::test]
async fn twilight_reacts_as_each_code_says() {
    for code in [1000, 1001, 4000, 4001, 4002, 4005, 4008] {
        assert_eq!(reaction_to(code).await, Reaction::Resumed, "{code}");
    }
    for code in [4003, 4007, 4009] {
        assert_eq!(reaction_to(code).await, Reaction::Identified, "{code}");
    }
    for code in [4004, 4010, 4011, 4012, 4013, 4014] {
        assert_eq!(reaction_to(code).await, Reaction::Ended, "{code}");
    }
}
