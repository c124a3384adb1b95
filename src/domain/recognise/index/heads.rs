//! Words that end names and are too little to stand for them: "fan" of "Laptop Fan", "gts". Most of
//! them are in many sentences. Where one is wished for alone, it is asked which product is meant.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::builder::MOST_CHOICES;
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words::{self, Word};

/// Which products the word ends the names of; none, if there are more than can be asked about.
#[derive(Debug, Default)]
pub(super) struct Heads(FxHashMap<Box<str>, SmallVec<[u32; 2]>>);

impl Heads {
    /// Learns how the name of a product ends.
    pub(super) fn learn(&mut self, product: u32, name: &Tokens) {
        let Some(last) = name.all.len().checked_sub(1).filter(|&last| last > 0) else { return };
        let key = name.key(last);
        let open = matches!(words::meaning(key), None | Some(Word::Labels));
        let says = key.len() >= FEWEST && !name.is_digits(last) && open;
        if !says || !name.gap(last).has(Gap::SPACE) {
            return;
        }
        let known = self.0.entry(key.into()).or_default();
        if known.len() <= MOST_CHOICES && !known.contains(&product) {
            known.push(product);
        }
    }

    /// The products whose names end so.
    pub(super) fn of(&self, key: &str) -> &[u32] {
        let known = self.0.get(key).or_else(|| self.0.get(singular(key)));
        known.map(SmallVec::as_slice).filter(|it| it.len() <= MOST_CHOICES).unwrap_or_default()
    }
}

/// Whether `key` is a word of three letters. A short code such as "gto" is none.
pub(super) fn is_one(key: &str) -> bool {
    key.len() == LENGTH && words::meaning(key).is_none() && words::is_english(key)
}

const LENGTH: usize = 3;
const FEWEST: usize = 2;
