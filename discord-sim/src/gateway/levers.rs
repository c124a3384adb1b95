//! Levers: what a test or a person can do to connections and sessions, and the weather that all
//! events go through.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use super::close::Close;
use super::connection::Connection;
use super::connection::outgoing::Outgoing;
use super::stream::StreamSpec;
use super::{Gateway, lock, protocol};
use crate::control::ids;

/// Which connections (or sessions) a lever is for. What is left out matches all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// Sessions of this application.
    #[serde(serialize_with = "ids::maybe", deserialize_with = "ids::read_maybe")]
    pub application: Option<u64>,
    /// Sessions of this shard.
    pub shard: Option<u32>,
    /// This session.
    pub session: Option<String>,
}

/// One thing to do to every connection that a [`Target`] names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "lever", rename_all = "snake_case", deny_unknown_fields)]
pub enum Lever {
    /// Cuts the TCP connection, without a close frame.
    Drop,
    /// Closes with a code; the codes that end a session end it.
    Close {
        /// 1000, 1001 or 4000 to 4999.
        code: u16,
    },
    /// Sends op 7. A client that stays is closed with 1001 in the end.
    Reconnect,
    /// Sends op 9. Not resumable ends the session.
    InvalidSession {
        /// Its `d`.
        resumable: bool,
    },
    /// Sends op 1.
    RequestHeartbeat,
    /// Stops acknowledging heartbeats; events go on.
    StopAcks,
    /// Sends nothing any more, neither events nor acknowledgements. The session keeps the events.
    Mute,
    /// Ends the sessions, of live and of lost connections alike, without a word.
    ExpireSessions,
    /// Sends foreign events as fast as the socket takes them.
    Stream(StreamSpec),
}

/// What events and newcomers meet. "An event" below is one of the kinds in `only`; all others pass
/// as if the weather were fine, and may so overtake.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weather {
    /// The kinds of events that the weather is for, such as `INTERACTION_CREATE`; empty for all.
    pub only: Vec<String>,
    /// So many of the next events are lost: no session ever hears of them.
    pub lose_next: u64,
    /// Every event waits so many milliseconds of simulated time before it is routed. Order is kept.
    pub delay_ms: u64,
    /// So many of the next events are sent twice.
    pub duplicate_next: u64,
    /// So many of the next events are overtaken: each is held back until the next event of the same
    /// guild has gone, or for a quarter of a second of simulated time if none comes.
    pub reorder_next: u64,
    /// Until this simulated Unix time in milliseconds new connections are cut before the upgrade.
    pub outage_until_ms: u64,
}

impl Weather {
    /// How many times the next event is sent.
    pub(super) fn copies(&mut self, kind: &str) -> u32 {
        if !self.concerns(kind) {
            return 1;
        }
        if self.lose_next > 0 {
            self.lose_next -= 1;
            return 0;
        }
        if self.duplicate_next > 0 {
            self.duplicate_next -= 1;
            return 2;
        }
        1
    }

    /// Whether the next event is held back until it has been overtaken.
    pub(super) fn is_overtaken(&mut self, kind: &str) -> bool {
        let overtaken = self.reorder_next > 0 && self.concerns(kind);
        self.reorder_next -= u64::from(overtaken);
        overtaken
    }

    /// How long the next event waits.
    pub(super) fn delay(&self, kind: &str) -> u64 {
        if self.concerns(kind) { self.delay_ms } else { 0 }
    }

    fn concerns(&self, kind: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == kind)
    }
}

impl Gateway {
    /// Pulls a lever on everything that the target names; returns how many connections (or
    /// sessions) that were.
    pub fn pull(&self, target: &Target, lever: &Lever) -> usize {
        if *lever == Lever::ExpireSessions {
            let mut sessions = self.all_sessions();
            sessions.retain(|session| target.names(session));
            sessions.iter().for_each(|session| self.end(session));
            return sessions.len();
        }
        let all: Vec<Arc<Connection>> = lock(&self.connections).values().cloned().collect();
        let named = all.iter().filter(|connection| match connection.session() {
            Some(session) => target.names(&session),
            None => *target == Target::default(),
        });
        named.map(|connection| self.pull_on(connection, lever)).count()
    }

    /// The weather as it is now.
    #[must_use]
    pub fn weather(&self) -> Weather {
        lock(&self.weather).clone()
    }

    /// Changes the weather.
    pub fn change_weather(&self, change: impl FnOnce(&mut Weather)) {
        change(&mut lock(&self.weather));
    }

    fn pull_on(&self, connection: &Connection, lever: &Lever) {
        match lever {
            Lever::Drop => connection.outbox.hang_up(),
            Lever::Close { code } => self.close_with(connection, Close::Other(*code)),
            Lever::Reconnect => self.request_reconnect(connection),
            Lever::InvalidSession { resumable } => {
                self.part(connection, *resumable);
                self.refuse_session(connection, *resumable, "a lever was pulled");
            }
            Lever::RequestHeartbeat => {
                connection.outbox.send(Outgoing::Control(protocol::heartbeat_request()));
            }
            Lever::StopAcks => connection.silent.store(true, Ordering::Relaxed),
            Lever::Mute => connection.muted.store(true, Ordering::Relaxed),
            Lever::Stream(spec) => {
                if let Some(session) = connection.session() {
                    session.stream(spec);
                }
            }
            Lever::ExpireSessions => {}
        }
    }
}

impl Target {
    fn names(&self, session: &super::session::Session) -> bool {
        self.application.is_none_or(|application| session.application == application)
            && self.shard.is_none_or(|shard| session.shard.id == shard)
            && self.session.as_ref().is_none_or(|id| session.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levers_are_plain_json() {
        let read = |text: &str| serde_json::from_str::<Lever>(text);
        assert_eq!(read(r#"{"lever":"drop"}"#).unwrap(), Lever::Drop);
        assert_eq!(read(r#"{"lever":"close","code":4000}"#).unwrap(), Lever::Close { code: 4000 });
        let spec = StreamSpec { events: 5, ..StreamSpec::default() };
        assert_eq!(read(r#"{"lever":"stream","events":5}"#).unwrap(), Lever::Stream(spec));
        for wrong in [
            r#"{"lever":"explode"}"#,
            r#"{"lever":"close"}"#,
            r#"{"lever":"close","code":4000,"reason":"x"}"#,
            r#"{"lever":"stream","event":5}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
