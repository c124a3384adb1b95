//! What is counted and measured, all of it in one place.
//!
//! A metric is one entry of a table: its doc comment is the help text that Prometheus shows, its
//! type says which labels it has, and every label is an enum, so that the number of series can be
//! counted before anything runs. Servers, people, channels and tickets are never labels.
//!
//! - [`rooms`]: what is counted where it happens. Each part of the program is given its room at its
//!   start, with handles that are made once: counting is one atomic addition.
//! - [`samples`]: what is looked at when somebody asks, such as how much waits. Nothing is kept of
//!   it, so a shard that has gone leaves no series behind.
//!
//! Handles are passed in and not global, so that two workers in one process, as in a test, count
//! apart.

mod exposition;
mod handles;
pub mod labels;
mod registry;
pub mod rooms;
pub mod samples;
#[cfg(test)]
mod tests;

pub use exposition::{Exposition, Sample};
pub use handles::{Counter, Histogram};
pub use registry::{Registry, RegistryError};
pub use rooms::Metrics;

/// One metric, as it is documented.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What it means.
    pub help: &'static str,
    /// Its labels, each with all its values.
    pub labels: Vec<(&'static str, Values)>,
    /// The upper bounds of its buckets, for a histogram.
    pub buckets: &'static [f64],
    /// How often a worker has it.
    pub per: Per,
}

/// What a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It only grows.
    Counter,
    /// It goes up and down.
    Gauge,
    /// How long something took, in buckets.
    Histogram,
}

/// The values of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// One of these.
    These(Vec<&'static str>),
    /// One, which is not known here: what it says.
    One(&'static str),
}

/// How often a worker has a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Once.
    Worker,
    /// Once for each shard that it holds.
    Shard,
}

impl Kind {
    /// As Prometheus calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

impl Described {
    /// How many series it is: of a histogram each bucket is one, and its sum and count.
    #[must_use]
    pub fn series(&self) -> usize {
        let each = |(_, values): &(_, Values)| match values {
            Values::These(values) => values.len(),
            Values::One(_) => 1,
        };
        let labels: usize = self.labels.iter().map(each).product();
        // One bucket more, without an upper bound.
        let parts = if self.kind == Kind::Histogram { self.buckets.len() + 3 } else { 1 };
        labels * parts
    }

    /// What its numbers are in; nothing for plain numbers.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        let name = self.name.trim_end_matches("_total");
        ["seconds", "bytes"].into_iter().find(|unit| name.ends_with(unit)).unwrap_or_default()
    }
}

/// Every metric.
#[must_use]
pub fn catalogue() -> Vec<Described> {
    let mut all = rooms::described();
    all.extend(samples::described());
    all
}
