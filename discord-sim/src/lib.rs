//! A Discord to build against: REST v10 and Gateway v10 on loopback, with people, faults and a ledger.

pub mod clock;
pub mod gateway;
pub mod rules;
