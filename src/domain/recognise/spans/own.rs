//! Names beside a word of the product's other names: "funghi pizza" for a Mushroom Pizza that is
//! called Funghi too.

use super::{Candidate, Text};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;

impl Text<'_> {
    /// Adds the candidates that go on from those that were found since `before`.
    pub(super) fn own_words(&self, found: &mut Vec<Candidate>, before: usize) {
        let Some(whole) = found.get(before).filter(|it| it.rank.is_whole()) else { return };
        let ([product], start, end) =
            (whole.products.as_slice(), whole.tokens.start, whole.tokens.end)
        else {
            return;
        };
        let weight = whole.weight;
        let owns = |at: usize| self.is_own_word(*product, &whole.tokens, at);
        let gap = self.tokens.gap(end);
        let behind = !gap.ends_name() && !gap.has(Gap::OPEN) && owns(end);
        let gap = self.tokens.gap(start);
        let before =
            start.checked_sub(1).filter(|&at| !gap.ends_name() && !gap.has(Gap::CLOSE) && owns(at));
        // "32gb ram" of a DDR5 32GB Kit; "16gb ram" is another one.
        let number = before.filter(|&at| self.is_unit_of_number(at)).map(|at| at - 1);
        let before = match number {
            Some(at) if self.index.has_word(*product, self.tokens.key(at)) => Some(at),
            Some(_) => None,
            None => before,
        };
        let tokens = before.unwrap_or(start)..end + usize::from(behind);
        if tokens.len() == end - start {
            return;
        }
        let added = (tokens.start..start).chain(behind.then_some(end));
        let letters: usize = added.map(|at| self.tokens.key(at).chars().count()).sum();
        let letters = i32::try_from(letters).unwrap_or_default();
        let longer = Candidate {
            tokens,
            products: whole.products.clone(),
            rank: whole.rank,
            slips: 0,
            weight: weight.saturating_add(super::weight::LETTER * letters - BESIDE),
        };
        found.push(longer);
    }

    /// Whether digits stand right before the word at `at`: "32gb".
    fn is_unit_of_number(&self, at: usize) -> bool {
        let glued = at > 0 && self.tokens.gap(at).is_glued();
        glued && self.tokens.is_digits(at - 1) && !self.tokens.is_digits(at)
    }

    /// Whether the word at `at` is one of another name of the product, and no word of this one.
    fn is_own_word(&self, product: u32, whole: &std::ops::Range<usize>, at: usize) -> bool {
        let Some(role) = self.roles.get(at) else { return false };
        let (key, one) = (self.tokens.key(at), self.singulars[at].as_ref());
        *role == Role::Content
            && !self.tokens.is_digits(at)
            && self.index.is_word(one)
            && whole.clone().all(|it| self.tokens.key(it) != key)
            && self.index.has_word(product, one)
    }
}

/// What speaks against it.
const BESIDE: i32 = 4;
