//! Orders as they are shown.

use crate::domain::{
    clip::clip,
    ledger::Left,
    money::{Amount, Currency},
    order::LineId,
    price::{Excess, Reduction},
};
use serde::{Deserialize, Serialize};

/// What another catalogue changes of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Products that are not sold any more.
    pub gone: Vec<String>,
    /// Products that are called otherwise: former and new name.
    #[serde(default)]
    pub renamed: Vec<(String, String)>,
    /// Products that cost something else.
    #[serde(default)]
    pub repriced: Vec<Repriced>,
    /// Options that cannot be had any more: of which product, and what was chosen.
    #[serde(default)]
    pub dropped: Vec<(String, String)>,
    /// What prices are counted in.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
}

/// A product that costs something else than its customer was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repriced {
    /// What it is called.
    pub name: String,
    /// A piece before; none if it had no price.
    pub before: Option<Amount>,
    /// A piece now.
    pub now: Option<Amount>,
}

impl News {
    /// What was told of an earlier catalogue and not to the customer, and this.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        self.gone.extend(later.gone);
        self.renamed.extend(later.renamed);
        self.repriced.extend(later.repriced);
        self.dropped.extend(later.dropped);
        Self { currency: later.currency, ..self }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty()
            && self.renamed.is_empty()
            && self.repriced.is_empty()
            && self.dropped.is_empty()
    }
}

/// An order as it is shown: names instead of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Its lines.
    pub lines: Vec<LineView>,
    /// The customer's own words, where there is no catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What it costs; none where nothing has a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    /// The limits that it goes beyond, because of which it cannot be confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<Excess>,
}

/// What an order costs, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The lines together.
    pub subtotal: Amount,
    /// What is taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Reduction>,
    /// What is to be paid.
    pub total: Amount,
    /// How many lines have no price.
    #[serde(default)]
    pub unpriced: usize,
    /// What it is counted in.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
}

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// Its id.
    pub id: LineId,
    /// What the product is called.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// The options that were chosen: name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    /// What one piece costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Amount>,
    /// What the line costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Amount>,
}

/// Words that an option of a product cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfit {
    /// What the option is called.
    pub option: String,
    /// The words.
    pub said: String,
    /// What an admin says of those that it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// What of a message was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misread {
    /// Words that name nothing in the catalogue.
    pub unknown: Vec<String>,
    /// Products that the words which name nothing are near to.
    #[serde(default)]
    pub near: Vec<String>,
    /// What an option cannot be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfit: Vec<Unfit>,
    /// Products of which more were asked for than one order can have, with how many that is.
    #[serde(default)]
    pub capped: Vec<(String, u32)>,
    /// Products of which fewer are left than were asked for, with how many that is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub short: Vec<(String, u32)>,
    /// What is not on the order any more, as it stood there, where somebody may not have meant
    /// that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<String>,
}

/// The most words, and the most products, that are kept of what was not understood.
const MOST_KEPT: usize = 20;
/// How much of each is kept: more is not shown.
const LONGEST_KEPT: usize = 100;

impl Misread {
    /// The same with as much of all words as is kept.
    #[must_use]
    pub fn clipped(mut self) -> Self {
        let said = self.unfit.iter_mut().map(|it| &mut it.said);
        for words in self.unknown.iter_mut().chain(said) {
            words.truncate(clip(words, LONGEST_KEPT).len());
        }
        self
    }

    /// What was not understood before and is not yet, and this.
    #[must_use]
    pub fn and(self, later: &Self) -> Self {
        Self {
            unknown: each_once(self.unknown, &later.unknown),
            near: each_once(self.near, &later.near),
            unfit: each_once(self.unfit, &later.unfit),
            ..later.clone()
        }
    }

    /// What of this is not among what was told before.
    #[must_use]
    pub fn beyond(self, told: &Self) -> Self {
        let mut news = self;
        news.unknown.retain(|it| !told.unknown.contains(it));
        news.near.retain(|it| !told.near.contains(it));
        news.unfit.retain(|it| !told.unfit.contains(it));
        news.capped.retain(|it| !told.capped.contains(it));
        news.short.retain(|it| !told.short.contains(it));
        news.dropped.retain(|it| !told.dropped.contains(it));
        news
    }

    /// Whether words of it were not understood.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.unknown.is_empty() || !self.near.is_empty() || !self.unfit.is_empty()
    }

    /// Whether all was understood.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.has_words() && !self.is_less() && self.dropped.is_empty()
    }

    /// Whether there is less of something than was asked for.
    #[must_use]
    pub fn is_less(&self) -> bool {
        !self.capped.is_empty() || !self.short.is_empty()
    }
}

/// The newest of them, each once.
fn each_once<T: Clone + PartialEq>(mut before: Vec<T>, later: &[T]) -> Vec<T> {
    before.retain(|it| !later.contains(it));
    before.extend_from_slice(later);
    before.split_off(before.len().saturating_sub(MOST_KEPT))
}

/// How a product that runs out stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLine {
    /// What it is called.
    pub product: String,
    /// How it stands.
    pub left: Left,
}
