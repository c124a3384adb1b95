//! One bucket: how many requests may be under way in its window.

use std::time::Duration;

use tokio::time::Instant;

use super::headers::BucketHeaders;

/// Pure state of one bucket.
///
/// While the end of a window is known, `remaining` falls with each request that is sent. While none
/// is known (nothing answered yet, or the window has passed), as many requests as the limit may be
/// under way, since they are all that can have reached the new window.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    limit: u32,
    remaining: u32,
    resets_at: Option<Instant>,
    blocked_until: Option<Instant>,
    in_flight: u32,
    /// How many requests were ever sent, to tell whether one was alone.
    sent: u64,
}

/// Tells whether nothing else was under way from when a request was sent to when it was answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Alone(Option<u64>);

impl Bucket {
    /// One of which only the limit is known, or assumed.
    pub(super) const fn new(limit: u32) -> Self {
        Self { limit, remaining: 0, resets_at: None, blocked_until: None, in_flight: 0, sent: 0 }
    }

    /// Whether a request may go now.
    pub(super) fn passage(&self, now: Instant) -> BucketPassage {
        if let Some(until) = self.blocked_until.filter(|until| *until > now) {
            return BucketPassage::Closed(Some(until));
        }
        match self.window(now) {
            Some(_) if self.remaining > 0 => BucketPassage::Open,
            Some(end) => BucketPassage::Closed(Some(end)),
            None if self.in_flight < self.limit => BucketPassage::Open,
            None => BucketPassage::Closed(None),
        }
    }

    /// A request goes now.
    pub(super) fn take(&mut self, now: Instant) -> Alone {
        let alone = self.in_flight == 0;
        self.in_flight += 1;
        self.sent += 1;
        if self.window(now).is_some() {
            self.remaining = self.remaining.saturating_sub(1);
        }
        Alone(alone.then_some(self.sent))
    }

    /// A request has ended, answered or not.
    pub(super) fn give_back(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// What an answer told; the request itself has been given back already.
    pub(super) fn learn(&mut self, told: &BucketHeaders, now: Instant) {
        let end = now + told.reset_after + ROUNDING;
        let slack = CLOCK_SLACK.max(told.reset_after / 2);
        // A window cannot begin before the one before it has ended.
        let same =
            self.window(now).filter(|known| now + CLOCK_SLACK < *known || end <= *known + slack);
        if let Some(known) = same {
            // Answers may overtake each other, so that a later one may tell of an earlier time.
            self.remaining = self.remaining.min(told.remaining);
            self.resets_at = Some(known.max(end));
        } else {
            // This is the first word of the window: what it may hold of ours is this one and all
            // under way.
            let ours = self.in_flight.saturating_add(1);
            self.remaining = told.remaining.min(told.limit.saturating_sub(ours));
            self.resets_at = Some(end);
        }
        self.limit = told.limit;
    }

    /// What somebody else's answer told, of a window in which nothing has been sent from here.
    pub(super) fn hear(&mut self, told: &BucketHeaders, now: Instant) {
        self.limit = told.limit;
        self.remaining = told.remaining;
        self.resets_at = Some(now + told.reset_after + ROUNDING);
    }

    /// Whether the answer cannot speak of this bucket: it has more left than was sent, in a running
    /// window and although the request was alone. So the route has a count of its own under the
    /// same name.
    pub(super) fn contradicts(&self, told: &BucketHeaders, alone: Alone, now: Instant) -> bool {
        alone == Alone(Some(self.sent))
            && told.remaining > self.remaining
            && self.window(now).is_some_and(|end| now + CLOCK_SLACK < end)
    }

    /// Nothing goes before `until`.
    pub(super) fn block(&mut self, until: Instant) {
        self.blocked_until = Some(self.blocked_until.map_or(until, |earlier| earlier.max(until)));
    }

    /// Takes over what is under way in a bucket that turned out to be this one.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.in_flight += other.in_flight;
        if let Some(until) = other.blocked_until {
            self.block(until);
        }
    }

    /// Whether forgetting it changes nothing.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.in_flight == 0
            && self.window(now).is_none()
            && self.blocked_until.is_none_or(|until| until <= now)
    }

    fn window(&self, now: Instant) -> Option<Instant> {
        self.resets_at.filter(|end| *end > now)
    }
}

