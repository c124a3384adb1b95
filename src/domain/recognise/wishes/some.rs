//! So many of what is there that give way, or become another number: "replace one with a sultan",
//! "a sultan instead of one adder", "2 instead of 3 adders".

use super::swapped::is_exchange;
use super::{Reader, Swapped, Wish};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::quantity::{Count, Form};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{Word, is_article};

impl Reader<'_> {
    /// Whether the number is understood, if it is said of some of what is there.
    pub(super) fn changes_some(&mut self, count: &Count) -> Option<bool> {
        self.swaps_some(count).or_else(|| self.stands_instead(count))
    }

    /// "replace one with a sultan", "change 2 of them to sultans". What they are to become has to
    /// be a product: else it is no number of pieces that there are to be.
    fn swaps_some(&mut self, count: &Count) -> Option<bool> {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let swaps = start.checked_sub(1).is_some_and(|at| self.is(at, Word::Swaps));
        if !swaps || self.swapped != Some(Swapped::Nothing) {
            return None;
        }
        let of_them = count.form == Form::OfThem;
        let next = self.mentions.iter().find(|it| it.tokens.start > end);
        let leads =
            |at: usize| self.leads_to_name(at) || self.is(at, Word::Filler) || self.describes(at);
        let next = next.filter(|it| {
            is_exchange(self.key(end))
                && (end + 1..it.tokens.start).all(leads)
                && (end..=it.tokens.start).all(|at| !self.ends_sentence(at))
        });
        let Some(next) = next else {
            // "change one to 2" of what is there.
            let counts = matches!(self.roles.get(end + 1), Some(Role::Number(_)));
            let is_part = of_them || (is_exchange(self.key(end)) && counts);
            if is_part {
                self.swapped = None;
                self.missed.push(count.tokens.clone());
            }
            return is_part.then_some(false);
        };
        self.swapped = None;
        match self.some_of(next, count.value) {
            Some(place) => {
                self.stay.decrease(place, count.value);
                self.split = Some(count.value);
                Some(true)
            }
            None => {
                self.aside = next.tokens.end;
                self.missed.push(start - 1..next.tokens.end);
                Some(false)
            }
        }
    }

    /// What so many are of that become another product: the only wish, what was spoken of, or the
    /// only one of the same family.
    fn some_of(&self, next: &Mention, count: u32) -> Option<usize> {
        let enough =
            |at: &usize| self.stay.wishes.get(*at).is_some_and(|it| it.count >= Some(count));
        if self.stay.wishes.len() == 1 || self.stay.anything_said() {
            return self.stay.it().filter(enough);
        }
        let related = |wish: &Wish| {
            let index = self.stay.index();
            let family = |product: &u32| index.family(*product);
            wish.products.iter().any(|one| next.products.iter().any(|it| family(it) == family(one)))
        };
        let mut places = (0..self.stay.wishes.len()).filter(|&at| related(&self.stay.wishes[at]));
        places.next().filter(|_| places.next().is_none()).filter(enough)
    }

    /// "2 instead of 3 adders": of what there are 3.
    fn stands_instead(&mut self, count: &Count) -> Option<bool> {
        let start = count.tokens.start;
        let number = self.behind_instead_of(count.tokens.end)?;
        let Some(Role::Number(before)) = self.roles.get(number).copied() else { return None };
        let next = self.mentions.iter().find(|it| it.tokens.start > number)?;
        let leads =
            |at: usize| matches!(self.roles[at], Role::Word(Word::Between)) || self.describes(at);
        if !self.names_nothing(number) || !(number + 1..next.tokens.start).all(leads) {
            return None;
        }
        let is_it = |wish: &Wish| {
            let said = self.described.of(&next.tokens);
            wish.products == next.products
                && wish.count == Some(before)
                && said.iter().all(|it| wish.options.contains(it))
        };
        let mut places = (0..self.stay.wishes.len()).filter(|&at| is_it(&self.stay.wishes[at]));
        let place = places.next().filter(|_| places.next().is_none());
        self.aside = next.tokens.end;
        match place {
            Some(place) => self.stay.set(place, Some(count.value)),
            None => self.missed.push(start..next.tokens.end),
        }
        Some(place.is_some())
    }

    /// What stands behind "instead of", if that is at `at`.
    fn behind_instead_of(&self, at: usize) -> Option<usize> {
        if at >= self.roles.len() || !self.is_instead_of(at) || self.tokens.gap(at).ends_name() {
            return None;
        }
        let links = !self.is(at, Word::Replaces) || matches!(self.key(at + 1), "de" | "du" | "van");
        Some(at + 1 + usize::from(links))
    }

    /// "2 adders instead of 3": the second number is what there was.
    pub(super) fn is_behind_instead_of(&self, start: usize) -> bool {
        (1..=2)
            .filter_map(|by| start.checked_sub(by))
            .any(|at| self.behind_instead_of(at) == Some(start))
    }

    /// "a sultan instead of one adder", "instead of 2 adders i want a sultan", where there are more
    /// of these: so many give way. Whether that is so.
    pub(super) fn gives_way_in_part(
        &mut self,
        mention: &Mention,
        products: &[u32],
        by: u32,
    ) -> bool {
        let place = self.stay.wish_so(products, self.described.of(&mention.tokens));
        let is_more = |at: &usize| self.stay.wishes.get(*at).is_some_and(|it| it.count > Some(by));
        let Some(place) = place.filter(is_more) else { return false };
        let favoured = self.stay.it().filter(|_| self.follows_wish(mention));
        let favoured = favoured.filter(|&at| at != place && self.stay.wishes[at].said);
        self.stay.decrease(place, by);
        let Some(favoured) = favoured else {
            self.split = Some(by);
            return true;
        };
        let name = self.mentions.iter().rfind(|it| it.tokens.end <= mention.tokens.start);
        let number = name.and_then(|it| it.tokens.start.checked_sub(1));
        let said = match number.and_then(|at| self.roles.get(at)) {
            Some(Role::Number(count)) => *count,
            _ if name.is_some_and(|it| self.is_single(it)) => 1,
            _ => by,
        };
        let wish = &self.stay.wishes[favoured];
        // What is there already becomes so many more.
        let before = wish.had.and_then(|at| self.begun.get(at)).map_or(0, |it| it.quantity);
        if before > 0 || wish.count.is_none() {
            self.stay.set(favoured, Some(before.saturating_add(said)));
        }
        true
    }

    /// "a 14", "the 14": what is called so, and no number of pieces.
    pub(super) fn is_called_so(&self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let before = self.back(start, 1);
        let shown = matches!(before, "the" | "der" | "die" | "das" | "den" | "le" | "el");
        let called = is_article(before) || (shown && count.value >= LEAST_CALLED);
        count.form == Form::Plain
            && self.tokens.is_digits(start)
            && called
            && !self.tokens.gap(start).ends_name()
            && (self.closes(end) || is_exchange(self.key(end)))
    }
}

/// "just the 2" may well say how many.
const LEAST_CALLED: u32 = 10;
