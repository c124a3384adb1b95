//! Judgements of a product: "the sultan is too slow".

use super::MOST_SCANNED;
use super::phrases::{APPROVES, DEGREES, FIRST_PERSONS, IS, YOU_HAVE};
use crate::domain::recognise::evidence::Evidence;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// "whats a sultan going for these days".
    pub(super) fn goes_for(&self, end: usize) -> bool {
        let asks = |at: usize| matches!(self.tokens.key(at), "what" | "whats" | "much");
        matches!(self.tokens.key(end), "going" | "go")
            && self.tokens.key(end + 1) == "for"
            && !self.ends_before(end)
            && (self.ends_before(end + 2) || !self.named.get(end + 2).copied().unwrap_or(true))
            && (end.saturating_sub(MOST_SCANNED)..end)
                .rev()
                .take_while(|at| !self.ends_before(at + 1))
                .any(asks)
    }

    /// "i love", "you saw": what somebody thinks or has seen.
    pub(super) fn thinks(&self, at: usize) -> bool {
        let subject = self.back(at, 1);
        let somebody = FIRST_PERSONS.contains(&subject)
            || YOU_HAVE.contains(&subject)
            || matches!(subject, "he" | "she");
        // "i said 2 adders" asks for them again.
        let thinks = matches!(self.tokens.key(at), "love" | "like" | "saw" | "see" | "know");
        let again = subject == "i" && self.is_name_next(at + 1);
        somebody && (thinks || (self.tokens.key(at) == "said" && !again))
    }

    /// "will 10 sultans fit in there?", but "will 2 sultan" in German.
    pub(super) fn asks_whether(&self, at: usize) -> bool {
        let opens = at == 0 || self.ends_before(at);
        self.tokens.key(at) == "will" && opens && self.is_queried(at)
    }

    /// "is that enough for an adder?"
    pub(in super::super) fn is_enough_for(&self, start: usize) -> bool {
        let leads = |at: &usize| {
            self.is_article(*at) || matches!(self.roles.get(*at), Some(Role::Number(_)))
        };
        let led = (0..start).rev().take_while(leads).count();
        self.back(start - led, 1) == "for" && self.back(start - led, 2) == "enough"
    }

    /// Whether a name stands at `at`, or a number or an article that leads to one.
    fn is_name_next(&self, at: usize) -> bool {
        let named = |at: usize| self.named.get(at).copied().unwrap_or(false);
        let leads = self.is_article(at) || matches!(self.roles.get(at), Some(Role::Number(_)));
        named(at) || (leads && named(at + 1))
    }

    /// "is the sultan still there", "on sale": whether it is left.
    pub(in super::super) fn is_still_there(&self, start: usize) -> bool {
        let unnamed = |at: &usize| !self.named.get(*at).copied().unwrap_or(false);
        let end = (start..=self.roles.len()).find(unnamed).unwrap_or(start);
        let next = self.tokens.key(end + 1);
        let there = matches!(next, "there" | "here" | "up" | "around")
            || (next == "for" && self.tokens.key(end + 2) == "sale")
            || matches!(self.roles.get(end + 1), Some(Role::Foreign | Role::Figure));
        let still = usize::from(self.tokens.key(end) == "still");
        let on_sale =
            self.tokens.key(end + still) == "on" && self.tokens.key(end + still + 1) == "sale";
        ((self.tokens.key(end) == "still" && there) || on_sale) && !self.ends_before(end)
    }

    /// Whether "many" at `at` asks for the number of something else: "how many people fit in a
    /// sultan", but not "how many coins for a sultan", which asks for the price.
    pub(super) fn counts_another(&self, at: usize, start: usize) -> bool {
        let thing = at + 1;
        let price = |at: usize| {
            matches!(self.tokens.key(at), "for" | "cost" | "costs" | "per" | "so" | "but")
        };
        let money = matches!(
            self.tokens.key(thing),
            "euro"
                | "euros"
                | "dollar"
                | "dollars"
                | "bucks"
                | "pounds"
                | "k"
                | "mil"
                | "coins"
                | "credits"
                | "gems"
                | "points"
                | "robux"
                | "tokens"
        );
        self.tokens.key(at) == "many"
            && self.back(at, 1) == "how"
            && thing + 1 < start
            && !money
            && !self.named[thing]
            && (self.roles[thing] == Role::Content || self.is(thing, Word::Measures))
            && !self.index.describes(self.tokens.key(thing))
            && !(thing..start).any(price)
    }

    /// "the sultan is too slow", "sultan too slow", but "2 sultan is fine".
    pub(in super::super) fn is_judged(&self, mention: &Mention) -> bool {
        let next = mention.tokens.end;
        if self.ends_before(next) {
            return false;
        }
        let is = IS.contains(&self.tokens.key(next));
        let mut at = next + usize::from(is);
        let mut much = false;
        while !self.starts_clause(at) && DEGREES.contains(&self.tokens.key(at)) {
            much |= words::is_too_much(self.tokens.key(at));
            at += 1;
        }
        let judges = match self.tokens.key(at) {
            // "is good" agrees, "is so good" does not.
            "good" => at > next + 1,
            "like" => true,
            _ => self.roles.get(at) == Some(&Role::Content),
        };
        let said = judges && !self.starts_clause(at);
        let approves = APPROVES.contains(&self.tokens.key(at));
        let asks = || {
            let behind = at..(at + MOST_SCANNED).min(self.roles.len());
            behind
                .take_while(|at| !self.starts_clause(*at))
                .any(|at| self.is(at, Word::Request) || self.is(at, Word::Inquires))
        };
        (is || much) && said && !approves && !self.named[at] && !asks()
    }
}
