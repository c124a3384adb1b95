//! A Discord to build against: REST v10 and Gateway v10 on loopback, with people, faults and a
//! ledger.
//!
//! [`sim::Sim`] starts one on free ports. It enforces Discord's rules (each behind a switch of
//! [`rules::Rule`]), acts for people ([`people`]), injects [`faults`], and keeps a [`ledger`] that
//! tests judge by.

pub mod clock;
mod control;
mod core;
pub mod faults;
pub mod gateway;
pub mod ledger;
pub mod options;
pub mod people;
mod rest;
pub mod rules;
pub mod sim;
pub mod world;
