//! What is stored: a file as `ticketflow inspect` tells it, Redis as it answers itself.

use super::{servers::Servers, workers::Launch};
use anyhow::{Context, bail};
use serde_json::Value;
use std::{collections::HashMap, process::Stdio, sync::Arc, time::Duration};

/// A ticket, as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) number: String,
    pub(crate) state: String,
    pub(crate) channel: Option<u64>,
    pub(crate) customer: Option<u64>,
}

/// Where state is kept.
pub(crate) enum Store<'a> {
    /// In a file, at which the program can look.
    File(Arc<Launch>),
    /// In Redis.
    Redis(&'a Servers),
}

impl Store<'_> {
    /// The tickets of a server.
    pub(crate) async fn tickets(&self, guild: u64) -> anyhow::Result<Vec<Listed>> {
        match self {
            Self::File(launch) => {
                let text = inspect(launch, &["tickets", "--guild", &guild.to_string()]).await?;
                Ok(text.lines().filter_map(listed).collect())
            }
            Self::Redis(servers) => {
                let fields = servers.hash(&format!("{{g:{guild}}}:tickets")).await?;
                fields.iter().map(|(number, text)| stored(number, text)).collect()
            }
        }
    }

    /// What is left of what ends with the work: entries in the outbox and locks.
    pub(crate) async fn unfinished(&self, guilds: &[u64]) -> anyhow::Result<Vec<String>> {
        match self {
            Self::File(launch) => {
                let text = inspect(launch, &["outbox"]).await?;
                let some = text.lines().filter(|line| {
                    !line.trim().is_empty() && !line.starts_with("The outbox is empty")
                });
                Ok(some.map(str::to_owned).collect())
            }
            Self::Redis(servers) => {
                let mut left = Vec::new();
                for guild in guilds {
                    for name in ["outbox", "locks"] {
                        let key = format!("{{g:{guild}}}:{name}");
                        let fields = servers.hash(&key).await?;
                        left.extend(
                            fields.iter().map(|(field, it)| format!("{key} {field}: {it}")),
                        );
                    }
                }
                Ok(left)
            }
        }
    }

    /// Into how many shards the fleet is divided; none if that is not known.
    pub(crate) async fn shards(&self) -> anyhow::Result<Option<u32>> {
        let Self::Redis(servers) = self else { return Ok(None) };
        // It may be failing over just now.
        let division = servers.hash("{f}:division").await.unwrap_or_default();
        let present = division.iter().find(|(field, _)| field == "present");
        Ok(present.and_then(|(_, it)| it.split_once('/')?.1.parse().ok()))
    }

    /// Waits until no change of the number of shards is under way; what is left of one, or of the
    /// former number.
    pub(crate) async fn undivided(&self, patience: Duration) -> anyhow::Result<Option<String>> {
        let Self::Redis(servers) = self else { return Ok(None) };
        let until = tokio::time::Instant::now() + patience;
        loop {
            let division = servers.hash("{f}:division").await?;
            let part = |name| division.iter().find(|(field, _)| field == name).map(|it| &it.1);
            let (generation, of) =
                part("present").and_then(|it| it.split_once('/')).context("a division")?;
            let (before, after) = (format!("{generation}/"), format!("/{of}"));
            let leases = servers.hash("{f}:leases").await?;
            let other = leases.iter().map(|(shard, _)| shard);
            let mut other = other.filter(|it| !it.starts_with(&before) || !it.ends_with(&after));
            let what = match (part("coming"), other.next()) {
                (Some(coming), _) => format!("the division {coming} is still to come"),
                (None, Some(shard)) => format!("of a former division shard {shard} is left over"),
                (None, None) => return Ok(None),
            };
            if tokio::time::Instant::now() > until {
                return Ok(Some(what));
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// What is left of a fleet whose workers have all gone.
    pub(crate) async fn fleet(&self) -> anyhow::Result<Vec<String>> {
        let Self::Redis(servers) = self else { return Ok(Vec::new()) };
        let workers = servers.hash("{f}:workers").await?;
        let mut left: Vec<_> =
            workers.iter().map(|(name, _)| format!("worker {name} is still listed")).collect();
        for (shard, lease) in servers.hash("{f}:leases").await? {
            let lease: Value = serde_json::from_str(&lease).context("a lease")?;
            if lease["until"].as_u64() != Some(0) {
                left.push(format!("shard {shard} is still leased: {lease}"));
            }
        }
        Ok(left)
    }
}

async fn inspect(launch: &Launch, what: &[&str]) -> anyhow::Result<String> {
    let words: Vec<&str> = ["inspect"].iter().chain(what).copied().collect();
    let mut last = String::new();
    // A file that was not closed can be looked at once its next worker has it open.
    for _ in 0..20 {
        let mut command = launch.command(&words);
        command.env("RUST_LOG", "error").stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = command.output().await?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        last = String::from_utf8_lossy(&output.stderr).into_owned();
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    bail!("`ticketflow {}` fails: {last}", words.join(" "))
}

/// Reads `12  open     stage 5   channel 1  customer 2  version 3`.
fn listed(line: &str) -> Option<Listed> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (number, state) = (words.first()?, words.get(1)?);
    number.parse::<u32>().ok()?;
    let fields: HashMap<_, _> =
        words[2..].chunks(2).filter_map(|it| Some((it[0], *it.get(1)?))).collect();
    let id = |name: &str| fields.get(name).and_then(|text| text.parse().ok());
    Some(Listed {
        number: (*number).to_owned(),
        state: (*state).to_owned(),
        channel: id("channel"),
        customer: id("customer"),
    })
}

/// Reads a record of Redis: version, channel, customer, form, JSON.
fn stored(number: &str, text: &str) -> anyhow::Result<Listed> {
    let json = text.splitn(5, ' ').nth(4).context("a ticket's record")?;
    let ticket: Value = serde_json::from_str(json).with_context(|| format!("ticket {number}"))?;
    let id = |value: &Value| value.as_str().and_then(|it| it.parse().ok()).or(value.as_u64());
    let state = &ticket["state"];
    Ok(Listed {
        number: number.to_owned(),
        state: state["is"].as_str().unwrap_or_default().to_owned(),
        channel: id(&state["channel"]),
        customer: id(&ticket["opener"]),
    })
}
