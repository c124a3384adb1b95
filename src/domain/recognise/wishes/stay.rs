//! The wishes that stand at one point of a text.

mod described;

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::Wish;
use crate::domain::recognise::Ordered;
use crate::domain::recognise::described::Described;
use crate::domain::recognise::index::Index;
use crate::domain::recognise::revise::Purpose;

pub(super) struct Stay<'t> {
    index: &'t Index,
    described: &'t Described,
    pub(super) wishes: Vec<Wish>,
    /// Counts what is spoken of.
    moment: u32,
}

impl<'t> Stay<'t> {
    /// The lines that were there before; the last of them was spoken of last.
    pub(super) fn new(index: &'t Index, described: &'t Described, had: &[Ordered]) -> Self {
        let wish = |(at, line): (usize, &Ordered)| Wish {
            products: index.number(&line.product).into_iter().collect(),
            count: Some(line.quantity),
            had: Some(at),
            options: line.options.clone(),
            tokens: 0..0,
            purpose: Purpose::Add,
            inquired: false,
            said: false,
            touched: 0,
        };
        Self { index, described, wishes: had.iter().enumerate().map(wish).collect(), moment: 0 }
    }

    pub(super) fn index(&self) -> &'t Index {
        self.index
    }

    pub(super) fn is_empty(&self) -> bool {
        self.wishes.is_empty()
    }

    /// How many pieces are wished for in all.
    pub(super) fn pieces(&self) -> u32 {
        let counts = self.wishes.iter().map(|wish| wish.count.unwrap_or(1));
        counts.fold(0, u32::saturating_add)
    }

    /// What was spoken of last.
    pub(super) fn it(&self) -> Option<usize> {
        let places = 0..self.wishes.len();
        places.max_by_key(|&place| (self.wishes[place].touched, place))
    }

    /// What was spoken of last of what there are more than `count`.
    pub(super) fn last_of_more_than(&self, count: u32) -> Option<usize> {
        let several = |&place: &usize| self.wishes[place].count.is_some_and(|it| it > count);
        let places = (0..self.wishes.len()).filter(several);
        places.max_by_key(|&place| (self.wishes[place].touched, place))
    }

    pub(super) fn anything_said(&self) -> bool {
        self.wishes.iter().any(|wish| wish.said)
    }

    pub(super) fn touch(&mut self, place: usize) {
        self.moment += 1;
        if let Some(wish) = self.wishes.get_mut(place) {
            wish.said = true;
            wish.touched = self.moment;
        }
    }

    pub(super) fn push(&mut self, products: &[u32], count: Option<u32>, tokens: &Range<usize>) {
        self.insert(self.wishes.len(), products, count, tokens);
    }

    fn insert(
        &mut self,
        place: usize,
        products: &[u32],
        count: Option<u32>,
        tokens: &Range<usize>,
    ) {
        let wish = Wish {
            products: SmallVec::from_slice(products),
            count,
            had: None,
            options: self.described.of(tokens).to_vec(),
            tokens: tokens.clone(),
            purpose: Purpose::Add,
            inquired: false,
            said: true,
            touched: 0,
        };
        self.wishes.insert(place, wish);
        self.touch(place);
    }

    /// Puts a wish where `gone` was; it has as many unless it says otherwise.
    pub(super) fn put_in_place(
        &mut self,
        (place, gone): (usize, Wish),
        products: &[u32],
        count: Option<u32>,
        tokens: &Range<usize>,
    ) {
        let place = place.min(self.wishes.len());
        self.insert(place, products, count.or(gone.count), tokens);
        if let Some(wish) = self.wishes.get_mut(place) {
            wish.had = gone.had;
        }
    }

    /// Puts a wish that was taken out where it was, for so many.
    pub(super) fn put_back(&mut self, (place, gone): (usize, Wish), count: u32) {
        let place = place.min(self.wishes.len());
        self.wishes.insert(place, Wish { count: Some(count), ..gone });
        self.touch(place);
    }

    /// The wish for just these products.
    pub(super) fn wish_for(&self, products: &[u32]) -> Option<usize> {
        self.wishes.iter().rposition(|wish| wish.products.as_slice() == products)
    }

    /// The wish for just these products that has these options, or else the last.
    pub(super) fn wish_so(&self, products: &[u32], said: &[(String, String)]) -> Option<usize> {
        let is_so = |wish: &Wish| {
            wish.products.as_slice() == products && said.iter().all(|it| wish.options.contains(it))
        };
        self.wishes.iter().rposition(is_so).or_else(|| self.wish_for(products))
    }

    /// The line for this product that the text has not spoken of yet, unless it spoke of another.
    /// Where options are `said` it is a line that has them, or else one that has none of these
    /// yet; any, if the text `changes` it.
    pub(super) fn untouched(
        &self,
        product: u32,
        said: &[(String, String)],
        changes: bool,
    ) -> Option<usize> {
        let is_it = |wish: &&Wish| {
            wish.products.as_slice() == [product] && wish.had.is_some() && !wish.said
        };
        if said.is_empty() {
            let place = self.wish_for(&[product])?;
            return is_it(&&self.wishes[place]).then_some(place);
        }
        let last = |fits: &dyn Fn(&Wish) -> bool| {
            self.wishes.iter().rposition(|wish| is_it(&wish) && fits(wish))
        };
        let has = |wish: &Wish| said.iter().all(|it| wish.options.contains(it));
        let lacks = |wish: &Wish| !said.iter().any(|it| wish.options.iter().any(|of| of.0 == it.0));
        last(&has).or_else(|| last(&lacks)).or_else(|| last(&|_| changes))
    }

    /// Whether a wish may be for one of `products`.
    pub(super) fn has_any(&self, products: &[u32]) -> bool {
        self.wishes.iter().any(|wish| wish.products.iter().any(|it| products.contains(it)))
    }

    /// Those of `products` for which there are certain wishes: of all, or of the lines that were
    /// there before.
    pub(super) fn certain(&self, products: &[u32], before_only: bool) -> SmallVec<[u32; 4]> {
        let mut found: SmallVec<[u32; 4]> = smallvec![];
        for wish in self.wishes.iter().filter(|wish| !before_only || wish.had.is_some()) {
            if let [product] = *wish.products.as_slice()
                && products.contains(&product)
                && !found.contains(&product)
            {
                found.push(product);
            }
        }
        found
    }

    /// The only product among the wishes that is of the family of `product`.
    pub(super) fn only_relative(&self, product: u32) -> Option<u32> {
        let family = self.index.family(product);
        let mut relatives = self.wishes.iter().filter_map(|wish| match *wish.products.as_slice() {
            [one] if self.index.family(one) == family => Some(one),
            _ => None,
        });
        let first = relatives.next()?;
        relatives.all(|other| other == first).then_some(first)
    }

    /// Of what the text has wished for, only the wish at `place` stays.
    pub(super) fn leave(&mut self, place: usize) {
        let mut nth = 0;
        self.wishes.retain(|wish| {
            nth += 1;
            nth == place + 1 || wish.had.is_some()
        });
    }

    /// The only product that is wished for and has the word in its name.
    pub(super) fn only_with_word(&self, word: &str) -> Option<u32> {
        let mut having = self.wishes.iter().filter_map(|wish| match *wish.products.as_slice() {
            [one] if self.index.has_word(one, word) => Some(one),
            _ => None,
        });
        let first = having.next()?;
        having.all(|other| other == first).then_some(first)
    }

    /// The last wish of the family of `products`.
    pub(super) fn relative_of(&self, products: &[u32]) -> Option<usize> {
        let family = |product: &u32| self.index.family(*product);
        self.wishes.iter().rposition(|wish| {
            wish.products.iter().any(|one| products.iter().any(|it| family(it) == family(one)))
        })
    }

    /// The only one of `products` that is of the family of the wish at `place`.
    pub(super) fn kin(&self, place: usize, products: &[u32]) -> Option<u32> {
        let family = |product: u32| self.index.family(product);
        let wish = self.wishes.get(place)?;
        let related = |it: &&u32| wish.products.iter().any(|one| family(*one) == family(**it));
        let mut kin = products.iter().filter(related);
        let first = kin.next()?;
        kin.next().is_none().then_some(*first)
    }

    /// Gives the wish at `place` these products instead, and the quantity if there is one.
    pub(super) fn replace(
        &mut self,
        place: usize,
        products: SmallVec<[u32; 4]>,
        count: Option<u32>,
        tokens: &Range<usize>,
    ) {
        let Some(wish) = self.wishes.get_mut(place) else { return };
        if wish.products != products {
            wish.options = self.described.of(tokens).to_vec();
        }
        wish.products = products;
        wish.count = count.or(wish.count);
        wish.tokens = tokens.clone();
        self.touch(place);
    }

    pub(super) fn set(&mut self, place: usize, count: Option<u32>) {
        if let Some(wish) = self.wishes.get_mut(place) {
            wish.inquired = false;
            wish.count = count.or(wish.count);
        }
        self.touch(place);
    }

    pub(super) fn increase(&mut self, place: usize, by: u32) {
        if let Some(wish) = self.wishes.get_mut(place) {
            wish.count = Some(wish.count.unwrap_or(1).saturating_add(by));
        }
        self.touch(place);
    }

    pub(super) fn multiply(&mut self, place: usize, by: u32) {
        if let Some(wish) = self.wishes.get_mut(place) {
            wish.count = Some(wish.count.unwrap_or(1).saturating_mul(by));
        }
        self.touch(place);
    }

    /// Takes `by` away from the wish at `place`, and what it has too few of from earlier wishes
    /// for the same.
    pub(super) fn decrease(&mut self, place: usize, by: u32) {
        let Some(wish) = self.wishes.get_mut(place) else { return };
        let had = wish.count.unwrap_or(1);
        if had > by {
            wish.count = Some(had - by);
            return self.touch(place);
        }
        let gone = self.wishes.remove(place);
        if had < by
            && let Some(other) = self.wish_for(&gone.products)
            && !gone.products.is_empty()
        {
            self.decrease(other, by - had);
        }
    }

    /// What is asked after is not wished for yet, unless it is already.
    pub(super) fn inquire(&mut self, products: &[u32], count: Option<u32>, tokens: &Range<usize>) {
        if let Some(place) = self.wish_for(products) {
            let fresh = self.wishes.get(place).is_some_and(|wish| wish.had.is_none());
            return match count.filter(|_| fresh) {
                Some(more) => self.increase(place, more),
                None => self.touch(place),
            };
        }
        self.push(products, count, tokens);
        if let Some(wish) = self.wishes.last_mut() {
            wish.inquired = true;
        }
    }

    /// The wish for this product alone that was only asked after.
    pub(super) fn inquired(&self, products: &[u32]) -> Option<usize> {
        self.wish_for(products).filter(|&place| self.wishes[place].inquired)
    }

    /// Takes out every wish that may be for one of `products`. The last of them, and where it was.
    pub(super) fn take_out(&mut self, products: &[u32]) -> Option<(usize, Wish)> {
        let mut last = None;
        for place in (0..self.wishes.len()).rev() {
            if self.wishes[place].products.iter().any(|it| products.contains(it)) {
                let gone = self.wishes.remove(place);
                last.get_or_insert((place, gone));
            }
        }
        last
    }

    /// "2 usb c cables, not the coiled ones": of what the text has left open some are not meant.
    /// Whether that is so.
    pub(super) fn leave_open_without(&mut self, products: &[u32]) -> bool {
        let is_open = |wish: &&mut Wish| {
            let refused = wish.products.iter().filter(|it| products.contains(it)).count();
            wish.had.is_none() && refused == products.len() && wish.products.len() > refused
        };
        let Some(wish) = self.wishes.iter_mut().rfind(is_open) else { return false };
        wish.products.retain(|it| !products.contains(it));
        true
    }

    /// Takes out what was spoken of last.
    pub(super) fn take_out_it(&mut self) {
        if let Some(place) = self.it() {
            self.wishes.remove(place);
        }
    }
}
