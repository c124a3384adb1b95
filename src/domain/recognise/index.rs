//! A catalogue made ready for looking words up: every way a name may be written, by its letters.

mod aliased;
mod beginnings;
mod builder;
mod forms;
mod heads;
mod names;
mod options;
mod spelled;
mod typos;

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;

use super::plural::singular;
use super::steering::is_steering;
use super::tokens::{self, Gap, Tokens};
use super::words;
use crate::domain::catalogue::{Catalogue, Product, ProductId};
use crate::domain::text;
use beginnings::Beginnings;
use builder::{Builder, MOST_CHOICES};
use forms::Source;
use heads::Heads;
use names::Names;
pub(super) use names::{Entry, Rank};
pub(super) use options::Asked;
use options::Options;
use spelled::Spelled;
use typos::Typos;
pub(super) use typos::pattern::Pattern;
pub(super) use typos::{Near, Patience, Written};

/// A catalogue in the form that [`recognise`](super::recognise) needs; built once for each version.
#[derive(Debug, Default)]
pub struct Index {
    ids: Vec<ProductId>,
    /// Which product has an id.
    numbers: HashTable<u32>,
    /// The names of all products, cut into tokens.
    spelled: Spelled,
    /// Per product: what its name begins with, as a number.
    families: Vec<Family>,
    /// Per product: what it costs, in whole units of the currency; 0 if it is not so many.
    prices: Vec<u32>,
    /// Which category each product is of, and what the categories are called.
    kind_of: Vec<u32>,
    kinds: FxHashMap<Box<str>, u32>,
    names: Names,
    beginnings: Beginnings,
    typos: Typos,
    words: FxHashMap<Box<str>, Known>,
    options: Options,
    heads: Heads,
    most_tokens: usize,
}

/// Products whose names begin with the same word are of one family.
pub(super) type Family = u32;

/// What the catalogue has a word for.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// Names are made of it.
    name: bool,
    /// A product's first name, by which it goes, is made of it.
    own: bool,
    /// It stands behind the first word of some product's name: "gts", "classic".
    ending: bool,
    /// It is a maker, by the field "brand".
    maker: bool,
    /// It is a kind of product, by the field "category": which one.
    kind: Option<u32>,
    /// A choice of an option is made of it: "large".
    choice: bool,
}

