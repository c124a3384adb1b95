//! One input: load, decide, commit; again if somebody else was faster.

use super::{
    Engine, Lane,
    audit::audit,
    counting::told,
    decide::decided,
    relay::{Numbered, Place, Unconfirmed},
    server::{Stale, Written},
};
use crate::{
    clock,
    domain::{
        decision::{Change, Decision, Snapshot, Why, Write},
        effect::{Effect, Entry},
        ids::{EffectId, GuildId, Owner, TicketNumber, Version, base36},
        input::{Event, Input, Subject},
        ledger::Ledger,
        notice::{Answered, Refusal},
        reply::ReplyTo,
        time::Timestamp,
    },
    store::{Basis, Commit, Fence, Loaded, Outcome, Stamp, StoreError},
    telemetry::metrics::labels,
};
use futures_util::{FutureExt, future::BoxFuture};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// How often a decision is made anew because its record changed meanwhile. Each conflict means
/// that another input got through, so this many in a row mean that something else is wrong.
const CONFLICTS: u32 = 20;
/// The wait before the store is tried again, at first and at most.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// What came of an input.
enum Handled {
    /// Nothing changes; if the store forgets this history that may have been wrong.
    Nothing(Option<Stamp>),
    /// It is committed, into this history; these effects follow from it.
    Committed(Stamp, Vec<(Entry, bool)>),
    /// Somebody else writes for the server, or somebody of ours with a newer lease.
    Fenced,
}

/// What was decided, as it is committed.
struct Verdict {
    /// As it is counted.
    counts: labels::Handled,
    basis: Basis,
    /// The record, and what is held and sold from now on.
    change: (Option<Write>, Option<Ledger>),
    effects: Vec<Effect>,
}

/// Growing waits for a store that is away.
struct Wait(Duration);

impl Engine {
    /// Handles an input to its end: while the store is away it waits, because an input that is
    /// let go is lost. Whoever writes for the server after us is sent the event again.
    pub(super) async fn handle(&self, numbered: Numbered) {
        let Numbered { place, lane, input, keep } = numbered;
        let guild = input.guild;
        let attempt = attempt(clock::now());
        let mut wait = Wait(FIRST_WAIT);
        let mut in_doubt = false;
        while let Some((shard, fence)) = self.tenures.of(guild) {
            match self.try_handle((place, &lane), &input, (fence, attempt, in_doubt)).await {
                Ok(Handled::Nothing(stamp)) => {
                    let item = Unconfirmed::ignored(Numbered { place, lane, input, keep });
                    return match stamp {
                        Some(stamp) => self.hold_back(guild, stamp, item),
                        None => self.release(item),
                    };
                }
                Ok(Handled::Committed(stamp, entries)) => {
                    let input = Numbered { place, lane, input, keep };
                    let item = Unconfirmed::decided(input, entries);
                    return self.hold_back(guild, stamp, item);
                }
                Ok(Handled::Fenced) => {
                    self.tenures.refused(shard, fence);
                    self.tenures.changed(guild, fence).await;
                }
                Err(StoreError::Unavailable(why)) => {
                    in_doubt = true;
                    self.presence.missing(&why);
                    wait.out(&input, &why).await;
                }
                Err(StoreError::Damaged(damage)) => return self.give_up(&input, &damage),
            }
        }
        tracing::debug!(input = input.kind(), guild.id = %guild, "not ours any more");
    }

    /// Handles what came before this place in a lane and has to be handled again.
    pub(super) fn catch_up<'a>(&'a self, lane: &'a Lane, place: Place) -> BoxFuture<'a, ()> {
        async move {
            while let Some(earlier) = self.relay.earlier(lane, place) {
                self.handle(earlier).await;
            }
        }
        .boxed()
    }

    /// Waits until nothing that was forgotten comes before this place.
    async fn be_next(&self, lane: &Lane, place: Place) {
        loop {
            self.relay.caught_up(&self.ours, lane.0).await;
            self.catch_up(lane, place).await;
            match lane.1 {
                // Meanwhile more may have been forgotten.
                Subject::Channel(channel) if self.ours.known_again(channel).await => {}
                _ => return,
            }
        }
    }

