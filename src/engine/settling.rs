//! Settles what is done of the entries in our hands.

use super::{Engine, hands::Hands, relay::Unconfirmed};
use crate::{
    domain::{
        ids::{EffectId, GuildId, Owner, TicketNumber},
        time::Timestamp,
    },
    store::StoreError,
};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// How long a finished entry waits for others to be settled with, or for a commit that takes it
/// along.
const LINGER: Duration = Duration::from_millis(100);
/// The wait before the store is tried again.
const AGAIN: Duration = Duration::from_millis(250);

/// What is in our hands, and who settles it.
#[derive(Default)]
pub(super) struct Settling {
    hands: Mutex<Hands>,
    /// How many are being settled just now.
    under_way: AtomicUsize,
    finished: Notify,
}

/// The outbox of a server is being read, or what was found there waits.
pub(super) struct Reading {
    settling: Arc<Settling>,
    guild: GuildId,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.settling.lock().end_reading(self.guild);
    }
}

impl Settling {
    /// Whether an entry is not in our hands yet; it is from now on.
    pub(super) fn take(&self, id: EffectId, decided_at: Timestamp) -> bool {
        self.lock().take(id, decided_at)
    }

    /// How many entries are in our hands or will be, and when the oldest of them was decided.
    pub(super) fn held(&self, coming: &[(EffectId, Timestamp)]) -> (usize, Option<Timestamp>) {
        self.lock().held(coming)
    }

    /// Entries are settled for good.
    pub(super) fn done(&self, ids: &[EffectId]) {
        self.lock().done(ids);
    }

    /// An entry is not in our hands any more, whatever has become of it.
    pub(super) fn let_go(&self, id: EffectId) {
        self.lock().let_go(id);
    }

    /// The outbox of a server is about to be read.
    pub(super) fn read(self: &Arc<Self>, guild: GuildId) -> Reading {
        self.lock().begin_reading(guild);
        Reading { settling: Arc::clone(self), guild }
    }

    /// Entries have to be settled again.
    pub(super) fn again(&self, guild: GuildId, ids: &[EffectId]) {
        if !ids.is_empty() {
            self.lock().finish(guild, ids);
            self.finished.notify_one();
        }
    }

    /// The finished entries of a server, for whoever settles them by the way.
    pub(super) fn collect(&self, guild: GuildId) -> Vec<EffectId> {
        self.lock().collect(guild)
    }

    /// Lets go of the entries of some servers: they are somebody else's.
    pub(super) fn forget(&self, is_gone: impl Fn(GuildId) -> bool) {
        self.lock().forget(is_gone);
    }

    pub(super) fn is_idle(&self) -> bool {
        self.lock().is_settled() && self.under_way.load(Ordering::SeqCst) == 0
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
        self.settling.let_go(id);
    }

    /// An entry may have been carried out before, by a call of which nothing is known.
    pub fn doubt(&self, id: EffectId) {
        self.settling.lock().doubt(id);
    }

    /// Whether something that is being done for a ticket may have been done before.
    #[must_use]
    pub fn doubts(&self, guild: GuildId, ticket: TicketNumber) -> bool {
        self.settling.lock().doubts(guild, Owner::Ticket(ticket))
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
            let finished = hands.collect_all();
            self.settling.under_way.fetch_add(finished.len(), Ordering::SeqCst);
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
                self.hold_back(guild, stamp, Unconfirmed::settled(ids));
                true
            }
            Err(StoreError::Damaged(damage)) => {
                tracing::error!(guild.id = %guild, %damage, "effects cannot be settled");
                for id in ids {
                    self.settling.let_go(id);
                }
                true
            }
            Err(StoreError::Unavailable(why)) => {
                tracing::debug!(guild.id = %guild, why, "effects wait to be settled");
                self.settling.again(guild, &ids);
                false
            }
        };
        self.settling.under_way.fetch_sub(1, Ordering::SeqCst);
        done
    }
}
