//! The `ticketflow` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ticketflow::cli::main()
}
