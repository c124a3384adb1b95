//! How fast the gateway can send foreign events to one session, and how it serves a fleet.
//!
//! `cargo run --release -p discord-sim --example firehose`
//!
//! The readers count frames and parse nothing, so that the numbers are the server's. Server and
//! readers run on two runtimes of one thread each.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints and may fail")]

use std::sync::Arc;
use std::time::Duration;

use discord_sim::clock::Clock;
use discord_sim::gateway::Gateway;
use discord_sim::gateway::directory::{ApplicationInfo, Directory};
use discord_sim::gateway::dispatch::{Content, Dispatch};
use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::record::What;
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::gateway::stream::StreamSpec;
use discord_sim::rules::Rules;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

const STREAMED: u64 = 2_000_000;
const SHARDS: u64 = 16;
const GUILDS: u64 = 16_000;
const PER_SECOND: u64 = 5_000;
const SECONDS: u64 = 5;

fn main() {
    let server = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let readers = Builder::new_current_thread().enable_all().build().unwrap();
    for compress in ["", "&compress=zlib-stream", "&compress=zstd-stream"] {
        stream(&server, &readers, compress);
    }
    for compress in ["", "&compress=zstd-stream"] {
        fleet(&server, &readers, compress);
    }
}

/// Two million foreign events to one session.
fn stream(server: &Runtime, readers: &Runtime, compress: &str) {
    let (gateway, address) = serve(server, 0);
    let clock = Clock::new();
    let reading_ms = readers.block_on(async {
        let mut reader = Reader::identify(&address, compress, 0, 1).await;
        reader.frames(2).await;
        let spec = StreamSpec { events: STREAMED, ..StreamSpec::default() };
        gateway.pull(&Target::default(), &Lever::Stream(spec));
        reader.frames(1).await;
        let began = clock.steady_ms();
        reader.frames(STREAMED - 1).await;
        let reading_ms = clock.steady_ms() - began;
        gateway.recorded(|record| record.streamed == STREAMED).await;
        reading_ms
    });
    for happening in gateway.record().happenings {
        if let What::Streamed { events, bytes, encoding_ms, writing_ms } = happening.what {
            let rate = events * 1_000 / reading_ms.max(1);
            println!(
                "stream {compress:22} {events} events, {bytes} bytes: encoded ahead in {encoding_ms} ms, \
                 taken by the socket in {writing_ms} ms, read in {reading_ms} ms = {rate} events/s"
            );
        }
    }
}

