//! Parts of names that only say again what stands beside them: "a wreath for the door, the
//! christmas one".

use super::{Mention, Text};
use crate::domain::recognise::evidence::{Doubt, Evidence};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// Doubts what could be several products and is one that is named clearly beside it. What is
    /// counted or joined is another wish, and must be asked about.
    pub(super) fn doubt_repeats(
        &self,
        mentions: &[Mention],
        evidence: &Evidence<'_>,
        doubts: &mut [Option<Doubt>],
    ) {
        for (at, pair) in mentions.windows(2).enumerate() {
            let ([one, other], Some([before, behind])) = (pair, doubts.get_mut(at..at + 2)) else {
                continue;
            };
            if before.is_some() || behind.is_some() {
                continue;
            }
            // "one veyron (adder i guess)".
            let in_brackets = one.tokens.end == other.tokens.start
                && self.tokens.gap(other.tokens.start).has(Gap::OPEN);
            if in_brackets && one.products == other.products && !evidence.is_counted(other) {
                *behind = Some(Doubt::Repeated);
            }
            // "engraved heart with Anna engraved on it".
            let done = other.tokens.len() == 1
                && !other.rank.is_whole()
                && self.tokens.key(other.tokens.start).len() >= SHORTEST_DONE
                && self.tokens.key(other.tokens.start).ends_with("ed");
            if done
                && one.products == other.products
                && !evidence.is_counted(other)
                && !self.has_article(other)
            {
                *behind = Some(Doubt::Repeated);
            }
            if self.are_two_wishes(one, other) {
                continue;
            }
            if is_meant(one, other) && !evidence.is_counted(one) {
                *before = Some(Doubt::Repeated);
            } else if is_meant(other, one)
                && !evidence.is_counted(other)
                && !self.has_article(other)
            {
                *behind = Some(Doubt::Repeated);
            }
        }
    }

    fn are_two_wishes(&self, one: &Mention, other: &Mention) -> bool {
        const PARTS: Gap = Gap::LINE.or(Gap::PLUS).or(Gap::SLASH);
        let mut between = one.tokens.end..other.tokens.start;
        // "a wreath for mum, the christmas wreath for dad".
        let is_for_others = self.tokens.key(other.tokens.end) == "for"
            && between.clone().any(|at| self.tokens.key(at) == "for");
        is_for_others
            || between.len() > MOST_BETWEEN
            || (one.tokens.end..=other.tokens.start).any(|at| self.tokens.gap(at).has(PARTS))
            || between.any(|at| {
                !matches!(
                    self.roles[at],
                    Role::Content | Role::Word(Word::Filler | Word::Between | Word::Grammar)
                )
            })
            || self.is_swapped(one)
    }

    /// "change the chair to an office chair".
    fn is_swapped(&self, one: &Mention) -> bool {
        (0..one.tokens.start)
            .rev()
            .take(MOST_TO_SWAP)
            .take_while(|at| !self.tokens.gap(at + 1).has(Gap::LINE.or(Gap::BREAK).or(Gap::STOP)))
            .any(|at| self.roles[at] == Role::Word(Word::Swaps))
    }

    fn has_article(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = start.checked_sub(1).map_or("", |at| self.tokens.key(at));
        words::is_article(before)
    }
}

/// Whether `clear` is one of the products that `vague`, a part of names, may be.
fn is_meant(vague: &Mention, clear: &Mention) -> bool {
    let one = match clear.products.as_slice() {
        [one] => one,
        _ => return false,
    };
    vague.products.len() > 1 && !vague.rank.is_whole() && vague.products.contains(one)
}

/// "red" and "seed" are no such words.
const SHORTEST_DONE: usize = 6;
/// "can you please change the old broken one".
const MOST_TO_SWAP: usize = 8;
/// "for the front door".
const MOST_BETWEEN: usize = 4;
