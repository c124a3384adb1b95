//! How much a simulator of 1,000 guilds carries: messages by people to a connected bot, and REST
//! calls.
//!
//! `cargo run --release -p discord-sim --example bustle`
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints and may fail")]

use std::sync::Arc;

use bytes::Bytes;
use discord_sim::options::SimOptions;
use discord_sim::people::guild::GuildSpec;
use discord_sim::people::seat::Seat;
use discord_sim::rules::Rule;
use discord_sim::sim::{ApplicationSpec, Sim};
use futures_util::{SinkExt as _, StreamExt as _};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tokio_websockets::{ClientBuilder, Message};

const GUILDS: u64 = 1_000;
const MESSAGES: u64 = 50_000;
const CALLS: u64 = 20_000;
const AT_ONCE: u64 = 16;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    for rule in [Rule::GlobalLimit, Rule::RouteBuckets] {
        sim.rules().switch_off(rule);
    }
    let app = sim.add_application(&ApplicationSpec::new("shopkeeper", "token"));
    let clock = sim.clock().clone();
    let started = clock.steady_ms();
    let seats: Vec<(Seat, u64)> = (0..GUILDS)
        .map(|n| {
            let guild = sim.add_guild(&GuildSpec::named(&format!("Shop {n}")));
            guild.add_bot(&app, 8).unwrap();
            let seat = guild.join(&sim.add_person("ann"), &[]).unwrap();
            let general = seat.channel_named("general").unwrap().id;
            (seat, general)
        })
        .collect();
    println!("{GUILDS} guilds made in {} ms", clock.steady_ms() - started);
    let mut socket = connect(&sim, GUILDS).await;

    let started = clock.steady_ms();
    let writer = tokio::task::spawn_blocking({
        let seats = seats.clone();
        move || {
            for n in 0..MESSAGES {
                let (seat, channel) = &seats[usize::try_from(n % GUILDS).unwrap()];
                seat.write(*channel, "a cake and two cups of tea, please").unwrap();
            }
        }
    });
    let mut received = 0;
    while received < MESSAGES {
        let message = socket.next().await.unwrap().unwrap();
        received += u64::from(message.as_text().is_some_and(|t| t.contains("MESSAGE_CREATE")));
    }
    writer.await.unwrap();
    report("messages written and received", MESSAGES, clock.steady_ms() - started);
    drop(socket);

    let started = clock.steady_ms();
    let client = Arc::new(Client::builder(TokioExecutor::new()).build_http());
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..AT_ONCE {
        let (client, seats, url) = (Arc::clone(&client), seats.clone(), sim.rest_url());
        tasks.spawn(async move {
            for n in (task..CALLS).step_by(usize::try_from(AT_ONCE).unwrap()) {
                let channel = seats[usize::try_from(n % GUILDS).unwrap()].1;
                let request =
                    hyper::Request::post(format!("{url}/api/v10/channels/{channel}/messages"))
                        .header("authorization", "Bot token")
                        .header("content-type", "application/json")
                        .body(Full::new(Bytes::from_static(b"{\"content\":\"here you are\"}")))
                        .unwrap();
                let answer = client.request(request).await.unwrap();
                assert_eq!(answer.status().as_u16(), 200);
                answer.into_body().collect().await.unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    report("REST calls", CALLS, clock.steady_ms() - started);
}

fn report(what: &str, count: u64, took_ms: u64) {
    println!("{count} {what} in {took_ms} ms: {} a second", count * 1_000 / took_ms.max(1));
}

/// A session that has received all its guilds.
async fn connect(
    sim: &Sim,
    guilds: u64,
) -> tokio_websockets::WebSocketStream<tokio_websockets::MaybeTlsStream<tokio::net::TcpStream>> {
    let uri = format!("{}/?v=10&encoding=json", sim.gateway_url()).parse().unwrap();
    let (mut socket, _) = ClientBuilder::from_uri(uri).connect().await.unwrap();
    let identify = r#"{"op":2,"d":{"token":"token","intents":33281,"properties":{}}}"#;
    socket.send(Message::text(identify.to_owned())).await.unwrap();
    let mut seen = 0;
    while seen < guilds {
        let message = socket.next().await.unwrap().unwrap();
        seen += u64::from(message.as_text().is_some_and(|t| t.contains("GUILD_CREATE")));
    }
    socket
}
