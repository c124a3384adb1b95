//! The allowance of channel renames, which no header shows.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use super::route::{Major, Route};

/// Pure: two changes of name or topic per channel in ten minutes.
///
/// Seen by many and not documented: the third one is answered with a 429 whose headers still show
/// requests left. Keeping to it beforehand saves that invalid request; whoever wants a third is
/// told at once when it will be possible.
#[derive(Debug, Default)]
pub(super) struct Renames {
    done: HashMap<Major, VecDeque<Instant>>,
}

impl Renames {
    /// When this request may go, if not now.
    pub(super) fn next(&self, route: &Route, now: Instant) -> Option<Instant> {
        if !route.template.is_rename() {
            return None;
        }
        let done = self.done.get(&route.major)?;
        let oldest = done.len().checked_sub(ALLOWED)?;
        done.get(oldest).map(|at| *at + WINDOW).filter(|at| *at > now)
    }

    /// The request goes now.
    pub(super) fn take(&mut self, route: &Route, now: Instant) {
        if route.template.is_rename() {
            self.done.retain(|_, done| done.back().is_some_and(|last| *last + WINDOW > now));
            let done = self.done.entry(route.major).or_default();
            while done.front().is_some_and(|first| *first + WINDOW <= now) {
                done.pop_front();
            }
            done.push_back(now);
        }
    }

    /// The request was refused, so that it used up nothing.
    pub(super) fn refund(&mut self, route: &Route) {
        if route.template.is_rename()
            && let Some(done) = self.done.get_mut(&route.major)
        {
            done.pop_back();
        }
    }
}

const ALLOWED: usize = 2;
const WINDOW: Duration = Duration::from_secs(600);

#[cfg(test)]
mod tests {
    use twilight_http::request::{Method, RequestBuilder};

    use super::*;
    use crate::clock;

    fn patch(channel: u64, body: &str) -> Route {
        let builder = RequestBuilder::raw(Method::Patch, format!("channels/{channel}"));
        let request = builder.body(body.as_bytes().to_vec()).build().unwrap();
        Route::of(&request, clock::now())
    }

    #[test]
    fn the_third_rename_waits_and_nothing_else_does() {
        let now = clock::instant();
        let mut renames = Renames::default();
        let rename = patch(1, r#"{"name":"x"}"#);
        for seconds in [0, 100] {
            let now = now + Duration::from_secs(seconds);
            assert_eq!(renames.next(&rename, now), None);
            renames.take(&rename, now);
        }
        let third = now + Duration::from_secs(200);
        assert_eq!(renames.next(&rename, third), Some(now + WINDOW));
        assert_eq!(renames.next(&patch(1, r#"{"topic":"x"}"#), third), Some(now + WINDOW));
        assert_eq!(renames.next(&patch(1, r#"{"parent_id":"5"}"#), third), None);
        assert_eq!(renames.next(&patch(2, r#"{"name":"x"}"#), third), None);
        assert_eq!(renames.next(&rename, now + WINDOW), None);
    }

    #[test]
    fn a_refused_rename_uses_up_nothing() {
        let now = clock::instant();
        let mut renames = Renames::default();
        let rename = patch(1, r#"{"name":"x"}"#);
        renames.take(&rename, now);
        for _ in 0..5 {
            assert_eq!(renames.next(&rename, now), None);
            renames.take(&rename, now);
            renames.refund(&rename);
        }
    }

    #[test]
    fn channels_are_forgotten() {
        let now = clock::instant();
        let mut renames = Renames::default();
        for channel in 0..100 {
            renames.take(&patch(channel, r#"{"name":"x"}"#), now);
        }
        renames.take(&patch(1, r#"{"name":"x"}"#), now + WINDOW);
        assert_eq!(renames.done.len(), 1);
    }
}
