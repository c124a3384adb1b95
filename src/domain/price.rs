//! What an order costs by a catalogue. Pure arithmetic on whole minor units.
//!
//! - A piece costs its price and the surcharges of the choices; a line that times its quantity.
//! - Of the discounts whose conditions all hold, the one that takes off most counts, and no other;
//!   of equal ones the first. It is taken off the subtotal, rounded once to the nearest minor unit,
//!   a half away from zero (so in the customer's favour).
//! - A line without a price adds nothing and is counted in [`Quote::unpriced`]: then the total is
//!   that of the other lines, and staff must name the rest.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{Catalogue, Discount, Percent, ProductId};
use crate::domain::ids::RoleId;
use crate::domain::money::{Amount, Currency};

/// One line to be priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'o> {
    /// What is wanted.
    pub product: &'o ProductId,
    /// How many.
    pub quantity: u32,
    /// What the chosen options add to one piece: [`crate::domain::catalogue::Product::surcharge`].
    pub surcharge: Amount,
}

/// What an order costs. Kept with the order at its confirmation, it is the price that was agreed
/// on; compared with a later one, it says whether the catalogue has changed meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What all amounts are counted in: the same digits in another currency are another price.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
    /// The lines in the order in which they were wanted.
    pub lines: Vec<QuoteLine>,
    /// The known lines together.
    pub subtotal: Amount,
    /// What is taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Reduction>,
    /// The subtotal without the discount; the whole price only if no line is unpriced.
    pub total: Amount,
    /// How many lines have no price.
    #[serde(default)]
    pub unpriced: usize,
}

/// What one line costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// One piece with its surcharges; `None` if the catalogue has no price for it.
    pub unit: Option<Amount>,
    /// All pieces of the line.
    pub total: Option<Amount>,
}

/// What is taken off an order, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reduction {
    /// The name of the discount.
    pub name: String,
    /// Its part of the subtotal.
    pub percent: Percent,
    /// What is taken off.
    pub amount: Amount,
}

/// Prices an order for a person with these roles.
#[must_use]
pub fn quote(catalogue: &Catalogue, wanted: &[Wanted<'_>], roles: &[RoleId]) -> Quote {
    let lines: Vec<QuoteLine> = wanted.iter().map(|line| price_of(catalogue, line)).collect();
    let subtotal = lines.iter().filter_map(|line| line.total).sum();
    let items = wanted.iter().map(|line| u64::from(line.quantity)).sum();
    let discounts = catalogue.tariff().discounts.iter();
    let holding = discounts.filter(|discount| holds(discount, items, subtotal, roles));
    let reductions = holding.map(|discount| Reduction {
        name: discount.name.clone(),
        percent: discount.percent,
        amount: discount.percent.of(subtotal),
    });
    // The first of the greatest: what comes later must be more to take its place.
    let best =
        reductions.reduce(|best, next| if next.percent > best.percent { next } else { best });
    let discount = best.filter(|best| !best.amount.is_zero());
    let total = discount.as_ref().map_or(subtotal, |best| subtotal.minus(best.amount));
    let unpriced = lines.iter().filter(|line| line.total.is_none()).count();
    let currency = catalogue.tariff().currency.clone();
    Quote { currency, lines, subtotal, discount, total, unpriced }
}

fn price_of(catalogue: &Catalogue, line: &Wanted<'_>) -> QuoteLine {
    let price = catalogue.product(line.product).and_then(|product| product.price);
    let unit = price.map(|price| price.plus(line.surcharge));
    QuoteLine { unit, total: unit.map(|unit| unit.times(line.quantity)) }
}

fn holds(discount: &Discount, items: u64, subtotal: Amount, roles: &[RoleId]) -> bool {
    discount.from_items.is_none_or(|from| items >= u64::from(from))
        && discount.from_subtotal.is_none_or(|from| subtotal >= from)
        && discount.role.is_none_or(|role| roles.contains(&role))
}

/// A limit of the catalogue that an order goes beyond.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Excess {
    /// A line has more pieces than its product allows.
    Line {
        /// What its product is called.
        name: String,
        /// How many are wanted.
        wanted: u32,
        /// The most.
        most: u32,
    },
    /// The order has too many lines.
    Lines {
        /// How many there are.
        wanted: usize,
        /// The most.
        most: u32,
    },
    /// The order has too many pieces.
    Items {
        /// How many there are.
        wanted: u64,
        /// The most.
        most: u32,
    },
    /// The order costs too much.
    Total {
        /// What it costs, as far as it is known.
        total: Amount,
        /// The most.
        most: Amount,
    },
}

/// Every limit that the order goes beyond: of the lines in their order, then of the whole.
#[must_use]
pub fn excesses(catalogue: &Catalogue, wanted: &[Wanted<'_>], quote: &Quote) -> Vec<Excess> {
    let of_line = |line: &Wanted<'_>| {
        let product = catalogue.product(line.product)?;
        let (most, name) = (product.most?, product.name.clone());
        (line.quantity > most).then_some(Excess::Line { name, wanted: line.quantity, most })
    };
    let mut found: Vec<Excess> = wanted.iter().filter_map(of_line).collect();
    let limits = catalogue.tariff().limits;
    let lines = wanted.len();
    let most =
        limits.most_lines.filter(|most| u32::try_from(lines).is_ok_and(|lines| lines > *most));
    found.extend(most.map(|most| Excess::Lines { wanted: lines, most }));
    let items: u64 = wanted.iter().map(|line| u64::from(line.quantity)).sum();
    let most = limits.most_items.filter(|most| items > u64::from(*most));
    found.extend(most.map(|most| Excess::Items { wanted: items, most }));
    let most = limits.most_total.filter(|most| quote.total > *most);
    found.extend(most.map(|most| Excess::Total { total: quote.total, most }));
    found
}

#[cfg(test)]
mod tests;
