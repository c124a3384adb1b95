//! The limit over all counted routes: a sliding window, and the pause that a global 429 asks for.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::call::Priority;

/// Pure: at most `per_window` requests in any `WINDOW`, wherever Discord's own window begins.
///
/// Discord allows 50 requests per second and bot, interaction routes not counted (Discord docs,
/// Rate Limits, Global Rate Limit). The window here is a tenth longer than a second, so that
/// requests which the network squeezes together still fall apart on Discord's side.
#[derive(Debug)]
pub(super) struct Global {
    per_window: usize,
    sent: VecDeque<Instant>,
    paused_until: Option<Instant>,
}

impl Global {
    pub(super) const fn new(per_window: u16) -> Self {
        Self { per_window: per_window as usize, sent: VecDeque::new(), paused_until: None }
    }

    /// When the next counted request of this priority may go: `now` or later.
    pub(super) fn next(&mut self, priority: Priority, now: Instant) -> Instant {
        self.forget(now);
        let whole = self.room(self.per_window, WINDOW);
        // What nobody waits for is spread over the window, so that a person's call finds a place
        // within a tenth of it.
        let part = (priority > Priority::Person)
            .then(|| self.room(self.per_window / PARTS, WINDOW / PARTS_OF_TIME))
            .flatten();
        [whole, part, self.paused_until].into_iter().flatten().fold(now, Instant::max)
    }

    /// Changes the limit.
    pub(super) const fn set_limit(&mut self, per_window: u16) {
        self.per_window = per_window as usize;
    }

    /// A counted request goes now.
    pub(super) fn take(&mut self, now: Instant) {
        self.forget(now);
        self.sent.push_back(now);
    }

    /// The end of a pause that holds now.
    pub(super) fn pause_now(&self, now: Instant) -> Option<Instant> {
        self.paused_until.filter(|until| *until > now)
    }

    fn forget(&mut self, now: Instant) {
        while self.sent.front().is_some_and(|sent| *sent + WINDOW <= now) {
            self.sent.pop_front();
        }
    }

    /// When the next one fits into `limit` per `window`; none when it does at once.
    fn room(&self, limit: usize, window: Duration) -> Option<Instant> {
        let oldest = self.sent.len().checked_sub(limit.max(1))?;
        self.sent.get(oldest).map(|sent| *sent + window)
    }

    /// Nothing counted goes before `until`.
    pub(super) fn pause(&mut self, until: Instant) {
        self.paused_until = Some(self.paused_until.map_or(until, |earlier| earlier.max(until)));
    }
}

const WINDOW: Duration = Duration::from_millis(1_100);
const PARTS: usize = 10;
const PARTS_OF_TIME: u32 = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn send_many(global: &mut Global, priority: Priority, count: usize) -> Vec<Instant> {
        let mut now = clock::instant();
        let mut sent = Vec::new();
        while sent.len() < count {
            let next = global.next(priority, now);
            if next == now {
                global.take(now);
                sent.push(now);
                now += Duration::from_micros(700);
            } else {
                now = next;
            }
        }
        sent
    }

    #[test]
    fn no_second_holds_more_than_fifty_wherever_it_begins_though_the_network_squeezes() {
        for priority in [Priority::Person, Priority::Bulk] {
            let sent = send_many(&mut Global::new(50), priority, 400);
            for (first, at) in sent.iter().enumerate() {
                let second =
                    sent[first..].iter().filter(|it| **it - *at < Duration::from_millis(1_099));
                assert!(second.count() <= 50);
            }
            let rate = 400.0 / (sent[399] - sent[0]).as_secs_f64();
            assert!(rate > 45.0, "{rate} per second leaves too much of the 50 unused");
        }
    }

    #[test]
    fn a_person_finds_a_place_soon_while_the_rest_takes_everything() {
        let mut global = Global::new(50);
        let sent = send_many(&mut global, Priority::Bulk, 200);
        let now = sent[199];
        let wait = global.next(Priority::Person, now) - now;
        assert!(wait <= Duration::from_millis(110), "{wait:?}");
    }

    #[test]
    fn a_smaller_share_holds_at_once() {
        let now = clock::instant();
        let mut global = Global::new(50);
        (0..20).for_each(|_| global.take(now));
        assert_eq!(global.next(Priority::Person, now), now);
        global.set_limit(12);
        assert_eq!(global.next(Priority::Person, now), now + WINDOW);
    }

    #[test]
    fn a_pause_holds_until_its_end_and_is_never_shortened() {
        let now = clock::instant();
        let mut global = Global::new(50);
        let end = now + Duration::from_secs(3);
        global.pause(end);
        global.pause(now);
        assert_eq!(global.next(Priority::Person, now), end);
        assert_eq!(global.next(Priority::Person, end), end);
    }
}
