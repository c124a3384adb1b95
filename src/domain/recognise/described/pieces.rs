//! Pieces that are listed behind their name, each by its choices: "tees: S black, M white".

use std::ops::Range;

use super::Run;
use crate::domain::recognise::mentions::{Mention, is_with};
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Run<'_> {
    /// What is said of each piece, where they follow each other without a number and each says the
    /// options that the others say too: several, or as many pieces as are asked for, or of a plural
    /// that has no number: "tees in S and M". If another number is asked for, it is no such list.
    pub(super) fn pieces(
        &self,
        mention: &Mention,
        left: &Range<usize>,
        ceiling: usize,
    ) -> Vec<Range<usize>> {
        let pieces = self.segments(mention.tokens.end, ceiling);
        let said: Vec<_> =
            pieces.iter().map(|piece| self.choose(piece, &(piece.end..piece.end)).0).collect();
        let asks = |it: &[(String, String)]| it.iter().map(|of| of.0.clone()).collect::<Vec<_>>();
        let Some(names) = said.first().map(|it| asks(it)) else { return Vec::new() };
        let alike = !names.is_empty() && said.iter().all(|it| asks(it) == names);
        let agrees = match self.count_before(left.start) {
            Some(count) => usize::try_from(count) == Ok(pieces.len()),
            None => names.len() > 1 || self.is_plural(mention, left.start),
        };
        let (of_all, _) = self.choose(left, &(left.end..left.end));
        let is_free = of_all.iter().all(|it| !names.contains(&it.0));
        if pieces.len() > 1 && alike && agrees && is_free { pieces } else { Vec::new() }
    }

    /// The words that choices are made of from `start` on, parted by commas and words such as "and".
    fn segments(&self, start: usize, ceiling: usize) -> Vec<Range<usize>> {
        const APART: Gap = Gap::LINE.or(Gap::PLUS).or(Gap::BREAK).or(Gap::STOP);
        let mut segments: Vec<Range<usize>> = Vec::new();
        let mut open = start..start;
        let mut at = start;
        while at < ceiling {
            let gap = self.tokens.gap(at);
            if gap.has(APART) {
                break;
            }
            if at > start && gap.ends_name() {
                segments.extend((!open.is_empty()).then_some(open));
                open = at..at;
            }
            if self.says(at) {
                open.end = at + 1;
            } else if open.is_empty() && self.tokens.key(at) == "in" {
                open = at + 1..at + 1;
            } else if self.joins(at) {
                segments.extend((!open.is_empty()).then_some(open));
                open = at + 1..at + 1;
            } else {
                break;
            }
            at += 1;
        }
        let parted = self.tokens.gap(at).ends_name();
        // "tees S black and M white hoodies".
        let is_theirs = at == ceiling && at < self.roles.len() && !parted;
        let goes_on = at < ceiling && !parted && self.roles.get(at) == Some(&Role::Content);
        if !is_theirs && !goes_on {
            segments.extend((!open.is_empty()).then_some(open));
        }
        segments
    }

    /// "black tees", and not "a black jeans".
    fn is_plural(&self, mention: &Mention, start: usize) -> bool {
        let last = mention.tokens.end.checked_sub(1).map_or("", |at| self.tokens.key(at));
        let joined = start.checked_sub(1).filter(|_| !self.tokens.gap(start).ends_name());
        let is_one = joined.is_some_and(|at| words::is_article(self.tokens.key(at)));
        singular(last) != last && !is_one
    }

    fn joins(&self, at: usize) -> bool {
        let and = !is_with(self.tokens.key(at)) && !self.is_or(at);
        self.roles[at] == Role::Word(Word::Joins) && and
    }

    /// The number that stands before `at`.
    pub(super) fn count_before(&self, at: usize) -> Option<u32> {
        let quiet = |at: &usize| {
            matches!(self.roles[*at], Role::Word(Word::Between | Word::Times))
                && !self.tokens.gap(at + 1).ends_name()
        };
        let number = (0..at).rev().find(|at| !quiet(at))?;
        let apart = self.tokens.gap(number + 1).ends_name();
        match self.roles[number] {
            Role::Number(count) if !apart => Some(count),
            _ => None,
        }
    }

    /// Whether what stands apart behind a name has a number of its own, so that it is said of so
    /// many pieces: "tees: S black x2", "4 tees, S black x2".
    pub(super) fn is_counted_apart(&self, mention: &Mention, right: &Range<usize>) -> bool {
        let gap = self.tokens.gap(right.start);
        let times = self.roles.get(right.end) == Some(&Role::Word(Word::Times))
            && !self.tokens.gap(right.end).ends_name()
            && matches!(self.roles.get(right.end + 1), Some(Role::Number(_)));
        let whole = self.count_before(mention.tokens.start).is_some();
        !right.is_empty() && times && gap.ends_name() && (whole || gap.has(Gap::COLON))
    }
}
