//! What a shard of a coming division hears: held back until its division is the present one, or
//! until it has been dealt with through the present one.
//!
//! The marks stay open meanwhile. Whoever resumes the session after us is sent it all again.

use super::watermark::Open;
use std::collections::VecDeque;
use tokio::time::Instant;

/// How many bytes of events are held back. What is more is not kept: Discord is asked for it again.
const MOST: usize = 32 << 20;

/// What is held back.
#[derive(Default)]
pub(super) struct Quiet {
    events: VecDeque<Event>,
    bytes: usize,
}

struct Event {
    at: Instant,
    /// None if it was too much to be kept.
    json: Option<String>,
    open: Open,
}

impl Quiet {
    pub(super) fn hold_back(&mut self, at: Instant, json: String, open: Open) {
        self.bytes += json.len();
        self.events.push_back(Event { at, json: Some(json), open });
        if self.bytes > MOST {
            self.bytes = 0;
            self.events.iter_mut().for_each(|it| it.json = None);
        }
    }

    /// Lets go of what came before this: it has been dealt with.
    pub(super) fn let_go(&mut self, before: Instant) {
        while let Some(event) = self.events.pop_front_if(|it| it.at < before) {
            self.bytes -= event.json.map_or(0, |json| json.len());
        }
    }

    /// Whether something of it was too much to be kept.
    pub(super) fn is_incomplete(&self) -> bool {
        self.events.iter().any(|it| it.json.is_none())
    }

    /// All of it, in order.
    pub(super) fn into_events(self) -> impl Iterator<Item = (String, Open)> {
        self.events.into_iter().filter_map(|it| Some((it.json?, it.open)))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::watermark::Watermark, *};
    use std::time::Duration;

    fn filled(marks: &Watermark, from: Instant, texts: &[&str]) -> Quiet {
        let mut quiet = Quiet::default();
        for (number, text) in (1..).zip(texts) {
            let at = from + Duration::from_secs(number);
            quiet.hold_back(at, (*text).to_owned(), marks.open(number, at, None));
        }
        quiet
    }

    #[test]
    fn what_has_been_dealt_with_is_let_go_of_and_the_rest_comes_in_order() {
        let (marks, from) = (Watermark::at(0, &std::sync::Arc::default()), Instant::now());
        let mut quiet = filled(&marks, from, &["a", "b", "c"]);
        assert_eq!(marks.committed(), 0);
        quiet.let_go(from + Duration::from_secs(2));
        assert_eq!(marks.committed(), 1, "what is held back is open");
        let rest: Vec<_> = quiet.into_events().map(|(json, _)| json).collect();
        assert_eq!(rest, ["b", "c"]);
        assert_eq!(marks.committed(), 3);
    }

    #[test]
    fn what_is_too_much_is_not_kept_and_not_dealt_with() {
        let (marks, from) = (Watermark::at(0, &std::sync::Arc::default()), Instant::now());
        let long = "x".repeat(MOST);
        let mut quiet = filled(&marks, from, &["a", &long, "b"]);
        assert!(quiet.is_incomplete() && quiet.bytes == 1);
        assert_eq!(marks.committed(), 0);
        quiet.let_go(from + Duration::from_secs(3));
        assert!(!quiet.is_incomplete());
        assert_eq!(marks.committed(), 2);
    }
}
