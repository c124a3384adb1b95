//! One module per rule: what Discord does, and that the test notices when the rule is switched off.

mod authorization;
mod buckets;
mod caps;
mod content;
mod fields;
mod global;
mod grant;
mod interactions;
mod invalid;
mod members;
mod nonce;
mod permissions;
mod races;
mod renames;
mod replies;
