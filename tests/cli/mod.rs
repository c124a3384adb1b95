//! The program as an operator uses it.

mod configuration;
mod evidence;
mod flow;
mod help;
mod import;
mod inspect;
mod moving;
mod printing;
pub(crate) mod program;
mod recognise;
mod refusals;
mod simulate;
mod streaming;
