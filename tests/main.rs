//! One test binary. `cargo test --test tests flows::` runs one area.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that meets what it does not expect has failed"
)]

mod allowance;
mod architecture;
mod cli;
mod crash;
mod demo;
mod fleet;
mod flows;
mod fuzzed;
mod gateway_keepers;
mod redis_link;
mod relay;
mod shards;
mod store_contract;
mod support;
mod watching;
mod workers;
