//! Reading settings: every source as text with its place, then one parser for each setting.

use super::{
    AdminSettings, Config, ConfigError, ConfigFault, Discord, FleetSettings, IN_FILES, Log,
    LogFormat, SETTINGS, Setting, StoreSettings,
};
use crate::{
    discord::RestBase,
    secret::Secret,
    store::redis::{BadUrl, Replicas},
};
use std::{borrow::Cow, collections::HashMap, path::Path, time::Duration};
use toml::de::{DeTable, DeValue};

/// What is wrong with a setting that says nothing.
const EMPTY: &str = "is empty: set it or remove it";

/// The settings out of a file, if there is one, and the environment; `open` reads the files that
/// variables name.
///
/// # Errors
/// All that is wrong with them.
pub fn read(
    file: Option<(&Path, &str)>,
    environment: &dyn Fn(&str) -> Option<String>,
    open: &dyn Fn(&Path) -> std::io::Result<String>,
) -> Result<Config, ConfigError> {
    let mut given = Given::by(file, environment, open);
    let token = given.token();
    let usual = FleetSettings::default();
    let config = Config {
        discord: Discord {
            token,
            api_url: given
                .parsed("discord.api_url", |text| {
                    text.parse().map_err(|fault: crate::discord::BaseError| fault.to_string())
                })
                .unwrap_or_else(RestBase::discord),
            shards: given.parsed("discord.shards", |text| match text.parse() {
                Ok(0) | Err(_) => Err("must be a whole number from 1".to_owned()),
                Ok(shards) => Ok(shards),
            }),
            message_content: given.parsed("discord.message_content", truth).unwrap_or(true),
            members: given.parsed("discord.members", truth).unwrap_or(false),
        },
        store: StoreSettings {
            redis: given.parsed("store.redis_url", |text| {
                text.parse().map_err(|fault: BadUrl| format!("is no address of Redis: {fault}"))
            }),
            replicas: given.parsed("store.replicas", replicas).unwrap_or(Replicas::Auto),
            path: given
                .parsed("store.path", |path| Ok(path.into()))
                .unwrap_or("ticketflow.redb".into()),
        },
        fleet: FleetSettings {
            worker: given.parsed("fleet.worker", word),
            revision: given.parsed("fleet.revision", word).unwrap_or(usual.revision),
            lease: given.parsed("fleet.lease_ms", lease).unwrap_or(usual.lease),
            egress: given.parsed("fleet.egress", word).unwrap_or(usual.egress),
        },
        admin: given.parsed("admin.address", admin).unwrap_or_default(),
        log: Log {
            filter: given.parsed("log.filter", filter),
            format: given.parsed("log.format", format).unwrap_or(LogFormat::Text),
        },
    };
    if given.faults.is_empty() { Ok(config) } else { Err(ConfigError(given.faults)) }
}

/// In which form to say what is wrong with settings, as far as they tell.
#[must_use]
pub fn log_format(
    file: Option<(&Path, &str)>,
    environment: &dyn Fn(&str) -> Option<String>,
) -> LogFormat {
    let unread = |_: &Path| Err(std::io::ErrorKind::Unsupported.into());
    let mut given = Given::by(file, environment, &unread);
    given.parsed("log.format", format).unwrap_or(LogFormat::Text)
}

/// What was given, as text, with its place; and what is wrong so far.
#[derive(Default)]
struct Given {
    values: HashMap<&'static str, (String, String)>,
    faults: Vec<ConfigFault>,
}

impl Given {
    fn by(
        file: Option<(&Path, &str)>,
        environment: &dyn Fn(&str) -> Option<String>,
        open: &dyn Fn(&Path) -> std::io::Result<String>,
    ) -> Self {
        let mut given = Self::default();
        if let Some((path, text)) = file {
            given.file(path, text);
        }
        for setting in SETTINGS {
            let named = environment(&in_file(setting.variable));
            match named.filter(|_| IN_FILES.contains(&setting.key)) {
                Some(path) => given.variable_in_file(setting, &path, environment, open),
                None => {
                    if let Some(value) = environment(setting.variable) {
                        given.values.insert(setting.key, (value, setting.variable.to_owned()));
                    }
                }
            }
        }
        given
    }

