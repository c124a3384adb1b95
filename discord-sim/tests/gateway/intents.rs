//! What a session may see: its intents, the channels of its bot, the content of messages.

use discord_sim::gateway::dispatch::{Content, Dispatch};
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use serde_json::{Value, json};

use crate::town::{APP, Town, depends_on, event, expect};

const GUILD: u64 = 1 << 22;
const CONTENT: u64 = 1 << 15;
const GUILD_MESSAGES: u64 = 1 << 9;

/// Every bit that exists.
const BITS: [u32; 21] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 21, 24, 25];

#[tokio::test]
async fn each_event_needs_one_of_its_intents() {
    let town = Town::with(GatewaySettings { identify_window_ms: 0, ..Default::default() }).await;
    town.people.join(GUILD, 0);
    town.people.grant(u64::MAX);
    for session_bit in BITS {
        let (mut client, _) = town.identified(1 << session_bit).await.unwrap();
        client.event("GUILD_CREATE").await.unwrap();
        for event_bit in BITS {
            let data = json!({ "bit": event_bit });
            town.gateway.dispatch(Dispatch { intents: 1 << event_bit, ..event(Some(GUILD), data) });
        }
        town.event(Some(GUILD), json!({ "bit": "last" }));
        assert_eq!(client.payload().await.unwrap()["d"]["bit"], session_bit);
        assert_eq!(client.payload().await.unwrap()["d"]["bit"], "last");
    }
}

#[tokio::test]
async fn messages_of_hidden_channels_stay_away() {
    let town = Town::new().await;
    town.people.hide(5);
    let (mut client, _) = town.identified(1).await.unwrap();
    for (channel, needs_view) in [(5, true), (6, true), (5, false)] {
        let data = json!({ "channel": channel, "needs_view": needs_view });
        let event = Dispatch { channel: Some(channel), needs_view, ..event(None, data) };
        town.gateway.dispatch(event);
    }
    let seen = [client.payload().await.unwrap(), client.payload().await.unwrap()];
    assert_eq!(seen[0]["d"], json!({ "channel": 6, "needs_view": true }));
    assert_eq!(seen[1]["d"], json!({ "channel": 5, "needs_view": false }));
}

fn message(readable_by: Vec<u64>, granted: bool) -> Dispatch {
    let data = json!({
        "id": "1", "content": "secret", "embeds": [{ "title": "secret" }], "poll": {},
        "attachments": [{ "filename": "secret" }], "components": [{ "type": 1 }],
    });
    Dispatch {
        intents: GUILD_MESSAGES,
        kind: "MESSAGE_CREATE",
        content: Content::Message { readable_by, granted },
        ..event(Some(GUILD), data)
    }
}

async fn content_needs_the_intent(off: Option<Rule>) -> Result<(), String> {
    let settings = GatewaySettings { identify_window_ms: 0, ..GatewaySettings::default() };
    let town = Town::without(off, settings).await;
    town.people.grant(1 << 19);
    town.people.join(GUILD, 0);
    let emptied = json!({
        "id": "1", "content": "", "embeds": [], "attachments": [], "components": [],
    });
    let full = message(Vec::new(), true).data;
    for (intents, readable_by, granted, expected) in [
        (GUILD_MESSAGES, vec![], true, &emptied),
        (GUILD_MESSAGES, vec![7], true, &emptied),
        (GUILD_MESSAGES, vec![APP], true, &full),
        (GUILD_MESSAGES | CONTENT, vec![], true, &full),
        (GUILD_MESSAGES | CONTENT, vec![], false, &emptied),
        (GUILD_MESSAGES | CONTENT, vec![APP], false, &full),
    ] {
        let (mut client, _) = town.identified(intents).await?;
        client.event("GUILD_CREATE").await?;
        town.gateway.dispatch(message(readable_by, granted));
        let seen: Value = client.event("MESSAGE_CREATE").await?["d"].clone();
        expect(&seen, expected)?;
    }
    Ok(())
}

#[tokio::test]
async fn content_is_gated() {
    depends_on(Rule::MessageContentGates, content_needs_the_intent).await;
}
