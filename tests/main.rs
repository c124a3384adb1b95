//! One test binary. `cargo test --test tests flows::` runs one area.

mod flows;
mod support;
