//! Wishes that are given up for what is said of them: "a sultan, too expensive, a t20 then".

use super::Reader;
use crate::domain::recognise::tokens::Gap;

impl Reader<'_> {
    /// Whether "too expensive" at `at` is said of the last wish, in a clause of its own, and
    /// something else is named behind it.
    pub(super) fn is_given_up(&self, at: usize) -> bool {
        let too = matches!(self.key(at), "too" | "zu" | "trop" | "demasiado" | "troppo");
        let judges = is_fault(self.key(at + 1)) && !self.tokens.gap(at + 1).ends_name();
        if !too || !judges || !self.closes(at + 2) {
            return false;
        }
        let denied = matches!(self.back(at, 1), "not" | "isnt" | "t" | "nicht" | "pas" | "never");
        let apart = |at: usize| {
            let gap = self.tokens.gap(at);
            gap.ends_name() || gap.has(Gap::QUERY)
        };
        let named = self.mentions.iter().rfind(|it| it.tokens.end <= at);
        let clause = named.is_some_and(|it| (it.tokens.end..=at).any(apart));
        let asked = self.tokens.gap(at + 2).has(Gap::QUERY);
        let others = self.mentions.iter().any(|it| it.tokens.start > at);
        !denied && clause && !asked && others
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
