//! The count of invalid requests, and the breaker that keeps Discord from banning the address.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::call::Priority;

/// From how many invalid requests in ten minutes a priority is held back.
///
/// Discord bans an address for 10,000 of 401, 403 and 429 (scope `shared` not counted) in ten
/// minutes (Discord docs, Rate Limits, Invalid Request Limit).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InvalidThresholds {
    /// From here on `Priority::Bulk` is held back. Default 1,000.
    pub hold_bulk: u32,
    /// From here on only people's calls and callbacks pass. Default 3,000.
    pub people_only: u32,
    /// From here on only interaction callbacks pass. Default 8,000.
    pub callbacks_only: u32,
}

impl Default for InvalidThresholds {
    fn default() -> Self {
        Self { hold_bulk: 1_000, people_only: 3_000, callbacks_only: 8_000 }
    }
}

/// How far the breaker is open.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Breaker {
    /// Everything passes.
    #[default]
    Closed,
    /// `Priority::Bulk` is held back.
    HoldsBulk,
    /// Only people's calls and callbacks pass.
    PeopleOnly,
    /// Only interaction callbacks pass.
    CallbacksOnly,
}

impl Breaker {
    /// Whether a call of this priority may go.
    pub fn lets(self, priority: Priority) -> bool {
        priority
            <= match self {
                Self::Closed => Priority::Bulk,
                Self::HoldsBulk => Priority::Routine,
                Self::PeopleOnly => Priority::Person,
                Self::CallbacksOnly => Priority::Callback,
            }
    }
}

/// Pure: counts over the last ten minutes, in slices so that memory is bounded.
#[derive(Debug)]
pub(super) struct Invalid {
    thresholds: InvalidThresholds,
    slices: VecDeque<(Instant, u32)>,
    total: u32,
    /// How many all processes behind this address were last heard to have had, and until when that
    /// is believed.
    heard: Option<(u32, Instant)>,
}

impl Invalid {
    pub(super) const fn new(thresholds: InvalidThresholds) -> Self {
        Self { thresholds, slices: VecDeque::new(), total: 0, heard: None }
    }

    /// One more.
    pub(super) fn add(&mut self, now: Instant) {
        self.forget(now);
        self.total = self.total.saturating_add(1);
        match self.slices.back_mut() {
            Some((begun, count)) if now < *begun + SLICE => *count += 1,
            _ => self.slices.push_back((now, 1)),
        }
    }

    /// How many there were in the last ten minutes.
    pub(super) fn count(&mut self, now: Instant) -> u32 {
        self.forget(now);
        let heard = self.heard.filter(|(_, until)| *until > now).map_or(0, |(count, _)| count);
        self.total.max(heard)
    }

    /// How many all processes behind this address had in the last ten minutes.
    pub(super) fn hear(&mut self, count: u32, now: Instant) {
        self.heard = Some((count, now + BELIEVED));
    }

    /// How far the breaker is open now.
    pub(super) fn breaker(&mut self, now: Instant) -> Breaker {
        let InvalidThresholds { hold_bulk, people_only, callbacks_only } = self.thresholds;
        match self.count(now) {
            count if count >= callbacks_only => Breaker::CallbacksOnly,
            count if count >= people_only => Breaker::PeopleOnly,
            count if count >= hold_bulk => Breaker::HoldsBulk,
            _ => Breaker::Closed,
        }
    }

    fn forget(&mut self, now: Instant) {
        // A slice is forgotten by its end: its last request may be younger than its first.
        while let Some((begun, count)) = self.slices.front().copied()
            && begun + SLICE + WINDOW <= now
        {
            self.slices.pop_front();
            self.total = self.total.saturating_sub(count);
        }
    }
}

const WINDOW: Duration = Duration::from_secs(600);
const SLICE: Duration = Duration::from_secs(5);
/// How long a count of others is believed when no newer one comes.
const BELIEVED: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn opens_step_by_step_and_recovers_as_the_window_slides() {
        let start = clock::instant();
        let thresholds = InvalidThresholds { hold_bulk: 2, people_only: 4, callbacks_only: 6 };
        let mut invalid = Invalid::new(thresholds);
        let mut seen = Vec::new();
        for step in 0..6 {
            invalid.add(start + Duration::from_secs(step * 60));
            seen.push(invalid.breaker(start + Duration::from_secs(step * 60)));
        }
        use Breaker::*;
        assert_eq!(seen, [Closed, HoldsBulk, HoldsBulk, PeopleOnly, PeopleOnly, CallbacksOnly]);
        assert_eq!(invalid.breaker(start + Duration::from_secs(606)), PeopleOnly);
        assert_eq!(invalid.breaker(start + Duration::from_secs(606 + 300)), Closed);
        assert_eq!(invalid.count(start + Duration::from_secs(606 + 300)), 0);
    }

    #[test]
    fn memory_is_bounded() {
        let start = clock::instant();
        let mut invalid = Invalid::new(InvalidThresholds::default());
        for ms in (0..1_200_000).step_by(10) {
            invalid.add(start + Duration::from_millis(ms));
        }
        assert!(invalid.slices.len() <= 122, "{}", invalid.slices.len());
    }

    #[test]
    fn each_step_lets_the_urgent_pass() {
        for (breaker, last) in [
            (Breaker::Closed, Priority::Bulk),
            (Breaker::HoldsBulk, Priority::Routine),
            (Breaker::PeopleOnly, Priority::Person),
            (Breaker::CallbacksOnly, Priority::Callback),
        ] {
            for priority in
                [Priority::Callback, Priority::Person, Priority::Routine, Priority::Bulk]
            {
                assert_eq!(breaker.lets(priority), priority <= last);
            }
        }
    }
}
