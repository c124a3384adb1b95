//! Every compression, with small and large payloads, through a decoder that shares nothing with the
//! encoder.

use discord_sim::gateway::settings::GatewaySettings;
use serde_json::json;

use crate::client::{Client, identify};
use crate::town::{TOKEN, Town};

const GUILD: u64 = 1 << 22;
const LARGE: usize = 300_000;

async fn ticks_arrive(town: &Town, client: &mut Client) {
    client.ready([0, 1], 1).await.unwrap();
    let guild = client.event("GUILD_CREATE").await.unwrap();
    assert_eq!(guild["d"]["name"].as_str().unwrap().len(), LARGE);
    for n in 0..50 {
        town.event(Some(GUILD), json!({ "n": n }));
    }
    for n in 0..50 {
        assert_eq!(client.payload().await.unwrap()["d"]["n"], n);
    }
    client.send(&json!({ "op": 1, "d": 3 })).await;
    assert_eq!(client.payload().await.unwrap()["op"], 11);
}

#[tokio::test]
async fn streams_keep_one_context() {
    for compress in ["", "&compress=zlib-stream", "&compress=zstd-stream"] {
        let town = Town::new().await;
        town.people.join(GUILD, LARGE);
        let mut client = Client::connect(&town.url, compress).await;
        ticks_arrive(&town, &mut client).await;
        // HELLO, READY, the guild, fifty events and an acknowledgement: one message each.
        let messages = if compress.is_empty() { 0 } else { 54 };
        assert_eq!(client.binary, messages, "{compress}");
    }
}

#[tokio::test]
async fn a_zlib_message_may_come_in_pieces() {
    let settings = GatewaySettings { zlib_chunk_bytes: Some(10), ..GatewaySettings::default() };
    let town = Town::with(settings).await;
    town.people.join(GUILD, LARGE);
    let mut client = Client::connect(&town.url, "&compress=zlib-stream").await;
    ticks_arrive(&town, &mut client).await;
    assert!(client.binary > 108, "{} pieces", client.binary);
}

#[tokio::test]
async fn payload_compression_is_for_large_payloads_without_transport_compression() {
    for (query, binary) in [("", 1), ("&compress=zstd-stream", 4)] {
        let town = Town::new().await;
        town.people.join(GUILD, LARGE);
        let mut client = Client::connect(&town.url, query).await;
        let mut payload = identify(TOKEN, json!([0, 1]), json!(1));
        payload["d"]["compress"] = json!(true);
        client.send(&payload).await;
        client.event("READY").await.unwrap();
        let guild = client.event("GUILD_CREATE").await.unwrap();
        assert_eq!(guild["d"]["name"].as_str().unwrap().len(), LARGE);
        town.event(Some(GUILD), json!({}));
        client.event("TEST_EVENT").await.unwrap();
        assert_eq!(client.binary, binary, "{query}");
    }
}
