//! The catalogue: the products that a server sells, and the rules that a list of them must keep.

mod alias;
mod check;
mod faults;
mod option;
mod product_id;
mod stored;
mod tariff;

pub use alias::{AliasFault, one_line};
pub use faults::{CatalogueFault, CatalogueProblem, Part};
pub use option::{
    AnswerFault, Choice, DEFAULT_LONGEST, LONGEST_ANSWER, LONGEST_LABEL, LONGEST_OPTION_NAME,
    LONGEST_PATTERN, MOST_CHOICE_ALIASES, MOST_CHOICES, MOST_OPTIONS, OptionKind, ProductOption,
    TextRule,
};
pub use product_id::{NotAnId, ProductId};
pub use stored::FirstFault;
pub use tariff::{Discount, Limits, MOST_DISCOUNTS, MOST_HOLD_HOURS, Percent, Tariff};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::money::Amount;
use stored::Stored;

/// The most products that one catalogue holds.
pub const MOST_PRODUCTS: usize = 50_000;
/// The most aliases that one product has.
pub const MOST_ALIASES: usize = 50;
/// The longest name or alias, in characters.
pub const LONGEST_NAME: usize = 100;
/// The most different patterns in one catalogue: each is compiled whenever the catalogue is read.
pub const MOST_PATTERNS: usize = 100;

/// One thing that can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// What the product is known by in orders and files.
    pub id: ProductId,
    /// What people are shown.
    pub name: String,
    /// What else customers call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What one piece costs, in the currency of the [`Tariff`]; `None` if staff say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// What is asked of whoever orders it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ProductOption>,
    /// The most pieces in one line of an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// How many there are to be sold, 1 for the only one; `None` if they do not run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<u32>,
    /// Whatever else the file said of the product (brand, colour …), kept so that an import and an
    /// export lose nothing.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Product {
    /// A product of which nothing more is known.
    #[must_use]
    pub fn named(id: ProductId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            aliases: Vec::new(),
            price: None,
            options: Vec::new(),
            most: None,
            stock: None,
            extra: Map::new(),
        }
    }

    /// The name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The option with this name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&ProductOption> {
        self.options.iter().find(|option| option.name == name)
    }

    /// Whether it has this option, and the option this value.
    #[must_use]
    pub fn takes(&self, (option, value): &(String, String)) -> bool {
        self.option(option).is_some_and(|it| it.answer(value).is_ok())
    }

    /// What these answers, each after the name of its option, add to the price of one piece.
    #[must_use]
    pub fn surcharge<'a>(&self, answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Amount {
        let known =
            answers.into_iter().filter_map(|(name, answer)| Some((self.option(name)?, answer)));
        known.map(|(option, answer)| option.surcharge(answer)).sum()
    }
}

/// Products that can be told apart: every rule of this module holds for a value of this type.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Catalogue {
    products: Vec<Product>,
    tariff: Tariff,
    /// The places of the products in the order of their ids.
    by_id: Vec<u32>,
}

impl Catalogue {
    /// Takes the products, in their order, if every rule holds; otherwise says everything that is
    /// wrong, in the order of the products.
    pub fn new(products: Vec<Product>) -> Result<Self, Vec<CatalogueFault>> {
        Self::with_tariff(products, Tariff::default())
    }

    /// As [`Catalogue::new`], with what holds for orders as a whole. Faults of the tariff come
    /// first.
    pub fn with_tariff(
        products: Vec<Product>,
        tariff: Tariff,
    ) -> Result<Self, Vec<CatalogueFault>> {
        let faults = check::faults_of(&products, &tariff);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut by_id: Vec<(&ProductId, u32)> =
            products.iter().map(|product| &product.id).zip(0..).collect();
        by_id.sort_unstable();
        let by_id = by_id.into_iter().map(|(_, place)| place).collect();
        Ok(Self { products, tariff, by_id })
    }

    /// What its author may want to change nevertheless.
    #[must_use]
    pub fn advice(&self) -> Vec<CatalogueFault> {
        check::advice_on(&self.products, &self.tariff)
    }

    /// The products in their order.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// What holds for orders as a whole.
    pub fn tariff(&self) -> &Tariff {
        &self.tariff
    }

    /// The product with this id.
    pub fn product(&self, id: &ProductId) -> Option<&Product> {
        let place = |place: &u32| self.products.get(usize::try_from(*place).ok()?);
        let found =
            self.by_id.binary_search_by(|at| place(at).map(|product| &product.id).cmp(&Some(id)));
        place(self.by_id.get(found.ok()?)?)
    }
}

#[cfg(test)]
mod tests;
