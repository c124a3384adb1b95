//! Wishes by what is said of their options.

use super::{Stay, Wish};
use crate::domain::recognise::mentions::{Elided, Mention};

impl Stay<'_> {
    /// What is said of the options with the name is so from now on.
    pub(in super::super) fn describe(&mut self, place: usize, mention: &Mention) {
        let said = self.described.of(&mention.tokens);
        let Some(wish) = self.wishes.get_mut(place).filter(|_| !said.is_empty()) else { return };
        wish.tokens = mention.tokens.clone();
        for (name, value) in said {
            match wish.options.iter_mut().find(|it| it.0 == *name) {
                Some(known) => known.1.clone_from(value),
                None => wish.options.push((name.clone(), value.clone())),
            }
        }
    }

    /// The same of all that the text wishes for of the product.
    pub(in super::super) fn describe_all(&mut self, mention: &Mention) {
        for place in 0..self.wishes.len() {
            let wish = &self.wishes[place];
            if wish.said && wish.products == mention.products {
                self.describe(place, mention);
            }
        }
    }

    /// The wish of which pieces may be what is said: it has none of these options otherwise, and
    /// not all. Of several the first that the text speaks of, or else the last.
    pub(in super::super) fn undescribed(
        &self,
        products: &[u32],
        said: &[(String, String)],
    ) -> Option<usize> {
        let fits = |wish: &Wish| {
            let is_free =
                |it: &(String, String)| wish.options.iter().all(|of| of.0 != it.0 || of.1 == it.1);
            let has_all = said.iter().all(|it| wish.options.contains(it));
            wish.products.as_slice() == products && !has_all && said.iter().all(is_free)
        };
        let spoken = self.wishes.iter().position(|wish| wish.said && fits(wish));
        spoken.or_else(|| self.wishes.iter().rposition(fits))
    }

    /// Takes `count` pieces off the wish of which they are to be what is said. None if there is no
    /// such wish.
    pub(in super::super) fn take_part(
        &mut self,
        elided: Elided,
        products: &[u32],
        said: &[(String, String)],
        count: u32,
    ) -> Option<()> {
        let whole = match elided {
            Elided::Turned => self.otherwise(products, said, count),
            _ => self.undescribed(products, said),
        }?;
        let most = self.wishes.get(whole)?.count.unwrap_or(1);
        self.decrease(whole, count.min(most));
        Some(())
    }

    /// The last wish of more pieces than `count` that has another of these options: "4 red caps, 2
    /// of them navy".
    fn otherwise(&self, products: &[u32], said: &[(String, String)], count: u32) -> Option<usize> {
        self.wishes.iter().rposition(|wish| {
            let has = |it: &(String, String)| wish.options.contains(it);
            wish.products.as_slice() == products
                && wish.count.is_some_and(|it| it > count)
                && !said.iter().all(has)
        })
    }

    /// Whether there is a wish for the product with these options.
    pub(in super::super) fn has_described(
        &self,
        products: &[u32],
        said: &[(String, String)],
    ) -> bool {
        self.wishes.iter().any(|wish| {
            wish.products.as_slice() == products && said.iter().all(|it| wish.options.contains(it))
        })
    }

    /// Whether all wishes for the product have other choices than these.
    pub(in super::super) fn contradicts(
        &self,
        products: &[u32],
        said: &[(String, String)],
    ) -> bool {
        let differs = |wish: &Wish| {
            said.iter().any(|it| wish.options.iter().any(|of| of.0 == it.0 && of.1 != it.1))
        };
        let named = |wish: &&Wish| wish.products.iter().any(|it| products.contains(it));
        !said.is_empty() && self.has_any(products) && self.wishes.iter().filter(named).all(differs)
    }

    /// Takes out the lines for this product that have these options, if there are some.
    pub(in super::super) fn take_out_described(
        &mut self,
        products: &[u32],
        said: &[(String, String)],
    ) -> Option<(usize, Wish)> {
        let has = |wish: &Wish| {
            wish.products.as_slice() == products && said.iter().all(|it| wish.options.contains(it))
        };
        if said.is_empty() || !self.wishes.iter().any(has) {
            return self.take_out(products);
        }
        let place = self.wishes.iter().rposition(has)?;
        let gone = self.wishes.remove(place);
        self.wishes.retain(|wish| !has(wish));
        Some((place, gone))
    }
}
