//! What asks for a name that may be a word.

use super::Evidence;
use super::inquiry::phrases::{APPROVES, IS};
use crate::domain::recognise::mentions::{Mention, is_with};
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether anything around a name that may be a word says that it is wished for.
    pub(super) fn is_led_to(&self, at: usize, mention: &Mention) -> bool {
        self.is_asked_for(mention.tokens.start)
            || self.is_asked_after(mention.tokens.end)
            || self.is_offer(mention)
            || self.is_the_one(mention)
            || self.is_clause(mention)
            || self.bare
            || self.is_said_in_full(mention)
            || self.stands_with_others(at)
            || self.is_politely_asked(mention)
    }

    /// "carrot cake and an espresso please".
    fn is_politely_asked(&self, mention: &Mention) -> bool {
        let Some(article) = mention.tokens.start.checked_sub(1) else { return false };
        let joins = |at: usize| self.is(at, Word::Joins) && !is_with(self.tokens.key(at));
        let opens = article == 0 || self.ends_before(article) || joins(article - 1);
        words::is_article(self.tokens.key(article))
            && opens
            && !self.ends_before(mention.tokens.start)
            && self.is_polite()
    }

    /// "a basic tune-up is enough".
    pub(super) fn is_settled_on(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        mention.rank.is_whole()
            && !self.ends_before(end)
            && !self.ends_before(end + 1)
            && IS.contains(&self.tokens.key(end))
            && APPROVES.contains(&self.tokens.key(end + 1))
            && self.ends_before(end + 2)
            && !self.is_queried(end)
    }
}