    fn file(&mut self, path: &Path, text: &str) {
        let place = |at: usize| {
            let before = text.get(..at).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            let column = 1 + before.rsplit('\n').next().map_or(0, |it| it.chars().count());
            format!("{}:{line}:{column}", path.display())
        };
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(fault) => {
                let place = place(fault.span().map_or(0, |span| span.start));
                self.fault(place, fault.message().to_owned());
                return;
            }
        };
        let mut faults = Vec::new();
        for (section, value) in table.get_ref() {
            let name = section.get_ref();
            let at = section.span().start;
            if !SETTINGS.iter().any(|it| it.key.split('.').next() == Some(name)) {
                faults.push((at, format!("there is no section `{name}`")));
                continue;
            }
            let DeValue::Table(entries) = value.get_ref() else {
                faults.push((at, format!("`{name}` must be a section: write `[{name}]`")));
                continue;
            };
            for (key, value) in entries {
                let full = format!("{name}.{}", key.get_ref());
                let known = SETTINGS.iter().find(|it| it.key == full);
                match (known, text_of(value.get_ref())) {
                    (None, _) => {
                        faults.push((key.span().start, format!("there is no setting `{full}`")));
                    }
                    (Some(_), None) => faults.push((
                        value.span().start,
                        format!("`{full}` must be a text, a number, true or false"),
                    )),
                    (Some(setting), Some(text)) => {
                        let value = (text.into_owned(), place(value.span().start));
                        self.values.insert(setting.key, value);
                    }
                }
            }
        }
        // The table comes in the order of its keys; people read a file from the top.
        faults.sort_by_key(|(at, _)| *at);
        for (at, what) in faults {
            self.fault(place(at), what);
        }
    }

    /// The value of a variable stands in this file.
    fn variable_in_file(
        &mut self,
        setting: &Setting,
        path: &str,
        environment: &dyn Fn(&str) -> Option<String>,
        open: &dyn Fn(&Path) -> std::io::Result<String>,
    ) {
        let place = in_file(setting.variable);
        if environment(setting.variable).is_some() {
            let what = format!("is set beside {}: set one of them", setting.variable);
            self.fault(place.clone(), what);
        }
        match open(Path::new(path)) {
            Ok(value) => {
                self.values.insert(setting.key, (value, place));
            }
            Err(fault) => {
                self.fault(place, format!("names {path}, which cannot be read: {fault}"));
            }
        }
    }

    fn parsed<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (text, place) = self.values.get(key)?.clone();
        // An empty REDIS_URL was made of something that is not set; nobody chose the file with it.
        let is_empty = text.trim().is_empty();
        let value = if is_empty { Err(EMPTY.to_owned()) } else { parse(text.trim()) };
        match value {
            Ok(value) => Some(value),
            Err(why) => {
                self.fault(place, format!("`{key}` {why}"));
                None
            }
        }
    }

    fn token(&mut self) -> Secret {
        let token = self.parsed("discord.token", |text| {
            let text = text.strip_prefix("Bot ").unwrap_or(text).trim();
            let fits = !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic());
            fits.then(|| Secret::new(text.to_owned())).ok_or_else(|| {
                "has characters that a token cannot have: copy it again from the developer portal"
                    .to_owned()
            })
        });
        let is_told = self.faults.iter().any(|it| it.place == in_file("DISCORD_TOKEN"));
        if token.is_none() && !is_told && !self.values.contains_key("discord.token") {
            self.fault(
                "DISCORD_TOKEN".to_owned(),
                "is not set: create a bot in the developer portal and copy its token".to_owned(),
            );
        }
        token.unwrap_or_else(|| Secret::new(String::new()))
    }

    fn fault(&mut self, place: String, what: String) {
        self.faults.push(ConfigFault { place, what });
    }
}

/// The variable that names the file in which the value of this one stands.
fn in_file(variable: &str) -> String {
    format!("{variable}_FILE")
}

fn text_of<'a>(value: &'a DeValue<'_>) -> Option<Cow<'a, str>> {
    match value {
        DeValue::String(text) => Some(Cow::Borrowed(text)),
        DeValue::Integer(number) => Some(Cow::Owned(number.to_string())),
        DeValue::Boolean(value) => Some(Cow::Owned(value.to_string())),
        _ => None,
    }
}

fn replicas(text: &str) -> Result<Replicas, String> {
    match text.parse() {
        Ok(count) => Ok(Replicas::Exactly(count)),
        Err(_) if text == "auto" => Ok(Replicas::Auto),
        Err(_) => Err("must be `auto` or a whole number".to_owned()),
    }
}

fn lease(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(ms @ 300..=60_000) => Ok(Duration::from_millis(ms)),
        _ => Err("must be a whole number of milliseconds from 300 to 60000".to_owned()),
    }
}

/// A word that can stand in a key, a label and a line of a log.
fn word(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if text.len() <= 100 && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("must be up to 100 letters, digits and -_.:/".to_owned())
    }
}

fn admin(text: &str) -> Result<AdminSettings, String> {
    match text.parse() {
        Ok(address) => Ok(AdminSettings { address: Some(address) }),
        Err(_) if text == "off" => Ok(AdminSettings::OFF),
        Err(_) => Err("must be an address and a port, such as `0.0.0.0:9464`, or `off`".to_owned()),
    }
}

fn truth(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err("must be true or false".to_owned()),
    }
}

fn filter(text: &str) -> Result<String, String> {
    match text.parse::<tracing_subscriber::EnvFilter>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("is not a filter: write for example `info` or `ticketflow=debug`".to_owned()),
    }
}

fn format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be `text` or `json`".to_owned()),
    }
}

#[cfg(test)]
mod tests;
