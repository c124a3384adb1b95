//! An order and the catalogue that it is made by.

use super::{Line, LineId, Order, Unclear};
use crate::domain::{
    catalogue::{Catalogue, Product, ProductId, ProductOption},
    ids::RoleId,
    price::{self, Wanted, excesses, quote},
    recognise::{MOST_OF_ONE, Picked, Purpose},
};
use std::collections::HashMap;

impl Unclear {
    /// How many of each of several products that are meant, if they add up: those of which it is
    /// not said share what is left. "2 teas": "green and black".
    pub fn shared(&self, mut meant: Vec<Picked>) -> Option<Vec<Picked>> {
        let uncounted = meant.iter().filter(|it| it.quantity.is_none()).count();
        let counted = meant.iter().filter_map(|it| it.quantity).fold(0, u32::saturating_add);
        if uncounted == 0 || self.purpose == Purpose::Remove {
            return Some(meant);
        }
        let uncounted = u32::try_from(uncounted).ok()?;
        let left = self.quantity.saturating_sub(counted);
        let each = match (self.quantity, uncounted) {
            (1, _) => 1,
            (_, 1) if left > 0 => left,
            _ if left == uncounted => 1,
            _ => return None,
        };
        for it in &mut meant {
            it.quantity = it.quantity.or(Some(each));
        }
        Some(meant)
    }
}

impl Unclear {
    /// What is left of it, if fewer pieces are meant than are wanted.
    pub fn left_of(&self, meant: &[Picked]) -> Option<Self> {
        let counted = meant.iter().map(|it| it.quantity).sum::<Option<u32>>()?;
        let quantity = self.quantity.checked_sub(counted).filter(|it| *it > 0)?;
        let adds = self.purpose == Purpose::Add && !meant.is_empty();
        adds.then(|| Self { quantity, instead_of: None, ..self.clone() })
    }
}

impl Order {
    /// Adds so many of a product: to its last line without options, or in a line of its own.
    pub fn add(&mut self, product: &Product, quantity: u32) {
        let plain = |line: &&mut Line| line.product == product.id && line.options.is_empty();
        if let Some(line) = self.lines.iter_mut().rev().find(plain) {
            line.quantity = line.quantity.saturating_add(quantity).min(MOST_OF_ONE);
            return;
        }
        self.open_line(product, quantity, vec![]);
    }

    /// Adds so many of a product with these options in a line of its own, to which more may be said
    /// before it is compared with the others.
    pub fn open_line(
        &mut self,
        product: &Product,
        quantity: u32,
        options: Vec<(String, String)>,
    ) -> LineId {
        let id = LineId(self.given);
        self.given = self.given.wrapping_add(1);
        self.lines.push(Line {
            id,
            product: product.id.clone(),
            name: product.name.clone(),
            quantity: quantity.clamp(1, MOST_OF_ONE),
            options,
        });
        id
    }

    /// Adds so many of a product with these options, in a line of its own or to one that is alike.
    pub fn add_described(
        &mut self,
        product: &Product,
        quantity: u32,
        options: Vec<(String, String)>,
    ) {
        let id = self.open_line(product, quantity, options);
        self.unite(id);
    }

    /// What the first unclear words mean is known: it is done with them what was asked for. None
    /// of the candidates may be meant.
    pub fn make_clear(&mut self, catalogue: &Catalogue, meant: &[Picked]) {
        if self.unclear.is_empty() {
            return;
        }
        let unclear = self.unclear.remove(0);
        if meant.is_empty() {
            // What was to give way stays.
            self.lines.extend(unclear.instead_of);
            return;
        }
        for Picked { product: id, quantity } in meant {
            let quantity = quantity.unwrap_or(unclear.quantity);
            let has = |line: &Line| {
                line.product == *id && unclear.options.iter().all(|it| line.options.contains(it))
            };
            match (unclear.purpose, self.lines.iter().rposition(has)) {
                (Purpose::Remove, _) => self.lines.retain(|line| !has(line)),
                (Purpose::Set, Some(at)) => {
                    if let Some(line) = self.lines.get_mut(at) {
                        line.quantity = quantity;
                    }
                }
                (Purpose::Add | Purpose::Set, _) => match catalogue.product(id) {
                    Some(product) if unclear.options.is_empty() => self.add(product, quantity),
                    Some(product) => {
                        self.add_described(product, quantity, unclear.options.clone());
                    }
                    None => {}
                },
            }
        }
    }

