//! So many more or fewer of what is named beside the number: "adder -1", "add 2 to the adders".

use std::ops::Range;

use super::{Corrects, Reader, Wish};
use crate::domain::recognise::evidence::is_please;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::quantity::Count;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{Word, is_article, makes};
use crate::domain::text::folded;

impl Reader<'_> {
    /// "add 2 to the adders": so many more of what is named behind it.
    pub(super) fn adds_to(&mut self, count: &Count) -> bool {
        let at = count.tokens.end + usize::from(self.is(count.tokens.end, Word::More));
        let to = matches!(
            self.key(at),
            "to" | "zu" | "zum" | "zur" | "aux" | "al" | "ai" | "aos" | "alle" | "bij"
        );
        let adds = self.adds || self.more;
        adds && to && count.value <= MOST_ADDED && self.names_next(at + 1) && self.is_edit()
    }

    /// "two neck pickups and one for the bridge".
    pub(super) fn stands_for(&self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let joined = start.checked_sub(1).is_some_and(|at| self.is(at, Word::Joins));
        let named = self.mentions.iter().any(|it| it.tokens.end < start);
        joined
            && named
            && count.value <= MOST_SHARED
            && matches!(self.key(end), "for" | "fur" | "pour" | "para" | "voor")
            && self.names_next(end + 1)
    }

    /// "adder -1, +1 sultan": said of an order that is there.
    pub(super) fn is_added(&self, mention: &Mention) -> bool {
        let number = mention.tokens.start.checked_sub(1);
        number.is_some_and(|at| {
            let gap = self.tokens.gap(at);
            !self.begun.is_empty()
                && matches!(self.roles[at], Role::Number(_))
                && gap.has(Gap::SIGN)
                && gap.has(Gap::PLUS)
                && !self.mentions.iter().any(|it| it.tokens.end == at)
        })
    }

    /// "wait, can i have the t20 as well?", "actually, can i get a t20": what is asked for beside an
    /// order that is there takes the place of nothing.
    pub(super) fn comes_too(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let ahead = (end..self.roles.len().min(end + MOST_BESIDE))
            .take_while(|&at| !self.ends_sentence(at));
        let too = |at: usize| {
            matches!(self.key(at), "too" | "also")
                || (self.key(at) == "well" && self.back(at, 1) == "as")
                || (self.key(at) == "with" && matches!(self.key(at + 1), "that" | "it"))
        };
        let asks = |at: usize| {
            matches!(self.key(at), "can" | "could" | "may")
                && matches!(self.key(at + 1), "i" | "we")
        };
        let mut before = (start.saturating_sub(MOST_BESIDE)..start).rev();
        let asked = before.by_ref().take_while(|at| !self.ends_sentence(at + 1)).any(asks);
        self.corrects == Some(Corrects::Perhaps)
            && !self.begun.is_empty()
            && !self.stay.anything_said()
            && !self.stay.has_any(&mention.products)
            && (asked || ahead.into_iter().any(too))
    }

    /// "adder +1", where there is one. Elsewhere it may be part of another name; `None` if the
    /// number does not end there.
    pub(super) fn adds_to_name(&mut self, count: &Count) -> Option<bool> {
        let start = count.tokens.start;
        // "+1" alone is one more of what was spoken of.
        if start == 0 {
            return None;
        }
        let place = self.mentions.iter().position(|it| it.tokens.end == start);
        let place = place.and_then(|at| self.ordered_alone(at));
        let Some(place) = place else { return Some(false) };
        if !self.ends_there(start) || count.value > MOST_ADDED {
            return None;
        }
        self.stay.increase(place, count.value);
        Some(true)
    }

    /// "adders minus 1". Whether it is understood: "it is minus 20" is not.
    pub(super) fn subtracts(&mut self, count: &Count) -> bool {
        let Some(minus) = count.tokens.start.checked_sub(1) else { return false };
        // "minus one" alone is one less of what was spoken of.
        if !self.begun.is_empty() && self.leads(minus) && self.ends_there(count.tokens.start) {
            let has = |it: &usize| self.stay.wishes[*it].count >= Some(count.value);
            let Some(it) = self.stay.it().filter(has) else { return false };
            self.stay.decrease(it, count.value);
            return true;
        }
        let place = self.mentions.iter().position(|it| it.tokens.end == minus);
        let place = place.and_then(|at| self.ordered_alone(at));
        let had = place.and_then(|at| self.stay.wishes[at].count);
        let Some(place) = place.filter(|_| had >= Some(count.value)) else { return false };
        let ends = self.ends_there(count.tokens.start) && self.is_edit();
        if ends {
            self.stay.decrease(place, count.value);
        }
        ends
    }

    /// How many fewer are wished for: "adder -1", where there is one and the text is no list of
    /// what is wished for.
    pub(super) fn fewer_by_sign(&mut self, mention: &Mention) -> Option<u32> {
        let end = mention.tokens.end;
        let gap = self.tokens.gap(end);
        if !gap.has(Gap::SIGN) || !gap.has(Gap::DASH) || !self.ends_there(end) {
            return None;
        }
        let Some(Role::Number(fewer)) = self.roles.get(end).copied() else { return None };
        let at = self.mentions.iter().position(|it| it.tokens == mention.tokens)?;
        let place = self.ordered_alone(at)?;
        let asks = (0..self.roles.len()).any(|at| {
            self.is(at, Word::Request) || self.is(at, Word::Swaps) || makes(self.key(at))
        });
        let all_had = self
            .mentions
            .iter()
            .all(|it| it.tokens.start >= mention.tokens.start || self.begun_with(&it.products));
        let counted =
            mention.tokens.start.checked_sub(1).is_some_and(|at| {
                matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Times))
            });
        let enough = self.stay.wishes[place].count >= Some(fewer);
        let fits = !asks && all_had && !counted && enough && self.is_edit();
        fits.then_some(fewer)
    }

    /// "the gold one", "the gold": the word that says so, and the only line that is.
    pub(super) fn described_line(&self, from: usize) -> Option<(usize, Option<usize>)> {
        let skipped = |at: &usize| self.is(*at, Word::Between) || is_article(self.key(*at));
        let at = (from..self.roles.len()).find(|at| !skipped(at))?;
        let (key, next) = (self.key(at), self.key(at + 1));
        let says = self.stay.index().is_choice(key)
            && self.names_nothing(at)
            && (from..=at).all(|at| !self.tokens.gap(at).ends_name())
            && (matches!(next, "one" | "ones") || self.closes(at + 1));
        if !says {
            return None;
        }
        let has = |wish: &Wish| {
            wish.options.iter().any(|(_, value)| {
                folded(value).split(|it: char| !it.is_alphanumeric()).any(|word| word == key)
            })
        };
        let mut places = (0..self.stay.wishes.len()).filter(|&at| has(&self.stay.wishes[at]));
        let only = places.next().filter(|_| places.next().is_none());
        Some((at, only))
    }

    /// "one adder too many".
    pub(super) fn too_many(&self, mention: &Mention, count: Option<u32>) -> Option<u32> {
        let end = mention.tokens.end;
        let says = matches!(
            (self.key(end), self.key(end + 1)),
            ("too", "many" | "much") | ("zu", "viel" | "viele")
        ) && self.closes(end + 2);
        let one = self.is_single(mention).then_some(1);
        count.or(one).filter(|_| says && self.is_had(&mention.products))
    }

    pub(super) fn is_had(&self, products: &[u32]) -> bool {
        let place = self.stay.wish_for(products);
        place.is_some_and(|at| self.stay.wishes[at].had.is_some())
    }

    /// "and the t20".
    pub(super) fn is_joined(&self, mention: &Mention) -> bool {
        let quiet = |at: &usize| self.is(*at, Word::Between);
        let before = (0..mention.tokens.start).rev().find(|at| !quiet(at));
        before.is_some_and(|at| matches!(self.key(at), "and" | "und" | "et" | "y" | "e" | "en"))
    }

    /// The line that was there for the mention, if its clause names nothing else.
    fn ordered_alone(&self, at: usize) -> Option<usize> {
        let name = self.mentions.get(at)?;
        let parts = |from: usize, to: usize| {
            (from..=to).any(|at| self.tokens.gap(at).has(Gap::COMMA.or(Gap::LINE).or(Gap::BREAK)))
                || (from..to).any(|at| self.is(at, Word::Joins))
        };
        let before = at.checked_sub(1).and_then(|at| self.mentions.get(at));
        let next = self.mentions.get(at + 1);
        let alone = before.is_none_or(|it| parts(it.tokens.end, name.tokens.start))
            && next.is_none_or(|it| parts(name.tokens.end, it.tokens.start));
        let place = self.stay.wish_for(&name.products)?;
        (alone && self.stay.wishes[place].had.is_some()).then_some(place)
    }

    fn begun_with(&self, products: &[u32]) -> bool {
        let index = self.stay.index();
        self.begun.iter().any(|line| {
            index.number(&line.product).is_some_and(|product| products.contains(&product))
        })
    }

    /// "brioche, ne voglio 4", "brioche ponme 4".
    pub(super) fn wants_so_many(&self, count: &Count) -> bool {
        let start = count.tokens.start;
        let wants = matches!(
            self.back(start, 1),
            "voglio"
                | "vorrei"
                | "prendo"
                | "ponme"
                | "dame"
                | "quiero"
                | "quero"
                | "reservame"
                | "nehme"
                | "brauche"
                | "prends"
                | "veux"
                | "wil"
                | "neem"
                | "chce"
                | "biore"
        );
        wants && self.closes(count.tokens.end)
    }

    /// "4 adders", and in the next line "*ten".
    pub(super) fn is_starred_count(&self, count: &Count) -> bool {
        let gap = self.tokens.gap(count.tokens.start);
        gap.has(Gap::MARKUP) && gap.has(Gap::LINE) && self.closes(count.tokens.end)
    }

    /// Whether the plain number at `at` ends what is said.
    pub(super) fn ends_there(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at + 1);
        let plain = matches!(self.roles.get(at), Some(Role::Number(_)))
            && !gap.has(Gap::PERCENT.or(Gap::MONEY).or(Gap::QUERY).or(Gap::COLON));
        let joined = self.is(at + 1, Word::Joins);
        let polite = is_please(self.key(at + 1)) || self.key(at + 1) == "thx";
        plain && (at + 1 >= self.roles.len() || gap.ends_name() || joined || polite)
    }
}

/// What is added or goes is seldom more.
const MOST_ADDED: u32 = 99;
/// "and one for": more is rather what is offered for it.
const MOST_SHARED: u32 = 20;
/// "actually, while we are at it, can i get one of the".
const MOST_BESIDE: usize = 8;
