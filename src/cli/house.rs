//! `ticketflow export` and `ticketflow restore`: all that is stored, from one store to another.

mod file;

use super::{Failure, block_on, say};
use crate::{
    config::Config,
    store::{
        House, Item, Look, OpenError, WorkerName,
        embedded::Embedded,
        redis::{Redis, RedisSettings},
    },
};
use clap::Args;
use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

#[derive(Args)]
pub(super) struct ExportArguments {
    /// The file to write, which must not be there. It holds what people wrote: keep it safe.
    file: PathBuf,
}

#[derive(Args)]
pub(super) struct RestoreArguments {
    /// The file that `ticketflow export` wrote.
    file: PathBuf,
}

/// How long one call to Redis may take; some move much.
const DEADLINE: Duration = Duration::from_secs(30);

pub(super) fn export(config: &Config, arguments: &ExportArguments) -> Result<(), Failure> {
    let to = &arguments.file;
    let items = block_on(async {
        if config.store.redis.is_none() && !config.store.path.exists() {
            let why = "there is no such file".to_owned();
            return Err(OpenError::Io { path: config.store.path.clone(), why }.into());
        }
        Ok(open(config).await?.dump().await?)
    })?;
    let refused = |fault: io::Error| refused(to, &format!("cannot be written: {fault}"));
    let folder = to.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut made = tempfile::NamedTempFile::new_in(folder).map_err(refused)?;
    let text = file::write(&items).map_err(|fault| Failure::Other(fault.into()))?;
    made.write_all(text.as_bytes()).map_err(refused)?;
    made.as_file().sync_all().map_err(refused)?;
    if read(made.path())? != items {
        return Err(Failure::File(format!("{}: what was written reads otherwise", to.display())));
    }
    made.persist_noclobber(to).map_err(|fault| refused(fault.error))?;
    say(&format!("{} written to {} and read back\n", counted(&items), to.display()));
    Ok(())
}

pub(super) fn restore(config: &Config, arguments: &RestoreArguments) -> Result<(), Failure> {
    let items = read(&arguments.file)?;
    block_on(async {
        let store = open(config).await?;
        if !store.is_empty().await? {
            return Err(Failure::Other(anyhow::anyhow!(
                "the store is not empty, and nothing was written: name an empty one. If an earlier \
                 restore was broken off, empty it first"
            )));
        }
        store.restore(&items).await?;
        if store.dump().await? == items {
            return Ok(());
        }
        Err(Failure::Other(anyhow::anyhow!(
            "what was restored reads otherwise: do not use this store, and empty it before you try \
             again"
        )))
    })?;
    say(&format!("{} restored and read back\n", counted(&items)));
    Ok(())
}

/// The store, if nobody works with it.
async fn open(config: &Config) -> Result<Box<dyn House>, Failure> {
    let Some(url) = &config.store.redis else {
        return Ok(Box::new(Embedded::open(&config.store.path)?));
    };
    let settings = RedisSettings {
        url: url.clone(),
        deadline: DEADLINE,
        replicas: config.store.replicas,
        worker: WorkerName::new("house"),
    };
    let redis = Redis::open(settings, config.fleet.lease).await?;
    let fleet = redis.fleet().await?;
    match fleet.leases.iter().find(|lease| !lease.released && !lease.left.is_zero()) {
        None => Ok(Box::new(redis)),
        Some(lease) => Err(Failure::Other(anyhow::anyhow!(
            "worker {} holds shard {}: stop all workers of the fleet first",
            lease.owner,
            lease.shard
        ))),
    }
}

fn read(from: &Path) -> Result<Vec<Item>, Failure> {
    let text = std::fs::read_to_string(from)
        .map_err(|fault| refused(from, &format!("cannot be read: {fault}")))?;
    file::read(&text).map_err(|why| refused(from, &why))
}

fn refused(file: &Path, why: &str) -> Failure {
    Failure::File(format!("{} {why}", file.display()))
}

fn counted(items: &[Item]) -> String {
    let servers: BTreeSet<_> = items.iter().map(|item| item.guild).collect();
    format!("{} records of {} servers", items.len(), servers.len())
}
