//! Entries of the outbox that are in our hands: begun once, and settled together.

use super::{Engine, journal::Unconfirmed};
use crate::{
    domain::ids::{EffectId, GuildId, Owner, TicketNumber},
    store::StoreError,
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::Notify;

/// How long a finished entry waits for others to be settled with, or for a commit that takes it
/// along.
const LINGER: Duration = Duration::from_millis(100);
/// The wait before the store is tried again.
const AGAIN: Duration = Duration::from_millis(250);

/// What is in our hands.
#[derive(Default)]
pub(super) struct Settling {
    hands: Mutex<Hands>,
    finished: Notify,
}

#[derive(Default)]
struct Hands {
    /// Entries that are being carried out, or are done and not surely settled.
    held: HashSet<EffectId>,
    /// Those of them that may have been carried out before, without a trace so far.
    doubtful: HashSet<EffectId>,
    /// Those that are done with nothing to report.
    finished: HashMap<GuildId, Vec<EffectId>>,
    /// How many are being settled just now.
    under_way: usize,
}

impl Settling {
    /// Whether an entry is not in our hands yet; it is from now on.
    pub(super) fn take(&self, id: EffectId) -> bool {
        self.lock().held.insert(id)
    }

    /// Entries are settled for good.
    pub(super) fn done(&self, ids: &[EffectId]) {
        let mut hands = self.lock();
        for id in ids {
            hands.held.remove(id);
            hands.doubtful.remove(id);
        }
    }

    fn doubt(&self, id: EffectId) {
        self.lock().doubtful.insert(id);
    }

    fn is_doubtful(&self, guild: GuildId, owner: Owner) -> bool {
        self.lock().doubtful.iter().any(|id| id.guild == guild && id.owner == owner)
    }

    /// Entries have to be settled again.
    pub(super) fn again(&self, guild: GuildId, ids: &[EffectId]) {
        if !ids.is_empty() {
            self.lock().finished.entry(guild).or_default().extend(ids);
            self.finished.notify_one();
        }
    }

    /// The finished entries of a server, for whoever settles them by the way.
    pub(super) fn collect(&self, guild: GuildId) -> Vec<EffectId> {
        self.lock().finished.remove(&guild).unwrap_or_default()
    }

    /// Lets go of the entries of some servers: they are somebody else's.
    pub(super) fn forget(&self, is_gone: impl Fn(GuildId) -> bool) {
        let mut hands = self.lock();
        hands.held.retain(|id| !is_gone(id.guild));
        hands.doubtful.retain(|id| !is_gone(id.guild));
        hands.finished.retain(|guild, _| !is_gone(*guild));
    }

    pub(super) fn is_idle(&self) -> bool {
        let hands = self.lock();
        hands.finished.is_empty() && hands.under_way == 0
    }

    fn lock(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// An entry is done and has nothing to report, or was given up.
    pub fn settle(&self, id: EffectId) {
        self.settling.again(id.guild, &[id]);
    }

    /// An entry is not in our hands any more, whatever has become of it.
    pub fn let_go(&self, id: EffectId) {
        self.settling.done(&[id]);
    }

    /// An entry may have been carried out before, by a call of which nothing is known.
    pub fn doubt(&self, id: EffectId) {
        self.settling.doubt(id);
    }

    /// Whether something that is being done for a ticket may have been done before.
    #[must_use]
    pub fn doubts(&self, guild: GuildId, ticket: TicketNumber) -> bool {
        self.settling.is_doubtful(guild, Owner::Ticket(ticket))
    }

    /// Settles what is finished, for as long as it is polled.
    pub(super) async fn keep_settling(self) {
        loop {
            self.settling.finished.notified().await;
            tokio::time::sleep(LINGER).await;
            self.settle_at_once().await;
        }
    }

    /// Settles what is finished, without waiting for more.
    pub async fn settle_at_once(&self) {
        let finished = {
            let mut hands = self.settling.lock();
            let finished = std::mem::take(&mut hands.finished);
            hands.under_way += finished.len();
            finished
        };
        let settle = finished.into_iter().map(|(guild, ids)| self.settle_of(guild, ids));
        let failed = futures_util::future::join_all(settle).await.contains(&false);
        if failed {
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn settle_of(&self, guild: GuildId, ids: Vec<EffectId>) -> bool {
        let settled = self.store.settle(guild, &ids).await;
        fail::fail_point!("effects.after_settle", |_| std::process::abort());
        let done = match settled {
            Ok(stamp) => {
                let item = Unconfirmed { guild, input: None, entries: vec![], settled: ids };
                self.journal(stamp, item);
                true
            }
            Err(StoreError::Damaged(damage)) => {
                tracing::error!(guild.id = %guild, %damage, "effects cannot be settled");
                self.settling.done(&ids);
                true
            }
            Err(StoreError::Unavailable(why)) => {
                tracing::debug!(guild.id = %guild, why, "effects wait to be settled");
                self.settling.again(guild, &ids);
                false
            }
        };
        self.settling.lock().under_way -= 1;
        done
    }
}
