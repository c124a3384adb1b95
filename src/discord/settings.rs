//! What the executor is told at its start.

use std::{sync::Arc, time::Duration};

use super::{base::RestBase, invalid::InvalidThresholds};
use crate::{secret::Secret, store::Allowance, telemetry::metrics::rooms::RestMetrics};

/// Settings of the REST executor.
#[derive(Clone, Debug)]
pub struct RestSettings {
    /// Where the API is. Default: Discord.
    pub base: RestBase,
    /// The bot token, without the word `Bot`.
    pub token: Secret,
    /// Time for one attempt: connecting, headers and body. Default 15 s.
    pub attempt_timeout: Duration,
    /// Time to make a TCP connection. Default 5 s.
    pub connect_timeout: Duration,
    /// Time to fetch one attachment. Default 60 s.
    pub file_timeout: Duration,
    /// Counted requests per second that this process may send. Default 50, Discord's limit for one
    /// bot.
    pub global_limit: u16,
    /// When the breaker holds calls back.
    pub invalid: InvalidThresholds,
    /// Where the limits are shared with other processes of the same bot; `global_limit` is not used
    /// then. Default: alone.
    pub allowance: Option<Arc<dyn Allowance>>,
    /// The address in `User-Agent: DiscordBot (address, version)`, which Discord asks for (Discord
    /// docs, Reference, User Agent). Default: the project's page.
    pub contact: String,
    /// What is measured. Default: nothing.
    pub metrics: RestMetrics,
}

impl RestSettings {
    /// Defaults for a bot with this token.
    pub fn new(token: Secret) -> Self {
        Self {
            base: RestBase::discord(),
            token,
            attempt_timeout: Duration::from_secs(15),
            connect_timeout: Duration::from_secs(5),
            file_timeout: Duration::from_secs(60),
            global_limit: 50,
            invalid: InvalidThresholds::default(),
            allowance: None,
            contact: "https://github.com/ticketflow/ticketflow".to_owned(),
            metrics: RestMetrics::default(),
        }
    }
}

/// The executor could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum RestSetUpError {
    /// The token has characters that no header can carry.
    #[error(
        "the bot token has characters that a token cannot have; copy it again from the developer portal"
    )]
    Token,
    /// The contact has characters that no header can carry.
    #[error("the contact address has characters that a header cannot carry")]
    Contact,
    /// TLS could not be set up.
    #[error("TLS could not be set up")]
    Tls {
        /// What was missing.
        source: rustls::Error,
    },
    /// Called outside a tokio runtime.
    #[error("the REST executor has to be made inside a tokio runtime")]
    NoRuntime,
}
