//! Names that are about what the text has named before: "remove the collar", "two bags".

use super::Evidence;
use crate::domain::recognise::mentions::{Mention, is_with};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// "an led collar and a bowl, remove the collar": the text has named what it takes back.
    pub(super) fn takes_back(&self, at: usize, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let quiet =
            |at: &usize| self.is(*at, Word::Between) || words::is_article(self.tokens.key(*at));
        let verb = (0..start).rev().find(|at| !quiet(at) || self.ends_before(at + 1));
        let takes = |at: usize| {
            matches!(self.roles[at], Role::Word(Word::Removes | Word::Negates | Word::Swaps))
                && !self.ends_before(at + 1)
        };
        verb.is_some_and(takes)
            && self.mentions[..at]
                .iter()
                .any(|it| it.products.iter().any(|it| mention.products.contains(it)))
    }

    /// Whether the name says more of the one before it, and names nothing.
    pub(super) fn is_of_named(&self, at: usize) -> bool {
        self.says_what_for(at) || self.is_packing(at) || self.is_shade(at) || self.is_extra(at)
    }

    /// "bacon burger with extra cheese": a word out of names that is more or less of what is named.
    fn is_extra(&self, at: usize) -> bool {
        let (Some(before), mention) = (at.checked_sub(1), &self.mentions[at]) else { return false };
        let start = mention.tokens.start;
        let whole = &self.mentions[before];
        // "and extra fries" are some beside it.
        let joins = |at: usize| {
            self.is(at, Word::Adds) || (self.is(at, Word::Joins) && !is_with(self.tokens.key(at)))
        };
        !mention.rank.is_whole()
            && whole.rank.is_whole()
            && whole.tokens.end < start
            && super::leaves_out(self.back(start, 1))
            && (whole.tokens.end..=start).all(|at| !self.ends_before(at))
            && !(whole.tokens.end..start).any(joins)
    }

    /// "video editing for 5 videos": the word is out of the name that was said, and is no more of
    /// it.
    fn says_what_for(&self, at: usize) -> bool {
        let (Some(before), mention) = (at.checked_sub(1), &self.mentions[at]) else { return false };
        let whole = &self.mentions[before];
        let mut between = whole.tokens.end..mention.tokens.start;
        !mention.rank.is_whole()
            && whole.rank.is_whole()
            && whole.products.iter().any(|it| mention.products.contains(it))
            && matches!(
                self.tokens.key(between.start),
                "for" | "fur" | "pour" | "para" | "per" | "voor" | "dla"
            )
            && (between.start..=between.end).all(|at| !self.tokens.gap(at).ends_name())
            && between.all(|at| {
                matches!(
                    self.roles[at],
                    Role::Number(_)
                        | Role::Word(Word::Filler | Word::Between | Word::Tells | Word::Tens(_))
                )
            })
    }

    /// "a neon in neon green".
    fn is_shade(&self, at: usize) -> bool {
        let span = &self.mentions[at].tokens;
        let within = span.start.checked_sub(1).is_some_and(|at| self.tokens.key(at) == "in");
        span.len() == 1
            && within
            && words::is_shade(self.tokens.key(span.start))
            && words::is_colour(self.tokens.key(span.end))
            && !self.ends_before(span.start)
            && !self.ends_before(span.end)
    }

    /// "budgie seed, two bags": so many packs of what was named, and no bags.
    fn is_packing(&self, at: usize) -> bool {
        let (Some(before), mention) = (at.checked_sub(1), &self.mentions[at]) else { return false };
        let (named, start) = (&self.mentions[before], mention.tokens.start);
        let number = start.checked_sub(1).filter(|it| matches!(self.roles[*it], Role::Number(_)));
        mention.tokens.len() == 1
            && !mention.rank.is_whole()
            && words::is_pack(self.tokens.key(start))
            && number == Some(named.tokens.end)
    }
}
