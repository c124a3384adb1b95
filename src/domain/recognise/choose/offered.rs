//! The products that were offered, and what tells them apart.

use std::ops::Range;

use super::said::Said;
use crate::domain::catalogue::ProductId;
use crate::domain::recognise::index::{Index, Pattern};
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::tokens::Tokens;

/// Which of those that were offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Set(u64);

impl Set {
    pub(super) fn of(place: usize) -> Self {
        Self(u32::try_from(place).map_or(0, |place| 1_u64.checked_shl(place).unwrap_or(0)))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn contains(self, place: usize) -> bool {
        !self.and(Self::of(place)).is_empty()
    }

    /// Its only member.
    pub(super) fn only(self) -> Option<u32> {
        (self.0.count_ones() == 1).then(|| self.0.trailing_zeros())
    }
}

pub(super) struct Offered<'t> {
    products: Vec<Option<u32>>,
    /// Per product: its names, cut into tokens.
    names: Vec<Vec<Vec<&'t str>>>,
}

impl<'t> Offered<'t> {
    pub(super) fn new(index: &'t Index, among: &[ProductId]) -> Self {
        let products: Vec<Option<u32>> =
            among.iter().take(MOST_OFFERED).map(|id| index.number(id)).collect();
        let names = products
            .iter()
            .map(|product| product.map_or_else(Vec::new, |it| index.spelled(it).collect()))
            .collect();
        Self { products, names }
    }

    pub(super) fn len(&self) -> usize {
        self.products.len()
    }

    pub(super) fn all(&self) -> Set {
        (0..self.len()).fold(Set::default(), |all, place| all.or(Set::of(place)))
    }

    pub(super) fn has(&self, product: u32) -> bool {
        self.products.contains(&Some(product))
    }

    /// The products that have the word in a name.
    pub(super) fn with_word(&self, key: &str) -> Set {
        let one = singular(key);
        let found = self.with(|word| word == key || word == one || other_numeral(word) == key);
        if found.is_empty() { self.joined(one) } else { found }
    }

    /// The products that have this number before this word in a name; none if no name has a number
    /// before it.
    pub(super) fn with_size(&self, number: &str, unit: &str) -> Option<Set> {
        let mut is_unit = false;
        let mut found = Set::default();
        for (place, names) in self.names.iter().enumerate() {
            for pair in names.iter().flat_map(|name| name.windows(2)) {
                let [before, word] = pair else { continue };
                let is_sized = *word == unit && before.bytes().all(|it| it.is_ascii_digit());
                is_unit |= is_sized;
                if is_sized && *before == number {
                    found = found.or(Set::of(place));
                }
            }
        }
        is_unit.then_some(found)
    }

    /// The products whose name, or a part of it, is written so without spaces.
    fn joined(&self, key: &str) -> Set {
        let starts = |words: &[&str]| {
            let mut rest = key;
            words.iter().any(|word| match rest.strip_prefix(word) {
                Some(left) => {
                    rest = left;
                    rest.is_empty()
                }
                None => {
                    rest = "\0";
                    false
                }
            })
        };
        let is_called = |names: &[Vec<&str>]| {
            names.iter().any(|name| (0..name.len()).any(|from| starts(&name[from..])))
        };
        let called = self.names.iter().enumerate().filter(|(_, names)| is_called(names));
        called.fold(Set::default(), |found, (place, _)| found.or(Set::of(place)))
    }

    /// The products that have a word in a name which `key` begins, or for which it is a slip.
    pub(super) fn with_word_near(&self, key: &str) -> Set {
        let length = key.chars().count();
        if length < FEWEST_LETTERS || key.bytes().any(|byte| byte.is_ascii_digit()) {
            return Set::default();
        }
        let begun = self.with(|word| word.starts_with(key));
        if !begun.is_empty() || length < FEWEST_LETTERS + 1 {
            return begun;
        }
        let most = if length < FEWEST_FOR_TWO { 1 } else { 2 };
        let Some(pattern) = Pattern::new(key) else { return Set::default() };
        for slips in 1..=most {
            let near = self.with(|word| {
                word.chars().count() > FEWEST_LETTERS && pattern.distance(word, slips).is_some()
            });
            if !near.is_empty() {
                return near;
            }
        }
        Set::default()
    }

    fn with(&self, is_it: impl Fn(&str) -> bool) -> Set {
        let mut found = Set::default();
        for (place, names) in self.names.iter().enumerate() {
            if names.iter().flatten().any(|word| is_it(word)) {
                found = found.or(Set::of(place));
            }
        }
        found
    }

    /// The product that the clause calls by its whole name, whatever is said beside it.
    pub(super) fn called(
        &self,
        tokens: &Tokens,
        clause: Range<usize>,
        said: &[Said],
    ) -> Option<usize> {
        let spoken: String =
            clause.filter(|&at| matches!(said[at], Said::Of(_))).map(|at| tokens.key(at)).collect();
        let mut called = (0..self.len()).filter(|&place| {
            let name = |name: &Vec<&str>| {
                let name = name.concat();
                name == spoken || name == singular(&spoken)
            };
            self.names[place].iter().any(name)
        });
        called.next().filter(|_| called.next().is_none() && !spoken.is_empty())
    }

    /// The product whose name has no word that the names of the others do not have.
    pub(super) fn plainest(&self) -> Option<usize> {
        let name = |place: usize| self.names[place].first();
        let mut plain = (0..self.len()).filter(|&place| {
            name(place).is_some_and(|words| {
                !words.is_empty()
                    && words.iter().all(|word| {
                        (0..self.len()).all(|other| name(other).is_some_and(|it| it.contains(word)))
                    })
            })
        });
        plain.next().filter(|_| plain.next().is_none())
    }
}

/// "2" for "ii".
fn other_numeral(word: &str) -> &str {
    match word {
        "i" => "1",
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "v" => "5",
        "2" => "ii",
        "3" => "iii",
        other => other,
    }
}

/// More are not offered at once; the number of bits of a [`Set`].
const MOST_OFFERED: usize = 64;
const FEWEST_LETTERS: usize = 3;
const FEWEST_FOR_TWO: usize = 6;
