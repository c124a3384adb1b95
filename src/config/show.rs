//! The settings as they came out, for `ticketflow check`.

use super::{Config, LogFormat};
use crate::store::redis::Replicas;

/// One line a setting; secrets are hidden.
#[must_use]
pub fn show(config: &Config) -> String {
    let Config { discord, store, fleet, admin, log } = config;
    let shards = discord.shards.map_or("as Discord recommends".to_owned(), |it| it.to_string());
    let redis = store.redis.as_ref().map_or("none".to_owned(), ToString::to_string);
    let replicas = match store.replicas {
        Replicas::Auto => "auto".to_owned(),
        Replicas::Exactly(count) => count.to_string(),
    };
    let admin = admin.address.map_or("off".to_owned(), |it| it.to_string());
    let format = match log.format {
        LogFormat::Text => "text",
        LogFormat::Json => "json",
    };
    [
        ("discord.token", discord.token.to_string()),
        ("discord.api_url", discord.api_url.to_string()),
        ("discord.shards", shards),
        ("discord.message_content", discord.message_content.to_string()),
        ("discord.members", discord.members.to_string()),
        ("store.redis_url", redis),
        ("store.replicas", replicas),
        ("store.path", store.path.display().to_string()),
        ("fleet.worker", fleet.worker.clone().unwrap_or_else(|| "made up".to_owned())),
        ("fleet.revision", fleet.revision.clone()),
        ("fleet.lease_ms", fleet.lease.as_millis().to_string()),
        ("fleet.egress", fleet.egress.clone()),
        ("admin.address", admin),
        ("log.filter", log.filter.clone().unwrap_or_else(|| "info".to_owned())),
        ("log.format", format.to_owned()),
    ]
    .iter()
    .map(|(key, value)| format!("{key:<23} {value}\n"))
    .collect()
}
