//! One test binary. `cargo test --test tests flows::` runs one area.

mod architecture;
mod flows;
mod support;
