//! How much of what runs out can still be had: what is held for tickets, and what was sold.
//!
//! The catalogue says how many there are ([`Product::stock`]); the ledger says what went away since
//! that was said. A number that another catalogue says differently is counted from anew: whoever
//! writes it has looked how many there are. The same number in a newer catalogue says nothing new.
//!
//! Products are known by their ids, in the catalogues of all types of tickets: what has the same id
//! is the same thing, and the only one there is can be sold by one of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::catalogue::{Catalogue, Product, ProductId};
use crate::domain::ids::TicketNumber;
use crate::domain::time::Timestamp;

/// What is held and what was sold of one server's products.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holds: Vec<Hold>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sales: BTreeMap<ProductId, Sales>,
    /// What a newer version has written of it and this one does not know.
    #[serde(flatten)]
    beyond: Map<String, Value>,
}

/// What is held for one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Hold {
    ticket: TicketNumber,
    /// The first moment at which it counts no more; none if it lasts until it is let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
    /// How many of what.
    pieces: BTreeMap<ProductId, u32>,
}

/// What was sold of a product since its number was said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sales {
    /// The number.
    of: u32,
    /// How many went.
    sold: u32,
}

/// How a product stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// How many there were when that was said last.
    pub of: u32,
    /// How many were sold since.
    pub sold: u32,
    /// How many are held for tickets.
    pub held: u32,
}

impl Left {
    /// How many can be had.
    #[must_use]
    pub fn available(self) -> u32 {
        self.of.saturating_sub(self.sold).saturating_sub(self.held)
    }
}

impl Hold {
    fn counts(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| until > now)
    }
}

impl Ledger {
    /// How many of a product this ticket can have, with what is held for it; `None` if it does not
    /// run out.
    #[must_use]
    pub fn available(&self, to: TicketNumber, product: &Product, now: Timestamp) -> Option<u32> {
        self.left(Some(to), product, now).map(Left::available)
    }

    /// How a product stands, but for what is held for one ticket; `None` if it does not run out.
    #[must_use]
    pub fn left(
        &self,
        but: Option<TicketNumber>,
        product: &Product,
        now: Timestamp,
    ) -> Option<Left> {
        let of = product.stock?;
        let others = self.holds.iter().filter(|it| Some(it.ticket) != but && it.counts(now));
        let held = others.filter_map(|it| it.pieces.get(&product.id));
        let held = held.fold(0_u32, |all, more| all.saturating_add(*more));
        let sales = self.sales.get(&product.id).filter(|it| it.of == of);
        Some(Left { of, sold: sales.map_or(0, |it| it.sold), held })
    }

    /// Holds for a ticket what these lines need of what runs out, in place of what was held for
    /// it. Whoever holds has seen that as much is [available](Self::available).
    pub fn hold<'l>(
        &mut self,
        ticket: TicketNumber,
        lines: impl IntoIterator<Item = (&'l ProductId, u32)>,
        catalogue: &Catalogue,
        now: Timestamp,
        until: Option<Timestamp>,
    ) {
        self.release(ticket);
        self.holds.retain(|it| it.counts(now));
        let mut pieces: BTreeMap<ProductId, u32> = BTreeMap::new();
        for (product, quantity) in lines {
            if catalogue.product(product).is_some_and(|it| it.stock.is_some()) {
                let held = pieces.entry(product.clone()).or_default();
                *held = held.saturating_add(quantity);
            }
        }
        if !pieces.is_empty() {
            self.holds.push(Hold { ticket, until, pieces });
        }
    }

    /// Whether something is held for a ticket, or was until its time was over.
    #[must_use]
    pub fn holds(&self, ticket: TicketNumber) -> bool {
        self.holds.iter().any(|it| it.ticket == ticket)
    }

    /// Gives back what is held for a ticket, if anything is.
    pub fn release(&mut self, ticket: TicketNumber) {
        self.holds.retain(|it| it.ticket != ticket);
    }

    /// Sells what is held for a ticket, if anything is. Of a product that the catalogue has no more
    /// nothing is left to be counted.
    pub fn sell(&mut self, ticket: TicketNumber, catalogue: &Catalogue) {
        let Some(at) = self.holds.iter().position(|it| it.ticket == ticket) else { return };
        for (id, quantity) in self.holds.swap_remove(at).pieces {
            let Some(of) = catalogue.product(&id).and_then(|it| it.stock) else { continue };
            let sales = self.sales.entry(id).or_default();
            if sales.of != of {
                *sales = Sales { of, sold: 0 };
            }
            sales.sold = sales.sold.saturating_add(quantity);
        }
    }
}

#[cfg(test)]
mod tests;
