//! Whether what was committed is kept: one write behind all commits of a primary, and its replicas'
//! word that they have it.
//!
//! Replication is one ordered stream, so replicas that have the later write have all earlier ones.
//! Callers that ask while a round is on its way share the next one. What a round means is decided
//! in `quorum.rs`.

use super::{
    super::{Kept, Stamp, WorkerName},
    canary::Canary,
    dial::Dial,
    fault::{Course, Fault},
    keys::canary,
    link::{About, State},
    quorum::{ALONE, Former, NEVER_SEEN, Quorum, Replicas, Round, Verdict, Word},
    url::Address,
};
use deadpool_redis::{
    Connection, Manager, Pool, Runtime, Timeouts,
    redis::{Value, aio::ConnectionLike, cmd, pipe},
};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
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

/// A line that was not used for so long is tried before it is used: a server may have closed it.
const IDLE: Duration = Duration::from_secs(10);

/// How long a canary is remembered by the server, in seconds: workers come and go.
const CANARY_LIVES: u32 = 86_400;

type Answer = Result<Kept, Fault>;

/// The barrier of one link.
pub(super) struct Barrier {
    ask: mpsc::UnboundedSender<oneshot::Sender<Answer>>,
    watch: Arc<Mutex<Watch>>,
}

/// What is known of one history. It outlives the links to its server.
pub(super) struct Watch {
    /// How commits name the history.
    pub(super) stamp: Stamp,
    /// The same, as workers would that meet the server now.
    known_as: Stamp,
    canary: Canary,
    quorum: Quorum,
    /// The process that has it; empty if that is not known, or it may have been a replica since.
    process: String,
    /// How many replicas followed when the server was asked last.
    online: u32,
    /// Whether a part of it was lost: then it has another name from there on.
    pub(super) is_over: bool,
}

/// What all barriers of a worker share.
pub(super) struct Habits {
    pub(super) worker: WorkerName,
    /// Which process of that name: two at once must not take each other's canary for an old one.
    life: u64,
    replicas: Replicas,
    /// Whether there should be a replica.
    expects_replica: bool,
    /// Whether one was ever there: if so, it is missed.
    has_seen_replica: AtomicBool,
    born: Instant,
}

struct Rounds {
    pool: Pool,
    place: Address,
    watch: Arc<Mutex<Watch>>,
    habits: Arc<Habits>,
    state: Arc<State>,
}

impl Habits {
    pub(super) fn new(worker: WorkerName, replicas: Replicas, expects_replica: bool) -> Self {
        let has_seen_replica = AtomicBool::new(false);
        let life = fastrand::u64(..);
        Self { worker, life, replicas, expects_replica, has_seen_replica, born: Instant::now() }
    }

    fn count(&self, replicas: u32) {
        if replicas > 0 {
            self.has_seen_replica.store(true, Ordering::Relaxed);
        }
    }

    /// How many replicas each server should have as far as settings say.
    pub(super) fn required(&self) -> u32 {
        match self.replicas {
            Replicas::Exactly(count) => count.into(),
            Replicas::Auto => self.expects_replica.into(),
        }
    }

    /// How long a replica is waited for that is not there.
    fn missed_for(&self) -> Option<Duration> {
        if self.has_seen_replica.load(Ordering::Relaxed) {
            return Some(ALONE);
        }
        self.expects_replica.then_some(NEVER_SEEN)
    }
}

impl Watch {
    /// There is a link to a server, whose history is new.
    pub(super) fn begin(
        stamp: Stamp,
        (habits, about): (&Habits, &About),
        known: u32,
        former: Former<'_>,
    ) -> Self {
        habits.count(about.replicas);
        let missed_for = habits.missed_for();
        let quorum =
            Quorum::new(habits.replicas, &about.history, (about.online, known), former, missed_for);
        let (canary, process) = (Canary::default(), about.process.clone());
        let (known_as, online, is_over) = (stamp, about.online, false);
        Self { stamp, known_as, canary, quorum, process, online, is_over }
    }

    /// There is a new link to the same history.
    pub(super) fn resume(&mut self, habits: &Habits, about: &About, known: u32) {
        habits.count(about.replicas);
        self.online = about.online;
        self.quorum.resume(about.online, known);
    }

    /// Whether a server is this one, and has only called its history by a new name. Redis does so
    /// when the first replica comes, or whoever fetches a copy, and when it frees its backlog. Who
    /// was a replica meanwhile may have another's data.
    pub(super) fn is_renamed(&self, about: &About) -> bool {
        let is_same = !self.process.is_empty() && self.process == about.process;
        is_same && !about.was_replica && !self.is_over
    }

    /// The server goes on with what it has, maybe under a new name.
    pub(super) fn rename(&mut self, about: &About) {
        if !self.quorum.is_about(&about.history) {
            self.quorum.rename(&about.history);
            self.known_as = about.stamp();
        }
    }

    /// The server is seen to be a replica: what it has later may be another's.
    pub(super) fn is_replica(&mut self) {
        self.process.clear();
    }

