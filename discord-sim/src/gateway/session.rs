//! One session: its sequence numbers, the events kept for a resume, and the connection it speaks
//! through.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::connection::outgoing::{Outbox, Outgoing};
use super::dispatch::Body;
use super::protocol::Shard;
use super::record::SessionView;
use super::stream::{Stream, StreamSpec};

/// A session, from Identify until it ends.
pub(super) struct Session {
    pub(super) id: String,
    /// Rises from session to session.
    pub(super) number: u64,
    pub(super) application: u64,
    pub(super) token: String,
    pub(super) shard: Shard,
    pub(super) intents: u64,
    state: Mutex<State>,
}

/// The connection that a session speaks through.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) connection: u64,
    pub(super) outbox: Outbox,
}

struct State {
    seq: u64,
    kept: VecDeque<(u64, Body)>,
    link: Option<Link>,
    detached_at_ms: Option<u64>,
    ended: bool,
    /// Guilds of this session; `false` until its GUILD_CREATE was sent.
    guilds: BTreeMap<u64, bool>,
    /// Events of guilds whose GUILD_CREATE is still to come.
    held: Vec<(u64, Body)>,
}

/// Why a session cannot be resumed from some sequence number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResumeRefusal {
    /// It has ended.
    Ended,
    /// It was without a connection for too long.
    Expired,
    /// The client names a number that was never sent.
    SeqFromTheFuture,
    /// Events after that number are no longer kept.
    Forgotten,
}

/// A resume that succeeded.
pub(super) struct Resumption {
    pub(super) replayed: u64,
    /// The connection that it took the session from.
    pub(super) previous: Option<Link>,
}

/// How a session is resumed.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResumeTerms {
    pub(super) now_ms: u64,
    /// `None`: sessions do not expire.
    pub(super) window_ms: Option<u64>,
    /// Events kept for the next resume.
    pub(super) keep: usize,
    /// Whether missed events are sent again.
    pub(super) replay: bool,
}

impl Session {
    pub(super) fn new(identity: Identity, guilds: &[u64], link: Link) -> Self {
        let state = State {
            seq: 0,
            kept: VecDeque::new(),
            link: Some(link),
            detached_at_ms: None,
            ended: false,
            guilds: guilds.iter().map(|guild| (*guild, false)).collect(),
            held: Vec::new(),
        };
        let Identity { id, number, application, token, shard, intents } = identity;
        Self { id, number, application, token, shard, intents, state: Mutex::new(state) }
    }

    /// Sends an event, behind its guild's GUILD_CREATE if that is still to come.
    pub(super) fn deliver(&self, guild: Option<u64>, body: Body, keep: usize) {
        let mut state = self.lock();
        match guild {
            Some(guild) if state.guilds.get(&guild) == Some(&false) => {
                state.held.push((guild, body));
            }
            _ => state.send(body, keep),
        }
    }

    /// Sends GUILD_CREATE, then what waited for it. Without a body the guild is gone again; a guild
    /// that the bot left meanwhile stays away.
    pub(super) fn load(&self, guild: u64, body: Option<Body>, keep: usize) {
        let mut state = self.lock();
        if !state.guilds.contains_key(&guild) {
            return;
        }
        if let Some(body) = body {
            state.guilds.insert(guild, true);
            state.send(body, keep);
        } else {
            state.guilds.remove(&guild);
        }
        let (ready, held) =
            std::mem::take(&mut state.held).into_iter().partition(|(of, _)| *of == guild);
        state.held = held;
        let ready: Vec<(u64, Body)> = ready;
        for (_, body) in ready {
            state.send(body, keep);
        }
    }

    /// The guilds, some of which the session may have known, will come one by one.
    pub(super) fn expect(&self, guilds: impl Iterator<Item = u64>) {
        let mut state = self.lock();
        for guild in guilds {
            state.guilds.entry(guild).or_insert(false);
        }
    }

    /// The guild's GUILD_CREATE came by dispatch.
    pub(super) fn join(&self, guild: u64) {
        self.lock().guilds.insert(guild, true);
    }

    /// The bot left the guild.
    pub(super) fn forget(&self, guild: u64) {
        self.lock().guilds.remove(&guild);
    }

    pub(super) fn is_in(&self, guild: u64) -> bool {
        self.lock().guilds.contains_key(&guild)
    }

