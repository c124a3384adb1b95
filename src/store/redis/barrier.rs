//! Whether what was committed is kept: one write behind all commits of a primary, and its replicas'
//! word that they have it.
//!
//! Replication is one ordered stream, so replicas that have the later write have all earlier ones.
//! Callers that ask while a round is on its way share the next one.

use super::{
    super::{Kept, WorkerName},
    dial::Dial,
    fault::{Course, Fault},
    link::{About, State},
    url::Address,
};
use deadpool_redis::{
    Connection, Manager, Pool, Runtime, Timeouts,
    redis::{Value, aio::ConnectionLike, cmd, pipe},
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

/// How long replicas may take in one round, in milliseconds.
const PATIENCE: u32 = 100;

/// How long replicas must have fallen short before we go on without those that do.
const ALONE: Duration = Duration::from_secs(5);

/// How long a canary is remembered by the server, in seconds: workers come and go.
const CANARY_LIVES: u32 = 86_400;

/// After so long without a round, a missing canary says nothing.
const CANARY_COUNTS: Duration = Duration::from_secs(43_200);

/// How many replicas must have what was committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replicas {
    /// All that are there. One would not do where there are two: while a failover promotes one,
    /// the old primary goes on with the other, and what they say is lost.
    #[default]
    Auto,
    /// So many, whatever is there.
    Exactly(u8),
}

type Answer = Result<Kept, Fault>;

/// The barrier of one link.
pub(super) struct Barrier {
    ask: mpsc::UnboundedSender<oneshot::Sender<Answer>>,
    /// What it knows of its canary, which outlives the link.
    pub(super) canary: Arc<Canary>,
}

/// The number that we write into a history.
#[derive(Default)]
pub(super) struct Canary(Mutex<Count>);

#[derive(Default)]
struct Count {
    /// A hash tag in a slot of the server.
    tag: String,
    sent: u64,
    /// The last one that was answered, and when.
    answered: Option<(u64, Instant)>,
}

/// What all barriers of a worker share.
pub(super) struct Habits {
    pub(super) worker: WorkerName,
    pub(super) replicas: Replicas,
    /// Whether a replica was ever there: if so, it is missed.
    pub(super) has_seen_replica: AtomicBool,
}

struct Rounds {
    pool: Pool,
    place: Address,
    history: String,
    canary: Arc<Canary>,
    habits: Arc<Habits>,
    state: Arc<State>,
    /// How many replicas are counted on.
    counted_on: u32,
    /// Since when they fall short.
    short_since: Option<Instant>,
    is_resigned: bool,
}

impl Barrier {
    /// Sets one up.
    pub(super) fn new(
        (dial, habits): (&Dial, &Arc<Habits>),
        place: &Address,
        about: &About,
        canary: Arc<Canary>,
        state: &Arc<State>,
    ) -> Result<Self, Fault> {
        if about.replicas > 0 {
            habits.has_seen_replica.store(true, Ordering::Relaxed);
        }
        let how = dial.config();
        let manager = Manager::new_with_config(dial.server(place)?, how)
            .map_err(|error| Fault::of(&error, place))?;
        let pool = Pool::builder(manager)
            .max_size(1)
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts {
                wait: Some(dial.deadline),
                create: Some(dial.deadline),
                recycle: Some(dial.deadline),
            })
            .build()
            .map_err(|error| Fault::new(Course::Refused, place, &error.to_string()))?;
        let rounds = Rounds {
            pool,
            place: place.clone(),
            history: about.history.clone(),
            canary: Arc::clone(&canary),
            habits: Arc::clone(habits),
            state: Arc::clone(state),
            counted_on: about.replicas,
            short_since: None,
            is_resigned: !habits.has_seen_replica.load(Ordering::Relaxed),
        };
        let (ask, asked) = mpsc::unbounded_channel();
        // Ends when the link is dropped, and with it the sender.
        tokio::spawn(rounds.serve(asked));
        Ok(Self { ask, canary })
    }

    /// Waits for a round that begins after now. None if there are none any more.
    pub(super) async fn pass(&self) -> Option<Answer> {
        let (tell, told) = oneshot::channel();
        self.ask.send(tell).ok()?;
        told.await.ok()
    }
}

impl Canary {
    /// The server has these slots now. A canary in another slot begins anew.
    pub(super) fn sit(&self, tag: String) {
        let mut count = self.count();
        if count.tag != tag {
            *count = Count { tag, sent: count.sent, answered: None };
        }
    }

    fn next(&self) -> (String, u64) {
        let mut count = self.count();
        count.sent += 1;
        (count.tag.clone(), count.sent)
    }

    /// Whether what was found in the place of the canary is what we left there.
    fn is_ours(&self, tag: &str, written: u64, found: Option<u64>) -> bool {
        let mut count = self.count();
        if count.tag != tag {
            return true;
        }
        let now = Instant::now();
        let is_ours = match count.answered {
            Some((last, when)) => {
                found.is_some_and(|found| found >= last)
                    || (found.is_none() && now.duration_since(when) > CANARY_COUNTS)
            }
            None => true,
        };
        count.answered = Some((written, now));
        is_ours
    }

