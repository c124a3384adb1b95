//! Every setting: defaults, then the file, then the environment.
//!
//! What is wrong is said all at once, each with its place. Unknown keys are mistakes.

mod read;
mod show;

use crate::{discord::RestBase, secret::Secret};
use std::{fmt, path::PathBuf};

pub use read::{SETTINGS, Setting, read};
pub use show::show;

/// All settings of a worker.
#[derive(Clone, Debug)]
pub struct Config {
    /// How to reach Discord.
    pub discord: Discord,
    /// Where state is kept.
    pub store: StoreSettings,
    /// What is logged.
    pub log: Log,
}

/// How to reach Discord.
#[derive(Clone, Debug)]
pub struct Discord {
    /// The bot token of the developer portal. `DISCORD_TOKEN`.
    pub token: Secret,
    /// The base of the REST API. `DISCORD_API_URL`, default Discord's. The gateway's address
    /// always comes from it.
    pub api_url: RestBase,
    /// How many shards; Discord says if none. `TICKETFLOW_SHARDS`.
    pub shards: Option<u32>,
    /// Whether to hear of members who leave, which needs the Server Members intent.
    /// `TICKETFLOW_MEMBERS`, default off.
    pub members: bool,
}

/// Where state is kept.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// The file of the embedded store. `TICKETFLOW_STORE`, default `ticketflow.redb`.
    pub path: PathBuf,
}

/// What is logged.
#[derive(Clone, Debug)]
pub struct Log {
    /// Which lines: `RUST_LOG`'s language. `RUST_LOG`, default `info`.
    pub filter: String,
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

/// One thing that is wrong with the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// Where: a variable, or a file with line and column.
    pub place: String,
    /// What, and what to do about it.
    pub what: String,
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// All that is wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(|fault| format!("  {fault}")).collect::<Vec<_>>().join("\n"))]
pub struct ConfigError(pub Vec<ConfigFault>);
