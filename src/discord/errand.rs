//! The errand to the fleet: asks for places when some are wanted, tells the news, and never makes a
//! caller wait for it.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{sleep_until, timeout},
};

use super::limits::{Errand, Limits, Shared};
use crate::store::{Allowance, StoreError};

/// Runs until nobody uses the limits any more. `wanted` tells that somebody may want something.
pub(super) async fn run(limits: Weak<Shared>, allowance: Arc<dyn Allowance>, wanted: Arc<Notify>) {
    let mut was_away = false;
    while let Some(shared) = limits.upgrade() {
        let errand = Limits::from(shared).errand();
        match errand {
            Errand::Wait(until) => {
                tokio::select! {
                    () = sleep_until(until) => {}
                    () = wanted.notified() => {}
                    () = allowance.rung() => {
                        let Some(shared) = limits.upgrade() else { return };
                        Limits::from(shared).rung();
                    }
                }
            }
            Errand::Ask(ask) => {
                let asked = timeout(PATIENCE, allowance.ask(&ask)).await;
                let answer = asked.unwrap_or_else(|_| {
                    Err(StoreError::Unavailable("no answer in time".to_owned()))
                });
                report(&mut was_away, answer.as_ref().err());
                let Some(shared) = limits.upgrade() else { return };
                Limits::from(shared).answered(&ask, answer.ok());
            }
        }
    }
}

fn report(was_away: &mut bool, away: Option<&StoreError>) {
    match away {
        Some(away) if !*was_away => {
            tracing::warn!(%away, "sending at a small share of Discord's limit of our own");
        }
        None if *was_away => tracing::info!("the shared allowance can be asked again"),
        Some(_) | None => {}
    }
    *was_away = away.is_some();
}

/// How long the answer may take. Places are counted from when it comes, so that a late one is worth
/// nothing.
const PATIENCE: Duration = Duration::from_millis(200);

#[cfg(test)]
mod tests;