    fn count(&self) -> std::sync::MutexGuard<'_, Count> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rounds {
    async fn serve(mut self, mut asked: mpsc::UnboundedReceiver<oneshot::Sender<Answer>>) {
        while let Some(first) = asked.recv().await {
            let mut waiting = vec![first];
            // Taking it from the pool costs a trip: it is kept as long as there is work for it.
            let mut line = None;
            loop {
                while let Ok(more) = asked.try_recv() {
                    waiting.push(more);
                }
                if waiting.is_empty() {
                    break;
                }
                let answer = self.round(&mut line).await;
                for tell in waiting.drain(..) {
                    // Whoever asked may have stopped waiting.
                    drop(tell.send(answer.clone()));
                }
            }
        }
    }

    async fn round(&mut self, line: &mut Option<Connection>) -> Answer {
        let connection = match line.take() {
            Some(connection) => line.insert(connection),
            None => {
                let why = "no connection for the replication barrier";
                let got = self.pool.get().await.map_err(|error| match error {
                    deadpool_redis::PoolError::Backend(error) => Fault::of(&error, &self.place),
                    _ => Fault::new(Course::Later, &self.place, why),
                })?;
                line.insert(got)
            }
        };
        let (tag, number) = self.canary.next();
        let wanted = self.wanted();
        let mut round = pipe();
        round.cmd("INFO").arg("replication");
        let key = format!("{{{tag}}}:canary:{}", self.habits.worker);
        round.cmd("SET").arg(key).arg(number).arg("EX").arg(CANARY_LIVES).arg("GET");
        if wanted > 0 {
            round.add_command(cmd("WAIT").arg(wanted).arg(PATIENCE).to_owned());
        }
        round.cmd("INFO").arg("replication");
        let count = if wanted > 0 { 4 } else { 3 };
        let answers = connection.req_packed_commands(&round, 0, count).await;
        match answers {
            Ok(answers) => self.judge(answers, (&tag, number), wanted),
            Err(error) => {
                // What it would answer later must not be taken for the next answer.
                drop(line.take().map(Connection::take));
                Err(Fault::of(&error, &self.place))
            }
        }
    }

    fn judge(&mut self, answers: Vec<Value>, (tag, number): (&str, u64), wanted: u8) -> Answer {
        let mut read = Vec::new();
        for answer in answers {
            let answer = answer.extract_error().map_err(|error| Fault::of(&error, &self.place))?;
            read.push(answer);
        }
        let about = |value: Option<&Value>| -> About {
            let text = value.and_then(|value| redis::from_redis_value_ref::<String>(value).ok());
            About::read(&text.unwrap_or_default())
        };
        let (before, after) = (about(read.first()), about(read.last()));
        if before.history != self.history || after.history != self.history {
            self.state.give_up();
            return Ok(Kept::Forgotten);
        }
        let found = read.get(1).and_then(|value| redis::from_redis_value_ref(value).ok());
        if !self.canary.is_ours(tag, number, found.flatten()) {
            return Ok(Kept::Forgotten);
        }
        self.counted_on = self.counted_on.max(after.replicas);
        if after.replicas > 0 {
            self.habits.has_seen_replica.store(true, Ordering::Relaxed);
            if std::mem::take(&mut self.is_resigned) && self.habits.replicas == Replicas::Auto {
                tracing::info!(server = %self.place, "a replica of Redis is there: it keeps a copy");
            }
        }
        let have = read.get(2).and_then(|value| redis::from_redis_value_ref::<u8>(value).ok());
        let have = have.unwrap_or_default();
        if wanted == 0 || have >= wanted {
            self.short_since = None;
            return Ok(Kept::Kept);
        }
        self.fell_short(have, after.replicas)
    }

    fn fell_short(&mut self, have: u8, replicas: u32) -> Answer {
        let now = Instant::now();
        let since = *self.short_since.get_or_insert(now);
        if self.habits.replicas == Replicas::Auto && now.duration_since(since) >= ALONE {
            if have > 0 {
                self.counted_on = u32::from(have);
                self.short_since = None;
                tracing::warn!(
                    server = %self.place, replicas = have,
                    "a replica of Redis does not keep up: going on with the others",
                );
                return Ok(Kept::Kept);
            }
            if replicas == 0 {
                self.counted_on = 0;
                self.short_since = None;
                self.is_resigned = true;
                tracing::warn!(
                    server = %self.place,
                    "Redis has no replica any more: what is acknowledged may be lost with the server",
                );
                return Ok(Kept::Kept);
            }
        }
        let why = "its replicas have not confirmed what was written: see INFO replication; they \
                   may be down, slow or cut off";
        Err(Fault::new(Course::Later, &self.place, why))
    }

    fn wanted(&self) -> u8 {
        match self.habits.replicas {
            Replicas::Exactly(count) => count,
            Replicas::Auto if self.is_resigned => 0,
            Replicas::Auto => u8::try_from(self.counted_on.max(1)).unwrap_or(u8::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_canary_is_ours_from_the_last_answer_to_the_last_try() {
        let canary = Canary::default();
        canary.sit("7".to_owned());
        assert_eq!(canary.next(), ("7".to_owned(), 1));
        assert!(canary.is_ours("7", 1, Some(99)), "of an earlier life");
        canary.next();
        canary.next();
        assert!(canary.is_ours("7", 3, Some(2)), "a try without an answer was carried out");
        assert!(canary.is_ours("7", 4, Some(3)));
        assert!(!canary.is_ours("7", 5, Some(3)), "the server has an older one");
        assert!(!canary.is_ours("7", 6, None), "it has none");
        canary.sit("8".to_owned());
        assert!(canary.is_ours("8", 7, None), "it begins anew elsewhere");
    }
}
