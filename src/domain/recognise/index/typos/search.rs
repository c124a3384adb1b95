//! The names that are nearest to what was written.

use smallvec::SmallVec;

use super::pattern::Pattern;
use super::sign::Sign;
use super::{LONGEST, Typos};
use crate::domain::recognise::index::names::{Names, Rank};

/// What a customer wrote.
pub(in crate::domain::recognise) struct Written<'w> {
    pub(in crate::domain::recognise) key: &'w str,
    /// Bit `n` is set where something parts the `n`-th letter from the next.
    pub(in crate::domain::recognise) spaces: u64,
}

/// The names that are nearest to what was written.
#[derive(Debug, Clone)]
pub(in crate::domain::recognise) struct Near {
    /// Equally near names, by their numbers.
    pub(in crate::domain::recognise) products: SmallVec<[u32; 4]>,
    /// Their best rank.
    pub(in crate::domain::recognise) rank: Rank,
    /// How many letters are wrong, missing, too many or in the wrong order.
    pub(in crate::domain::recognise) slips: u8,
    /// Whether the first letter is right.
    pub(in crate::domain::recognise) same_start: bool,
    /// Where something parts its letters.
    pub(in crate::domain::recognise) spaces: u64,
    /// How many letters the name has.
    pub(in crate::domain::recognise) length: u8,
}

/// How much more work a text is worth.
#[derive(Debug)]
pub(in crate::domain::recognise) struct Patience {
    lookups: usize,
    glances: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self { lookups: MOST_LOOKUPS, glances: MOST_GLANCES }
    }
}

impl Patience {
    /// Whether one more word may be looked up.
    pub(in crate::domain::recognise) fn looks_up(&mut self) -> bool {
        let left = self.lookups.checked_sub(1);
        self.lookups = left.unwrap_or(0);
        left.is_some()
    }
}

impl Typos {
    /// `None` if there are none, or the text has had enough work.
    pub(in crate::domain::recognise::index) fn near(
        &self,
        names: &Names,
        written: &Written<'_>,
        patience: &mut Patience,
    ) -> Option<Near> {
        let sign = Sign::of(written.key, Rank::Name);
        if sign.length < FEWEST_WRITTEN || usize::from(sign.length) > LONGEST {
            return None;
        }
        if !patience.looks_up() {
            return None;
        }
        let stems = self.stems_near(written.key, sign.budget);
        if stems.is_empty() {
            return None;
        }
        let sought = Sought { written, sign, pattern: Pattern::new(written.key)? };
        let mut best = Best { slips: u8::MAX, found: SmallVec::new() };
        let most = sign.budget.max(1);
        for stem in stems {
            for number in self.names_of(stem, sign.length.saturating_sub(most)) {
                let theirs = self.signs[number as usize];
                if theirs.length > sign.length.saturating_add(most) {
                    break;
                }
                patience.glances = patience.glances.checked_sub(1)?;
                let most = theirs.budget.min(most).min(best.slips);
                if most > 0 && sign.may_be(theirs, most) {
                    sought.compare(names, number, theirs, most, &mut best);
                }
            }
        }
        best.into_near(names)
    }
}

/// What was written, taken apart.
struct Sought<'w> {
    written: &'w Written<'w>,
    sign: Sign,
    pattern: Pattern,
}

impl Sought<'_> {
    fn compare(&self, names: &Names, number: u32, theirs: Sign, most: u8, best: &mut Best) {
        let key = names.key(number);
        let Some(slips) = self.pattern.distance(key, most) else { return };
        if !ends_alike(self.written.key, key, names.at(number).spaces) {
            return;
        }
        if same_digits(self.written, key, names.at(number).spaces) {
            let same_start = self.written.key.chars().next() == key.chars().next();
            let same_letters = self.sign.has_letters_of(theirs);
            let doubled = is_doubled(self.written.key, key, slips);
            best.take(Found { number, slips, same_start, same_letters, doubled });
        }
    }
}

