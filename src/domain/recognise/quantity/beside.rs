//! The names that numbers stand beside.

use super::Giver;
use super::counts::{Count, Form};
use crate::domain::recognise::evidence::is_please;
use crate::domain::recognise::mentions::{is_with, leads_to_choice};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Giver<'_> {
    /// The name that the count stands before: "2 of the adders", "4 vapid sandkings".
    pub(super) fn name_after(&self, count: &Count) -> Option<usize> {
        let mut foreign = 0;
        for at in count.tokens.end..self.roles.len() {
            let gap = self.tokens.gap(at);
            // "two 50€ vouchers".
            let paid = at > 0 && self.roles[at - 1] == Role::Foreign && !self.is_foreign(at);
            let gap = if paid { gap.without(Gap::MONEY.or(Gap::PAID)) } else { gap };
            if gap.ends_name() && !self.dash_only(at) {
                return None;
            }
            if let Some(name) = self.owners[at] {
                return Some(name);
            }
            match self.roles[at] {
                Role::Word(Word::Between | Word::More | Word::Fewer) => {}
                Role::Word(Word::Filler) if words::is_colour(self.tokens.key(at)) => {}
                // "a red mug and another one in gold".
                Role::Number(1) if at > 0 && self.tokens.key(at - 1) == "another" => {}
                // "2 of them with chocolate".
                Role::Word(Word::Filler | Word::Joins | Word::Grammar)
                    if leads_to_choice(self.tokens.key(at)) && self.is_elided(at + 1) => {}
                // "2 regular stingers".
                Role::Word(Word::Filler)
                    if matches!(
                        self.tokens.key(at),
                        "regular" | "plain" | "normal" | "standard"
                    ) => {}
                // "two 50 euro vouchers".
                Role::Foreign if !self.tokens.gap(at).has(Gap::MONEY) => {}
                // "2 packs of 50 stickers".
                Role::Number(_) if self.is_pack_size(at) => {}
                // "2 of em adders".
                Role::Word(Word::Filler) if self.tokens.key(at) == "em" => {}
                // A maker or a manner in front of the name: "4 vapid sandkings".
                Role::Content if foreign < MOST_FOREIGN => foreign += 1,
                _ => return None,
            }
        }
        None
    }

    fn is_foreign(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Foreign)
    }

    /// Whether a choice without a name stands at `at`.
    fn is_elided(&self, at: usize) -> bool {
        let name = self.owners.get(at).copied().flatten();
        name.and_then(|it| self.mentions.get(it)).is_some_and(|it| it.elided.is_some())
    }

    /// Whether nothing but a dash parts token `at` from the one before: "1 - osiris".
    fn dash_only(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at);
        gap.without(Gap::SIGN) == Gap::DASH.or(Gap::SPACE)
    }

    /// The name that the count stands behind: "adder: 2", "adder (2)". `allowed` may stand between
    /// as well.
    pub(super) fn name_before(&self, count: &Count, allowed: Gap) -> Option<usize> {
        const APART: Gap = Gap::LINE.or(Gap::PLUS).or(Gap::BREAK).or(Gap::COMMA).or(Gap::STOP);
        let gap = self.tokens.gap(count.tokens.start);
        if gap.without(allowed).has(APART) {
            return None;
        }
        let before = count.tokens.start.checked_sub(1)?;
        // "adder please 2".
        let polite = is_please(self.tokens.key(before)) && !self.tokens.gap(before).ends_name();
        let before = before.checked_sub(usize::from(polite))?;
        self.owners[before]
            .or_else(|| self.name_before_price(count))
            .or_else(|| self.name_before_code(count))
    }

    /// "adder 500k x2".
    fn name_before_price(&self, count: &Count) -> Option<usize> {
        let start = count.tokens.start;
        let priced =
            |at: &usize| self.roles[*at] == Role::Foreign && !self.tokens.gap(at + 1).ends_name();
        let price = (0..start).rev().take_while(priced).last()?;
        let apart = count.form != Form::After || self.tokens.gap(price).ends_name();
        price.checked_sub(1).filter(|_| !apart).and_then(|at| self.owners[at])
    }

    /// "screen C3 x 3": the choice of an option, or a short code that is none, stands between the
    /// name and its number.
    fn name_before_code(&self, count: &Count) -> Option<usize> {
        if count.form != Form::After {
            return None;
        }
        let free = |at: &usize| {
            !self.tokens.gap(at + 1).ends_name() && self.owners.get(*at) == Some(&None)
        };
        let before = |at: usize| at.checked_sub(1).filter(free);
        let mut start = count.tokens.start;
        while let Some(at) = before(start)
            && self.roles[at] == Role::Word(Word::Between)
        {
            start = at;
        }
        let (mut length, mut digits) = (0, 0);
        if start == count.tokens.start {
            while let Some(at) = before(start) {
                let letters = self.tokens.key(at).len();
                length += letters;
                digits += if self.tokens.is_digits(at) { letters } else { 0 };
                start = at;
                if length > LONGEST_CODE || !self.tokens.gap(at).is_glued() {
                    break;
                }
            }
            if length > LONGEST_CODE || digits == 0 || digits == length {
                return None;
            }
        }
        // "brownie w/ nuts x3".
        let linked = start < count.tokens.start
            && before(start).is_some_and(|at| is_with(self.tokens.key(at)));
        let start = start - usize::from(linked);
        let apart = self.tokens.gap(start).ends_name() && !linked;
        let name = start.checked_sub(1).filter(|_| !apart)?;
        self.owners.get(name).copied().flatten()
    }
}

const MOST_FOREIGN: usize = 2;
/// "C3", "v2"; what is longer may be another product.
const LONGEST_CODE: usize = 3;