impl Index {
    /// Makes `catalogue` ready.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut index = Self::default();
        let mut builder = Builder::default();
        for (product, number) in catalogue.products().iter().zip(0_u32..) {
            index.learn_id(&product.id, number);
            index.learn_maker(product);
            index.options.learn(number, product);
            index.prices.push(whole_price(product, catalogue.tariff().currency.decimals()));
            let named = tokens::read(&product.name, |_| true);
            let plain = without_maker(product, &named);
            index.learn_endings(plain.as_ref().unwrap_or(&named));
            index.heads.learn(number, &named);
            let family = builder.family(&forms::first_word(&named));
            if let Some(plain) = &plain {
                builder.insert(number, family, forms::variant(plain));
            }
            let kin = plain.as_ref().map(|it| builder.family(&forms::first_word(it)));
            index.families.push(kin.unwrap_or(family));
            builder.insert_ends(number, family, &named);
            for (place, name) in product.names().enumerate() {
                let tokens = tokens::read(name, |_| true);
                let source = if place == 0 { Source::Name } else { Source::Alias };
                index.learn_words(&tokens, source);
                index.spelled.add(number, &tokens);
                for form in forms::of(&tokens, source) {
                    builder.insert(number, family, form);
                }
                if let Some(spelled) = text::umlauts_spelled(name) {
                    let tokens = tokens::read(&spelled, |_| true);
                    index.learn_words(&tokens, source);
                    builder.insert(number, family, forms::variant(&tokens));
                }
            }
        }
        aliased::learn(catalogue, &mut builder, &index.families);
        aliased::learn_shared(catalogue, &mut builder, &index.families);
        for word in index.options.finish() {
            index.known(&word).choice = true;
        }
        // The list of English words is made ready now, not when the first customer writes.
        words::is_english("");
        index.names = builder.finish(catalogue);
        index.beginnings = Beginnings::new(&index.names);
        index.typos = Typos::new(&index.names);
        index
    }

    /// How many products there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The product that has exactly this name or alias, apart from capitals, accents, spaces and
    /// punctuation.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&ProductId> {
        let entry = self.entry(&super::key_of(name)).filter(|entry| entry.rank == Rank::Name)?;
        self.products(entry).first().map(|&product| self.id(product))
    }

    pub(super) fn id(&self, product: u32) -> &ProductId {
        &self.ids[product as usize]
    }

    pub(super) fn number(&self, id: &ProductId) -> Option<u32> {
        let hash = FxBuildHasher.hash_one(id.as_str());
        self.numbers.find(hash, |&it| self.id(it) == id).copied()
    }

    pub(super) fn family(&self, product: u32) -> Family {
        self.families[product as usize]
    }

    /// Whether `number` is rather the price of the product than how many of it: "adder 65". Below
    /// [`LEAST_PRICE`] a number counts.
    pub(super) fn costs(&self, product: u32, number: u32) -> bool {
        number >= LEAST_PRICE && self.prices.get(product as usize) == Some(&number)
    }

    /// The names of a product, each cut into tokens.
    pub(super) fn spelled(&self, product: u32) -> impl Iterator<Item = Vec<&str>> {
        self.spelled.of(product)
    }

    pub(super) fn is_word(&self, key: &str) -> bool {
        self.words.get(key).is_some_and(|known| known.name)
    }

    /// Whether names are made of the word, but no product's first name: an admin may have written
    /// down a slip of it, as "opressor mk2" of an Oppressor MK II.
    pub(super) fn is_word_of_aliases(&self, key: &str) -> bool {
        self.words.get(key).is_some_and(|known| known.name && !known.own)
    }

    /// A text, cut. The "x" of "2xl" belongs to a word that the catalogue has, or to a choice.
    pub(super) fn cut(&self, text: &str) -> Tokens {
        tokens::read(text, |word| self.is_word(word) || self.is_choice(word))
    }

    pub(super) fn is_ending(&self, key: &str) -> bool {
        self.words.get(key).is_some_and(|known| known.ending)
    }

    /// Whether the word describes a product: a maker, a kind, or a word out of a choice of an option.
    pub(super) fn describes(&self, key: &str) -> bool {
        self.words.get(key).is_some_and(|known| known.maker || known.kind.is_some() || known.choice)
    }

    /// Whether the word is what the category of the product is called.
    pub(super) fn is_kind_of(&self, product: u32, key: &str) -> bool {
        let kind = self.kind_of.get(product as usize);
        kind.is_some() && self.words.get(key).is_some_and(|known| known.kind.as_ref() == kind)
    }

    /// Whether choices of options are made of the word.
    pub(super) fn is_choice(&self, key: &str) -> bool {
        self.words.get(key).is_some_and(|known| known.choice)
    }

    /// Whether anything is asked about any product with choices.
    pub(super) fn has_options(&self) -> bool {
        self.options.are_some()
    }

    /// What is asked about a product with choices.
    pub(super) fn options(&self, product: u32) -> &[Asked] {
        self.options.of(product)
    }

    pub(super) fn shared_options(&self, products: &[u32]) -> Vec<Asked> {
        self.options.shared(products)
    }

    /// The few products whose names end with the word, which is too little to be taken for them.
    pub(super) fn heads(&self, key: &str) -> &[u32] {
        let is_name = self.entry(key).or_else(|| self.entry(singular(key))).is_some();
        if is_name { &[] } else { self.heads.of(key) }
    }

    /// Whether any product has an option that is answered in the customer's own words.
    pub(crate) fn takes_texts(&self) -> bool {
        self.options.are_texts()
    }

    /// Whether customers may say a text of their own with the product: "engraving saying Love".
    pub(super) fn takes_text(&self, product: u32) -> bool {
        self.options.takes_text(product)
    }

    /// Whether the name of the product has the word.
    pub(super) fn has_word(&self, product: u32, word: &str) -> bool {
        self.spelled.has_word(product, word)
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        if self.may_begin(key) { self.names.entry(key) } else { None }
    }

    /// Whether `key` may be a name, or what one begins with; it is certain that it is not if not.
    pub(super) fn may_begin(&self, key: &str) -> bool {
        self.beginnings.may_begin(key)
    }

    /// The products that `entry` stands for.
    pub(super) fn products(&self, entry: &Entry) -> &[u32] {
        self.names.products(entry)
    }

    /// The names that differ from `written` by few slips of the pen.
    pub(super) fn near(&self, written: &Written<'_>, patience: &mut Patience) -> Option<Near> {
        self.typos.near(&self.names, written, patience)
    }

    /// What names that begin with `start` and go on stand for: one of them if the others go on from
    /// it, else all, if they are few and of few kinds.
    pub(super) fn begun(&self, start: &str) -> Option<SmallVec<[u32; 4]>> {
        let completions = self.names.completions(start);
        let shortest = completions.iter().min_by_key(|&&it| self.names.key(it).len())?;
        let entry = self.names.at(*shortest);
        let key = self.names.key(*shortest);
        let all_go_on = || completions.iter().all(|&it| self.names.key(it).starts_with(key));
        if let ([product], true) = (self.names.products(entry), entry.rank.is_whole())
            && all_go_on()
        {
            return Some(SmallVec::from_slice(&[*product]));
        }
        let mut products = SmallVec::<[u32; 4]>::new();
        for &number in completions {
            for product in self.names.products(self.names.at(number)) {
                if !products.contains(product) {
                    products.push(*product);
                }
            }
        }
        let family = self.family(*products.first()?);
        let alike = products.iter().all(|&it| self.family(it) == family);
        (alike && products.len() <= MOST_CHOICES).then_some(products)
    }

    /// The length of the longest key, in bytes.
    pub(super) fn longest_key(&self) -> usize {
        self.names.longest_key()
    }

    /// Into how many tokens a name may be cut by a customer.
    pub(super) fn longest_span(&self) -> usize {
        (self.most_tokens + EXTRA_TOKENS).min(LONGEST_SPAN)
    }

    fn learn_id(&mut self, id: &ProductId, number: u32) {
        self.ids.push(id.clone());
        let hash = |it: &u32| FxBuildHasher.hash_one(self.ids[*it as usize].as_str());
        self.numbers.insert_unique(hash(&number), number, hash);
    }

    fn learn_maker(&mut self, product: &Product) {
        let said = |field: &str| product.extra.get(field).and_then(|it| it.as_str());
        let maker = tokens::read(said("brand").unwrap_or_default(), |_| true);
        for at in 0..maker.all.len() {
            self.known(maker.key(at)).maker = true;
        }
        let kind = tokens::read(said("category").unwrap_or_default(), |_| true);
        let known = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let number = *self.kinds.entry(kind.keys().into()).or_insert(known);
        self.kind_of.push(number);
        for at in 0..kind.all.len() {
            let one = singular(kind.key(at)).to_owned();
            self.known(&format!("{one}s")).kind = Some(number);
            self.known(&one).kind = Some(number);
        }
    }

    /// Learns what stands behind the first word of a product's name; aliases often turn the words
    /// round ("custom nero"), so that they say nothing of endings.
    fn learn_endings(&mut self, name: &Tokens) {
        let spaced = |at: &usize| name.gap(*at).has(Gap::SPACE);
        let Some(second_word) = (1..name.all.len()).find(spaced) else { return };
        for at in second_word..name.all.len() {
            if !name.is_digits(at) {
                self.known(name.key(at)).ending = true;
            }
        }
    }

    fn learn_words(&mut self, tokens: &Tokens, source: Source) {
        self.most_tokens = self.most_tokens.max(tokens.all.len());
        for at in 0..tokens.all.len() {
            for key in [tokens.key(at), singular(tokens.key(at))] {
                let known = self.known(key);
                known.name = true;
                known.own |= source == Source::Name;
            }
        }
    }

    fn known(&mut self, key: &str) -> &mut Known {
        if !self.words.contains_key(key) {
            self.words.insert(key.into(), Known::default());
        }
        self.words.entry(key.into()).or_default()
    }
}

