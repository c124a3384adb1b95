//! A gateway session of a bot, reduced to a queue of its events.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_websockets::{ClientBuilder, MaybeTlsStream, Message, WebSocketStream};

/// Every intent that exists.
pub(crate) const ALL_INTENTS: u64 = 0b11_0011_0001_1111_1111_1111_1111;

/// A session with its events in order.
pub(crate) struct Socket {
    events: mpsc::UnboundedReceiver<(String, Value)>,
    reader: JoinHandle<()>,
    /// What READY said.
    pub(crate) ready: Value,
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Op 2.
pub(crate) fn identify(token: &str, intents: u64) -> Value {
    json!({ "op": 2, "d": { "token": token, "intents": intents,
        "properties": { "os": "linux", "browser": "test", "device": "test" } } })
}

/// A connection on which this was said first.
async fn greeted(url: &str, first: &Value) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    let uri = format!("{url}/?v=10&encoding=json").parse().expect("an address");
    let (mut stream, _) =
        ClientBuilder::from_uri(uri).connect().await.expect("the gateway accepts");
    let hello = stream.next().await;
    assert!(hello.is_some(), "no HELLO");
    stream.send(Message::text(first.to_string())).await.expect("it is sent");
    stream
}

impl Socket {
    /// Identifies and waits for READY.
    pub(crate) async fn open(url: &str, token: &str, intents: u64) -> Self {
        let mut stream = greeted(url, &identify(token, intents)).await;
        let (sender, events) = mpsc::unbounded_channel();
        let reader = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let payload: Value =
                    serde_json::from_str(message.as_text().unwrap_or("{}")).unwrap_or_default();
                let kind = payload["t"].as_str().unwrap_or("").to_owned();
                if payload["op"] == 0 && sender.send((kind, payload["d"].clone())).is_err() {
                    return;
                }
            }
        });
        let mut socket = Self { events, reader, ready: Value::Null };
        socket.ready = socket.next("READY").await.expect("READY");
        socket
    }

    /// The code with which the gateway closes on whom says this first.
    pub(crate) async fn closed_with(url: &str, first: &Value) -> Option<u16> {
        let mut stream = greeted(url, first).await;
        let closing = async {
            while let Some(Ok(message)) = stream.next().await {
                if let Some((code, _)) = message.as_close() {
                    return Some(code.into());
                }
            }
            None
        };
        tokio::time::timeout(Duration::from_secs(5), closing).await.ok().flatten()
    }

    /// The next event of that kind; others before it are passed over.
    pub(crate) async fn next(&mut self, kind: &str) -> Result<Value, String> {
        let waiting = async {
            while let Some((found, data)) = self.events.recv().await {
                if found == kind {
                    return Ok(data);
                }
            }
            Err(format!("the session ended before {kind}"))
        };
        let bounded = tokio::time::timeout(Duration::from_secs(5), waiting).await;
        bounded.map_err(|_| format!("no {kind} came"))?
    }
}
