//! The program as an operator uses it.

mod configuration;
mod help;
mod import;
mod inspect;
mod moving;
mod program;
mod refusals;
