//! The one thread that writes: whatever waits is put into one durable transaction.

use super::{apply, codec::encode, estate, fences, moving, read::unavailable, sole_worker, tables};
use crate::{
    domain::{
        ids::{ApplicationId, EffectId, GuildId, TicketNumber, Version},
        ticket::Ticket,
        time::Timestamp,
    },
    store::{
        Belongings, Commit, Divisions, Estate, Fence, Outcome, SessionRecord, ShardRef,
        StoreBroken, StoreError,
    },
};
use redb::{ReadableTable, WriteTransaction};
use std::{io, sync::Arc, thread, time::Duration};
use tokio::sync::{mpsc, oneshot, watch};
use twilight_model::id::Id;

/// How many jobs share a transaction at most: enough that the cost of making it durable is
/// spread, few enough that none waits long for the others.
const BATCH: usize = 256;
/// How long a dealt-with interaction is remembered: longer than Discord lets it be answered.
const REMEMBERED: Duration = Duration::from_secs(20 * 60);

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

/// Something to write.
pub(super) enum Job {
    Commit(Box<Commit>, Answer<Outcome>),
    Adopt(GuildId, Box<Ticket>, Answer<Option<TicketNumber>>),
    Settle(Vec<EffectId>, Answer<()>),
    TakeOver(GuildId, Fence, Timestamp, Answer<Option<Estate>>),
    TakeIn(Vec<Belongings>, Answer<()>),
    SaveSessions(Vec<(ShardRef, SessionRecord)>, Answer<()>),
    Divide(Divisions, Answer<()>),
    Belong(ApplicationId, Answer<ApplicationId>),
}

/// The way to the thread. It ends when this is dropped, after what was asked of it.
pub(super) struct Writer {
    jobs: Option<mpsc::UnboundedSender<Job>>,
    broken: watch::Receiver<Option<StoreBroken>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(database: Arc<redb::Database>) -> io::Result<Self> {
        let (jobs, queue) = mpsc::unbounded_channel();
        let (breaks, broken) = watch::channel(None);
        let thread = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(&database, queue, &breaks))?;
        Ok(Self { jobs: Some(jobs), broken, thread: Some(thread) })
    }

    /// Waits until nothing can be written any more.
    pub(super) fn broken(&self) -> impl Future<Output = StoreBroken> + Send + use<> {
        let mut broken = self.broken.clone();
        async move {
            match broken.wait_for(Option::is_some).await {
                Ok(why) => why.clone().unwrap_or_else(|| StoreBroken(String::new())),
                Err(_) => StoreBroken("its writer has stopped".into()),
            }
        }
    }

    /// Has a job done and waits for it.
    pub(super) async fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Result<T, StoreError> {
        let gone = || StoreError::Unavailable("its writer has stopped".into());
        let (answer, result) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or_else(gone)?;
        jobs.send(job(answer)).map_err(|_| gone())?;
        result.await.map_err(|_| gone())?
    }
}

impl Drop for Writer {
    /// Waits for the thread, so that the file is free for the next one when this returns.
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended in a panic");
        }
    }
}

fn run(
    database: &redb::Database,
    mut queue: mpsc::UnboundedReceiver<Job>,
    breaks: &watch::Sender<Option<StoreBroken>>,
) {
    while let Some(first) = queue.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(job) = queue.try_recv()
        {
            batch.push(job);
        }
        if let Err(fault) = write(database, batch) {
            // redb takes no write after a failed one, since it cannot know what the disk has.
            breaks.send_replace(Some(StoreBroken(fault)));
        }
    }
}

/// What to tell once the transaction is durable, or has failed.
type Telling = Box<dyn FnOnce(Result<(), StoreError>)>;

/// Fails if the file could not be written.
fn write(database: &redb::Database, batch: Vec<Job>) -> Result<(), String> {
    let writing = match database.begin_write() {
        Ok(writing) => writing,
        Err(fault) => {
            let why = fault.to_string();
            let fault = unavailable(fault);
            batch.into_iter().for_each(|job| refuse(job, fault.clone()));
            return Err(why);
        }
    };
    let mut spoilt = None;
    let tellings: Vec<Telling> =
        batch.into_iter().map(|job| carry_out(&writing, job, &mut spoilt)).collect();
    if let Some(fault) = spoilt {
        // A job that failed half-way must leave nothing behind, so nothing of the batch counts.
        tellings.into_iter().for_each(|tell| tell(Err(fault.clone())));
        return Err(fault.to_string());
    }
    fail::fail_point!("store.fails", |_| Err("a failure on purpose".to_owned()));
    fail::fail_point!("store.before_durable", |_| std::process::abort());
    let result = writing.commit().map_err(unavailable);
    fail::fail_point!("store.after_durable", |_| std::process::abort());
    tellings.into_iter().for_each(|tell| tell(result.clone()));
    result.map_err(|fault| fault.to_string())
}

