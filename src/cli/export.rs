//! `ticketflow export` and `ticketflow restore`: all that is stored, moved to another store.

use super::{
    Failure, block_on,
    place::{self, Changed, runs},
    say,
};
use crate::{
    clock,
    config::StoreSettings,
    store::{
        Belongings, GiveOut,
        moving::file::{self, Counts, FileFault},
    },
};
use clap::Args;
use std::{
    fs::File,
    io::{BufReader, BufWriter},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

#[derive(Args)]
pub(super) struct Export {
    /// The file to write. It must not be there yet.
    file: PathBuf,
}

#[derive(Args)]
pub(super) struct Restore {
    /// The file that `ticketflow export` wrote.
    file: PathBuf,
}

pub(super) fn export(store: &StoreSettings, arguments: &Export) -> Result<(), Failure> {
    let path = &arguments.file;
    let (counts, runs) = block_on(async {
        let look = place::look(store).await?;
        let counts = write(&*look, path).await?;
        Ok((counts, runs(&*look).await?))
    })?;
    say(&format!("{} has {counts}.\n", path.display()));
    if runs {
        say("Workers run: what they do from now on is not in it. To move, stop them first.\n");
    }
    Ok(())
}

async fn write(look: &dyn GiveOut, path: &Path) -> Result<Counts, Failure> {
    let refused =
        |fault: FileFault| Failure::File(format!("{} cannot be written: {fault}", path.display()));
    let servers = look.guilds().await?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // It gets its name when it is whole. It may hold tokens of presses: only its owner reads it.
    let out = NamedTempFile::new_in(folder).map_err(|fault| refused(fault.into()))?;
    let mut writer = file::Writer::begin(BufWriter::new(out), clock::now()).map_err(refused)?;
    for guild in servers {
        let all = look.belongings(guild).await?;
        if !all.is_empty() {
            writer.server(&all).map_err(refused)?;
        }
    }
    let (out, counts) = writer.end().map_err(refused)?;
    let out = out.into_inner().map_err(|fault| refused(fault.into_error().into()))?;
    out.as_file().sync_all().map_err(|fault| refused(fault.into()))?;
    // Whoever has an export keeps it: it may be the only one.
    out.persist_noclobber(path).map_err(|fault| refused(fault.error.into()))?;
    Ok(counts)
}

pub(super) fn restore(store: &StoreSettings, arguments: &Restore) -> Result<(), Failure> {
    // All of it is read first, so that a file that is not whole changes nothing.
    let (counts, servers) = read(&arguments.file)?;
    let here = place::name(store);
    block_on(async {
        let change = place::change(store).await?;
        let look = place::look(store).await?;
        refuse_what_is_in_use(&*look, &here).await?;
        fill(&*change, &*look, servers, &here).await
    })?;
    say(&format!("{here} has {counts}, as the file.\n"));
    Ok(())
}

async fn refuse_what_is_in_use(look: &dyn GiveOut, here: &str) -> Result<(), Failure> {
    place::refuse_workers(look, here).await?;
    for guild in look.guilds().await? {
        if !look.belongings(guild).await?.is_empty() {
            return Err(Failure::Place(format!(
                "{here} is not empty, it has server {guild}: name an empty place, or clear this \
                 one if nothing in it is needed"
            )));
        }
    }
    Ok(())
}

/// Writes everything, then reads it back.
async fn fill(
    change: &dyn Changed,
    look: &dyn GiveOut,
    servers: Vec<Belongings>,
    here: &str,
) -> Result<(), Failure> {
    for one in &servers {
        change.take_in(one).await?;
    }
    for one in servers {
        let guild = one.guild;
        if look.belongings(guild).await? != one.sorted() {
            return Err(Failure::Place(format!(
                "server {guild} is not in {here} as it is in the file: clear that place and try \
                 again"
            )));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<(Counts, Vec<Belongings>), Failure> {
    let refused =
        |fault: FileFault| Failure::File(format!("{} cannot be used: {fault}", path.display()));
    let file = File::open(path).map_err(|fault| refused(fault.into()))?;
    let mut servers = Vec::new();
    let counts = file::read(BufReader::new(file), |one| servers.push(one)).map_err(refused)?;
    Ok((counts, servers))
}
