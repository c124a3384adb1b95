//! Another size of what was named before, without its name: "wings 6pc, sorry, 12pc".

use smallvec::{SmallVec, smallvec};

use super::{Mention, Text};
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::roles::Role;

impl Text<'_> {
    /// The mentions, and those of such sizes among them.
    pub(super) fn with_sizes(&self, mentions: Vec<Mention>) -> Vec<Mention> {
        if !(1..self.roles.len()).any(|at| self.is_size(at - 1, at + 1)) {
            return mentions;
        }
        let mut found: Vec<Mention> = Vec::with_capacity(mentions.len());
        for (nth, mention) in mentions.iter().enumerate() {
            found.push(mention.clone());
            let end = mentions.get(nth + 1).map_or(self.roles.len(), |it| it.tokens.start);
            let mut at = mention.tokens.end;
            while at < end.min(mention.tokens.end + MOST_BEHIND) {
                match self.size_at(mention, at, end) {
                    Some(size) => {
                        at = size.tokens.end;
                        found.push(size);
                    }
                    None => at += 1,
                }
            }
        }
        found
    }

    /// The product that is called like the one of the mention but for the size that stands at `at`.
    fn size_at(&self, mention: &Mention, at: usize, end: usize) -> Option<Mention> {
        if at == mention.tokens.end && !self.tokens.gap(at).ends_name() {
            return None;
        }
        let longest = (at + LONGEST_SIZE).min(end);
        let runs = (at + 2..=longest).rev().filter(|&to| self.is_size(at, to));
        let mut sizes = runs.filter_map(|to| {
            let size: String = (at..to).map(|at| self.tokens.key(at)).collect();
            let product = self.before_sizes(mention).find_map(|start| {
                let entry = self.index.entry(&format!("{start}{size}"))?;
                let products = self.index.products(entry);
                products
                    .first()
                    .copied()
                    .filter(|_| entry.rank == Rank::Name && products.len() == 1)
            })?;
            Some((to, product))
        });
        let (to, product) = sizes.next().filter(|it| !mention.products.contains(&it.1))?;
        Some(Mention {
            tokens: at..to,
            products: smallvec![product],
            rank: Rank::Variant,
            ..mention.clone()
        })
    }

    /// What stands before the size in the names of the product of a mention.
    fn before_sizes(&self, mention: &Mention) -> impl Iterator<Item = String> {
        let product = match mention.products.as_slice() {
            [product] => Some(*product),
            _ => None,
        };
        let names = product.into_iter().flat_map(|it| self.index.spelled(it));
        names.flat_map(|name| {
            let ends_in_size = |from: &usize| name.get(*from..).is_some_and(is_size);
            let starts = (1..name.len()).filter(ends_in_size).map(|from| name[..from].concat());
            starts.collect::<SmallVec<[String; 4]>>()
        })
    }

    /// Whether these tokens are a number and its unit, as "12pc", "1.5 l" and "a5" are.
    pub(super) fn is_size(&self, from: usize, to: usize) -> bool {
        let digits = |at: usize| self.tokens.is_digits(at);
        (from..to).any(digits)
            && !(from..to).all(digits)
            && (from + 1..to).all(|at| !self.tokens.gap(at).ends_name())
            && (from..to).all(|at| digits(at) || self.tokens.key(at).len() <= LONGEST_UNIT)
            && matches!(self.roles.get(from), Some(role) if digits(from) || *role != Role::Enumerator)
    }
}

/// The same of words out of a name.
fn is_size(words: &[&str]) -> bool {
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    (2..=LONGEST_SIZE).contains(&words.len())
        && words.iter().any(is_number)
        && !words.iter().all(is_number)
        && words.iter().all(|word| is_number(word) || word.len() <= LONGEST_UNIT)
}

/// "20 x 30 cm", "1.5 l".
pub(super) const LONGEST_SIZE: usize = 4;
/// "inch", "pack".
const LONGEST_UNIT: usize = 5;
/// So far behind a name something is said of it.
const MOST_BEHIND: usize = 12;
