//! What gives way to something else: "swap the adder for a t20".

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::{Fate, Reader, Swapped};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word, is_article};

impl Reader<'_> {
    /// The first name behind "swap" gives way to the second.
    pub(super) fn swap_named(
        &mut self,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
    ) -> Option<Fate> {
        match self.swapped? {
            Swapped::Nothing => {
                let place = self.stay.wish_so(products, self.described.of(&mention.tokens));
                if let Some((place, part)) = place.zip(self.part(mention, place, count)) {
                    self.stay.decrease(place, part);
                    self.split = Some(part);
                    self.swapped = None;
                } else {
                    self.swapped = Some(place.map_or(Swapped::Stranger, Swapped::Wish));
                }
                return Some(Fate::Corrected);
            }
            Swapped::Wish(_) | Swapped::Stranger if self.goes_as_well(mention) => {
                self.go_as_well(mention, products);
                return Some(Fate::Corrected);
            }
            Swapped::Wish(_) if self.is_joined(mention) && self.is_had(products) => {
                // "swap the adder and the t20", which are both there.
                self.swapped = None;
                self.missed.push(mention.tokens.clone());
                return Some(Fate::Corrected);
            }
            Swapped::Wish(place) if place < self.stay.wishes.len() => {
                self.swapped = None;
                let one = (self.is_single(mention) && self.all_give_way(mention)).then_some(1);
                self.replace(place, mention, products, count.or(one));
                return Some(Fate::Corrected);
            }
            // "to 14 Olive Tree Lane".
            Swapped::Another if self.stands_behind_to(mention) => {
                self.missed.push(mention.tokens.clone());
                return Some(Fate::Corrected);
            }
            _ => self.swapped = None,
        }
        None
    }

    /// "make the adder a sultan", where the adder was wished for.
    pub(super) fn makes_of(&self, at: usize) -> bool {
        let mut ahead = self.mentions.iter().filter(|it| it.tokens.start > at);
        let (Some(from), Some(to)) = (ahead.next(), ahead.next()) else { return false };
        let article = from.tokens.end;
        words::makes(self.key(at))
            && (at + 1..from.tokens.start).all(|at| is_pointing(self.key(at)))
            && is_article(self.key(article))
            && article + 1 == to.tokens.start
            && (at + 1..=to.tokens.start).all(|at| !self.tokens.gap(at).ends_name())
            && from.elided.is_none()
            && to.elided.is_none()
            && from.products != to.products
            && self.stay.has_any(&from.products)
    }

    /// Whether "lower the adders to 1" is said at `at`, which changes how many there are.
    pub(super) fn lowers(&mut self, at: usize) -> bool {
        let lowers = self.is_lowered(at);
        if lowers {
            self.understood.push(at);
            let tokens = self.tokens;
            self.swap(at, tokens.key(at + 1));
        }
        lowers
    }

    fn is_lowered(&self, at: usize) -> bool {
        let next = self.mentions.iter().find(|it| it.tokens.start > at);
        matches!(self.key(at), "lower" | "raise" | "bump" | "cut")
            && next.is_some_and(|it| {
                let end = it.tokens.end;
                (at + 1..it.tokens.start).all(|at| is_pointing(self.key(at)))
                    && matches!(self.key(end), "to" | "down" | "up")
                    && (end + 1..=end + 2)
                        .any(|at| matches!(self.roles.get(at), Some(Role::Number(_))))
                    && (at + 1..=end + 1).all(|at| !self.tokens.gap(at).ends_name())
                    && self.stay.has_any(&it.products)
            })
    }

    /// "replace the adder, the t20 and the comet with a sultan", at the t20.
    fn goes_as_well(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let leads = |at: &usize| self.names_nothing(*at) && self.leads_to_name(*at);
        let led = (0..start).rev().take_while(leads).last();
        let comma = self.tokens.gap(led.unwrap_or(start)).has(Gap::COMMA);
        let listed = comma || self.is_joined(mention);
        let quiet = |at: usize| {
            self.leads_to_name(at) || self.is(at, Word::Joins) || !self.names_nothing(at)
        };
        let exchange = (end..self.roles.len())
            .take_while(|at| !self.ends_sentence(*at))
            .find(|at| is_exchange(self.key(*at)) || !quiet(*at));
        let comes = |at: usize| {
            let next = self.mentions.iter().find(|it| it.tokens.start > at);
            next.is_some_and(|it| (at + 1..it.tokens.start).all(|at| self.leads_to_name(at)))
        };
        listed && exchange.is_some_and(|at| is_exchange(self.key(at)) && comes(at))
    }

    /// The mention goes; what comes takes the place of what was named before it, if that is there.
    fn go_as_well(&mut self, mention: &Mention, products: &[u32]) {
        let Some(gone) = self.stay.wish_so(products, self.described.of(&mention.tokens)) else {
            return self.missed.push(mention.tokens.clone());
        };
        match self.swapped {
            Some(Swapped::Wish(place)) if place != gone => {
                self.stay.wishes.remove(gone);
                self.swapped = Some(Swapped::Wish(place - usize::from(gone < place)));
            }
            Some(Swapped::Wish(_)) => {}
            _ => self.swapped = Some(Swapped::Wish(gone)),
        }
    }

    pub(super) fn replace(
        &mut self,
        place: usize,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
    ) {
        // "a kuruma … I mean armored", but not "swap the tulip hoodie for a ring".
        let kin = if self.is_single(mention) { None } else { self.stay.kin(place, products) };
        let products = kin.map_or_else(|| SmallVec::from_slice(products), |it| smallvec![it]);
        self.stay.replace(place, products, count, &mention.tokens);
    }

    /// A number or an article, and what stands between them and a name.
    pub(super) fn leads_to_name(&self, at: usize) -> bool {
        matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Between))
            || is_article(self.key(at))
    }

    fn stands_behind_to(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = (0..start).rev().find(|&at| !self.leads_to_name(at));
        before.is_some_and(|before| {
            is_exchange(self.key(before))
                && (before + 1..=start).all(|at| !self.tokens.gap(at).ends_name())
        })
    }

    /// Behind "my order", if that is what the word at `at` swaps.
    pub(super) fn whole_order(&self, at: usize) -> Option<usize> {
        let quiet = |at: usize| {
            self.is(at, Word::Between) || matches!(self.key(at), "the" | "my" | "our" | "whole")
        };
        let order = (at + 1..self.roles.len()).find(|&at| !quiet(at))?;
        let is_order = matches!(self.key(order), "order" | "bestellung" | "commande" | "pedido");
        (is_order && !self.is_named(order)).then_some(order + 1)
    }

    /// What is named behind "to" takes the place of all that is there.
    pub(super) fn swap_all(&mut self, end: usize) {
        let quiet = |at: usize| self.leads_to_name(at);
        let next = self.mentions.iter().find(|it| it.tokens.start > end);
        if is_exchange(self.key(end))
            && next.is_some_and(|it| (end + 1..it.tokens.start).all(quiet))
        {
            self.clear();
        }
    }

    /// Of what was wished for nothing stays.
    pub(super) fn clear(&mut self) {
        self.stay.wishes.clear();
        self.unclear.clear();
    }

    /// "upgrade from the vip to the vip+": the first gives way, whether it is there or not.
    pub(super) fn swap_from(&mut self, at: usize) {
        if self.swapped.is_none() && self.gives_way_from(at) {
            self.swapped = Some(Swapped::Nothing);
        }
    }

    /// "keep the change": money that is given back.
    pub(super) fn is_money(&self, at: usize) -> bool {
        let kept =
            matches!(self.back(at, 1), "the" | "my" | "your" | "any") && self.back(at, 2) == "keep";
        self.key(at) == "change"
            && (kept || matches!(self.back(at, 1), "exact" | "spare" | "loose"))
    }

    fn gives_way_from(&self, at: usize) -> bool {
        if !matches!(self.key(at), "from" | "von") {
            return false;
        }
        let changes = (1..=MOST_BACK).any(|by| {
            matches!(
                self.back(at, by),
                "upgrade" | "upgrading" | "downgrade" | "switch" | "change" | "swap" | "go"
            )
        });
        if !changes {
            return false;
        }
        let next = self.mentions.partition_point(|it| it.tokens.start <= at);
        let named = self.mentions.get(next).zip(self.mentions.get(next + 1));
        named.is_some_and(|(from, to)| {
            let Range { start, end } = from.tokens;
            let quiet = |at: usize| self.leads_to_name(at);
            (at + 1..start).all(quiet)
                && matches!(self.key(end), "to" | "into" | "auf" | "zu")
                && (end + 1..to.tokens.start).all(quiet)
                && (at + 1..=to.tokens.start).all(|at| !self.tokens.gap(at).ends_name())
        })
    }

    /// How many of the wish at `place` give way, if the others stay: "replace one adder with a
    /// sultan", where there are two.
    fn part(&self, mention: &Mention, place: Option<usize>, count: Option<u32>) -> Option<u32> {
        let had = self.stay.wishes.get(place?)?.count?;
        let part = count.or(self.is_single(mention).then_some(1))?;
        (part < had && self.gives_way_to_name(mention)).then_some(part)
    }

    /// "replace both adders with a sultan": that is one.
    fn all_give_way(&self, mention: &Mention) -> bool {
        let gone = self.mentions.iter().rfind(|it| it.tokens.end <= mention.tokens.start);
        let article = |at: &usize| is_article(self.key(*at)) || self.is(*at, Word::Between);
        let before = gone.and_then(|it| (0..it.tokens.start).rev().find(|at| !article(at)));
        gone.is_some_and(|it| self.is_joined(it))
            || before.is_some_and(|at| {
                let several = matches!(self.roles[at], Role::Number(number) if number > 1);
                several || words::is_all(self.key(at))
            })
    }

    /// Whether another name follows at once: not "change 2 adders to 3".
    fn gives_way_to_name(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let next = self.mentions.iter().find(|it| it.tokens.start >= end);
        let quiet = |at: usize| {
            self.leads_to_name(at) || self.is(at, Word::Filler) || is_exchange(self.key(at))
        };
        next.is_some_and(|it| {
            is_exchange(self.key(end))
                && (end..it.tokens.start).all(quiet)
                && (end..=it.tokens.start).all(|at| !self.ends_sentence(at))
        })
    }

    /// Whether what stands at `at` is all of something that is named: "both adders".
    pub(super) fn names_all(&self, at: usize) -> bool {
        let article = |at: &usize| {
            is_article(self.key(*at))
                || self.is(*at, Word::Between)
                || matches!(self.key(*at), "the" | "my" | "of" | "those" | "these")
        };
        let first = (at..self.roles.len()).find(|at| !article(at));
        first.is_some_and(|at| self.is_named(at))
    }
}

/// What points at what was said.
fn is_pointing(key: &str) -> bool {
    matches!(key, "the" | "that" | "this" | "my")
}

/// What stands between what goes and what comes in its place.
pub(super) fn is_exchange(key: &str) -> bool {
    matches!(
        key,
        "with"
            | "for"
            | "by"
            | "to"
            | "into"
            | "gegen"
            | "durch"
            | "par"
            | "pour"
            | "por"
            | "con"
            | "per"
            | "door"
            | "voor"
            | "na"
    )
}

/// "change my order from".
const MOST_BACK: usize = 3;
