//! Into how many shards a fleet is divided, and how that changes while it works.

use super::{Lease, ShardRef};
use crate::domain::{counted::counted, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};

/// A number of shards, and which of the fleet's numbers of shards it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Division {
    /// Counts the times that the fleet has changed its number of shards.
    pub generation: u32,
    /// How many there are.
    pub of: u32,
}

/// How a fleet is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Divisions {
    /// The one whose shards write for their servers.
    pub present: Division,
    /// The one that is being prepared, while a change is under way.
    pub coming: Option<Division>,
}

/// A change of the division, as an operator asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Prepare a division of so many shards, and go over to it.
    Begin(u32),
    /// Give up what is being prepared.
    TakeBack,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so.
    Done(Divisions),
    /// Another change is under way, or none, or there are so many shards already.
    Refused(Divisions),
    /// No worker has been here, so that nothing is divided yet.
    Undivided,
}

/// For how long the sessions of two divisions hear the same before one follows the other: so much
/// longer than workers take to hear of each other, and Discord to tell both, that no event falls
/// between the two.
#[must_use]
pub fn overlap(lease: Duration) -> Duration {
    lease * 4
}

impl Division {
    /// Its shards.
    pub fn shards(self) -> impl Iterator<Item = ShardRef> {
        let Self { generation, of } = self;
        (0..of).map(move |number| ShardRef { generation, number, of })
    }

    /// Whether a shard is one of its own.
    #[must_use]
    pub fn has(self, shard: ShardRef) -> bool {
        shard.generation == self.generation && shard.of == self.of
    }
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shards = counted(self.of, "shard", "shards");
        write!(f, "{shards} (generation {})", self.generation)
    }
}

impl Divisions {
    /// All shards that are to be held.
    pub fn shards(self) -> impl Iterator<Item = ShardRef> {
        self.present.shards().chain(self.coming.into_iter().flat_map(Division::shards))
    }

    /// Whether a shard is one that is to be held.
    #[must_use]
    pub fn has(self, shard: ShardRef) -> bool {
        self.present.has(shard) || self.is_coming(shard)
    }

    /// Whether a shard is of the division that is being prepared.
    #[must_use]
    pub fn is_coming(self, shard: ShardRef) -> bool {
        self.coming.is_some_and(|coming| coming.has(shard))
    }

    /// What an operator's change makes of them; none if it is refused.
    #[must_use]
    pub fn changed(self, change: Change) -> Option<Self> {
        let Self { present, coming } = self;
        match change {
            Change::Begin(of) if coming.is_none() && of > 0 && of != present.of => {
                let generation = present.generation + 1;
                Some(Self { present, coming: Some(Division { generation, of }) })
            }
            Change::TakeBack if coming.is_some() => Some(Self { present, coming: None }),
            Change::Begin(_) | Change::TakeBack => None,
        }
    }

    /// Up to when all that was heard through the present division has been dealt with; none if
    /// one of its shards is not held or has not said.
    #[must_use]
    pub fn dealt_with(self, leases: &[Lease]) -> Option<Timestamp> {
        reached(self.present, leases)?.into_iter().min()
    }

    /// Whether the coming division may become the present one: each of its shards is held, has a
    /// session that is saved, and holds everything back since some time, up to which, and for long
    /// enough after it, all has been dealt with through the present one.
    #[must_use]
    pub fn is_ripe(self, leases: &[Lease], overlap: Duration) -> bool {
        let Some(coming) = self.coming else { return false };
        let since = reached(coming, leases).and_then(|all| all.into_iter().max());
        let saved = leases.iter().filter(|it| coming.has(it.shard)).all(|it| it.session.is_some());
        let long_enough = |(since, until): (Timestamp, Timestamp)| until.minus(overlap) >= since;
        saved && since.zip(self.dealt_with(leases)).is_some_and(long_enough)
    }
}

/// How far each shard of a division is; none if one is not held or has not said.
fn reached(division: Division, leases: &[Lease]) -> Option<Vec<Timestamp>> {
    let of = |shard| leases.iter().find(|it| it.shard == shard && !it.left.is_zero());
    division.shards().map(|shard| of(shard)?.reached).collect()
}
