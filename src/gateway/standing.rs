//! How a shard stands, as its keeper writes it and everybody else reads it.

mod named;

use super::{EventSink, Phase, ShardStatus, bell::Bell, quiet::Quiet, watermark::Watermark};
use crate::{
    clock,
    store::{Held, SessionRecord, ShardRef},
    telemetry::metrics::labels::{CloseCode, SessionEnd},
};
use named::{Named, is_url};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    time::Instant,
};
use tokio_util::sync::CancellationToken;
use twilight_gateway::Session;

/// How long after a new session has begun its servers have come, one by one: until then it need not
/// be told of all that happens in them.
const LOADING: Duration = Duration::from_secs(3);

/// One shard.
pub(super) struct Standing {
    /// Which.
    pub(super) shard: ShardRef,
    bell: Arc<Bell>,
    /// Rings when nothing is being dealt with any more.
    settled: Arc<Notify>,
    ended: CancellationToken,
    /// The session that the store has.
    saved: watch::Sender<Option<String>>,
    /// Rings when what was held back has to be asked for again.
    rewinds: Notify,
    now: Mutex<Now>,
}

struct Now {
    /// With which intents the session was begun.
    intents: u64,
    phase: Phase,
    since: Instant,
    /// Since when it has no live session; none while it has one.
    silent_since: Option<Instant>,
    latency: Option<Duration>,
    /// When Discord answered a heartbeat last.
    answered: Option<Instant>,
    session: Option<Named>,
    /// Whether it was begun on this connection.
    is_new: bool,
    watermark: Watermark,
    /// Those of sessions before this one, while events of theirs are still being dealt with.
    former: Vec<Watermark>,
    /// Up to when we have been told of everything, as far as is known.
    told: Option<Instant>,
    /// Until when a session that has begun is not told of all yet.
    loads_until: Option<Instant>,
    /// Since when we are told of everything, if nothing of it was missed.
    told_since: Option<Instant>,
    /// What is held back, if all is.
    quiet: Option<Quiet>,
}

impl Standing {
    /// A shard as it was taken over: with its saved session, if it can be resumed by a shard like
    /// this one.
    /// A quiet one passes nothing on until it is told to.
    pub(super) fn new(held: Held, intents: u64, bell: Arc<Bell>, quiet: bool) -> Self {
        let shard = held.shard;
        let fits = |it: &SessionRecord| {
            it.shards == shard.of && it.intents == intents && is_url(&it.resume_url)
        };
        let saved = held.session.filter(fits);
        let (settled, at) = (Arc::default(), clock::instant());
        let now = Now {
            intents,
            phase: Phase::Waiting,
            since: at,
            silent_since: Some(at),
            latency: None,
            answered: None,
            is_new: false,
            watermark: Watermark::at(saved.as_ref().map_or(0, |it| it.committed), &settled),
            former: vec![],
            told: None,
            loads_until: None,
            told_since: None,
            quiet: quiet.then(Quiet::default),
            session: saved.map(|it| Named { id: it.id, resume_url: it.resume_url }),
        };
        let (ended, saved) = (CancellationToken::new(), watch::Sender::new(None));
        let rewinds = Notify::new();
        Self { shard, bell, settled, ended, saved, rewinds, now: Mutex::new(now) }
    }

    /// The store has this session.
    pub(super) fn note_saved(&self, session: &str) {
        self.saved.send_if_modified(|saved| {
            let news = saved.as_deref() != Some(session);
            if news {
                *saved = Some(session.to_owned());
            }
            news
        });
    }

    /// Waits until the store has a session.
    pub(super) async fn saved(&self, session: &str) {
        let mut saved = self.saved.subscribe();
        // It cannot fail: the sender lives as long as we do.
        drop(saved.wait_for(|saved| saved.as_deref() == Some(session)).await);
    }

    /// The session to resume, and where.
    pub(super) fn session(&self) -> Option<(Session, String)> {
        let now = self.lock();
        let named = now.session.clone()?;
        Some((Session::new(now.watermark.committed(), named.id), named.resume_url))
    }

    /// Where the session is resumed.
    pub(super) fn resume_url(&self) -> Option<String> {
        self.lock().session.as_ref().map(|it| it.resume_url.clone())
    }

    /// The marks of the session.
    pub(super) fn watermark(&self) -> Watermark {
        self.lock().watermark.clone()
    }

