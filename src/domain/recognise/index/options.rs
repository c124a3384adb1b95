//! What is asked about products when they are ordered, for customers who say it at once: "2 large
//! colas".

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::catalogue::{Choice, OptionKind, Product, ProductOption};
use crate::domain::recognise::tokens;

/// An option with choices, cut into words.
#[derive(Debug, Clone)]
pub(in super::super) struct Asked {
    pub(in super::super) name: String,
    /// One of the choices has to be made.
    pub(in super::super) required: bool,
    /// The words of its name.
    pub(in super::super) words: Vec<String>,
    /// The choices as they are shown, and the words of one of their names.
    pub(in super::super) choices: Vec<(String, Vec<String>)>,
}

impl Asked {
    /// Whether its name or one of its choices has the word.
    pub(in super::super) fn has_word(&self, key: &str) -> bool {
        let mut words = self.words.iter().chain(self.choices.iter().flat_map(|it| &it.1));
        words.any(|word| word == key)
    }
}

/// What an option is called, whether it is required, and its choices, each with one of its names.
type Named = (String, bool, Vec<(String, String)>);

/// The options of all products. Products often have the same, which are kept once.
#[derive(Debug, Default)]
pub(super) struct Options {
    sets: Vec<Vec<Asked>>,
    /// Per product up to the last that has options: which set, if one.
    of_product: Vec<Option<u32>>,
    known: FxHashMap<Vec<Named>, u32>,
    /// The products with a text of the customer's own.
    texts: FxHashSet<u32>,
    /// What such texts are called.
    text_names: FxHashSet<String>,
}

impl Options {
    /// Learns the options of the next product.
    pub(super) fn learn(&mut self, number: u32, product: &Product) {
        for option in product.options.iter().filter(|it| matches!(it.kind, OptionKind::Text(_))) {
            self.texts.insert(number);
            if !self.text_names.contains(&option.name) {
                self.text_names.insert(option.name.clone());
            }
        }
        let named = |option: &ProductOption, it: &Choice| -> Vec<_> {
            option.names_of(it).map(|name| (it.label.clone(), name.to_owned())).collect()
        };
        let labels = |option: &ProductOption| -> Vec<_> {
            option.choices().iter().flat_map(|it| named(option, it)).collect()
        };
        let set = product.options.iter().map(|it| (it.name.clone(), it.required, labels(it)));
        let set: Vec<_> = set.filter(|(_, _, labels)| !labels.is_empty()).collect();
        if set.is_empty() {
            return self.of_product.push(None);
        }
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(set.clone()).or_insert(next);
        if number == next {
            let asked = |(name, required, labels): Named| Asked {
                words: words(&name),
                required,
                choices: labels.into_iter().map(|(label, name)| (label, words(&name))).collect(),
                name,
            };
            self.sets.push(set.into_iter().map(asked).collect());
        }
        self.of_product.push(Some(number));
    }

    /// Nothing is learnt any more. The words that choices and the names of options are made of.
    pub(super) fn finish(&mut self) -> Vec<String> {
        self.known = FxHashMap::default();
        let asked = || self.sets.iter().flatten();
        let choices = asked().flat_map(|asked| &asked.choices).flat_map(|(_, words)| words);
        // "cola size large"; a whole sentence is made of words that describe nothing.
        let names = asked().filter(|it| it.words.len() <= MOST_NAMING).flat_map(|it| &it.words);
        let texts = self.text_names.drain().map(|name| words(&name));
        let texts: Vec<_> = texts.filter(|it| it.len() <= MOST_NAMING).flatten().collect();
        choices.chain(names).cloned().chain(texts).collect()
    }

    pub(super) fn are_some(&self) -> bool {
        !self.sets.is_empty()
    }

    pub(super) fn are_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    pub(super) fn takes_text(&self, product: u32) -> bool {
        self.texts.contains(&product)
    }

    /// What all these products have: the options of the same name, with the choices of all.
    pub(super) fn shared(&self, products: &[u32]) -> Vec<Asked> {
        let Some((first, others)) = products.split_first() else { return vec![] };
        let shared = self.of(*first).iter().filter_map(|asked| {
            let alike = |it: &u32| self.of(*it).iter().find(|it| it.name == asked.name);
            let alike: Vec<_> = others.iter().map(alike).collect::<Option<_>>()?;
            let mut choices = asked.choices.clone();
            choices.retain(|it| alike.iter().all(|other| other.choices.contains(it)));
            (!choices.is_empty()).then(|| Asked { choices, ..asked.clone() })
        });
        shared.collect()
    }

    pub(super) fn of(&self, product: u32) -> &[Asked] {
        let set = self.of_product.get(product as usize).copied().flatten();
        set.and_then(|set| self.sets.get(set as usize)).map_or(&[], Vec::as_slice)
    }
}

/// An option of more words is asked for in a sentence.
const MOST_NAMING: usize = 2;

fn words(text: &str) -> Vec<String> {
    let tokens = tokens::read(text, |_| true);
    (0..tokens.all.len()).map(|at| tokens.key(at).to_owned()).collect()
}