/// What a bucket says to a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum BucketPassage {
    /// It may go.
    Open,
    /// Not before this time; without a time, not before something under way has ended.
    Closed(Option<Instant>),
}

/// Discord gives the time to the reset in rounded milliseconds.
const ROUNDING: Duration = Duration::from_millis(5);
/// How far the end of a window may be off by the network before it is taken for another window.
pub(super) const CLOCK_SLACK: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn told(limit: u32, remaining: u32, reset_ms: u64) -> BucketHeaders {
        BucketHeaders {
            hash: "h".into(),
            limit,
            remaining,
            reset_after: Duration::from_millis(reset_ms),
        }
    }

    fn open(bucket: &Bucket, now: Instant) -> bool {
        bucket.passage(now) == BucketPassage::Open
    }

    #[test]
    fn an_empty_window_closes_until_its_end() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        bucket.take(now);
        bucket.give_back();
        bucket.learn(&told(1, 0, 2_000), now);
        let end = now + Duration::from_millis(2_005);
        assert_eq!(bucket.passage(now), BucketPassage::Closed(Some(end)));
        assert!(open(&bucket, end));
    }

    #[test]
    fn never_more_under_way_than_are_left() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        for _ in 0..3 {
            bucket.take(now);
        }
        bucket.give_back();
        bucket.learn(&told(5, 2, 5_000), now);
        bucket.take(now);
        bucket.take(now);
        assert!(!open(&bucket, now), "five were sent");
        bucket.give_back();
        bucket.learn(&told(5, 4, 5_000), now);
        assert!(!open(&bucket, now), "an answer that was overtaken opens nothing");
    }

    #[test]
    fn an_answer_from_a_new_window_opens_it() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        bucket.learn(&told(5, 1, 1_000), now);
        bucket.take(now);
        bucket.give_back();
        let later = now + Duration::from_millis(999);
        bucket.learn(&told(5, 4, 5_000), later);
        assert!(open(&bucket, later));
    }

    #[test]
    fn no_new_window_is_believed_in_while_this_one_runs() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        bucket.learn(&told(5, 1, 5_000), now);
        bucket.take(now);
        bucket.give_back();
        let middle = now + Duration::from_secs(2);
        bucket.learn(&told(5, 4, 9_000), middle);
        assert!(!open(&bucket, middle));
    }

    #[test]
    fn after_the_window_what_is_under_way_still_counts() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        bucket.learn(&told(2, 2, 1_000), now);
        bucket.take(now);
        bucket.take(now);
        let next = now + Duration::from_millis(1_500);
        assert_eq!(bucket.passage(next), BucketPassage::Closed(None));
        bucket.give_back();
        assert!(open(&bucket, next));
    }

    #[test]
    fn lost_answers_do_not_close_it_for_ever() {
        let now = clock::instant();
        let mut bucket = Bucket::new(1);
        for _ in 0..10 {
            assert!(open(&bucket, now));
            bucket.take(now);
            assert!(!open(&bucket, now));
            bucket.give_back();
        }
    }

    #[test]
    fn another_routes_count_is_noticed() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        bucket.learn(&told(5, 1, 5_000), now);
        let alone = bucket.take(now);
        assert!(bucket.contradicts(&told(5, 4, 5_000), alone, now));
        assert!(!bucket.contradicts(&told(5, 0, 5_000), alone, now));
        let over = now + Duration::from_secs(5);
        assert!(!bucket.contradicts(&told(5, 4, 5_000), alone, over), "a new window");
        let second = bucket.take(now);
        assert!(!bucket.contradicts(&told(5, 4, 5_000), alone, now), "overtaken, maybe");
        assert!(!bucket.contradicts(&told(5, 4, 5_000), second, now));
    }

    #[test]
    fn idle_is_only_what_can_be_forgotten() {
        let now = clock::instant();
        let mut bucket = Bucket::new(5);
        assert!(bucket.is_idle(now));
        bucket.block(now + Duration::from_secs(1));
        assert!(!bucket.is_idle(now));
        assert!(bucket.is_idle(now + Duration::from_secs(1)));
        bucket.take(now);
        assert!(!bucket.is_idle(now + Duration::from_secs(1)));
    }
}
