//! Money that is offered for a product: "I have 500k for an adder", "is 250k ok for the bullet?".

use super::Evidence;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether money is offered for the name at `start`.
    pub(super) fn is_bid_for(&self, start: usize) -> bool {
        let link = if self.is_priced { self.last_word_before(start) } else { None };
        let Some(link) = link else { return false };
        if !matches!(self.tokens.key(link), "for" | "fur" | "pour" | "por" | "per" | "voor" | "za")
        {
            return false;
        }
        for by in 1..=MOST_TO_MONEY {
            let Some(at) = link.checked_sub(by).filter(|at| !self.ends_before(at + 1)) else {
                return false;
            };
            match self.roles[at] {
                Role::Foreign => return self.is_money(at) && !self.is_paid(at),
                Role::Word(Word::Filler | Word::Grammar) => {}
                Role::Content if words::is_willing(self.tokens.key(at)) => {}
                _ => return false,
            }
        }
        false
    }

    /// The last word before `start` that is no article.
    fn last_word_before(&self, start: usize) -> Option<usize> {
        let article =
            |at: usize| self.is(at, Word::Between) || words::is_article(self.tokens.key(at));
        let mut at = start;
        while at > 0 && !self.ends_before(at) && article(at - 1) {
            at -= 1;
        }
        at.checked_sub(1).filter(|_| !self.ends_before(at))
    }

    /// Whether the figure that ends at `at` is a price: "500k", "$500".
    fn is_money(&self, at: usize) -> bool {
        let unit = self.tokens.key(at);
        self.tokens.is_digits(at) || !is_no_money(unit)
    }

    /// "he paid 500k for", "i spent 500k on": that was long ago.
    fn is_paid(&self, at: usize) -> bool {
        (1..=MOST_TO_PAID).any(|by| {
            let Some(before) = at.checked_sub(by) else { return false };
            self.is(before, Word::Tells)
                || matches!(
                    self.tokens.key(before),
                    "paid" | "spent" | "gave" | "charged" | "asked" | "he" | "she" | "they" | "was"
                )
        })
    }
}

/// Whether the unit measures something else: a time, a date, people.
pub(super) fn is_no_money(unit: &str) -> bool {
    matches!(
        unit,
        "am" | "pm"
            | "h"
            | "hr"
            | "hrs"
            | "hour"
            | "hours"
            | "min"
            | "mins"
            | "minute"
            | "minutes"
            | "sec"
            | "secs"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "oclock"
            | "uhr"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "people"
            | "players"
            | "guys"
            | "person"
            | "km"
            | "mph"
            | "kmh"
            | "percent"
    )
}

/// "500k ready right now for".
const MOST_TO_MONEY: usize = 4;
const MOST_TO_PAID: usize = 5;
