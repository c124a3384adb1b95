//! Names that share some of their words: "red and white roses", "a small teddy and a large".

use std::ops::Range;

use super::{Mention, Text};
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::plural;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// Puts what is a whole name with the first or the last words of another one among the
    /// `mentions`, in the place of what it could mean by itself.
    pub(super) fn share_words(&self, mentions: Vec<Mention>) -> Vec<Mention> {
        let mut shared: Vec<Mention> = Vec::new();
        let clear =
            |it: &&Mention| it.tokens.len() > 1 && (it.rank.is_whole() || it.products.len() == 1);
        for mention in mentions.iter().filter(clear) {
            let mut start = mention.tokens.start;
            while let Some(found) = self.before(start, mention, &mentions) {
                start = found.tokens.start;
                shared.push(found);
            }
            let mut end = self.counted(mention.tokens.end);
            while let Some(found) = self.behind(end, mention, &mentions) {
                end = self.counted(found.tokens.end);
                shared.push(found);
            }
        }
        if shared.is_empty() {
            return mentions;
        }
        let mut all = mentions;
        all.retain(|mention| !shared.iter().any(|it| overlap(&it.tokens, &mention.tokens)));
        all.extend(shared);
        all.sort_by_key(|it| it.tokens.start);
        all.dedup_by(|one, other| overlap(&one.tokens, &other.tokens));
        all
    }

    /// The end of a count behind what ends at `end`: "x2".
    fn counted(&self, end: usize) -> usize {
        let is = |at: usize, role: Role| self.roles.get(at) == Some(&role);
        let number = |at: usize| matches!(self.roles.get(at), Some(Role::Number(_)));
        let times = Role::Word(Word::Times);
        let counts = !self.tokens.gap(end).ends_name()
            && ((is(end, times) && number(end + 1)) || (number(end) && is(end + 1, times)));
        if counts { end + 2 } else { end }
    }

    /// The name that is joined to what begins at `start` and goes on as `mention` ends.
    fn before(&self, start: usize, mention: &Mention, all: &[Mention]) -> Option<Mention> {
        let end = self.joined_before(start)?;
        let starts = end.saturating_sub(MOST_OWN)..end;
        starts.map(|from| from..end).filter(|own| self.is_free(own, all)).find_map(|own| {
            let Range { start, end } = mention.tokens;
            (start + 1..end).find_map(|from| {
                self.named(mention, &own, |out| {
                    self.spell(&own, out);
                    self.spell(&(from..end), out);
                })
            })
        })
    }

    /// The name that is joined to what ends at `end` and begins as `mention` does.
    fn behind(&self, end: usize, mention: &Mention, all: &[Mention]) -> Option<Mention> {
        let from = self.joined_behind(end)?;
        let ends = (from + 1..=self.roles.len().min(from + MOST_OWN)).rev();
        // "teddy 2, 3 please" counts.
        let joined = (end..from).any(|at| self.goes_on(at)) || self.tokens.gap(from).has(STRONG);
        let says = |own: &Range<usize>| {
            let figure = self.tokens.is_digits(own.start);
            (joined || !figure || self.tokens.key(own.start).len() > 1)
                && self.closes(own.end)
                && self.is_free(own, all)
        };
        ends.map(|to| from..to).filter(says).find_map(|own| self.instead(mention, &own))
    }

    /// The name in which `own` stands in the place of the last words of `mention`, or a number in
    /// the place of a number: "iphone 12 screen and 13".
    fn instead(&self, mention: &Mention, own: &Range<usize>) -> Option<Mention> {
        let Range { start, end } = mention.tokens;
        let last = (start + 1..end).rev().find_map(|to| {
            self.named(mention, own, |out| {
                self.spell(&(start..to), out);
                self.spell(own, out);
            })
        });
        let figure = |at: &usize| self.tokens.is_digits(*at) && !self.tokens.gap(*at).is_glued();
        let is_figure = own.len() == 1 && self.tokens.is_digits(own.start);
        last.or_else(|| {
            (start + 1..end).filter(|at| is_figure && figure(at)).find_map(|place| {
                self.named(mention, own, |out| {
                    self.spell(&(start..place), out);
                    self.spell(own, out);
                    self.spell(&(place + 1..end), out);
                })
            })
        })
    }

    /// Whether the words stand together, could be a part of a name, and are in no other whole name.
    fn is_free(&self, own: &Range<usize>, all: &[Mention]) -> bool {
        let describes = |at: usize| {
            self.roles[at] == Role::Content
                || self.tokens.is_digits(at)
                || words::is_colour(self.tokens.key(at))
                // "series x and s".
                || (self.tokens.key(at).len() == 1 && self.tokens.gap(at).has(Gap::SPACE))
                // "2m or 3m".
                || (self.tokens.gap(at).is_glued() && at > 0 && self.tokens.is_digits(at - 1))
        };
        (own.start + 1..own.end).all(|at| !self.tokens.gap(at).ends_name())
            && own.clone().all(describes)
            && all
                .iter()
                .filter(|it| overlap(&it.tokens, own))
                .all(|it| it.tokens == *own && !it.rank.is_whole())
    }

    /// The end of the words that a comma or an "and" joins to those at `start`.
    fn joined_before(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let mut joined = self.lists(at);
        while let Some(word) = at.checked_sub(1).filter(|_| start - at < MOST_BETWEEN) {
            let joins = self.joins(word);
            if !joins && (joined || !self.counts(word)) {
                break;
            }
            at = word;
            joined |= joins || self.lists(at);
        }
        (joined && at > 0 && !self.parts(at)).then_some(at)
    }

    /// Where the words begin that a comma or an "and" joins to those that end at `end`.
    fn joined_behind(&self, end: usize) -> Option<usize> {
        let mut at = end;
        let mut joined = self.lists(at);
        // "2m please... sorry, i meant the 3m".
        let corrects = |at: usize| self.roles.get(at) == Some(&Role::Word(Word::Corrects));
        while at < self.roles.len() && at - end < MOST_BETWEEN && (corrects(at) || !self.parts(at))
        {
            let quiet = self.roles[at] == Role::Word(Word::Filler)
                && (corrects(at + 1) || self.tokens.key(at) == "the");
            let joins = self.goes_on(at) || quiet;
            // "4070 and 4080", "65w or 20w": a number is counted by none.
            let counts =
                self.counts(at) && !self.closes(at + 1) && !self.tokens.gap(at + 1).is_glued();
            if !(joins || joined && counts) {
                break;
            }
            at += 1;
            joined |= joins || self.lists(at);
        }
        (joined && at < self.roles.len() && !self.parts(at)).then_some(at)
    }

    fn joins(&self, at: usize) -> bool {
        self.roles[at] == Role::Word(Word::Joins) || self.is_or(at)
    }

    /// Whether more is said of what was named: "a small teddy, no wait, large".
    fn goes_on(&self, at: usize) -> bool {
        let on = |word| matches!(word, Word::Corrects | Word::Negates | Word::Adds | Word::Turns);
        self.joins(at) || matches!(self.roles[at], Role::Word(word) if on(word))
    }

    fn counts(&self, at: usize) -> bool {
        matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Between))
    }

    fn lists(&self, at: usize) -> bool {
        self.tokens.gap(at).has(Gap::COMMA.or(STRONG))
    }

    fn parts(&self, at: usize) -> bool {
        self.tokens.gap(at).has(Gap::LINE.or(Gap::BREAK))
    }

    /// Whether what stands before `at` does not go on as something else.
    fn closes(&self, at: usize) -> bool {
        let quiet = |role| {
            matches!(
                role,
                Role::Word(
                    Word::Filler
                        | Word::Joins
                        | Word::Adds
                        | Word::Request
                        | Word::Corrects
                        | Word::Times
                )
            )
        };
        at >= self.roles.len()
            || self.tokens.gap(at).ends_name()
            || quiet(self.roles[at])
            || words::is_to_be(self.tokens.key(at))
            || self.counted(at) > at
    }

    fn spell(&self, tokens: &Range<usize>, out: &mut String) {
        out.extend(tokens.clone().map(|at| self.tokens.key(at)));
    }

    /// The whole name that `spell` makes, which is said by `own`.
    fn named(
        &self,
        mention: &Mention,
        own: &Range<usize>,
        spell: impl Fn(&mut String),
    ) -> Option<Mention> {
        let mut key = String::new();
        spell(&mut key);
        let found = [key.as_str(), plural::singular(&key)]
            .iter()
            .find_map(|key| self.index.entry(key).filter(|entry| entry.rank.is_whole()))?;
        let products = self.index.products(found);
        (products != mention.products.as_slice()).then(|| Mention {
            tokens: own.clone(),
            products: products.into(),
            rank: Rank::Variant,
            slips: 0,
            ..mention.clone()
        })
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// What joins as an "and" does.
const STRONG: Gap = Gap::SLASH.or(Gap::PLUS);
/// "dark chocolate and vanilla cupcakes".
const MOST_OWN: usize = 2;
/// "red and a couple of white roses".
const MOST_BETWEEN: usize = 6;
