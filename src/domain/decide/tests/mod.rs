//! The rules, pair by pair, rule by rule, and for anything at all.

mod alias;
mod any;
mod arbitrary;
mod close;
mod conversation;
mod desk;
mod evidence;
mod fixtures;
mod hold;
mod hold_any;
mod imported;
mod list;
mod newer_catalogue;
mod open;
mod options;
mod order;
mod own_flow;
mod publish;
mod remind;
mod set_up;
mod table;
mod texts;
mod told;
mod tongue;
mod types;
mod unheard;
