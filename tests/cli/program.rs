//! The program, run to its end.

use crate::support::wait::PATIENCE;
use std::{path::Path, process::Stdio};
use tokio::process::Command;

/// A run to come, with nothing of our own environment.
pub(crate) struct Program(Command);

/// What came of it.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ticketflow(arguments: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
    command.args(arguments).env_clear().kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Program(command)
}

impl Program {
    pub(crate) fn with(mut self, variable: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.0.env(variable, value);
        self
    }

    pub(crate) fn on(self, store: &Path) -> Self {
        self.with("TICKETFLOW_STORE", store)
    }

    /// With the file as its standard input.
    pub(crate) fn reading(mut self, file: &Path) -> Self {
        self.0.stdin(std::fs::File::open(file).expect("a file to read"));
        self
    }

    /// With the file as its standard output.
    pub(crate) fn printing_to(mut self, file: impl Into<Stdio>) -> Self {
        self.0.stdout(file);
        self
    }

    pub(crate) async fn ended(mut self) -> Ended {
        let output = self.0.spawn().expect("it starts").wait_with_output();
        let output = tokio::time::timeout(PATIENCE, output).await;
        let output = output.expect("it ends by itself").expect("it is waited for");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}
