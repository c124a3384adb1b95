//! Trouble at large: a fleet that loses its connections, and a session that loses them over and
//! over.

use std::time::Duration;

use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::settings::GatewaySettings;
use futures_util::StreamExt as _;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{ConfigBuilder, Intents, Shard, ShardId};

use crate::client::{Client, Heard};
use crate::town::{APP, TOKEN, Town};

const FLEET: u64 = 64;

/// Sixty-four shards of another make come back from each storm without a single identify.
#[tokio::test]
async fn a_fleet_comes_back_by_resuming() {
    let mut town =
        Town::with(GatewaySettings { identify_window_ms: 0, ..GatewaySettings::default() }).await;
    let config = ConfigBuilder::new(TOKEN.to_owned(), Intents::GUILDS)
        .proxy_url(town.url.clone())
        .queue(InMemoryQueue::new(0, 0, Duration::ZERO, 0))
        .build();
    let mut fleet = JoinSet::new();
    for shard in 0..u32::try_from(FLEET).unwrap() {
        let id = ShardId::new(shard, u32::try_from(FLEET).unwrap());
        let mut shard = Shard::with_config(id, config.clone());
        fleet.spawn(async move { while shard.next().await.is_some() {} });
    }
    town.recorded(|record| record.identifies == FLEET).await.unwrap();
    let mut resumes = 0;
    for storm in [
        Lever::Reconnect,
        Lever::Drop,
        Lever::InvalidSession { resumable: true },
        Lever::Close { code: 4000 },
    ] {
        assert_eq!(town.gateway.pull(&Target::default(), &storm), 64, "{storm:?}");
        resumes += FLEET;
        town.recorded(|record| record.resumes == resumes).await.unwrap();
    }
    // The same address again: that is what clients were told to resume at.
    let address = town.url.trim_start_matches("ws://").to_owned();
    town.stop().await;
    town.start(TcpListener::bind(address).await.unwrap());
    town.recorded(|record| record.resumes == resumes + FLEET).await.unwrap();
    assert_eq!(town.gateway.record().identifies, FLEET);
    assert_eq!(town.gateway.session_start_limit(APP).remaining, 1_000 - 64);
    assert!(town.gateway.sessions().iter().all(|session| session.connected));
}

/// Whatever interrupts it, a client that resumes sees each event once and in order.
#[tokio::test]
async fn a_client_that_resumes_misses_nothing_and_sees_nothing_twice() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let town = Town::new().await;
    let (client, session) = town.identified(1).await.unwrap();
    let (mut client, mut told, mut seen) = (Some(client), 0_u64, Seen { seq: 1, events: 0 });
    for _ in 0..300 {
        for _ in 0..random.u64(0..5) {
            told += 1;
            town.event(None, json!({ "n": told }));
        }
        match random.u8(0..5) {
            0 => drop(town.gateway.pull(&Target::default(), &Lever::Drop)),
            1 => drop(town.gateway.pull(&Target::default(), &Lever::Close { code: 4000 })),
            2 => client = None,
            _ => {}
        }
        for _ in 0..random.u64(0..8) {
            if seen.events < told {
                read(&town, &session, &mut client, &mut seen).await;
            }
        }
    }
    while seen.events < told {
        read(&town, &session, &mut client, &mut seen).await;
    }
    let record = town.gateway.record();
    assert!(record.resumes > 20 && record.replayed > 20, "too quiet: {record:?}");
}

/// What a client has seen of a session.
struct Seen {
    seq: u64,
    events: u64,
}

/// Takes in one payload, or the end of the connection; without a connection it resumes first.
async fn read(town: &Town, session: &str, client: &mut Option<Client>, seen: &mut Seen) {
    let mut connected = match client.take() {
        Some(connected) => connected,
        None => {
            let mut fresh = town.connect().await;
            fresh.resume(session, seen.seq).await;
            fresh
        }
    };
    match connected.hear().await {
        Heard::Payload(payload) => {
            assert_eq!(payload["s"], seen.seq + 1, "{payload}");
            seen.seq += 1;
            if payload["t"] == "TEST_EVENT" {
                assert_eq!(payload["d"]["n"], seen.events + 1);
                seen.events += 1;
            }
            *client = Some(connected);
        }
        Heard::Closed(_) | Heard::Cut => {}
        Heard::Silence => unreachable!("events are outstanding, yet nothing comes"),
    }
}
