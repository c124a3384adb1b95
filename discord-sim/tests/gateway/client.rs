//! A raw gateway client: it sends what it is told and shows whatever comes.

use std::collections::VecDeque;
use std::time::Duration;

use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_websockets::{
    ClientBuilder, CloseCode, Limits, MaybeTlsStream, Message, WebSocketStream,
};

use crate::town::TOKEN;

/// One client on one connection.
pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    decoder: Decoder,
    waiting: VecDeque<Value>,
    /// Binary messages received.
    pub(crate) binary: usize,
}

/// What can come from the server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Heard {
    Payload(Value),
    Closed(u16),
    Cut,
    Silence,
}

enum Decoder {
    None,
    Zlib(Decompress, Vec<u8>),
    Zstd(zstd_safe::DCtx<'static>),
}

impl Client {
    /// Connects and reads HELLO; `extra` follows the version and encoding in the query.
    pub(crate) async fn connect(url: &str, extra: &str) -> Self {
        let mut client = Self::open(url, &format!("/?v=10&encoding=json{extra}")).await;
        let hello = client.payload().await.unwrap();
        assert_eq!(hello["op"], 10, "the first payload is HELLO: {hello}");
        client
    }

    /// Connects to any path and query and reads nothing.
    pub(crate) async fn open(url: &str, target: &str) -> Self {
        let uri = format!("{url}{target}").parse().unwrap();
        let limits = Limits::unlimited();
        let (socket, _) = ClientBuilder::from_uri(uri).limits(limits).connect().await.unwrap();
        let decoder = if target.contains("zlib-stream") {
            Decoder::Zlib(Decompress::new(true), Vec::new())
        } else if target.contains("zstd-stream") {
            Decoder::Zstd(zstd_safe::DCtx::create())
        } else {
            Decoder::None
        };
        Self { socket, decoder, waiting: VecDeque::new(), binary: 0 }
    }

    pub(crate) async fn send(&mut self, payload: &Value) {
        self.send_text(payload.to_string()).await;
    }

    pub(crate) async fn send_text(&mut self, text: String) {
        // A server that has closed already is heard of in the next read.
        let _ = self.socket.send(Message::text(text)).await;
    }

    pub(crate) async fn send_binary(&mut self, bytes: Vec<u8>) {
        let _ = self.socket.send(Message::binary(bytes)).await;
    }

    pub(crate) async fn close(mut self, code: u16) {
        let code = CloseCode::try_from(code).unwrap();
        self.socket.send(Message::close(Some(code), "")).await.unwrap();
        while let Some(Ok(_)) = self.socket.next().await {}
    }

    pub(crate) async fn identify(&mut self, shard: [u32; 2], intents: u64) {
        self.send(&identify(TOKEN, json!(shard), json!(intents))).await;
    }

    /// Identifies and returns READY's `d`.
    pub(crate) async fn ready(&mut self, shard: [u32; 2], intents: u64) -> Result<Value, String> {
        self.identify(shard, intents).await;
        let ready = self.payload().await?;
        if ready["t"] == "READY" {
            Ok(ready["d"].clone())
        } else {
            Err(format!("no READY: {ready}"))
        }
    }

    pub(crate) async fn resume(&mut self, session: &str, seq: u64) {
        let d = json!({ "token": format!("Bot {TOKEN}"), "session_id": session, "seq": seq });
        self.send(&json!({ "op": 6, "d": d })).await;
    }

    /// What comes next, waiting a few seconds at most.
    pub(crate) async fn hear(&mut self) -> Heard {
        tokio::time::timeout(PATIENCE, self.next()).await.unwrap_or(Heard::Silence)
    }

    /// The next payload; anything else is an error.
    pub(crate) async fn payload(&mut self) -> Result<Value, String> {
        match self.hear().await {
            Heard::Payload(payload) => Ok(payload),
            other => Err(format!("expected a payload, heard {other:?}")),
        }
    }

    /// The next payload of this `t`, skipping others.
    pub(crate) async fn event(&mut self, kind: &str) -> Result<Value, String> {
        loop {
            let payload = self.payload().await?;
            if payload["t"] == kind {
                return Ok(payload);
            }
        }
    }

    /// Skips payloads until the connection ends; returns how.
    pub(crate) async fn end(&mut self) -> Heard {
        loop {
            match self.hear().await {
                Heard::Payload(_) => {}
                other => return other,
            }
        }
    }

    async fn next(&mut self) -> Heard {
        loop {
            if let Some(payload) = self.waiting.pop_front() {
                return Heard::Payload(payload);
            }
            let Some(Ok(message)) = self.socket.next().await else { return Heard::Cut };
            if let Some((code, _)) = message.as_close() {
                return Heard::Closed(code.into());
            }
            if let Some(text) = message.as_text() {
                return Heard::Payload(serde_json::from_str(text).unwrap());
            }
            if message.is_binary() {
                self.binary += 1;
                self.decode(message.as_payload());
            }
        }
    }

    fn decode(&mut self, bytes: &[u8]) {
        let mut text = Vec::new();
        match &mut self.decoder {
            Decoder::None => {
                let mut alone = flate2::read::ZlibDecoder::new(bytes);
                std::io::Read::read_to_end(&mut alone, &mut text).unwrap();
            }
            Decoder::Zlib(context, partial) => {
                partial.extend_from_slice(bytes);
                if !partial.ends_with(&[0, 0, 255, 255]) {
                    return;
                }
                let (mut rest, start) = (partial.as_slice(), context.total_in());
                while !rest.is_empty() {
                    text.reserve(16 * 1024);
                    context.decompress_vec(rest, &mut text, FlushDecompress::Sync).unwrap();
                    rest = &partial[usize::try_from(context.total_in() - start).unwrap()..];
                }
                partial.clear();
            }
            Decoder::Zstd(context) => {
                let mut input = zstd_safe::InBuffer::around(bytes);
                loop {
                    text.reserve(16 * 1024);
                    let before = text.len();
                    let mut output = zstd_safe::OutBuffer::around_pos(&mut text, before);
                    context.decompress_stream(&mut output, &mut input).unwrap();
                    if input.pos() == bytes.len() && text.len() < text.capacity() {
                        break;
                    }
                }
            }
        }
        self.waiting.push_back(serde_json::from_slice(&text).unwrap());
    }
}

/// How long a client waits for what must come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(4);

/// Op 2.
pub(crate) fn identify(token: &str, shard: Value, intents: Value) -> Value {
    let properties = json!({ "os": "linux", "browser": "test", "device": "test" });
    json!({ "op": 2, "d": {
        "token": token, "properties": properties, "shard": shard, "intents": intents,
    }})
}
