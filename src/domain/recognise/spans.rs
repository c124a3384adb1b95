//! Which names a text holds: the choice of spans that explains the most letters.

mod key;

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;

use super::index::{Entry, Index, Patience, Rank, Written};
use super::plural;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::{self, Word};
use key::Key;

/// A span that could be a name.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The tokens of the span.
    pub(super) tokens: Range<usize>,
    /// What they could name.
    pub(super) products: SmallVec<[u32; 4]>,
    pub(super) rank: Rank,
    /// With how many slips of the pen it was written.
    pub(super) slips: u8,
    weight: i32,
}

/// The spans of `tokens` that together explain the most letters, in their order.
pub(super) fn choose(index: &Index, tokens: &Tokens, roles: &[Role]) -> Vec<Candidate> {
    let singulars: SmallVec<[Cow<'_, str>; 32]> =
        (0..tokens.all.len()).map(|at| plural::singular_of(index, tokens, at)).collect();
    let sorts = singulars
        .iter()
        .enumerate()
        .map(|(at, singular)| Sort::of(index, tokens, roles[at], at, singular))
        .collect();
    let text = Text { index, tokens, roles, singulars, sorts };
    heaviest(tokens.all.len(), &text.candidates())
}

struct Text<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    singulars: SmallVec<[Cow<'t, str>; 32]>,
    sorts: SmallVec<[Sort; 32]>,
}

/// What a token can be to a name that is written with slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Perhaps a slip.
    Unknown,
    /// A word out of names.
    Known,
    /// A word out of names that carries nothing by itself; no name with slips begins with it.
    Weak,
    Digits,
    /// A word of the language, or set aside: no part of a name with slips.
    Other,
}

impl Sort {
    fn of(index: &Index, tokens: &Tokens, role: Role, at: usize, singular: &str) -> Self {
        let key = tokens.key(at);
        let known = || index.is_word(key) || index.is_word(singular);
        let initial = key.len() == 1 && !tokens.gap(at + 1).has(Gap::SPACE);
        let inside = tokens.gap(at).is_glued() && tokens.gap(at + 1).is_glued();
        match role {
            Role::Foreign | Role::Enumerator => Self::Other,
            _ if tokens.is_digits(at) => Self::Digits,
            Role::Content if known() => Self::Known,
            // "quatro formagi".
            Role::Number(_) if key.len() >= LONG_NUMBER => Self::Known,
            // "dubsta 6x6".
            Role::Word(Word::Times) if inside && known() => Self::Known,
            Role::Word(word) if word != Word::Times && initial => Self::Unknown,
            Role::Word(word) if word != Word::Times && known() => Self::Weak,
            Role::Content if !words::is_english(key) => Self::Unknown,
            _ => Self::Other,
        }
    }
}