fn carry_out(writing: &WriteTransaction, job: Job, spoilt: &mut Option<StoreError>) -> Telling {
    match job {
        Job::Commit(commit, answer) => {
            let at = commit.at;
            let result = apply::commit(writing, &sole_worker(), *commit);
            forget_old(writing, at);
            later(result, answer, spoilt)
        }
        Job::Adopt(guild, ticket, answer) => {
            later(apply::adopt(writing, guild, *ticket), answer, spoilt)
        }
        Job::Settle(ids, answer) => later(apply::settle(writing, &ids), answer, spoilt),
        Job::TakeOver(guild, fence, at, answer) => {
            later(take_over(writing, guild, fence, at), answer, spoilt)
        }
        Job::TakeIn(all, answer) => later(moving::take_in(writing, &all), answer, spoilt),
        Job::SaveSessions(sessions, answer) => {
            later(save_sessions(writing, sessions), answer, spoilt)
        }
        Job::Divide(divisions, answer) => later(divide(writing, divisions), answer, spoilt),
        Job::Belong(application, answer) => later(belong(writing, application), answer, spoilt),
    }
}

/// Nobody who asked has gone away unless they were cancelled: then nobody need be told.
/// Damage is found before anything is written; any other fault spoils the transaction.
fn later<T: 'static>(
    result: Result<T, StoreError>,
    answer: Answer<T>,
    spoilt: &mut Option<StoreError>,
) -> Telling {
    if let Err(fault @ StoreError::Unavailable(_)) = &result {
        *spoilt = Some(fault.clone());
    }
    Box::new(move |durable| drop(answer.send(durable.and(result))))
}

fn refuse(job: Job, fault: StoreError) {
    match job {
        Job::Commit(_, answer) => drop(answer.send(Err(fault))),
        Job::Adopt(_, _, answer) => drop(answer.send(Err(fault))),
        Job::TakeOver(_, _, _, answer) => drop(answer.send(Err(fault))),
        Job::Settle(_, answer)
        | Job::SaveSessions(_, answer)
        | Job::TakeIn(_, answer)
        | Job::Divide(_, answer) => drop(answer.send(Err(fault))),
        Job::Belong(_, answer) => drop(answer.send(Err(fault))),
    }
}

/// Passes on what a server is in the middle of, and says all that is known of it.
fn take_over(
    writing: &WriteTransaction,
    guild: GuildId,
    fence: Fence,
    at: Timestamp,
) -> Result<Option<Estate>, StoreError> {
    if !fences::admit(writing, guild, fence)? {
        return Ok(None);
    }
    let holder = sole_worker();
    let by = fences::LockedBy { holder: &holder, fence, at };
    fences::pass_on(writing, guild, &by)?;
    estate::read(writing, guild).map(Some)
}

fn save_sessions(
    writing: &WriteTransaction,
    saved: Vec<(ShardRef, SessionRecord)>,
) -> Result<(), StoreError> {
    let mut sessions = writing.open_table(tables::SESSIONS).map_err(unavailable)?;
    for (shard, session) in saved {
        let bytes = encode(Version(1), &session)?;
        let key = (shard.generation, shard.number);
        sessions.insert(key, bytes.as_slice()).map_err(unavailable)?;
    }
    Ok(())
}

/// Writes down how the worker divides its servers. Sessions of other divisions are of no use any
/// more.
fn divide(writing: &WriteTransaction, divisions: Divisions) -> Result<(), StoreError> {
    let mut meta = writing.open_table(tables::META).map_err(unavailable)?;
    let all =
        [(tables::PRESENT_KEYS, Some(divisions.present)), (tables::COMING_KEYS, divisions.coming)];
    for ([generation, of], division) in all {
        match division {
            Some(it) => {
                meta.insert(generation, it.generation).map_err(unavailable)?;
                meta.insert(of, it.of).map_err(unavailable)?;
            }
            None => {
                meta.remove(generation).map_err(unavailable)?;
                meta.remove(of).map_err(unavailable)?;
            }
        }
    }
    let generations =
        [Some(divisions.present), divisions.coming].map(|it| it.map(|it| it.generation));
    let mut sessions = writing.open_table(tables::SESSIONS).map_err(unavailable)?;
    sessions
        .retain(|(generation, _), _| generations.contains(&Some(generation)))
        .map_err(unavailable)
}

/// Writes down whose file it is, if it is nobody's. Whose it is then.
fn belong(
    writing: &WriteTransaction,
    application: ApplicationId,
) -> Result<ApplicationId, StoreError> {
    let mut meta = writing.open_table(tables::META).map_err(unavailable)?;
    let half = |key| meta.get(key).map_err(unavailable).map(|it| it.map(|half| half.value()));
    let [high, low] = tables::APPLICATION_KEYS;
    if let (Some(high), Some(low)) = (half(high)?, half(low)?)
        && let Some(known) = Id::new_checked(u64::from(high) << 32 | u64::from(low))
    {
        return Ok(known);
    }
    let id = application.get();
    for (key, half) in [(high, id >> 32), (low, id & u64::from(u32::MAX))] {
        let half = u32::try_from(half).unwrap_or_default();
        meta.insert(key, half).map_err(unavailable)?;
    }
    Ok(application)
}

/// Interactions that can no longer come again are forgotten, a few with each commit.
fn forget_old(writing: &WriteTransaction, now: Timestamp) {
    let Some(limit) = now.minus(REMEMBERED).first_snowflake() else { return };
    let forgotten = writing.open_table(tables::DONE).and_then(|mut done| {
        for _ in 0..2 {
            let oldest = done.range(..(limit, 0))?.next().transpose()?.map(|(key, _)| key.value());
            let Some(oldest) = oldest else { break };
            done.remove(oldest)?;
        }
        Ok(())
    });
    if let Err(fault) = forgotten {
        tracing::warn!(%fault, "old interactions could not be forgotten");
    }
}
