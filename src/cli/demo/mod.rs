//! `ticketflow demo`: a whole story on a simulated Discord. No account, no server, no network.

mod chat;
mod stage;
mod story;

use super::{Failure, block_on, say};
use crate::{config::Log, telemetry, worker};
use clap::Args;
use stage::Stage;

#[derive(Args)]
pub(super) struct Arguments {
    /// Go on running after the story, to play with it over HTTP.
    #[arg(long)]
    keep: bool,
}

pub(super) fn demo(arguments: &Arguments) -> Result<(), Failure> {
    // The demo is quiet unless it is asked not to be.
    let log = Log { filter: super::variable("RUST_LOG"), format: crate::config::LogFormat::Text };
    telemetry::start(&log, "error").map_err(|fault| Failure::Other(fault.into()))?;
    block_on(async {
        let stage = Stage::build().await?;
        let told = story::tell(&stage).await;
        match &told {
            Ok(steps) => say(&format!("\nAll {steps} steps went as they should.\n"))?,
            Err(failed) => say(&format!("\nFAILED: {failed}\n"))?,
        }
        if arguments.keep {
            // Whoever reads that Ctrl-C ends it may press it at once.
            let asked = worker::asked_to_stop().map_err(|fault| Failure::Other(fault.into()))?;
            say(&stage.directions())?;
            asked.await;
        }
        stage.strike().await?;
        told.map(drop).map_err(|failed| Failure::Other(failed.into()))
    })
}
