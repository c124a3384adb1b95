//! Numbers that are said of all that is wished for: "make both 5", "5 of each", "add one each".

use super::Reader;
use crate::domain::recognise::quantity::{Count, Form};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word, makes};

impl Reader<'_> {
    /// Gives all that is wished for this quantity, or so many more or fewer, if the number is said
    /// of all. Whether it is understood; "both" of three is not.
    pub(super) fn changes_all(&mut self, count: &Count) -> Option<bool> {
        if count.value > MOST_OF_ALL || self.key(count.tokens.start) == "once" {
            return None;
        }
        let all = self.all_before(count).or_else(|| self.all_behind(count))?;
        // "an adder, a sultan and a blargh, all x2".
        let listed = all.is_some_and(|at| self.tokens.gap(at).ends_name());
        if !(listed || self.is_edit()) || self.owns(count.tokens.start) {
            return None;
        }
        if self.negated.is_some_and(|it| !it.lessens) {
            // "2 each, not 5 each".
            return Some(true);
        }
        let named = self.stay.anything_said();
        let wishes = &self.stay.wishes;
        let meant = (0..wishes.len()).filter(|&at| wishes[at].said || !named);
        let meant: Vec<usize> = meant.collect();
        let both = all.is_some_and(|at| words::is_both(self.key(at)));
        let fits = if both { meant.len() == 2 } else { !meant.is_empty() };
        if fits {
            self.change(&meant, count);
            self.understood.extend(all);
        }
        Some(fits)
    }

    fn change(&mut self, meant: &[usize], count: &Count) {
        let fewer = self.lessens || self.negated.is_some();
        let adds = self.is_more(count);
        for &place in meant.iter().rev() {
            match (fewer, adds) {
                (true, _) => {
                    // What one has too few of is not taken from another.
                    let had = self.stay.wishes[place].count.unwrap_or(1);
                    self.stay.decrease(place, count.value.min(had));
                }
                (false, true) => self.stay.increase(place, count.value),
                (false, false) => self.stay.set(place, Some(count.value)),
            }
        }
        self.corrects = None;
    }

    /// "add 2 of each", "another 2 each".
    fn is_more(&self, count: &Count) -> bool {
        let start = count.tokens.start;
        let quiet = |at: &usize| self.is(*at, Word::Filler) || self.is(*at, Word::Between);
        let before = (0..start).rev().find(|at| !quiet(at) || self.tokens.gap(at + 1).ends_name());
        let says = |at: usize| self.is(at, Word::More) || self.is(at, Word::Adds);
        self.key(start) == "another"
            || self.is(count.tokens.end, Word::More)
            || before.is_some_and(|at| {
                (says(at) && self.key(at) != "other") || self.key(at) == "another"
            })
    }

    /// "both 5", "make all of them 5"; the word that says so.
    fn all_before(&self, count: &Count) -> Option<Option<usize>> {
        let start = count.tokens.start;
        let quiet = |at: usize| {
            matches!(self.key(at), "of" | "them" | "those" | "to" | "auf" | "zu" | "von")
        };
        let at = (start.saturating_sub(MOST_BACK)..start).rev().find(|&at| !quiet(at))?;
        let apart = (at + 1..=start).any(|at| self.tokens.gap(at).ends_name());
        let made = (1..=2).any(|by| makes(self.back(at, by))) || self.key(at + 2) == "them";
        // "an adder and a sultan, all x2".
        let alone = self.tokens.gap(at).ends_name() && count.form == Form::After;
        let said = words::is_both(self.key(at)) || (words::is_all(self.key(at)) && (made || alone));
        (said && !apart && self.names_nothing(at) && self.closes(count.tokens.end))
            .then_some(Some(at))
    }

    /// "5 each", "5 of both".
    fn all_behind(&self, count: &Count) -> Option<Option<usize>> {
        let more = usize::from(self.is(count.tokens.end, Word::More));
        let end = count.tokens.end + more;
        // "3 packs of each".
        let packed = words::is_container(self.key(end)) || words::is_pack(self.key(end));
        let end = end + usize::from(packed);
        // "2 boxes each".
        if packed && self.is(end, Word::Each) && self.closes(end + 1) {
            return Some(Some(end));
        }
        if count.form == Form::Each {
            return self.closes(end).then_some(None);
        }
        let of = matches!(self.key(end), "of" | "von" | "de" | "van")
            || (self.key(end) == "to" && self.is_more(count));
        let each = self.is(end + 1, Word::Each) || matches!(self.key(end + 1), "jedem" | "jeder");
        let said = each || words::is_both(self.key(end + 1));
        (of && said && self.closes(end + 2)).then_some(Some(end + 1))
    }

    /// Whether the text does nothing but say what is wished for: no question, nothing that is told,
    /// no price.
    pub(super) fn is_edit(&mut self) -> bool {
        let known = self.edits;
        let edits = known.unwrap_or_else(|| self.has_only_wishes());
        self.edits = Some(edits);
        edits
    }

    fn has_only_wishes(&self) -> bool {
        let mut named = vec![false; self.roles.len()];
        for mention in self.mentions {
            named[mention.tokens.clone()].fill(true);
        }
        let made = (0..self.roles.len()).any(|at| makes(self.key(at)));
        let quiet = |at: usize| match self.roles[at] {
            _ if named[at] => true,
            Role::Content => {
                matches!(self.key(at), "jedem" | "jeder")
                    || self.stay.index().describes(self.key(at))
            }
            Role::Number(_) | Role::Enumerator => true,
            Role::Word(Word::Grammar) => {
                self.key(at) == "like" && matches!(self.back(at, 1), "id" | "d" | "would")
            }
            Role::Word(Word::Filler) => {
                !matches!(self.key(at), "pay" | "paying" | "already" | "up" | "still" | "again")
            }
            Role::Word(word) => {
                !matches!(word, Word::Tells | Word::Inquires | Word::Labels | Word::Measures)
            }
            _ => false,
        };
        let asks = self.tokens.gaps.iter().any(|gap| gap.has(Gap::QUERY));
        (0..self.roles.len()).all(quiet) && (made || !asks)
    }
}

/// "both of them to".
const MOST_BACK: usize = 4;
/// More than that is rather what each costs.
const MOST_OF_ALL: u32 = 99;
