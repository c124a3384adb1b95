//! Verbs that take out what is named between them and a word that stands apart: "take the sultan
//! out", "nimm den Sultan raus", "haal de sultan eraf".

use super::Reader;
use super::removal::is_of_order;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::Word;

impl Reader<'_> {
    /// Takes out what stands between such a verb at `at` and the word behind it. Whether `at` is
    /// one of the two.
    pub(super) fn takes_apart(&mut self, at: usize) -> bool {
        if self.apart == Some(at) {
            return true;
        }
        let Some(end) = self.taken_apart(at) else { return false };
        self.apart = Some(end);
        self.understood.extend([at, end]);
        self.remove(at);
        true
    }

    /// The word that ends what the verb at `at` begins.
    fn taken_apart(&self, at: usize) -> Option<usize> {
        let fits: fn(&str) -> bool = match self.key(at) {
            "take" | "leave" => |key| matches!(key, "out" | "off" | "away"),
            "nimm" | "nehmt" | "lass" | "lasst" | "lassen" => {
                |key| matches!(key, "raus" | "heraus" | "weg" | "runter")
            }
            "haal" | "haalt" | "neem" => {
                |key| matches!(key, "eraf" | "eruit" | "af" | "weg" | "uit")
            }
            "laat" => |key| matches!(key, "zitten" | "weg" | "vallen" | "eruit"),
            _ => return None,
        };
        let most = self.roles.len().min(at + MOST_BETWEEN);
        let ends = |at: &usize| {
            let gap = self.tokens.gap(*at);
            gap.has(Gap::COMMA) || self.ends_sentence(*at)
        };
        let mut clause = (at + 1..most).take_while(|at| !ends(at));
        let end = clause.find(|&at| fits(self.key(at)) && self.names_nothing(at))?;
        let mut named = self.mentions.iter().filter(|it| (at + 1..end).contains(&it.tokens.start));
        // "haal de sultan af" is to come for it, "er … af" to take it off.
        let apart = |it: usize| {
            (self.roles[it] == Role::Content && self.names_nothing(it))
                || matches!(self.key(it), "vom" | "beim" | "von" | "zelf" | "selbst")
        };
        let comes = self.key(end) == "af" && !(at + 1..end).any(|it| self.key(it) == "er");
        let own = (1..=2).any(|by| {
            matches!(self.back(at, by), "i" | "ill" | "ll" | "we" | "ich" | "ik" | "wir")
        });
        if own || comes || (at + 1..end).any(apart) {
            return None;
        }
        let there = named.any(|it| self.stay.has_any(&it.products));
        (there && self.is_last(end)).then_some(end)
    }

    /// Takes out what was wished for: "lose the sultan". Elsewhere that is told of something else.
    /// Whether it is said at `at`.
    pub(super) fn loses(&mut self, at: usize) -> bool {
        let named = self.mentions.iter().find(|it| it.tokens.start > at);
        let loses = self.key(at) == "lose"
            && self.names_next(at + 1)
            && named.is_some_and(|it| self.stay.has_any(&it.products));
        // "2 burgers but hold the mayo", not "hold the sultan for me".
        let holds = self.key(at) == "hold"
            && self.key(at + 1) == "the"
            && self.names_next(at + 1)
            && self.stay.anything_said()
            && named
                .is_some_and(|it| self.closes(it.tokens.end) && !self.stay.has_any(&it.products));
        if loses || holds {
            self.understood.push(at);
            self.remove(at);
        }
        loses || holds
    }

    /// "could you drop off a sultan", which was not wished for before.
    pub(super) fn drops_off(&self, at: usize) -> bool {
        let named = self.mentions.iter().find(|it| it.tokens.start > at);
        let number = usize::from(matches!(self.roles.get(at + 2), Some(Role::Number(_))));
        self.key(at) == "drop"
            && self.key(at + 1) == "off"
            && self.names_next(at + 2 + number)
            && named.is_some_and(|it| !self.stay.has_any(&it.products))
    }

    /// Whether something is left out of a product. A name that is said only for that is no wish.
    pub(super) fn leaves_out(&mut self, at: usize) -> bool {
        let is_left_out = self.is_left_out(at);
        if is_left_out && self.repeated_before(at).is_some() {
            self.stay.take_out_it();
        }
        is_left_out
    }

    /// "zwiebeln bitte weglassen", "die zwiebeln vom bigos weg": what is to be left out of a product
    /// is no product.
    fn is_left_out(&self, at: usize) -> bool {
        let near = |it: &usize| !self.tokens.gap(it + 1).ends_name();
        let mut before = (at.saturating_sub(MOST_COURTESIES + 1)..at).rev().take_while(near);
        let object = before.find(|&it| !self.is(it, Word::Filler));
        let strange = |at: usize| self.roles[at] == Role::Content && self.names_nothing(at);
        let from = || {
            let named = self.mentions.iter().rfind(|it| it.tokens.end <= at);
            named.is_some_and(|it| {
                it.tokens.end == at
                    && matches!(self.back(it.tokens.start, 1), "vom" | "beim" | "von" | "from")
            })
        };
        from()
            || (object.is_some_and(|at| strange(at) && !is_of_order(self.key(at)))
                && matches!(
                    self.key(at),
                    "weglassen"
                        | "streichen"
                        | "entfernen"
                        | "usunac"
                        | "schrappen"
                        | "raus"
                        | "heraus"
                        | "weg"
                        | "eraf"
                ))
    }

    /// "leave the salt off the fries": what is taken from a product, which the catalogue does not
    /// have.
    pub(super) fn takes_off(&self, at: usize) -> bool {
        let off = matches!(self.key(at), "off" | "out");
        let mut verbs = (at.saturating_sub(MOST_BETWEEN)..at).rev();
        let verb = verbs.find(|&at| matches!(self.key(at), "take" | "leave"));
        let whole = matches!(self.key(at + 1), "the" | "my" | "all" | "both" | "each" | "of");
        off && whole
            && verb.is_some_and(|verb| {
                let mut object = verb + 1..at;
                object.clone().all(|at| self.names_nothing(at))
                    && object
                        .any(|at| self.roles[at] == Role::Content && !is_of_order(self.key(at)))
            })
    }

    /// "the sultan out", which was there before or has been named twice for that.
    pub(super) fn out(&mut self, at: usize) {
        let gap = self.tokens.gap(at + 1);
        let ends = at + 1 >= self.roles.len() || gap.ends_name();
        if !self.takes_back_name(at)
            && ends
            && !gap.has(Gap::QUERY)
            && let Some(named) = self.repeated_before(at)
        {
            self.stay.take_out(&named);
        }
    }

    /// Whether nothing behind the word makes something else of it: not "take the sultan out for a
    /// drive".
    fn is_last(&self, at: usize) -> bool {
        let mut next = at + 1;
        while matches!(
            self.key(next),
            "again" | "wieder" | "weer" | "bitte" | "please" | "pls" | "plz" | "maar" | "graag"
        ) {
            next += 1;
        }
        let of_order = matches!(self.key(next), "of" | "from")
            && matches!(self.key(next + 1), "it" | "my" | "the" | "there");
        next >= self.roles.len()
            || self.tokens.gap(next).ends_name()
            || self.ends_sentence(next)
            || matches!(self.key(next), "and" | "und" | "en" | "then")
            || of_order
    }
}

/// "take both of the two armoured sultans with the gold wheels out".
const MOST_BETWEEN: usize = 12;
/// "zwiebeln bitte ganz weglassen".
const MOST_COURTESIES: usize = 2;
