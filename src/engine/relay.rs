//! Asks the store whether commits are kept, and does what follows: effects are handed on, or what
//! led to them is done again.

use super::{
    Engine, Keep, Lane,
    journal::{Due, Journal},
    learning::Found,
    ours::Ours,
    settling::Reading,
};
use crate::{
    domain::{
        effect::Entry,
        ids::{EffectId, GuildId},
        input::{Cause, Input},
        time::Timestamp,
    },
    store::{Kept, Stamp, StoreError},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::Notify;

/// The wait before the store is asked again.
const AGAIN: Duration = Duration::from_millis(50);

/// What follows once a commit is kept.
pub(super) struct Unconfirmed {
    /// The input, to be handled again if its commit is forgotten, and what is dropped once it is
    /// not.
    pub(super) input: Option<Numbered>,
    /// Effects to carry out, and whether they may have been before.
    pub(super) entries: Vec<(Entry, bool)>,
    /// Entries that were settled.
    pub(super) settled: Vec<EffectId>,
    /// Whether nothing was committed for the input, because nothing follows from it as far as is
    /// known.
    pub(super) is_ignored: bool,
    /// How the effects were found, if nobody here has decided them.
    reading: Option<Reading>,
}

/// The place of an input among all that have come, which it keeps when it is handled again.
pub(super) type Place = (u64, usize);

/// An input, in its place and its lane, which it keeps as well: when it has to be handled again its
/// ticket may have been forgotten.
pub(super) struct Numbered {
    pub(super) place: Place,
    pub(super) lane: Lane,
    pub(super) input: Arc<Input>,
    pub(super) keep: Keep,
}

/// What waits until it is kept, and what has to be handled again.
#[derive(Default)]
pub(super) struct Relay {
    journal: Mutex<Journal<Unconfirmed>>,
    /// Inputs whose commits were forgotten, by lane: they go before all that came after them.
    again: Mutex<HashMap<Lane, BTreeMap<Place, Numbered>>>,
    /// Rings when something does not wait any more.
    turned: Notify,
}

impl Unconfirmed {
    /// Effects that may have been carried out before.
    fn found(Found { entries, reading, .. }: Found) -> Self {
        let entries = entries.into_iter().map(|entry| (entry, true)).collect();
        Self { entries, reading: Some(reading), ..Self::nothing() }
    }

    /// Effects that follow from an input, and whether they may have been carried out before.
    pub(super) fn decided(input: Numbered, entries: Vec<(Entry, bool)>) -> Self {
        Self { input: Some(input), entries, ..Self::nothing() }
    }

    /// That something was read, and nothing follows from it.
    pub(super) fn nothing() -> Self {
        Self { input: None, entries: vec![], settled: vec![], is_ignored: false, reading: None }
    }

    /// From this input nothing follows.
    pub(super) fn ignored(input: Numbered) -> Self {
        Self { input: Some(input), is_ignored: true, ..Self::nothing() }
    }

    /// Entries that were settled.
    pub(super) fn settled(settled: Vec<EffectId>) -> Self {
        Self { settled, ..Self::nothing() }
    }
}

impl Relay {
    pub(super) fn is_empty(&self) -> bool {
        self.journal().is_empty()
    }

    /// Whether something of a server waits that is of another history than this one, which what is
    /// known of it is of.
    pub(super) fn is_behind(&self, guild: GuildId, known: Stamp) -> bool {
        self.journal().is_behind(guild, known)
    }

    /// The history of which it is not known yet whether what is known of a server is kept.
    pub(super) fn owes(&self, guild: GuildId) -> Option<Stamp> {
        self.journal().owes(guild)
    }

    /// Effects that are committed and not known to be kept, and when they were decided.
    pub(super) fn held_back(&self) -> Vec<(EffectId, Timestamp)> {
        let journal = self.journal();
        let entries = journal.waiting().flat_map(|item| &item.entries);
        entries.map(|(entry, _)| (entry.id, entry.decided_at)).collect()
    }

    /// Waits until nothing of a server waits that is of another history than what is known of it:
    /// if it was forgotten, it is in its lane again by then.
    pub(super) async fn caught_up(&self, ours: &Ours, guild: GuildId) {
        loop {
            let turned = self.turned.notified();
            // What is not known yet is learned first.
            if ours.stamp_of(guild).is_none_or(|known| !self.is_behind(guild, known)) {
                return;
            }
            turned.await;
        }
    }

    /// What is known of a server, or what waits, is not what it was.
    pub(super) fn turned(&self) {
        self.turned.notify_waiters();
    }

    /// The first input of a lane that has to be handled again and came before this place.
    pub(super) fn earlier(&self, lane: &Lane, place: Place) -> Option<Numbered> {
        let mut again = self.again.lock().unwrap_or_else(PoisonError::into_inner);
        let of_lane = again.get_mut(lane)?;
        let first = of_lane.first_entry().filter(|it| *it.key() < place)?.remove();
        if of_lane.is_empty() {
            again.remove(lane);
        }
        Some(first)
    }

    fn put_back(&self, numbered: Numbered) {
        let mut again = self.again.lock().unwrap_or_else(PoisonError::into_inner);
        again.entry(numbered.lane).or_default().insert(numbered.place, numbered);
    }

    fn journal(&self) -> MutexGuard<'_, Journal<Unconfirmed>> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Sees to it that what follows from a commit is done once that is kept.
    pub(super) fn hold_back(&self, guild: GuildId, stamp: Stamp, item: Unconfirmed) {
        if !self.store.may_forget() {
            self.release(item);
            return;
        }
        if self.relay.journal().note(stamp, guild, item) {
            self.begin_to_ask(stamp);
        }
    }

    /// Takes up what was found in the outbox of a server that was learned: whoever committed it may
    /// have died before it was kept. If the history is forgotten the server is learned anew,
    /// whether there was anything or not.
    pub(super) fn take_up(&self, guild: GuildId, found: Found) {
        let stamp = found.stamp;
        let item = Unconfirmed::found(found);
        if !self.store.may_forget() {
            self.release(item);
            return;
        }
        if self.relay.journal().found(stamp, guild, item) {
            self.begin_to_ask(stamp);
        }
    }

    fn begin_to_ask(&self, stamp: Stamp) {
        let engine = self.clone();
        tokio::spawn(async move { engine.confirm(stamp).await });
    }

    /// One question for all that wait, again and again until nobody does.
    async fn confirm(&self, stamp: Stamp) {
        while self.relay.journal().ask(stamp) {
            let kept = self.kept(stamp).await;
            if kept == Kept::Forgotten {
                self.forgot.notify_one();
            }
            self.turn(|journal| journal.answered(stamp, kept));
        }
    }

    pub(super) async fn kept(&self, stamp: Stamp) -> Kept {
        loop {
            match self.store.confirm(stamp).await {
                Ok(kept) => return kept,
                Err(fault) => {
                    tracing::debug!(%fault, "it is not known yet whether commits are kept");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }

    /// Does what is due, before anybody else can find out what is due next.
    fn turn(&self, due: impl FnOnce(&mut Journal<Unconfirmed>) -> Vec<Due<Unconfirmed>>) {
        let mut journal = self.relay.journal();
        for due in due(&mut journal) {
            match due {
                Due::Kept(item) => self.release(item),
                Due::Forgotten(guild, items) => {
                    let engine = self.clone();
                    tokio::spawn(async move { engine.do_again(guild, items).await });
                }
            }
        }
        drop(journal);
        self.relay.turned();
    }

    pub(super) fn release(&self, item: Unconfirmed) {
        self.settling.done(&item.settled);
        if let Some(Numbered { input, .. }) = &item.input
            && let Cause::Effect(id) = input.cause()
        {
            if item.is_ignored {
                self.settle(id);
            } else {
                // The commit of what came of an effect has settled it.
                self.settling.done(&[id]);
            }
        }
        for (entry, repeated) in item.entries {
            self.hand_over(entry, repeated);
        }
        drop((item.input, item.reading));
    }

    /// The store has forgotten: what it knows is learned anew, and the inputs are handled again.
    /// Those that it still has turn out to be duplicates.
    async fn do_again(&self, guild: GuildId, items: Vec<Unconfirmed>) {
        let inputs = items.iter().filter(|item| item.input.is_some()).count();
        if inputs > 0 {
            tracing::warn!(
                guild.id = %guild, inputs,
                "the store may have lost its newest commits; what led to them is done again"
            );
        }
        self.learn_anew(guild).await;
        for item in items {
            self.settling.again(guild, &item.settled);
            if let Some(numbered) = item.input {
                let lane = numbered.lane;
                self.relay.put_back(numbered);
                let engine = self.clone();
                let all = async move { engine.catch_up(&lane, Place::from((u64::MAX, 0))).await };
                self.lanes.put(lane, all);
            }
        }
        self.turn(|journal| journal.learned(guild));
    }

    async fn learn_anew(&self, guild: GuildId) {
        while let Some((_, fence)) = self.tenures.of(guild) {
            match self.take_server(guild, fence).await {
                Ok(_) | Err(StoreError::Damaged(_)) => return,
                Err(StoreError::Unavailable(why)) => {
                    tracing::debug!(why, guild.id = %guild, "a server cannot be read yet");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}
