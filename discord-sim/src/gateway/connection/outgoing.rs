//! What waits to be written to one connection, in order.

use tokio::sync::mpsc;

use crate::gateway::dispatch::Body;

/// One thing to write.
pub(in crate::gateway) enum Outgoing {
    /// Op 0.
    Event { seq: u64, body: Body },
    /// Any other payload, as text.
    Control(String),
    /// From here on payloads of at least so many bytes are compressed on their own.
    CompressPayloads(usize),
    /// The answer to a WebSocket ping.
    Pong(Vec<u8>),
    /// A close frame; nothing follows it.
    Close { code: Option<u16>, reason: &'static str },
}

/// The writing end of a connection's queue.
#[derive(Clone)]
pub(in crate::gateway) struct Outbox(mpsc::UnboundedSender<Outgoing>);

impl Outbox {
    pub(in crate::gateway) fn new() -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), receiver)
    }

    /// Queues something. A connection that is gone takes nothing, and its session keeps the events.
    pub(in crate::gateway) fn send(&self, outgoing: Outgoing) {
        let _ = self.0.send(outgoing);
    }
}
