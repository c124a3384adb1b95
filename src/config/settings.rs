//! Every setting by its names.

/// One setting, as the documentation shows it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key in the file.
    pub key: &'static str,
    /// Its variable.
    pub variable: &'static str,
    /// Its default, in words where there is none.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The settings that can stand in a file of their own, as Kubernetes and Docker hand secrets over:
/// its path is in the variable with `_FILE` behind its name.
pub const IN_FILES: &[&str] = &["discord.token", "store.redis_url"];

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "discord.token",
        variable: "DISCORD_TOKEN",
        default: "none, required",
        meaning: "the bot token of the developer portal",
    },
    Setting {
        key: "discord.api_url",
        variable: "DISCORD_API_URL",
        default: "https://discord.com",
        meaning: "the base of Discord's REST API; the gateway's address comes from it",
    },
    Setting {
        key: "discord.shards",
        variable: "TICKETFLOW_SHARDS",
        default: "as Discord recommends",
        meaning: "how many gateway shards; with Redis only the first worker is asked, see `ticketflow reshard`",
    },
    Setting {
        key: "discord.message_content",
        variable: "TICKETFLOW_MESSAGE_CONTENT",
        default: "true",
        meaning: "read what customers write; needs the Message Content intent, see [without it](#without-message-content)",
    },
    Setting {
        key: "discord.members",
        variable: "TICKETFLOW_MEMBERS",
        default: "false",
        meaning: "hear of members who leave; needs the Server Members intent",
    },
    Setting {
        key: "store.redis_url",
        variable: "REDIS_URL",
        default: "none: the file below",
        meaning: "the Redis that workers share: `redis://`, `redis+sentinel://` or `redis+cluster://`, with `rediss` for TLS",
    },
    Setting {
        key: "store.replicas",
        variable: "TICKETFLOW_REDIS_REPLICAS",
        default: "auto",
        meaning: "how many replicas must have a commit before anything follows from it; `auto` is all that are there",
    },
    Setting {
        key: "store.path",
        variable: "TICKETFLOW_STORE",
        default: "ticketflow.redb",
        meaning: "the file that state is kept in where there is no Redis",
    },
    Setting {
        key: "fleet.worker",
        variable: "TICKETFLOW_WORKER",
        default: "made up",
        meaning: "the name of this worker, which no other may have at the same time",
    },
    Setting {
        key: "fleet.revision",
        variable: "TICKETFLOW_REVISION",
        default: "the version",
        meaning: "which build this is: in a rolling deploy, shards go to the one that began last",
    },
    Setting {
        key: "fleet.lease_ms",
        variable: "TICKETFLOW_LEASE_MS",
        default: "3000",
        meaning: "milliseconds that a shard is held without a sign of life; all workers of a fleet need the same",
    },
    Setting {
        key: "fleet.egress",
        variable: "TICKETFLOW_EGRESS",
        default: "default",
        meaning: "any word for the address that calls to Discord leave from; workers behind one address share its count of invalid requests",
    },
    Setting {
        key: "admin.address",
        variable: "TICKETFLOW_ADMIN_ADDRESS",
        default: "127.0.0.1:9464",
        meaning: "where `/metrics`, `/livez` and `/readyz` are answered, see [watching it](#watching-it); `off` for nowhere",
    },
    Setting {
        key: "log.filter",
        variable: "RUST_LOG",
        default: "info",
        meaning: "which lines are logged; commands that end by themselves log from warn, the demo from error",
    },
    Setting {
        key: "log.format",
        variable: "TICKETFLOW_LOG_FORMAT",
        default: "text",
        meaning: "`text` for people, `json` for machines",
    },
];
