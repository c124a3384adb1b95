//! Whole names of several words: each means something by itself, together they are said on purpose.

use super::Evidence;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::Word;

impl Evidence<'_> {
    /// Whether a whole name is written out that is too long to be said by chance: "water damage".
    pub(super) fn is_said_in_full(&self, mention: &Mention) -> bool {
        let apart = |at: &usize| self.tokens.gap(*at).has(Gap::SPACE.or(Gap::DASH));
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let words = 1 + (start + 1..end).filter(apart).count();
        let letters: usize = mention.tokens.clone().map(|at| self.tokens.key(at).len()).sum();
        mention.rank.is_whole() && mention.slips == 0 && words > 1 && letters >= FEWEST_LETTERS
    }

    /// Whether nothing but the whole name speaks for a wish, so that it is to be asked.
    pub(super) fn is_only_said_in_full(&self, mention: &Mention) -> bool {
        !self.wishes && !self.corrects && self.is_common(mention) && self.is_said_in_full(mention)
    }

    /// Whether the text has a whole name and hardly anything else.
    pub(super) fn is_nearly_all(&self, mention: &Mention) -> bool {
        let whole = mention.rank.is_whole() && mention.slips == 0;
        whole && (self.listed || self.is_with_one_word(mention))
    }

    /// Whether one word is all that the text tells beside the whole name: "a black forest cake".
    fn is_with_one_word(&self, mention: &Mention) -> bool {
        let rest = || (0..self.roles.len()).filter(|at| !self.named[*at]);
        let tells = |at| matches!(self.roles[at], Role::Word(Word::Grammar | Word::Tells));
        let words = rest().filter(|&at| self.roles[at] == Role::Content).count();
        words == 1 && !rest().any(tells) && self.is_said_in_full(mention)
    }
}

/// "full moon" and "hot knife" are shorter.
const FEWEST_LETTERS: usize = 9;