impl Text<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut exact = Key::default();
        let mut single = Key::default();
        let mut lettered = Key::default();
        let mut patience = Patience::default();
        for start in 0..self.tokens.all.len() {
            exact.clear();
            single.clear();
            lettered.clear();
            let mut slips = Slips::default();
            for at in start..self.tokens.all.len().min(start + self.index.longest_span()) {
                let gap = self.tokens.gap(at);
                let opens = gap.has(Gap::OPEN) && self.tokens.is_digits(at);
                if at > start && (gap.ends_name() || opens) {
                    break;
                }
                exact.push(self.tokens.key(at), self.tokens.key(at), gap);
                single.push(&self.singulars[at], self.tokens.key(at), gap);
                lettered.push(self.as_letters(at), self.tokens.key(at), gap);
                // A plural may be some letters longer than the longest key.
                if exact.text.len() > self.index.longest_key() + LONGEST_PLURAL {
                    break;
                }
                slips.see(self.sorts[at], at > start && gap.is_glued());
                let span = start..at + 1;
                if self.roles[span.clone()].iter().all(|role| *role == Role::Foreign) {
                    continue;
                }
                let before = found.len();
                found.extend(self.weigh(&exact, &span));
                if single.changed > 0 {
                    found.extend(self.weigh(&single, &span));
                }
                if found.len() == before && slips.possible {
                    found.extend(self.weigh_slips(&exact, &span, &mut patience));
                    if single.changed > 0 {
                        found.extend(self.weigh_slips(&single, &span, &mut patience));
                    }
                    if found.len() == before && self.sorts[at] == Sort::Unknown {
                        found.extend(self.weigh_begun(&exact, &span, &mut patience));
                    }
                }
                if found.len() == before && lettered.changed > 0 {
                    let glued = slips.glued;
                    found.extend(self.weigh_lettered(&lettered, &span, glued, &mut patience));
                }
            }
        }
        found
    }

    fn weigh(&self, key: &Key, span: &Range<usize>) -> Option<Candidate> {
        let entry = self.index.entry(&key.text)?;
        let cut_elsewhere = usize::from(entry.tokens) != span.len();
        if cut_elsewhere && borrows_times(self.tokens, span) {
            return None;
        }
        let (added, left_out) = (key.spaces & !entry.spaces, entry.spaces & !key.spaces);
        let moved = if added != 0 && left_out != 0 { MOVED } else { 0 };
        let respaced = (added | left_out).count_ones() as i32;
        let against = RESPACED * respaced + moved + key.changed;
        self.candidate(span, entry, key.written, against)
    }

    fn candidate(
        &self,
        span: &Range<usize>,
        entry: &Entry,
        letters: usize,
        against: i32,
    ) -> Option<Candidate> {
        let letters = i32::try_from(letters).unwrap_or(i32::MAX / LETTER);
        let weight = LETTER * letters - SPAN - cost(entry.rank) - against;
        let products = SmallVec::from_slice(self.index.products(entry));
        let (tokens, rank) = (span.clone(), entry.rank);
        (weight > 0).then_some(Candidate { tokens, products, rank, slips: 0, weight })
    }

    fn weigh_slips(
        &self,
        key: &Key,
        span: &Range<usize>,
        patience: &mut Patience,
    ) -> Option<Candidate> {
        if borrows_times(self.tokens, span) {
            return None;
        }
        let near = self.index.near(&Written { key: &key.text, spaces: key.spaces }, patience)?;
        let respaced = near.spaces.count_ones().abs_diff(key.spaces.count_ones()) as i32;
        let too_little = match near.slips {
            1 => near.length <= SHORTEST && !near.same_start,
            _ => near.length <= SHORT && (!near.same_start || respaced > 0),
        };
        if too_little {
            return None;
        }
        // The ending of a plural is explained as well.
        let ending = key.written.saturating_sub(key.letters);
        let letters = usize::from(near.length).min(key.letters) + ending;
        let letters = i32::try_from(letters).unwrap_or(i32::MAX / LETTER);
        let start = if near.same_start { 0 } else { OTHER_START };
        let against = cost(near.rank)
            + SLIP * i32::from(near.slips)
            + key.changed
            + start
            + RESPACED * respaced;
        let weight = LETTER * letters - SPAN - against;
        (weight > 0).then(|| Candidate {
            tokens: span.clone(),
            products: near.products,
            rank: near.rank,
            slips: near.slips,
            weight,
        })
    }

    /// "sandk", "elegy ret".
    fn weigh_begun(
        &self,
        key: &Key,
        span: &Range<usize>,
        patience: &mut Patience,
    ) -> Option<Candidate> {
        let broken_off = self.tokens.key(span.end - 1).len() >= FEWEST_BEGUN || span.len() > 1;
        if key.letters < FEWEST_BEGUN || !broken_off || !patience.looks_up() {
            return None;
        }
        let products = self.index.begun(&key.text)?;
        let letters = i32::try_from(key.letters).unwrap_or(i32::MAX / LETTER);
        let weight = LETTER * letters - SPAN - cost(Rank::Part) - SLIP;
        (weight > 0).then(|| Candidate {
            tokens: span.clone(),
            products,
            rank: Rank::Part,
            slips: 1,
            weight,
        })
    }

    /// "feltz3r", "sult4n classic".
    fn weigh_lettered(
        &self,
        key: &Key,
        span: &Range<usize>,
        glued: bool,
        patience: &mut Patience,
    ) -> Option<Candidate> {
        if let Some(entry) = self.index.entry(&key.text) {
            return self.candidate(span, entry, key.written, SLIP);
        }
        let inside = !self.tokens.is_digits(span.start) && !self.tokens.is_digits(span.end - 1);
        if !glued || !inside || span.len() > MOST_PIECES {
            return None;
        }
        let found = self.weigh_slips(key, span, patience)?;
        Some(Candidate { slips: found.slips + 1, weight: found.weight - SLIP, ..found })
    }

    /// The token, or the letter that people write this digit for inside a word.
    fn as_letters(&self, at: usize) -> &str {
        let key = self.tokens.key(at);
        let letter = |at: usize| at < self.tokens.all.len() && !self.tokens.is_digits(at);
        let follows = at > 0 && self.tokens.gap(at).is_glued() && letter(at - 1);
        let goes_on = self.tokens.gap(at + 1).is_glued() && letter(at + 1);
        if self.tokens.is_digits(at) && (follows || goes_on) { letter_for(key) } else { key }
    }
}

