//! What is stored, as `ticketflow inspect` says it.

use super::workers::Launch;
use anyhow::ensure;
use std::{collections::HashMap, process::Stdio, sync::Arc, time::Duration};

/// A ticket, as it is listed.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) number: String,
    pub(crate) state: String,
    pub(crate) channel: Option<u64>,
    pub(crate) customer: Option<u64>,
}

/// Asks the program.
pub(crate) struct Store {
    pub(crate) launch: Arc<Launch>,
    /// Whether there is a fleet to be asked about.
    pub(crate) fleet: bool,
}

impl Store {
    /// The tickets of a server.
    pub(crate) async fn tickets(&self, guild: u64) -> anyhow::Result<Vec<Listed>> {
        let text = self.inspect(&["tickets", "--guild", &guild.to_string()]).await?;
        Ok(text.lines().filter_map(listed).collect())
    }

    /// What is left of what ends with the work: entries in the outbox and locks.
    pub(crate) async fn unfinished(&self) -> anyhow::Result<Vec<String>> {
        let mut left = lines(&self.inspect(&["outbox"]).await?, "The outbox is empty");
        if self.fleet {
            left.extend(lines(&self.inspect(&["locks"]).await?, "No lock"));
        }
        Ok(left)
    }

    async fn inspect(&self, what: &[&str]) -> anyhow::Result<String> {
        let words: Vec<&str> = ["inspect"].iter().chain(what).copied().collect();
        let mut last = String::new();
        // A store may not be there for a moment after its last fault.
        for _ in 0..20 {
            let mut command = self.launch.command(&words);
            command.env("RUST_LOG", "error").stdout(Stdio::piped()).stderr(Stdio::piped());
            let output = command.output().await?;
            if output.status.success() {
                return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
            }
            last = String::from_utf8_lossy(&output.stderr).into_owned();
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        ensure!(false, "`ticketflow {}` fails: {last}", words.join(" "));
        Ok(String::new())
    }
}

/// All lines, but for that which says that there is none.
fn lines(text: &str, nothing: &str) -> Vec<String> {
    let some = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(nothing));
    some.map(str::to_owned).collect()
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
