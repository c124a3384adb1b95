//! What happened at the gateway, as plain data: counts for all time and the latest happenings one
//! by one.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::compress::Transport;
use crate::control::ids;

/// What happened at the gateway so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Connections that became WebSockets.
    pub connects: u64,
    /// Connections turned away by an outage.
    pub refused_connects: u64,
    /// Identifies that made a session.
    pub identifies: u64,
    /// Resumes that succeeded.
    pub resumes: u64,
    /// Events sent again by resumes.
    pub replayed: u64,
    /// Op 9 sent, resumable or not.
    pub invalid_sessions: u64,
    /// Op 7 sent.
    pub reconnect_requests: u64,
    /// Closes by the server, per code.
    pub closes: BTreeMap<u16, u64>,
    /// Closes by clients, per code; 1005 counts those without one (RFC 6455, 7.4.1).
    pub client_closes: BTreeMap<u16, u64>,
    /// Connections that ended without a close frame, whoever cut them.
    pub drops: u64,
    /// Sessions that ended.
    pub ended_sessions: u64,
    /// Heartbeats received.
    pub heartbeats: u64,
    /// Heartbeats acknowledged.
    pub acks: u64,
    /// Payloads received from clients, heartbeats included.
    pub received: u64,
    /// Events put into sessions, per kind.
    pub events: BTreeMap<String, u64>,
    /// Foreign events that streams wrote.
    pub streamed: u64,
    /// The latest happenings, oldest first.
    pub happenings: VecDeque<Happening>,
    /// How many older ones are no longer kept.
    pub forgotten: u64,
}

/// A session as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Its id.
    pub session: String,
    /// Its application.
    #[serde(serialize_with = "ids::one", deserialize_with = "ids::read_one")]
    pub application: u64,
    /// Its shard and the number of shards.
    pub shard: [u32; 2],
    /// Its intents.
    pub intents: u64,
    /// The last sequence number.
    pub seq: u64,
    /// Whether a client is connected.
    pub connected: bool,
    /// Events kept for a resume.
    pub kept: usize,
}

/// One happening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// Simulated Unix time in milliseconds.
    pub at_ms: u64,
    /// The connection, numbered from 1; 0 when there is none.
    pub connection: u64,
    /// What it was.
    #[serde(flatten)]
    pub what: What,
}

/// What a happening was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// A WebSocket was opened.
    Connected {
        /// Its compression.
        transport: Transport,
    },
    /// A session was made.
    Identified {
        /// Its id.
        session: String,
        /// Its application.
        #[serde(serialize_with = "ids::one", deserialize_with = "ids::read_one")]
        application: u64,
        /// Its shard and the number of shards.
        shard: [u32; 2],
        /// Its intents.
        intents: u64,
    },
    /// A session went on with a new connection.
    Resumed {
        /// Its id.
        session: String,
        /// The sequence number that the client had seen.
        seq: u64,
        /// Events sent again.
        replayed: u64,
    },
    /// Op 9 was sent.
    InvalidSession {
        /// Its `d`.
        resumable: bool,
        /// Why.
        why: String,
    },
    /// Op 7 was sent.
    ReconnectRequested,
    /// The server closed the connection.
    Closed {
        /// With this code.
        code: u16,
    },
    /// The client closed the connection.
    ClientClosed {
        /// With this code.
        code: Option<u16>,
    },
    /// The connection ended without a close frame.
    Dropped,
    /// A session ended; it cannot be resumed any more.
    SessionEnded {
        /// Its id.
        session: String,
    },
    /// A stream of foreign events was written whole.
    Streamed {
        /// How many events.
        events: u64,
        /// How many bytes they took on the wire.
        bytes: u64,
        /// Milliseconds spent on encoding them ahead; 0 without compression.
        encoding_ms: u64,
        /// Milliseconds until the socket had taken all.
        writing_ms: u64,
    },
    /// The daily identifies were overdrawn or a lever was pulled: the token is void.
    TokenReset {
        /// The application.
        #[serde(serialize_with = "ids::one", deserialize_with = "ids::read_one")]
        application: u64,
    },
}

/// Keeps the [`Record`] and wakes whoever waits for it to change.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    record: Mutex<Record>,
    changed: Notify,
}

impl Recorder {
    pub(super) fn read(&self) -> Record {
        self.lock().clone()
    }

    /// The happenings from that number on, counted from 0, as far as they are kept; and the number
    /// of the next.
    pub(super) fn since(&self, number: u64) -> (Vec<Happening>, u64) {
        let record = self.lock();
        let known = usize::try_from(number.saturating_sub(record.forgotten)).unwrap_or(usize::MAX);
        let next = record.forgotten + record.happenings.len() as u64;
        (record.happenings.iter().skip(known).cloned().collect(), next)
    }

    /// Changes counts only.
    pub(super) fn count(&self, change: impl FnOnce(&mut Record)) {
        change(&mut self.lock());
        self.changed.notify_waiters();
    }

    pub(super) fn note(&self, happening: Happening, keep: usize) {
        let mut record = self.lock();
        record.tally(&happening.what);
        record.happenings.push_back(happening);
        while record.happenings.len() > keep {
            record.happenings.pop_front();
            record.forgotten += 1;
        }
        drop(record);
        self.changed.notify_waiters();
    }

    /// Returns once the record satisfies the condition.
    pub(super) async fn until(&self, condition: impl Fn(&Record) -> bool) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            // Registered before looking, so that no change falls between the look and the wait.
            changed.as_mut().enable();
            if condition(&self.lock()) {
                return;
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn tally(&mut self, what: &What) {
        match what {
            What::Connected { .. } => self.connects += 1,
            What::Identified { .. } => self.identifies += 1,
            What::Resumed { replayed, .. } => {
                self.resumes += 1;
                self.replayed += replayed;
            }
            What::InvalidSession { .. } => self.invalid_sessions += 1,
            What::ReconnectRequested => self.reconnect_requests += 1,
            What::Closed { code } => *self.closes.entry(*code).or_default() += 1,
            What::ClientClosed { code } => {
                *self.client_closes.entry(code.unwrap_or(1005)).or_default() += 1;
            }
            What::Dropped => self.drops += 1,
            What::SessionEnded { .. } => self.ended_sessions += 1,
            What::Streamed { events, .. } => self.streamed += events,
            What::TokenReset { .. } => {}
        }
    }
}
