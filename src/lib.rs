//! TicketFlow: purchase-request tickets for large Discord communities.
//!
//! An event travels `gateway → intake → engine → domain → store → effects`; see ARCHITECTURE.md.

pub mod admin;
pub mod cli;
pub mod clock;
pub mod config;
pub mod discord;
pub mod domain;
pub mod effects;
pub mod engine;
pub mod fleet;
pub mod formats;
pub mod gateway;
pub mod intake;
pub mod secret;
pub mod store;
pub mod telemetry;
mod texts;
pub mod worker;