/// Whether a growing span could be a name with slips.
#[derive(Default)]
struct Slips {
    seen: usize,
    unknown: bool,
    /// All tokens are of a sort that allows it.
    allowed: bool,
    possible: bool,
    /// Nothing parts the tokens.
    glued: bool,
}

impl Slips {
    fn see(&mut self, sort: Sort, glued: bool) {
        let first = self.seen == 0;
        self.allowed = match sort {
            Sort::Other => false,
            Sort::Weak => !first && self.allowed,
            Sort::Unknown | Sort::Known | Sort::Digits => first || self.allowed,
        };
        self.glued = first || (self.glued && glued);
        self.unknown |= sort == Sort::Unknown;
        self.seen += 1;
        self.possible = self.allowed && self.unknown;
    }
}

/// The letter that people write a digit for.
fn letter_for(digit: &str) -> &str {
    match digit {
        "0" => "o",
        "1" => "i",
        "3" => "e",
        "4" => "a",
        "5" => "s",
        "7" => "t",
        other => other,
    }
}

fn cost(rank: Rank) -> i32 {
    match rank {
        Rank::Name => 0,
        Rank::Variant => 2,
        Rank::Part => 5,
        Rank::Word => 6,
    }
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
fn heaviest(length: usize, candidates: &[Candidate]) -> Vec<Candidate> {
    // Per end: the best total of all that ends there or before, and the candidate that it takes.
    let mut best: Vec<(i32, Option<&Candidate>)> = vec![(0, None); length + 1];
    let mut by_end: Vec<&Candidate> = candidates.iter().collect();
    by_end.sort_by_key(|candidate| candidate.tokens.end);
    let mut by_end = by_end.into_iter().peekable();
    for end in 1..=length {
        best[end] = (best[end - 1].0, None);
        while let Some(candidate) = by_end.next_if(|candidate| candidate.tokens.end == end) {
            let total = best[candidate.tokens.start].0.saturating_add(candidate.weight);
            if total >= best[end].0 {
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

/// What a letter that is explained is worth; the others are what speaks against a reading.
const LETTER: i32 = 10;
const SPAN: i32 = 6;
const SLIP: i32 = 14;
/// People get the first letter right.
const OTHER_START: i32 = 3;
/// For every space or hyphen that the catalogue has elsewhere.
const RESPACED: i32 = 3;
/// For a space that stands elsewhere than in the catalogue: "comets 2" is no "comet s2".
const MOVED: i32 = 10;
/// Two slips in so few letters, the first or a space among them, leave too little.
const SHORT: u8 = 7;
/// And one slip if it is the first.
const SHORTEST: u8 = 4;
/// Fewer letters begin too many names.
const FEWEST_BEGUN: usize = 4;
/// A shorter word for a number would be too little of a name to make a difference.
const LONG_NUMBER: usize = 4;
const LONGEST_PLURAL: usize = 16;
/// In how many tokens a word with digits for letters is cut.
const MOST_PIECES: usize = 5;
