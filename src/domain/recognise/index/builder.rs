//! Collects what every key could mean before it is decided what it does mean.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::super::tokens::{self, Tokens};
use super::Family;
use super::forms::{self, Form};
use super::heads;
use super::names::{Names, Rank};
use crate::domain::catalogue::Catalogue;

#[derive(Default)]
pub(super) struct Builder {
    found: FxHashMap<Box<str>, Found>,
    families: FxHashMap<Box<str>, Family>,
    /// The first word of a name, and its first and last word together, and whose they are.
    ends: Vec<(String, u32, Family, Form)>,
}

/// What a key was found to be.
pub(super) struct Found {
    pub(super) rank: Rank,
    pub(super) products: SmallVec<[u32; 4]>,
    /// Where the names come from, as a bound on how many kinds of product share the key.
    families: SmallVec<[Family; 2]>,
    pub(super) spaces: u64,
    pub(super) tokens: u8,
}

impl Builder {
    /// The number of the family of names that begin with `word`.
    pub(super) fn family(&mut self, word: &str) -> Family {
        let next = u32::try_from(self.families.len()).unwrap_or(Family::MAX);
        *self.families.entry(word.into()).or_insert(next)
    }

    pub(super) fn insert(&mut self, product: u32, family: Family, form: Form) {
        let fresh = || Found {
            rank: form.rank,
            products: SmallVec::from_slice(&[product]),
            families: SmallVec::from_slice(&[family]),
            spaces: form.spaces,
            tokens: form.tokens,
        };
        let Some(found) = self.found.get_mut(form.key.as_str()) else {
            let found = fresh();
            self.found.insert(form.key.into(), found);
            return;
        };
        // All parts of names that a key could be speak together against its meaning one of them.
        if found.rank.is_whole() || form.rank.is_whole() {
            if form.rank < found.rank {
                *found = fresh();
                return;
            } else if form.rank > found.rank {
                return;
            }
        }
        found.rank = found.rank.min(form.rank);
        if found.products.contains(&product) {
            return;
        }
        if found.products.len() <= MOST_OF_A_KIND {
            found.products.push(product);
        }
        if found.families.len() <= MOST_FAMILIES && !found.families.contains(&family) {
            found.families.push(family);
        }
    }

    /// Adds the first and the last word of a name.
    pub(super) fn insert_ends(&mut self, product: u32, family: Family, name: &Tokens) {
        let ends = forms::ends_of(name);
        self.ends.extend(ends.map(|(first, form)| (first, product, family, form)));
    }

    /// Where the first word is a product of its own, the last one is a variant of it that may not
    /// be sold: "sultan classic", where there are a Sultan and a Sultan RS Classic.
    fn finish_ends(&mut self) {
        for (first, product, family, form) in std::mem::take(&mut self.ends) {
            if !self.found.get(first.as_str()).is_some_and(|it| it.rank.is_whole()) {
                self.insert(product, family, form);
            }
        }
    }

    pub(super) fn finish(mut self, catalogue: &Catalogue) -> Names {
        self.finish_ends();
        let few = |key: &str, found: &Found| {
            let is_short = found.rank == Rank::Word && heads::is_one(key);
            let (products, families) = (found.products.len(), found.families.len());
            !is_short && products <= MOST_CHOICES && families <= MOST_FAMILIES
        };
        let kinds: FxHashSet<Box<str>> = self
            .found
            .iter()
            .filter(|(key, found)| !few(key, found) && self.is_kind(key, found, catalogue))
            .map(|(key, _)| key.clone())
            .collect();
        let kept = self.found.into_iter().filter_map(|(key, mut found)| {
            if kinds.contains(&key) {
                // Whatever else it is in a name, it is too general to be wished for unasked.
                if found.tokens == 1 {
                    found.rank = Rank::Word;
                }
            } else if !few(&key, &found) {
                return None;
            }
            Some((key, found))
        });
        Names::new(kept.collect())
    }

    /// Whether a word that ends the names of several products says what kind they are of
    /// ("Vanilla Milkshake", "Banana Milkshake"), and not how another product is varied ("Sultan
    /// Classic", where there is a Sultan). A name may begin with it as well ("Milkshake Maker").
    fn is_kind(&self, key: &str, found: &Found, catalogue: &Catalogue) -> bool {
        let several = 2..=MOST_OF_A_KIND;
        // "Tulip Bunch" and "Rose Bunch" are tulips and roses, and "a box" is asked for to pack
        // them.
        let packs = matches!(key, "bunch" | "bunches" | "box" | "boxes");
        if packs || found.rank.is_whole() || !several.contains(&found.products.len()) {
            return false;
        }
        let mut ended = 0;
        let fits = |&number: &u32| {
            let Some(product) = catalogue.products().get(number as usize) else { return false };
            let name = forms::without_measures(&tokens::read(&product.name, |_| true));
            let Some(rest) = name.strip_suffix(key).filter(|rest| !rest.is_empty()) else {
                return name.starts_with(key);
            };
            ended += 1;
            // "ding dong" may well be another name of the Ding Dong Bell.
            let others = |it: &Found| it.products.iter().any(|&it| it != number);
            !self.found.get(rest).is_some_and(|it| it.rank.is_whole() && others(it))
        };
        found.products.iter().all(fits) && ended >= 2
    }
}

/// A part that more products share is too general to ask about.
pub(super) const MOST_CHOICES: usize = 6;
/// "A hoodie", of which a shop has many: as many as can be asked about with buttons.
const MOST_OF_A_KIND: usize = 20;
/// A part that more kinds of product share ("classic", "large") says nothing about which.
const MOST_FAMILIES: usize = 2;