    /// A new session has begun. Its marks: it counts its events anew.
    pub(super) fn begin(&self, id: &str, resume_url: &str) -> Watermark {
        let mut now = self.lock();
        let named = Named { id: id.to_owned(), resume_url: resume_url.to_owned() };
        let watermark = self.renew(&mut now, Some(named));
        now.loads_until = Some(clock::instant() + LOADING);
        now.is_new = true;
        drop(now);
        self.bell.metrics.begun.count(());
        self.bell.changed.notify_one();
        watermark
    }

    /// Connects with these intents from now on. A session that was begun with others is over: the
    /// marks for what may still come of it.
    pub(super) fn ask_for(&self, intents: u64) -> Option<Watermark> {
        let mut now = self.lock();
        let changes = std::mem::replace(&mut now.intents, intents) != intents;
        changes.then(|| self.end_session(&mut now, SessionEnd::Intents))
    }

    /// The session is over. The marks for what may still come of it.
    pub(super) fn lose(&self, why: SessionEnd) -> Watermark {
        self.end_session(&mut self.lock(), why)
    }

    fn end_session(&self, now: &mut Now, why: SessionEnd) -> Watermark {
        if now.session.is_some() {
            self.bell.metrics.lost.count(why);
        }
        self.renew(now, None)
    }

    fn renew(&self, now: &mut Now, session: Option<Named>) -> Watermark {
        now.session = session;
        now.told_since = None;
        let watermark = Watermark::at(0, &self.settled);
        let former = std::mem::replace(&mut now.watermark, watermark.clone());
        now.former.push(former);
        now.former.retain(|it| !it.is_settled());
        watermark
    }

    /// The session as it stands, if it may be saved.
    pub(super) fn record(&self) -> Option<SessionRecord> {
        let mut now = self.lock();
        // Until then the record of the lost session stays: a successor is refused it, begins a new
        // one, and so reads back what was not dealt with.
        now.former.retain(|it| !it.is_settled());
        if !now.former.is_empty() {
            return None;
        }
        let Named { id, resume_url } = now.session.clone()?;
        Some(SessionRecord {
            id,
            resume_url,
            committed: now.watermark.committed(),
            shards: self.shard.of,
            intents: now.intents,
            saved_at: clock::now(),
        })
    }

    /// Something came; over a connection that works, or while what was missed is sent again. When
    /// others may have been told of it.
    pub(super) fn hear(&self, works: bool) -> Option<Instant> {
        let mut now = self.lock();
        let at = clock::instant();
        if !works {
            return now.told;
        }
        now.loads_until.take_if(|until| *until <= at);
        if now.loads_until.is_none() {
            now.told = Some(at);
        }
        let since = now.loads_until.unwrap_or(at);
        now.told_since.get_or_insert(since);
        Some(at)
    }

    /// Holds an event back if everything is; if not, it is given back.
    pub(super) fn hold_back(
        &self,
        sequence: u64,
        json: String,
        sink: &dyn EventSink,
    ) -> Option<String> {
        let mut now = self.lock();
        let Now { quiet: Some(quiet), watermark, .. } = &mut *now else { return Some(json) };
        if sink.may_concern(&json) {
            let came = clock::instant();
            quiet.hold_back(came, json, watermark.open(sequence, came, None));
        } else {
            watermark.pass(sequence);
        }
        None
    }

    /// Whether everything is held back.
    pub(super) fn is_quiet(&self) -> bool {
        self.lock().quiet.is_some()
    }

    /// Lets go of what came before this and was held back: it has been dealt with elsewhere.
    pub(super) fn let_go(&self, before: Instant) {
        if let Some(quiet) = &mut self.lock().quiet {
            quiet.let_go(before);
        }
    }

    /// Passes on what was held back, and holds nothing back any more.
    pub(super) fn go_live(&self, sink: &dyn EventSink) {
        let mut now = self.lock();
        if now.quiet.as_ref().is_some_and(Quiet::is_incomplete) {
            self.rewinds.notify_one();
            return;
        }
        // What comes meanwhile waits for the lock, and so comes after it.
        for (json, open) in now.quiet.take().into_iter().flat_map(Quiet::into_events) {
            if sink.concerns(&json) {
                sink.receive(self.shard, json, Box::new(open));
            }
        }
    }

    /// Waits until what was held back has to be asked for again. For one who waits.
    pub(super) async fn rewinds(&self) {
        self.rewinds.notified().await;
    }

