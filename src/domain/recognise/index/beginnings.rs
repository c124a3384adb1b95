//! With which letters names begin, so that few other texts are looked up.

use super::names::Names;

/// A filter of Bloom's kind, with one bit for each beginning.
#[derive(Debug, Default)]
pub(super) struct Beginnings {
    bits: Box<[u64]>,
    /// What is left of a hash is the place of its bit.
    shift: u32,
}

impl Beginnings {
    pub(super) fn new(names: &Names) -> Self {
        let places = (names.len() as usize * ROOM).next_power_of_two().max(u64::BITS as usize);
        let mut new = Self {
            bits: vec![0; places / u64::BITS as usize].into(),
            shift: u64::BITS - places.trailing_zeros(),
        };
        for key in (0..names.len()).map(|number| names.key(number).as_bytes()) {
            let hashes = [key.first_chunk().map(short), key.first_chunk().map(long)];
            for hash in hashes.into_iter().flatten() {
                let (word, bit) = new.place(hash);
                new.bits[word] |= bit;
            }
        }
        new
    }

    /// Whether a name may begin with the letters of `text`, or be it; it is certain that none does
    /// if not.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let hash = text.first_chunk().map(long).or_else(|| text.first_chunk().map(short));
        hash.is_none_or(|hash| {
            let (word, bit) = self.place(hash);
            self.bits.get(word).is_some_and(|bits| bits & bit != 0)
        })
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let place = hash.checked_shr(self.shift).unwrap_or(0) as usize;
        (place / u64::BITS as usize, 1 << (place % u64::BITS as usize))
    }
}

/// The hash of the first bytes of a text of so many at least.
fn short(start: &[u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(*start)).wrapping_mul(MIXES)
}

/// The same of a longer text.
fn long(start: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*start).wrapping_add(1).wrapping_mul(MIXES)
}

/// How many bits there are for each name, which has two beginnings.
const ROOM: usize = 16;
/// Odd, and about 2⁶⁴ divided by the golden ratio (Knuth, The Art of Computer Programming 6.4).
const MIXES: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use crate::domain::{
        catalogue::{Catalogue, Product, ProductId},
        recognise::Index,
    };

    fn index(names: &[&str]) -> Index {
        let product = |(number, name): (usize, &&str)| {
            Product::named(ProductId::new(format!("p{number}")).unwrap(), *name)
        };
        Index::new(&Catalogue::new(names.iter().enumerate().map(product).collect()).unwrap())
    }

    #[test]
    fn every_beginning_of_a_name_may_be_one() {
        let index = index(&["Adder", "Dubsta 6x6", "Grüne Soße", "寿司", "T20"]);
        for name in ["adder", "dubsta6x6", "grunesosse", "寿司", "t20"] {
            for end in (0..=name.len()).filter(|end| name.is_char_boundary(*end)) {
                assert!(index.may_begin(&name[..end]), "{}", &name[..end]);
            }
        }
    }

    #[test]
    fn few_other_texts_may() {
        let index = index(&["Adder", "Dubsta 6x6"]);
        let others = ["hicanig", "pleasesend", "thanks", "addressbook", "dubstep6x6", "whatis"];
        let may = others.iter().filter(|it| index.may_begin(it)).count();
        assert!(may <= 1, "{may} of {others:?}");
    }

    #[test]
    fn where_nothing_is_sold_nothing_may() {
        assert!(!Index::default().may_begin("adder"));
    }
}