    async fn try_handle(
        &self,
        (place, lane): (Place, &Lane),
        input: &Arc<Input>,
        (fence, attempt, in_doubt): (Fence, u64, bool),
    ) -> Result<Handled, StoreError> {
        let guild = input.guild;
        let mut holds = false;
        for _ in 0..CONFLICTS {
            self.be_next(lane, place).await;
            // Many may want the last there is at once: one after the other, none has a conflict.
            let _turn = if holds { Some(self.holding.turn(guild).await) } else { None };
            let owed = self.relay.owes(guild);
            let loaded = self.load(guild, input.subject()).await?;
            if self.relay.is_behind(guild, loaded.stamp) {
                continue;
            }
            let owed = self.relay.owes(guild).or(owed);
            let (shelf, fresh) = self.documents(input, &loaded).await?;
            let since = loaded.stamp;
            let (desk, ticket, ledger) = (loaded.desk, loaded.ticket, loaded.ledger);
            let hearing = self.hearing();
            let snapshot = Arc::new(Snapshot { desk, ticket, ledger, shelf, fresh, hearing });
            let now = clock::now();
            let Some(Verdict { counts, basis, change: (write, ledger), effects }) =
                self.verdict(&snapshot, input, in_doubt, now).await
            else {
                return Ok(Handled::Nothing(owed));
            };
            if ledger.is_some() && !holds {
                holds = true;
                continue;
            }
            let commit = Commit {
                guild,
                fence,
                cause: input.cause(),
                attempt,
                basis,
                since,
                write,
                ledger: ledger.map(|ledger| (snapshot.ledger.0, ledger)),
                effects,
                settled: self.settling.collect(guild),
                at: now,
            };
            if let Some(handled) = self.put_down(input, &snapshot, (commit, counts)).await? {
                return Ok(handled);
            }
        }
        Err(StoreError::Unavailable(format!("{CONFLICTS} conflicts in a row")))
    }

    /// What is to be committed; none if nothing is.
    async fn verdict(
        &self,
        snapshot: &Arc<Snapshot>,
        input: &Arc<Input>,
        in_doubt: bool,
        now: Timestamp,
    ) -> Option<Verdict> {
        let (counts, basis, change, effects) = match decided(snapshot, input, now).await {
            Decision::Ignore(Why::NotAddressed) if self.marks_all.load(Ordering::SeqCst) => {
                (labels::Handled::Ignored, seen(snapshot), (None, None), vec![])
            }
            // It may be written, and with effects: then the store says which.
            Decision::Ignore(_) if in_doubt => {
                (labels::Handled::Ignored, Basis::Nothing, (None, None), vec![])
            }
            Decision::Ignore(why) => {
                tracing::trace!(input = input.kind(), ?why, "nothing to do");
                self.counting.ignored();
                return None;
            }
            Decision::Refuse(effects) => (told(&effects), seen(snapshot), (None, None), effects),
            Decision::Apply(Change { write, ledger, effects }) => {
                let basis = basis(snapshot, &write);
                (labels::Handled::Applied, basis, (Some(write), ledger), effects)
            }
        };
        Some(Verdict { counts, basis, change, effects })
    }

    /// Commits what was decided. None if it was decided on what is not so any more.
    async fn put_down(
        &self,
        input: &Input,
        snapshot: &Snapshot,
        (commit, counts): (Commit, labels::Handled),
    ) -> Result<Option<Handled>, StoreError> {
        let (guild, fence) = (commit.guild, commit.fence);
        let repeated = |entries: Vec<Entry>, it| entries.into_iter().map(|one| (one, it)).collect();
        match self.commit(&commit).await? {
            Outcome::Committed(entries, stamp) => {
                // Whoever sees it from now on knows that it may be forgotten.
                self.hold_back(guild, stamp, Unconfirmed::nothing());
                self.counting.committed(input, snapshot, (&commit, counts), &entries);
                if self.ours.is_of(guild, stamp) {
                    self.note(commit, &entries);
                }
                Ok(Some(Handled::Committed(stamp, repeated(entries, false))))
            }
            Outcome::Duplicate(entries, stamp) => {
                self.counting.duplicate();
                self.correct(input, snapshot).await?;
                Ok(Some(Handled::Committed(stamp, repeated(entries, true))))
            }
            Outcome::Conflict(stamp) => {
                self.hold_back(guild, stamp, Unconfirmed::nothing());
                self.correct(input, snapshot).await?;
                Ok(None)
            }
            Outcome::Elsewhere(stamp) => {
                if !self.take_server_from(guild, fence, stamp).await? {
                    return Ok(Some(Handled::Fenced));
                }
                if !self.ours.is_of(guild, stamp) {
                    let why = "the server's place in Redis is on the move";
                    return Err(StoreError::Unavailable(why.to_owned()));
                }
                Ok(None)
            }
            Outcome::Fenced => Ok(Some(Handled::Fenced)),
        }
    }

    /// Commits. When it is not known what came of it the input is decided on anew, since others
    /// may have gone on meanwhile in a history that never had what this was decided on; by its
    /// cause or its attempt it is known as the same.
    async fn commit(&self, commit: &Commit) -> Result<Outcome, StoreError> {
        fail::fail_point!("engine.before_commit", |_| std::process::abort());
        let outcome = self.store.commit(commit).await;
        fail::fail_point!("engine.after_commit", |_| std::process::abort());
        if outcome.is_ok() {
            self.presence.answered();
        }
        match &outcome {
            Ok(Outcome::Committed(_, stamp) | Outcome::Duplicate(_, stamp)) => {
                if !commit.settled.is_empty() {
                    let (guild, settled) = (commit.guild, commit.settled.clone());
                    self.hold_back(guild, *stamp, Unconfirmed::settled(settled));
                }
            }
            // Whether they were settled is not known; doing it again does no harm.
            Ok(Outcome::Conflict(_) | Outcome::Elsewhere(_) | Outcome::Fenced) | Err(_) => {
                self.settling.again(commit.guild, &commit.settled);
            }
        }
        outcome
    }

