//! Numbers that names say themselves.

use super::super::plural::singular;
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

    /// "a pair of sneakers", where the product is called Sneakers: that is one.
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
        pair && count.value == 2 && products.is_some_and(|it| it.iter().all(is_plural))
    }
}
