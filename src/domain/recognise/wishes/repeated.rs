//! Names of what was wished for already: said once more, or anew.

use std::ops::Range;

use super::alone::{MOST_QUIET, is_yes};
use super::{Corrects, Fate, Reader};
use crate::domain::recognise::mentions::{Mention, is_with};
use crate::domain::recognise::quantity::Count;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{Word, is_definite};

impl Reader<'_> {
    /// Takes a name for what was said before, if it says that again, anew or decides it.
    pub(super) fn says_anew(
        &mut self,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
    ) -> Option<Fate> {
        if let Some(place) = self.said_before(mention, products, count) {
            self.stay.set(place, count);
            return Some(Fate::Wished);
        }
        let place = self.decided(mention, products)?;
        self.replace(place, mention, products, count);
        Some(Fate::Corrected)
    }

    /// The wish that the name with its count says again, or anew.
    fn said_before(
        &self,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
    ) -> Option<usize> {
        let end = mention.tokens.end;
        // "yes 2 adders for him too", "but 3 adders as well".
        let mut sentence = (end..(end + MOST_QUIET).min(self.roles.len()))
            .take_while(|at| !self.ends_sentence(*at));
        let more = sentence.any(|at| {
            let well = self.key(at) == "as" && self.key(at + 1) == "well";
            well || matches!(self.key(at), "too" | "also" | "for")
        });
        let again = |place: &usize| {
            let said = self.described.of(&mention.tokens);
            let wish = self.stay.wishes.get(*place);
            !more && wish.is_some_and(|it| said.iter().all(|of| it.options.contains(of)))
        };
        self.guessed(mention, products, count)
            .or_else(|| self.agreed(mention, products, count).filter(again))
            .or_else(|| self.restated(mention, products, count).filter(again))
            .or_else(|| self.kept(mention, products, count).filter(again))
            .or_else(|| self.contrasted(mention, products, count).filter(|_| !more))
            .or_else(|| self.told_more_of(mention, products, count).filter(|_| !more))
    }

    /// The wish that is told apart from what was not meant: "one adder. not the t20, the adder".
    fn contrasted(&self, mention: &Mention, products: &[u32], count: Option<u32>) -> Option<usize> {
        let start = mention.tokens.start;
        let place = self.stay.wish_for(products).filter(|_| count.is_none())?;
        let before = self.mentions.iter().rfind(|it| it.tokens.end <= start)?;
        let mut between = before.tokens.end..start;
        let near = between.len() <= MOST_AGREED
            && between.all(|at| {
                !self.ends_sentence(at)
                    && matches!(
                        self.roles[at],
                        Role::Word(Word::Between | Word::Turns | Word::Filler)
                    )
            });
        let shown = is_definite(self.back(start, 1));
        let refused = self.fates.last() == Some(&Fate::Removed);
        (near && shown && refused && before.products.as_slice() != products).then_some(place)
    }

    /// The wish that more is said of: "a coke and a burger, the coke without ice".
    fn told_more_of(
        &self,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
    ) -> Option<usize> {
        let place = self.stay.wish_for(products).filter(|_| count.is_none())?;
        let wish = self.stay.wishes.get(place).filter(|it| it.said && it.had.is_none())?;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let shown =
            is_definite(self.back(start, 1)) || matches!(self.back(start, 1), "my" | "that");
        let ends = end >= self.roles.len() || self.tokens.gap(end).ends_name();
        let goes_on = !ends || self.named_after_preposition(start);
        // "the sultan out" says more than what it is about.
        let taken = self.is(end, Word::Removes) || matches!(self.key(end), "out" | "off" | "away");
        let goes_on = goes_on && !taken;
        (shown && goes_on && wish.tokens.end < start).then_some(place)
    }

    /// "no ice in the coke", "leave the salt off the fries".
    fn named_after_preposition(&self, start: usize) -> bool {
        matches!(self.back(start, 2), "in" | "on" | "off" | "from" | "with" | "deliver" | "send")
    }

    /// The wish that was only a guess so far, which the name with its count makes certain: "or the
    /// sultan, i guess. yeah, 1 sultan".
    /// So does a name that only repeats a correction: "no, the RS one. sultan rs".
    fn guessed(&self, mention: &Mention, products: &[u32], count: Option<u32>) -> Option<usize> {
        let start = mention.tokens.start;
        let place = self.stay.wish_for(products)?;
        let wish = self.stay.wishes.get(place)?;
        let (first, end) = (wish.tokens.start, wish.tokens.end);
        let near = end <= start && start - end <= MOST_BETWEEN && first < end;
        let corrected = self.fates.last() == Some(&Fate::Corrected);
        let counted = wish.count.is_some() && !(corrected && count.is_none());
        let fresh = wish.had.is_none() && !counted && wish.options.is_empty();
        let later = || {
            (end..=start).any(|at| self.ends_sentence(at) || self.tokens.gap(at).has(Gap::COMMA))
        };
        let doubts = || {
            let ahead = (end + MOST_QUIET).min(start);
            (end..=ahead).any(|at| self.tokens.gap(at).has(Gap::QUERY))
                || (first.saturating_sub(MOST_QUIET)..ahead).any(|at| is_guess(self.key(at)))
        };
        let lead = start.saturating_sub(MOST_QUIET).max(end);
        let agrees = || (lead..start).any(|at| is_yes(self.key(at)));
        let adds = || {
            (lead..start).any(|at| match self.roles[at] {
                Role::Word(Word::Joins) => !matches!(self.key(at), "i" | "then"),
                role => matches!(role, Role::Word(Word::Adds | Word::More)),
            })
        };
        (near
            && fresh
            && later()
            && (corrected || (count.is_some() && (doubts() || agrees())))
            && !adds())
        .then_some(place)
    }

    /// The wish that the name only says once more: "20 adders. yeah 20 adders".
    fn agreed(&self, mention: &Mention, products: &[u32], count: Option<u32>) -> Option<usize> {
        let start = mention.tokens.start;
        let place = self.stay.wish_for(products)?;
        let yes = (start.saturating_sub(MOST_AGREED)..start).rev().find(|&at| is_yes(self.key(at)));
        let wish = self.stay.wishes.get(place).filter(|it| it.said)?;
        let same = count.is_none() || wish.count == count;
        let leads = yes.is_some_and(|at| {
            (wish.tokens.end..=at).any(|at| self.tokens.gap(at).ends_name())
                && !(at..start).any(|at| self.is(at, Word::Joins))
        });
        (same && leads).then_some(place)
    }

    /// The wish that was said otherwise before: "i said 2 adders but i need 4 adders".
    fn restated(&self, mention: &Mention, products: &[u32], count: Option<u32>) -> Option<usize> {
        let place = self.stay.wish_for(products).filter(|_| count.is_some())?;
        let before = self.mentions.iter().rfind(|it| {
            it.tokens.end <= mention.tokens.start && it.products.as_slice() == products
        })?;
        let adds = (before.tokens.end..mention.tokens.start).any(|at| self.is(at, Word::More));
        (!adds && self.is_said_otherwise(&before.tokens, mention.tokens.start)).then_some(place)
    }

    /// Whether "no" at `at` leads to another count of what was said: "lynx x1, wait no lynx x4".
    pub(super) fn recounts(&self, at: usize) -> bool {
        let doubts = at.checked_sub(1).is_some_and(|at| self.is(at, Word::Corrects));
        let named = self.mentions.iter().find(|it| it.tokens.start > at);
        doubts
            && matches!(self.key(at), "no" | "nein" | "non" | "nao" | "nie")
            && self.names_next(at + 1)
            && named.is_some_and(|it| {
                let number = |at: usize| matches!(self.roles.get(at), Some(Role::Number(_)));
                let end = it.tokens.end;
                let behind = self.is(end, Word::Times) && number(end + 1);
                (behind || number(it.tokens.start - 1)) && self.stay.has_any(&it.products)
            })
    }

    /// "4 sultan *sultan rs", as people correct themselves in a chat: one star in the whole text.
    pub(super) fn is_starred(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let alike = || {
            let said = self.stay.wish_for(&mention.products);
            let said = said.or_else(|| self.stay.relative_of(&mention.products));
            said.or_else(|| self.alike_line(&mention.products)).is_some()
        };
        let there = start > 0 || !self.begun.is_empty();
        there && self.star_stands_before(start) && alike()
    }

    /// "2 adders *3".
    pub(super) fn correct_by_star(&mut self, count: &Count) {
        let start = count.tokens.start;
        if self.is(start, Word::Times)
            && self.is_only_star(start)
            && self.closes(count.tokens.end)
            && self.stay.anything_said()
        {
            self.correct(Corrects::Surely);
        }
    }

    fn is_only_star(&self, at: usize) -> bool {
        let marks = self.tokens.gaps.iter().filter(|gap| gap.has(Gap::MARKUP)).count();
        marks == 1 && self.tokens.gap(at).has(Gap::MARKUP)
    }

    /// Whether the only star stands before the name at `start`, or before its number: "*5 adders".
    fn star_stands_before(&self, start: usize) -> bool {
        let times = start.checked_sub(2).filter(|&at| self.is(at, Word::Times));
        let numbered = times.filter(|at| matches!(self.roles[at + 1], Role::Number(_)));
        [Some(start), numbered].into_iter().flatten().any(|at| self.is_only_star(at))
    }

    /// The wish that is to stay as it is: "keep the adder", "the adder stays the same".
    fn kept(&self, mention: &Mention, products: &[u32], count: Option<u32>) -> Option<usize> {
        let Range { start, end } = mention.tokens;
        let quiet = |at: &usize| {
            self.is(*at, Word::Between)
                || matches!(self.roles[*at], Role::Number(_))
                || matches!(self.key(*at), "my" | "that" | "this")
        };
        let near = (start.saturating_sub(MOST_AGREED)..start).rev();
        let mut near = near.take_while(|at| !self.tokens.gap(at + 1).ends_name());
        let keeps = near.find(|at| !quiet(at)).is_some_and(|at| self.key(at) == "keep");
        let stays = matches!(self.key(end), "stay" | "stays" | "remain" | "remains")
            && !self.tokens.gap(end).ends_name();
        let place = self.stay.wish_for(products).filter(|_| keeps || stays)?;
        let wish = self.stay.wishes.get(place).filter(|it| it.said)?;
        (count.is_none() || wish.count == count).then_some(place)
    }

    /// "i said 3 adders but i want 4".
    pub(super) fn is_count_restated(&self, place: usize, count: &Count) -> bool {
        let wish = self.stay.wishes.get(place).filter(|it| it.had.is_none());
        wish.is_some_and(|it| {
            let start = count.tokens.start;
            it.tokens.end <= start
                && self.is_said_otherwise(&it.tokens, start)
                && self.asks_before(start)
                && self.closes(count.tokens.end)
        })
    }

    /// Whether what is named at `before` was said to have been said, and turned from before `to`.
    fn is_said_otherwise(&self, before: &Range<usize>, to: usize) -> bool {
        let first = before.start;
        let said = (first.saturating_sub(MOST_QUIET)..first).any(|at| {
            matches!(self.key(at), "said" | "wrote" | "put" | "typed" | "asked" | "sagte")
        });
        let from = before.end;
        let turns = |at: usize| {
            self.is(at, Word::Turns) || matches!(self.key(at), "aber" | "mais" | "pero")
        };
        said && to - from <= MOST_BETWEEN && (from..to).any(turns)
    }

    /// The choice that the text left open and that the name decides: "a sultan or a t20 … ok i'm
    /// going with the t20".
    fn decided(&self, mention: &Mention, products: &[u32]) -> Option<usize> {
        let [product] = *products else { return None };
        let start = mention.tokens.start;
        let place = self.stay.it()?;
        let wish = self.stay.wishes.get(place).filter(|it| it.had.is_none())?;
        let open = wish.products.len() > 1 && wish.products.contains(&product);
        let named = self.mentions.iter().find(|it| it.tokens == wish.tokens);
        let either = named.is_some_and(|it| it.either);
        let later = (wish.tokens.end..=start).any(|at| self.ends_sentence(at));
        let adds = (wish.tokens.end..start).any(|at| {
            (self.is(at, Word::Joins) && self.key(at) != "i" && !is_with(self.key(at)))
                || self.is(at, Word::Adds)
                || self.is(at, Word::More)
        });
        (open && either && later && !adds).then_some(place)
    }

    /// The only line that was there of which the name ends as that of the product does: the Desk
    /// Calendar, for a Wall Calendar.
    pub(super) fn alike_line(&self, products: &[u32]) -> Option<usize> {
        let index = self.stay.index();
        let last = |product: u32| {
            let name = index.spelled(product).next()?;
            (name.len() > 1).then(|| name.last().map(|it| (*it).to_owned()))?
        };
        let [product] = *products else { return None };
        let own = last(product)?;
        let mut alike = self.stay.wishes.iter().enumerate().filter(|(_, wish)| {
            let one = wish.products.first().filter(|_| wish.products.len() == 1);
            one.is_some_and(|it| *it != product && last(*it).as_ref() == Some(&own))
        });
        let only = alike.next().filter(|_| alike.next().is_none())?;
        Some(only.0)
    }

    /// "sultan sultan sultan 3 of them": the name was only repeated.
    pub(super) fn take_back_repeats(&mut self, mention: &Mention, products: &[u32]) {
        let mut start = mention.tokens.start;
        while let Some(last) = self.stay.wishes.pop_if(|last| {
            let again = last.products.as_slice() == products && last.count.is_none();
            again && last.tokens.end == start && !self.tokens.gap(start).ends_name()
        }) {
            start = last.tokens.start;
        }
    }
}

fn is_guess(key: &str) -> bool {
    matches!(
        key,
        "guess"
            | "maybe"
            | "perhaps"
            | "think"
            | "probably"
            | "vielleicht"
            | "glaube"
            | "peut"
            | "quiza"
            | "quizas"
            | "talvez"
            | "forse"
            | "misschien"
            | "moze"
    )
}

/// "yeah make that 20".
const MOST_AGREED: usize = 4;
/// So far from a guess to what makes it certain.
const MOST_BETWEEN: usize = 16;
