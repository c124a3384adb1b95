//! What stands around a name: numbers, requests, and words that tell instead of asking.

use std::ops::Range;

use super::inquiry::phrases::FOR;
use super::{Doubt, Evidence};
use crate::domain::recognise::MOST_OF_ONE;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether the customer tells of what they have or had.
    pub(super) fn is_told(&self, span: &Range<usize>) -> bool {
        let tells = |at: usize| self.tells_of_what_was(at);
        let mut placed = false;
        for back in 1..=MOST_BACK {
            let Some(at) = span.start.checked_sub(back) else { break };
            if self.ends_before(at + 1) {
                break;
            }
            // "my boots fell in the pond kitchen timer pls", "for my uncle maybe a hammer".
            placed |= ends_possession(self.tokens.key(at));
            // "present my girlfriend a ring".
            placed |= at + 3 == span.start
                && matches!(self.tokens.key(at + 2), "a" | "an")
                && self.roles[at + 1] == Role::Content;
            // "an a40 for my brother and an a50".
            placed |= self.is(at, Word::Joins)
                && at > 0
                && self.roles[at - 1] == Role::Content
                && !self.named[at - 1];
            // "remove my adder" is about the order.
            let ordered = is_possessive(self.tokens.key(at))
                && at
                    .checked_sub(1)
                    .is_some_and(|at| self.is(at, Word::Removes) || self.is(at, Word::Swaps));
            // "a t20 for me, for my brother adder".
            let for_whom =
                at + 1 < span.start && FOR.contains(&self.back(at, 1)) && !self.named[at + 1];
            // "get her an adder".
            let given = self.tokens.key(at) == "her" && words::is_article(self.tokens.key(at + 1));
            let elsewhere = given || (placed || for_whom) && is_possessive(self.tokens.key(at));
            if tells(at) && !ordered && !elsewhere {
                return true;
            }
            let asks = self.tokens.key(at) == "so"
                || matches!(
                    self.roles[at],
                    Role::Word(
                        Word::Request
                            | Word::Inquires
                            | Word::Adds
                            | Word::Removes
                            | Word::Swaps
                            | Word::Only
                    )
                );
            if asks || matches!(self.roles[at], Role::Number(_)) {
                break;
            }
        }
        for at in span.end..(span.end + MOST_AHEAD).min(self.roles.len()) {
            if self.ends_before(at) || self.named[at] || self.own_text.contains(&at) {
                break;
            }
            // "the sandking i already own".
            let owns = self.tokens.key(at) == "own" && matches!(self.back(at, 1), "i" | "already");
            let tells = tells(at) && (owns || !is_possessive(self.tokens.key(at)));
            if tells || self.was_given(at) {
                return true;
            }
        }
        false
    }

    /// "sold", "i have", "already got", "paid for", "used to have".
    fn tells_of_what_was(&self, at: usize) -> bool {
        let (key, next) = (self.tokens.key(at), self.tokens.key(at + 1));
        let paid = matches!(key, "paid" | "refund" | "refunded" | "refunds") && next == "for";
        // "im broke" is said of somebody.
        let poor = key == "broke" && matches!(self.back(at, 1), "im" | "m" | "am" | "were" | "re");
        // "is it available or sold out".
        (self.is(at, Word::Tells) && next != "out" && !poor)
            || self.is_had(at)
            || self.already_got(at)
            || paid
            || (key == "paid" && next == "off")
            || self.used_to_have(at)
    }

    /// What it is that is told of the name.
    pub(super) fn told(&self, span: &Range<usize>) -> Doubt {
        if self.is_broken(span) { Doubt::Broken } else { Doubt::Told }
    }

    /// "my phone screen is broken", "my broken phone screen": nothing else is told of it.
    fn is_broken(&self, span: &Range<usize>) -> bool {
        let within = |at: &usize| !self.ends_before(*at) && !self.named[*at];
        let mut ahead =
            (span.end..(span.end + MOST_AHEAD).min(self.roles.len())).take_while(within);
        let breaks = ahead.find(|&at| self.roles[at] == Role::Content || self.is(at, Word::Tells));
        let before = span.start.checked_sub(1).filter(|_| !self.ends_before(span.start));
        let breaks = before.filter(|&at| words::is_broken(self.tokens.key(at))).or(breaks);
        let broken = breaks.is_some_and(|at| words::is_broken(self.tokens.key(at)));
        let others = |at: usize| {
            self.is(at, Word::Tells) && breaks != Some(at) && !is_possessive(self.tokens.key(at))
        };
        let around =
            span.start.saturating_sub(MOST_AROUND)..(span.end + MOST_AROUND).min(self.roles.len());
        broken && !around.into_iter().any(others)
    }

    /// "I have a", "already have".
    fn is_had(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.tokens.key(at));
        let modal =
            matches!(before(2), "can" | "could" | "may" | "might" | "should" | "shall" | "must");
        let next = self.tokens.key(at + 1);
        let owned = (1..=MOST_TO_MONEY).all(|by| !is_money(self.tokens.key(at + by)));
        let had = self.tokens.key(at) == "have" && !matches!(next, "been" | "to") && owned;
        had && (before(1) == "already" || (before(1) == "i" && !modal))
    }

    /// A number beside the name.
    pub(in super::super) fn is_counted(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let number = |at: usize| {
            !self.named.get(at).copied().unwrap_or(true)
                && matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Tens(_)))
        };
        let small =
            |at: usize| !matches!(self.roles.get(at), Some(Role::Number(it)) if *it > MOST_OF_ONE);
        let counter = |at: usize| words::is_counter(self.tokens.key(at));
        let mut before = start;
        while before > 0
            && !self.gap_parts(before)
            && (self.is(before - 1, Word::Between)
                || self.is(before - 1, Word::More)
                || self.is(before - 1, Word::Fewer)
                || self.is(before - 1, Word::Times)
                || (self.is(before - 1, Word::Filler)
                    && words::is_colour(self.tokens.key(before - 1)))
                || self.is_maker(before - 1))
        {
            before -= 1;
        }
        if before > 0 && number(before - 1) && !self.gap_parts(before) {
            return true;
        }
        // "a second stallion".
        let article = |at: usize| words::is_article(self.tokens.key(at));
        if (before + 1..start).any(|at| self.is(at, Word::More) && article(at - 1)) {
            return true;
        }
        let gap = self.tokens.gap(end);
        let marked = gap.has(Gap::OPEN.or(Gap::COLON).or(Gap::DASH)) && number(end);
        marked
            || (self.is(end, Word::Times) && (number(end + 1) || (start > 0 && number(start - 1))))
            || (number(end) && (self.is(end + 1, Word::Times) || counter(end + 1)))
            || (number(end)
                && small(end)
                && !gap.has(Gap::LINE)
                && self.ends_before(end + 1)
                && self.bare)
    }

    fn gap_parts(&self, at: usize) -> bool {
        self.tokens.gap(at).without(Gap::DASH).ends_name()
    }

    /// Whether the name is used as a word of the language: "stretch goals", "to stretch".
    pub(super) fn is_used_as_word(&self, mention: &Mention) -> bool {
        let (span, slips) = (&mention.tokens, mention.slips > 0);
        let is_part = span.len() == 1 && !mention.rank.is_whole();
        let next = span.end;
        let taken_out = matches!(self.tokens.key(next), "out" | "off")
            && (1..=MOST_AHEAD).any(|back| {
                let before = span.start.checked_sub(back).map_or("", |at| self.tokens.key(at));
                matches!(before, "take" | "leave")
            });
        // "how many adders do you have".
        let asked = span.start.checked_sub(1).is_some_and(|at| self.is(at, Word::Inquires));
        let goes_on = !taken_out
            && !asked
            && !self.ends_before(next)
            && !self.named.get(next).copied().unwrap_or(true)
            && match self.roles[next] {
                _ if self.own_text.contains(&next) => false,
                Role::Content => !self.index.describes(self.tokens.key(next)),
                // "how much would an elegy be".
                Role::Word(Word::Grammar) if self.tokens.key(next) == "be" => {
                    !self.is_asked_for(span.start)
                }
                Role::Word(Word::Grammar) => !matches!(
                    self.tokens.key(next),
                    "when"
                        | "if"
                        | "because"
                        | "cause"
                        | "cuz"
                        | "you"
                        | "we"
                        | "as"
                        | "than"
                        | "should"
                ),
                Role::Word(Word::Tells) => !is_possessive(self.tokens.key(next)),
                // "voodo people", "a long day".
                Role::Word(Word::Measures) => slips || is_part,
                Role::Word(Word::Between) => self.tokens.key(next) == "of",
                _ => false,
            };
        let before = span.start.checked_sub(1).map_or("", |at| self.tokens.key(at));
        let swaps =
            || (0..span.start).any(|at| self.is(at, Word::Swaps) || self.is(at, Word::Corrects));
        let acts = matches!(
            before,
            "i" | "you" | "we" | "they" | "he" | "she" | "who" | "lets" | "dont" | "cant" | "ll"
        ) && !self.is_and(span.start)
            || (before == "to" && !swaps());
        // "a long day at work", where there are Work Gloves.
        let is_place = is_part && before == "at" && !self.ends_before(span.start);
        goes_on || acts || is_place || self.is_verb(span)
    }

    /// Whether a request leads to the token `start`.
    pub(super) fn is_asked_for(&self, start: usize) -> bool {
        let mut foreign = 0;
        for at in (0..start).rev().take(MOST_LED) {
            let gap = self.tokens.gap(at + 1);
            if gap.has(Gap::LINE) || (gap.has(Gap::STOP) && gap.has(Gap::SPACE)) {
                return false;
            }
            if gap.ends_name() || self.is(at, Word::Joins) {
                foreign = 0;
            }
            match self.roles[at] {
                Role::Word(Word::Request) => {
                    let to = self.tokens.key(at + 1) == "to" && !self.is(at + 2, Word::Request);
                    return !to && !self.is_had(at);
                }
                Role::Word(Word::Grammar | Word::Filler) if self.would_like(at) => return true,
                Role::Word(
                    Word::Inquires
                    | Word::Adds
                    | Word::More
                    | Word::Fewer
                    | Word::Swaps
                    | Word::Removes
                    | Word::Replaces
                    | Word::Corrects,
                ) => {
                    return true;
                }
                Role::Content if self.named[at] || self.is_maker(at) => {}
                Role::Content => {
                    foreign += 1;
                    if foreign > MOST_FOREIGN {
                        return false;
                    }
                }
                Role::Word(Word::Grammar | Word::Tells) => foreign += 1,
                _ => {}
            }
        }
        false
    }

    /// "is the sultan available?", "the sultan in stock?".
    pub(super) fn is_asked_after(&self, end: usize) -> bool {
        (end..(end + MOST_AHEAD).min(self.roles.len()))
            .take_while(|at| !self.ends_before(*at) && !self.named[*at])
            .any(|at| {
                self.is(at, Word::Request)
                    || self.is(at, Word::Inquires)
                    || self.is(at, Word::Replaces)
                    || self.tokens.key(at) == "possible"
            })
            || self.is_welcome(end)
    }

    /// Whether the name, with nothing but an article and courtesies, is all between two commas, or
    /// between two words that join in a text that counts or asks or lists; or starts there, if it
    /// is no word.
    pub(super) fn is_clause(&self, mention: &Mention) -> bool {
        let quiet = |at: usize| {
            matches!(self.roles[at], Role::Word(Word::Filler | Word::Between | Word::More))
        };
        let joins = |at: usize| (self.asks || self.listed) && self.is(at, Word::Joins);
        let mut start = mention.tokens.start;
        let floor = start.saturating_sub(MOST_LED);
        while start > floor && !self.ends_before(start) && quiet(start - 1) {
            start -= 1;
        }
        let mut end = mention.tokens.end;
        let ceiling = self.roles.len().min(end + MOST_LED);
        while end < ceiling && !self.ends_before(end) && quiet(end) {
            end += 1;
        }
        let starts = start == 0 || self.ends_before(start) || joins(start - 1);
        let letters: usize = mention.tokens.clone().map(|at| self.tokens.key(at).len()).sum();
        let no_word = mention.slips > 0 && letters >= SLIP_EVERY * usize::from(mention.slips);
        starts && (self.ends_before(end) || joins(end) || no_word)
    }

    /// Whether other names in the text are certain or counted.
    pub(super) fn stands_with_others(&self, at: usize) -> bool {
        let certain = |other: &Mention| {
            (!self.is_weak(other) && !self.is_told(&other.tokens)) || self.is_counted(other)
        };
        let certain = self.certain.get_or_init(|| self.mentions.iter().map(certain).collect());
        let others = certain.iter().filter(|it| **it).count();
        others > usize::from(certain.get(at) == Some(&true))
    }

    /// Whether one word out of a name is meant as that name. A number or an article before it says
    /// so, also with one word between ("a large margherita"); in an order (`sure`) it is enough
    /// that it starts a wish. Not so before an article ("drop the adder").
    pub(super) fn is_introduced(&self, span: &Range<usize>, sure: bool) -> bool {
        if (self.is(span.end, Word::Between) || self.is(span.end, Word::More))
            && !self.tokens.gap(span.end).ends_name()
        {
            return false;
        }
        // "new grips" are what "grips" are.
        let new =
            |at: &usize| self.tokens.key(*at) == "new" && !self.tokens.gap(at + 1).ends_name();
        let start = span.start.checked_sub(1).filter(new).unwrap_or(span.start);
        let starts = start == 0 || self.tokens.gap(start).ends_name();
        let Some(before) = start.checked_sub(1) else {
            return sure || self.is_for_somebody(span);
        };
        let described = self.roles[before] == Role::Content && before > 0 && !starts;
        self.introduces(before)
            || self.is_for_somebody(span)
            || (described && self.introduces(before - 1))
            || (sure && (starts || self.starts_wish(before)))
    }

    pub(super) fn introduces(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        let article = words::is_article(key) || matches!(key, "the" | "some" | "any");
        let asked = || at.checked_sub(1).is_some_and(|at| self.is(at, Word::Request));
        let article = article || (matches!(key, "that" | "this") && asked());
        let place = article && self.is_place(at);
        (article && !place) || matches!(self.roles[at], Role::Number(_))
    }

    fn starts_wish(&self, at: usize) -> bool {
        matches!(
            self.roles[at],
            Role::Enumerator
                | Role::Word(
                    Word::Request
                        | Word::Inquires
                        | Word::Joins
                        | Word::Times
                        | Word::Adds
                        | Word::More
                        | Word::Only
                        | Word::Negates
                        | Word::Turns
                        | Word::Corrects
                )
        )
    }
}

/// What is had to pay with.
fn is_money(key: &str) -> bool {
    matches!(key, "money" | "cash" | "funds" | "budget" | "dough")
}

/// Whether what stands behind is no longer what somebody has.
fn ends_possession(key: &str) -> bool {
    matches!(key, "in" | "into" | "at" | "to" | "maybe" | "perhaps" | "please" | "pls" | "plz")
}

fn is_possessive(key: &str) -> bool {
    matches!(key, "my" | "his" | "her" | "their" | "our" | "your" | "own")
}

const MOST_BACK: usize = 6;
/// "I have the money", "I have enough of my cash".
const MOST_TO_MONEY: usize = 4;
/// How far a request may lead: bounds the work on a long list.
const MOST_LED: usize = 64;
const MOST_AHEAD: usize = 4;
/// How far away something else may be told of what is broken.
const MOST_AROUND: usize = 16;
const MOST_FOREIGN: usize = 1;
/// A slip in so many letters leaves no doubt which word is meant.
const SLIP_EVERY: usize = 5;
