//! TicketFlow: purchase-request tickets for large Discord communities.
