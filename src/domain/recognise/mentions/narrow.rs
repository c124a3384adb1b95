//! A colour or a size beside what several names have in common: "blue acrylic paint", where there
//! is an Acrylic Paint Blue, and "1.5l cola". Colours alone are parts of no names.

use std::ops::Range;

use smallvec::SmallVec;

use super::sized::LONGEST_SIZE;
use super::{Mention, Text};
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// Those of the products of a mention which have that in a name, and the tokens that say so.
    pub(super) fn narrowed(
        &self,
        mentions: &[Mention],
        at: usize,
    ) -> Option<(SmallVec<[u32; 4]>, Range<usize>)> {
        let mention = mentions.get(at)?;
        if mention.products.len() < 2 || mention.rank.is_whole() {
            return None;
        }
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let joined = |at: usize| !self.tokens.gap(at).ends_name();
        let floor = at.checked_sub(1).and_then(|at| mentions.get(at)).map_or(0, |it| it.tokens.end);
        let ceiling = mentions.get(at + 1).map_or(self.roles.len(), |it| it.tokens.start);
        let before = start.checked_sub(1).filter(|it| joined(start) && *it >= floor);
        let behind = Some(end).filter(|it| joined(*it));
        let within = behind.filter(|at| self.tokens.key(*at) == "in").map(|at| at + 1);
        let colours = [before, behind, within].into_iter().flatten();
        let colours = colours.filter(|at| *at < ceiling && self.is_colour(*at));
        let colours = colours.filter(|at| !self.is_one_of_several(*at, mentions));
        let colours = colours.map(|at| at..at + 1);
        let sizes = (2..=LONGEST_SIZE).rev().filter_map(|length| start.checked_sub(length));
        let sizes = sizes.filter(|from| joined(start) && *from >= floor);
        let sizes = sizes.filter(|from| self.is_size(*from, start)).map(|from| from..start);
        let numbers = (1..=LONGEST_SIZE).rev().map(|length| end..end + length);
        let numbers = numbers.filter(|it| it.end <= ceiling && self.is_number_of_name(it));
        let shown = self.shown_size(end).filter(|it| it.end <= ceiling);
        // "an hdmi cable", where there is an HDMI Adapter.
        let ending =
            behind.filter(|at| *at < ceiling && self.index.is_ending(self.tokens.key(*at)));
        let ending = ending.map(|at| at..at + 1);
        let last = self.last_word(end).filter(|it| it.end <= ceiling);
        let behind = shown.into_iter().chain(ending).chain(last);
        colours.chain(sizes).chain(numbers).chain(behind).find_map(|beside| {
            let has_it = |product: &&u32| self.has_words(**product, &beside);
            let left: SmallVec<[u32; 4]> =
                mention.products.iter().filter(has_it).copied().collect();
            let tokens = start.min(beside.start)..end.max(beside.end);
            (!left.is_empty() && left.len() < mention.products.len()).then_some((left, tokens))
        })
    }

    /// "2 red and 3 blue paints": of such a list one alone says too little.
    fn is_one_of_several(&self, at: usize, mentions: &[Mention]) -> bool {
        let near = at.saturating_sub(MOST_BETWEEN)..(at + MOST_BETWEEN + 1).min(self.roles.len());
        let is_named = |at: &usize| mentions.iter().any(|it| it.tokens.contains(at));
        near.filter(|it| *it != at && !is_named(it)).any(|it| self.is_colour(it))
    }

    /// "mark 2 oppressor": a part of a name and another whole name, which that name begins with.
    pub(super) fn turned_round(
        &self,
        one: &Mention,
        other: &Mention,
    ) -> Option<SmallVec<[u32; 4]>> {
        let touch =
            one.tokens.end == other.tokens.start && !self.tokens.gap(one.tokens.end).ends_name();
        let (true, [product]) = (touch && !one.rank.is_whole(), one.products.as_slice()) else {
            return None;
        };
        let words: SmallVec<[&str; 8]> =
            other.tokens.clone().chain(one.tokens.clone()).map(|at| self.tokens.key(at)).collect();
        let is_called = self.index.spelled(*product).any(|name| *name == *words);
        is_called.then(|| one.products.clone())
    }

    /// "2 hanging baskets, the 14 inch ones": what one part of names leaves open another settles.
    pub(super) fn shown_behind(
        &self,
        one: &Mention,
        other: &Mention,
    ) -> Option<SmallVec<[u32; 4]>> {
        let (at, end) = (one.tokens.end, other.tokens.end);
        let shown = self.tokens.key(at) == "the"
            && other.tokens.start == at + 1
            && matches!(self.tokens.key(end), "one" | "ones")
            && !self.tokens.gap(end).ends_name();
        let some = !other.rank.is_whole()
            && other.products.len() < one.products.len()
            && other.products.iter().all(|it| one.products.contains(it));
        (shown && some && !one.rank.is_whole()).then(|| other.products.clone())
    }

    /// "extreme pro 128gb", "uv filter 77": numbers with or without their unit, joined to the name.
    fn is_number_of_name(&self, words: &Range<usize>) -> bool {
        let joined = words.clone().all(|at| !self.tokens.gap(at).ends_name());
        let begins = self.tokens.is_digits(words.start);
        let dashed = |at: usize| self.tokens.gap(at) == Gap::DASH;
        // "usb c cables 2" are rather so many.
        let number: u32 = self.tokens.key(words.start).parse().unwrap_or_default();
        let last = words.start.checked_sub(1).map_or("", |at| self.tokens.key(at));
        let counts = number < LEAST_OF_NAME || singular(last) != last;
        let one = words.len() == 1
            && !counts
            && !self.tokens.gap(words.end).is_glued()
            && !dashed(words.end);
        // "18-50".
        let range =
            words.len() == 2 && dashed(words.start + 1) && self.tokens.is_digits(words.start + 1);
        joined && begins && (one || range || self.is_size(words.start, words.end))
    }

    /// The size behind a name and a comma: "40 bamboo canes, the 4ft ones".
    fn shown_size(&self, end: usize) -> Option<Range<usize>> {
        let from = end + 1;
        let longest = (from + LONGEST_SIZE).min(self.roles.len());
        let is_one = |at: usize| matches!(self.tokens.key(at), "one" | "ones");
        let ends = |to: usize| is_one(to) || (self.tokens.gap(to).ends_name() && !is_one(to - 1));
        let to = (from + 2..=longest).rev().find(|&to| self.is_size(from, to) && ends(to))?;
        (self.tokens.key(end) == "the").then_some(from..to)
    }

    /// The word behind a name and a comma that ends names, if nothing else is said there:
    /// "sandking, the xl", "2 turismos, the r ones".
    fn last_word(&self, end: usize) -> Option<Range<usize>> {
        let at = end + usize::from(self.tokens.key(end) == "the");
        let next = at + 1 + usize::from(matches!(self.tokens.key(at + 1), "one" | "ones"));
        let closes = next >= self.roles.len() || self.tokens.gap(next).ends_name();
        let within = (at + 1..next).all(|at| !self.tokens.gap(at).ends_name());
        let parted = self.tokens.gap(end).has(Gap::COMMA);
        let is_one = self.index.is_ending(self.tokens.key(at)) && closes && within && parted;
        is_one.then_some(at..at + 1)
    }

    fn is_colour(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Word(Word::Filler))
            && words::is_colour(self.tokens.key(at))
    }

    /// Whether a name of the product has these words one after the other.
    fn has_words(&self, product: u32, words: &Range<usize>) -> bool {
        let has_them = |name: Vec<&str>| {
            name.windows(words.len()).any(|it| {
                it.iter().zip(words.clone()).all(|(word, at)| *word == self.tokens.key(at))
            })
        };
        self.index.spelled(product).any(has_them)
    }
}

/// A lower number is rather how many.
const LEAST_OF_NAME: u32 = 10;
/// "red and 3".
const MOST_BETWEEN: usize = 3;
