//! TicketFlow: purchase-request tickets for large Discord communities.

pub mod domain;
pub mod formats;
