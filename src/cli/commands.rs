//! `ticketflow commands`: registers the commands.

use super::{Failure, block_on, say};
use crate::{
    config::Config,
    discord::{Rest, RestSettings},
    telemetry, worker,
};

pub(super) fn commands(config: &Config) -> Result<(), Failure> {
    telemetry::start(&config.log, "warn").map_err(|fault| Failure::Other(fault.into()))?;
    block_on(async {
        let settings = RestSettings {
            base: config.discord.api_url.clone(),
            ..RestSettings::new(config.discord.token.clone())
        };
        let rest = Rest::new(settings).map_err(|fault| Failure::Other(fault.into()))?;
        worker::register_commands(&rest, worker::REGISTERING).await?;
        say(
            "The commands are registered: /ticketflow, and \"Teach alias\" in the menu of a message.\n",
        )
    })
}
