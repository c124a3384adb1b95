//! Another size of what was named before, without its name: "wings 6pc, sorry, 12pc".

use smallvec::{SmallVec, smallvec};

use super::{Mention, Text};
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{Word, is_article, makes};

impl Text<'_> {
    /// The mentions, and those of such sizes among them. A text that names nothing may speak of the
    /// sizes of what is `ordered`.
    pub(super) fn with_sizes(&self, mentions: Vec<Mention>, ordered: &[u32]) -> Vec<Mention> {
        if !(1..self.roles.len()).any(|at| self.is_size(at - 1, at + 1)) {
            return mentions;
        }
        if mentions.is_empty() {
            let sizes = ordered.iter().rev().map(|product| self.sizes(*product, 0, None));
            return sizes.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
        }
        let mut found: Vec<Mention> = Vec::with_capacity(mentions.len());
        for (nth, mention) in mentions.iter().enumerate() {
            found.push(mention.clone());
            if let [product] = *mention.products.as_slice() {
                let next = mentions.get(nth + 1).map(|it| it.tokens.start);
                found.extend(self.sizes(product, mention.tokens.end, next));
            }
        }
        found
    }

    /// The sizes of a product that stand from `at` to where something else is named.
    fn sizes(&self, product: u32, from: usize, next: Option<usize>) -> Vec<Mention> {
        let starts = self.before_sizes(product);
        let end = next.unwrap_or(self.roles.len()).min(from + MOST_BEHIND);
        let mut found = vec![];
        let mut at = from;
        while at < end && !starts.is_empty() {
            let longest = (at + LONGEST_SIZE).min(end);
            let mut runs = (at + 2..=longest).rev().filter(|&to| self.is_size(at, to));
            let size = runs.find_map(|to| {
                let sized = self.sized(&starts, at, to).filter(|it| *it != product)?;
                self.is_wished(at, to, from, next).then_some((to, sized))
            });
            match size {
                Some((to, sized)) => {
                    found.push(Mention {
                        tokens: at..to,
                        products: smallvec![sized],
                        rank: Rank::Variant,
                        slips: 0,
                        either: false,
                        inquired: false,
                        elided: None,
                    });
                    at = to;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The product whose name is one of these starts and that size.
    fn sized(&self, starts: &[String], from: usize, to: usize) -> Option<u32> {
        let size: String = (from..to).map(|at| self.tokens.key(at)).collect();
        starts.iter().find_map(|start| {
            let entry = self.index.entry(&format!("{start}{size}"))?;
            let products = self.index.products(entry);
            products.first().copied().filter(|_| entry.rank == Rank::Name && products.len() == 1)
        })
    }

    /// Whether a size is wished for: it begins a clause, or a joining word, a correction, a request
    /// or a number stands before it, and nothing that it belongs to behind it.
    fn is_wished(&self, from: usize, to: usize, floor: usize, next: Option<usize>) -> bool {
        let ends = self.tokens.gap(to).ends_name() || to >= self.roles.len();
        let quiet = matches!(
            self.roles.get(to),
            Some(Role::Word(
                Word::Joins | Word::Corrects | Word::Filler | Word::Adds | Word::Times
            ))
        ) && self.tokens.key(to) != "for";
        if !ends && (Some(to) == next || !quiet) {
            return false;
        }
        let mut at = from;
        loop {
            if at == floor {
                return at == 0 || self.tokens.gap(at).ends_name();
            }
            if self.tokens.gap(at).ends_name() {
                return true;
            }
            at -= 1;
            let key = self.tokens.key(at);
            match self.roles[at] {
                Role::Word(Word::Joins | Word::Corrects | Word::Adds | Word::More | Word::Only) => {
                    return true;
                }
                Role::Word(Word::Request) | Role::Word(Word::Negates) => return true,
                Role::Word(Word::Filler) if makes(key) => return true,
                Role::Number(_) | Role::Word(Word::Between | Word::Tens(_)) => {}
                Role::Word(Word::Filler) if is_article(key) || key == "it" => {}
                _ => return false,
            }
        }
    }

    /// What stands before the size in the names of a product.
    fn before_sizes(&self, product: u32) -> SmallVec<[String; 4]> {
        let mut starts = SmallVec::new();
        for name in self.index.spelled(product) {
            let ends_in_size = |from: &usize| name.get(*from..).is_some_and(is_size);
            starts.extend((1..name.len()).find(ends_in_size).map(|from| name[..from].concat()));
        }
        starts
    }

    /// Whether these tokens are a number and its unit, as "12pc", "1.5 l" and "a5" are.
    pub(super) fn is_size(&self, from: usize, to: usize) -> bool {
        let first = self.tokens.key(from);
        if !(is_number(first) || first.len() == 1) {
            return false;
        }
        let apart = (from + 1..to).any(|at| self.tokens.gap(at).ends_name());
        let words: SmallVec<[&str; 4]> = (from..to).map(|at| self.tokens.key(at)).collect();
        !apart && self.roles.get(from) != Some(&Role::Enumerator) && is_size(&words)
    }
}

/// Whether words are a number and its unit, or a letter and a number.
fn is_size(words: &[&str]) -> bool {
    let begins = words.first().is_some_and(|it| is_number(it) || it.len() == 1);
    begins
        && (2..=LONGEST_SIZE).contains(&words.len())
        && words.iter().any(|word| is_number(word))
        && !words.iter().all(|word| is_number(word))
        && words.iter().all(|word| is_number(word) || word.len() <= LONGEST_UNIT)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "20 x 30 cm", "1.5 l".
pub(super) const LONGEST_SIZE: usize = 4;
/// "inch", "pack".
const LONGEST_UNIT: usize = 5;
/// So far behind a name something is said of it.
const MOST_BEHIND: usize = 12;
