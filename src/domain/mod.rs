//! The rules. Nothing here waits, reads a clock, or touches anything outside.

pub mod actor;
pub mod answer;
pub mod card;
pub mod catalogue;
pub mod clip;
pub mod control;
pub(crate) mod counted;
pub mod decide;
pub mod decision;
pub mod desk;
pub mod effect;
pub mod flow;
pub mod hearing;
pub mod ids;
pub mod input;
pub mod language;
pub mod ledger;
pub mod lesson;
pub mod money;
pub mod notice;
pub mod order;
pub mod permissions;
mod phrases;
pub mod price;
pub mod quoted;
pub mod recognise;
pub mod rehearsal;
pub mod reply;
pub mod shelf;

pub mod text;
pub mod ticket;
pub mod time;
pub mod tongue;
