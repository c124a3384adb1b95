//! Numbers that names say themselves.

use super::super::plural::singular;
use super::super::tokens::Gap;
use super::super::words;
use super::{Count, Form, Giver};

impl Giver<'_> {
    /// "kayano 14", of a Gel-Kayano 14.
    pub(super) fn is_of_name(&mut self, count: &Count) -> bool {
        let at = count.tokens.start;
        let Some(before) = at.checked_sub(1) else { return false };
        let [last, number] = [before, at].map(|at| self.tokens.key(at));
        let has_both = |product: &u32| {
            self.index.spelled(*product).any(|name| name.windows(2).any(|it| *it == [last, number]))
        };
        let mention = self.owners[before].and_then(|it| self.mentions.get(it));
        let goes_on = count.form == Form::Plain
            && count.tokens.len() == 1
            && self.tokens.is_digits(at)
            && !self.tokens.gap(at).ends_name()
            && mention.is_some_and(|it| it.products.iter().all(has_both));
        if goes_on {
            self.taken.used[at] = true;
        }
        goes_on
    }

    /// "a silver ring 57", which is sold in sizes from 52 to 58, and "iphone 13 case", of cases for
    /// an iPhone 14: rather another choice than so many.
    pub(super) fn is_of_choice(&self, count: &Count) -> bool {
        let at = count.tokens.start;
        let plain = count.form == Form::Plain && count.tokens.len() == 1;
        let Some(before) = at.checked_sub(1).filter(|_| plain && self.tokens.is_digits(at)) else {
            return false;
        };
        if self.is_pack_size(at) {
            return true;
        }
        let joined = !self.tokens.gap(at).ends_name() && !self.tokens.gap(at).has(Gap::OPEN);
        let named = self.owners[before];
        let mention = named.or_else(|| self.name_after(count)).and_then(|it| self.mentions.get(it));
        let Some([product]) = mention.map(|it| it.products.as_slice()).filter(|_| joined) else {
            return false;
        };
        let choices = self.index.options(*product).iter().flat_map(|it| &it.choices);
        let number = |word: &String| word.parse::<u32>().ok();
        let key = self.tokens.key(before);
        let numbers = choices.flat_map(|(_, words)| {
            let follows = words.iter().any(|it| it == key);
            words.iter().filter_map(number).filter(move |_| named.is_some() || follows)
        });
        numbers.min().is_some_and(|least| least >= LEAST && count.value.saturating_mul(2) >= least)
    }

    /// The 50 of "2 packs of 50 stickers", where that may be chosen.
    pub(super) fn is_pack_size(&self, at: usize) -> bool {
        let packs = at.checked_sub(2).is_some_and(|pack| {
            let key = self.tokens.key(pack);
            (words::is_pack(key) || words::is_container(key))
                && matches!(self.tokens.key(pack + 1), "of" | "a" | "von" | "de")
                && !self.tokens.gap(pack + 1).ends_name()
                && !self.tokens.gap(at).ends_name()
        });
        let name = self.owners.get(at + 1).copied().flatten().filter(|_| packs);
        let mention = name.and_then(|it| self.mentions.get(it));
        let Some([product]) = mention.map(|it| it.products.as_slice()) else { return false };
        let mut choices = self.index.options(*product).iter().flat_map(|it| &it.choices);
        let key = self.tokens.key(at);
        choices.any(|(_, words)| words.first().is_some_and(|it| it == key))
    }

    /// "a pair of sneakers", where the product is called Sneakers, and "a pair of trail runners": that
    /// is one.
    pub(super) fn is_pair_of_plural(&self, name: usize, count: &Count) -> bool {
        let is_plural = |product: &u32| {
            let mut names = self.index.spelled(*product);
            let last = names.next().and_then(|it| it.last().copied());
            last.is_some_and(|it| {
                words::is_english(it) && words::is_english(singular(it)) && singular(it) != it
            })
        };
        let pair = count.tokens.end.checked_sub(1).is_some_and(|at| self.tokens.key(at) == "pair");
        let products = self.mentions.get(name).map(|it| &it.products);
        let is_worn = |product: &u32| {
            self.index.spelled(*product).flatten().any(|it| words::is_footwear(singular(it)))
        };
        let is_one = |product: &u32| is_plural(product) || is_worn(product);
        pair && count.value == 2 && products.is_some_and(|it| it.iter().all(is_one))
    }
}

/// Of choices with lower numbers a number may be how many.
const LEAST: u32 = 14;
