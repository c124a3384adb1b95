//! Whether what was learned of a shard's servers is true: a server that answers may not be the
//! primary any more.
//!
//! A shard is heard at once, so that people are acknowledged. But events that seemed to be of no
//! concern were dropped for what was learned, and so nothing is saved of how far its session has
//! come until that is known to be kept. If it is not, the session is resumed from where it was
//! saved.

use super::{
    Shards,
    moves::{Taken, Then},
};
use crate::store::ShardRef;
use futures_util::FutureExt;
use tokio_util::sync::CancellationToken;

/// A take-over of which it is known now whether it was done on what is kept.
pub(super) struct Confirmed {
    taken: Taken,
    is_kept: bool,
    over: CancellationToken,
}

impl Shards<'_> {
    /// Finds out about a take-over.
    pub(super) fn doubt(&mut self, taken: Taken) {
        let over = CancellationToken::new();
        self.trust(taken.held.shard);
        self.doubted.insert(taken.held.shard, over.clone());
        let engine = self.parts.engine.clone();
        let confirming = async move {
            let is_kept = over.run_until_cancelled(engine.all_kept(&taken.stamps)).await?;
            Some(Confirmed { taken, is_kept, over })
        };
        self.confirming.push(confirming.boxed());
    }

    /// It is known.
    pub(super) fn confirmed(&mut self, confirmed: Option<Confirmed>) {
        let Some(Confirmed { taken, is_kept, .. }) = confirmed.filter(|it| !it.over.is_cancelled())
        else {
            return;
        };
        let Taken { held, wanted, .. } = taken;
        if is_kept {
            return self.trust(held.shard);
        }
        if !self.holdings.stays(held.shard, held.fence) {
            // It is being handed over: whoever comes next resumes it from where it was saved.
            return;
        }
        self.trust(held.shard);
        tracing::warn!(
            shard = %held.shard,
            "its servers were learned from a Redis that is no primary any more; learning them anew",
        );
        // Where it has no session, nothing was heard that could be dropped.
        if wanted.then != Then::Start && held.session.is_none() {
            return self.take_over(held, Then::Nothing);
        }
        self.gateway.stop(held.shard);
        self.take_over(held, Then::Start);
    }

    /// Nothing is doubted of a shard any more, or it is not ours.
    pub(super) fn trust(&mut self, shard: ShardRef) {
        if let Some(over) = self.doubted.remove(&shard) {
            over.cancel();
        }
    }

    /// Whether how far its session has come may not be saved.
    pub(super) fn is_doubted(&self, shard: ShardRef) -> bool {
        self.doubted.contains_key(&shard)
    }
}
