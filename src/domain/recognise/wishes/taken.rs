//! So many that are taken away, and what is taken away and is not there.

use super::Reader;
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{Word, is_article};

impl Reader<'_> {
    /// Whether the number before `at` is how many are to go: "take one away", "nimm 2 weg".
    pub(super) fn is_taken_away(&self, at: usize) -> bool {
        let away =
            matches!(self.key(at), "away" | "off" | "out" | "weg" | "raus" | "heraus" | "eraf");
        away && self.closes(at + 1) && (self.takes || self.is(at, Word::Removes))
    }

    /// Whether that number has said so, and nothing is left to do at `at`.
    pub(super) fn is_counted_away(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.roles.get(at));
        matches!(before, Some(Role::Number(_))) && self.is_taken_away(at)
    }

    /// "take the sultan away", where there is none; "take the helicopter off".
    pub(super) fn takes_what_is_not_there(&mut self, at: usize) -> bool {
        if !(self.takes && self.closes(at + 1)) {
            return false;
        }
        let named = self.mentions.iter().find(|it| it.tokens.end == at);
        if let Some(named) = named {
            let (products, tokens) = (named.products.clone(), named.tokens.clone());
            self.withdraw();
            // "a sheep and a cow. leave the sheep out".
            let fresh = !self.is_had(&products);
            if !fresh || self.stay.take_out(&products).is_none() {
                self.missed.push(tokens);
            }
            return true;
        }
        let pronoun = matches!(
            self.back(at, 1),
            "it" | "that" | "this" | "them" | "those" | "all" | "everything" | "take" | "leave"
        );
        matches!(self.key(at), "away" | "off" | "out") && !pronoun
    }

    /// "scrap the classics", where of all that is wished for one has the word in its name.
    pub(super) fn removes_by_word(&mut self, at: usize) -> bool {
        // "leave the sheep out".
        let ends = self.takes && matches!(self.key(at), "out" | "off" | "away");
        let skipped = |at: &usize| is_article(self.key(*at)) || self.is(*at, Word::Between);
        let first = if ends { at.saturating_sub(1) } else { at + 1 };
        let Some(at) = (first..self.roles.len()).find(|at| !skipped(at)) else { return false };
        // "drop the 97s".
        let plural = self.is_plural_number(at);
        let behind = at + 1 + usize::from(plural || matches!(self.key(at + 1), "one" | "ones"));
        let alone = (self.roles[at] == Role::Content || plural)
            && self.names_nothing(at)
            && self.closes(behind);
        let key = self.key(at);
        let called = [key, singular(key)].into_iter();
        let product = called.filter(|_| alone).find_map(|it| self.stay.only_with_word(it));
        // Where something else is green, "the greens" may be that.
        let described =
            self.stay.wishes.iter().flat_map(|it| &it.options).any(|(_, value)| {
                value.split(' ').any(|it| it.eq_ignore_ascii_case(singular(key)))
            });
        let product = product.filter(|_| self.stay.wishes.len() > 1 && !described);
        let Some(product) = product else { return false };
        self.stay.take_out(&[product]);
        self.understood.push(at);
        true
    }

    /// "the 2 flannels, i dont need them anymore", "i cant afford it".
    pub(super) fn needs_no_more(&self, at: usize) -> bool {
        let it = matches!(self.key(at + 2), "them" | "it" | "that" | "those" | "these");
        let anymore = self.key(at + 3) == "anymore" && self.closes(at + 4);
        let ends = match self.key(at + 1) {
            // "everyone is buying the sultan but i dont want it".
            "want" if self.back(at, 2) == "but" && self.key(at + 2) == "it" => {
                let named = at >= 2 && self.mentions.iter().any(|it| it.tokens.end == at - 2);
                let ends = at + 3 >= self.roles.len() || self.tokens.gap(at + 3).ends_name();
                anymore || (named && ends)
            }
            "need" | "want" => anymore,
            "afford" => anymore || self.closes(at + 3),
            _ => false,
        };
        it && ends && self.stay.anything_said()
    }

    /// "it" is the last of what was said, "them" all of it.
    pub(super) fn take_out_them(&mut self, at: usize) {
        if matches!(self.key(at), "them" | "those" | "these") {
            self.stay.wishes.retain(|wish| !wish.said);
        } else {
            self.stay.take_out_it();
        }
    }

    /// "the 97s": a product that is called by its number.
    pub(super) fn is_plural_number(&self, at: usize) -> bool {
        matches!(self.roles.get(at), Some(Role::Number(_)))
            && self.key(at + 1) == "s"
            && self.tokens.gap(at + 1).is_glued()
    }

    /// "remove 2", "take off 2"; "quita una" and "nimm einen weg", which are one fewer.
    pub(super) fn takes_so_many(&mut self, at: usize, goes_on: bool) -> bool {
        // "take off 2".
        let off = usize::from(matches!(self.key(at + 1), "off" | "out" | "away"));
        if goes_on && matches!(self.roles.get(at + 1 + off), Some(Role::Number(_))) {
            self.lessens = true;
            return true;
        }
        let ahead = goes_on && is_article(self.key(at + 1)) && self.closes(at + 2);
        let behind = is_article(self.back(at, 1)) && self.closes(at + 1);
        if (ahead || behind)
            && let Some(place) = self.stay.it()
        {
            self.stay.decrease(place, 1);
        }
        ahead || behind
    }
}
