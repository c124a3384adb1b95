//! What is told only to say what is wished for in its place: "i wanted an adder but now a t20", "a
//! t20 over any adder", "keep the adder for someone else".

use super::Reader;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::Word;

impl Reader<'_> {
    /// Whether "but" at `at` leads from what was wanted to what is wanted now.
    pub(super) fn was_wanted(&self, at: usize) -> bool {
        if self.key(at) != "but" {
            return false;
        }
        let wanted = |at: usize| match self.key(at) {
            "wanted" => !matches!(self.key(at + 1), "to"),
            "asked" => self.key(at + 1) == "for",
            "going" => was(self.back(at, 1)) && self.key(at + 1) == "to",
            "gonna" | "thinking" => was(self.back(at, 1)),
            _ => false,
        };
        let Some(verb) = self.sentence_before(at).find(|&at| wanted(at)) else { return false };
        let named = self.mentions.iter().any(|it| (verb..at).contains(&it.tokens.start));
        let ahead = at + 1..self.roles.len().min(at + MOST_BEFORE);
        let mut ahead = ahead.take_while(|at| !self.ends_sentence(*at));
        let changes = |at: usize| matches!(self.key(at), "now" | "rather" | "instead");
        // "but can i get them now, and a t20" is about when.
        let clause = (at + 1..self.roles.len())
            .find(|&at| self.tokens.gap(at).has(Gap::COMMA) || self.ends_sentence(at))
            .unwrap_or(self.roles.len());
        let another = self.mentions.iter().any(|it| (at..clause).contains(&it.tokens.start))
            || (at..clause).any(|at| matches!(self.roles[at], Role::Number(_)));
        let adds = |at: usize| {
            matches!(self.key(at), "too" | "also" | "well" | "top" | "both")
                || self.is(at, Word::Negates)
        };
        named && another && !ahead.clone().any(adds) && ahead.any(changes)
    }

    /// "id take a t20 over any adder".
    pub(super) fn is_over_another(&self, at: usize) -> bool {
        let prefers = |at: usize| {
            matches!(self.key(at), "take" | "prefer" | "choose" | "pick" | "rather" | "want")
        };
        let named = || self.mentions.iter().chain(self.doubted.iter().map(|(it, _)| it));
        self.key(at) == "over"
            && matches!(self.key(at + 1), "any" | "every" | "the" | "a" | "an")
            && self.mentions.iter().any(|it| it.tokens.start == at + 2)
            && named().any(|it| it.tokens.end == at)
            && self.sentence_before(at).any(prefers)
    }

    /// "keep the adder for someone else".
    pub(super) fn is_kept_for_others(&self, at: usize) -> bool {
        let named = || self.mentions.iter().find(|it| it.tokens.start > at);
        self.key(at) == "keep"
            && named().is_some_and(|it| {
                let (start, end) = (it.tokens.start, it.tokens.end);
                let others = match self.key(end + 1) {
                    "someone" | "somebody" => self.key(end + 2) == "else",
                    key => matches!(key, "yourself" | "yourselves"),
                };
                (at + 1..=start).all(|at| !self.tokens.gap(at).ends_name())
                    && start - at <= MOST_AHEAD
                    && self.key(end) == "for"
                    && others
            })
    }

    /// What the sentence of token `at` says before it, the last word first.
    fn sentence_before(&self, at: usize) -> impl Iterator<Item = usize> {
        let before = (at.saturating_sub(MOST_BEFORE)..at).rev();
        before.take_while(|at| !self.ends_sentence(at + 1))
    }
}

fn was(key: &str) -> bool {
    matches!(key, "was" | "were")
}

/// "i was going to ask you for two of the armoured sultans but".
const MOST_BEFORE: usize = 16;
const MOST_AHEAD: usize = 8;
