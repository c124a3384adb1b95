//! How much of what runs out is still there: what is held for tickets, and what is sold.
//!
//! How many there are in all is said by the catalogue ([`Product::stock`]) and may change with it; the
//! ledger knows only what went away. A hold is made at the confirmation of an order, for all of its
//! lines or for none, so the first confirmation has the only one there is. It counts until its
//! time is over, without anybody having to clear it away.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{Catalogue, Product, ProductId};
use crate::domain::ids::TicketNumber;
use crate::domain::time::Timestamp;

/// What is held and what is sold of one server's products.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    holds: BTreeMap<TicketNumber, Hold>,
    sold: BTreeMap<ProductId, u32>,
}

/// What is held for one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Hold {
    /// The first moment at which it counts no more.
    until: Timestamp,
    /// How many of what.
    pieces: BTreeMap<ProductId, u32>,
}

/// There are not as many as are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// Of what.
    pub product: ProductId,
    /// How many are wanted, in all lines together.
    pub wanted: u32,
    /// How many can be had.
    pub available: u32,
}

/// There is no hold of that ticket that still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing is held for the ticket any more")]
pub struct NoHold;

impl Ledger {
    /// How many of the product can be had by a ticket that holds none; `None` if it does not run
    /// out.
    #[must_use]
    pub fn available(&self, product: &Product, now: Timestamp) -> Option<u32> {
        self.available_to(None, product, now)
    }

    /// Holds what the lines need until the moment `until`, in place of what was held for the ticket.
    /// Products that do not run out, and such as the catalogue has no more, need no hold.
    ///
    /// # Errors
    /// There is too little of something: all of it is said, and what was held before stays.
    pub fn hold<'l>(
        &mut self,
        ticket: TicketNumber,
        lines: impl IntoIterator<Item = (&'l ProductId, u32)>,
        catalogue: &Catalogue,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), Vec<Shortage>> {
        self.forget(now);
        let mut pieces: BTreeMap<ProductId, u32> = BTreeMap::new();
        for (product, quantity) in lines {
            let wanted = pieces.entry(product.clone()).or_default();
            *wanted = wanted.saturating_add(quantity);
        }
        let shortage = |(id, wanted): (&ProductId, &u32)| {
            let product = catalogue.product(id)?;
            let available = self.available_to(Some(ticket), product, now)?;
            let product = product.id.clone();
            (*wanted > available).then_some(Shortage { product, wanted: *wanted, available })
        };
        let shortages: Vec<Shortage> = pieces.iter().filter_map(shortage).collect();
        if !shortages.is_empty() {
            return Err(shortages);
        }
        let runs_out = |id: &ProductId| catalogue.product(id).is_some_and(|it| it.stock.is_some());
        pieces.retain(|id, quantity| *quantity > 0 && runs_out(id));
        self.holds.insert(ticket, Hold { until, pieces });
        Ok(())
    }

    /// Gives back what is held for the ticket, if anything is.
    pub fn release(&mut self, ticket: TicketNumber) {
        self.holds.remove(&ticket);
    }

    /// Sells what is held for the ticket.
    ///
    /// # Errors
    /// Nothing is held for it, or no longer: it must be held again, which may find that others were
    /// quicker.
    pub fn sell(&mut self, ticket: TicketNumber, now: Timestamp) -> Result<(), NoHold> {
        self.forget(now);
        let hold = self.holds.remove(&ticket).ok_or(NoHold)?;
        for (product, quantity) in hold.pieces {
            let sold = self.sold.entry(product).or_default();
            *sold = sold.saturating_add(quantity);
        }
        Ok(())
    }

    /// When the first of the holds ends, so that somebody can be told.
    #[must_use]
    pub fn next_end(&self) -> Option<(Timestamp, TicketNumber)> {
        self.holds.iter().map(|(ticket, hold)| (hold.until, *ticket)).min()
    }

    /// Drops the holds that count no more, so that the ledger does not grow with them.
    fn forget(&mut self, now: Timestamp) {
        self.holds.retain(|_, hold| hold.until > now);
    }

    fn available_to(
        &self,
        ticket: Option<TicketNumber>,
        product: &Product,
        now: Timestamp,
    ) -> Option<u32> {
        let others =
            self.holds.iter().filter(|(holder, hold)| Some(**holder) != ticket && hold.until > now);
        let held = others.filter_map(|(_, hold)| hold.pieces.get(&product.id));
        let gone = held
            .chain(self.sold.get(&product.id))
            .fold(0_u32, |gone, more| gone.saturating_add(*more));
        Some(product.stock?.saturating_sub(gone))
    }
}

#[cfg(test)]
mod tests;
