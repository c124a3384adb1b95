//! The log.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// What is logged.
#[derive(Clone, Debug)]
pub struct Log {
    /// Which lines: `RUST_LOG`'s language; as is usual for a command if none. `RUST_LOG`.
    pub filter: Option<String>,
    /// For people or for machines. `TICKETFLOW_LOG_FORMAT`, default `text`.
    pub format: LogFormat,
}

/// The form of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// The log could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The filter is not one.
    #[error("the log filter cannot be read")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Something logs already.
    #[error("a log is set up already")]
    Twice,
}

/// The last line of a process that fails, on standard error, for machines: one line of the log,
/// whatever the filter says, and whether a log was set up or not.
pub fn last_words(words: &str) {
    let lines = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::ERROR)
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    let lines = lines.json().flatten_event(true).with_span_list(false).finish();
    tracing::subscriber::with_default(lines, || tracing::error!("{words}"));
}

/// Sets up the log of this process, on standard error. Lines are logged as `usual` says, in the
/// language of `RUST_LOG`, unless the settings say otherwise.
///
/// # Errors
/// If the filter cannot be read, or there is a log already.
pub fn start(log: &Log, usual: &str) -> Result<(), LogError> {
    let filter: EnvFilter = log.filter.as_deref().unwrap_or(usual).parse()?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        // Nobody may be listening any more. What cannot be written would be told by a call that
        // panics, in whatever task has something to say.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    let started = match log.format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).try_init(),
    };
    started.map_err(|_| LogError::Twice)
}
