//! What is remembered of a shard that is held, and of a tick under way.

use crate::store::{Fence, Held, SessionRecord, ShardRef};
use std::{collections::BTreeSet, time::Duration};

/// A shard that is held.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    pub(super) fence: Fence,
    pub(super) session: Option<SessionRecord>,
    /// What the store has of it.
    pub(super) saved: Option<SessionRecord>,
    pub(super) live_until: Duration,
    /// Whether it is being handed over, or its session ended.
    pub(super) leaving: bool,
    /// Whether what it hears is held back, because its division is not the present one yet.
    pub(super) quiet: bool,
    /// How far it is, while the division changes: [`crate::store::Lease::reached`] in our own time.
    pub(super) reached: Option<Duration>,
}

/// A tick that has not been answered.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) sent: Duration,
    pub(super) keep: Vec<(ShardRef, Fence)>,
    pub(super) release: Vec<(ShardRef, Fence)>,
    pub(super) claim: BTreeSet<ShardRef>,
    pub(super) leave: bool,
}

impl Hold {
    pub(super) fn new(held: &Held, live_until: Duration, quiet: bool) -> Self {
        let (session, saved) = (held.session.clone(), held.session.clone());
        let fence = held.fence;
        Self { fence, session, saved, live_until, leaving: false, quiet, reached: None }
    }

    /// What the store is told: the session only if it has another.
    pub(super) fn told(&self, shard: ShardRef) -> Held {
        let session = self.session.clone().filter(|_| self.session != self.saved);
        Held { shard, fence: self.fence, session }
    }

    pub(super) fn held(&self, shard: ShardRef) -> Held {
        Held { shard, fence: self.fence, session: self.session.clone() }
    }
}