    /// The question which product is meant was answered beside other words, by lines that were not
    /// there `before`: what was unclear counts no second time. That goes for each of the first
    /// `open` that were unclear before.
    pub fn made_clear_beside(&mut self, before: &[Line], open: usize) {
        let mut nth = 0;
        for _ in 0..open {
            let Some(unclear) = self.unclear.get(nth) else { return };
            let Unclear { candidates, quantity, options, .. } = unclear.clone();
            let is_removed = unclear.purpose == Purpose::Remove;
            let is_new = |line: &Line| {
                candidates.contains(&line.product) && !before.iter().any(|it| it.id == line.id)
            };
            let mut new = self.lines.iter_mut().filter(|line| is_new(line));
            let Some(first) = new.next().filter(|_| !is_removed) else {
                nth += 1;
                continue;
            };
            // "the verdura, and 2 colas": of as many as were asked about.
            if new.next().is_none() && first.quantity == 1 {
                first.quantity = quantity;
            }
            first.complete(&options);
            let id = first.id;
            self.unclear.remove(nth);
            self.unite(id);
        }
    }

    /// Lines of more pieces than their product allows get as many as it does. Their names, and how
    /// many that is.
    pub fn cap(&mut self, catalogue: &Catalogue) -> Vec<(String, u32)> {
        let mut capped = vec![];
        for line in &mut self.lines {
            let most = catalogue.product(&line.product).and_then(|product| product.most);
            if let Some(most) = most.filter(|most| line.quantity > *most) {
                line.quantity = most.max(1);
                capped.push((line.name.clone(), line.quantity));
            }
        }
        capped
    }

    /// Lines get no more pieces than there are: the first ones what they ask for, and those for
    /// which nothing is left go. Whether what is sold out is meant need not be asked. Of which
    /// products there are fewer than were asked for, and how many that is.
    pub fn cut(
        &mut self,
        catalogue: &Catalogue,
        available: impl Fn(&Product) -> Option<u32>,
    ) -> Vec<(String, u32)> {
        let mut left: HashMap<ProductId, u32> = HashMap::new();
        let mut short: Vec<(String, u32)> = vec![];
        for line in &mut self.lines {
            let Some(product) = catalogue.product(&line.product) else { continue };
            let Some(all) = available(product) else { continue };
            let rest = left.entry(line.product.clone()).or_insert(all);
            if line.quantity > *rest {
                line.quantity = *rest;
                if !short.iter().any(|(name, _)| *name == line.name) {
                    short.push((line.name.clone(), all));
                }
            }
            *rest -= line.quantity;
        }
        self.lines.retain(|line| line.quantity > 0);
        let sold_out = |unclear: &Unclear| {
            let [only] = unclear.candidates.as_slice() else { return None };
            let product = catalogue.product(only).filter(|_| unclear.purpose != Purpose::Remove)?;
            (available(product) == Some(0)).then(|| product.name.clone())
        };
        for unclear in std::mem::take(&mut self.unclear) {
            match sold_out(&unclear) {
                Some(name) => {
                    // What was to give way stays.
                    self.lines.extend(unclear.instead_of);
                    if !short.iter().any(|(known, _)| *known == name) {
                        short.push((name, 0));
                    }
                }
                None => self.unclear.push(unclear),
            }
        }
        short
    }

    /// Prices the lines as the catalogue has it now, and notes what it does not allow.
    pub fn reprice(&mut self, catalogue: &Catalogue) {
        if self.lines.is_empty() {
            self.priced = None;
            self.over.clear();
            return;
        }
        let quote = self.quote(catalogue);
        self.over = excesses(catalogue, &self.wanted(catalogue), &quote);
        self.priced = Some(quote);
    }

    fn quote(&self, catalogue: &Catalogue) -> price::Quote {
        quote(catalogue, &self.wanted(catalogue), &self.roles)
    }

