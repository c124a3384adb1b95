//! What was committed and may still be forgotten: held back until the store says that it is kept,
//! and done again if it is not.

use super::{Engine, Keep};
use crate::{
    domain::{
        effect::Entry,
        ids::{EffectId, GuildId},
        input::{Cause, Input},
    },
    store::{Kept, Stamp, StoreError},
};
use std::{
    collections::{HashMap, hash_map},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::Notify;

/// The wait before the store is asked again.
const AGAIN: Duration = Duration::from_millis(50);

/// What follows once a commit is kept.
pub(super) struct Unconfirmed {
    pub(super) guild: GuildId,
    /// The input, to be handled again if its commit is forgotten, and what is dropped once it is
    /// not.
    pub(super) input: Option<(Input, Keep)>,
    /// Effects to carry out, and whether they may have been before.
    pub(super) entries: Vec<(Entry, bool)>,
    /// Entries that were settled.
    pub(super) settled: Vec<EffectId>,
}

/// What waits, by the history that it was committed into.
#[derive(Default)]
pub(super) struct Journal {
    pages: Mutex<Pages>,
    /// Rings when something of a server does not wait any more.
    turned: Notify,
}

#[derive(Default)]
struct Pages {
    waiting: HashMap<Stamp, Vec<Unconfirmed>>,
    /// How much of a server waits, by history, the oldest first: what was committed after a
    /// server was lost must not be done before what was committed before.
    owed: HashMap<GuildId, Vec<(Stamp, usize)>>,
}

impl Journal {
    pub(super) fn is_empty(&self) -> bool {
        let pages = self.lock();
        pages.waiting.is_empty() && pages.owed.is_empty()
    }

    /// Notes what waits. Whether it is the first of its history, so that somebody has to ask.
    fn note(&self, stamp: Stamp, item: Unconfirmed) -> bool {
        let mut pages = self.lock();
        let owed = pages.owed.entry(item.guild).or_default();
        match owed.iter_mut().find(|(of, _)| *of == stamp) {
            Some((_, count)) => *count += 1,
            None => owed.push((stamp, 1)),
        }
        match pages.waiting.entry(stamp) {
            // Whoever asks for those before it comes back for it.
            hash_map::Entry::Occupied(mut waiting) => {
                waiting.get_mut().push(item);
                false
            }
            hash_map::Entry::Vacant(vacant) => {
                vacant.insert(vec![item]);
                true
            }
        }
    }

    /// Everything that waits of a history; none if nothing does, and then nobody asks any more.
    fn take(&self, stamp: Stamp) -> Option<Vec<Unconfirmed>> {
        let mut pages = self.lock();
        let batch = pages.waiting.get_mut(&stamp).map(std::mem::take).unwrap_or_default();
        if batch.is_empty() {
            pages.waiting.remove(&stamp);
            return None;
        }
        Some(batch)
    }

    /// Waits until nothing of a server waits that is of an older history.
    async fn is_next(&self, guild: GuildId, stamp: Stamp) {
        loop {
            let turned = self.turned.notified();
            let first = self.lock().owed.get(&guild).and_then(|owed| owed.first().copied());
            if first.is_none_or(|(of, _)| of == stamp) {
                return;
            }
            turned.await;
        }
    }

    /// One of a server does not wait any more.
    fn turn(&self, guild: GuildId, stamp: Stamp) {
        let mut pages = self.lock();
        let hash_map::Entry::Occupied(mut owed) = pages.owed.entry(guild) else { return };
        for (_, count) in owed.get_mut().iter_mut().filter(|(of, _)| *of == stamp) {
            *count = count.saturating_sub(1);
        }
        owed.get_mut().retain(|(_, count)| *count > 0);
        if owed.get().is_empty() {
            owed.remove();
        }
        drop(pages);
        self.turned.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Sees to it that what follows from a commit is done once that is kept.
    pub(super) fn journal(&self, stamp: Stamp, item: Unconfirmed) {
        if !self.store.may_forget() {
            self.release(item);
            return;
        }
        if self.journal.note(stamp, item) {
            let engine = self.clone();
            tokio::spawn(async move { engine.confirm(stamp).await });
        }
    }

    /// One question for all that wait, again and again until nobody does.
    async fn confirm(&self, stamp: Stamp) {
        while let Some(batch) = self.journal.take(stamp) {
            match self.kept(stamp).await {
                Kept::Kept => {
                    for item in batch {
                        let guild = item.guild;
                        self.journal.is_next(guild, stamp).await;
                        self.release(item);
                        self.journal.turn(guild, stamp);
                    }
                }
                Kept::Forgotten => self.do_again(stamp, batch).await,
            }
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

    fn release(&self, item: Unconfirmed) {
        self.settling.done(&item.settled);
        // The commit of what came of an effect has settled it.
        if let Some((input, _)) = &item.input
            && let Cause::Effect(id) = input.cause()
        {
            self.settling.done(&[id]);
        }
        for (entry, repeated) in item.entries {
            self.hand_over(entry, repeated);
        }
        drop(item.input);
    }

    /// The store has forgotten: what it knows is learned anew, and the inputs are handled again.
    /// Those that it still has turn out to be duplicates.
    async fn do_again(&self, stamp: Stamp, batch: Vec<Unconfirmed>) {
        let inputs = batch.iter().filter(|item| item.input.is_some()).count();
        tracing::warn!(inputs, "the store may have lost its newest commits; they are done again");
        self.forgot.notify_one();
        let mut guilds: Vec<_> = batch.iter().map(|item| item.guild).collect();
        guilds.sort_unstable();
        guilds.dedup();
        for guild in guilds {
            self.learn_anew(guild).await;
        }
        for item in batch {
            self.journal.turn(item.guild, stamp);
            self.settling.again(item.guild, &item.settled);
            if let Some((input, keep)) = item.input {
                self.submit(input, keep);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use twilight_model::id::Id;

    fn item(guild: GuildId) -> Unconfirmed {
        Unconfirmed { guild, input: None, entries: vec![], settled: vec![] }
    }

    #[tokio::test]
    async fn what_a_server_owes_to_an_older_history_comes_first() {
        let journal = Arc::new(Journal::default());
        let (one, two) = (Id::new(1), Id::new(2));
        let (old, new) = (Stamp(7), Stamp(8));
        assert!(journal.note(old, item(one)));
        assert!(journal.note(new, item(one)));
        assert!(!journal.note(new, item(two)));
        journal.is_next(two, new).await;
        let waiting = tokio::spawn({
            let journal = Arc::clone(&journal);
            async move { journal.is_next(one, new).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        assert_eq!(journal.take(old).map(|batch| batch.len()), Some(1));
        journal.turn(one, old);
        waiting.await.unwrap();
        assert!(journal.take(old).is_none());
        assert_eq!(journal.take(new).map(|batch| batch.len()), Some(2));
        journal.turn(one, new);
        journal.turn(two, new);
        assert!(journal.take(new).is_none());
        assert!(journal.is_empty());
    }
}
