//! Words of few letters out of names: "fan" of a Laptop Fan.

use std::ops::Range;

use super::{Doubt, Evidence};
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::words::Word;

impl Evidence<'_> {
    /// "fan" for a Laptop Fan, which nothing else names: so few letters need more than others.
    pub(super) fn is_short(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let short = start + 1 == end && self.tokens.key(start).len() <= SHORTEST;
        let named = |it: &Mention| it.rank.is_whole() && it.products == mention.products;
        short
            && mention.rank == Rank::Word
            && mention.slips == 0
            && !self.mentions.iter().any(named)
    }

    /// Why it is no wish: "fan" alone may be meant all the same.
    pub(super) fn short(&self, mention: &Mention) -> Doubt {
        let alone = self.bare && !self.is_used_as_word(mention) && !self.is_said_of(mention);
        if alone { Doubt::Noise } else { Doubt::Word }
    }

    /// "i need a fan", "a fan", "fan please".
    pub(super) fn is_short_wish(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = start.checked_sub(1).filter(|_| !self.ends_before(start));
        let wished = match before {
            None => self.is_polite(),
            Some(at) if self.introduces(at) => {
                at == 0 || self.ends_before(at) || self.is_asked_for(start) || self.is_polite()
            }
            Some(at) => self.is(at, Word::Request),
        };
        wished && !self.is_used_as_word(mention)
    }

    /// "i'm a fan", "not a fan".
    fn is_said_of(&self, mention: &Mention) -> bool {
        (1..=2).filter_map(|by| mention.tokens.start.checked_sub(by)).any(|at| {
            self.is(at, Word::Negates)
                || matches!(self.tokens.key(at), "im" | "m" | "s" | "hes" | "shes" | "re")
        })
    }
}

/// So few letters are in many names and sentences.
const SHORTEST: usize = 3;
