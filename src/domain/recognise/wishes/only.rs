//! "just 2 adders": nothing else is wished for.

use smallvec::SmallVec;
use std::ops::Range;

use super::{Fate, Only, Reader, Wish};
use crate::domain::recognise::Ordered;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{Word, is_article};

impl Reader<'_> {
    /// "just 2 adders", and at the end "2 adders only".
    pub(super) fn only(&mut self, at: usize) {
        self.takes_place |= self.negated.is_some_and(|it| it.seen);
        self.negated = None;
        let named = |it: &Mention| it.tokens.end == at;
        let closes = self.mentions.first().is_some_and(named)
            && self.fates.last() == Some(&Fate::Wished)
            && self.tokens.gap(at + 1).ends_name();
        if closes {
            self.only_named();
        } else if self.only == Only::No && !self.stay.anything_said() {
            self.only = Only::Begun;
        }
    }

    /// The name that "only" is said of was read.
    pub(super) fn only_named(&mut self) {
        let is_anew = (0..self.roles.len()).any(|at| self.is_scratched_for_one(at));
        self.only = if self.counted && !is_anew { Only::Counted } else { Only::Named };
        self.leaves_rest = true;
    }

    /// Whether lines go of which the text says nothing. "only 2 adders" of three says how many
    /// adders there are to be; of two, that nothing else is.
    pub(super) fn leaves_nothing_else(&self) -> bool {
        match self.only {
            Only::No | Only::Begun => false,
            Only::Named => true,
            Only::Counted => self.nothing_else().is_some() || !self.changes_a_number(),
        }
    }

    /// Whether all that is said is another number of one line.
    fn changes_a_number(&self) -> bool {
        let mut said = self.stay.wishes.iter().filter(|it| it.said);
        let (Some(wish), None) = (said.next(), said.next()) else { return false };
        let before = wish.had.and_then(|line| self.begun.get(line));
        let is_same = |it: &Ordered| {
            self.stay.index().number(&it.product).is_some_and(|it| wish.products.as_slice() == [it])
        };
        let before = before.filter(|it| is_same(it));
        before.is_some_and(|it| wish.count.is_some_and(|count| count != it.quantity))
    }

    /// "nothing else", "sonst nichts": a clause of its own, so not "change nothing else".
    pub(super) fn nothing_else(&self) -> Option<Range<usize>> {
        let ends = |at: usize| at >= self.roles.len() || self.tokens.gap(at).ends_name();
        let opens = |at: usize| ends(at) || self.is(at.wrapping_sub(1), Word::Joins);
        (0..self.roles.len()).filter(|&at| opens(at)).find_map(|start| {
            let end = (start..self.roles.len()).find(|&at| at > start && ends(at));
            let end = end.unwrap_or(self.roles.len());
            let keys: SmallVec<[&str; 4]> = (start..end).map(|at| self.key(at)).take(5).collect();
            NOTHING_ELSE.contains(&keys.as_slice()).then_some(start..end)
        })
    }

    /// "just remove the adder" is about the adder alone.
    pub(super) fn only_ends(&mut self) {
        if self.only == Only::Begun {
            self.only = Only::No;
        }
    }

    /// Whether nothing else is left of what the text has wished for so far, or no more of it: "5
    /// adders and a t20. on second thought only the t20", "only 2 adders".
    pub(super) fn is_all_that_is_left(&self, mention: &Mention) -> bool {
        let named = matches!(self.only, Only::Named | Only::Counted);
        if self.negated.is_some() || named || mention.inquired {
            return false;
        }
        let quiet = |at: usize| {
            matches!(self.roles[at], Role::Number(_) | Role::Word(Word::Between))
                || is_article(self.key(at))
                // "i only want the t20".
                || matches!(self.key(at), "want" | "need" | "wanted" | "needed")
        };
        let start = mention.tokens.start;
        let before = (start.saturating_sub(MOST_BACK)..start).rev().find(|&at| !quiet(at));
        let Some(only) = before.filter(|&at| self.is(at, Word::Only)) else { return false };
        let apart = (only + 1..=start).any(|at| self.tokens.gap(at).ends_name());
        !apart
            && self.begins_clause(only)
            && self.says_no_more(mention.tokens.end)
            && self.named_before(mention).is_some()
    }

    /// "only mugs", where there are several lines of these: they all stay. How many of which, "only
    /// 1 mug", is to be said. Whether that is so.
    pub(super) fn leaves_several(
        &mut self,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
    ) -> bool {
        let is_one_of = |wish: &Wish| wish.products.as_slice() == products && wish.had.is_some();
        let lines = self.stay.wishes.iter().filter(|it| is_one_of(it)).count();
        let is_described = !self.described.of(&mention.tokens).is_empty();
        let named = matches!(self.only, Only::Named | Only::Counted);
        if !named || lines < 2 || is_described {
            return false;
        }
        self.stay.wishes.iter_mut().filter(|it| is_one_of(it)).for_each(|it| it.said = true);
        if count.is_some() {
            let start = mention.tokens.start;
            let number =
                start.checked_sub(1).filter(|&at| matches!(self.roles[at], Role::Number(_)));
            self.missed.push(number.unwrap_or(start)..mention.tokens.end);
        }
        true
    }

    /// Whether nothing but corrections and requests stands before token `at` in its clause: not
    /// "wrap only", "not only".
    fn begins_clause(&self, at: usize) -> bool {
        let mut at = at;
        while at > 0 && !self.tokens.gap(at).ends_name() {
            at -= 1;
            let key = self.key(at);
            let wants = matches!(
                key,
                "want" | "need" | "take" | "get" | "like" | "have" | "i" | "ill" | "id"
            );
            let turns = matches!(self.roles[at], Role::Word(Word::Corrects))
                || matches!(
                    key,
                    "no" | "nope" | "so" | "then" | "make" | "it" | "that" | "and" | "lets" | "do"
                );
            if !wants && !turns {
                return false;
            }
        }
        true
    }

    /// Whether nothing but courtesies stands behind: not "only the t20 on monday".
    fn says_no_more(&self, at: usize) -> bool {
        let polite = |at: usize| {
            matches!(
                self.key(at),
                "please" | "pls" | "plz" | "thanks" | "ty" | "thx" | "then" | "bitte" | "actually"
            )
        };
        let end = (at..self.roles.len()).find(|&at| !polite(at)).unwrap_or(self.roles.len());
        let gap = self.tokens.gap(end);
        (end == self.roles.len() || gap.ends_name()) && !gap.has(Gap::QUERY)
    }

    /// "scratch that, just a t20": all that the text has wished for is taken back.
    pub(super) fn is_scratched_for_one(&self, at: usize) -> bool {
        let that = matches!(self.key(at), "scratch" | "forget" | "scrap" | "ignore")
            && matches!(self.key(at + 1), "that" | "it" | "all" | "everything")
            && self.tokens.gap(at + 2).ends_name();
        let only = (at + 2..self.roles.len()).find(|&at| {
            !matches!(self.roles[at], Role::Word(Word::Filler | Word::Corrects | Word::Request))
        });
        that && only.is_some_and(|at| self.is(at, Word::Only) && self.names_next(at + 1))
    }

    /// The wish of the text for the product, as it is described.
    fn named_before(&self, mention: &Mention) -> Option<usize> {
        let said = self.described.of(&mention.tokens);
        self.stay.wishes.iter().rposition(|wish| {
            wish.had.is_none()
                && wish.products == mention.products
                && said.iter().all(|it| wish.options.contains(it))
        })
    }

    /// Only this is wished for, of all that the text has named; if a number is said with it,
    /// no more of it, and the others stay. "no wait, just a t20" of one t20 is about the others.
    pub(super) fn leave(&mut self, mention: &Mention, count: Option<u32>) -> Fate {
        let one = self.is_single(mention).then_some(1);
        if let Some(place) = self.named_before(mention) {
            let there = self.stay.wishes.get(place).and_then(|it| it.count).unwrap_or(1);
            let corrects = self.corrects.is_some();
            match count.or(one).filter(|count| !corrects || *count != there) {
                Some(count) => self.stay.set(place, Some(count)),
                None => self.stay.leave(place),
            }
        }
        self.only_ends();
        Fate::Corrected
    }
}

/// "only 2 adders, nothing else".
const NOTHING_ELSE: [&[&str]; 20] = [
    &["nothing", "else"],
    &["nothing", "more"],
    &["and", "nothing", "else"],
    &["sonst", "nichts"],
    &["nichts", "anderes"],
    &["nichts", "mehr"],
    &["nichts", "weiter"],
    &["rien", "d", "autre"],
    &["rien", "de", "plus"],
    &["nada", "mas"],
    &["nada", "mais"],
    &["mais", "nada"],
    &["nient", "altro"],
    &["niente", "altro"],
    &["niets", "anders"],
    &["niets", "meer"],
    &["verder", "niets"],
    &["nic", "wiecej"],
    &["nic", "innego"],
    &["nothing", "else", "please"],
];
/// "just one of the".
const MOST_BACK: usize = 4;