    fn wanted<'o>(&'o self, catalogue: &Catalogue) -> Vec<Wanted<'o>> {
        let wanted = self.lines.iter().map(|line| {
            let answers = line.options.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let product = catalogue.product(&line.product);
            Wanted {
                product: &line.product,
                quantity: line.quantity,
                surcharge: product.map(|it| it.surcharge(answers)).unwrap_or_default(),
            }
        });
        wanted.collect()
    }

    /// Notes for which of the customer's roles there are discounts.
    pub fn note_roles(&mut self, catalogue: &Catalogue, roles: &[RoleId]) {
        let matter = catalogue.tariff().discounts.iter().filter_map(|discount| discount.role);
        self.roles = matter.filter(|role| roles.contains(role)).collect();
        self.roles.dedup();
    }

    /// The first option that needs an answer and has none: of which line.
    #[must_use]
    pub fn missing<'c>(&self, catalogue: &'c Catalogue) -> Option<(LineId, &'c ProductOption)> {
        self.lines.iter().find_map(|line| {
            let options = &catalogue.product(&line.product)?.options;
            let has = |option: &ProductOption| line.options.iter().any(|it| it.0 == option.name);
            let missing = options.iter().find(|option| option.required && !has(option))?;
            Some((line.id, missing))
        })
    }

    /// Whether a line has an option of this name and no answer to it.
    #[must_use]
    pub fn lacks(&self, catalogue: &Catalogue, option: &str) -> bool {
        let is_open = |line: &Line| {
            let product = catalogue.product(&line.product);
            product.is_some_and(|it| it.option(option).is_some())
                && !line.options.iter().any(|it| it.0 == option)
        };
        self.lines.iter().any(is_open)
    }

    /// The line of a product of which an option is said: the last of those that are there `since`,
    /// or of all if none is, and rather one that has no answer yet.
    #[must_use]
    pub fn described(&self, product: &ProductId, option: &str, since: u16) -> Option<LineId> {
        let lines = self.lines_said(product, since);
        let is_open = |line: &&&Line| !line.options.iter().any(|it| it.0 == option);
        let open = lines.iter().rev().find(is_open);
        open.or(lines.last()).map(|line| line.id)
    }

    /// The lines of a product of which all an option is said: those that are there `since`, or all
    /// if none is.
    #[must_use]
    pub fn all_described(&self, product: &ProductId, since: u16) -> Vec<LineId> {
        self.lines_said(product, since).into_iter().map(|line| line.id).collect()
    }

    fn lines_said(&self, product: &ProductId, since: u16) -> Vec<&Line> {
        let of = |line: &&Line| line.product == *product;
        let mut lines: Vec<&Line> = self.lines.iter().filter(of).collect();
        if lines.iter().any(|it| it.id.0 >= since) {
            lines.retain(|it| it.id.0 >= since);
        }
        lines
    }

    /// Answers an option of a line for so many of its pieces each. Those of which nothing is said
    /// stay as they are, and there are more than there were if so many are asked for.
    pub fn portion(&mut self, id: LineId, option: &str, portions: &[(String, u32)]) {
        let Some(at) = self.lines.iter().position(|line| line.id == id) else { return };
        let line = self.lines.remove(at);
        let rest = line.quantity.saturating_sub(pieces_of(portions));
        let answered = portions.iter().map(|(value, quantity)| (Some(value), *quantity));
        let mut ids = vec![];
        for (nth, (value, quantity)) in
            answered.chain((rest > 0).then_some((None, rest))).enumerate()
        {
            let mut part = Line { quantity: quantity.clamp(1, MOST_OF_ONE), ..line.clone() };
            if nth > 0 {
                part.id = LineId(self.given);
                self.given = self.given.wrapping_add(1);
            }
            if let Some(value) = value {
                part.set(option, value.clone());
            }
            ids.push(part.id);
            self.lines.insert((at + nth).min(self.lines.len()), part);
        }
        for id in ids.into_iter().rev() {
            self.unite(id);
        }
    }

    /// Answers options of a line of which more is said: it stays a line of its own until then.
    pub fn note(&mut self, id: LineId, answers: &[(String, String)]) {
        let Some(line) = self.lines.iter_mut().find(|line| line.id == id) else { return };
        for (option, value) in answers {
            line.set(option, value.clone());
        }
    }

    /// Takes the answer to an option off a line. Lines that are alike afterwards become one.
    pub fn take_off(&mut self, id: LineId, option: &str) {
        let Some(line) = self.lines.iter_mut().find(|line| line.id == id) else { return };
        line.options.retain(|it| it.0 != option);
        self.unite(id);
    }

    /// A line that is like another one becomes part of that.
    pub fn unite(&mut self, id: LineId) {
        let Some(line) = self.line(id).cloned() else { return };
        let alike = |it: &Line| it.id != id && it.is_like(&line);
        if let Some(twin) = self.lines.iter_mut().find(|it| alike(it)) {
            twin.quantity = twin.quantity.saturating_add(line.quantity).min(MOST_OF_ONE);
            self.lines.retain(|it| it.id != id);
        }
    }
}

/// How many pieces these are, each with a value.
#[must_use]
pub fn pieces_of(portions: &[(String, u32)]) -> u32 {
    portions.iter().fold(0, |all, (_, pieces)| all.saturating_add(*pieces))
}

impl Line {
    /// Whether it is the same product with the same options, in whichever order they were said.
    fn is_like(&self, other: &Self) -> bool {
        self.product == other.product
            && self.options.len() == other.options.len()
            && self.options.iter().all(|it| other.options.contains(it))
    }

    fn set(&mut self, option: &str, value: String) {
        match self.options.iter_mut().find(|it| it.0 == option) {
            Some(known) => known.1 = value,
            None => self.options.push((option.to_owned(), value)),
        }
    }
}
