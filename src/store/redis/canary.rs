//! The number that a worker writes into a history: if an older one is found in its place, the
//! server has lost what was written last, whatever it calls its history. Pure.

use std::time::Duration;

/// After so long without a round, a missing canary says nothing: the server forgets it by itself.
const COUNTS: Duration = Duration::from_secs(43_200);

/// The number that we write into a history. Outlives the links to its server.
#[derive(Clone, Debug, Default)]
pub struct Canary {
    /// A hash tag in a slot of the server.
    tag: String,
    sent: u64,
    /// The last one that was answered, and when.
    answered: Option<(u64, Duration)>,
}

impl Canary {
    /// The server has these slots now. A canary in another slot begins anew.
    pub fn sit(&mut self, tag: &str) {
        if self.tag != tag {
            *self = Self { tag: tag.to_owned(), sent: self.sent, answered: None };
        }
    }

    /// Where the next one goes, and which it is.
    pub fn next_one(&mut self) -> (String, u64) {
        self.sent += 1;
        (self.tag.clone(), self.sent)
    }

    /// Whether what was found in the place of the canary is what we left there. `now` is the time
    /// since any moment that stays the same.
    pub fn is_ours(
        &mut self,
        now: Duration,
        (tag, written): (&str, u64),
        found: Option<u64>,
    ) -> bool {
        if self.tag != tag {
            return true;
        }
        let is_ours = match self.answered {
            Some((last, when)) => {
                found.is_some_and(|found| found >= last)
                    || (found.is_none() && now.saturating_sub(when) > COUNTS)
            }
            None => true,
        };
        self.answered = Some((written, now));
        is_ours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_is_ours_from_the_last_answer_to_the_last_try() {
        let now = Duration::ZERO;
        let mut canary = Canary::default();
        canary.sit("7");
        assert_eq!(canary.next_one(), ("7".to_owned(), 1));
        assert!(canary.is_ours(now, ("7", 1), Some(99)), "of an earlier life");
        canary.next_one();
        canary.next_one();
        assert!(canary.is_ours(now, ("7", 3), Some(2)), "a try without an answer was carried out");
        assert!(canary.is_ours(now, ("7", 4), Some(3)));
        assert!(!canary.is_ours(now, ("7", 5), Some(3)), "the server has an older one");
        assert!(!canary.is_ours(now, ("7", 6), None), "it has none");
        assert!(canary.is_ours(now + COUNTS * 2, ("7", 7), None), "it lives no longer");
        canary.sit("8");
        assert!(canary.is_ours(now, ("8", 8), None), "it begins anew elsewhere");
    }
}
