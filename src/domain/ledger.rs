//! How much of what runs out can still be had: what is held for tickets, and what is gone for good.
//!
//! The catalogue says how many there are in all ([`Product::stock`]), the ledger what went away of
//! them. So the number can be left out, changed and brought back, in any catalogue of the server,
//! and nothing is sold twice. Who puts more on sale raises the number, or says how many are left.
//!
//! Products are known by their ids, in the catalogues of all types of tickets: what has the same id
//! is the same thing.

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
    /// How many were sold. Less than none if more are left than the catalogue has in all.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sold: BTreeMap<ProductId, i64>,
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
    /// As with the ledger.
    #[serde(flatten)]
    beyond: Map<String, Value>,
}

/// How a product stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// How many can be had.
    pub left: u32,
    /// How many are held for tickets.
    pub held: u32,
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
        let others = self.holds.iter().filter(|it| it.ticket != to && it.counts(now));
        let held =
            others.filter_map(|it| it.pieces.get(&product.id)).map(|it| i64::from(*it)).sum();
        self.rest(product, held)
    }

    /// How those of the products stand that run out.
    pub fn stand<'p>(
        &self,
        products: impl IntoIterator<Item = &'p Product>,
        now: Timestamp,
    ) -> Vec<(&'p Product, Left)> {
        let mut held: BTreeMap<&ProductId, u32> = BTreeMap::new();
        for (product, quantity) in
            self.holds.iter().filter(|it| it.counts(now)).flat_map(|it| &it.pieces)
        {
            let all = held.entry(product).or_default();
            *all = all.saturating_add(*quantity);
        }
        let stands = |product: &'p Product| {
            let held = held.get(&product.id).copied().unwrap_or_default();
            Some((product, Left { left: self.rest(product, held.into())?, held }))
        };
        products.into_iter().filter_map(stands).collect()
    }

    fn rest(&self, product: &Product, held: i64) -> Option<u32> {
        let sold = self.sold.get(&product.id).copied().unwrap_or_default();
        let rest = i64::from(product.stock?).saturating_sub(sold).saturating_sub(held);
        Some(u32::try_from(rest.max(0)).unwrap_or(u32::MAX))
    }

    /// Somebody has counted: so many are left of a product that runs out, beside what is held.
    pub fn recount(&mut self, product: &Product, left: u32, now: Timestamp) {
        let Some(of) = product.stock else { return };
        let counting = self.holds.iter().filter(|it| it.counts(now));
        let held = counting.filter_map(|it| it.pieces.get(&product.id)).map(|it| i64::from(*it));
        let sold = i64::from(of) - held.sum::<i64>() - i64::from(left);
        self.sold.insert(product.id.clone(), sold);
    }

    /// Holds for a ticket what these lines need of what runs out, in place of what was held for
    /// it. Whoever holds has seen that as much is [available](Self::available). What was held of a
    /// product stays held though its catalogue says no number any more: it may say one again.
    pub fn hold<'l>(
        &mut self,
        ticket: TicketNumber,
        lines: impl IntoIterator<Item = (&'l ProductId, u32)>,
        catalogue: &Catalogue,
        now: Timestamp,
        until: Option<Timestamp>,
    ) {
        let (former, beyond) = match self.take(ticket) {
            Some(former) => (former.pieces, former.beyond),
            None => Default::default(),
        };
        self.holds.retain(|it| it.counts(now));
        let runs_out = |id: &ProductId| catalogue.product(id).is_some_and(|it| it.stock.is_some());
        let mut pieces: BTreeMap<ProductId, u32> = BTreeMap::new();
        for (product, quantity) in lines {
            if runs_out(product) || former.contains_key(product) {
                let held = pieces.entry(product.clone()).or_default();
                *held = held.saturating_add(quantity);
            }
        }
        if !pieces.is_empty() {
            self.holds.push(Hold { ticket, until, pieces, beyond });
        }
    }

    /// Whether something is held for a ticket, or was until its time was over.
    #[must_use]
    pub fn holds(&self, ticket: TicketNumber) -> bool {
        self.holds.iter().any(|it| it.ticket == ticket)
    }

    /// Gives back what is held for a ticket, and says what that is.
    pub fn release(&mut self, ticket: TicketNumber) -> BTreeMap<ProductId, u32> {
        self.take(ticket).map(|it| it.pieces).unwrap_or_default()
    }

    fn take(&mut self, ticket: TicketNumber) -> Option<Hold> {
        let at = self.holds.iter().position(|it| it.ticket == ticket)?;
        Some(self.holds.swap_remove(at))
    }

    /// Sells what is held for a ticket, if anything is.
    pub fn sell(&mut self, ticket: TicketNumber) {
        for (product, quantity) in self.release(ticket) {
            let sold = self.sold.entry(product).or_default();
            *sold = sold.saturating_add(quantity.into());
        }
    }
}

#[cfg(test)]
mod tests;
