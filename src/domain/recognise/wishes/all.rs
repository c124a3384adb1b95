//! Numbers that are said of all that is wished for: "make both 5", "5 of each", "5 each".

use super::Reader;
use super::removal::is_all;
use crate::domain::recognise::quantity::{Count, Form};
use crate::domain::recognise::words::{Word, makes};

impl Reader<'_> {
    /// Gives all that is wished for this quantity, if the number is said of all. Whether it is
    /// understood; "both" of three is not.
    pub(super) fn changes_all(&mut self, count: &Count) -> Option<bool> {
        let all = self.all_before(count).or_else(|| self.all_behind(count))?;
        let both = all.is_some_and(|at| is_both(self.key(at)));
        let wishes = self.stay.wishes.len();
        let fits = if both { wishes == 2 } else { wishes > 0 };
        for place in (0..wishes).filter(|_| fits) {
            self.stay.set(place, Some(count.value));
        }
        self.understood.extend(all.filter(|_| fits));
        Some(fits)
    }

    /// "both 5", "make all of them 5"; the word that says so.
    fn all_before(&self, count: &Count) -> Option<Option<usize>> {
        let start = count.tokens.start;
        let quiet =
            |at: usize| matches!(self.key(at), "of" | "them" | "those" | "to" | "auf" | "zu");
        let near = (start.saturating_sub(MOST_BACK)..start).rev();
        let at = near.into_iter().find(|&at| !quiet(at))?;
        let apart = (at + 1..=start).any(|at| self.tokens.gap(at).ends_name());
        let made = (1..=2).any(|by| makes(self.back(at, by)));
        let said = is_both(self.key(at)) || (is_all(self.key(at)) && made);
        (said && !apart && self.names_nothing(at) && self.closes(count.tokens.end))
            .then_some(Some(at))
    }

    /// "5 each", "5 of both".
    fn all_behind(&self, count: &Count) -> Option<Option<usize>> {
        let end = count.tokens.end;
        if count.form == Form::Each {
            return self.closes(end).then_some(None);
        }
        let of = matches!(self.key(end), "of" | "von" | "de" | "van");
        let each = self.is(end + 1, Word::Each) || matches!(self.key(end + 1), "jedem" | "jeder");
        let said = each || is_both(self.key(end + 1));
        (of && said && self.closes(end + 2)).then_some(Some(end + 1))
    }
}

fn is_both(key: &str) -> bool {
    matches!(key, "both" | "beide" | "beiden" | "beides" | "ambos" | "ambas" | "entrambi" | "oba")
}

/// "both of them to".
const MOST_BACK: usize = 4;
