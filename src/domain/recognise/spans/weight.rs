//! What a span is worth as a name: the letters that it explains, less what speaks against it.

use std::ops::Range;

use smallvec::SmallVec;

use super::key::Key;
use super::{Candidate, Text};
use crate::domain::recognise::index::{Entry, Patience, Rank, Written};
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words;

impl Text<'_> {
    pub(super) fn weigh(&self, key: &Key, span: &Range<usize>) -> Option<Candidate> {
        let entry = self.index.entry(&key.text)?;
        let cut_elsewhere = usize::from(entry.tokens) != span.len() || entry.spaces != key.spaces;
        if cut_elsewhere && borrows_times(self.tokens, span) {
            return None;
        }
        let (added, left_out) = (key.spaces & !entry.spaces, entry.spaces & !key.spaces);
        // "black tshirts" are no "black tshirt S".
        let last =
            key.letters.checked_sub(1).map_or(0, |at| 1_u64.checked_shl(at as u32).unwrap_or(0));
        if left_out & last != 0 && key.text.ends_with('s') {
            return None;
        }
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

    pub(super) fn weigh_slips(
        &self,
        key: &Key,
        span: &Range<usize>,
        patience: &mut Patience,
    ) -> Option<Candidate> {
        if borrows_times(self.tokens, span) {
            return None;
        }
        let near = self.index.near(&Written { key: &key.text, spaces: key.spaces }, patience)?;
        // "hoodie m" is no slip for a Hoodie L.
        let last = self.tokens.key(span.end - 1);
        let sized = words::is_size_code(last) && span.len() > 1;
        if sized && !near.products.iter().all(|it| self.index.has_word(*it, last)) {
            return None;
        }
        // "buffalo evx" is no slip for a Buffalo STX.
        let code =
            near.slips > 1 && span.len() > 1 && (2..=LONGEST_CODE).contains(&last.chars().count());
        if code && !near.products.iter().all(|it| self.ends_nearly(*it, last)) {
            return None;
        }
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

    /// Whether a name of the product ends with `last`, or with one slip in it.
    fn ends_nearly(&self, product: u32, last: &str) -> bool {
        let count = last.chars().count();
        self.index.spelled(product).any(|name| {
            let letters = name.concat();
            // One letter may be left out or added.
            let starts = letters.char_indices().rev().map(|(at, _)| at);
            let mut tails = starts.take(count + 1).skip(count.saturating_sub(2));
            tails.any(|at| {
                let tail = letters.get(at..).unwrap_or_default();
                strsim::osa_distance(tail, last) <= 1
            })
        })
    }

    /// "lasagna", "mouse au chocolat": a word of English for a long name that differs in one
    /// letter.
    pub(super) fn weigh_english(
        &self,
        key: &Key,
        span: &Range<usize>,
        patience: &mut Patience,
    ) -> Option<Candidate> {
        let fewest = if span.len() == 1 { FEWEST_ALONE } else { FEWEST_TOGETHER };
        if key.letters < fewest {
            return None;
        }
        let found = self.weigh_slips(key, span, patience)?;
        (found.slips == 1 && found.rank.is_whole() && found.products.len() == 1).then_some(found)
    }

    /// "sandk", "elegy ret".
    pub(super) fn weigh_begun(
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
    pub(super) fn weigh_lettered(
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
}

/// The token, or the letter that people write this digit for inside a word.
pub(super) fn as_letters(tokens: &Tokens, at: usize) -> &str {
    let key = tokens.key(at);
    if !tokens.is_digits(at) {
        return key;
    }
    let letter = |at: usize| at < tokens.all.len() && !tokens.is_digits(at);
    let follows = at > 0 && tokens.gap(at).is_glued() && letter(at - 1);
    // "1x" counts.
    let goes_on = tokens.gap(at + 1).is_glued() && letter(at + 1) && tokens.key(at + 1) != "x";
    if follows || goes_on { letter_for(key) } else { key }
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

/// What a letter that is explained is worth; the others are what speaks against a reading.
pub(super) const LETTER: i32 = 10;
const SPAN: i32 = 6;
const SLIP: i32 = 14;
/// People get the first letter right.
const OTHER_START: i32 = 3;
/// "gts", "evx": in so few letters two slips make another code.
const LONGEST_CODE: usize = 3;
/// For every space or hyphen that the catalogue has elsewhere.
const RESPACED: i32 = 3;
/// For a space that stands elsewhere than in the catalogue: "comets 2" is no "comet s2".
const MOVED: i32 = 10;
/// Two slips in so few letters, the first or a space among them, leave too little.
const SHORT: u8 = 7;
/// And one slip if it is the first.
const SHORTEST: u8 = 4;
/// A word of English of fewer letters is near to too many names, alone or with others.
const FEWEST_ALONE: usize = 7;
const FEWEST_TOGETHER: usize = 10;
/// Fewer letters begin too many names.
const FEWEST_BEGUN: usize = 4;
/// In how many tokens a word with digits for letters is cut.
const MOST_PIECES: usize = 5;
