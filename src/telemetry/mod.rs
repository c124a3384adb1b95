//! What operators see: the log, and the numbers that Prometheus collects.

mod log;
pub mod metrics;
mod process;

pub use log::{Log, LogError, LogFormat, last_words, start};
pub use metrics::{Metrics, Registry};
pub use process::{ProcessFigures, process_figures};
