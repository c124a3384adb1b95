//! The keys of a catalogue and what they stand for, close together in memory.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::builder::Found;

/// Every way to write a name, or a part of one: those with one [`stem`] together, the shortest
/// first.
#[derive(Debug, Default)]
pub(super) struct Names {
    entries: Vec<Entry>,
    keys: String,
    products: Vec<u32>,
    /// Which entry has a key. Its hashes have no random seed: keys come from the admin's own
    /// catalogue, and looking up a customer's words adds none.
    places: HashTable<u32>,
    /// The entries in the order of their keys, to find those that begin alike.
    sorted: Vec<u32>,
    longest_key: usize,
}

/// What the letters of a name stand for.
#[derive(Debug, Clone)]
pub(in super::super) struct Entry {
    key: u32,
    products: u32,
    /// Bit `n` is set where something parts the `n`-th letter from the next.
    pub(in super::super) spaces: u64,
    key_length: u16,
    choices: u8,
    pub(in super::super) rank: Rank,
    /// Of how many tokens the name is made.
    pub(in super::super) tokens: u8,
}

/// How the letters relate to the names of the products; the lower wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Rank {
    /// A name or an alias.
    Name,
    /// Another way to write one: singular, swapped words, "mk 2" for "mk ii".
    Variant,
    /// Words from the beginning of a name or at least two of its words.
    Part,
    /// One word from the middle or end of a name.
    Word,
}

impl Rank {
    /// Whether it is a whole name.
    pub(in super::super) fn is_whole(self) -> bool {
        self <= Rank::Variant
    }
}

impl Names {
    pub(super) fn new(found: Vec<(Box<str>, Found)>) -> Self {
        let placed = |(key, found): (Box<str>, Found)| {
            ((packed(stem(&key)), key.chars().count(), key), found)
        };
        let mut found: Vec<_> = found.into_iter().map(placed).collect();
        found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut names = Self::default();
        for ((_, _, key), Found { rank, products, spaces, tokens, .. }) in found {
            names.entries.push(Entry {
                key: place(names.keys.len()),
                products: place(names.products.len()),
                spaces,
                key_length: u16::try_from(key.len()).unwrap_or(u16::MAX),
                choices: u8::try_from(products.len()).unwrap_or(u8::MAX),
                rank,
                tokens,
            });
            names.keys.push_str(&key);
            names.products.extend(products);
            names.longest_key = names.longest_key.max(key.len());
        }
        let mut places = HashTable::with_capacity(names.entries.len());
        for number in 0..names.entries.len() {
            let hash = |number: &u32| FxBuildHasher.hash_one(names.key(*number));
            places.insert_unique(hash(&place(number)), place(number), hash);
        }
        names.places = places;
        let mut sorted: Vec<u32> = (0..names.len()).collect();
        sorted.sort_unstable_by(|one, other| names.key(*one).cmp(names.key(*other)));
        names.sorted = sorted;
        names
    }

    /// The entries whose keys begin with `start` and go on, if they are few.
    pub(super) fn completions(&self, start: &str) -> &[u32] {
        let from = self.sorted.partition_point(|&it| self.key(it) <= start);
        let rest = &self.sorted[from..];
        let few = &rest[..rest.len().min(MOST_COMPLETIONS + 1)];
        let count = few.partition_point(|&it| self.key(it).starts_with(start));
        if count > MOST_COMPLETIONS { &[] } else { &few[..count] }
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        let hash = FxBuildHasher.hash_one(key);
        self.places.find(hash, |&number| self.key(number) == key).map(|&it| self.at(it))
    }

    pub(super) fn products(&self, entry: &Entry) -> &[u32] {
        let start = entry.products as usize;
        &self.products[start..start + usize::from(entry.choices)]
    }

    pub(super) fn len(&self) -> u32 {
        place(self.entries.len())
    }

    pub(super) fn at(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    pub(super) fn key(&self, number: u32) -> &str {
        let entry = self.at(number);
        let start = entry.key as usize;
        &self.keys[start..start + usize::from(entry.key_length)]
    }

    pub(super) fn longest_key(&self) -> usize {
        self.longest_key
    }
}

/// The letters at the start of `key`, without digits, by which slips of the pen are looked up.
pub(super) fn stem(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|letter| !letter.is_ascii_digit()).take(STEM)
}

/// A number for each stem, by which equal stems come to stand together.
fn packed(stem: impl Iterator<Item = char>) -> u128 {
    const BITS: u32 = u128::BITS / STEM as u32;
    stem.fold(0, |packed, letter| packed << BITS | u128::from(u32::from(letter)))
}

/// Fewer letters make more names look alike, more of them make the index larger.
pub(super) const STEM: usize = 7;

/// More names begin alike only if that says nothing about which is meant.
const MOST_COMPLETIONS: usize = 32;

/// A catalogue is far from having so many letters that they could not be counted.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