    /// The records of a subject: as we know them, or as the store says.
    pub(super) async fn load(
        &self,
        guild: GuildId,
        subject: Subject,
    ) -> Result<Loaded, StoreError> {
        if !self.ours.knows(guild)
            && let Some((_, fence)) = self.tenures.of(guild)
        {
            self.take_server(guild, fence).await?;
        }
        if let Some(loaded) = self.ours.recall(guild, subject) {
            return Ok(loaded);
        }
        let loaded = self.store.load(guild, subject).await?;
        self.presence.answered();
        if let Some((_, fence)) = self.tenures.of(guild) {
            self.take_server_from(guild, fence, loaded.stamp).await?;
        }
        // What is decided on it counts only if it is kept.
        self.hold_back(guild, loaded.stamp, Unconfirmed::nothing());
        Ok(loaded)
    }

    /// What we knew was out of date: the store is asked.
    async fn correct(&self, input: &Input, snapshot: &Snapshot) -> Result<(), StoreError> {
        let loaded = self.store.load(input.guild, input.subject()).await?;
        if !self.ours.is_of(input.guild, loaded.stamp) {
            return Ok(());
        }
        let ticket = snapshot.ticket.as_ref().map(|(version, it)| (it.number, *version));
        let stale = Stale { desk: snapshot.desk.0, ledger: snapshot.ledger.0, ticket };
        self.ours.correct(input.guild, &loaded, &stale);
        Ok(())
    }

    fn note(&self, commit: Commit, entries: &[Entry]) {
        let Some(write) = commit.write else { return };
        audit(commit.guild, &write, commit.at);
        let ticket = number(&write, entries);
        let version = match commit.basis {
            Basis::Ticket(_, version) | Basis::Desk(version) => version.next(),
            Basis::Nothing | Basis::NoTicketOf(_) => Version(1),
        };
        let ledger = commit.ledger.map(|(version, ledger)| (version.next(), ledger));
        self.ours.note(commit.guild, Written { write, ticket, version, ledger });
    }

    /// A record is damaged: nothing can be decided on it. The person is told, and the log says
    /// which record, so that somebody can mend it.
    fn give_up(&self, input: &Input, damage: &crate::store::Damage) {
        let now = clock::now();
        let reference = base36(now.0);
        self.counting.damaged();
        tracing::error!(
            reference, input = input.kind(), guild.id = %input.guild, %damage,
            "an input could not be handled"
        );
        let refusal = Refusal::Ours { reference };
        let tongue = |to: &ReplyTo| self.tongue(input.guild, to.language);
        let effect = match (&input.event, input.reply()) {
            (
                Event::AnswerPressed { .. }
                | Event::AnswerFilledIn { .. }
                | Event::CardPressed { .. }
                | Event::ProductPicked { .. },
                Some(to),
            ) => Effect::Whisper { to: to.clone(), refusal, tongue: tongue(to) },
            (_, Some(to)) => {
                let answer = Answered::Refused(refusal);
                Effect::Reply { to: to.clone(), answer, hint: None, tongue: tongue(to) }
            }
            (_, None) => return,
        };
        self.counting.failed();
        let id = EffectId { guild: input.guild, owner: Owner::Desk, commit: 0, index: 0 };
        self.hand_over(Entry { id, effect, decided_at: now }, false);
        self.settling.let_go(id);
    }
}

/// The number of the ticket that was written, if it is one.
pub(super) fn number(write: &Write, entries: &[Entry]) -> Option<TicketNumber> {
    match write {
        // The store has numbered it; its first effect says how.
        Write::NewTicket(_) => entries.first().and_then(|it| match it.id.owner {
            Owner::Ticket(number) => Some(number),
            Owner::Desk => None,
        }),
        Write::Ticket(ticket) => Some(ticket.number),
        Write::Desk(..) => None,
    }
}

/// What a change holds on.
fn basis(snapshot: &Snapshot, write: &Write) -> Basis {
    match write {
        Write::NewTicket(ticket) => ticket.opener.map_or(Basis::Nothing, Basis::NoTicketOf),
        Write::Ticket(_) => seen(snapshot),
        Write::Desk(..) => Basis::Desk(snapshot.desk.0),
    }
}

/// What a refusal holds on.
fn seen(snapshot: &Snapshot) -> Basis {
    match &snapshot.ticket {
        Some((version, ticket)) => Basis::Ticket(ticket.number, *version),
        None => Basis::Nothing,
    }
}

/// A number for what is decided on an input: its time, and chance in the bits below.
fn attempt(now: Timestamp) -> u64 {
    now.first_snowflake().unwrap_or_default() | fastrand::u64(..1 << 22)
}

impl Wait {
    async fn out(&mut self, input: &Input, why: &str) {
        // Once for all inputs it is told by whoever notes the absence.
        tracing::debug!(
            input = input.kind(), guild.id = %input.guild, why,
            "the store is away; the input waits"
        );
        tokio::time::sleep(self.0).await;
        self.0 = (self.0 * 2).min(LONGEST_WAIT);
    }
}
