//! Buckets that Discord may count for the whole bot, whatever channel or server a call names.
//!
//! The documentation says that a bucket is counted for each channel and server (Discord docs, Rate
//! Limits). Proxies for large bots have found that some are not: `/channels/{id}` and
//! `/guilds/{id}/channels` (nirn-proxy, `bucketpath.go`). The name that Discord gives a bucket is
//! the same either way, so that only the counts can tell.

use std::collections::{HashMap, HashSet};

use tokio::time::Instant;

use super::{
    bucket::CLOCK_SLACK,
    headers::BucketHeaders,
    route::{Major, Route, Template},
};

/// Pure: which of these routes have no count for the whole bot. The others are taken to have one,
/// since believing that wrongly costs a wait, and the contrary a 429.
#[derive(Debug, Default)]
pub(super) struct Common {
    apart: HashSet<Template>,
    /// What answers of running windows told.
    words: HashMap<Template, Vec<Word>>,
}

/// What an answer told of a bucket.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) major: Major,
    pub(super) told: BucketHeaders,
    pub(super) at: Instant,
}

impl Common {
    /// Whether the route's bucket is counted for the whole bot, as far as is known.
    pub(super) fn holds(&self, route: &Route) -> bool {
        route.may_be_common() && !self.apart.contains(&route.template.plain())
    }

    /// It is not, or need not be counted.
    pub(super) fn part(&mut self, template: &Template) {
        self.words.remove(&template.plain());
        self.apart.insert(template.plain());
    }

    /// What was found is not to be relied on.
    pub(super) fn doubt(&mut self, template: &Template) {
        self.apart.remove(&template.plain());
    }

    /// Learns from a call that was done. If that shows that each channel or server has a count of
    /// its own: what was told of them.
    pub(super) fn hear(&mut self, route: &Route, told: &BucketHeaders, now: Instant) -> Vec<Word> {
        if !self.holds(route) {
            return Vec::new();
        }
        if is_plenty(told) {
            self.part(&route.template);
            return Vec::new();
        }
        let words = self.words.entry(route.template.plain()).or_default();
        words.retain(|word| now < word.ends());
        // In one window of one count no two answers can tell that the same is left.
        let twice = |word: &Word| {
            word.major != route.major
                && word.told.hash == told.hash
                && word.told.remaining == told.remaining
        };
        let are_apart = words.iter().any(twice);
        words.push(Word { major: route.major, told: told.clone(), at: now });
        if !are_apart {
            return Vec::new();
        }
        let words = self.words.remove(&route.template.plain()).unwrap_or_default();
        self.part(&route.template);
        words
    }
}

impl Word {
    /// Until when no other window can have begun, whatever the network adds.
    fn ends(&self) -> Instant {
        self.at + self.told.reset_after - CLOCK_SLACK.min(self.told.reset_after / 2)
    }
}

/// Whether the limit over all routes keeps its count by itself: at most 50 go in any 1.06 s.
fn is_plenty(told: &BucketHeaders) -> bool {
    let windows = told.reset_after.as_millis() / 1_060 + 1;
    u128::from(told.limit) >= 50 * windows
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use twilight_http::request::{Method, RequestBuilder};

    use super::*;
    use crate::clock;

    fn hide(channel: u64) -> Route {
        let path = format!("channels/{channel}");
        Route::of(&RequestBuilder::raw(Method::Patch, path).build().unwrap(), clock::now())
    }

    fn told(limit: u32, remaining: u32, ms: u64) -> BucketHeaders {
        let reset_after = Duration::from_millis(ms);
        BucketHeaders { hash: "h".into(), limit, remaining, reset_after }
    }

    #[test]
    fn the_same_left_of_two_channels_means_two_counts() {
        let now = clock::instant();
        let mut common = Common::default();
        assert!(common.holds(&hide(1)));
        for remaining in (2..=4).rev() {
            assert!(common.hear(&hide(1), &told(5, remaining, 15_000), now).is_empty());
        }
        assert!(common.holds(&hide(2)));
        let words = common.hear(&hide(2), &told(5, 4, 15_000), now);
        assert_eq!(words.len(), 4);
        assert!(!common.holds(&hide(3)));
        common.doubt(&hide(3).template);
        assert!(common.holds(&hide(3)));
    }

    #[test]
    fn one_count_is_not_taken_for_two() {
        let start = clock::instant();
        let mut common = Common::default();
        for call in 0..50_u32 {
            let (window, nth) = (call / 5, call % 5);
            let now = start + Duration::from_secs(15) * window;
            let words = common.hear(&hide(call.into()), &told(5, 4 - nth, 15_000), now);
            assert!(words.is_empty() && common.holds(&hide(1)), "call {call}");
        }
    }

    #[test]
    fn a_count_that_the_global_limit_keeps_is_no_concern() {
        let now = clock::instant();
        for (limit, ms, concern) in [(50, 1_000, false), (49, 1_000, true), (50, 1_100, true)] {
            let mut common = Common::default();
            common.hear(&hide(1), &told(limit, limit - 1, ms), now);
            assert_eq!(common.holds(&hide(1)), concern, "{limit} in {ms} ms");
        }
    }
}