    /// Goes back to where everything had been dealt with, and holds nothing back any more: the
    /// session, to be resumed from there, and its marks.
    pub(super) fn rewind(&self) -> (Option<Session>, Watermark) {
        let mut now = self.lock();
        let from = now.watermark.committed();
        now.watermark = Watermark::at(from, &self.settled);
        now.quiet = None;
        let session = now.session.as_ref().map(|it| Session::new(from, it.id.clone()));
        (session, now.watermark.clone())
    }

    /// How far it is while the division changes: see [`crate::store::Lease::reached`].
    pub(super) fn reached(&self) -> Option<Instant> {
        let now = self.lock();
        if now.quiet.is_some() {
            // What nobody else could resume does not count.
            let saved = self.saved.borrow();
            let is_saved = |it: &&Named| saved.as_ref() == Some(&it.id);
            return now.session.as_ref().filter(is_saved).and(now.told_since);
        }
        let marks = now.former.iter().chain([&now.watermark]);
        marks.fold(now.told, |until, marks| marks.dealt_with(until))
    }

    /// Whether it hears what happens, and has dealt with all that happened before it did.
    pub(super) fn has_caught_up(&self) -> bool {
        let now = self.lock();
        let from = now.loads_until.unwrap_or(now.since);
        let at = clock::instant();
        if now.phase != Phase::Active || now.quiet.is_some() || at < from {
            return false;
        }
        let mut marks = now.former.iter().chain([&now.watermark]);
        let until = marks.try_fold(at, |until, marks| marks.dealt_with(Some(until)));
        until.is_some_and(|until| until >= from)
    }

    /// Waits until everything that came has been dealt with. For one who waits.
    pub(super) async fn settled(&self) {
        loop {
            let settled = self.settled.notified();
            {
                let now = self.lock();
                if now.watermark.is_settled() && now.former.iter().all(Watermark::is_settled) {
                    return;
                }
            }
            settled.await;
        }
    }

    /// The shard is at something else.
    pub(super) fn enter(&self, phase: Phase) {
        let mut now = self.lock();
        // It may be stopped while its keeper is in the middle of something.
        if now.phase == phase || now.phase == Phase::Ended {
            return;
        }
        let before = std::mem::replace(&mut now.phase, phase);
        now.since = clock::instant();
        let (was, is) = (before == Phase::Active, phase == Phase::Active);
        if was {
            now.silent_since = Some(now.since);
            // Heartbeats are a connection's, and that one is over.
            (now.latency, now.answered) = (None, None);
        } else if is {
            now.silent_since = None;
        }
        match phase {
            Phase::Connecting => now.is_new = false,
            Phase::Active if !now.is_new => self.bell.metrics.resumed.count(()),
            _ => {}
        }
        // While the phase cannot change, so that the count is never behind the last change.
        if was != is {
            self.bell.active.send_modify(|count| if is { *count += 1 } else { *count -= 1 });
        }
    }

    /// Discord has answered a heartbeat.
    pub(super) fn answered(&self, latency: Option<Duration>) {
        if let Some(latency) = latency {
            self.bell.metrics.heartbeats.took((), latency);
        }
        let mut now = self.lock();
        (now.latency, now.answered) = (latency, Some(clock::instant()));
    }

    /// A connection has ended, and not because of us.
    pub(super) fn closed(&self, code: CloseCode) {
        self.bell.metrics.closed.count(code);
    }

    /// It is not kept any more.
    pub(super) fn end(&self) {
        self.enter(Phase::Ended);
        self.ended.cancel();
    }

    /// Waits until it is not kept any more.
    pub(super) async fn ended(&self) {
        self.ended.cancelled().await;
    }

    pub(super) fn status(&self) -> ShardStatus {
        let now = self.lock();
        let at = clock::instant();
        let marks = || now.former.iter().chain([&now.watermark]);
        // What is held back waits on purpose, for as long as the division takes to change.
        let oldest = marks().filter_map(Watermark::oldest).min().filter(|_| now.quiet.is_none());
        ShardStatus {
            shard: self.shard,
            phase: now.phase,
            since: now.since,
            silent_for: now.silent_since.map(|since| at - since).unwrap_or_default(),
            latency: now.latency,
            answered: now.answered,
            has_session: now.session.is_some(),
            open_events: marks().map(Watermark::open_events).sum(),
            lag: oldest.map(|came| at - came).unwrap_or_default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
