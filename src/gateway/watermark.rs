//! Which events have been dealt with: everything up to the watermark has.
//!
//! A session is resumed from here, so that Discord sends again whatever was not committed.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// The events of one session. Cheap clone.
#[derive(Clone)]
pub(super) struct Watermark(Arc<Session>);

struct Session {
    marks: Mutex<Marks>,
    /// Rings when no event is open any more.
    settled: Arc<Notify>,
}

struct Marks {
    /// The newest event that came.
    newest: u64,
    /// Events that came and have not been dealt with.
    open: BTreeSet<u64>,
}

/// An event that is being dealt with; it has been when this is dropped.
pub(super) struct Open {
    sequence: u64,
    marks: Watermark,
}

impl Watermark {
    /// A session that is resumed: everything up to here has been dealt with.
    pub(super) fn at(sequence: u64, settled: &Arc<Notify>) -> Self {
        let marks = Mutex::new(Marks { newest: sequence, open: BTreeSet::new() });
        Self(Arc::new(Session { marks, settled: Arc::clone(settled) }))
    }

    /// A place for an event that comes when the session is over, and has no number any more.
    pub(super) fn next(&self) -> u64 {
        self.lock().newest + 1
    }

    /// An event that needs nothing.
    pub(super) fn pass(&self, sequence: u64) {
        let mut marks = self.lock();
        marks.newest = marks.newest.max(sequence);
    }

    /// An event that is to be dealt with.
    pub(super) fn open(&self, sequence: u64) -> Open {
        let mut marks = self.lock();
        marks.newest = marks.newest.max(sequence);
        marks.open.insert(sequence);
        Open { sequence, marks: self.clone() }
    }

    /// Every event up to this one has been dealt with.
    pub(super) fn committed(&self) -> u64 {
        let marks = self.lock();
        marks.open.first().map_or(marks.newest, |first| first.saturating_sub(1))
    }

    /// Whether all have.
    pub(super) fn is_settled(&self) -> bool {
        self.lock().open.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, Marks> {
        self.0.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut marks = self.marks.lock();
        marks.open.remove(&self.sequence);
        if marks.open.is_empty() {
            self.marks.0.settled.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stops_before_the_oldest_open_event() {
        let marks = Watermark::at(10, &Arc::default());
        assert_eq!(marks.committed(), 10);
        let first = marks.open(11);
        marks.pass(12);
        let second = marks.open(13);
        assert_eq!(marks.committed(), 10);
        drop(second);
        assert_eq!(marks.committed(), 10, "the first is still open");
        drop(first);
        assert_eq!(marks.committed(), 13);
        assert!(marks.is_settled());
    }
}