    /// What is known of its replicas.
    pub(super) fn quorum(&self) -> &Quorum {
        &self.quorum
    }

    pub(super) fn lock(watch: &Mutex<Self>) -> MutexGuard<'_, Self> {
        watch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Barrier {
    /// Sets one up.
    pub(super) fn new(
        (dial, habits): (&Dial, &Arc<Habits>),
        place: &Address,
        watch: Arc<Mutex<Watch>>,
        state: &Arc<State>,
    ) -> Result<Self, Fault> {
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
            watch: Arc::clone(&watch),
            habits: Arc::clone(habits),
            state: Arc::clone(state),
        };
        let (ask, asked) = mpsc::unbounded_channel();
        // Ends when the link is dropped, and with it the sender.
        tokio::spawn(rounds.serve(asked));
        Ok(Self { ask, watch })
    }

    /// The server has these slots now.
    pub(super) fn sit(&self, tag: &str) {
        Watch::lock(&self.watch).canary.sit(tag);
    }

    /// How many replicas followed when the server was asked last.
    pub(super) fn online(&self) -> u32 {
        Watch::lock(&self.watch).online
    }

    /// How workers would name the history that meet the server now.
    pub(super) fn known_as(&self) -> Stamp {
        Watch::lock(&self.watch).known_as
    }

    /// Has a round be made although nobody waits for it, so that replicas that come are counted on
    /// from then on.
    pub(super) fn glance(&self) {
        let (tell, _) = oneshot::channel();
        // If there are no rounds any more, there will be another link.
        drop(self.ask.send(tell));
    }

    /// Waits for a round that begins after now. None if there are none any more.
    pub(super) async fn pass(&self) -> Option<Answer> {
        let (tell, told) = oneshot::channel();
        self.ask.send(tell).ok()?;
        told.await.ok()
    }
}

impl Rounds {
    async fn serve(mut self, mut asked: mpsc::UnboundedReceiver<oneshot::Sender<Answer>>) {
        // Taking it from the pool costs a trip, which is too much where trips are slow: it is kept
        // as long as there is work for it again and again.
        let mut line = None;
        loop {
            let first = tokio::select! {
                first = asked.recv() => first,
                () = tokio::time::sleep(IDLE), if line.is_some() => {
                    line = None;
                    continue;
                }
            };
            let Some(first) = first else { return };
            let mut waiting = vec![first];
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
        let (tag, number, wanted) = {
            let mut watch = Watch::lock(&self.watch);
            let (tag, number) = watch.canary.next_one();
            (tag, number, watch.quorum.wanted(self.habits.born.elapsed()))
        };
        let mut round = pipe();
        round.cmd("INFO").arg("replication");
        let key = canary(&tag, &self.habits.worker, self.habits.life);
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
        self.habits.count(after.replicas);
        let found = read.get(1).and_then(|value| redis::from_redis_value_ref(value).ok());
        let now = self.habits.born.elapsed();
        let mut watch = Watch::lock(&self.watch);
        watch.online = after.online;
        if watch.is_over {
            self.state.give_up();
            return Ok(Kept::Forgotten);
        }
        let canary_is_ours = watch.quorum.is_about(&before.history)
            && watch.canary.is_ours(now, (tag, number), found.flatten());
        let have = read.get(2).filter(|_| wanted > 0);
        let have = have.and_then(|value| redis::from_redis_value_ref::<u8>(value).ok());
        let round = Round {
            before: &before.history,
            after: &after.history,
            canary_is_ours,
            wanted,
            have: have.unwrap_or_default(),
            connected: after.replicas,
            online: after.online,
        };
        let verdict = watch.quorum.judge(now, &round);
        watch.is_over |= verdict == Verdict::SetBack;
        drop(watch);
        match verdict {
            Verdict::Kept(word) => {
                self.tell(word);
                Ok(Kept::Kept)
            }
            // Only whoever meets it anew can tell whether it is the same process.
            Verdict::Replaced if !after.was_replica => {
                let why = "its history has a new name, and it is not known yet whether it is the \
                           same server";
                Err(Fault::new(Course::Lost, &self.place, why))
            }
            // Either way all that was answered through this link is forgotten, whoever asks and
            // when.
            Verdict::SetBack | Verdict::Replaced => {
                self.state.give_up();
                Ok(Kept::Forgotten)
            }
            Verdict::Short => {
                let why = "its replicas have not confirmed what was written: see INFO replication; \
                           they may be down, slow or cut off";
                Err(Fault::new(Course::Later, &self.place, why))
            }
        }
    }

    fn tell(&self, word: Word) {
        let server = &self.place;
        match word {
            Word::Nothing => {}
            Word::Joined => tracing::info!(%server, "a replica of Redis is there: it keeps a copy"),
            Word::Fewer(replicas) => tracing::warn!(
                %server, replicas, "a replica of Redis does not keep up: going on with the others",
            ),
            Word::Alone => tracing::warn!(
                %server,
                "Redis has no replica any more: what is acknowledged may be lost with the server",
            ),
        }
    }
}
