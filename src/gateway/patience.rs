//! How long a shard waits before it tries again.

use std::time::Duration;
use tokio::time::Instant;

/// The longest wait before connecting again.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A connection that has worked for so long has come to something.
const HAS_WORKED: Duration = Duration::from_secs(2);
/// A session that has lived for less has hardly lived.
const SHORT_LIFE: Duration = Duration::from_secs(60);
/// So many in a row, and something is wrong that new sessions do not mend.
const SHORT_LIVES: u32 = 3;
/// The first wait after that, which doubles each time.
const FIRST_BREAK: Duration = Duration::from_secs(15);
/// The longest.
const LONGEST_BREAK: Duration = Duration::from_secs(8 * 60);

/// What a shard has been through.
#[derive(Debug, Default)]
pub(super) struct Patience {
    /// Connections in a row that came to nothing.
    failures: u32,
    /// Since when the connection has a live session.
    works_since: Option<Instant>,
    /// When the session was begun, if it was begun here.
    begun: Option<Instant>,
    /// Sessions in a row that have hardly lived.
    short_lives: u32,
}

impl Patience {
    /// A connection has a live session.
    pub(super) fn works(&mut self, now: Instant) {
        self.works_since = Some(now);
    }

    /// A connection was lost or refused: the wait before the next. `chance` is a random number
    /// between 0 and 1, so that shards do not come back all at once.
    pub(super) fn failed(&mut self, now: Instant, chance: f64) -> Duration {
        // One that falls at once, each time, may be fought over by somebody who resumes it too.
        if self.works_since.take().is_some_and(|since| now - since >= HAS_WORKED) {
            self.failures = 0;
        }
        self.failures += 1;
        // The first time at once: one drop is common, and people wait.
        if self.failures == 1 {
            return Duration::ZERO;
        }
        let pause = Duration::from_secs(1 << (self.failures - 2).min(6)).min(LONGEST_PAUSE);
        pause.mul_f64(0.5 + chance / 2.0)
    }

    /// A session was begun.
    pub(super) fn begun(&mut self, now: Instant) {
        self.begun = Some(now);
    }

    /// A session is over, or was refused us: the wait before a new one may be asked for, if it has
    /// happened too often. They are numbered, and Discord voids the token of a bot that spends
    /// them all.
    pub(super) fn lost(&mut self, now: Instant) -> Option<Duration> {
        let lived = self.begun.take().map(|begun| now - begun);
        if lived.is_some_and(|lived| lived >= SHORT_LIFE) {
            self.short_lives = 0;
            return None;
        }
        self.short_lives += 1;
        let beyond = self.short_lives.checked_sub(SHORT_LIVES)?;
        Some((FIRST_BREAK * (1 << beyond.min(5))).min(LONGEST_BREAK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_drop_costs_no_time_and_the_next_ever_more() {
        let mut patience = Patience::default();
        let now = Instant::now();
        let pauses: Vec<u64> = (0..10).map(|_| patience.failed(now, 1.0).as_secs()).collect();
        assert_eq!(pauses, [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        patience.works(now);
        assert_eq!(patience.failed(now, 1.0).as_secs(), 60, "it fell at once");
        patience.works(now);
        assert_eq!(patience.failed(now + HAS_WORKED, 1.0), Duration::ZERO);
        assert_eq!(patience.failed(now, 0.0), Duration::from_millis(500));
    }

    #[test]
    fn sessions_that_hardly_live_are_asked_for_ever_more_seldom() {
        let mut patience = Patience::default();
        let start = Instant::now();
        let mut lives = |seconds: u64| {
            patience.begun(start);
            patience.lost(start + Duration::from_secs(seconds)).map(|it| it.as_secs())
        };
        let breaks: Vec<_> = (0..9).map(|_| lives(59)).collect();
        let expected = [None, None, Some(15), Some(30), Some(60), Some(120), Some(240), Some(480)];
        assert_eq!(breaks[..8], expected);
        assert_eq!(breaks[8], Some(480));
        assert_eq!(lives(60), None, "one that has lived makes up for all");
        assert_eq!(lives(1), None);
    }
}
