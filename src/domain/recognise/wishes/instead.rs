//! What takes the place of something else: "instead of the adder", "a sultan instead".

use super::{Corrects, Fate, Reader, Wish};
use crate::domain::recognise::words::Word;

impl Reader<'_> {
    /// "instead of", "rather than", "anstatt".
    pub(super) fn is_instead_of(&self, at: usize) -> bool {
        let next = self.key(at + 1);
        match self.key(at) {
            "instead" => next == "of",
            "rather" => next == "than",
            "than" => (2..=MOST_BACK).any(|by| self.back(at, by) == "rather"),
            "invece" => matches!(next, "di" | "del" | "della" | "dei" | "delle"),
            _ => self.is(at, Word::Replaces),
        }
    }

    /// Whether "and" at `at` follows a second thought at once, which then takes nothing back.
    pub(super) fn goes_on_after_all(&self, at: usize) -> bool {
        let and = matches!(self.key(at), "and" | "und" | "et" | "y" | "e" | "en" | "i");
        let thought = at.checked_sub(1).is_some_and(|at| self.is(at, Word::Corrects));
        and && thought && self.corrects == Some(Corrects::Perhaps)
    }

    /// "deux tiramisu et finalement un espresso": what comes last in a list, and no second thought.
    pub(super) fn comes_last(&self, at: usize) -> bool {
        matches!(self.key(at), "finalement" | "finalmente")
            && at.checked_sub(1).is_some_and(|at| self.is(at, Word::Joins))
    }

    /// "a sultan instead": the last wish takes the place of the one before.
    pub(super) fn instead(&mut self) {
        let named_last = self.fates.last() == Some(&Fate::Wished);
        if named_last
            && self.removed
            && let Some(gone) = self.vacated.take()
        {
            return self.fill(gone);
        }
        let several = self.stay.wishes.len() > 1;
        if !several || !named_last || self.removed || self.corrects.is_some() {
            if !named_last {
                self.corrects = Some(Corrects::Surely);
            }
            return;
        }
        let Some(last) = self.stay.it().filter(|&it| self.stay.wishes[it].said) else { return };
        if self.stay.wishes[last].had.is_some() {
            return;
        }
        let wish = self.stay.wishes.remove(last);
        let place = self.stay.relative_of(&wish.products).or_else(|| self.stay.it());
        if let Some(place) = place {
            self.stay.replace(place, wish.products, wish.count, &wish.tokens);
        }
    }

    /// The last wish takes the place of what was refused before it.
    fn fill(&mut self, gone: (usize, Wish)) {
        let Some(last) = self.stay.it() else { return };
        if gone.1.had.is_some() && self.stay.wishes[last].had.is_none() {
            let wish = self.stay.wishes.remove(last);
            self.stay.put_in_place(gone, &wish.products, wish.count, &wish.tokens);
        }
    }
}

/// How far before "than" the "rather" stands.
const MOST_BACK: usize = 8;
