//! Words beside a name that leave an order an order: "2 cold beers", "coffee with milk", "to go".

use std::ops::Range;

use super::super::MOST_OF_ONE;
use super::super::index::Index;
use super::super::mentions::{Mention, is_with};
use super::super::roles::Role;
use super::super::tokens::{Gap, Tokens};
use super::super::words::{self, Word};
use super::leaves_out;
use super::offer::is_no_money;

pub(super) struct Around<'t> {
    pub(super) tokens: &'t Tokens,
    pub(super) roles: &'t [Role],
    pub(super) mentions: &'t [Mention],
}

impl Around<'_> {
    /// Whether the word at `at` says how the whole name behind it is to be, where a number, an
    /// article or "please" asks for it: "2 cold beers", "hot tea please". "nice comet" does not.
    pub(super) fn is_adjective(&self, at: usize) -> bool {
        let named = self
            .mentions
            .iter()
            .any(|it| it.tokens.start == at + 1 && it.rank.is_whole() && it.slips == 0);
        if !named || self.parts(at + 1) {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|_| !self.parts(at)) else {
            return self.is_polite();
        };
        match self.roles[before] {
            Role::Number(_) => true,
            Role::Word(Word::Joins) => self.is_polite(),
            _ => words::is_article(self.tokens.key(before)) && self.opens(before),
        }
    }

    /// "for crews", "for my crew", "for my two sons".
    pub(super) fn is_for_whom(&self, at: usize) -> bool {
        let key = |back: usize| at.checked_sub(back).map_or("", |at| self.tokens.key(at));
        let several = || {
            key(3) == "for"
                && self.roles[at] == Role::Content
                && matches!(self.roles[at - 1], Role::Number(_))
        };
        key(1) == "for" || key(2) == "for" || several()
    }

    /// "with milk and sugar" behind a whole name that opens a clause.
    pub(super) fn is_with_it(&self, at: usize) -> bool {
        let mut first = at;
        while first > 1
            && !self.parts(first)
            && self.roles[first - 1] == Role::Word(Word::Joins)
            && !is_with(self.tokens.key(first - 1))
            && self.roles[first - 2] == Role::Content
            && !self.parts(first - 1)
        {
            first -= 2;
        }
        let Some(with) = first.checked_sub(1).filter(|_| !self.parts(first)) else { return false };
        let key = self.tokens.key(with);
        let says = is_with(key) || leaves_out(key);
        let whole = self.mentions.iter().find(|it| it.tokens.end == with);
        says && whole.is_some_and(|it| {
            // "a gold mug with an engraving".
            let mut start = it.tokens.start;
            while start > 0 && !self.parts(start) && is_attribute(self.tokens.key(start - 1)) {
                start -= 1;
            }
            let article = start.checked_sub(1).filter(|_| !self.parts(start));
            it.rank.is_whole() && it.slips == 0 && article.is_none_or(|at| self.counts(at))
        })
    }

    /// "engraving saying Love": the words behind a name that are the customer's own text, up to the
    /// end of the clause or to what is counted beside it: "saying Love and 2 sultans".
    pub(super) fn own_text(&self, index: &Index) -> Range<usize> {
        let says = |it: &&Mention| {
            let says = is_quoting(self.tokens.key(it.tokens.end)) && !self.parts(it.tokens.end);
            says && it.rank.is_whole() && it.products.iter().all(|&it| index.takes_text(it))
        };
        let Some(named) = self.mentions.iter().find(says) else { return 0..0 };
        let start = named.tokens.end;
        let beside = |it: &&Mention| {
            let (number, joins) = (it.tokens.start.checked_sub(1), it.tokens.start.checked_sub(2));
            let is = |at: Option<usize>, such: fn(&Role) -> bool| {
                at.filter(|at| *at >= start).and_then(|at| self.roles.get(at)).is_some_and(such)
            };
            is(number, |role| matches!(role, Role::Number(_)))
                && is(joins, |role| *role == Role::Word(Word::Joins))
        };
        let next = self.mentions.iter().find(beside);
        let ceiling = next.map_or(self.roles.len(), |it| it.tokens.start);
        let ends = |at: &usize| self.tokens.gap(*at).ends_name();
        start..(start + 1..ceiling).find(ends).unwrap_or(ceiling)
    }

    /// "a tea to go".
    pub(super) fn is_to_go(&self, at: usize) -> bool {
        let to = at.checked_sub(1).filter(|_| self.tokens.key(at) == "go");
        to.is_some_and(|to| {
            self.tokens.key(to) == "to" && self.mentions.iter().any(|it| it.tokens.end == to)
        })
    }

    fn counts(&self, at: usize) -> bool {
        matches!(self.roles[at], Role::Number(_))
            || (words::is_article(self.tokens.key(at)) && self.opens(at))
    }

    /// Whether a wish may begin at `at`: not behind "that's".
    fn opens(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.parts(at)) else { return true };
        matches!(
            self.roles[before],
            Role::Word(Word::Joins | Word::Request | Word::Adds | Word::Only)
        ) || matches!(self.tokens.key(before), "me" | "us" | "hi" | "hello" | "hey")
    }

    pub(super) fn is_polite(&self) -> bool {
        (0..self.roles.len()).any(|at| is_please(self.tokens.key(at)))
    }

    /// Whether the word at `at` is a number, a courtesy of an order, money or a word that asks.
    pub(super) fn asks_at(&self, at: usize) -> bool {
        if is_please(self.tokens.key(at)) {
            return true;
        }
        match self.roles[at] {
            // "will be", and words that add to any sentence.
            Role::Word(Word::Request) if self.tokens.key(at) == "will" => {
                self.tokens.key(at + 1) != "be"
            }
            Role::Word(Word::Adds) => {
                !matches!(self.tokens.key(at), "too" | "as" | "well" | "also" | "other")
            }
            // "no one", "any one" are people.
            Role::Number(1) if at > 0 && matches!(self.tokens.key(at - 1), "no" | "any") => false,
            // "lets go 24" is far from what it could count.
            Role::Number(count) => {
                let near = |it: &Mention| {
                    let far = if it.rank.is_whole() { MOST_TO_COUNTED } else { 0 };
                    it.tokens.start <= at + MOST_TO_COUNTED && at <= it.tokens.end + far
                };
                count <= MOST_OF_ONE && self.mentions.iter().any(near)
            }
            // A time asks for nothing.
            Role::Foreign => !(at..at + 2).any(|at| is_no_money(self.tokens.key(at))),
            Role::Enumerator => true,
            Role::Word(word) => matches!(
                word,
                Word::Request
                    | Word::Inquires
                    | Word::Times
                    | Word::More
                    | Word::Removes
                    | Word::Swaps
                    | Word::Replaces
                    | Word::Indifferent
            ),
            _ => false,
        }
    }

    fn parts(&self, at: usize) -> bool {
        self.tokens.gap(at).ends_name() || self.tokens.gap(at).has(Gap::OPEN)
    }
}

/// How far a number may stand from what it counts.
const MOST_TO_COUNTED: usize = 3;

/// Whether the text that something is to say follows `key`.
fn is_quoting(key: &str) -> bool {
    matches!(key, "saying" | "says" | "reading" | "reads")
}

/// "please".
pub(in super::super) fn is_please(key: &str) -> bool {
    matches!(
        key,
        "please"
            | "pls"
            | "plz"
            | "bitte"
            | "svp"
            | "stp"
            | "plait"
            | "favor"
            | "favore"
            | "prosze"
            | "aub"
    )
}

fn is_attribute(key: &str) -> bool {
    words::is_colour(key) || words::is_size(key)
}
