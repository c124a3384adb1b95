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
pub(super) struct Journal(Mutex<HashMap<Stamp, Vec<Unconfirmed>>>);

impl Journal {
    pub(super) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Stamp, Vec<Unconfirmed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Sees to it that what follows from a commit is done once that is kept.
    pub(super) fn journal(&self, stamp: Stamp, item: Unconfirmed) {
        if !self.store.may_forget() {
            self.release(item);
            return;
        }
        match self.journal.lock().entry(stamp) {
            // Whoever asks for those before it comes back for it.
            hash_map::Entry::Occupied(mut waiting) => return waiting.get_mut().push(item),
            hash_map::Entry::Vacant(vacant) => drop(vacant.insert(vec![item])),
        }
        let engine = self.clone();
        tokio::spawn(async move { engine.confirm(stamp).await });
    }

    /// One question for all that wait, again and again until nobody does.
    async fn confirm(&self, stamp: Stamp) {
        loop {
            let batch = {
                let mut journal = self.journal.lock();
                let waiting = journal.get_mut(&stamp).map(std::mem::take).unwrap_or_default();
                if waiting.is_empty() {
                    journal.remove(&stamp);
                    return;
                }
                waiting
            };
            match self.kept(stamp).await {
                Kept::Kept => batch.into_iter().for_each(|item| self.release(item)),
                Kept::Forgotten => self.do_again(batch).await,
            }
        }
    }

    async fn kept(&self, stamp: Stamp) -> Kept {
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
    async fn do_again(&self, batch: Vec<Unconfirmed>) {
        tracing::warn!(
            commits = batch.len(),
            "the store has lost its newest commits; what led to them is done again"
        );
        self.forgot.notify_one();
        let mut guilds: Vec<_> = batch.iter().map(|item| item.guild).collect();
        guilds.sort_unstable();
        guilds.dedup();
        for guild in guilds {
            self.learn_anew(guild).await;
        }
        for item in batch {
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
