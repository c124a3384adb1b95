//! Names that were written with slips of the pen, by the method of SymSpell: the beginnings of all
//! names with one and two letters left out, to be met by what was written with letters left out.

pub(in super::super) mod distance;

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;

use super::names::{Names, STEM, stem};
use distance::distance;

/// The stems of all names with letters left out.
#[derive(Debug, Default)]
pub(super) struct Typos {
    /// Per stem: the first of its names; one more at the end.
    stems: Vec<u32>,
    /// Per name: which letters it has, and how many.
    signs: Vec<Sign>,
    /// Where in `members` the hashes with these upper bits are; one more at the end.
    buckets: Vec<u32>,
    members: Vec<Member>,
    shift: u32,
}

#[derive(Debug, Clone, Copy)]
struct Sign {
    letters: u64,
    length: u8,
    budget: u8,
}

/// A stem with letters left out.
#[derive(Debug, Clone, Copy, Default)]
struct Member {
    hash: u32,
    stem: u32,
}

/// What a customer wrote.
pub(in super::super) struct Written<'w> {
    pub(in super::super) key: &'w str,
    /// Bit `n` is set where something parts the `n`-th letter from the next.
    pub(in super::super) spaces: u64,
}

/// The names that are nearest to what was written.
#[derive(Debug)]
pub(in super::super) struct Near {
    /// Equally near names, by their numbers.
    pub(in super::super) products: SmallVec<[u32; 4]>,
    /// Their best rank.
    pub(in super::super) rank: super::Rank,
    /// How many letters are wrong, missing, too many or in the wrong order.
    pub(in super::super) slips: u8,
    /// Whether the first letter is right.
    pub(in super::super) same_start: bool,
    /// Where something parts its letters.
    pub(in super::super) spaces: u64,
    /// How many letters the name has.
    pub(in super::super) length: u8,
}

impl Typos {
    pub(super) fn new(names: &Names) -> Self {
        let mut typos = Self::default();
        let mut found: Vec<Member> = Vec::new();
        let mut last = SmallVec::<[char; STEM]>::new();
        let mut most = 0;
        for number in 0..names.len() {
            let key = names.key(number);
            let sign = Sign::of(key, names.at(number).rank);
            typos.signs.push(sign);
            let letters: SmallVec<[char; STEM]> = stem(key).collect();
            if letters != last || typos.stems.is_empty() {
                typos.close_stem(&mut found, &last, most);
                typos.stems.push(number);
                last = letters;
                most = 0;
            }
            most = most.max(sign.budget);
        }
        typos.close_stem(&mut found, &last, most);
        typos.stems.push(names.len());
        typos.sort(&found);
        typos
    }

    fn close_stem(&self, found: &mut Vec<Member>, letters: &[char], budget: u8) {
        let Some(stem) = self.stems.len().checked_sub(1) else { return };
        if budget > 0 {
            let stem = u32::try_from(stem).unwrap_or(u32::MAX);
            without(letters, budget, |hash| found.push(Member { hash, stem }));
        }
    }

    /// Sorts what was found into buckets, by counting.
    fn sort(&mut self, found: &[Member]) {
        let bits = found.len().next_power_of_two().trailing_zeros().clamp(1, 22);
        self.shift = u32::BITS - bits;
        self.buckets = vec![0; (1 << bits) + 1];
        for member in found {
            self.buckets[(member.hash >> self.shift) as usize + 1] += 1;
        }
        for at in 1..self.buckets.len() {
            self.buckets[at] += self.buckets[at - 1];
        }
        let mut next = self.buckets.clone();
        self.members = vec![Member::default(); found.len()];
        for member in found {
            let place = &mut next[(member.hash >> self.shift) as usize];
            self.members[*place as usize] = *member;
            *place += 1;
        }
    }

    pub(super) fn near(&self, names: &Names, written: &Written<'_>) -> Option<Near> {
        let sign = Sign::of(written.key, super::Rank::Name);
        if sign.length < FEWEST_WRITTEN || usize::from(sign.length) > LONGEST {
            return None;
        }
        let sought = Sought { written, sign, letters: written.key.chars().collect() };
        let mut best = Best { slips: u8::MAX, found: SmallVec::new() };
        for stem in self.stems_near(written.key, sign).iter() {
            for number in self.names_of(*stem) {
                self.compare(names, number, &sought, &mut best);
            }
        }
        best.into_near(names)
    }

    fn stems_near(&self, key: &str, sign: Sign) -> SmallVec<[u32; 32]> {
        let letters: SmallVec<[char; STEM]> = stem(key).collect();
        let mut stems = SmallVec::<[u32; 32]>::new();
        without(&letters, sign.budget.clamp(1, 2), |hash| {
            let bucket = (hash >> self.shift) as usize;
            let Some([start, end]) = self.buckets.get(bucket..bucket + 2) else { return };
            for member in &self.members[*start as usize..*end as usize] {
                if member.hash == hash && !stems.contains(&member.stem) && stems.len() < MOST_STEMS
                {
                    stems.push(member.stem);
                }
            }
        });
        stems
    }

