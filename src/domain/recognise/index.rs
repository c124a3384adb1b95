//! A catalogue made ready for looking words up: every way a name may be written, by its letters.

mod forms;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::plural::singular;
use super::tokens::{self, Gap, Tokens};
use crate::domain::catalogue::{Catalogue, ProductId};
use crate::domain::text;
use forms::{Form, Source};

/// Hashing without a random seed: keys come from the admin's own catalogue, and looking up a
/// customer's words adds none, so that nobody can make the table slow.
type Fixed = BuildHasherDefault<DefaultHasher>;

/// A catalogue in the form that [`recognise`](super::recognise) needs; built once for each version.
#[derive(Debug, Default)]
pub struct Index {
    ids: Vec<ProductId>,
    entries: HashMap<Box<str>, Entry, Fixed>,
    /// The tokens that names are made of.
    words: HashSet<Box<str>, Fixed>,
    /// The tokens that stand behind the first word of some product's name: "gts", "classic".
    endings: HashSet<Box<str>, Fixed>,
    longest_key: usize,
    most_tokens: usize,
}

/// What the letters of a name stand for.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) rank: Rank,
    pub(super) products: Box<[u32]>,
    /// Bit `n` is set where a space follows the `n`-th letter.
    pub(super) spaces: u64,
    /// Of how many tokens the name is made.
    pub(super) tokens: u8,
}

/// How the letters relate to the names of the products; the lower wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
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
    pub(super) fn is_whole(self) -> bool {
        self <= Rank::Variant
    }
}

impl Index {
    /// Makes `catalogue` ready.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut index = Self::default();
        let mut builder = Builder::default();
        for (product, number) in catalogue.products().iter().zip(0_u32..) {
            index.ids.push(product.id.clone());
            let named = tokens::read(&product.name, |_| true);
            index.learn_endings(&named);
            let family = forms::first_word(&named);
            for (place, name) in product.names().enumerate() {
                let tokens = tokens::read(name, |_| true);
                index.learn_words(&tokens);
                let source = if place == 0 { Source::Name } else { Source::Alias };
                for form in forms::of(&tokens, source) {
                    builder.insert(number, &family, form);
                }
                if let Some(spelled) = text::umlauts_spelled(name) {
                    let tokens = tokens::read(&spelled, |_| true);
                    index.learn_words(&tokens);
                    builder.insert(number, "", forms::variant(&tokens));
                }
            }
        }
        index.longest_key = builder.found.keys().map(|key| key.len()).max().unwrap_or(0);
        index.entries = builder.finish();
        index
    }

    pub(super) fn id(&self, product: u32) -> &ProductId {
        &self.ids[product as usize]
    }

    pub(super) fn is_word(&self, key: &str) -> bool {
        self.words.contains(key)
    }

    pub(super) fn is_ending(&self, key: &str) -> bool {
        self.endings.contains(key)
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// The length of the longest key, in bytes.
    pub(super) fn longest_key(&self) -> usize {
        self.longest_key
    }

    /// Into how many tokens a name may be cut by a customer.
    pub(super) fn longest_span(&self) -> usize {
        (self.most_tokens + EXTRA_TOKENS).min(LONGEST_SPAN)
    }

    /// Learns what stands behind the first word of a product's name; aliases often turn the words
    /// round ("custom nero"), so that they say nothing of endings.
    fn learn_endings(&mut self, name: &Tokens) {
        let spaced = |at: &usize| name.gap(*at).has(Gap::SPACE);
        let Some(second_word) = (1..name.all.len()).find(spaced) else { return };
        for at in second_word..name.all.len() {
            if !name.is_digits(at) && !self.endings.contains(name.key(at)) {
                self.endings.insert(name.key(at).into());
            }
        }
    }

    fn learn_words(&mut self, tokens: &Tokens) {
        self.most_tokens = self.most_tokens.max(tokens.all.len());
        for at in 0..tokens.all.len() {
            let key = tokens.key(at);
            if !self.words.contains(key) {
                self.words.insert(key.into());
            }
            let single = singular(key);
            if !self.words.contains(single) {
                self.words.insert(single.into());
            }
        }
    }
}

/// Collects what every key could mean before it is decided what it does mean.
#[derive(Default)]
struct Builder {
    found: HashMap<Box<str>, Found, Fixed>,
}

struct Found {
    rank: Rank,
    products: Vec<u32>,
    /// The first words of the names that the key came from, as a bound on how many kinds of
    /// product share it.
    families: Vec<Box<str>>,
    spaces: u64,
    tokens: u8,
}

impl Builder {
    fn insert(&mut self, product: u32, family: &str, form: Form) {
        let fresh = || Found {
            rank: form.rank,
            products: Vec::with_capacity(1),
            families: Vec::with_capacity(1),
            spaces: form.spaces,
            tokens: form.tokens,
        };
        let Some(found) = self.found.get_mut(form.key.as_str()) else {
            let mut found = fresh();
            found.products.push(product);
            found.families.push(family.into());
            self.found.insert(form.key.into(), found);
            return;
        };
        // All parts of names that a key could be speak together against its meaning one of them.
        if found.rank.is_whole() || form.rank.is_whole() {
            if form.rank < found.rank {
                *found = fresh();
            } else if form.rank > found.rank {
                return;
            }
        }
        found.rank = found.rank.min(form.rank);
        if found.products.contains(&product) {
            return;
        }
        if found.products.len() <= MOST_CHOICES {
            found.products.push(product);
        }
        if found.families.len() <= MOST_FAMILIES && !found.families.iter().any(|f| **f == *family) {
            found.families.push(family.into());
        }
    }

    fn finish(self) -> HashMap<Box<str>, Entry, Fixed> {
        self.found
            .into_iter()
            .filter(|(_, found)| {
                found.products.len() <= MOST_CHOICES && found.families.len() <= MOST_FAMILIES
            })
            .map(|(key, found)| {
                let products = found.products.into_boxed_slice();
                let Found { rank, spaces, tokens, .. } = found;
                (key, Entry { rank, products, spaces, tokens })
            })
            .collect()
    }
}

/// A part that more products share is too general to ask about.
const MOST_CHOICES: usize = 6;
/// A part that more kinds of product share ("classic", "large") says nothing about which.
const MOST_FAMILIES: usize = 2;
/// Customers may write a name with this many more separators than the catalogue.
const EXTRA_TOKENS: usize = 2;
/// Bounds the work on a hostile text when a catalogue has a name of a hundred letters with spaces.
const LONGEST_SPAN: usize = 32;
