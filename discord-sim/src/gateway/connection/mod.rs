//! One connection, from the upgrade to its end.

mod conversation;
mod identify;
mod members;
pub(super) mod outgoing;
mod resume;
mod streaming;
mod writer;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use self::conversation::Conversation;
use self::outgoing::{Outbox, Outgoing};
use self::writer::Writer;
use super::close::{Close, session_survives};
use super::compress::Encoder;
use super::directory::Directory;
use super::record::What;
use super::session::{Link, Session};
use super::websocket::frames::FrameReader;
use super::websocket::handshake;
use super::{Gateway, lock, protocol};
use crate::rules::Rule;

/// What levers and sessions may touch of a connection.
pub(super) struct Connection {
    pub(super) id: u64,
    pub(super) outbox: Outbox,
    /// Heartbeats are not acknowledged.
    pub(super) silent: AtomicBool,
    /// Nothing but a close frame is written.
    pub(super) muted: AtomicBool,
    /// Nothing that the client sends counts any more.
    closing: AtomicBool,
    /// Steady time of the last heartbeat, at first that of HELLO.
    beat_ms: AtomicU64,
    /// Steady time by which a client that was sent op 7 must have left.
    leave_by_ms: AtomicU64,
    session: Mutex<Option<Arc<Session>>>,
}

impl Connection {
    pub(super) fn session(&self) -> Option<Arc<Session>> {
        lock(&self.session).clone()
    }

    /// The connection stays open without its session.
    pub(super) fn leave_session(&self) -> Option<Arc<Session>> {
        lock(&self.session).take()
    }

    fn link(&self) -> Link {
        Link { connection: self.id, outbox: self.outbox.clone() }
    }
}

impl Gateway {
    /// Closes a connection; while the rule about codes is off, always with 4000.
    pub(super) fn close(&self, connection: &Connection, close: Close) {
        self.close_with(connection, self.coded(close));
    }

    fn coded(&self, close: Close) -> Close {
        if self.rules.enforces(Rule::CloseCodes) { close } else { Close::UnknownError }
    }

    pub(super) fn close_with(&self, connection: &Connection, close: Close) {
        self.close_saying(connection, close, close.reason());
    }

    fn close_saying(&self, connection: &Connection, close: Close, reason: &'static str) {
        if connection.closing.swap(true, Ordering::Relaxed) {
            return;
        }
        self.note(connection.id, What::Closed { code: close.code() });
        self.part(connection, session_survives(close.code(), false));
        connection.outbox.send(Outgoing::Close { code: Some(close.code()), reason });
    }

    /// Takes a connection's session away; unless it survives, it ends.
    pub(super) fn part(&self, connection: &Connection, survives: bool) {
        let Some(session) = connection.leave_session() else { return };
        if survives || !self.rules.enforces(Rule::SessionExpiry) {
            session.detach(connection.id, self.clock.now_ms());
        } else if session.speaks_through(connection.id) {
            self.end(&session);
        }
    }

    /// Sends op 9.
    pub(super) fn refuse_session(&self, connection: &Connection, resumable: bool, why: &str) {
        self.note(connection.id, What::InvalidSession { resumable, why: why.to_owned() });
        connection.outbox.send(Outgoing::Control(protocol::invalid_session(resumable)));
    }

    /// Sends op 7 and closes when the client does not leave by itself (Discord docs, Reconnect).
    pub(super) fn request_reconnect(&self, connection: &Connection) {
        self.note(connection.id, What::ReconnectRequested);
        if let Some(patience_ms) = self.settings().reconnect_patience_ms {
            let leave_by_ms = self.clock.steady_ms() + patience_ms;
            connection.leave_by_ms.store(leave_by_ms, Ordering::Relaxed);
        }
        connection.outbox.send(Outgoing::Control(protocol::reconnect()));
    }

    /// Closes connections whose heartbeats stay away, that never identify or that do not leave when
    /// asked to.
    async fn watch(&self, connection: &Connection, interval_ms: u64) {
        let opened_ms = self.clock.steady_ms();
        loop {
            let settings = self.settings();
            let now_ms = self.clock.steady_ms();
            let beat_by = connection.beat_ms.load(Ordering::Relaxed)
                + interval_ms
                + settings.heartbeat_grace_ms;
            let identify_by = settings
                .identify_patience_ms
                .filter(|_| connection.session().is_none())
                .map(|patience| opened_ms + patience);
            if now_ms >= beat_by && self.rules.enforces(Rule::Heartbeats) {
                self.close(connection, Close::Other(settings.missed_heartbeat_code));
            } else if identify_by.is_some_and(|by| now_ms >= by) {
                self.close(connection, Close::TimedOut);
            } else if now_ms >= connection.leave_by_ms.load(Ordering::Relaxed) {
                self.close(connection, Close::Other(GOING_AWAY));
            }
            if connection.closing.load(Ordering::Relaxed) {
                // Whoever does not read its close frame is cut off.
                self.clock.steady_until(now_ms + LINGER_MS).await;
                return;
            }
            // Looks again soon, since settings and sessions change in between.
            let next = beat_by.min(identify_by.unwrap_or(u64::MAX)).min(now_ms + LOOK_AGAIN_MS);
            self.clock.steady_until(next.max(now_ms + 1)).await;
        }
    }
}

