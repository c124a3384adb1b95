//! The whole system: several workers on one Redis, and what can happen to either.

#![expect(clippy::print_stdout, reason = "what was tried, and how long it took")]

mod deploys;
mod doubles;
mod failpoints;
mod kills;
mod refusals;
mod reminders;
mod reshard;
mod sentinel;
mod sharing;
mod storms;
mod town;
