//! TicketFlow: purchase-request tickets for large Discord communities.

pub mod clock;
pub mod discord;
pub mod secret;
