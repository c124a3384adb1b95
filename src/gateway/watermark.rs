//! Which events have been dealt with: everything up to the watermark has.
//!
//! A session is resumed from here, so that Discord sends again whatever was not committed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{sync::Notify, time::Instant};

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
    open: BTreeMap<u64, Times>,
}

/// The times of an event.
struct Times {
    /// When it came here.
    came: Instant,
    /// When others were told of it at the latest; none if that is not known.
    told: Option<Instant>,
}

/// An event that is being dealt with; it has been when this is dropped.
pub(super) struct Open {
    sequence: u64,
    marks: Watermark,
}

impl Watermark {
    /// A session that is resumed: everything up to here has been dealt with.
    pub(super) fn at(sequence: u64, settled: &Arc<Notify>) -> Self {
        let marks = Mutex::new(Marks { newest: sequence, open: BTreeMap::new() });
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

    /// An event that came now and is to be dealt with, and of which others may have been told then.
    pub(super) fn open(&self, sequence: u64, came: Instant, told: Option<Instant>) -> Open {
        let mut marks = self.lock();
        marks.newest = marks.newest.max(sequence);
        marks.open.insert(sequence, Times { came, told });
        Open { sequence, marks: self.clone() }
    }

    /// Every event up to this one has been dealt with.
    pub(super) fn committed(&self) -> u64 {
        let marks = self.lock();
        marks.open.first_key_value().map_or(marks.newest, |(first, _)| first.saturating_sub(1))
    }

    /// Up to when everything has been dealt with that others may have been told of, if it has up to
    /// `until` but for what is open; none if that is not known.
    pub(super) fn dealt_with(&self, until: Option<Instant>) -> Option<Instant> {
        self.lock().open.values().fold(until, |until, it| Some(until?.min(it.told?)))
    }

    /// When the oldest of what is being dealt with came; none if nothing is.
    pub(super) fn oldest(&self) -> Option<Instant> {
        self.lock().open.values().map(|it| it.came).min()
    }

    /// How many events are being dealt with.
    pub(super) fn open_events(&self) -> usize {
        self.lock().open.len()
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
        let now = Instant::now();
        let first = marks.open(11, now, None);
        marks.pass(12);
        let second = marks.open(13, now, None);
        assert_eq!(marks.committed(), 10);
        drop(second);
        assert_eq!(marks.committed(), 10, "the first is still open");
        drop(first);
        assert_eq!(marks.committed(), 13);
        assert!(marks.is_settled());
    }

    #[test]
    fn what_is_open_says_up_to_when_all_has_been_dealt_with() {
        let marks = Watermark::at(10, &Arc::default());
        let now = Instant::now();
        let before = now - std::time::Duration::from_secs(1);
        assert_eq!(marks.dealt_with(Some(now)), Some(now));
        assert_eq!(marks.dealt_with(None), None);
        let one = marks.open(11, now, Some(before));
        let _other = marks.open(12, now, Some(now));
        assert_eq!(marks.dealt_with(Some(now)), Some(before));
        drop(one);
        assert_eq!(marks.dealt_with(Some(now)), Some(now));
        let _unknown = marks.open(13, now, None);
        assert_eq!(marks.dealt_with(Some(now)), None);
    }

    #[test]
    fn what_is_open_says_since_when_whatever_others_were_told() {
        let marks = Watermark::at(10, &Arc::default());
        assert_eq!(marks.oldest(), None);
        let came = Instant::now();
        let later = came + std::time::Duration::from_secs(1);
        let first = marks.open(12, came, None);
        let _second = marks.open(11, later, Some(came));
        assert_eq!(marks.oldest(), Some(came));
        drop(first);
        assert_eq!(marks.oldest(), Some(later));
    }
}
