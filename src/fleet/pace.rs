//! How fast a fleet beats, and into how many shards it is divided.

use crate::store::ShardRef;
use std::time::Duration;

/// The times of a fleet. All follow from one: how often a worker ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    every: Duration,
    alone: bool,
}

/// A number of shards, and which of the fleet's numbers of shards it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Division {
    /// Counts the times that the fleet has changed its number of shards.
    pub generation: u32,
    /// How many there are.
    pub of: u32,
}

impl Pace {
    /// A fleet whose workers tick this often.
    #[must_use]
    pub const fn new(every: Duration) -> Self {
        Self { every, alone: false }
    }

    /// A worker that nobody else joins, so that it need not look around.
    #[must_use]
    pub const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// How often a worker ticks.
    #[must_use]
    pub const fn every(self) -> Duration {
        self.every
    }

    /// How long a lease holds without a tick.
    #[must_use]
    pub fn lease(self) -> Duration {
        self.every * 6
    }

    /// How long after the sending of a tick its leases count as held: less than they do for the
    /// store, because clocks do not run equally fast.
    #[must_use]
    pub fn live(self) -> Duration {
        self.lease() * 4 / 5
    }

    /// How long after workers came or went nothing is moved for the sake of balance.
    #[must_use]
    pub fn quiet(self) -> Duration {
        self.every * 60
    }

    /// How long a new worker looks around before it takes shards of a fleet at rest: workers that
    /// are started together divide the shards at once, instead of moving them afterwards.
    #[must_use]
    pub fn look_around(self) -> Duration {
        if self.alone { Duration::ZERO } else { self.every * 2 }
    }

    /// How soon a worker looks again after somebody whose line is cut.
    #[must_use]
    pub fn second_look(self) -> Duration {
        self.every / 2
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new(Duration::from_millis(500))
    }
}

impl Division {
    /// Its shards.
    pub fn shards(self) -> impl Iterator<Item = ShardRef> {
        (0..self.of).map(move |number| ShardRef {
            generation: self.generation,
            number,
            of: self.of,
        })
    }
}
