//! `ticketflow run`: one worker, until it is told to stop.

use super::{Failure, block_on};
use crate::{config::Config, telemetry, worker};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    telemetry::start(&config.log, "info").map_err(|fault| Failure::Other(fault.into()))?;
    block_on(async {
        let stop = CancellationToken::new();
        tokio::spawn(stop_when_asked(stop.clone()));
        let (ready, _) = oneshot::channel();
        worker::run(config, stop, ready).await?;
        tracing::info!("stopped");
        Ok(())
    })
}

async fn stop_when_asked(stop: CancellationToken) {
    let asked = match worker::asked_to_stop() {
        Ok(asked) => asked,
        Err(fault) => {
            tracing::error!(%fault, "signals cannot be listened to");
            return;
        }
    };
    asked.await;
    let again = worker::asked_to_stop();
    stop.cancel();
    tracing::info!("stopping; ask again to stop at once");
    if let Ok(again) = again {
        again.await;
        tracing::warn!("stopped at once; what was under way comes again at the next start");
        std::process::exit(1);
    }
}
