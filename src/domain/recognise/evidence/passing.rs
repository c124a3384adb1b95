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

    /// Whether mention `at` stands in the middle of a sentence of other words, where nothing is
    /// wished for.
    fn is_in_passing(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let of_order = self.bare || !self.ordered.is_empty() || self.corrects;
        let sentence = self.sentence_of(mention);
        let known = self.is_of_known_language(&sentence);
        let others = |at: usize| self.says_other(at, known);
        let passes = !of_order
            && self.is_led_to_by(mention.tokens.start, others)
            && sentence.clone().filter(|at| others(*at)).count() >= FEWEST_OTHERS
            && self.asks_nothing_in(&sentence, mention)
            && !self.joins_a_list(mention.tokens.start);
        (passes || self.is_home(mention)) && !self.takes_back(at, mention) && !self.is_done(mention)
    }

    /// "im from Phoenix": somebody is from there.
    fn is_home(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let from = self.back(start, 1) == "from" && !self.ends_before(start);
        from && matches!(self.back(start, 2), "im" | "m" | "am" | "are" | "is" | "come" | "comes")
    }

    /// Whether the clause says one of the `others` before it comes to the name at `start`: an order
    /// would begin with it.
    fn is_led_to_by(&self, start: usize, others: impl Fn(usize) -> bool) -> bool {
        let turns = |at: usize| {
            self.ends_before(at + 1) || matches!(self.tokens.key(at), "so" | "but" | "then")
        };
        let first = (start.saturating_sub(MOST_READ)..start).rev().find(|at| turns(*at));
        let mut before = first.map_or(start.saturating_sub(MOST_READ), |at| at + 1)..start;
        let considers = before.clone().any(|at| {
            is_considered(self.tokens.key(at)) || is_decided(self.back(at, 1), self.tokens.key(at))
        });
        !considers && !self.is_come_for(start) && before.any(others)
    }

    /// "i came back for that vagner", not "i filed a claim for the vagner".
    fn is_come_for(&self, start: usize) -> bool {
        self.link_to(start)
            .is_some_and(|at| self.tokens.key(at) == "for" && !is_owed(self.back(at, 1)))
    }

    /// "cutlass supreme and a vagner".
    fn joins_a_list(&self, start: usize) -> bool {
        self.link_to(start).is_some_and(|at| self.is(at, Word::Joins))
    }

    /// The word before the name and its article.
    fn link_to(&self, start: usize) -> Option<usize> {
        let shown = |at: &usize| {
            let key = self.tokens.key(*at);
            self.is(*at, Word::Between) || words::is_article(key) || key == "that"
        };
        let near = (start.saturating_sub(MOST_SHOWN)..start).rev();
        let mut near = near.take_while(|at| !self.ends_before(at + 1));
        near.find(|at| !shown(at))
    }

    /// Whether the sentence of the mention wishes for nothing, and neither does the text, but for
    /// what another sentence names.
    fn asks_nothing_in(&self, sentence: &Range<usize>, mention: &Mention) -> bool {
        let outside = |it: &Mention| !sentence.contains(&it.tokens.start);
        if !self.asks_in_words {
            return !self.mentions.iter().any(outside);
        }
        let asked = self.asked_mentions.get_or_init(|| {
            let asked = |it: &Mention| self.is_counted(it) || self.is_asked_for(it.tokens.start);
            self.mentions.iter().map(asked).collect()
        });
        let elsewhere = self
            .mentions
            .iter()
            .zip(asked)
            .any(|(it, asked)| *asked && outside(it) && it.products != mention.products);
        elsewhere && !sentence.clone().any(|at| self.asks_at(at))
    }

    /// Whether the word at `at` asks for something.
    pub(super) fn asks_at(&self, at: usize) -> bool {
        let Self { tokens, roles, mentions, .. } = *self;
        let asks = || Around { tokens, roles, mentions }.asks_at(at);
        (!self.named[at] && asks()) || self.would_like(at)
    }

    fn sentence_of(&self, mention: &Mention) -> Range<usize> {
        let Range { start, end } = mention.tokens;
        let ends = |at: &usize| {
            let gap = self.tokens.gap(*at);
            gap.has(Gap::LINE) || (gap.has(Gap::STOP.or(Gap::QUERY)) && gap.has(Gap::SPACE))
        };
        let floor = start.saturating_sub(MOST_READ);
        let ceiling = self.roles.len().min(end + MOST_READ);
        let first = (floor..=start).rev().find(ends).unwrap_or(floor);
        first..(end..ceiling).find(ends).unwrap_or(ceiling)
    }

    /// Whether words of the sentence are known. Else it may be a request in a language that is not.
    fn is_of_known_language(&self, sentence: &Range<usize>) -> bool {
        let known = |at: &usize| matches!(self.roles[*at], Role::Word(_));
        sentence.clone().filter(known).count() >= FEWEST_KNOWN
    }

    /// Whether the word at `at` is one that an order does without.
    fn says_other(&self, at: usize, known: bool) -> bool {
        let key = self.tokens.key(at);
        !self.named[at]
            && match self.roles[at] {
                Role::Content => (known || words::is_english(key)) && !self.index.describes(key),
                Role::Word(word) => {
                    matches!(word, Word::Grammar | Word::Tells | Word::Negates)
                }
                _ => false,
            }
    }
}

/// Whether what follows may be wished for: "maybe a vagner", "we might do a vagner".
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
            | "fetch"
            | "collect"
            | "reserve"
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
        "to" => matches!(
            verb,
            "agree" | "agrees" | "agreed" | "upgrade" | "upgrading" | "myself" | "ourselves"
        ),
        "up" => matches!(verb, "pick" | "picking"),
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
/// So many words that mean something show which language it is.
const FEWEST_KNOWN: usize = 3;
/// "for that new".
const MOST_SHOWN: usize = 3;
/// So far a sentence is read: bounds the work on a long one.
const MOST_READ: usize = 24;
