//! Names that are choices of what stands beside them: "a lavender candle", where a Lavender is sold
//! too.

use std::ops::Range;

use smallvec::smallvec;

use super::{Mention, Text};
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::tokens::Gap;

impl Text<'_> {
    /// The mentions without those that only say what another is to be.
    pub(super) fn without_choices(&self, mentions: Vec<Mention>) -> Vec<Mention> {
        if !self.index.has_options() || mentions.len() < 2 {
            return mentions;
        }
        let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
        for mention in mentions {
            if kept.last().is_some_and(|last| self.is_said_behind(&mention, last)) {
                continue;
            }
            match kept.last_mut().filter(|last| self.touch(last, &mention)) {
                Some(last) if self.is_chosen_for(last, &mention) => *last = mention,
                Some(last) if self.is_chosen_for(&mention, last) => {}
                Some(last) => match self.with_first_of(last, &mention) {
                    Some(whole) => *last = whole,
                    None => kept.push(mention),
                },
                None => kept.push(mention),
            }
        }
        kept
    }

    /// Whether the word may be chosen for a product of the mention.
    pub(super) fn may_be(&self, mention: &Mention, at: usize) -> bool {
        let key = self.tokens.key(at);
        let [product] = *mention.products.as_slice() else { return false };
        let choices = self.index.options(product).iter().flat_map(|asked| &asked.choices);
        choices.into_iter().any(
            |(_, words)| matches!(words.as_slice(), [only] if only == key || only == singular(key)),
        )
    }

    /// "lavender" beside "candle".
    fn is_chosen_for(&self, choice: &Mention, of: &Mention) -> bool {
        choice.tokens.len() == 1
            && choice.slips == 0
            && choice.products != of.products
            && self.may_be(of, choice.tokens.start)
    }

    /// "dragon" of "poster, A2, dragon", where a Plush Dragon is sold too: a part of a name behind
    /// nothing but other choices.
    fn is_said_behind(&self, choice: &Mention, of: &Mention) -> bool {
        const APART: Gap = Gap::LINE.or(Gap::PLUS).or(Gap::STOP).or(Gap::BREAK).or(Gap::SLASH);
        let between = of.tokens.end..choice.tokens.start;
        let parted = |at: usize| self.tokens.gap(at).has(APART);
        !choice.rank.is_whole()
            && (1..=MOST_CHOICES).contains(&between.len())
            && between.clone().all(|at| self.index.is_choice(self.tokens.key(at)))
            && !(between.start..=between.end).any(parted)
            && self.is_chosen_for(choice, of)
    }

    /// "eternal rose" of "eternal rose red", where a Red Rose is sold too.
    fn with_first_of(&self, part: &Mention, other: &Mention) -> Option<Mention> {
        let Range { start, end } = other.tokens;
        let turned = other.rank == Rank::Variant && other.tokens.len() == 2;
        if !turned || part.rank.is_whole() || !self.may_be(part, end - 1) {
            return None;
        }
        let before: String = part.tokens.clone().map(|at| self.tokens.key(at)).collect();
        let first = self.tokens.key(start);
        let whole = [first, singular(first)].iter().find_map(|word| {
            let entry = self.index.entry(&format!("{before}{word}"))?;
            let products = self.index.products(entry);
            (entry.rank.is_whole() && products == part.products.as_slice()).then_some(entry.rank)
        })?;
        let products = smallvec![*part.products.first()?];
        let tokens = part.tokens.start..start + 1;
        Some(Mention { tokens, products, rank: whole, ..part.clone() })
    }

    /// Whether nothing but a space stands between the mentions.
    fn touch(&self, one: &Mention, other: &Mention) -> bool {
        let gap = self.tokens.gap(other.tokens.start);
        one.tokens.end == other.tokens.start && !gap.ends_name() && !gap.has(Gap::OPEN)
    }
}

/// "A2", "black large".
const MOST_CHOICES: usize = 4;
