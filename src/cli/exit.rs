//! Why a command failed, and the exit code that says so.

use crate::{
    config::ConfigError,
    store::{OpenError, StoreBroken, StoreError},
    worker::WorkerError,
};
use std::process::ExitCode;

/// The exit codes, for `--help`.
pub(super) const TABLE: &str = "Exit codes:
  0  done
  1  something failed; the text says what
  2  the command line is wrong
  3  the settings are wrong
  4  the store cannot be opened, read or written
  5  Discord refuses (token, shards)
  6  a file cannot be used (to import, a catalogue, a flow, evidence)";

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the settings are wrong:\n{0}")]
    Settings(ConfigError),
    #[error(transparent)]
    Store(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] StoreError),
    #[error(transparent)]
    Broken(#[from] StoreBroken),
    #[error(transparent)]
    Refused(WorkerError),
    #[error("standard output cannot be written, so what stands there is not all: {0}")]
    Unsaid(std::io::Error),
    #[error("{0}")]
    File(String),
    #[error("{0}")]
    Place(String),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl Failure {
    pub(super) fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Other(_) | Self::Unsaid(_) => 1,
            Self::Settings(_) => 3,
            Self::Store(_) | Self::Read(_) | Self::Broken(_) | Self::Place(_) => 4,
            Self::Refused(_) => 5,
            Self::File(_) => 6,
        })
    }

    /// The failure and what led to it, a line each.
    pub(super) fn in_words(&self) -> String {
        let mut text = format!("ticketflow: {self}");
        let mut cause = std::error::Error::source(self);
        while let Some(fault) = cause {
            text.push_str(&format!("\n  because: {fault}"));
            cause = fault.source();
        }
        text
    }
}

impl From<WorkerError> for Failure {
    fn from(fault: WorkerError) -> Self {
        match fault {
            WorkerError::Open(fault) => Self::Store(fault),
            WorkerError::Store(fault) => Self::Read(fault),
            WorkerError::Broken(fault) => Self::Broken(fault),
            fault @ WorkerError::Foreign { .. } => Self::Place(fault.to_string()),
            WorkerError::Rest(fault) => Self::Other(fault.into()),
            WorkerError::Admin(fault) => Self::Other(fault.into()),
            WorkerError::Metrics(fault) => Self::Other(fault.into()),
            fault @ WorkerError::Unreached { .. } => Self::Other(fault.into()),
            fault @ (WorkerError::Refused { .. } | WorkerError::Gateway(_)) => Self::Refused(fault),
        }
    }
}
