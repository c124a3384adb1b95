//! Names that are those of people or groups, and words that pay: "dom said hi", "robbed by another
//! faction", "by card".

use std::ops::Range;

use super::Evidence;
use crate::domain::recognise::mentions::{Mention, is_with};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether the mention is somebody, what is paid with, an appointment, or words of something
    /// else.
    pub(super) fn is_no_product(&self, mention: &Mention) -> bool {
        self.speaks(mention)
            || self.has_done_it(mention)
            || self.is_paid_with(mention)
            || self.is_appointment(mention)
            || self.is_in_phrase(mention)
            || self.is_pack_of_another(mention)
            || self.is_in_address(mention)
            || self.is_fitted(mention)
    }

    /// "a comet with blue neons", where there is a Neon.
    fn is_fitted(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        mention.tokens.len() == 1
            && matches!(self.tokens.key(start), "neon" | "neons")
            && words::is_colour(self.back(start, 1))
            && (is_with(self.back(start, 2)) || self.back(start, 2) == "and")
            && !self.ends_before(start)
    }

    /// "14 campus road", "1460 oak street".
    fn is_in_address(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let street = |at: usize| {
            let next = self.roles.get(at + 1);
            let ends =
                self.ends_before(at + 1) || next.is_none_or(|it| *it == Role::Word(Word::Filler));
            !self.ends_before(at)
                && ends
                && matches!(
                    self.tokens.key(at),
                    "street" | "road" | "lane" | "avenue" | "ave" | "boulevard" | "blvd" | "rd"
                )
        };
        let number = |at: usize| self.tokens.is_digits(at) && !self.ends_before(at + 1);
        let numbered = start.checked_sub(1).is_some_and(number);
        let is_number = end == start + 1 && self.tokens.is_digits(start);
        (numbered && street(end)) || (is_number && !self.ends_before(end) && street(end + 1))
    }

    /// "pickup 7pm", "delivery tomorrow".
    fn is_appointment(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let meets = matches!(self.tokens.key(start), "pickup" | "delivery" | "collection")
            && mention.tokens.len() == 1;
        let led = start.checked_sub(1).filter(|_| !self.ends_before(start));
        let asked = led.is_some_and(|at| self.roles[at] != Role::Word(Word::Joins));
        let time = self.roles.get(end) == Some(&Role::Foreign)
            || matches!(
                self.tokens.key(end),
                "at" | "around" | "today" | "tomorrow" | "tonight" | "later" | "by" | "after"
            );
        meets && self.mentions.len() > 1 && !asked && !self.ends_before(end) && time
    }

    /// "primo said hi", "primo says we can", but "a balloon says happy birthday".
    fn speaks(&self, mention: &Mention) -> bool {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let led = start.checked_sub(1).filter(|_| !self.ends_before(start));
        let counted = led.is_some_and(|at| matches!(self.roles[at], Role::Number(_)));
        let quotes =
            self.tokens.key(end) == "says" && !words::is_told_by_people(self.tokens.key(end + 1));
        !counted && !quotes && !self.ends_before(end) && words::is_speech(self.tokens.key(end))
    }

    /// "we got robbed by another faction".
    fn has_done_it(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let Some(led) = start.checked_sub(1).filter(|_| !self.ends_before(start)) else {
            return false;
        };
        let article = self.is(led, Word::Between)
            || self.roles[led] == Role::Number(1)
            || matches!(self.tokens.key(led), "a" | "an" | "some");
        let by = if article { led.checked_sub(1) } else { Some(led) };
        let Some(by) = by.filter(|&at| self.tokens.key(at) == "by") else { return false };
        by.checked_sub(1).is_some_and(|at| {
            let key = self.tokens.key(at);
            !self.ends_before(by)
                && self.roles[at] == Role::Content
                && key.ends_with("ed")
                && !matches!(key, "replaced" | "swapped" | "changed" | "exchanged" | "followed")
        })
    }

    /// "can I pay by card".
    fn is_paid_with(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let article = start.checked_sub(1).is_some_and(|at| {
            words::is_article(self.tokens.key(at)) || matches!(self.tokens.key(at), "my" | "the")
        });
        let start = start - usize::from(article);
        let key = |by: usize| start.checked_sub(by).map_or("", |at| self.tokens.key(at));
        let within = |by: usize| {
            let next = start.saturating_sub(by - 1);
            let gap = self.tokens.gap(next);
            !self.ends_before(next) && !gap.has(Gap::COLON) && !self.named[next]
        };
        let means = matches!(
            key(1),
            "by" | "with" | "via" | "in" | "mit" | "par" | "avec" | "con" | "com" | "met"
        );
        means
            && !self.ends_before(start)
            && (2..=MOST_TO_PAY).take_while(|by| within(*by)).any(|by| {
                matches!(
                    key(by),
                    "pay"
                        | "paid"
                        | "pays"
                        | "paying"
                        | "payment"
                        | "zahlen"
                        | "bezahlen"
                        | "payer"
                        | "pagar"
                        | "pagare"
                        | "betalen"
                )
            })
    }
}

/// "pay for it by".
const MOST_TO_PAY: usize = 4;
