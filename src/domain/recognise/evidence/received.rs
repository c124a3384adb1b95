//! Names of what somebody got from the shop, or had: "the two stingers you sold me", "thanks for
//! the stinger".

use std::ops::Range;

use super::Evidence;
use super::inquiry::phrases::FOR;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether what is named was received, however many, and is not wished for once more.
    pub(super) fn was_received(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let got = self.was_sold(mention) && !self.is_asked_for(start);
        let received = got || self.was_thanked_for(start) || self.is_content_with(mention);
        received && !self.is_wanted_again(mention)
    }

    /// "the two stingers you sold me", not "the two stingers you sent me the price for".
    fn was_sold(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let who = end + usize::from(matches!(self.tokens.key(end), "that" | "which"));
        let whom = who + 2;
        let sold = (end..=whom).all(|at| !self.ends_before(at))
            && matches!(self.tokens.key(who), "you" | "u" | "ya" | "yall" | "they")
            && matches!(
                self.tokens.key(who + 1),
                "sold" | "gave" | "sent" | "delivered" | "shipped" | "brought"
            );
        let next = self.tokens.key(whom + 1);
        let object = matches!(next, "a" | "an" | "the" | "my" | "on" | "over" | "this" | "that");
        let to_me =
            matches!(self.tokens.key(whom), "me" | "us") && (self.ends_before(whom + 1) || !object);
        sold && (to_me || self.is_over(whom))
    }

    /// "thanks for the two stingers", "thank you so much for my stinger", not "thanks for 2": what
    /// is not there yet is no "the".
    fn was_thanked_for(&self, start: usize) -> bool {
        let Some(link) = self.link_before(start) else { return false };
        let shown = (link + 1..start).any(|at| !matches!(self.roles[at], Role::Number(_)));
        let before = (link.saturating_sub(MOST_THANKS)..link).rev();
        let mut before = before.take_while(|at| !self.ends_before(at + 1));
        let more = |key: &str| {
            matches!(key, "you" | "u" | "so" | "very" | "much" | "a" | "lot" | "again" | "guys")
        };
        let thanks = before.find(|&at| !more(self.tokens.key(at)));
        shown
            && FOR.contains(&self.tokens.key(link))
            && thanks.is_some_and(|at| words::is_thanks(self.tokens.key(at)))
    }

    /// "happy with the two stingers from last time".
    fn is_content_with(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let then = self.tokens.key(end) == "from" && self.is_over(end + 1);
        then && self.link_before(start).is_some_and(|at| {
            self.tokens.key(at) == "with"
                && matches!(self.back(at, 1), "happy" | "pleased" | "satisfied" | "chuffed")
        })
    }

    /// The word in the same clause before the name, its number and its article.
    fn link_before(&self, start: usize) -> Option<usize> {
        let quiet = |at: &usize| {
            self.is(*at, Word::Between)
                || matches!(self.roles[*at], Role::Number(_))
                || matches!(self.tokens.key(*at), "my" | "our" | "that" | "this")
        };
        let near = (start.saturating_sub(MOST_BETWEEN)..start).rev();
        let mut near = near.take_while(|at| !self.ends_before(at + 1));
        near.find(|at| !quiet(at))
    }

    /// "i used to have a".
    pub(super) fn used_to_have(&self, at: usize) -> bool {
        matches!(self.tokens.key(at), "have" | "own" | "drive")
            && self.back(at, 1) == "to"
            && self.back(at, 2) == "used"
    }
}

/// "for all of the two".
const MOST_BETWEEN: usize = 4;
/// "thank you so very much for".
const MOST_THANKS: usize = 5;
