//! One test binary. `cargo test --test tests flows::` runs one area.

mod architecture;
mod crash;
mod flows;
mod support;
