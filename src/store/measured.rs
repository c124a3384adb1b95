//! A store whose answers are measured.

use super::{
    Allowance, AllowanceAnswer, AllowanceAsk, Change, Changed, Commit, Durability, Estate, Fence,
    Fleet, IdentifyAnswer, IdentifyAsk, Kept, Loaded, Lock, Outbox, Outcome, Records, ShardRef,
    Stamp, Stir, Store, StoreError, Tick, Tock,
    absences::{Absences, Question},
};
use crate::{
    clock,
    domain::{
        desk::{Document, DocumentKind},
        effect::Entry,
        ids::{ApplicationId, EffectId, GuildId, TicketNumber, Version},
        input::Subject,
        ticket::Ticket,
        time::Timestamp,
    },
    telemetry::metrics::{
        labels::{CommitOutcome, StoreFault, StoreOperation},
        rooms::StoreMetrics,
    },
};
use async_trait::async_trait;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// A store, and what is seen of it from outside.
pub struct Measured {
    store: Arc<dyn Store>,
    metrics: StoreMetrics,
    figures: StoreFigures,
}

/// What is seen of a store. Whoever has it does not hold the store.
#[derive(Clone, Default)]
pub struct StoreFigures(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    absences: Absences,
    /// Why nothing works that all else waits for: the opening, and then the tick.
    trouble: Option<String>,
    budget: Option<(u32, u32)>,
    /// Histories of which commits were found to be lost.
    forgotten: BTreeSet<Stamp>,
}

impl Measured {
    /// Measures this one, and notes there what is seen.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, metrics: StoreMetrics, figures: StoreFigures) -> Self {
        Self { store, metrics, figures }
    }

    async fn measure<T>(
        &self,
        question: Question,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let begun = clock::instant();
        let mut patience = Patience { store: self, question, begun, has_ended: false };
        let answer = work.await;
        patience.has_ended = true;
        let fault = self.metrics.count(question.0, begun, &answer);
        let mut seen = self.figures.seen();
        match fault {
            Some(StoreFault::Unavailable) => seen.absences.missed(question, begun),
            _ => seen.absences.answered(question),
        }
        drop(seen);
        answer
    }

    /// What all else waits for was answered so.
    fn note_trouble<T>(&self, answer: &Result<T, StoreError>) {
        self.figures.seen().trouble = answer.as_ref().err().map(ToString::to_string);
    }
}

/// What a store is asked for before all else.
const OPENING: Question = (StoreOperation::Other, None);

impl StoreFigures {
    /// It could not be opened, which was tried then, for this reason.
    pub fn unreached(&self, begun: Instant, why: String) {
        let mut seen = self.seen();
        seen.absences.missed(OPENING, begun);
        seen.trouble = Some(why);
    }

    /// It is open.
    pub fn reached(&self) {
        let mut seen = self.seen();
        seen.absences.answered(OPENING);
        seen.trouble = None;
    }

    /// Why it cannot be opened, or what it has said to the last tick, if that was no answer; in an
    /// operator's words.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.seen().trouble.clone()
    }

    /// For how long it has not answered something that it is asked again and again; zero while it
    /// answers all.
    #[must_use]
    pub fn away_for(&self) -> Duration {
        self.seen().absences.longest()
    }

    /// How many new sessions Discord still allowed and allows a day, when the fleet was told last.
    #[must_use]
    pub fn budget(&self) -> Option<(u32, u32)> {
        self.seen().budget
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That an answer is awaited. Whoever lets go of it has not been answered.
struct Patience<'a> {
    store: &'a Measured,
    question: Question,
    begun: Instant,
    has_ended: bool,
}

impl Drop for Patience<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.store.figures.seen().absences.missed(self.question, self.begun);
        }
    }
}

#[async_trait]
impl Records for Measured {
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError> {
        self.measure((StoreOperation::Load, Some(guild)), self.store.load(guild, subject)).await
    }

