//! What is held for a ticket and what it sold, as the ticket stands: arranged here for all
//! decisions at once, so that no rule that ends an order can forget to give back what was held for
//! it.
//!
//! - Confirmed, yet not complete: it is held for a while. A customer who goes away does not keep
//!   it.
//! - Complete: it is held until the ticket ends, however long staff take.
//! - Closed or gone when it was complete: it is sold. Staff who did not sell it say how many are
//!   left; the only one there is must not be sold a second time.
//! - Anything else: it is given back.

use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    ledger::Ledger,
    ticket::{Standing, State, Ticket},
    time::Timestamp,
};
use std::time::Duration;

/// How long it is held where the catalogue does not say.
const HOURS: u32 = 24;

/// What a ticket has of what runs out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    Nothing,
    /// As much as was confirmed then, for a while.
    ForAWhile(Timestamp),
    /// As much as is ordered.
    Firm,
    /// As much as was ordered, for ever.
    Sold,
}

impl Claim {
    fn of(ticket: &Ticket) -> Self {
        let confirmed = ticket.order.confirmed;
        let while_waiting = || confirmed.map_or(Self::Nothing, Self::ForAWhile);
        match &ticket.state {
            State::Open { .. } => while_waiting(),
            State::Placed { .. } => Self::Firm,
            State::Closing { from: Standing { placed, .. }, .. } => {
                placed.map_or_else(while_waiting, |_| Self::Firm)
            }
            State::Closed { from: Standing { placed, .. }, .. }
            | State::Gone { from: Standing { placed, .. }, .. } => {
                placed.map_or(Self::Nothing, |_| Self::Sold)
            }
            State::Opening { .. } | State::Failed { .. } => Self::Nothing,
        }
    }
}

/// Puts into a decision what it changes of what is held and sold.
pub(super) fn arrange(snapshot: &Snapshot, decision: &mut Decision, now: Timestamp) {
    let Decision::Apply(Change { write: Write::Ticket(next), ledger, .. }) = decision else {
        return;
    };
    let Some((_, former)) = &snapshot.ticket else { return };
    let claim = Claim::of(next);
    if claim == Claim::of(former) {
        return;
    }
    let known: &Ledger = &snapshot.ledger.1;
    let mut changed = known.clone();
    claim.put(&mut changed, snapshot, next, now);
    if changed != *known {
        *ledger = Some(changed);
    }
}

impl Claim {
    fn put(self, ledger: &mut Ledger, snapshot: &Snapshot, ticket: &Ticket, now: Timestamp) {
        let stock = snapshot.shelf.stock.as_deref();
        let lines = || ticket.order.lines.iter().map(|line| (&line.product, line.quantity));
        match (self, stock.map(|it| &it.catalogue)) {
            (Self::Nothing, _) => drop(ledger.release(ticket.number)),
            (Self::Sold, _) => ledger.sell(ticket.number),
            (Self::ForAWhile(since), Some(catalogue)) => {
                let hours = catalogue.tariff().limits.hold_hours.unwrap_or(HOURS);
                let until = since.plus(Duration::from_secs(3600) * hours);
                ledger.hold(ticket.number, lines(), catalogue, now, Some(until));
            }
            (Self::Firm, Some(catalogue)) => {
                ledger.hold(ticket.number, lines(), catalogue, now, None);
            }
            // An order without a catalogue has no lines.
            (Self::ForAWhile(_) | Self::Firm, None) => {}
        }
    }
}
