//! Which names a text holds: the choice of spans that explains the most letters.

use std::ops::Range;

use super::index::{Entry, Index, Rank};
use super::plural;
use super::roles::Role;
use super::tokens::{Gap, Tokens};

/// A span that could be a name.
#[derive(Clone)]
pub(super) struct Candidate<'i> {
    /// The tokens of the span.
    pub(super) tokens: Range<usize>,
    /// What they could name.
    pub(super) entry: &'i Entry,
    weight: i32,
}

/// The spans of `tokens` that together explain the most letters, in their order.
pub(super) fn choose<'i>(index: &'i Index, tokens: &Tokens, roles: &[Role]) -> Vec<Candidate<'i>> {
    let singulars: Vec<String> =
        (0..tokens.all.len()).map(|at| plural::singular_of(index, tokens, at)).collect();
    heaviest(tokens.all.len(), &candidates(index, tokens, roles, &singulars))
}

fn candidates<'i>(
    index: &'i Index,
    tokens: &Tokens,
    roles: &[Role],
    singulars: &[String],
) -> Vec<Candidate<'i>> {
    let mut found = Vec::new();
    let mut exact = Key::default();
    let mut single = Key::default();
    for start in 0..tokens.all.len() {
        exact.clear();
        single.clear();
        for (at, token) in singulars.iter().enumerate().skip(start).take(index.longest_span()) {
            let gap = tokens.gap(at);
            if at > start && (gap.ends_name() || (gap.has(Gap::OPEN) && tokens.is_digits(at))) {
                break;
            }
            exact.push(tokens.key(at), tokens.key(at), gap);
            single.push(token, tokens.key(at), gap);
            // A plural may be some letters longer than the longest key.
            if exact.text.len() > index.longest_key() + LONGEST_PLURAL {
                break;
            }
            let span = start..at + 1;
            if roles[span.clone()].iter().all(|role| *role == Role::Foreign) {
                continue;
            }
            found.extend(weigh(index, tokens, &exact, &span));
            if single.changed {
                found.extend(weigh(index, tokens, &single, &span));
            }
        }
    }
    found
}

fn weigh<'i>(
    index: &'i Index,
    tokens: &Tokens,
    key: &Key,
    span: &Range<usize>,
) -> Option<Candidate<'i>> {
    let entry = index.entry(&key.text)?;
    let cut_elsewhere = usize::from(entry.tokens) != span.len();
    if cut_elsewhere && borrows_times(tokens, span) {
        return None;
    }
    let rank = match entry.rank {
        Rank::Name => 0,
        Rank::Variant => 2,
        Rank::Part => 5,
        Rank::Word => 6,
    };
    let respaced = (key.spaces ^ entry.spaces).count_ones() as i32;
    let changed = if key.changed { PLURAL } else { 0 };
    let letters = i32::try_from(key.written).unwrap_or(i32::MAX / LETTER);
    let weight = LETTER * letters - SPAN - RESPACED * respaced - rank - changed;
    (weight > 0).then(|| Candidate { tokens: span.clone(), entry, weight })
}

/// Whether the span took the "x" of a count for a letter: "rs x3" is no "rsx".
fn borrows_times(tokens: &Tokens, span: &Range<usize>) -> bool {
    let counts = |x: usize, apart: usize, digits: usize, between: usize| {
        tokens.key(x) == "x"
            && tokens.gap(apart).has(Gap::SPACE)
            && tokens.is_digits(digits)
            && !tokens.gap(between).ends_name()
    };
    let last = span.end - 1;
    counts(last, last, span.end, span.end)
        || (span.start > 0 && counts(span.start, span.start + 1, span.start - 1, span.start))
}

/// Weighted interval scheduling: the candidates that do not overlap and weigh the most together.
fn heaviest<'i>(length: usize, candidates: &[Candidate<'i>]) -> Vec<Candidate<'i>> {
    // Per end: the best total of all that ends there or before, and the candidate that it takes.
    let mut best: Vec<(i32, Option<&Candidate<'i>>)> = vec![(0, None); length + 1];
    let mut by_end: Vec<Vec<&Candidate<'i>>> = vec![Vec::new(); length + 1];
    for candidate in candidates {
        by_end[candidate.tokens.end].push(candidate);
    }
    for end in 1..=length {
        best[end] = (best[end - 1].0, None);
        for candidate in &by_end[end] {
            let total = best[candidate.tokens.start].0.saturating_add(candidate.weight);
            if total > best[end].0 {
                best[end] = (total, Some(candidate));
            }
        }
    }
    let mut chosen = Vec::new();
    let mut end = length;
    while end > 0 {
        match best[end].1 {
            Some(candidate) => {
                chosen.push(candidate.clone());
                end = candidate.tokens.start;
            }
            None => end -= 1,
        }
    }
    chosen.reverse();
    chosen
}

/// Tokens joined.
#[derive(Default)]
struct Key {
    text: String,
    letters: usize,
    /// How many letters the customer wrote for it.
    written: usize,
    /// Whether the customer wrote other letters.
    changed: bool,
    spaces: u64,
}

impl Key {
    fn clear(&mut self) {
        self.text.clear();
        self.letters = 0;
        self.written = 0;
        self.changed = false;
        self.spaces = 0;
    }

    /// Adds `token`, for which the customer wrote `written` after `gap`.
    fn push(&mut self, token: &str, written: &str, gap: Gap) {
        if self.letters > 0 && self.letters < u64::BITS as usize && gap.has(Gap::SPACE) {
            self.spaces |= 1 << self.letters;
        }
        self.text.push_str(token);
        self.letters += token.chars().count();
        self.written += written.chars().count();
        self.changed |= token != written;
    }
}

/// What a letter that is explained is worth; the others are what speaks against a reading.
const LETTER: i32 = 10;
const SPAN: i32 = 6;
/// For every space that the catalogue has elsewhere.
const RESPACED: i32 = 7;
const PLURAL: i32 = 2;
const LONGEST_PLURAL: usize = 16;