    fn names_of(&self, stem: u32) -> Range<u32> {
        let stem = stem as usize;
        self.stems[stem]..self.stems[stem + 1]
    }

    fn compare(&self, names: &Names, number: u32, sought: &Sought<'_>, best: &mut Best) {
        let Sought { written, letters, sign } = sought;
        let theirs = self.signs[number as usize];
        let most = theirs.budget.min(sign.budget.max(1)).min(best.slips);
        let longer = theirs.length.abs_diff(sign.length);
        let others = (theirs.letters ^ sign.letters).count_ones();
        if most == 0 || longer > most || others > 2 * u32::from(most) {
            return;
        }
        let key = names.key(number);
        if !same_digits(written, key, names.at(number).spaces) {
            return;
        }
        if let Some(slips) = distance(letters, key, most) {
            let same_start = letters.first() == key.chars().next().as_ref();
            best.take(Found { number, slips, same_start, same_letters: others == 0 });
        }
    }
}

/// What was written, taken apart.
struct Sought<'w> {
    written: &'w Written<'w>,
    letters: SmallVec<[char; LONGEST]>,
    sign: Sign,
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
        // the letters.
        let better = |it: &Found| {
            let rank = names.at(it.number).rank;
            (!it.same_start, !rank.is_whole(), !it.same_letters, rank)
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

impl Sign {
    fn of(key: &str, rank: super::Rank) -> Self {
        let (mut letters, mut length, mut digits) = (0, 0_u8, 0_u8);
        for letter in key.chars() {
            letters |= 1 << (u32::from(letter) % u64::BITS);
            length = length.saturating_add(1);
            digits = digits.saturating_add(u8::from(letter.is_ascii_digit()));
        }
        let budget = match length {
            0..=3 => 0,
            _ if length - digits < 2 || usize::from(length) > LONGEST => 0,
            _ if length - digits < 4 || length < FEWEST_FOR_TWO => 1,
            _ if rank == super::Rank::Word => 1,
            6..=7 if !rank.is_whole() => 1,
            6..=11 => 2,
            _ => 3,
        };
        Self { letters, length, budget }
    }
}

/// Whether the digits are the same and stand at the same ends, so that "2 oppressor" is no slip for
/// "oppressor 2", nor "schafter 12" one for "schafter v12".
fn same_digits(written: &Written<'_>, key: &str, spaces: u64) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let (ours, theirs) = (written.key.as_bytes(), key.as_bytes());
    let digits =
        |key: &'_ [u8]| key.iter().copied().filter(is_digit).collect::<SmallVec<[u8; 16]>>();
    let ends = |key: &[u8]| [key.first().is_some_and(is_digit), key.last().is_some_and(is_digit)];
    if ends(ours) != ends(theirs) || digits(ours) != digits(theirs) {
        return false;
    }
    let apart = |key: &[u8], spaces: u64| {
        let tail = key.iter().rev().take_while(|byte| is_digit(byte)).count();
        let head = key.iter().take_while(|byte| is_digit(byte)).count();
        let space = |at: usize| at > 0 && at < 64 && spaces & (1 << at) != 0;
        [space(head), tail > 0 && space(key.len() - tail)]
    };
    let (ours, theirs) = (apart(ours, written.spaces), apart(theirs, spaces));
    (theirs[0] || !ours[0]) && (theirs[1] || !ours[1])
}

/// Tells the hashes of `letters` and of what is left when one of them, and with a budget of more
/// also two of them, are left out.
fn without(letters: &[char], budget: u8, mut tell: impl FnMut(u32)) {
    let hash = |one: usize, other: usize| {
        let mut hasher = FxBuildHasher.build_hasher();
        for (at, letter) in letters.iter().enumerate() {
            if at != one && at != other {
                hasher.write_u32(u32::from(*letter));
            }
        }
        (hasher.finish() >> 32) as u32
    };
    let none = letters.len();
    tell(hash(none, none));
    for one in 0..letters.len() {
        // Leaving out either of two equal letters is the same.
        if one > 0 && letters[one] == letters[one - 1] {
            continue;
        }
        tell(hash(one, none));
        for other in one + 1..if budget > 1 { letters.len() } else { 0 } {
            tell(hash(one, other));
        }
    }
}

/// The shortest text that is looked up.
const FEWEST_WRITTEN: u8 = 3;
/// From here on a name may have two slips.
const FEWEST_FOR_TWO: u8 = 6;
/// Longer names are not compared.
const LONGEST: usize = 48;
/// Bounds the work on a hostile text.
const MOST_STEMS: usize = 32;
const MOST_NEAR: usize = 8;
