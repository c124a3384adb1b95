//! Names in sentences about something else: "my buddy drives a vagner", "i parked the raiden
//! outside". A text that orders has a word for it somewhere, or little beside the name.

use std::ops::Range;

use super::Evidence;
use super::around::Around;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether mention `at` is there in passing, or for interest's sake.
    pub(super) fn is_beside_the_point(&self, at: usize) -> bool {
        self.is_in_passing(at) || self.asks_out_of_interest()
    }

    /// Whether mention `at` stands in the middle of a sentence of other words, in a text that wishes
    /// for nothing.
    fn is_in_passing(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let told = self.bare || !self.ordered.is_empty() || self.corrects;
        let goes_on = !told && !self.asks_beside(mention) && self.is_led_to_by_others(mention);
        let passes = (goes_on && self.others_in_sentence(mention)) || self.is_home(mention);
        passes && !self.takes_back(at, mention)
    }

    /// Whether the text asks, but for other things in another sentence.
    fn asks_beside(&self, mention: &Mention) -> bool {
        let sentence = self.sentence_of(mention);
        if !self.asks_in_words || !self.wishes_elsewhere(&sentence, mention) {
            return self.asks_in_words;
        }
        let Self { tokens, roles, mentions, .. } = *self;
        Around { tokens, roles, mentions }.wishes(sentence.clone()) || { sentence }
            .any(|at| self.would_like(at))
    }

    /// Whether something else is named and asked for outside of the sentence.
    fn wishes_elsewhere(&self, sentence: &Range<usize>, mention: &Mention) -> bool {
        self.mentions.iter().any(|it| {
            !sentence.contains(&it.tokens.start)
                && it.products != mention.products
                && (self.is_counted(it) || self.is_asked_for(it.tokens.start))
        })
    }

    /// "im from Phoenix": somebody is from there.
    fn is_home(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let from = self.back(start, 1) == "from" && !self.ends_before(start);
        from && matches!(self.back(start, 2), "im" | "m" | "am" | "are" | "is" | "come" | "comes")
    }

    /// Whether the clause says something else before it comes to the name: an order would begin
    /// with it.
    fn is_led_to_by_others(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = (0..start).rev().take_while(|at| !self.ends_before(at + 1)).take(MOST_READ);
        let considers = before.clone().any(|at| {
            is_considered(self.tokens.key(at)) || is_decided(self.back(at, 1), self.tokens.key(at))
        });
        !considers && !self.is_come_for(start) && before.clone().any(|at| self.says_other(at))
    }

    /// "i came back for that vagner", not "i filed a claim for the vagner"; and what joins a list:
    /// "cutlass supreme and a vagner".
    fn is_come_for(&self, start: usize) -> bool {
        let shown = |at: &usize| {
            let key = self.tokens.key(*at);
            self.is(*at, Word::Between) || words::is_article(key) || key == "that"
        };
        let link = (start.saturating_sub(MOST_SHOWN)..start).rev().find(|at| !shown(at));
        link.is_some_and(|at| {
            let comes = self.tokens.key(at) == "for" && !is_owed(self.back(at, 1));
            self.is(at, Word::Joins) || (comes && !self.ends_before(at))
        })
    }

    /// Whether it does so at length, with all that the text names in the same sentence.
    fn others_in_sentence(&self, mention: &Mention) -> bool {
        let sentence = self.sentence_of(mention);
        let within = |it: &Mention| sentence.contains(&it.tokens.start);
        let others = sentence.clone().filter(|at| self.says_other(*at)).count();
        others >= FEWEST_OTHERS && (self.asks_in_words || self.mentions.iter().all(within))
    }

    fn sentence_of(&self, mention: &Mention) -> Range<usize> {
        let Range { start, end } = mention.tokens;
        let ends = |at: usize| {
            let gap = self.tokens.gap(at);
            gap.has(Gap::LINE) || (gap.has(Gap::STOP.or(Gap::QUERY)) && gap.has(Gap::SPACE))
        };
        let first = (start.saturating_sub(MOST_READ)..=start).rev().find(|at| ends(*at));
        let last = (end..(end + MOST_READ).min(self.roles.len())).find(|at| ends(*at));
        let ceiling = self.roles.len().min(end + MOST_READ);
        first.unwrap_or(start.saturating_sub(MOST_READ))..last.unwrap_or(ceiling)
    }

    /// Whether the word at `at` is of no order.
    fn says_other(&self, at: usize) -> bool {
        !self.named[at]
            && match self.roles[at] {
                Role::Content => !self.index.describes(self.tokens.key(at)),
                Role::Word(word) => {
                    matches!(word, Word::Grammar | Word::Tells | Word::Negates)
                }
                _ => false,
            }
    }
}

/// Whether what follows may be wished for: "maybe a vagner", "we might go for a vagner".
fn is_considered(key: &str) -> bool {
    matches!(
        key,
        "maybe"
            | "perhaps"
            | "might"
            | "may"
            | "can"
            | "could"
            | "would"
            | "should"
            | "shall"
            | "lets"
            | "if"
            | "hope"
            | "hoping"
    )
}

/// "we agreed on", "going with", "sent me to pick up".
fn is_decided(verb: &str, link: &str) -> bool {
    match link {
        "on" => matches!(
            verb,
            "agree" | "agrees" | "agreed" | "settle" | "settled" | "decide" | "decided" | "landed"
        ),
        "with" => matches!(verb, "go" | "goes" | "going" | "went"),
        "for" => matches!(verb, "go" | "goes" | "going" | "went" | "settle" | "ready"),
        "up" => verb == "pick",
        _ => false,
    }
}

/// Whether what was paid or is owed is spoken of: "the papers for".
fn is_owed(key: &str) -> bool {
    matches!(
        key,
        "claim" | "paid" | "money" | "refund" | "insurance" | "papers" | "key" | "keys" | "bill"
    )
}

/// So many words that are of no order make a sentence.
const FEWEST_OTHERS: usize = 3;
/// "for that new".
const MOST_SHOWN: usize = 3;
/// So far a sentence is read: bounds the work on a long one.
const MOST_READ: usize = 24;
