//! `ticketflow reshard`: changes the number of shards of a fleet that works.

use super::{Failure, block_on, place, say};
use crate::{
    config::Config,
    discord::{Rest, RestSettings},
    telemetry,
    worker::{self, ReshardError},
};
use clap::Args;

#[derive(Args)]
pub(super) struct Arguments {
    /// How many shards there are to be; as many as Discord recommends if left out.
    #[arg(long, value_name = "N", value_parser = number, allow_negative_numbers = true)]
    shards: Option<u32>,
    /// Take back a change that is under way.
    #[arg(long, conflicts_with = "shards")]
    cancel: bool,
}

pub(super) fn reshard(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    // What it did, it says itself; the rest is for whoever asks for it.
    telemetry::start(&config.log, "warn").map_err(|fault| Failure::Other(fault.into()))?;
    block_on(async {
        let Some(fleet) = place::fleet(&config.store).await? else {
            let what = "the worker of a file changes its number of shards by itself: set \
                        TICKETFLOW_SHARDS (`discord.shards`) and start it again";
            return Err(Failure::Other(anyhow::anyhow!(what)));
        };
        if arguments.cancel {
            let divisions = worker::stay(&fleet).await?;
            return say(&format!("Taken back: the fleet stays with {}.\n", divisions.present));
        }
        let settings = RestSettings {
            base: config.discord.api_url.clone(),
            ..RestSettings::new(config.discord.token.clone())
        };
        let rest = Rest::new(settings).map_err(|fault| Failure::Other(fault.into()))?;
        let divisions = worker::reshard(&rest, &fleet, arguments.shards, worker::ASKING).await?;
        if let Some(coming) = divisions.coming {
            say(&format!(
                "The fleet goes over from {} to {coming}. `ticketflow inspect fleet` shows how far it \
                 is, and `ticketflow reshard --cancel` takes it back until then.\nSet \
                 TICKETFLOW_SHARDS={} where it is set.\n",
                divisions.present, coming.of
            ))?;
        }
        Ok(())
    })
}

/// How many there may be at most, Discord says.
fn number(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err(
            "the number of shards must be a whole number from 1: Discord says how many there may \
                 be at most when it is asked"
                .to_owned(),
        ),
        Ok(shards) => Ok(shards),
    }
}

impl From<ReshardError> for Failure {
    fn from(fault: ReshardError) -> Self {
        match fault {
            ReshardError::Discord(fault) => fault.into(),
            ReshardError::Store(fault) => Self::Read(fault),
            other => Self::Other(other.into()),
        }
    }
}
