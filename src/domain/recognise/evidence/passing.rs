//! Names in sentences about something else: "my buddy drives a vagner", "i parked the raiden
//! outside". A text that orders has a word for it somewhere, or little beside the name.

use std::ops::Range;

use super::Evidence;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::Word;

impl Evidence<'_> {
    /// Whether mention `at` is there in passing, or for interest's sake.
    pub(super) fn is_beside_the_point(&self, at: usize) -> bool {
        self.is_in_passing(at) || self.asks_out_of_interest()
    }

    /// Whether mention `at` stands in the middle of a sentence of other words, in a text that wishes
    /// for nothing.
    fn is_in_passing(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let asks = self.asks_in_words || self.bare || !self.ordered.is_empty() || self.corrects;
        let goes_on = !asks && self.is_led_to_by_others(mention);
        let passes = (goes_on && self.others_in_sentence(mention)) || self.is_home(mention);
        passes && !self.takes_back(at, mention)
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
        let considers = before.clone().any(|at| is_considered(self.tokens.key(at)));
        !considers && before.clone().any(|at| self.says_other(at))
    }

    /// Whether it does so at length, with all that the text names in the same sentence.
    fn others_in_sentence(&self, mention: &Mention) -> bool {
        let sentence = self.sentence_of(mention);
        let within = |it: &Mention| sentence.contains(&it.tokens.start);
        let others = sentence.clone().filter(|at| self.says_other(*at)).count();
        others >= FEWEST_OTHERS && self.mentions.iter().all(within)
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

/// So many words that are of no order make a sentence.
const FEWEST_OTHERS: usize = 3;
/// So far a sentence is read: bounds the work on a long one.
const MOST_READ: usize = 24;
