//! How much a client may send.

use std::time::Duration;

use serde_json::json;

use crate::client::Heard;
use crate::town::Town;

#[tokio::test]
async fn a_payload_of_4096_bytes_passes_and_one_more_does_not() {
    for (bytes, passes) in [(4_096, true), (4_097, false), (200_000, false)] {
        let town = Town::new().await;
        let (mut client, _) = town.identified(1).await.unwrap();
        let empty = json!({ "op": 1, "d": null, "x": "" }).to_string();
        let text =
            empty.replace(r#""x":"""#, &format!(r#""x":"{}""#, "x".repeat(bytes - empty.len())));
        assert_eq!(text.len(), bytes);
        client.send_text(text).await;
        let heard = client.hear().await;
        if passes {
            assert!(matches!(&heard, Heard::Payload(ack) if ack["op"] == 11), "{heard:?}");
        } else {
            assert_eq!(heard, Heard::Closed(4002));
        }
    }
}

#[tokio::test]
async fn the_121st_payload_within_a_minute_closes_and_heartbeats_count() {
    let town = Town::new().await;
    let (mut client, session) = town.identified(1).await.unwrap();
    for _ in 0..119 {
        client.send(&json!({ "op": 1, "d": null })).await;
        assert_eq!(client.payload().await.unwrap()["op"], 11);
    }
    town.clock.advance(Duration::from_secs(59));
    client.send(&json!({ "op": 1, "d": null })).await;
    assert_eq!(client.hear().await, Heard::Closed(4008));
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    client.event("RESUMED").await.unwrap();
}

#[tokio::test]
async fn after_a_minute_the_count_begins_anew() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    for _ in 0..3 {
        for _ in 0..119 {
            client.send(&json!({ "op": 1, "d": null })).await;
            assert_eq!(client.payload().await.unwrap()["op"], 11);
        }
        town.clock.advance(Duration::from_secs(60));
    }
}

#[tokio::test]
async fn binary_json_is_json() {
    let town = Town::new().await;
    let mut client = town.connect().await;
    client.send_binary(br#"{"op":1,"d":null}"#.to_vec()).await;
    assert_eq!(client.payload().await.unwrap()["op"], 11);
}

#[tokio::test]
async fn members_nobody_knows_are_not_found() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    let d = json!({ "guild_id": "5", "user_ids": ["1", "2", 7], "limit": 0, "nonce": "n" });
    client.send(&json!({ "op": 8, "d": d })).await;
    let chunk = client.event("GUILD_MEMBERS_CHUNK").await.unwrap();
    let expected = json!({
        "guild_id": "5", "members": [], "chunk_index": 0, "chunk_count": 1,
        "not_found": ["1", "2", "7"], "nonce": "n",
    });
    assert_eq!(chunk["d"], expected);
}

#[tokio::test]
async fn all_members_of_a_guild_may_be_asked_for_once_in_thirty_seconds() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    let all = |guild: &str| {
        let d = json!({ "guild_id": guild, "query": "", "limit": 0, "nonce": "n" });
        json!({ "op": 8, "d": d })
    };
    for (guild, kind) in
        [("5", "GUILD_MEMBERS_CHUNK"), ("6", "GUILD_MEMBERS_CHUNK"), ("5", "RATE_LIMITED")]
    {
        client.send(&all(guild)).await;
        let answer = client.payload().await.unwrap();
        assert_eq!(answer["t"], kind, "{guild}");
        if kind == "RATE_LIMITED" {
            assert_eq!(answer["d"]["meta"], json!({ "guild_id": "5", "nonce": "n" }));
            let wait = answer["d"]["retry_after"].as_f64().unwrap();
            assert!(wait > 25.0 && wait <= 30.0, "{wait}");
        }
    }
    town.clock.advance(Duration::from_secs(30));
    client.send(&all("5")).await;
    assert_eq!(client.payload().await.unwrap()["t"], "GUILD_MEMBERS_CHUNK");
}
