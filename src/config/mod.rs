//! Every setting: defaults, then the file, then the environment.
//!
//! What is wrong is said all at once, each with its place. Unknown keys are mistakes.

mod read;
mod settings;
mod show;

use crate::{
    discord::RestBase,
    secret::Secret,
    store::redis::{RedisUrl, Replicas},
};
use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

pub use crate::telemetry::{Log, LogFormat};
pub use read::{log_format, read};
pub use settings::{IN_FILES, SETTINGS, Setting};
pub use show::show;

/// All settings of a worker.
#[derive(Clone, Debug)]
pub struct Config {
    /// How to reach Discord.
    pub discord: Discord,
    /// Where state is kept.
    pub store: StoreSettings,
    /// How this worker is one of a fleet.
    pub fleet: FleetSettings,
    /// Where it answers those who watch it.
    pub admin: AdminSettings,
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
    /// Whether to read what customers write, which needs the Message Content intent.
    /// `TICKETFLOW_MESSAGE_CONTENT`, default on.
    pub message_content: bool,
    /// Whether to hear of members who leave, which needs the Server Members intent.
    /// `TICKETFLOW_MEMBERS`, default off.
    pub members: bool,
}

impl StoreSettings {
    /// A file, and no Redis.
    #[must_use]
    pub fn file(path: PathBuf) -> Self {
        Self { redis: None, replicas: Replicas::Auto, path }
    }
}

impl AdminSettings {
    /// It listens nowhere.
    pub const OFF: Self = Self { address: None };
}

impl Default for AdminSettings {
    /// Only this machine is answered. The port is the one that exporters of OpenTelemetry use:
    /// 9090 is Prometheus's own, which may run beside us.
    fn default() -> Self {
        Self { address: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 9464))) }
    }
}

impl Default for FleetSettings {
    fn default() -> Self {
        Self {
            worker: None,
            revision: env!("CARGO_PKG_VERSION").to_owned(),
            lease: Duration::from_secs(3),
            egress: "default".to_owned(),
        }
    }
}

/// Where state is kept.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// The Redis that workers share. `REDIS_URL`; the embedded store is used if none.
    pub redis: Option<RedisUrl>,
    /// How many replicas must have what was committed before anything follows from it.
    /// `TICKETFLOW_REDIS_REPLICAS`, default all that are there.
    pub replicas: Replicas,
    /// The file of the embedded store. `TICKETFLOW_STORE`, default `ticketflow.redb`.
    pub path: PathBuf,
}

/// How this worker is one of a fleet.
#[derive(Clone, Debug)]
pub struct FleetSettings {
    /// Its name, which no other may have; made up if none. `TICKETFLOW_WORKER`.
    pub worker: Option<String>,
    /// Which build it is: in a rolling deploy shards go to the one that began last.
    /// `TICKETFLOW_REVISION`, default the version.
    pub revision: String,
    /// How long a shard is held without a sign of life. `TICKETFLOW_LEASE_MS`, default 3 seconds.
    pub lease: Duration,
    /// What stands for the address that calls to Discord leave from: workers behind the same one
    /// share its count of invalid requests. `TICKETFLOW_EGRESS`, default `default`.
    pub egress: String,
}

/// Where this worker answers those who watch it.
#[derive(Clone, Debug)]
pub struct AdminSettings {
    /// Where it listens; nowhere if none. `TICKETFLOW_ADMIN_ADDRESS`, default `127.0.0.1:9464`.
    pub address: Option<SocketAddr>,
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
