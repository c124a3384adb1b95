//! "remove all but one": so many of something stay.

use super::{Reader, Wish};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{Word, is_all, is_article, makes};

impl<'t> Reader<'t> {
    /// Whether what begins at `at` says of all that is wished for, or of all of one thing, what
    /// becomes of it but for so many. These stay where the others are removed; what else is to
    /// become of all but some is told as not understood.
    pub(super) fn all_but(&mut self, at: usize) -> bool {
        let key = self.key(at);
        let takes = matches!(key, "take" | "leave");
        let begins = || {
            self.is(at, Word::Removes)
                || self.is(at, Word::Swaps)
                || takes
                || makes(key)
                || is_all(key)
        };
        if self.stay.is_empty() || !begins() {
            return false;
        }
        let ends = |at: &usize| self.ends_sentence(*at) || self.tokens.gap(*at).has(Gap::COMMA);
        let end = (at + 1..self.roles.len()).find(ends).unwrap_or(self.roles.len());
        let first = |mut range: std::ops::Range<usize>, is_it: fn(&str) -> bool| {
            range.find(|&at| is_it(self.key(at)) && self.names_nothing(at))
        };
        let Some(all) = first(at..end, is_all) else { return false };
        let Some(but) = first(all + 1..end, is_exception) else { return false };
        let mentions = self.mentions;
        let own = mentions.iter().find(|it| (all..but).contains(&it.tokens.start));
        let Some((count, named)) = self.spared(but, end) else { return false };
        let away = takes && is_away(self.key(end - 1));
        let removes = (self.is(at, Word::Removes) && !is_away(key)) || away;
        self.only_ends();
        self.aside = end;
        match self.sparing(own, named).filter(|_| removes) {
            Some(place) => self.leave_so_many(place, count, own.is_none(), but..end),
            None => self.missed.push(at..end),
        }
        true
    }

    /// How many stay, and of what, if that is said.
    fn spared(&self, but: usize, end: usize) -> Option<(u32, Option<&'t Mention>)> {
        let links =
            matches!((self.key(but), self.key(but + 1)), ("except", "for") | ("bis", "auf"));
        let number = but + 1 + usize::from(links);
        let count = match self.roles.get(number)? {
            _ if self.key(but) == "bis" && !links => return None,
            Role::Number(count) => *count,
            _ if is_article(self.key(number)) => 1,
            _ => return None,
        };
        let mentions = self.mentions;
        let named = mentions.iter().find(|it| (number + 1..end).contains(&it.tokens.start));
        let quiet = |at: usize| {
            matches!(self.roles[at], Role::Word(Word::Between | Word::Filler))
                || is_away(self.key(at))
                || matches!(self.key(at), "of" | "them" | "davon")
                || named.is_some_and(|it| it.tokens.contains(&at))
        };
        // A number may be a name's own.
        let counts = self.names_nothing(number) && count > 0;
        (counts && (number + 1..end).all(quiet)).then_some((count, named))
    }

    /// The only wish of which some may stay.
    fn sparing(&self, own: Option<&Mention>, named: Option<&Mention>) -> Option<usize> {
        if own.is_some() && named.is_some() {
            return None;
        }
        let is_it = |wish: &Wish| {
            own.or(named).is_none_or(|it| {
                let said = self.described.of(&it.tokens);
                wish.products.iter().any(|product| it.products.contains(product))
                    && said.iter().all(|option| wish.options.contains(option))
            })
        };
        let mut places = (0..self.stay.wishes.len()).filter(|&at| is_it(&self.stay.wishes[at]));
        places.next().filter(|_| places.next().is_none())
    }

    fn leave_so_many(
        &mut self,
        place: usize,
        count: u32,
        alone: bool,
        said: std::ops::Range<usize>,
    ) {
        let fewer = self.stay.wishes.get(place).is_some_and(|it| it.count > Some(count));
        self.stay.set(place, fewer.then_some(count));
        if alone && let Some(wish) = self.stay.wishes.get(place).cloned() {
            self.clear();
            self.stay.wishes.push(wish);
        }
        self.removed = true;
        self.understood.extend(said);
    }
}

fn is_exception(key: &str) -> bool {
    matches!(
        key,
        "but"
            | "except"
            | "besides"
            | "bar"
            | "minus"
            | "bis"
            | "ausser"
            | "sauf"
            | "excepto"
            | "salvo"
            | "menos"
            | "exceto"
            | "tranne"
            | "behalve"
            | "oprocz"
    )
}

fn is_away(key: &str) -> bool {
    matches!(key, "out" | "off" | "away" | "weg" | "raus" | "heraus")
}