/// The nearest names so far.
struct Best {
    slips: u8,
    found: SmallVec<[Found; 8]>,
}

struct Found {
    number: u32,
    slips: u8,
    same_start: bool,
    /// The letters are the same, in another order or number.
    same_letters: bool,
    /// A letter is doubled in one of them.
    doubled: bool,
}

impl Best {
    fn take(&mut self, found: Found) {
        if found.slips < self.slips {
            self.slips = found.slips;
            self.found.clear();
        }
        if self.found.len() < MOST_NEAR {
            self.found.push(found);
        }
    }

    fn into_near(self, names: &Names) -> Option<Near> {
        // People get the first letter right, and change the order of letters more often than
        // the letters. "turismoo" is more of a turismo than of a Turismo R.
        let better = |it: &Found| {
            let rank = names.at(it.number).rank;
            let doubled = it.doubled && rank <= Rank::Part;
            (!it.same_start, !doubled, !rank.is_whole(), !it.same_letters, rank)
        };
        let first = self.found.iter().min_by_key(|it| better(it))?;
        let best = better(first);
        let mut products = SmallVec::new();
        for found in self.found.iter().filter(|it| better(it) == best) {
            for product in names.products(names.at(found.number)) {
                if !products.contains(product) {
                    products.push(*product);
                }
            }
        }
        let length = names.key(first.number).chars().count();
        let length = u8::try_from(length).unwrap_or(u8::MAX);
        let (rank, same_start) = (names.at(first.number).rank, first.same_start);
        let spaces = names.at(first.number).spaces;
        Some(Near { products, rank, slips: self.slips, same_start, spaces, length })
    }
}

/// Whether the letter that is the last word of a name is right, if it has one: "turizmoo" is no
/// slip of "turismo r".
fn ends_alike(written: &str, key: &str, spaces: u64) -> bool {
    let last = key.chars().count().saturating_sub(1);
    let alone = last < 64 && spaces & (1 << last) != 0;
    !alone || written.chars().next_back() == key.chars().next_back()
}

/// Whether a slip of those by which two words differ is a letter that is doubled.
fn is_doubled(one: &str, other: &str, slips: u8) -> bool {
    let (one, other): (String, String) = (once(one).collect(), once(other).collect());
    match slips.checked_sub(1) {
        Some(0) | None => one == other,
        Some(fewer) => Pattern::new(&one).is_some_and(|it| it.distance(&other, fewer).is_some()),
    }
}

/// The letters, of those that follow each other and are the same one alone.
fn once(word: &str) -> impl Iterator<Item = char> {
    let mut last = None;
    word.chars().filter(move |letter| last.replace(*letter) != Some(*letter))
}

/// Whether the digits are the same and stand at the same ends, so that "2 oppressor" is no slip for
/// "oppressor 2", nor "schafter 12" one for "schafter v12".
fn same_digits(written: &Written<'_>, key: &str, spaces: u64) -> bool {
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let (ours, theirs) = (written.key.as_bytes(), key.as_bytes());
    if !ours.iter().filter(is_digit).eq(theirs.iter().filter(is_digit)) {
        return false;
    }
    let apart = |key: &[u8], spaces: u64| {
        let tail = key.iter().rev().take_while(is_digit).count();
        let head = key.iter().take_while(is_digit).count();
        let space = |at: usize| at > 0 && at < 64 && spaces & (1 << at) != 0;
        [space(head), tail > 0 && space(key.len() - tail)]
    };
    let (ours, theirs) = (apart(ours, written.spaces), apart(theirs, spaces));
    (theirs[0] || !ours[0]) && (theirs[1] || !ours[1])
}

/// The shortest text that is looked up.
const FEWEST_WRITTEN: u8 = 3;
const MOST_NEAR: usize = 8;
/// Bounds the work on a hostile text: an order of a hundred names with slips needs fewer.
const MOST_LOOKUPS: usize = 600;
/// The same for a catalogue in which thousands of names begin alike.
const MOST_GLANCES: usize = 400_000;
