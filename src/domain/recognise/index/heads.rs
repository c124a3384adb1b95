//! Words of three letters that end names: "fan" of "Laptop Fan". Alone they are too little of a
//! name to be taken for it: they are in many sentences. Where they end several names, a wish for
//! one is asked about.

use rustc_hash::FxHashMap;

use crate::domain::recognise::plural::singular;
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words;

/// Which product the word ends the name of; none, if it ends several.
#[derive(Debug, Default)]
pub(super) struct Heads(FxHashMap<Box<str>, Option<u32>>);

impl Heads {
    /// Learns how the name of a product ends.
    pub(super) fn learn(&mut self, product: u32, name: &Tokens) {
        let Some(last) = name.all.len().checked_sub(1).filter(|&last| last > 0) else { return };
        let key = name.key(last);
        if name.gap(last).has(Gap::SPACE) && is_one(key) {
            self.0.entry(key.into()).and_modify(|it| *it = None).or_insert(Some(product));
        }
    }

    /// The only product that is near to the word.
    pub(super) fn of(&self, key: &str) -> Option<u32> {
        let short = key.len() <= LENGTH + 1;
        self.0.get(singular(key)).filter(|_| short).copied().flatten()
    }
}

/// Whether `key` is a word of three letters. A short code such as "gto" is none.
pub(super) fn is_one(key: &str) -> bool {
    key.len() == LENGTH && words::meaning(key).is_none() && words::is_english(key)
}

const LENGTH: usize = 3;
