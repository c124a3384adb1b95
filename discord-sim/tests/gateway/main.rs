//! The gateway as clients meet it. The check of a rule must fail once the rule is switched off.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod client;
mod town;

mod closing;
mod compression;
mod faults;
mod guilds;
mod handover;
mod heartbeats;
mod identifying;
mod intents;
mod sending;
mod shards;
mod storms;
mod streams;
