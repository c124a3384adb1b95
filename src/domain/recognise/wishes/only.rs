//! "just 2 adders": nothing else is wished for.

use super::{Fate, Only, Reader};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{Word, is_article};

impl Reader<'_> {
    /// "just 2 adders", and at the end "2 adders only".
    pub(super) fn only(&mut self, at: usize) {
        self.takes_place |= self.negated.is_some_and(|it| it.seen);
        self.negated = None;
        let named = |it: &Mention| it.tokens.end == at;
        let closes = self.mentions.first().is_some_and(named)
            && self.fates.last() == Some(&Fate::Wished)
            && self.tokens.gap(at + 1).ends_name();
        if closes {
            self.only = Only::Named;
        } else if self.only == Only::No && !self.stay.anything_said() {
            self.only = Only::Begun;
        }
    }

    /// "just remove the adder" is about the adder alone.
    pub(super) fn only_ends(&mut self) {
        if self.only == Only::Begun {
            self.only = Only::No;
        }
    }

    /// Whether nothing else is left of what the text has wished for so far, or no more of it: "5
    /// adders and a t20. on second thought only the t20", "only 2 adders".
    pub(super) fn is_all_that_is_left(&self, mention: &Mention) -> bool {
        if self.negated.is_some() || self.only == Only::Named || mention.inquired {
            return false;
        }
        let quiet = |at: usize| {
            matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Between))
                || is_article(self.key(at))
        };
        let start = mention.tokens.start;
        let before = (start.saturating_sub(MOST_BACK)..start).rev().find(|&at| !quiet(at));
        let says = before.is_some_and(|at| {
            self.is(at, Word::Only) && !(at + 1..=start).any(|at| self.tokens.gap(at).ends_name())
        });
        says && self.named_before(mention).is_some()
    }

    /// The wish of the text for the product, as it is described.
    fn named_before(&self, mention: &Mention) -> Option<usize> {
        let said = self.described.of(&mention.tokens);
        self.stay.wishes.iter().rposition(|wish| {
            wish.had.is_none()
                && wish.products == mention.products
                && said.iter().all(|it| wish.options.contains(it))
        })
    }

    /// Only this is wished for, of all that the text has named; so many of it, if that is said.
    pub(super) fn leave(&mut self, mention: &Mention, count: Option<u32>) -> Fate {
        let one = self.is_single(mention).then_some(1);
        if let Some(place) = self.named_before(mention) {
            match count.or(one) {
                Some(count) => self.stay.set(place, Some(count)),
                None => self.stay.leave(place),
            }
        }
        self.only_ends();
        Fate::Corrected
    }
}

/// "just one of the".
const MOST_BACK: usize = 4;
