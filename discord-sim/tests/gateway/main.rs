//! The gateway as clients meet it. Checks of a rule also prove that they fail without it.

mod client;
mod town;

mod handover;
