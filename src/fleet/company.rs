//! The other workers, as one worker sees them from tick to tick: who came, who went, who looks
//! dead.

use super::Pace;
use crate::store::{Member, WorkerName};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// In how many ticks in a row a line has to be cut before its worker is taken for dead. It may only
/// be connecting anew.
const SIGHTINGS: u32 = 2;

/// What a worker remembers of the others.
#[derive(Debug, Default)]
pub(super) struct Company {
    /// Who is there, and whether they are about to leave.
    present: BTreeSet<(WorkerName, bool)>,
    /// Since when nobody came or went.
    quiet_since: Duration,
    /// In how many ticks in a row somebody's line was cut.
    cut: BTreeMap<WorkerName, u32>,
    /// Until when the store counts as having been away just now.
    disturbed_until: Duration,
    /// Whether the own line has ever stood.
    connected: bool,
}

impl Company {
    /// The store was away, or is another one. When all lines are cut at once it is not the workers
    /// that died, and leases end whose holders are well.
    pub(super) fn disturb(&mut self, now: Duration, pace: Pace) {
        self.disturbed_until = now + pace.lease();
        self.cut.clear();
    }

    pub(super) fn is_disturbed(&self, now: Duration) -> bool {
        now < self.disturbed_until
    }

    /// Whether workers came or went lately.
    pub(super) fn is_restless(&self, now: Duration, pace: Pace) -> bool {
        now < self.quiet_since + pace.quiet()
    }

    /// Whether somebody has to be looked at again soon.
    pub(super) fn is_worried(&self) -> bool {
        self.cut.values().any(|sightings| *sightings < SIGHTINGS)
    }

    /// Takes in the members as of a tick.
    pub(super) fn heard(&mut self, now: Duration, me: &WorkerName, members: &[Member], pace: Pace) {
        let there = || members.iter().filter(|it| it.silent_for < pace.lease());
        let present: BTreeSet<_> =
            there().map(|it| (it.worker.name.clone(), it.worker.draining)).collect();
        if present != self.present {
            self.present = present;
            self.quiet_since = now;
        }
        let own = members.iter().any(|it| it.worker.name == *me && it.connected);
        // Who is heard and yet cut is not dead.
        let heard = |it: &&Member| it.silent_for < pace.every() * 2;
        let heard_and_cut = there().filter(heard).filter(|it| !it.connected).count();
        if (self.connected && !own) || heard_and_cut * 2 > there().count() {
            self.disturb(now, pace);
        }
        self.connected = own;
        let cut: BTreeSet<_> =
            members.iter().filter(|it| !it.connected).map(|it| &it.worker.name).collect();
        self.cut.retain(|name, _| cut.contains(name));
        if !self.is_disturbed(now) {
            for name in cut {
                *self.cut.entry(name.clone()).or_default() += 1;
            }
        }
    }

    /// Workers taken for dead.
    pub(super) fn suspects(&self) -> BTreeSet<WorkerName> {
        let seen = self.cut.iter().filter(|(_, sightings)| **sightings >= SIGHTINGS);
        seen.map(|(name, _)| name.clone()).collect()
    }
}
