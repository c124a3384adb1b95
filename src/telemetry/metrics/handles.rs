//! Handles: made once, one for each value of the labels, and held.

use super::{Kind, labels::Labels};
use ::metrics::{Key, Label, Level, Metadata, Recorder};
use std::{marker::PhantomData, sync::Arc, time::Duration};

/// Where handles come from.
const FROM: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

/// Something that only grows, by its labels. Cheap to clone; the default counts nothing.
#[derive(Clone, Debug)]
pub struct Counter<L = ()> {
    each: Arc<[::metrics::Counter]>,
    labels: PhantomData<fn(L)>,
}

/// How long something took, by its labels. Cheap to clone; the default measures nothing.
#[derive(Clone, Debug)]
pub struct Histogram<L = ()> {
    each: Arc<[::metrics::Histogram]>,
    labels: PhantomData<fn(L)>,
}

/// What a table of metrics can have.
pub(super) trait Handle {
    /// What it is.
    const KIND: Kind;
    /// Its labels.
    type Of: Labels;
    /// Handles of this name.
    fn make(recorder: &dyn Recorder, name: &'static str) -> Self;
}

impl<L: Labels> Handle for Counter<L> {
    const KIND: Kind = Kind::Counter;
    type Of = L;

    fn make(recorder: &dyn Recorder, name: &'static str) -> Self {
        let one = |labels: L| recorder.register_counter(&key(name, labels), &FROM);
        Self { each: L::all().into_iter().map(one).collect(), labels: PhantomData }
    }
}

impl<L: Labels> Handle for Histogram<L> {
    const KIND: Kind = Kind::Histogram;
    type Of = L;

    fn make(recorder: &dyn Recorder, name: &'static str) -> Self {
        let one = |labels: L| recorder.register_histogram(&key(name, labels), &FROM);
        Self { each: L::all().into_iter().map(one).collect(), labels: PhantomData }
    }
}

fn key(name: &'static str, labels: impl Labels) -> Key {
    let labels = labels.values().into_iter();
    let labels = labels.map(|(name, value)| Label::from_static_parts(name, value));
    Key::from_parts(name, labels.collect::<Vec<_>>())
}

impl<L> Default for Counter<L> {
    fn default() -> Self {
        Self { each: Arc::new([]), labels: PhantomData }
    }
}

impl<L> Default for Histogram<L> {
    fn default() -> Self {
        Self { each: Arc::new([]), labels: PhantomData }
    }
}

impl<L: Labels> Counter<L> {
    /// One more of these.
    pub fn count(&self, of: L) {
        self.add(of, 1);
    }

    /// So many more of these.
    pub fn add(&self, of: L, more: u64) {
        if let Some(counter) = self.each.get(of.index()) {
            counter.increment(more);
        }
    }
}

impl<L: Labels> Histogram<L> {
    /// One of these took so long.
    pub fn took(&self, of: L, time: Duration) {
        if let Some(histogram) = self.each.get(of.index()) {
            histogram.record(time.as_secs_f64());
        }
    }
}
