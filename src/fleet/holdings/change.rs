//! What a worker does when the fleet changes its number of shards, and when its own right to write
//! ends.
//!
//! How far shards are is told in the store's time, which is known to be between two bounds. What
//! has been dealt with counts with the earlier one and what is held back with the later one, so
//! that nothing falls between the two.

#[cfg(test)]
mod tests;

use super::{Holdings, Step};
use crate::{
    domain::time::Timestamp,
    store::{Held, ShardRef, Tock},
};
use std::time::Duration;

/// What the store's clock said at some moment between the sending of a tick and its answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    sent: Duration,
    received: Duration,
    said: Timestamp,
}

impl Clock {
    /// The earliest that the store's clock can have been at a time of ours.
    fn earliest(self, at: Duration) -> Timestamp {
        match at.checked_sub(self.received) {
            Some(later) => self.said.plus(later),
            None => self.said.minus(self.received - at),
        }
    }

    /// The latest.
    fn latest(self, at: Duration) -> Timestamp {
        match at.checked_sub(self.sent) {
            Some(later) => self.said.plus(later),
            None => self.said.minus(self.sent - at),
        }
    }

    /// Our time, before which the store's clock was surely not this far.
    fn surely_before(self, then: Timestamp) -> Option<Duration> {
        self.sent.checked_sub(self.said.since(then))
    }
}

impl Holdings {
    /// How far a shard is, in our own time: up to when all that was heard has been dealt with, or
    /// for a quiet one since when all is held back.
    pub fn reached(&mut self, shard: ShardRef, at: Option<Duration>) {
        if let Some(hold) = self.held.get_mut(&shard) {
            hold.reached = at;
        }
    }

    /// Whether sessions of two divisions hear the same.
    #[must_use]
    pub fn is_changing(&self) -> bool {
        let over = |shard: &ShardRef| !self.divisions.has(*shard);
        self.divisions.coming.is_some() || self.held.keys().any(over)
    }

    /// Events that came before this have been dealt with through the present division: quiet shards
    /// may let go of them.
    #[must_use]
    pub fn dealt_with(&self) -> Option<Duration> {
        self.dealt_with
    }

    /// The same as the store is told it; nothing while the division stays.
    pub(super) fn reached_in_store_time(&self) -> Vec<(ShardRef, Timestamp)> {
        let Some(clock) = self.clock.filter(|_| self.divisions.coming.is_some()) else {
            return vec![];
        };
        let told = self.held.iter().filter_map(|(shard, hold)| {
            let at = hold.reached?;
            let at = if hold.quiet { clock.latest(at) } else { clock.earliest(at) };
            Some((*shard, at))
        });
        told.collect()
    }

    /// Follows a change of the division.
    pub(super) fn follow(
        &mut self,
        sent: Duration,
        now: Duration,
        tock: &Tock,
        steps: &mut Vec<Step>,
    ) {
        let clock = Clock { sent, received: now, said: tock.now };
        self.clock = Some(clock);
        self.divisions = tock.divisions;
        let dealt_with = self.divisions.coming.and(self.divisions.dealt_with(&tock.leases));
        let surely = dealt_with.map(|then| then.minus(self.pace.skew()));
        self.dealt_with = surely.and_then(|then| clock.surely_before(then));
        self.again.retain(|shard| tock.divisions.has(*shard));
        for shard in std::mem::take(&mut self.doubted) {
            if tock.divisions.has(shard) {
                steps.extend(self.take_anew(now, shard));
            } else if self.held.contains_key(&shard) {
                steps.push(Step::Leave(shard));
            }
        }
        for (shard, hold) in &mut self.held {
            if !tock.divisions.has(*shard) && !std::mem::replace(&mut hold.leaving, true) {
                steps.push(Step::Retire(*shard));
            }
        }
        self.cross(now, tock, steps);
    }

    /// Shards whose division has become the present one go live: once the former ones have
    /// finished, or after a while.
    fn cross(&mut self, now: Duration, tock: &Tock, steps: &mut Vec<Step>) {
        let divisions = self.divisions;
        let waits = |(shard, hold): &(&ShardRef, &mut super::Hold)| {
            hold.quiet && !hold.leaving && divisions.present.has(**shard)
        };
        if !self.held.iter_mut().any(|it| waits(&it)) {
            self.crossing_since = None;
            return;
        }
        let until = *self.crossing_since.get_or_insert(now) + self.pace.crossing();
        let finished = tock.leases.iter().all(|it| it.left.is_zero() || divisions.has(it.shard));
        if !finished && now < until {
            // Who finishes rings the bell.
            self.due = self.due.min(until);
            return;
        }
        self.crossing_since = None;
        for (shard, hold) in self.held.iter_mut().filter(|it| waits(it)) {
            hold.quiet = false;
            hold.reached = None;
            steps.push(Step::GoLive(hold.held(*shard)));
        }
    }

    /// A commit of a shard was refused: somebody writes with a greater right. That may be a new
    /// division, of which the next answer tells.
    pub fn fenced(&mut self, now: Duration, shard: ShardRef) -> Vec<Step> {
        if !self.held.contains_key(&shard) {
            return vec![Step::Stop(shard)];
        }
        if !self.divisions.has(shard) {
            return vec![Step::Leave(shard)];
        }
        if self.divisions.coming.is_some() {
            self.doubted.insert(shard);
            self.stirred(now);
            return vec![];
        }
        self.take_anew(now, shard)
    }

    /// If the store says that nobody holds the shard but this worker, then it had forgotten that
    /// somebody did; this worker takes it anew, with a right that is greater still.
    fn take_anew(&mut self, now: Duration, shard: ShardRef) -> Vec<Step> {
        let Some(hold) = self.held.remove(&shard) else { return vec![] };
        self.releasing.insert(shard, Held { shard, fence: hold.fence, session: None });
        let mut steps = vec![Step::Stop(shard)];
        self.stirred(now);
        if self.me.draining {
            steps.extend(self.hand_over_more());
        } else if !hold.leaving {
            self.again.insert(shard);
        }
        steps
    }
}