    /// Guilds whose GUILD_CREATE is still to come.
    pub(super) fn awaited(&self) -> Vec<u64> {
        let state = self.lock();
        state.guilds.iter().filter(|(_, loaded)| !**loaded).map(|(guild, _)| *guild).collect()
    }

    /// Sends foreign events, whose numbers follow those sent so far. Nothing before them can be
    /// resumed any more.
    pub(super) fn stream(&self, spec: &StreamSpec) {
        let mut state = self.lock();
        let Some(link) = &state.link else { return };
        let stream = Stream::new(spec.clone(), self.shard, state.seq + 1);
        link.outbox.send(Outgoing::Stream(Box::new(stream)));
        state.seq += spec.events;
        state.kept.clear();
    }

    /// Gives the session a new connection and sends it what it missed after `seq`, then `resumed`.
    pub(super) fn resume(
        &self,
        link: Link,
        seq: u64,
        terms: ResumeTerms,
        resumed: Body,
    ) -> Result<Resumption, ResumeRefusal> {
        let mut state = self.lock();
        if state.ended {
            return Err(ResumeRefusal::Ended);
        }
        if state.expired(terms.now_ms, terms.window_ms) {
            return Err(ResumeRefusal::Expired);
        }
        if seq > state.seq && terms.window_ms.is_some() {
            return Err(ResumeRefusal::SeqFromTheFuture);
        }
        let first_kept = state.kept.front().map_or(state.seq + 1, |(first, _)| *first);
        if terms.replay && seq + 1 < first_kept {
            return Err(ResumeRefusal::Forgotten);
        }
        let mut replayed = 0;
        if terms.replay {
            for (number, body) in state.kept.iter().filter(|(number, _)| *number > seq) {
                link.outbox.replay(*number, body.clone());
                replayed += 1;
            }
        }
        let previous = state.link.replace(link);
        state.detached_at_ms = None;
        state.send(resumed, terms.keep);
        Ok(Resumption { replayed, previous })
    }

    /// The connection is gone. Another connection's session is not touched.
    pub(super) fn detach(&self, connection: u64, now_ms: u64) {
        let mut state = self.lock();
        if state.link.as_ref().is_some_and(|link| link.connection == connection) {
            state.link = None;
            state.detached_at_ms = Some(now_ms);
        }
    }

    /// Whether the connection is the one that the session speaks through.
    pub(super) fn speaks_through(&self, connection: u64) -> bool {
        self.lock().link.as_ref().is_some_and(|link| link.connection == connection)
    }

    pub(super) fn expired(&self, now_ms: u64, window_ms: Option<u64>) -> bool {
        let state = self.lock();
        state.ended || state.expired(now_ms, window_ms)
    }

    pub(super) fn view(&self) -> SessionView {
        let state = self.lock();
        SessionView {
            session: self.id.clone(),
            application: self.application,
            shard: [self.shard.id, self.shard.count],
            intents: self.intents,
            seq: state.seq,
            connected: state.link.is_some(),
            kept: state.kept.len(),
        }
    }

    /// Forgets events up to `seq`.
    pub(super) fn trim(&self, seq: u64) {
        self.lock().kept.retain(|(number, _)| *number > seq);
    }

    /// Ends the session; returns whether it had not ended before.
    pub(super) fn end(&self) -> bool {
        let mut state = self.lock();
        state.kept.clear();
        state.held.clear();
        state.link = None;
        !std::mem::replace(&mut state.ended, true)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What stays the same about a session.
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) number: u64,
    pub(super) application: u64,
    pub(super) token: String,
    pub(super) shard: Shard,
    pub(super) intents: u64,
}

impl State {
    fn send(&mut self, body: Body, keep: usize) {
        if self.ended {
            return;
        }
        self.seq += 1;
        if let Some(link) = &self.link {
            link.outbox.send(Outgoing::Event { seq: self.seq, body: body.clone() });
        }
        self.kept.push_back((self.seq, body));
        while self.kept.len() > keep {
            self.kept.pop_front();
        }
    }

    fn expired(&self, now_ms: u64, window_ms: Option<u64>) -> bool {
        match (self.detached_at_ms, window_ms) {
            (Some(detached), Some(window)) => now_ms >= detached + window,
            _ => false,
        }
    }
}
