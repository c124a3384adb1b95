//! What the words between names and numbers do.

use super::named::is_determiner;
use super::removal::{is_all_or_any, starts_anew};
use super::{Corrects, GivesWay, Negated, Only, Reader, Swapped};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Reader<'_> {
    /// "+1 t20", "-1 t20" are about an order that is there.
    pub(super) fn begin(&mut self) {
        let (gap, there) = (self.tokens.gap(0), !self.begun.is_empty());
        self.more = there && gap.has(Gap::PLUS);
        let dash = gap.without(Gap::SIGN) == Gap::DASH;
        if there && dash && matches!(self.roles.first(), Some(Role::Number(_))) {
            match self.names_next(1) {
                true => self.negate(0, true, GivesWay::No),
                // "-1" alone is one less of what was spoken of.
                false => self.lessens = self.ends_there(0),
            }
        }
    }

    pub(super) fn word(&mut self, at: usize) {
        if at >= self.aside && !self.all_but(at) {
            self.does(at);
        }
    }

    fn does(&mut self, at: usize) {
        let tokens = self.tokens;
        if matches!(self.roles[at], Role::Content | Role::Word(Word::Filler))
            && let Some(by) = words::factor(tokens.key(at))
        {
            return self.multiplies(at, by);
        }
        self.swap_from(at);
        if self.takes_apart(at) || self.loses(at) || self.lowers(at) {
            return;
        }
        let Role::Word(word) = self.roles[at] else { return };
        let (key, next) = (tokens.key(at), tokens.key(at + 1));
        let takes_out = matches!(key, "take" | "leave") && matches!(next, "out" | "off" | "away");
        let ends_take = self.takes && matches!(key, "out" | "off" | "away");
        // "i want to take out 2 pizzas".
        let counted = (1..=2).any(|by| matches!(self.roles.get(at + by), Some(Role::Number(_))));
        let takes_away = (takes_out || ends_take) && self.stay.is_empty() && counted;
        // "2 pizzas take away please".
        let manner = (takes_out || (key == "drop" && next == "off"))
            && self.closes(at + 2)
            && !self.names_next(at + 2);
        match word {
            _ if manner || self.is_counted_away(at) || self.drops_off(at) => {}
            _ if ends_take && (takes_away || self.takes_off(at)) => {}
            _ if ends_take => self.remove(at),
            // The end of "laisse tomber".
            _ if matches!(key, "tomber" | "stare") => {}
            _ if self.is_given_up(at) => self.stay.take_out_it(),
            _ if key == "out" && self.closes(at + 1) => self.out(at),
            _ if self.starts_over(at) => self.clear(),
            _ if self.is_instead_of(at) => self.negate(at, false, GivesWay::Surely),
            Word::Negates => self.negates(at),
            Word::Removes | Word::Corrects if self.minds_no_more(at) => self.never_mind(at),
            Word::Removes => self.remove(at),
            Word::Request if takes_out && !takes_away => self.remove(at),
            Word::Request => self.request(at, key, next),
            Word::Grammar if self.is_over_another(at) => self.negate(at, false, GivesWay::No),
            Word::Turns => self.turns(at, key),
            Word::Only => self.only(at),
            // "je ne veux plus".
            Word::Adds if key == "plus" && (2..=3).any(|by| self.back(at, by) == "ne") => {
                self.negate(at, false, GivesWay::No);
            }
            // "mine wont start so i want an adder".
            Word::Filler if self.concludes(at) => self.negated = None,
            // "remove the t20 and make it 12 adders".
            Word::Filler if self.makes_of(at) => self.swap(at, next),
            Word::Filler if words::makes(key) => self.turn(),
            Word::Adds | Word::More => {
                self.turn();
                self.adds = true;
                self.more |= word == Word::Adds;
                self.corrects = None;
                self.only_ends();
            }
            // "3 adders, en fait, et 2 t20".
            Word::Joins if self.goes_on_after_all(at) => self.corrects = None,
            Word::Joins if self.ends_refusal(key, next) => self.turn(),
            // "and a t20" is about an order that is there.
            Word::Joins if key != "i" && !self.begun.is_empty() && self.leads(at) => {
                self.more = true;
            }
            Word::Filler if matches!(key, "dann") => self.turn(),
            Word::Corrects if !self.comes_last(at) => self.corrects(at),
            Word::Swaps if !self.is_money(at) => self.swap(at, next),
            _ => {}
        }
    }

    /// "if there is no adder then a t20", "cancel the t20 and do an adder".
    fn ends_refusal(&self, key: &str, next: &str) -> bool {
        key == "then" || (self.negated.is_some() && starts_anew(next))
    }

    fn turns(&mut self, at: usize, key: &str) {
        // "all but the adder".
        let but = key == "but" && is_all_or_any(self.back(at, 1)) && self.only != Only::Named;
        if self.was_wanted(at) {
            self.negated = None;
            self.correct(Corrects::Surely);
        } else if but || self.is_kept_for_others(at) {
            self.negate(at, false, GivesWay::No);
        } else {
            self.takes_place |= self.negated.is_some_and(|it| it.seen);
            self.negated = None;
        }
    }

    fn corrects(&mut self, at: usize) {
        match self.tokens.key(at) {
            "instead" | "invece" => self.instead(),
            // "a sultan? nah".
            "nah" | "nope" if self.declines(at) => self.stay.take_out_it(),
            "meant" | "mean" | "edit" | "correction" | "meinte" | "digo" | "bedoel" | "cioe" => {
                self.correct(Corrects::Surely);
            }
            _ => self.correct(Corrects::Perhaps),
        }
    }

    fn request(&mut self, at: usize, key: &str, next: &str) {
        if self.negated.is_some_and(|it| self.wants_anew(it.at, at)) {
            self.negated = None;
        }
        self.takes |= matches!(key, "take" | "leave" | "nehme" | "neem");
        // "how much is a t20? I'll take it".
        let wants_it = words::is_it(next) && self.negated.is_none();
        if let Some(talked) = self.talked.take_if(|_| wants_it) {
            self.take_talked(talked, None);
        }
        let it = self.stay.it().filter(|&it| self.stay.wishes[it].inquired);
        if let Some(place) = it.filter(|_| words::is_it(next)) {
            self.stay.set(place, None);
        }
        self.turn();
    }

    pub(super) fn swap(&mut self, at: usize, next: &str) {
        // "replace everything with 2 adders".
        let excepts = |at: usize| matches!(self.key(at), "except" | "but" | "besides");
        let named = self.mentions.iter().any(|it| it.tokens.start > at);
        let all = words::is_all(next) && self.names_nothing(at + 1) && !self.names_all(at + 2);
        if all && (at..self.roles.len()).any(excepts) {
            self.only = Only::Named;
            return;
        }
        // "change everything to delivery".
        if all && !named {
            return;
        }
        if all {
            return self.clear();
        }
        // "remove the adder and change the sultan to 2".
        self.turn();
        self.only_ends();
        // "can you swap my order", "change my order to 2 adders".
        if let Some(end) = self.whole_order(at) {
            return self.swap_all(end);
        }
        if self.is_about_another(at) {
            // "change my number to 555", "change my address to 14 Olive Tree Lane".
            let place = (at + 1..(at + MOST_TO_PLACE).min(self.roles.len()))
                .any(|at| matches!(self.key(at), "address" | "location" | "delivery" | "street"));
            self.swapped = Some(if place { Swapped::Another } else { Swapped::Stranger });
            return;
        }
        let that = matches!(next, "that" | "it" | "this" | "them" | "those" | "these");
        self.swapped = match self.stay.it() {
            Some(last) if that => Some(Swapped::Wish(last)),
            // "my k70 broke. replace it with a k100".
            None if that => None,
            _ => Some(Swapped::Nothing),
        };
    }

    fn negates(&mut self, at: usize) {
        let (key, next) = (self.tokens.key(at), self.tokens.key(at + 1));
        // "cant decide between an adder and a t20" refuses neither.
        if matches!(next, "decide" | "choose") {
            return;
        }
        if self.needs_no_more(at) {
            self.take_out_them(at + 2);
        } else if key == "never" && next == "mind" {
            self.never_mind(at + 1);
        } else if self.trails_name(at) || self.declines(at) {
            self.take_it_out(at);
        } else if self.withdraws(at) {
            self.withdraw();
        } else if self.refuses(at) {
            self.correct(Corrects::Perhaps);
        } else if self.says_instead(at) || self.recounts(at) {
            self.correct(Corrects::Surely);
        } else if key == "minus" && matches!(self.roles.get(at + 1), Some(Role::Number(_))) {
            // "minus 1 adder"; "adders minus 1" is up to the number.
            if self.names_next(at + 2) {
                self.negate(at, true, GivesWay::No);
            }
        } else if !self.is_exception(at) && !self.is_condition(at) {
            let perhaps = matches!(key, "not" | "nicht" | "niet" | "pas");
            self.negate(at, false, if perhaps { GivesWay::Perhaps } else { GivesWay::No });
        }
    }

    /// "a t20, no a sultan instead": what is named behind "no" is wished for.
    fn says_instead(&self, at: usize) -> bool {
        let next = self.mentions.iter().find(|it| it.tokens.start > at);
        let near = |mention: &&super::Mention| {
            let between = at + 1..mention.tokens.start;
            between.len() <= 2
                && (at + 1..=mention.tokens.start).all(|at| !self.tokens.gap(at).ends_name())
        };
        let named = next.filter(near).filter(|_| !self.stay.wishes.is_empty());
        matches!(self.key(at), "no" | "nein" | "non" | "nao")
            && named.is_some_and(|it| {
                matches!(self.key(it.tokens.end), "instead" | "rather" | "stattdessen" | "lieber")
            })
    }

    pub(super) fn correct(&mut self, how: Corrects) {
        if how == Corrects::Surely {
            // "not the adder, I meant a sultan".
            self.turn();
        }
        self.more = false;
        self.corrects = self.corrects.max(Some(how));
        self.takes_place |= self.vacated.is_some();
    }

    pub(super) fn negate(&mut self, at: usize, lessens: bool, gives_way: GivesWay) {
        self.only_ends();
        // "can i swap: instead of the sultan give me a t20".
        if gives_way == GivesWay::Surely {
            self.swapped = None;
        }
        self.negated = Some(Negated { at, seen: false, lessens, gives_way });
    }

    /// Whether nothing but courtesies stands before token `at`.
    pub(super) fn leads(&self, at: usize) -> bool {
        self.roles[..at].iter().all(|role| *role == Role::Word(Word::Filler))
    }

    /// A new beginning after what "not" spoke of.
    fn turn(&mut self) {
        if self.negated.is_some_and(|negated| negated.seen) {
            self.negated = None;
        }
    }

    /// "if not, a sultan", "if you don't have it, a sultan": what follows is wished for.
    fn is_condition(&self, at: usize) -> bool {
        if is_determiner(self.key(at)) && self.names_next(at + 1) {
            return false;
        }
        let verbal = matches!(
            self.key(at),
            "not"
                | "don"
                | "dont"
                | "isn"
                | "isnt"
                | "aren"
                | "arent"
                | "doesn"
                | "doesnt"
                | "t"
                | "nicht"
                | "niet"
        );
        let most = if verbal { MOST_TO_CONDITION } else { 1 };
        for by in 1..=most {
            let Some(before) = at.checked_sub(by) else { break };
            if self.tokens.gap(before + 1).ends_name() || !self.names_nothing(before) {
                break;
            }
            if words::is_condition(self.key(before)) {
                return true;
            }
        }
        false
    }

    /// "no, a sultan", "no wait": not about what follows, but about what was said.
    fn refuses(&self, at: usize) -> bool {
        let says_no = matches!(self.key(at), "no" | "nein" | "non" | "nee" | "nie" | "nao");
        let apart = self.tokens.gap(at + 1).has(Gap::COMMA.or(Gap::STOP).or(Gap::DASH));
        // "no quiero un adder".
        let wants = !apart && is_refused_wish(self.key(at + 1));
        let goes_on = !wants && matches!(
            self.roles.get(at + 1),
            Some(Role::Word(
                Word::Corrects | Word::Negates | Word::Removes | Word::Request | Word::Times
            ))
        ) || matches!(
            self.key(at + 1),
            "make" | "i" | "a" | "an" | "ich" | "je" | "yo" | "eu" | "io" | "ik"
        )
            // "no the sultan rs", where that was not said before.
            || (self.key(at) == "no"
                && self.key(at + 1) == "the"
                && !self.refuses_wish(at + 1));
        // "2 adders, no 3", "2 adders no 3".
        let counted = || {
            let it = self.stay.it().and_then(|it| self.stay.wishes.get(it));
            it.is_some_and(|it| it.count.is_some())
        };
        let counts = matches!(self.roles.get(at + 1), Some(Role::Number(_)))
            && self.names_nothing(at + 1)
            && (self.tokens.gap(at).ends_name() || counted())
            && (self.closes(at + 2)
                || is_apology(self.key(at + 2))
                || self.settles(at + 1, at + 2));
        let goes_on = goes_on || counts;
        // "and sorry no cola" refuses the cola.
        let regrets = is_apology(self.back(at, 1)) && self.names_next(at + 1);
        let again = self.corrects.is_some() && !regrets && !self.refuses_wish(at + 1);
        // "no wait, 3 adders" may be about another message.
        let counts_next = matches!(self.roles.get(at + 1), Some(Role::Number(_)));
        let hesitates = self.is(at + 1, Word::Corrects)
            || (counts_next && (self.corrects.is_some() || self.counts_before(at)));
        !wants && says_no && (hesitates || (!self.stay.is_empty() && (apart || goes_on || again)))
    }

    /// "2, no 3 adders".
    fn counts_before(&self, at: usize) -> bool {
        let before =
            at.checked_sub(1).filter(|&it| self.names_nothing(it) && !self.ends_sentence(at));
        before.is_some_and(|it| matches!(self.roles[it], Role::Number(_)))
    }

    /// Whether what is named at `at` has been wished for.
    fn refuses_wish(&self, at: usize) -> bool {
        let named = self.mentions.iter().find(|it| it.tokens.start >= at);
        self.names_next(at) && named.is_some_and(|it| self.stay.has_any(&it.products))
    }
}

/// A verb of wishing that stands behind its "no", or a noun: "no quiero", "nie chce", "no need
/// for".
fn is_refused_wish(key: &str) -> bool {
    matches!(
        key,
        "quiero"
            | "queremos"
            | "necesito"
            | "quero"
            | "preciso"
            | "voglio"
            | "chce"
            | "chcialbym"
            | "chcialabym"
            | "need"
            | "want"
    )
}

fn is_apology(key: &str) -> bool {
    matches!(
        key,
        "sorry" | "sry" | "soz" | "pardon" | "perdon" | "desole" | "scusa" | "przepraszam"
    )
}

/// "if you really do not".
const MOST_TO_CONDITION: usize = 4;
/// "change my delivery address".
const MOST_TO_PLACE: usize = 4;
