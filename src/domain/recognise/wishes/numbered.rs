//! What a number that no name took does to the wishes.

use super::{Reader, Swapped};
use crate::domain::recognise::quantity::{Count, Form};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::Word;

impl Reader<'_> {
    /// It may change the last wish. Whether it is understood.
    pub(super) fn number(&mut self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let refuses = |at: usize| self.is(at, Word::Negates) || self.is(at, Word::Replaces);
        let negates = start.checked_sub(1).is_some_and(refuses);
        if self.key(start) == "one" && self.back(start, 1) == "another" {
            return true;
        }
        let place = match self.swapped {
            Some(Swapped::Wish(place)) => Some(place),
            _ => self.stay.it(),
        };
        let Some(place) = place else { return false };
        if negates && self.corrects.is_none() {
            // "10 adder, not 1" has said so already.
            return true;
        }
        if let Some(more) = self.changes_by(count) {
            self.lessens = false;
            match more {
                true => self.stay.increase(place, count.value),
                false => self.stay.decrease(place, count.value),
            }
            return true;
        }
        let wish = self.stay.wishes.get(place);
        let uncounted = wish.is_some_and(|wish| wish.count.is_none());
        let alone = (uncounted || matches!(count.form, Form::After | Form::Before))
            && self.tokens.gap(start).ends_name()
            && self.tokens.gap(end).ends_name();
        let made = makes(self.back(start, 2))
            || makes(self.back(start, 1))
            || self.back(start, 1) == "be"
            || start.checked_sub(1).is_some_and(|at| self.is(at, Word::Only));
        let instead = self.key(end) == "instead";
        let corrects = self.corrects.is_some() || self.swapped.is_some();
        if !(corrects || made || instead || alone || self.is_all_there_is(count)) {
            return false;
        }
        self.corrects = None;
        self.swapped = None;
        self.only_ends();
        self.stay.set(place, Some(count.value));
        true
    }

    /// Whether the number is how many more ("2 more") or fewer ("drop one") are wished for.
    fn changes_by(&self, count: &Count) -> Option<bool> {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let closes = self.tokens.gap(end).ends_name()
            || self.trails(end, Word::More)
            || self.trails(end, Word::Fewer)
            || self.key(end) == "one"
            || matches!(
                self.roles.get(end),
                None | Some(Role::Word(Word::Filler | Word::Removes | Word::Joins | Word::Between))
            );
        let before = |word: Word| start.checked_sub(1).is_some_and(|at| self.is(at, word));
        if !closes {
            return None;
        }
        if self.lessens || self.trails(end, Word::Fewer) || before(Word::Fewer) {
            return Some(false);
        }
        let another = self.key(start) == "another";
        (another || self.trails(end, Word::More) || before(Word::More) || before(Word::Adds))
            .then_some(true)
    }

    /// "3": the answer to an order of one line.
    fn is_all_there_is(&self, count: &Count) -> bool {
        let rest = |at: usize| !count.tokens.contains(&at);
        self.begun.len() == 1
            && self.stay.wishes.len() == 1
            && (0..self.roles.len()).filter(|&at| rest(at)).all(|at| self.is(at, Word::Filler))
    }
}

/// Words that give a number to what was said: "make it 3".
pub(super) fn makes(key: &str) -> bool {
    matches!(
        key,
        "make"
            | "mach"
            | "machs"
            | "mache"
            | "mets"
            | "fais"
            | "pon"
            | "haz"
            | "faz"
            | "fai"
            | "maak"
            | "zrob"
    )
}
