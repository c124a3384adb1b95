//! The clauses of an answer, and what the words of each say.

use std::ops::Range;

use super::offered::{Offered, Set};
use super::said::{Said, is_but};
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words::{self, Word};

/// What commas, line breaks, words such as "and" and the number of the next one part.
pub(super) fn all(offered: &Offered<'_>, tokens: &Tokens, said: &[Said]) -> Vec<Range<usize>> {
    let mut clauses = vec![];
    let mut start = 0;
    for end in 1..=said.len() {
        let parts = end == said.len()
            || matches!(said[end], Said::Joins | Said::Or)
            || tokens.gap(end).has(Gap::COMMA.or(Gap::LINE).or(Gap::PLUS))
            || (tokens.gap(end).has(Gap::STOP)
                && tokens.gap(end).has(Gap::SPACE)
                && !matches!(said[end], Said::Ordinal(_)))
            || corrects(said, end)
            || counts_next(offered, start..end, said);
        if parts {
            clauses.push(start..end);
            start = end;
        }
    }
    clauses
}

/// "the floor no wait the mini", but not "the mini instead".
fn corrects(said: &[Said], at: usize) -> bool {
    let begins = match said[at] {
        Said::Corrects => !matches!(said[at - 1], Said::Corrects | Said::No),
        Said::No => said.get(at + 1) == Some(&Said::Corrects),
        _ => false,
    };
    let is_quiet = |it: &Said| matches!(it, Said::Nothing | Said::Corrects | Said::No);
    begins && !said[at..].iter().all(is_quiet)
}

/// "2 green 1 mint".
fn counts_next(offered: &Offered<'_>, before: Range<usize>, said: &[Said]) -> bool {
    let names = |it: &Said| match it {
        Said::Of(set) | Said::Size(set) => *set != offered.all(),
        _ => false,
    };
    let Some((Said::Number(_), rest)) = said[before.end..].split_first() else { return false };
    let mut before = said[before].iter();
    before.any(|it| matches!(it, Said::Number(_)))
        && before.any(names)
        && rest.iter().find(|it| **it != Said::Nothing).is_some_and(names)
}

/// What the words of one clause say.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a clause may say")]
pub(super) struct Clause {
    /// Those that all words speak of which do not speak of all.
    pub(super) left: Set,
    /// A word speaks of all.
    pub(super) shared: bool,
    pub(super) foreign: usize,
    pub(super) ordinal: Option<usize>,
    pub(super) number: Option<u32>,
    /// "just one" behind what it counts.
    pub(super) only_one: bool,
    pub(super) article: bool,
    /// It tells something beside what it counts: "3 is too much".
    pub(super) tells: bool,
    pub(super) negated: bool,
    pub(super) no: bool,
    pub(super) corrects: bool,
    pub(super) base: bool,
    pub(super) all: bool,
    /// "2 of each".
    pub(super) each: bool,
    pub(super) open: bool,
    pub(super) begins_or: bool,
    pub(super) begins_and: bool,
}

impl Clause {
    /// `None` if it says that none is wanted.
    pub(super) fn read(
        offered: &Offered<'_>,
        tokens: &Tokens,
        clause: Range<usize>,
        said: &[Said],
    ) -> Option<Self> {
        let mut read = Self {
            left: offered.all(),
            begins_or: said[clause.start] == Said::Or,
            begins_and: said[clause.start] == Said::Joins && !is_but(tokens.key(clause.start)),
            ..Self::default()
        };
        for at in clause.clone() {
            match said[at] {
                Said::Of(set) | Said::Size(set) if set == offered.all() => read.shared = true,
                Said::Of(set) | Said::Size(set) => read.left = read.left.and(set),
                Said::Ordinal(place) => read.ordinal = read.ordinal.or(Some(place)),
                Said::Last => read.ordinal = read.ordinal.or(offered.len().checked_sub(1)),
                Said::Number(value) if counts(tokens, said, at) => {
                    read.number = read.number.or(Some(value));
                }
                Said::Number(_) => read.only_one |= is_alone(&clause, said, at),
                Said::Nothing => {
                    let key = tokens.key(at);
                    read.article |= words::is_article(key);
                    read.tells |= matches!(
                        words::meaning(key),
                        Some(Word::Grammar | Word::Inquires | Word::Measures | Word::Tells)
                    );
                }
                Said::Joins | Said::Or => {}
                Said::All => {
                    read.all = true;
                    let is_number = |at: usize| matches!(said[at], Said::Number(_));
                    let of = |at: usize| tokens.key(at) == "of";
                    read.each |= at.checked_sub(1).is_some_and(|before| {
                        is_number(before) && tokens.key(at) == "each"
                            || of(before) && before.checked_sub(1).is_some_and(is_number)
                    });
                }
                Said::Vague => read.open = true,
                Said::None => return None,
                Said::No if shown(tokens, at + 1) => {}
                // "no wait, the mini".
                Said::No if said.get(at + 1) == Some(&Said::Corrects) => {}
                Said::No => read.no = true,
                Said::Not => read.negated = true,
                Said::Corrects => read.corrects = true,
                Said::Plain => read.base = true,
                Said::Foreign => read.foreign += 1,
            }
        }
        Some(read)
    }
}

/// Whether a clause behind others says nothing but the number at `at`.
fn is_alone(clause: &Range<usize>, said: &[Said], at: usize) -> bool {
    let is_quiet = |other: usize| other == at || said[other] == Said::Nothing;
    clause.start > 0 && clause.clone().all(is_quiet)
}

/// Whether the number at `at` counts or says which: not so the "one" of "the classic one".
fn counts(tokens: &Tokens, said: &[Said], at: usize) -> bool {
    if words::meaning(tokens.key(at)) != Some(Word::Number(1)) || tokens.is_digits(at) {
        return true;
    }
    let next = said.get(at + 1);
    let before_name = matches!(next, Some(Said::Of(_) | Said::Size(_)));
    let shown = at.checked_sub(1).is_some_and(|before| shown(tokens, before));
    let alone = said.iter().skip(1).all(|it| *it == Said::Nothing);
    let each = next == Some(&Said::All) && tokens.key(at + 1) == "each";
    let of_each = tokens.key(at + 1) == "of" && said.get(at + 2) == Some(&Said::All);
    let of_them = tokens.key(at + 1) == "of"
        && matches!(tokens.key(at + 2), "them" | "em" | "those" | "these");
    each || of_each || of_them || (before_name && !shown) || (at == 0 && alone)
}

/// "the", "that".
fn shown(tokens: &Tokens, at: usize) -> bool {
    matches!(
        tokens.key(at),
        "the"
            | "that"
            | "this"
            | "which"
            | "der"
            | "die"
            | "das"
            | "den"
            | "le"
            | "la"
            | "el"
            | "il"
    )
}
