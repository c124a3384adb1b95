//! What joins one name to another that shares its words.

use std::ops::Range;

use super::{Gap, Mention, Role, STRONG, Text, Word, overlapping, words};

impl Text<'_> {
    /// The end of the words that an "and", or a comma in a longer list, joins to those at `start`.
    pub(super) fn joined_before(&self, start: usize, chained: bool) -> Option<usize> {
        let marks = if chained { STRONG.or(Gap::COMMA) } else { STRONG };
        let mut at = start;
        let mut joined = self.tokens.gap(at).has(marks);
        while let Some(word) = at.checked_sub(1).filter(|_| start - at < MOST_BETWEEN) {
            let joins = self.joins(word);
            if !joins && (joined || !self.counts(word)) {
                break;
            }
            at = word;
            joined |= joins || self.tokens.gap(at).has(marks);
        }
        (joined && at > 0 && !self.parts(at)).then_some(at)
    }

    /// Where the words begin that a comma or an "and" joins to those that end at `end`.
    pub(super) fn joined_behind(&self, end: usize) -> Option<usize> {
        let mut at = end;
        let mut joined = self.lists(at);
        // "2m please... sorry, i meant the 3m".
        let corrects = |at: usize| self.roles.get(at) == Some(&Role::Word(Word::Corrects));
        while at < self.roles.len() && at - end < MOST_BETWEEN && (corrects(at) || !self.parts(at))
        {
            let quiet = self.roles[at] == Role::Word(Word::Filler)
                && (corrects(at + 1) || self.tokens.key(at) == "the");
            let joins = self.goes_on(at) || quiet;
            if !(joins || joined && self.counts_next(at)) {
                break;
            }
            at += 1;
            joined |= joins || self.lists(at);
        }
        (joined && at < self.roles.len() && !self.parts(at)).then_some(at)
    }

    /// Whether the number at `at` counts what follows: not in "4070 and 4080", "65w or 20w".
    fn counts_next(&self, at: usize) -> bool {
        let next = self.tokens.key(at + 1);
        let described = at + 1 < self.roles.len()
            && next != "x"
            && !self.tokens.is_digits(at + 1)
            && self.tells_apart(at + 1);
        self.roles[at] == Role::Word(Word::Between)
            || (self.counts(at)
                && !self.tokens.gap(at + 1).is_glued()
                && (!self.closes(at + 1) || described))
    }

    /// The end of a count behind what ends at `end`: "x2".
    pub(super) fn counted(&self, end: usize) -> usize {
        let is = |at: usize, role: Role| self.roles.get(at) == Some(&role);
        let number = |at: usize| matches!(self.roles.get(at), Some(Role::Number(_)));
        let times = Role::Word(Word::Times);
        let counts = !self.tokens.gap(end).ends_name()
            && ((is(end, times) && number(end + 1)) || (number(end) && is(end + 1, times)));
        if counts { end + 2 } else { end }
    }

    /// Whether a wish may begin with `own`: behind a number, a request or nothing, and behind no
    /// name that it may describe ("a car in red and a black bike").
    pub(super) fn leads(&self, own: &Range<usize>, all: &[Mention]) -> bool {
        let parts = |at: usize| {
            let gap = self.tokens.gap(at);
            gap.ends_name() || gap.has(STRONG)
        };
        let Some(before) = own.start.checked_sub(1).filter(|_| !parts(own.start)) else {
            return true;
        };
        let named = |at: usize| !overlapping(all, &(at..at + 1)).is_empty();
        let mut clause = (0..own.start).rev().take_while(|at| !parts(at + 1) && !self.joins(*at));
        let opens = matches!(
            self.roles[before],
            Role::Number(_)
                | Role::Word(
                    Word::Between
                        | Word::Request
                        | Word::Filler
                        | Word::Joins
                        | Word::Inquires
                        | Word::Removes
                        | Word::Swaps
                )
        ) || self.has_determiner(own.start);
        opens && !clause.any(named)
    }

    pub(super) fn has_determiner(&self, start: usize) -> bool {
        let before = start.checked_sub(1).map_or("", |at| self.tokens.key(at));
        words::is_article(before) || before == "the"
    }

    fn joins(&self, at: usize) -> bool {
        self.roles[at] == Role::Word(Word::Joins) || self.is_or(at)
    }

    /// Whether more is said of what was named: "a small teddy, no wait, large", "remove the red".
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let on = |word| {
            matches!(
                word,
                Word::Corrects | Word::Negates | Word::Adds | Word::Turns | Word::Removes
            )
        };
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
    pub(super) fn closes(&self, at: usize) -> bool {
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
            || matches!(self.tokens.key(at), "one" | "ones")
            || self.counted(at) > at
    }
}

/// "red and a couple of white roses", "please... sorry, i meant the".
const MOST_BETWEEN: usize = 6;
