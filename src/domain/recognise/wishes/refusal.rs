//! What a name that is refused does to the wishes.

use std::ops::Range;

use smallvec::SmallVec;

use super::Fate;
use super::named::is_determiner;
use super::{GivesWay, Negated, Reader, Wish};
use crate::domain::recognise::evidence::is_please;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::quantity::Count;
use crate::domain::recognise::revise::Purpose;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

type Products = SmallVec<[u32; 4]>;

impl Reader<'_> {
    /// "one adder less".
    pub(super) fn lessen(&mut self, mention: &Mention, by: u32) {
        let products = self.refused(mention, false);
        if self.misses(mention, &products) {
            return;
        }
        match self.stay.wish_for(&products) {
            Some(place) => self.stay.decrease(place, by),
            None => {
                self.stay.take_out(&products);
            }
        }
    }

    /// "remove the black adder", where all are gold: nothing goes, and it is told.
    fn misses(&mut self, mention: &Mention, products: &[u32]) -> bool {
        let misses = self.stay.contradicts(products, self.described.of(&mention.tokens));
        if misses {
            let tokens = &mention.tokens;
            let described =
                |at: &usize| self.describes(*at) && !self.tokens.gap(at + 1).ends_name();
            let first = (0..tokens.start).rev().take_while(described).last();
            self.missed.push(first.unwrap_or(tokens.start)..tokens.end);
        }
        misses
    }

    /// "no more adders", where there are some: none of these, or none beside these.
    pub(super) fn has_enough(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        self.back(start, 1) == "more"
            && self.back(start, 2) == "no"
            && self.mentions.len() == 1
            && self.is_had(&mention.products)
            && self.closes(end)
    }

    /// "no ketchup on the fries", "no onions and fries": what is refused is something else, which
    /// the catalogue does not have.
    pub(super) fn is_spared(&self, mention: &Mention, negates: usize) -> bool {
        let mut start = mention.tokens.start;
        // "without egg and a small water".
        let leads = |at: usize| {
            matches!(self.roles[at], Role::Number(_)) || words::is_article(self.key(at))
        };
        let is_adjective = |at: usize| self.roles[at] == Role::Content && at > 0 && leads(at - 1);
        if start.checked_sub(1).is_some_and(is_adjective) {
            start -= 1;
        }
        let quiet = |at: usize| {
            matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Between | Word::Tells))
                || words::is_article(self.key(at))
        };
        while start > negates + 1 && quiet(start - 1) {
            start -= 1;
        }
        let Some(link) = start.checked_sub(1).filter(|&at| at > negates + 1) else { return false };
        let wants = (negates..link).rev().find(|&at| self.is(at, Word::Request));
        let mut refused = wants.unwrap_or(negates) + 1..link;
        let removes = self.is(negates, Word::Removes);
        let puts = (negates..link).any(|at| matches!(self.key(at), "put" | "add"));
        let none = removes || is_determiner(self.key(negates)) || wants.is_some() || puts;
        let something =
            none && !refused.is_empty() && refused.any(|at| self.roles[at] == Role::Content);
        let upon = is_upon(self.key(link));
        let joins = self.is(link, Word::Joins) && !self.stay.has_any(&mention.products);
        something && (upon || (joins && !removes))
    }

    /// "no fries and a coke": what follows with an article is no more of what was refused without one.
    pub(super) fn follows_without(&self, mention: &Mention, negated: Negated) -> bool {
        let first = self.mentions.iter().find(|it| it.tokens.start > negated.at);
        negated.seen
            && is_determiner(self.key(negated.at))
            && first.is_some_and(|it| it.tokens.start == negated.at + 1)
            && words::is_article(self.back(mention.tokens.start, 1))
            && mention.tokens.start.checked_sub(2).is_some_and(|at| self.is(at, Word::Joins))
    }

    /// What a name that is refused means. What `contrasts` with a relative that the text has just
    /// named is not that: "a sultan rs, not the sultan".
    fn refused(&self, mention: &Mention, contrasts: bool) -> Products {
        let there = self.stay.certain(&mention.products, false);
        let fresh = |product: &u32| {
            let place = self.stay.wish_for(&[*product]);
            place.is_some_and(|place| self.stay.wishes[place].had.is_none())
        };
        let relative = || {
            let relative = self.relative_there(mention)?;
            (!contrasts || !relative.iter().any(fresh)).then_some(relative)
        };
        match there.len() {
            0 => relative().unwrap_or_else(|| mention.products.clone()),
            1 => there,
            _ => mention.products.clone(),
        }
    }

    /// "the sultan" where there is a Sultan RS and no Sultan.
    pub(super) fn relative_there(&self, mention: &Mention) -> Option<Products> {
        let [product] = *mention.products.as_slice() else { return None };
        let short = mention.tokens.len() == 1 && !self.stay.has_any(&[product]);
        let called = || self.stay.only_with_word(self.key(mention.tokens.start));
        let relative = self.stay.only_relative(product).or_else(called).filter(|_| short)?;
        Some(SmallVec::from_slice(&[relative]))
    }

    fn ask_which_goes(&mut self, mention: &Mention, products: Products, count: Option<u32>) {
        self.unclear.push(Wish {
            products,
            count,
            had: None,
            options: self.described.of(&mention.tokens).to_vec(),
            tokens: mention.tokens.clone(),
            purpose: Purpose::Remove,
            inquired: false,
            said: true,
            touched: 0,
        });
    }

    pub(super) fn refuse(&mut self, mention: &Mention, count: Option<u32>, negated: Negated) {
        let counted = count.is_some() || self.is_single(mention);
        self.refused = (counted && !negated.lessens).then_some(self.fates.len());
        let said = self.described.of(&mention.tokens);
        let mut there = self.stay.certain(&mention.products, true);
        // "remove the large tea", where one of the teas is large.
        let is_so = |it: &&u32| self.stay.has_described(&[**it], said);
        let so: Products = there.iter().filter(is_so).copied().collect();
        if there.len() > 1 && !said.is_empty() && !so.is_empty() {
            there = so;
        }
        let is_told_apart = mention.products.len() > 1 && !said.is_empty() && !counted;
        if is_told_apart && there.len() == 1 {
            self.stay.take_out_described(&there, said);
            return;
        }
        if there.len() > 1 && !mention.either {
            self.ask_which_goes(mention, there, count);
            return;
        }
        let products = self.refused(mention, !negated.lessens);
        if negated.lessens && self.misses(mention, &products) {
            return;
        }
        let one = self.is_single(mention).then_some(1);
        let fewer = count.or(one).filter(|_| negated.lessens);
        if let Some((by, place)) = fewer.zip(self.stay.wish_for(&products)) {
            return self.stay.decrease(place, by);
        }
        if self.stay.leave_open_without(&products) {
            return;
        }
        if negated.gives_way == GivesWay::Surely
            && let Some(by) = count.or(one)
            && self.gives_way_in_part(mention, &products, by)
        {
            return;
        }
        let before = self.stay.it();
        let favoured =
            before.filter(|_| negated.gives_way != GivesWay::No && self.follows_wish(mention));
        let favoured = favoured.map(|place| self.stay.wishes[place].clone());
        let said = self.described.of(&mention.tokens);
        let Some((place, gone)) = self.stay.take_out_described(&products, said) else { return };
        let Some(wish) = favoured.filter(|wish| wish.said && wish.had.is_none()) else {
            self.takes_place |= negated.gives_way != GivesWay::No;
            self.vacated = Some((place, gone));
            return;
        };
        if gone.had.is_some() {
            self.stay.take_out(&wish.products);
            self.stay.put_in_place((place, gone), &wish.products, wish.count, &wish.tokens);
        }
    }

    /// "adder, er, t20 i mean", and "two adders... three adders actually" of the same product.
    pub(super) fn is_corrected_behind(&self, mention: &Mention) -> bool {
        // "adder x2 actually".
        let times = self.is(mention.tokens.end, Word::Times)
            && matches!(self.roles.get(mention.tokens.end + 1), Some(Role::Number(_)));
        let end = mention.tokens.end + if times { 2 } else { 0 };
        let at = end + usize::from(self.key(end) == "i");
        let start = mention.tokens.start;
        let within = (end..=at).all(|at| !self.tokens.gap(at).ends_name());
        let joined = start
            .checked_sub(1)
            .is_some_and(|at| self.is(at, Word::Joins) || self.is(at, Word::Adds));
        let next = self.key(at + 1);
        let ends = at + 1 >= self.roles.len() || self.tokens.gap(at + 1).ends_name();
        let closes = ends || is_please(next) || matches!(next, "sorry" | "sry" | "lol");
        let corrects = match self.key(at) {
            "mean" | "meant" => true,
            "actually" => self.stay.has_any(&mention.products),
            _ => false,
        };
        let there = || self.alike_line(&mention.products).is_some();
        closes && within && !joined && corrects && (self.stay.anything_said() || there())
    }

    /// "an adder", "a large cola".
    pub(super) fn is_single(&self, mention: &Mention) -> bool {
        let mut start = mention.tokens.start;
        while let Some(before) = start.checked_sub(1)
            && self.describes(before)
            && !self.tokens.gap(start).ends_name()
        {
            start = before;
        }
        words::is_article(self.back(start, 1)) && !self.tokens.gap(start).ends_name()
    }

    /// Whether the token says more of a product that is named behind it.
    pub(super) fn describes(&self, at: usize) -> bool {
        let index = self.stay.index();
        words::is_colour(self.key(at)) || index.describes(self.key(at))
    }

    /// "not two adders but three": what was refused in one quantity is wished for in another.
    pub(super) fn counts_anew(&mut self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let turns = start.checked_sub(1).is_some_and(|at| {
            self.is(at, Word::Turns)
                || self.is(at, Word::Corrects)
                || self.is(at, Word::Request)
                || self.is(at, Word::Only)
        });
        let anew =
            (turns || self.tokens.gap(start).ends_name()) && self.closes(end) && !self.owns(start);
        let place = self.refused.take_if(|_| anew);
        let Some((place, mention)) = place.and_then(|at| self.mentions.get(at).map(|it| (at, it)))
        else {
            return false;
        };
        match self.vacated.take_if(|(_, gone)| gone.products == mention.products) {
            Some(gone) => self.stay.put_back(gone, count.value),
            None => self.stay.push(&mention.products, Some(count.value), &mention.tokens),
        }
        self.takes_place = false;
        self.negated = None;
        if let Some(fate) = self.fates.get_mut(place) {
            *fate = Fate::Corrected;
        }
        true
    }

    /// "i have 1", "we only got 2": there are so many already, unless it is "I'll have 1".
    pub(super) fn owns(&self, start: usize) -> bool {
        let mut owns = false;
        for before in (start.saturating_sub(MOST_OWNED)..start).rev() {
            if self.tokens.gap(before + 1).ends_name() {
                break;
            }
            let key = self.key(before);
            if is_modal(key) {
                return false;
            }
            owns |= has(key);
        }
        owns
    }

    /// Whether something was wished for right before, so that it takes the place of this name.
    pub(super) fn follows_wish(&self, mention: &Mention) -> bool {
        let before = self.mentions.iter().take_while(|it| it.tokens.start < mention.tokens.start);
        let near = before.last().is_some_and(|it| {
            (it.tokens.end..=mention.tokens.start).all(|at| !self.ends_sentence(at))
        });
        near && self.fates.last() == Some(&Fate::Wished) && !self.more
    }
}

/// "on": what is refused would be put on what follows.
fn is_upon(key: &str) -> bool {
    matches!(
        key,
        "on" | "in"
            | "from"
            | "off"
            | "auf"
            | "im"
            | "sur"
            | "dans"
            | "en"
            | "nas"
            | "nos"
            | "op"
            | "na"
            | "w"
            | "sulle"
            | "sulla"
            | "nel"
    )
}

fn has(key: &str) -> bool {
    matches!(
        key,
        "have"
            | "has"
            | "had"
            | "got"
            | "own"
            | "hab"
            | "habe"
            | "haben"
            | "besitze"
            | "ai"
            | "avons"
            | "tengo"
            | "tenemos"
            | "tenho"
            | "temos"
            | "ho"
            | "heb"
            | "mam"
    )
}

/// "I'll", "can I", "let me", "I'd like to": having is wished for.
fn is_modal(key: &str) -> bool {
    matches!(
        key,
        "ll" | "ill"
            | "will"
            | "can"
            | "could"
            | "may"
            | "let"
            | "lets"
            | "d"
            | "id"
            | "would"
            | "want"
            | "like"
            | "to"
            | "kann"
    )
}

/// "and i already only have".
const MOST_OWNED: usize = 5;