/// Events for sixteen shards of a thousand guilds each, paced, with the time until the last reader
/// has the last one.
fn fleet(server: &Runtime, readers: &Runtime, compress: &str) {
    let (gateway, address) = serve(server, GUILDS);
    let clock = Clock::new();
    readers.block_on(async {
        let began = clock.steady_ms();
        let mut fleet = Vec::new();
        for shard in 0..SHARDS {
            fleet.push(Reader::identify(&address, compress, shard, SHARDS).await);
        }
        for reader in &mut fleet {
            reader.frames(2 + GUILDS / SHARDS).await;
        }
        println!("fleet {compress:22} ready in {} ms", clock.steady_ms() - began);

        let began = clock.steady_ms();
        let mut sent = 0;
        let mut slowest = Duration::ZERO;
        while sent < PER_SECOND * SECONDS {
            let due = (clock.steady_ms() - began) * PER_SECOND / 1_000;
            let before = clock.steady_ms();
            let batch = due.min(PER_SECOND * SECONDS) - sent;
            for n in 0..batch {
                gateway.dispatch(message((sent + n) % GUILDS));
            }
            for (shard, reader) in (0..).zip(&mut fleet) {
                let theirs = (sent..sent + batch).filter(|n| (n % GUILDS) % SHARDS == shard);
                reader.frames(theirs.count() as u64).await;
            }
            sent += batch;
            slowest = slowest.max(Duration::from_millis(clock.steady_ms() - before));
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let took = clock.steady_ms() - began;
        println!("fleet {compress:22} {sent} events in {took} ms, slowest round {slowest:?}");

        let began = clock.steady_ms();
        for n in 0..100_000 {
            gateway.dispatch(message(n % GUILDS));
        }
        for reader in &mut fleet {
            reader.frames(100_000 / SHARDS).await;
        }
        let took = clock.steady_ms() - began;
        println!(
            "fleet {compress:22} 100000 events at once: {} events/s",
            100_000_000 / took.max(1)
        );
    });
}

fn message(n: u64) -> Dispatch {
    Dispatch {
        application: None,
        guild: Some(n << 22),
        channel: Some(n),
        needs_view: true,
        intents: 1 << 9,
        kind: "MESSAGE_CREATE",
        data: json!({
            "id": "1456600000000000000", "channel_id": n.to_string(), "guild_id": (n << 22).to_string(),
            "content": "does anyone know when the next event starts?".repeat(4), "embeds": [],
            "author": { "id": "1", "username": "somebody", "discriminator": "0" },
        }),
        content: Content::Message { readable_by: Vec::new(), granted: true },
    }
}

fn serve(server: &Runtime, guilds: u64) -> (Arc<Gateway>, String) {
    let settings = GatewaySettings { identify_window_ms: 0, ..GatewaySettings::default() };
    let gateway = Gateway::new(Clock::new(), Rules::new(), settings);
    let listener = server.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    server.spawn(Arc::clone(&gateway).serve(listener, Arc::new(Guilds(guilds))));
    (gateway, address)
}

/// A world of so many guilds without anything in them.
struct Guilds(u64);

impl Directory for Guilds {
    fn application(&self, _token: &str) -> Option<ApplicationInfo> {
        Some(ApplicationInfo { id: 1, bot: json!({ "id": "1" }), flags: 0, max_concurrency: 16 })
    }

    fn guilds(&self, _application: u64) -> Vec<u64> {
        (0..self.0).map(|n| n << 22).collect()
    }

    fn guild_create(&self, _application: u64, guild: u64, _intents: u64) -> Option<Value> {
        Some(json!({ "id": guild.to_string(), "name": "x".repeat(2_000) }))
    }

    fn may_view(&self, _application: u64, _channel: u64) -> bool {
        true
    }
}

/// A client that counts frames.
struct Reader {
    socket: TcpStream,
    buffer: Vec<u8>,
    /// Bytes of a frame's payload that are still to come.
    skip: usize,
}

impl Reader {
    /// Has sent its identify; HELLO and READY are the first frames to count.
    async fn identify(address: &str, compress: &str, shard: u64, shards: u64) -> Self {
        let mut socket = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET /?v=10&encoding=json{compress} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Key: AAAA\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await.unwrap());
        }
        let identify = json!({ "op": 2, "d": {
            "token": "t", "properties": {}, "shard": [shard, shards], "intents": 1 << 9 | 1,
        }})
        .to_string();
        // A mask of zeros leaves the text as it is.
        let length = u8::try_from(identify.len()).unwrap();
        let header = [0x81, 0x80 | 126, 0, length, 0, 0, 0, 0];
        let header =
            if length < 126 { vec![0x81, 0x80 | length, 0, 0, 0, 0] } else { header.to_vec() };
        socket.write_all(&header).await.unwrap();
        socket.write_all(identify.as_bytes()).await.unwrap();
        Self { socket, buffer: Vec::with_capacity(1 << 20), skip: 0 }
    }

    /// Reads so many frames.
    async fn frames(&mut self, count: u64) {
        let mut left = count;
        let mut at = 0;
        while left > 0 {
            let rest = self.buffer.get(at..).unwrap_or_default();
            if self.skip > 0 || header_length(rest).is_none() {
                let skipped = self.skip.min(rest.len());
                self.skip -= skipped;
                at += skipped;
                if self.skip > 0 || header_length(&self.buffer[at..]).is_none() {
                    self.buffer.drain(..at);
                    at = 0;
                    assert!(self.socket.read_buf(&mut self.buffer).await.unwrap() > 0, "cut off");
                }
                continue;
            }
            let (header, payload) = header_length(rest).unwrap();
            at += header;
            self.skip = payload;
            left -= 1;
        }
        self.buffer.drain(..at);
    }
}

/// The length of a frame's header and payload, once the header is there.
fn header_length(bytes: &[u8]) -> Option<(usize, usize)> {
    match bytes.get(1)? {
        126 => Some((4, usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?])))),
        127 => {
            let length: [u8; 8] = bytes.get(2..10)?.try_into().ok()?;
            Some((10, usize::try_from(u64::from_be_bytes(length)).ok()?))
        }
        short => Some((2, usize::from(*short))),
    }
}
