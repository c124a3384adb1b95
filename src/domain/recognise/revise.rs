//! What an order is after a message about it.

use serde::{Deserialize, Serialize};

use super::index::Index;
use super::leftover::Head;
use super::wishes::Wish;
use super::{MOST_OF_ONE, Ordered, Reading, Wanted, leftover};
use crate::domain::catalogue::ProductId;

/// An order as it is after a message, and what of the message was not understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    /// The lines that stay, in their order, then the new ones. What was removed is not here.
    pub lines: Vec<Revised>,
    /// As in [`Recognition`](super::Recognition).
    pub unknown: Vec<String>,
    /// What could mean several products, and what is only asked after.
    pub ambiguous: Vec<Ambiguity>,
    /// As in [`Recognition`](super::Recognition).
    pub suggested: Vec<ProductId>,
    /// As in [`Recognition`](super::Recognition).
    pub capped: Vec<ProductId>,
    /// Which lines of the order before go because others alone are wished for, though nobody said
    /// so of them: "only 2 adders".
    pub left_out: Vec<usize>,
}

/// A line as it is after the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// The product. It may be another one than the line had: then the message replaced it.
    pub product: ProductId,
    /// How many, from 1 to [`MOST_OF_ONE`].
    pub quantity: u32,
    /// Which line of the order before it is; `None` for a new one.
    pub had: Option<usize>,
    /// The options of the line as it was and as the message says of it: name and value.
    pub options: Vec<(String, String)>,
}

/// A mention that could mean several products, or that asks after one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    /// What it could mean, two or more; or the one that is asked after ("do you have a sultan?").
    pub candidates: Vec<ProductId>,
    /// How many are asked for, from 1 to [`MOST_OF_ONE`].
    pub quantity: u32,
    /// The customer's words for it.
    pub written: String,
    /// What is to be done with the one that is chosen.
    pub purpose: Purpose,
    /// The line of the order before that gives way to the one that is chosen. It is no longer among
    /// the lines.
    pub had: Option<usize>,
    /// What the text says of the options of whichever is meant: name and value.
    pub options: Vec<(String, String)>,
}

/// What is asked for a product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// So many more of it.
    #[default]
    Add,
    /// So many of it in all; each candidate has a line.
    Set,
    /// Its lines go; each candidate has one.
    Remove,
}

/// How the order of the lines `had` is after the message `text`. The last line is what "it" means
/// until the text speaks of another. Several lines may be for one product: a new quantity is for
/// the last of them, a removal for all. Total, like [`recognise`](super::recognise), and a text
/// that asks for nothing leaves the lines as they are.
pub fn revise(index: &Index, text: &str, had: &[Ordered]) -> Revision {
    let read = Reading::new(index, text, had);
    let mut revision = Revision::of(index, text, &read, had, |wish| !wish.inquired);
    for wish in read.wishes.stay.iter().filter(|wish| wish.inquired) {
        revision.ask(index, text, &read, wish);
    }
    revision
}

impl Revision {
    /// With the wishes that `count`.
    pub(super) fn of(
        index: &Index,
        text: &str,
        read: &Reading,
        had: &[Ordered],
        counts: impl Fn(&Wish) -> bool,
    ) -> Self {
        let named = read.wishes.stay.iter().any(|wish| !wish.tokens.is_empty());
        let wished = named || (!had.is_empty() && read.says_little());
        let mut revision = Self {
            unknown: leftover::phrases(text, &read.tokens, &read.roles, &read.counts, wished),
            suggested: read.suggested(index),
            left_out: read.wishes.left_out.clone(),
            ..Self::default()
        };
        for wish in read.wishes.stay.iter().filter(|wish| counts(wish)) {
            let count = wish.count.unwrap_or(1);
            match (wish.products.as_slice(), wish.had.and_then(|at| had.get(at))) {
                _ if count == 0 => {}
                ([], Some(line)) => revision.add(&line.product, count, wish.had, &line.options),
                ([one], _) => revision.add(index.id(*one), count, wish.had, &wish.options),
                _ => revision.ask(index, text, read, wish),
            }
        }
        for wish in &read.wishes.unclear {
            revision.ask(index, text, read, wish);
        }
        for head in read.heads.iter().filter(|head| head.products.len() > 1) {
            revision.ask_for_head(index, text, read, head);
        }
        revision
    }

    /// "a gts please", where several names end so.
    fn ask_for_head(&mut self, index: &Index, text: &str, read: &Reading, head: &Head) {
        let candidates: Vec<_> = head.products.iter().map(|&it| index.id(it).clone()).collect();
        let quantity = head.count.unwrap_or(1).clamp(1, MOST_OF_ONE);
        if let Some(known) = self.ambiguous.iter_mut().find(|it| it.candidates == candidates) {
            known.quantity = known.quantity.saturating_add(quantity).min(MOST_OF_ONE);
            return;
        }
        self.ambiguous.push(Ambiguity {
            candidates,
            quantity,
            written: read.tokens.written(text, &(head.at..head.at + 1)).to_owned(),
            purpose: Purpose::Add,
            had: None,
            options: vec![],
        });
    }

    /// Adds a line; more of a product that has a line, of which the same is said, goes there.
    fn add(
        &mut self,
        product: &ProductId,
        count: u32,
        had: Option<usize>,
        options: &[(String, String)],
    ) {
        let is_alike = |line: &Revised| line.product == *product && line.options == options;
        let known = self.lines.iter().rposition(is_alike);
        let known = known.filter(|_| had.is_none());
        let before = known.map_or(0, |at| self.lines[at].quantity);
        let wanted = before.saturating_add(count);
        let quantity = wanted.min(MOST_OF_ONE);
        if wanted > MOST_OF_ONE && !self.capped.contains(product) {
            self.capped.push(product.clone());
        }
        match known {
            Some(at) => self.lines[at].quantity = quantity,
            None => {
                let (product, options) = (product.clone(), options.to_vec());
                self.lines.push(Revised { product, quantity, had, options });
            }
        }
    }

    /// The same question is asked once, for all that it is about.
    fn ask(&mut self, index: &Index, text: &str, read: &Reading, wish: &Wish) {
        let candidates: Vec<_> = wish.products.iter().map(|&it| index.id(it).clone()).collect();
        let quantity = wish.count.unwrap_or(1).clamp(1, MOST_OF_ONE);
        let known = self.ambiguous.iter_mut().find(|it| {
            let is_alike = it.candidates == candidates && it.options == wish.options;
            is_alike && it.purpose == wish.purpose && wish.had.is_none()
        });
        if let Some(known) = known {
            known.quantity = known.quantity.saturating_add(quantity).min(MOST_OF_ONE);
            return;
        }
        let (purpose, had) = (wish.purpose, wish.had);
        let written = read.tokens.written(text, &wish.tokens).to_owned();
        let options = wish.options.clone();
        self.ambiguous.push(Ambiguity { candidates, quantity, written, purpose, had, options });
    }
}

/// The lines, each product with the same options once.
pub(super) fn merged(lines: Vec<Revised>, capped: &mut Vec<ProductId>) -> Vec<Wanted> {
    let mut merged: Vec<Wanted> = Vec::with_capacity(lines.len());
    for Revised { product, quantity, options, .. } in lines {
        match merged.iter_mut().find(|it| it.product == product && it.options == options) {
            Some(known) => {
                known.quantity += quantity;
                if known.quantity > MOST_OF_ONE {
                    known.quantity = MOST_OF_ONE;
                    capped.extend((!capped.contains(&product)).then_some(product));
                }
            }
            None => merged.push(Wanted { product, quantity, options }),
        }
    }
    merged
}