/// The name of a product without its maker, by the field "brand": "Apex Pro" of "SteelSeries Apex
/// Pro".
fn without_maker(product: &Product, named: &Tokens) -> Option<Tokens> {
    let maker = tokens::read(product.extra.get("brand")?.as_str()?, |_| true);
    let length = maker.all.len();
    let leads = length > 0
        && named.all.len() > length
        && (0..length).all(|at| maker.key(at) == named.key(at));
    let rest = named.written(&product.name, &(length..named.all.len()));
    let plain = tokens::read(rest, |_| true);
    // "X2" of a Pulsar X2 is rather a number, and so is the 12 of a OnePlus 12; "home" is a word.
    let says = |key: &str| key.bytes().any(|it| !it.is_ascii_digit()) && !words::is_common(key);
    let alone = plain.all.len() == 1 && !says(plain.key(0));
    (leads && !alone && !is_steering(rest)).then_some(plain)
}

fn whole_price(product: &Product, decimals: u8) -> u32 {
    let unit = 10_i64.pow(u32::from(decimals));
    let whole = product.price.filter(|price| price.0 % unit == 0).map(|price| price.0 / unit);
    whole.and_then(|price| u32::try_from(price).ok()).unwrap_or(0)
}

const LEAST_PRICE: u32 = 20;
/// Customers may write a name with this many more separators than the catalogue.
const EXTRA_TOKENS: usize = 2;
/// Bounds the work on a hostile text when a catalogue has a name of a hundred letters with spaces.
const LONGEST_SPAN: usize = 32;
