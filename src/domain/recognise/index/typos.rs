//! Names that were written with slips of the pen, by the method of SymSpell: the beginnings of all
//! names with one and two letters left out, to be met by what was written with letters left out.

pub(in super::super) mod pattern;
mod search;
mod sign;

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHasher};
use smallvec::SmallVec;

use super::names::{Names, STEM, stem};
pub(in super::super) use search::{Near, Patience, Written};
use sign::Sign;

/// The stems of all names with letters left out.
#[derive(Debug, Default)]
pub(super) struct Typos {
    /// Per stem: the first of its names, the shortest; one more at the end.
    stems: Vec<u32>,
    /// Per name: what can be told of it at a glance.
    signs: Vec<Sign>,
    /// Where in `members` the hashes with these upper bits are; one more at the end.
    buckets: Vec<u32>,
    members: Vec<Member>,
    shift: u32,
}

/// A stem with letters left out.
#[derive(Debug, Clone, Copy, Default)]
struct Member {
    hash: u32,
    stem: u32,
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

    /// The stems that are near to that of `key`.
    fn stems_near(&self, key: &str, budget: u8) -> SmallVec<[u32; MOST_STEMS]> {
        let letters: SmallVec<[char; STEM]> = stem(key).collect();
        let mut stems = SmallVec::<[u32; MOST_STEMS]>::new();
        without(&letters, budget.clamp(1, 2), |hash| {
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

    /// The names with this stem that have at least `fewest` letters, the shortest first.
    fn names_of(&self, stem: u32, fewest: u8) -> Range<u32> {
        let stem = stem as usize;
        let (start, end) = (self.stems[stem], self.stems[stem + 1]);
        let shorter =
            self.signs[start as usize..end as usize].partition_point(|sign| sign.length < fewest);
        start + u32::try_from(shorter).unwrap_or(u32::MAX)..end
    }
}

/// Tells the hashes of `letters` and of what is left when one of them, and with a budget of more
/// also two of them, are left out.
fn without(letters: &[char], budget: u8, mut tell: impl FnMut(u32)) {
    let with = |before: &FxHasher, letter: char| {
        let mut hasher = before.clone();
        hasher.write_u32(u32::from(letter));
        hasher
    };
    let hash = |before: &FxHasher, rest: &[char]| {
        let all = rest.iter().fold(before.clone(), |before, letter| with(&before, *letter));
        (all.finish() >> 32) as u32
    };
    let mut before = FxBuildHasher.build_hasher();
    tell(hash(&before, letters));
    let mut last = None;
    for (one, letter) in letters.iter().enumerate() {
        let behind = &letters[one + 1..];
        // Leaving out either of two equal letters is the same.
        if last != Some(letter) {
            tell(hash(&before, behind));
            let mut before = before.clone();
            for (other, letter) in behind.iter().enumerate().filter(|_| budget > 1) {
                tell(hash(&before, &behind[other + 1..]));
                before = with(&before, *letter);
            }
        }
        before = with(&before, *letter);
        last = Some(letter);
    }
}

/// Longer names are not compared.
const LONGEST: usize = 48;
/// Bounds the work on one word.
const MOST_STEMS: usize = 32;
