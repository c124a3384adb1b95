//! Wishes that are given up for what is said of them: "a sultan, too expensive, a t20 then".

use super::Reader;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::is_too_much;

impl Reader<'_> {
    /// Whether "too expensive" at `at` is said of the last wish, in a clause of its own, and
    /// something else is named behind it.
    pub(super) fn is_given_up(&self, at: usize) -> bool {
        let judges = |at: usize| is_fault(self.key(at)) && !self.tokens.gap(at).ends_name();
        if !is_too_much(self.key(at)) || !judges(at + 1) || !self.closes(at + 2) {
            return false;
        }
        let it = self.stay.it().and_then(|it| self.stay.wishes.get(it));
        let is_of_it = it.is_some_and(|wish| {
            let between = wish.tokens.end..at;
            let others = || self.doubted.iter().any(|(it, _)| between.contains(&it.tokens.start));
            !wish.tokens.is_empty() && !others()
        });
        let next = self.mentions.iter().find(|it| it.tokens.start > at);
        // "too big? well, a sultan also" goes on.
        let also = next.is_some_and(|it| {
            matches!(self.key(it.tokens.end), "also" | "too")
                || (at..it.tokens.start).any(|at| self.key(at) == "and")
        });
        let denied = matches!(self.back(at, 1), "not" | "isnt" | "t" | "nicht" | "pas" | "never");
        let apart = |at: usize| {
            let gap = self.tokens.gap(at);
            gap.ends_name() || gap.has(Gap::QUERY)
        };
        let named = self.mentions.iter().rfind(|it| it.tokens.end <= at);
        let clause = named.is_some_and(|it| (it.tokens.end..=at).any(apart));
        let ahead = next.map_or(at, |it| it.tokens.start);
        let asked = (at..=ahead).any(|at| self.tokens.gap(at).has(Gap::QUERY));
        !denied && clause && !asked && next.is_some() && is_of_it && !also
    }
}

/// What nobody wants of what they buy.
fn is_fault(key: &str) -> bool {
    matches!(
        key,
        "expensive"
            | "pricey"
            | "much"
            | "big"
            | "large"
            | "small"
            | "slow"
            | "heavy"
            | "loud"
            | "teuer"
            | "gross"
            | "klein"
            | "langsam"
            | "cher"
            | "chere"
            | "grand"
            | "petit"
            | "caro"
            | "cara"
            | "grande"
    )
}