    async fn commit(&self, commit: &Commit) -> Result<Outcome, StoreError> {
        let outcome = self
            .measure((StoreOperation::Commit, Some(commit.guild)), self.store.commit(commit))
            .await?;
        self.metrics.commits.count(match &outcome {
            Outcome::Committed(..) => CommitOutcome::Committed,
            Outcome::Duplicate(..) => CommitOutcome::Duplicate,
            Outcome::Conflict(_) => CommitOutcome::Conflict,
            Outcome::Elsewhere(_) => CommitOutcome::Elsewhere,
            Outcome::Fenced => CommitOutcome::Fenced,
        });
        Ok(outcome)
    }

    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError> {
        self.measure(
            (StoreOperation::Other, Some(guild)),
            self.store.document(guild, kind, version),
        )
        .await
    }

    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        self.measure((StoreOperation::Other, None), self.store.guilds()).await
    }

    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        self.measure((StoreOperation::Other, Some(guild)), self.store.tickets(guild)).await
    }

    async fn adopt(
        &self,
        guild: GuildId,
        ticket: Ticket,
    ) -> Result<Option<TicketNumber>, StoreError> {
        self.measure((StoreOperation::Other, Some(guild)), self.store.adopt(guild, ticket)).await
    }

    async fn take_over(
        &self,
        guild: GuildId,
        fence: Fence,
        at: Timestamp,
    ) -> Result<Option<Estate>, StoreError> {
        self.measure(
            (StoreOperation::TakeOver, Some(guild)),
            self.store.take_over(guild, fence, at),
        )
        .await
    }

    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        self.measure((StoreOperation::Other, Some(guild)), self.store.locks(guild)).await
    }
}

#[async_trait]
impl Outbox for Measured {
    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        self.measure((StoreOperation::Other, Some(guild)), self.store.entries(guild)).await
    }

    async fn settle(&self, guild: GuildId, ids: &[EffectId]) -> Result<Stamp, StoreError> {
        self.measure((StoreOperation::Settle, Some(guild)), self.store.settle(guild, ids)).await
    }
}

#[async_trait]
impl Durability for Measured {
    fn may_forget(&self) -> bool {
        self.store.may_forget()
    }

    async fn confirm(&self, stamp: Stamp) -> Result<Kept, StoreError> {
        let kept = self.measure((StoreOperation::Confirm, None), self.store.confirm(stamp)).await?;
        // Each server that was learned from a history asks for itself.
        if kept == Kept::Forgotten && self.figures.seen().forgotten.insert(stamp) {
            self.metrics.forgotten.count(());
        }
        Ok(kept)
    }
}

#[async_trait]
impl Fleet for Measured {
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError> {
        let tock = self.measure((StoreOperation::Tick, None), self.store.tick(tick)).await;
        self.note_trouble(&tock);
        tock
    }

    async fn stirred(&self) -> Stir {
        self.store.stirred().await
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        self.measure((StoreOperation::Identify, None), self.store.identify(ask)).await
    }

    async fn began(&self, shard: ShardRef, max_concurrency: u16) -> Result<(), StoreError> {
        self.measure((StoreOperation::Identify, None), self.store.began(shard, max_concurrency))
            .await
    }

    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: Duration,
    ) -> Result<(), StoreError> {
        self.figures.seen().budget = Some((remaining, total));
        let told = self.store.budget(remaining, total, reset_after);
        self.measure((StoreOperation::Identify, None), told).await
    }

    async fn divide(&self, change: Change) -> Result<Changed, StoreError> {
        self.measure((StoreOperation::Other, None), self.store.divide(change)).await
    }

    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError> {
        let owner = self.measure(OPENING, self.store.belong(application)).await;
        self.note_trouble(&owner);
        owner
    }
}

/// What is shared of Discord's limits, measured.
#[derive(Debug)]
pub struct MeasuredAllowance {
    allowance: Arc<dyn Allowance>,
    metrics: StoreMetrics,
}

impl MeasuredAllowance {
    /// Measures this one.
    #[must_use]
    pub fn new(allowance: Arc<dyn Allowance>, metrics: StoreMetrics) -> Self {
        Self { allowance, metrics }
    }
}

#[async_trait]
impl Allowance for MeasuredAllowance {
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, StoreError> {
        let begun = clock::instant();
        let answer = self.allowance.ask(ask).await;
        self.metrics.count(StoreOperation::Allowance, begun, &answer);
        answer
    }

    async fn rung(&self) {
        self.allowance.rung().await;
    }
}

impl StoreMetrics {
    /// Counts an answer. What was wrong with it.
    fn count<T>(
        &self,
        operation: StoreOperation,
        begun: Instant,
        answer: &Result<T, StoreError>,
    ) -> Option<StoreFault> {
        let fault = match answer {
            Ok(_) => {
                self.operations.took(operation, begun.elapsed());
                return None;
            }
            Err(StoreError::Unavailable(_)) => StoreFault::Unavailable,
            Err(StoreError::Damaged(_)) => StoreFault::Damaged,
        };
        self.failures.count((operation, fault));
        Some(fault)
    }
}
