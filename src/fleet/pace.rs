//! How fast a fleet beats.

use crate::store;
use std::time::Duration;

/// The times of a fleet. All follow from one: how often a worker ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    every: Duration,
    alone: bool,
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

    /// For how long the sessions of two divisions hear the same before one follows the other.
    #[must_use]
    pub fn overlap(self) -> Duration {
        store::overlap(self.lease())
    }

    /// How much later than another session one may be told of the same event.
    #[must_use]
    pub fn skew(self) -> Duration {
        self.overlap() / 2
    }

    /// How long those of a new division wait for those of the former one to finish.
    #[must_use]
    pub fn crossing(self) -> Duration {
        self.every * 4
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