/// Serves one client until either side ends the connection.
pub(super) async fn converse(
    gateway: Arc<Gateway>,
    directory: Arc<dyn Directory>,
    mut stream: TcpStream,
) {
    if gateway.clock.now_ms() < gateway.weather().outage_until_ms {
        gateway.recorder.count(|record| record.refused_connects += 1);
        return;
    }
    let _ = stream.set_nodelay(true);
    let upgrade = tokio::time::timeout(UPGRADE_WITHIN, handshake::accept(&mut stream)).await;
    let upgraded = match upgrade {
        Ok(Ok(upgraded)) => upgraded,
        Ok(Err(error)) => {
            tracing::debug!(%error, "a client did not become a WebSocket");
            return;
        }
        Err(_) => return,
    };
    let settings = gateway.settings();
    let (outbox, mut inbox) = Outbox::new(settings.backlog);
    let query = protocol::read_query(&upgraded.query);
    let transport = query.unwrap_or(super::compress::Transport::Plain);
    let encoder = match Encoder::new(transport, &settings) {
        Ok(encoder) => encoder,
        Err(error) => {
            tracing::error!(%error, "no compressor for a connection");
            return;
        }
    };
    let seat = Seat::take(&gateway, outbox);
    let connection = &seat.connection;
    gateway.note(connection.id, What::Connected { transport });
    let interval_ms = settings.heartbeat_interval_ms;
    match query {
        Ok(_) => connection.outbox.send(Outgoing::Control(protocol::hello(interval_ms))),
        Err((close, reason)) => gateway.close_saying(connection, gateway.coded(close), reason),
    }
    let (mut read, mut write) = stream.into_split();
    let mut writer = Writer::new(Arc::clone(&gateway), Arc::clone(connection), encoder);
    let mut conversation = Conversation::new(&gateway, &*directory, connection);
    let mut frames = FrameReader::new(upgraded.rest);
    let closed = tokio::select! {
        written = writer.run(&mut inbox, &mut write) => written.is_ok(),
        () = conversation.run(&mut frames, &mut read) => false,
        () = gateway.watch(connection, interval_ms) => false,
        () = connection.outbox.cut() => false,
    };
    if closed {
        // Closing a socket with unread input resets it, and the close frame would be lost.
        let drain = async {
            let mut rest = [0; 1024];
            while matches!(read.read(&mut rest).await, Ok(1..)) {}
        };
        let _ = tokio::time::timeout(Duration::from_millis(LINGER_MS), drain).await;
    }
}

/// A connection's place in the gateway, given back when the connection ends, however that happens.
struct Seat {
    gateway: Arc<Gateway>,
    connection: Arc<Connection>,
}

impl Seat {
    fn take(gateway: &Arc<Gateway>, outbox: Outbox) -> Self {
        let connection = Arc::new(Connection {
            id: gateway.number(),
            outbox,
            silent: AtomicBool::new(false),
            muted: AtomicBool::new(false),
            closing: AtomicBool::new(false),
            beat_ms: AtomicU64::new(gateway.clock.steady_ms()),
            leave_by_ms: AtomicU64::new(u64::MAX),
            session: Mutex::new(None),
        });
        lock(&gateway.connections).insert(connection.id, Arc::clone(&connection));
        Self { gateway: Arc::clone(gateway), connection }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Self { gateway, connection } = self;
        lock(&gateway.connections).remove(&connection.id);
        gateway.part(connection, true);
        if !connection.closing.load(Ordering::Relaxed) {
            gateway.note(connection.id, What::Dropped);
        }
    }
}

/// What a client's close frame does to its session (Discord docs, Initiating a Disconnect).
fn client_closed(gateway: &Gateway, connection: &Connection, code: Option<u16>) {
    if connection.closing.swap(true, Ordering::Relaxed) {
        return;
    }
    gateway.note(connection.id, What::ClientClosed { code });
    gateway.part(connection, code.is_none_or(|code| session_survives(code, true)));
    connection.outbox.send(Outgoing::Close { code, reason: "" });
}

/// The close code of a server that restarts (RFC 6455, 7.4.1).
const GOING_AWAY: u16 = 1001;

/// How long an HTTP upgrade may take.
const UPGRADE_WITHIN: Duration = Duration::from_secs(10);

/// How long a closed connection may take to end, in milliseconds of real time.
const LINGER_MS: u64 = 1_000;

/// How often a connection's patience is looked at, in milliseconds of real time.
const LOOK_AGAIN_MS: u64 = 250;
