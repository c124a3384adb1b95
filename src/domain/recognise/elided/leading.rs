//! What leads to a choice that is said without a name.

use super::{Choice, Text};
use crate::domain::recognise::mentions::leads_to_choice;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// "4 red caps and 2 of them navy", "4 red caps, make 2 navy": whether the number `before` a
    /// choice is of what was named.
    pub(super) fn is_of_named(&self, before: Option<usize>) -> bool {
        let number = before.filter(|at| matches!(self.roles[*at], Role::Number(_)));
        let is_turned = |at: usize| at > 0 && words::makes(self.tokens.key(at - 1));
        let of_them = |at: usize| {
            self.tokens.key(at + 1) == "of"
                && matches!(self.tokens.key(at + 2), "them" | "those" | "these" | "em")
        };
        number.is_some_and(|at| is_turned(at) || of_them(at))
    }

    /// Where the words begin that lead to a choice: "of them with".
    pub(super) fn lead(&self, choice: &Choice) -> usize {
        let mut lead = choice.tokens.start;
        while lead > self.start
            && !self.ends(lead)
            && (!words::is_article(self.tokens.key(lead - 1)) || self.is_another_one(lead - 1))
            && (self.is(lead - 1, Word::Between)
                || self.is(lead - 1, Word::More)
                || leads_to_choice(self.tokens.key(lead - 1))
                || self.is_another_one(lead - 1)
                || self.is_times(lead - 1))
        {
            lead -= 1;
        }
        lead
    }

    pub(super) fn before(&self, lead: usize) -> Option<usize> {
        lead.checked_sub(1).filter(|&at| at >= self.start && !self.ends(lead))
    }

    /// The word before the choice that says what is left of several: "the other", "the remaining 2".
    pub(super) fn left_before(&self, choice: &Choice) -> Option<usize> {
        let before = self.before(self.lead(choice))?;
        let number = matches!(self.roles[before], Role::Number(_)).then(|| self.before(before));
        let said = [Some(before), number.flatten()].into_iter().flatten();
        said.into_iter().find(|&at| words::is_one_left(self.tokens.key(at)).is_some())
    }

    /// "the others".
    pub(super) fn says_left(&self, at: usize) -> bool {
        let is_left =
            |at: usize| at < self.ceiling && words::is_one_left(self.tokens.key(at)).is_some();
        is_left(at) || (self.is(at, Word::Between) && is_left(at + 1))
    }
}
