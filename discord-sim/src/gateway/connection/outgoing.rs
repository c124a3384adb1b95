//! What waits to be written to one connection, in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Notify, mpsc};

use crate::gateway::dispatch::Body;
use crate::gateway::stream::Stream;

/// One thing to write.
pub(in crate::gateway) enum Outgoing {
    /// Op 0.
    Event { seq: u64, body: Body },
    /// Any other payload, as text.
    Control(String),
    /// Foreign events, as fast as the socket takes them.
    Stream(Box<Stream>),
    /// From here on payloads of at least so many bytes are compressed on their own.
    CompressPayloads(usize),
    /// The answer to a WebSocket ping.
    Pong(Vec<u8>),
    /// A close frame; nothing follows it.
    Close { code: Option<u16>, reason: &'static str },
}

/// The writing end of a connection's queue. Clones share it.
#[derive(Clone)]
pub(in crate::gateway) struct Outbox(Arc<Queue>);

struct Queue {
    sender: mpsc::UnboundedSender<Outgoing>,
    waiting: AtomicUsize,
    limit: AtomicUsize,
    cut: Notify,
}

impl Outbox {
    /// A queue that holds `limit` things before the connection is cut.
    pub(in crate::gateway) fn new(limit: usize) -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let queue = Queue {
            sender,
            waiting: AtomicUsize::new(0),
            limit: AtomicUsize::new(limit),
            cut: Notify::new(),
        };
        (Self(Arc::new(queue)), receiver)
    }

    /// Queues something. A connection that is gone takes nothing, and its session keeps the events.
    pub(in crate::gateway) fn send(&self, outgoing: Outgoing) {
        // Counted before it can be taken, so that the count never falls below zero.
        let before = self.0.waiting.fetch_add(1, Ordering::Relaxed);
        let _ = self.0.sender.send(outgoing);
        if before >= self.0.limit.load(Ordering::Relaxed) {
            self.hang_up();
        }
    }

    /// Queues an event that a resume sends again, which says nothing about how fast the client
    /// reads.
    pub(in crate::gateway) fn replay(&self, seq: u64, body: Body) {
        self.0.limit.fetch_add(1, Ordering::Relaxed);
        self.send(Outgoing::Event { seq, body });
    }

    /// The writer took so many things.
    pub(super) fn taken(&self, count: usize) {
        self.0.waiting.fetch_sub(count, Ordering::Relaxed);
    }

    /// Cuts the TCP connection.
    pub(in crate::gateway) fn hang_up(&self) {
        self.0.cut.notify_one();
    }

    /// Returns once the connection is to be cut.
    pub(super) async fn cut(&self) {
        self.0.cut.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_reader_that_keeps_up_is_never_cut() {
        const SENT: usize = 100_000;
        let (outbox, mut inbox) = Outbox::new(SENT);
        let reader = tokio::spawn({
            let outbox = outbox.clone();
            async move {
                for _ in 0..SENT {
                    inbox.recv().await;
                    outbox.taken(1);
                }
            }
        });
        for _ in 0..SENT {
            outbox.send(Outgoing::CompressPayloads(0));
        }
        reader.await.unwrap();
        let cut = tokio::time::timeout(std::time::Duration::ZERO, outbox.cut()).await;
        assert!(cut.is_err(), "cut although never more than {SENT} things waited");
    }
}
