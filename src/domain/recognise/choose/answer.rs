//! What the clauses of an answer say together.

use std::ops::Range;

use super::clause::Clause;
use super::offered::{Offered, Set};
use super::said::Said;
use super::{Choice, MOST_OF_ONE, Picked};
use crate::domain::catalogue::ProductId;
use crate::domain::recognise::tokens::Tokens;

#[derive(Default)]
pub(super) struct Answer {
    picked: Vec<Pick>,
    excluded: Set,
    all: bool,
    none: bool,
    unclear: bool,
    /// It chooses not, but asks for nothing else.
    open: bool,
    quantity: Option<u32>,
    /// So many "of each" of those that are named.
    each: bool,
    /// Numbers say which, as those of buttons do.
    places: bool,
    /// What was said last was refused, so that "or the r" is as well.
    refused: bool,
    /// "no", which takes back what was said before if something else follows.
    retracts: bool,
    /// What an answer of one clause leaves, if that is more than one.
    left: Set,
    clauses: usize,
}

#[derive(Clone, Copy)]
struct Pick {
    place: u32,
    quantity: Option<u32>,
    /// "a classic": among several it says how many, alone it may not.
    article: bool,
    /// It was said by its place: "the second".
    ordinal: bool,
}

impl Answer {
    pub(super) fn new(places: bool) -> Self {
        Self { places, ..Self::default() }
    }

    pub(super) fn hear(
        &mut self,
        offered: &Offered<'_>,
        tokens: &Tokens,
        clause: Range<usize>,
        said: &[Said],
    ) {
        self.clauses += 1;
        let Some(read) = Clause::read(offered, tokens, clause.clone(), said) else {
            self.none = true;
            self.refused = true;
            return;
        };
        self.all |= read.all;
        self.open |= read.open;
        let distinguished = read.left != offered.all();
        let mut found = if distinguished { read.left } else { Set::default() };
        let exact = offered.called(tokens, clause, said);
        let plainest = || offered.plainest().filter(|_| read.base);
        if !distinguished && let Some(place) = exact.or_else(plainest) {
            found = Set::of(place);
        }
        let mut quantity = read.number;
        if found.is_empty() && !distinguished {
            if self.counts_last(&read) {
                return;
            }
            let place = self.place(offered, &read);
            if place.is_some_and(|(_, by_number)| by_number) {
                quantity = None;
            }
            match place {
                Some((place, _)) if place < offered.len() => found = Set::of(place),
                Some(_) => self.unclear = true,
                None => self.unclear |= quantity.is_some() && !self.all && !read.shared,
            }
        } else if let Some(place) = read.ordinal {
            // "the second classic" of two that are both called so.
            self.unclear |= !found.contains(place);
        }
        self.unclear |= distinguished && found.is_empty();
        self.none |= read.no && found.is_empty();
        let foreign = read.foreign;
        self.unclear |= foreign > MOST_FOREIGN || (foreign > 0 && found.is_empty() && !self.none);
        if read.all {
            // "both 2" of two may only say both again.
            let counts = |it: &u32| read.each || *it as usize != offered.len();
            self.quantity = self.quantity.or(quantity.filter(counts));
            self.each |= read.each && quantity.is_some();
        }
        self.add(&read, found, quantity);
    }

    fn add(&mut self, read: &Clause, found: Set, quantity: Option<u32>) {
        if found.is_empty() {
            self.retracts |= (read.no || read.corrects) && read.foreign == 0;
            self.refused = read.no;
            return;
        }
        let goes_on = read.begins_or || (read.begins_and && self.all_but(read));
        self.refused = read.negated || read.no || (goes_on && self.refused);
        if self.refused {
            self.excluded = self.excluded.or(found);
            return;
        }
        if read.corrects || self.retracts {
            self.picked.clear();
        }
        self.retracts = false;
        match found.only() {
            Some(place) => self.picked.push(Pick {
                place,
                quantity,
                article: read.article,
                ordinal: read.ordinal.is_some(),
            }),
            None => {
                self.unclear = true;
                let says_more = read.foreign > 0 || read.number.is_some() || read.ordinal.is_some();
                self.left = if says_more { Set::default() } else { found };
            }
        }
    }

    /// Whether nothing was chosen yet, and something refused: "anything but green and mint".
    fn all_but(&self, read: &Clause) -> bool {
        self.picked.is_empty() && !self.excluded.is_empty() && read.number.is_none()
    }

