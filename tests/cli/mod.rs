//! The program as an operator uses it.

mod configuration;
mod help;
mod import;
mod inspect;
pub(crate) mod program;
mod refusals;
