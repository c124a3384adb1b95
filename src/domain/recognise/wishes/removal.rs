//! Words that take out what was said or what is there.

use smallvec::SmallVec;

use super::alone::is_delivery;
use super::{Corrects, Fate, GivesWay, Only, Reader};
use crate::domain::recognise::asked::is_asked;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{
    Word, is_afterthought, is_all, is_article, is_thanks, makes,
};

impl Reader<'_> {
    /// "everything except": what follows stays, alone.
    pub(super) fn is_exception(&self, at: usize) -> bool {
        let excepts = matches!(self.key(at), "except" | "minus");
        excepts && self.only == Only::Named
    }

    /// "den Adder nicht": the name stood before.
    pub(super) fn trails_name(&self, at: usize) -> bool {
        let says_not = matches!(self.key(at), "nicht" | "niet" | "pas")
            || (matches!(self.key(at), "no" | "nein" | "non" | "nee" | "nao" | "nie")
                && (at + 1 >= self.roles.len() || self.tokens.gap(at + 1).ends_name()))
            || self.is_needless(at);
        let before = self.mentions.iter().take_while(|it| it.tokens.end <= at).last();
        let near = before
            .is_some_and(|it| (it.tokens.end..=at).all(|at| !self.tokens.gap(at).ends_name()));
        let ends = self.closes(at + 1) || self.is_needless(at);
        says_not && near && ends && self.fates.last() == Some(&Fate::Wished)
    }

    /// "isn't needed", "not needed".
    fn is_needless(&self, at: usize) -> bool {
        let next = matches!(self.key(at + 1), "needed" | "required" | "necessary" | "wanted");
        next && self.closes(at + 2) && self.is(at, Word::Negates)
    }

    /// "a sultan? no thanks", "a sultan? no."
    pub(super) fn declines(&self, at: usize) -> bool {
        let named = self.mentions.iter().any(|it| it.tokens.end == at);
        let thanks = is_thanks(self.key(at + 1)) && !self.tokens.gap(at + 1).ends_name();
        let gap = self.tokens.gap(at);
        let alone = gap.has(Gap::QUERY) && self.closes(at + 1);
        let spoken = matches!(self.fates.last(), Some(Fate::Wished | Fate::Inquired));
        named && spoken && (alone || (thanks && gap.ends_name()))
    }

    /// "an adder, actually not", with nothing behind it that takes the place.
    pub(super) fn withdraws(&self, at: usize) -> bool {
        let quiet = |role: &Role| matches!(role, Role::Word(Word::Filler | Word::Corrects));
        let rest = self.roles.get(at + 1..).unwrap_or_default();
        is_afterthought(self.back(at, 1))
            && at.checked_sub(1).is_some_and(|at| self.is(at, Word::Corrects))
            && matches!(
                self.key(at),
                "not" | "no" | "nicht" | "nein" | "non" | "pas" | "nao" | "niet" | "nee" | "nie"
            )
            && matches!(self.fates.last(), Some(Fate::Wished | Fate::Inquired))
            && rest.iter().all(quiet)
    }

    /// What was wished for last is not, if the text began it.
    pub(super) fn withdraw(&mut self) {
        let last = self.stay.it().and_then(|it| self.stay.wishes.get(it));
        if last.is_some_and(|it| it.had.is_none()) {
            self.stay.take_out_it();
            self.fates.pop();
            self.fates.push(Fate::Removed);
        }
    }

    /// "start over", "new order:".
    pub(super) fn starts_over(&self, at: usize) -> bool {
        let before = self.back(at, 1);
        match self.key(at) {
            "over" | "again" => before == "start",
            "order" => before == "new" && self.tokens.gap(at + 1).has(Gap::COLON),
            _ => false,
        }
    }

    /// Whether "not" at `negates` is said of the removal at `at`: "don't forget", "do not you dare
    /// cancel", but not "no bikes so forget".
    fn keeps(&self, negates: usize, at: usize) -> bool {
        (negates + 1..at).all(|at| {
            matches!(self.roles[at], Role::Word(word) if word != Word::Joins)
                && self.key(at) != "so"
        })
    }

    /// "cancel the sultan", "cancel that", "forget it", "take the sultan out".
    pub(super) fn remove(&mut self, at: usize) {
        if is_asked(self.tokens, self.roles, |at| !self.names_nothing(at), at) {
            self.asked = true;
            return;
        }
        let end = self.clause_end(at);
        let rest = at + 1..end;
        let named = self.name_stands_in(&rest);
        if let Some(negated) = self.negated.take()
            && (self.keeps(negated.at, at) || !named)
        {
            // "don't forget the sultan".
            return;
        }
        if self.is_scratched_for_one(at) {
            return self.stay.wishes.retain(|wish| wish.had.is_some());
        }
        if self.is_scratched(at) {
            return self.correct(Corrects::Surely);
        }
        self.only_ends();
        self.more = false;
        self.removed = true;
        let all = (at + 1..end).find(|&at| is_all(self.key(at)) && self.names_nothing(at));
        if let Some(all) = all
            && (all + 1..end).any(|at| matches!(self.key(at), "except" | "but" | "besides"))
        {
            self.only = Only::Named;
            return;
        }
        if let Some(rest) = self.governed_rest(at, end) {
            // "keep the adder, remove the rest".
            self.only = Only::Named;
            self.understood.push(rest);
            return;
        }
        // "take 2 adders away and add a t20".
        if self.takes && self.takes_back_name(at) && !named {
            return;
        }
        if named {
            return self.negate(at, true, GivesWay::No);
        }
        if let Some((told, place)) = self.described_line(at + 1) {
            match place {
                Some(place) => drop(self.stay.wishes.remove(place)),
                None => self.missed.push(told..told + 1),
            }
            return;
        }
        if self.leaves_out(at) || self.takes_back_name(at) || self.removes_by_word(at) {
            return;
        }
        if all.is_none() && (self.takes_what_is_not_there(at) || self.is_about_another(at)) {
            return;
        }
        if self.takes_so_many(at, rest.start < end) {
            return;
        }
        self.remove_unnamed(at, all.is_some());
    }

    /// The rest, if that is what the word at `at` removes.
    fn governed_rest(&self, at: usize, end: usize) -> Option<usize> {
        let others = |at: usize| {
            let key = self.key(at);
            matches!(key, "rest" | "others" | "ubrigen" | "andere" | "anderen" | "autres" | "demas")
                || (key == "else" && is_all(self.back(at, 1)))
        };
        // "remove one and make the rest navy" says of the rest something else.
        let quiet = |at: usize| {
            let word = matches!(self.roles[at], Role::Word(Word::Between | Word::Filler));
            is_all(self.key(at)) || is_article(self.key(at)) || (word && !makes(self.key(at)))
        };
        let governed = |rest: &usize| (at + 1..*rest).all(quiet);
        let mut rests = (at + 1..end).filter(|&at| others(at) && self.names_nothing(at));
        rests.find(governed)
    }

    /// "remove it" is about the last one, "forget it" about all.
    fn remove_unnamed(&mut self, at: usize, all: bool) {
        let key = self.key(at);
        let ahead = [self.key(at + 1), self.key(at + 2)];
        let one = matches!(key, "remove" | "delete" | "drop" | "take" | "leave" | "out" | "off");
        let it = ahead.contains(&"it") && !one;
        let silent = !self.stay.anything_said() && !one && !self.begun.is_empty();
        if all || ahead.contains(&"order") || it || silent {
            self.stay.wishes.clear();
        } else {
            self.take_it_out(at);
        }
    }

    /// What was spoken of last goes, all of it.
    pub(super) fn take_it_out(&mut self, at: usize) {
        match self.repeated_before(at) {
            Some(named) => drop(self.stay.take_out(&named)),
            None => self.stay.take_out_it(),
        }
    }

    /// "an adder and a t20, the t20 out": what is said once more for no other end than to be taken
    /// out.
    pub(super) fn repeated_before(&self, at: usize) -> Option<SmallVec<[u32; 4]>> {
        let before = self.mentions.iter().rfind(|it| it.tokens.end <= at)?;
        let wish = self.stay.it().and_then(|it| self.stay.wishes.get(it))?;
        let near = (before.tokens.end..=at)
            .all(|at| !self.ends_sentence(at) && !self.tokens.gap(at).has(Gap::COMMA));
        let same = wish.tokens == before.tokens && wish.count.is_none();
        let twice = self.stay.wishes.iter().filter(|it| it.products == wish.products).count() > 1;
        (near && same && twice).then(|| wish.products.clone())
    }

    pub(super) fn is_possessed(&self, at: usize) -> bool {
        self.is(at, Word::Between) || matches!(self.key(at), "my" | "our" | "your" | "a" | "an")
    }

    /// "remove the spoiler", "drop me a message", "drop it at my garage": nothing that was said.
    pub(super) fn is_about_another(&self, at: usize) -> bool {
        let place =
            matches!(self.key(at + 2), "at" | "off" | "in" | "by" | "to" | "over" | "round");
        if self.key(at) == "drop" && self.key(at + 1) == "it" && place {
            return true;
        }
        let skipped = |at: &usize| {
            self.is_possessed(*at) || matches!(self.key(*at), "me" | "us" | "out" | "off" | "away")
        };
        let ends = |at: &usize| self.tokens.gap(*at).ends_name();
        let mut rest = (at + 1..self.roles.len()).take_while(|at| !ends(at));
        let Some(object) = rest.find(|at| !skipped(at)) else { return false };
        let thing = match self.roles[object] {
            Role::Content => true,
            _ if is_delivery(self.key(object)) => true,
            Role::Word(word) => matches!(word, Word::Labels | Word::Measures | Word::Tells),
            _ => self.is_plural_number(object),
        };
        thing && !is_of_order(self.key(object)) && self.names_nothing(object)
    }

    /// "scratch that, a t20": what follows takes the place of what was said last.
    fn is_scratched(&self, at: usize) -> bool {
        let that = matches!(self.key(at + 1), "that" | "it" | "this");
        let ends = self.tokens.gap(at + 2).ends_name();
        let quiet = |role: &Role| {
            matches!(
                role,
                Role::Number(_)
                    | Role::Word(Word::Filler | Word::Between | Word::Request | Word::Corrects)
            )
        };
        let next = self.mentions.iter().find(|it| it.tokens.start > at);
        let number = at + 2;
        let settled = matches!(self.roles.get(number), Some(Role::Number(_)))
            && self.settles(number, number + 1);
        let counted = next.is_none() && (settled || self.says_number(number));
        let gives_way = next.is_some_and(|it| {
            let between = self.roles.get(at + 2..it.tokens.start).unwrap_or_default();
            between.iter().all(quiet) && !it.inquired && !self.stay.has_any(&it.products)
        });
        self.key(at) == "scratch"
            && that
            && ends
            && (gives_way || counted)
            && self.stay.anything_said()
    }

    /// "the sultan out": the name stood before; a number with it says how many fewer.
    pub(super) fn takes_back_name(&mut self, at: usize) -> bool {
        let end = self.clause_end(at);
        let ends =
            self.tokens.gap(at + 1).ends_name() || end == at + 1 || self.is(at + 1, Word::Joins);
        let closes = self.takes
            || matches!(
                self.key(at),
                "out"
                    | "raus"
                    | "heraus"
                    | "weg"
                    | "eraf"
                    | "streichen"
                    | "stornieren"
                    | "entfernen"
            );
        let Some((place, count)) = self.set.take().filter(|_| ends && closes) else { return false };
        let Some(wish) = self.stay.wishes.get_mut(place) else { return false };
        let said = wish.count;
        wish.count = count;
        match said {
            Some(by) if said != count => self.stay.decrease(place, by),
            _ => {
                self.stay.wishes.remove(place);
            }
        }
        true
    }

    /// Where the clause of token `at` ends.
    fn clause_end(&self, at: usize) -> usize {
        let ends = |&at: &usize| {
            let gap = self.tokens.gap(at);
            gap.has(Gap::COMMA)
                || self.ends_sentence(at)
                || self.begins_anew(at)
                || (matches!(self.roles[at], Role::Word(Word::Request | Word::Inquires))
                    && !self.is_order(at))
                || (self.is(at, Word::Adds) && self.is(at - 1, Word::Joins))
                || (self.is(at, Word::Joins) && starts_anew(self.key(at + 1)))
        };
        (at + 1..self.roles.len()).find(ends).unwrap_or(self.roles.len())
    }

    /// "my order for the sultan": what was ordered, and no new wish.
    fn is_order(&self, at: usize) -> bool {
        let before = self.back(at, 1);
        let mine = matches!(before, "my" | "our");
        let told = matches!(before, "the" | "this" | "that" | "last" | "previous" | "whole")
            && matches!(self.key(at + 1), "of" | "for" | "with");
        self.key(at) == "order" && (mine || told)
    }

    /// "scratch that a sultan": what follows "that" is no more of it.
    fn begins_anew(&self, at: usize) -> bool {
        matches!(self.back(at, 1), "that" | "it" | "this")
            && at.checked_sub(2).is_some_and(|at| self.is(at, Word::Removes))
            && (matches!(self.roles[at], Role::Number(_))
                || matches!(self.key(at), "a" | "an" | "make" | "give" | "let" | "lets" | "i"))
    }

    fn name_stands_in(&self, tokens: &std::ops::Range<usize>) -> bool {
        self.mentions.iter().any(|it| tokens.contains(&it.tokens.start))
    }

    pub(super) fn names_nothing(&self, at: usize) -> bool {
        !self.mentions.iter().any(|it| it.tokens.contains(&at))
    }
}

/// "cancel everything and start with 2 sultans".
pub(super) fn starts_anew(key: &str) -> bool {
    matches!(key, "start" | "begin" | "do" | "make" | "go" | "lets" | "let" | "i" | "ill" | "id")
}

/// "anything but", "all but": what follows is refused.
pub(super) fn is_all_or_any(key: &str) -> bool {
    is_all(key) || matches!(key, "anything" | "any" | "something" | "anyone" | "whatever")
}

/// A word for the order or for a line of it.
pub(super) fn is_of_order(key: &str) -> bool {
    matches!(
        key,
        "last"
            | "latest"
            | "previous"
            | "item"
            | "items"
            | "product"
            | "products"
            | "order"
            | "cart"
            | "basket"
            | "request"
            | "letzte"
            | "letzten"
            | "dernier"
            | "derniere"
            | "ultimo"
            | "ultima"
            | "bestellung"
            | "commande"
            | "pedido"
    )
}