    /// "brass, 2 of them": how many of what was named last.
    fn counts_last(&mut self, read: &Clause) -> bool {
        let is_count = !read.shared && read.foreign == 0 && read.ordinal.is_none() && !read.all;
        let places = self.places;
        let last = self.picked.last_mut().filter(|it| it.quantity.is_none());
        // "the 2nd, x3".
        let follows = last.as_ref().is_some_and(|it| it.ordinal) && !read.begins_and;
        let number =
            if read.only_one { Some(1) } else { read.number.filter(|_| !places || follows) };
        match (number.filter(|_| is_count && !read.no && !read.negated), last) {
            (Some(number), Some(last)) => {
                last.quantity = Some(number);
                true
            }
            _ => false,
        }
    }

    /// The place that is said by no name, and whether the number says it.
    fn place(&self, offered: &Offered<'_>, read: &Clause) -> Option<(usize, bool)> {
        if let Some(place) = read.ordinal {
            return Some((place, false));
        }
        // Of one that is offered a number always says how many: "2, please".
        let is_only = offered.len() == 1;
        let counts_only = !read.shared
            && !read.tells
            && read.foreign == 0
            && read.number.is_some_and(|value| value > 0);
        // A word that its name shares with nothing else that is offered says as much as all of it.
        let is_alone = read.shared && read.foreign == 0;
        if is_only && (counts_only || is_alone) {
            return Some((0, false));
        }
        let value = read.number.filter(|_| !read.shared && !self.all && self.places)?;
        Some((usize::try_from(value).ok()?.checked_sub(1).unwrap_or(usize::MAX), true))
    }

    pub(super) fn choice(mut self, among: &[ProductId], says_or: bool) -> Choice {
        if self.unclear {
            let left = among.iter().enumerate().filter(|(place, _)| self.left.contains(*place));
            let left: Vec<ProductId> = left.map(|(_, product)| product.clone()).collect();
            let narrows = self.clauses == 1 && (2..among.len()).contains(&left.len());
            return if narrows { Choice::Among(left) } else { Choice::Unclear };
        }
        if self.none && self.picked.is_empty() && !self.open {
            return Choice::NoneOfThem;
        }
        self.picked.sort_by_key(|it| it.place);
        self.picked.dedup_by_key(|it| it.place);
        // "both green and mint".
        if self.open && self.picked.len() != 2 {
            return Choice::Open;
        }
        let excluded = |place: &u32| self.excluded.contains(*place as usize);
        // What is refused as well as chosen is neither.
        if self.picked.iter().any(|it| excluded(&it.place)) {
            return Choice::Open;
        }
        let places = || 0_u32..u32::try_from(among.len()).unwrap_or(u32::MAX);
        let pick =
            |place: u32| Pick { place, quantity: self.quantity, article: false, ordinal: false };
        if self.picked.is_empty() && !self.excluded.is_empty() {
            // "not the classic" leaves the other one.
            let rest: Vec<u32> = places().filter(|place| !excluded(place)).collect();
            match *rest.as_slice() {
                [] => return Choice::NoneOfThem,
                [one] => self.picked.push(Pick {
                    place: one,
                    quantity: None,
                    article: false,
                    ordinal: false,
                }),
                _ => return Choice::Open,
            }
        } else if self.all && self.picked.is_empty() {
            self.picked = places().map(pick).collect();
        } else if says_or && self.picked.len() > 1 {
            return Choice::Open;
        }
        let is_one = self.picked.len() == 1;
        let each = self.quantity.filter(|_| self.each);
        let picked = |it: &Pick| {
            let product = among.get(it.place as usize)?.clone();
            let article = (it.article && !is_one).then_some(1);
            let quantity = it.quantity.or(each).or(article).filter(|&it| it > 0);
            Some(Picked { product, quantity: quantity.map(|it| it.min(MOST_OF_ONE)) })
        };
        let mut picked: Vec<Picked> = self.picked.iter().filter_map(picked).collect();
        match picked.len() {
            0 => Choice::Unclear,
            1 => Choice::One(picked.swap_remove(0)),
            _ => Choice::Several(picked),
        }
    }
}

/// So many words may stand beside an answer that nothing explains.
const MOST_FOREIGN: usize = 2;
