//! The settings as they came out, for `ticketflow check`.

use super::{Config, LogFormat};

/// One line a setting; secrets are hidden.
#[must_use]
pub fn show(config: &Config) -> String {
    let Config { discord, store, log } = config;
    let shards = discord.shards.map_or("as Discord recommends".to_owned(), |it| it.to_string());
    let format = match log.format {
        LogFormat::Text => "text",
        LogFormat::Json => "json",
    };
    [
        ("discord.token", discord.token.to_string()),
        ("discord.api_url", discord.api_url.to_string()),
        ("discord.shards", shards),
        ("discord.members", discord.members.to_string()),
        ("store.path", store.path.display().to_string()),
        ("log.filter", log.filter.clone()),
        ("log.format", format.to_owned()),
    ]
    .iter()
    .map(|(key, value)| format!("{key:<16} {value}\n"))
    .collect()
}
