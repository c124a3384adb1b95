//! What a client says after the upgrade, payload by payload.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::Value;
use tokio::net::tcp::OwnedReadHalf;

use super::outgoing::Outgoing;
use super::{Connection, client_closed};
use crate::gateway::Gateway;
use crate::gateway::close::Close;
use crate::gateway::directory::Directory;
use crate::gateway::protocol::{self, Payload, op};
use crate::gateway::session::Session;
use crate::gateway::websocket::frames::{FrameError, FrameReader, Incoming};
use crate::rules::Rule;

/// The reading half of a connection.
pub(super) struct Conversation<'a> {
    pub(super) gateway: &'a Gateway,
    pub(super) directory: &'a dyn Directory,
    pub(super) connection: &'a Arc<Connection>,
    /// When the payloads of the current window came, in simulated time.
    sent_ms: VecDeque<u64>,
}

impl<'a> Conversation<'a> {
    pub(super) const fn new(
        gateway: &'a Gateway,
        directory: &'a dyn Directory,
        connection: &'a Arc<Connection>,
    ) -> Self {
        Self { gateway, directory, connection, sent_ms: VecDeque::new() }
    }

    /// Listens until the connection is gone.
    pub(super) async fn run(&mut self, frames: &mut FrameReader, read: &mut OwnedReadHalf) {
        loop {
            let limit = self.gateway.settings().send_bytes;
            let incoming = frames.next(read, limit).await;
            if self.connection.closing.load(Ordering::Relaxed) && incoming.is_ok() {
                continue;
            }
            let close = match incoming {
                Ok(Incoming::Message(text)) => self.hear(&text),
                Ok(Incoming::Ping(bytes)) => {
                    self.connection.outbox.send(Outgoing::Pong(bytes));
                    Ok(())
                }
                Ok(Incoming::Pong) => Ok(()),
                Ok(Incoming::Close(code)) => {
                    client_closed(self.gateway, self.connection, code);
                    Ok(())
                }
                Err(FrameError::Gone(_)) => return,
                Err(FrameError::TooLong) => Err(Close::Decode),
                Err(FrameError::Malformed(_)) => Err(Close::Other(1002)),
            };
            if let Err(close) = close {
                let malformed = matches!(close, Close::Decode | Close::Other(_));
                self.gateway.close(self.connection, close);
                if malformed {
                    // Where the next frame begins is not known any more; the writer ends the
                    // connection.
                    std::future::pending::<()>().await;
                }
            }
        }
    }

    fn hear(&mut self, text: &[u8]) -> Result<(), Close> {
        self.gateway.recorder.count(|record| record.received += 1);
        self.meter()?;
        let payload: Payload = serde_json::from_slice(text).map_err(|_| Close::Decode)?;
        match payload.op {
            op::HEARTBEAT => self.heartbeat(&payload.d),
            op::IDENTIFY => self.identify(payload.d),
            op::RESUME => self.resume(payload.d),
            op::PRESENCE_UPDATE
            | op::VOICE_STATE_UPDATE
            | op::REQUEST_SOUNDBOARD_SOUNDS
            | op::REQUEST_CHANNEL_INFO => self.identified().map(drop),
            op::REQUEST_GUILD_MEMBERS => self.request_members(payload.d),
            _ => Err(Close::UnknownOpcode),
        }
    }

    /// Counts a payload against the send limit (Discord docs, Rate Limiting): heartbeats are not
    /// exempt.
    fn meter(&mut self) -> Result<(), Close> {
        let settings = self.gateway.settings();
        let now_ms = self.gateway.clock.now_ms();
        while self.sent_ms.front().is_some_and(|sent| sent + settings.send_window_ms <= now_ms) {
            self.sent_ms.pop_front();
        }
        self.sent_ms.push_back(now_ms);
        if self.sent_ms.len() > settings.send_events { Err(Close::RateLimited) } else { Ok(()) }
    }

    fn heartbeat(&self, last_seen: &Value) -> Result<(), Close> {
        let connection = self.connection;
        let acknowledged = !connection.silent.load(Ordering::Relaxed)
            && self.gateway.rules.enforces(Rule::Heartbeats);
        connection.beat_ms.store(self.gateway.clock.steady_ms(), Ordering::Relaxed);
        if let (Some(session), Some(seq)) = (connection.session(), last_seen.as_u64())
            && self.gateway.settings().trim_on_heartbeat
        {
            session.trim(seq);
        }
        if acknowledged {
            connection.outbox.send(Outgoing::Control(protocol::heartbeat_ack()));
        }
        self.gateway.recorder.count(|record| {
            record.heartbeats += 1;
            record.acks += u64::from(acknowledged);
        });
        Ok(())
    }

    /// The session, or 4003 before there is one.
    pub(super) fn identified(&self) -> Result<Arc<Session>, Close> {
        self.connection.session().ok_or(Close::NotAuthenticated)
    }
}
