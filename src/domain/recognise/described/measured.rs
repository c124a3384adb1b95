//! Choices that are units of measures elsewhere: "2 M".

use std::ops::Range;

use super::Run;
use crate::domain::recognise::index::{Asked, Index};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Tokens;
use crate::domain::recognise::words::{self, Word};

/// "2 M tees", "3 tees, 1 S, 2 M": what is the unit of a measure elsewhere is a choice of the name
/// that it stands beside, and the number counts.
pub(super) fn count_choices(
    index: &Index,
    tokens: &Tokens,
    roles: &mut [Role],
    mentions: &[Mention],
) {
    for at in 0..roles.len().saturating_sub(1) {
        let measured = roles[at] == Role::Foreign && roles[at + 1] == Role::Foreign;
        let count = match words::meaning(tokens.key(at)) {
            Some(Word::Number(count)) => Some(count),
            _ if tokens.is_digits(at) => Some(tokens.key(at).parse().unwrap_or(u32::MAX)),
            _ => None,
        };
        let Some(count) = count.filter(|_| measured && index.is_choice(tokens.key(at + 1))) else {
            continue;
        };
        let beside = Measure { index, tokens, roles, mentions, at };
        if beside.is_of_name_behind() || beside.is_of_name_before() {
            roles[at] = Role::Number(count);
            roles[at + 1] = Role::Content;
        }
    }
}

impl Run<'_> {
    /// The choice whose number stands at `at` without its unit.
    pub(in super::super) fn without_unit(&self, at: usize) -> Vec<(String, String)> {
        let choices = self.asked.iter().flat_map(|asked| {
            asked.choices.iter().map(|(label, words)| (&asked.name, label, words))
        });
        let mut said =
            choices.filter(|(_, _, words)| self.find_without_unit(&(at..at + 1), words).is_some());
        said.next().map(|(name, label, _)| (name.clone(), label.clone())).into_iter().collect()
    }

    /// Where the number of a choice with a unit stands behind the name: "rug 150", "rug, 150, red".
    /// Hardly anybody wants so many pieces.
    pub(super) fn find_without_unit(
        &self,
        right: &Range<usize>,
        choice: &[String],
    ) -> Option<Range<usize>> {
        let [number, unit] = choice else { return None };
        let is_number =
            number.len() >= FEWEST_DIGITS && number.bytes().all(|it| it.is_ascii_digit());
        let is_unit = unit.chars().all(char::is_alphabetic);
        let times = |at: usize| self.roles.get(at) == Some(&Role::Word(Word::Times));
        let says = |at: &usize| {
            self.tokens.key(*at) == number && !times(at + 1) && !times(at.wrapping_sub(1))
        };
        let at = right.clone().find(says).filter(|_| is_number && is_unit)?;
        Some(at..at + 1)
    }
}

/// A smaller number is rather one of pieces.
pub(super) const FEWEST_DIGITS: usize = 2;

/// A number and its unit, at `at`.
struct Measure<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    mentions: &'t [Mention],
    at: usize,
}

impl Measure<'_> {
    /// The name behind it with nothing but choices between.
    fn next(&self) -> Option<&Mention> {
        let next = self.mentions.partition_point(|it| it.tokens.start <= self.at);
        let mention = self.mentions.get(next)?;
        let mut between = self.at + 2..mention.tokens.start;
        let joined = (between.start..=between.end).all(|at| !self.tokens.gap(at).ends_name());
        let quiet = |at: usize| {
            self.roles[at] == Role::Word(Word::Between) || self.index.is_choice(self.tokens.key(at))
        };
        (joined && between.all(quiet)).then_some(mention)
    }

    fn is_of_name_behind(&self) -> bool {
        self.next().is_some_and(|it| self.is_choice_of(it))
    }

    /// Whether pieces of the name before it are told one after the other, up to here.
    fn is_of_name_before(&self) -> bool {
        let before = self.mentions.partition_point(|it| it.tokens.end <= self.at);
        let Some(mention) = before.checked_sub(1).and_then(|at| self.mentions.get(at)) else {
            return false;
        };
        let said = |at: usize| match self.roles[at] {
            Role::Number(_) | Role::Foreign => true,
            Role::Word(Word::Joins | Word::Between | Word::Times) => true,
            _ => self.index.is_choice(self.tokens.key(at)) || self.tokens.key(at) == "in",
        };
        self.next().is_none()
            && self.is_choice_of(mention)
            && (mention.tokens.end..self.at).all(said)
    }

    fn is_choice_of(&self, mention: &Mention) -> bool {
        let unit = self.tokens.key(self.at + 1);
        let has_it = |asked: &Asked| asked.choices.iter().any(|(_, it)| *it == [unit]);
        match *mention.products.as_slice() {
            [product] => self.index.options(product).iter().any(has_it),
            _ => false,
        }
    }
}
