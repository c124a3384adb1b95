//! `ticketflow export` and `ticketflow restore`: all that is stored, moved to another store.

use super::{
    Failure, block_on,
    place::{self, runs},
    say, tell,
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
    io::{BufReader, BufWriter, ErrorKind, Read, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

#[derive(Args)]
pub(super) struct Export {
    /// The file to write, which must not be there yet; `-` for standard output.
    file: PathBuf,
}

#[derive(Args)]
pub(super) struct Restore {
    /// The file that `ticketflow export` wrote; `-` for standard input.
    file: PathBuf,
}

pub(super) fn export(store: &StoreSettings, arguments: &Export) -> Result<(), Failure> {
    let path = &arguments.file;
    let prints = is_stream(path);
    let (written, runs) = block_on(async {
        let look = place::look(store).await?;
        place::refuse_half_filled(&*look, &place::name(store)).await?;
        let written = if prints { print(&*look).await? } else { write(&*look, path).await? };
        Ok((written, runs(&*look).await?))
    })?;
    let Report { counts, lines } = written;
    let mut words = lines;
    if prints {
        words.push_str(&format!("Standard output has {counts}; `ticketflow restore` checks it.\n"));
    } else {
        words.push_str(&format!("{} was read back and has {counts}.\n", path.display()));
    }
    if runs {
        words.push_str(
            "Workers run: what they do from now on is not in it. To move, stop them first.\n",
        );
    }
    if prints {
        tell(words.trim_end());
        return Ok(());
    }
    say(&words)
}

/// Whether standard output or standard input is meant.
fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// What is in a file, or was compared with it.
struct Report {
    counts: Counts,
    /// A line for each server.
    lines: String,
}

/// Prints server by server, so that what is printed need not have room in memory: it may be that of
/// a worker's container. Whether all of it arrives, its end tells.
async fn print(look: &dyn GiveOut) -> Result<Report, Failure> {
    let refused = |fault| match fault {
        FileFault::Io(fault) => Failure::Unsaid(fault),
        other => Failure::File(format!("standard output cannot be written: {other}")),
    };
    let out = BufWriter::new(std::io::stdout());
    let (_, report) = put(look, out, refused).await?;
    Ok(report)
}

/// Writes all there is, to its end.
async fn put<W: Write>(
    look: &dyn GiveOut,
    out: W,
    refused: impl Fn(FileFault) -> Failure,
) -> Result<(W, Report), Failure> {
    let servers = look.guilds().await?;
    let mut writer = file::Writer::begin(out, clock::now()).map_err(&refused)?;
    let mut lines = String::new();
    for guild in servers {
        let all = look.belongings(guild).await?;
        if !all.is_empty() {
            writer.server(&all).map_err(&refused)?;
            lines.push_str(&line_of(&all).map_err(&refused)?);
        }
    }
    let (out, counts) = writer.end().map_err(refused)?;
    Ok((out, Report { counts, lines }))
}

async fn write(look: &dyn GiveOut, path: &Path) -> Result<Report, Failure> {
    let refused =
        |fault: FileFault| Failure::File(format!("{} cannot be written: {fault}", path.display()));
    // Before all of it is written.
    if path.try_exists().unwrap_or(false) {
        return Err(is_there(path));
    }
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // It gets its name when it is whole. It may hold tokens of presses: only its owner reads it.
    let out = NamedTempFile::new_in(folder).map_err(|fault| no_file_in(folder, path, &fault))?;
    let (out, Report { counts, lines }) = put(look, BufWriter::new(out), refused).await?;
    let out = out.into_inner().map_err(|fault| refused(fault.into_error().into()))?;
    out.as_file().sync_all().map_err(|fault| refused(fault.into()))?;
    let back = out.reopen().map_err(|fault| refused(fault.into()))?;
    let back = read_back(back, drop).map_err(refused)?;
    if back.lines != lines || back.counts != counts {
        let why = "it cannot be read back as it was written, see whether the disk is well";
        return Err(Failure::File(format!("{} cannot be written: {why}", path.display())));
    }
    // Whoever has an export keeps it: it may be the only one.
    out.persist_noclobber(path).map_err(|fault| match fault.error.kind() {
        ErrorKind::AlreadyExists => is_there(path),
        _ => refused(fault.error.into()),
    })?;
    Ok(back)
}

fn is_there(path: &Path) -> Failure {
    Failure::File(format!(
        "{} is there already, and an export overwrites nothing: give another name, or move that away",
        path.display()
    ))
}

/// The file in it that could not be made has a name that nobody gave.
fn no_file_in(folder: &Path, path: &Path, fault: &std::io::Error) -> Failure {
    let (path, folder) = (path.display(), folder.display());
    let why = match fault.kind() {
        ErrorKind::NotFound => format!("there is no folder {folder}: make it first"),
        ErrorKind::NotADirectory => format!("{folder} is no folder"),
        kind => format!("no file can be made in the folder {folder}: {kind}"),
    };
    Failure::File(format!("{path} cannot be written: {why}"))
}

/// What there is of a server, and how to tell it from one that is not quite the same.
fn line_of(one: &Belongings) -> Result<String, FileFault> {
    let (mut counts, digest) = (Counts::default(), file::digest(one)?);
    counts.add(one);
    Ok(format!("server {}: {}, checksum {digest}\n", one.guild, counts.of_servers()))
}

pub(super) fn restore(store: &StoreSettings, arguments: &Restore) -> Result<(), Failure> {
    // All of it is read first, so that a file that is not whole changes nothing.
    let path = &arguments.file;
    let (name, file): (_, Box<dyn Read>) = if is_stream(path) {
        ("standard input".to_owned(), Box::new(std::io::stdin()))
    } else {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|fault| unusable(&name, &fault.into()))?;
        (name, Box::new(file))
    };
    let mut servers = Vec::new();
    let report =
        read_back(file, |one| servers.push(one)).map_err(|fault| unusable(&name, &fault))?;
    let here = place::name(store);
    block_on(async {
        let change = place::change(store).await?;
        let look = place::look(store).await?;
        place::refuse_workers(&*look, &here).await?;
        if look.half_filled().await?.is_some() {
            say("A restore was broken off here: beginning anew.\n")?;
        } else {
            refuse_what_is_in_use(&*look, &here).await?;
        }
        change.take_in(&servers).await?;
        compare(&*look, servers, &here).await?;
        Ok(change.settle_in().await?)
    })?;
    say(&report.lines)?;
    say(&format!("{here} was read back and has {}, as the file.\n", report.counts))
}

fn unusable(name: &str, fault: &FileFault) -> Failure {
    Failure::File(format!("{name} cannot be used: {fault}"))
}

async fn refuse_what_is_in_use(look: &dyn GiveOut, here: &str) -> Result<(), Failure> {
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

/// Whether everything is there as it is in the file.
async fn compare(look: &dyn GiveOut, servers: Vec<Belongings>, here: &str) -> Result<(), Failure> {
    for one in servers {
        let guild = one.guild;
        if look.belongings(guild).await? != one.sorted() {
            return Err(Failure::Place(format!(
                "server {guild} is not in {here} as it is in the file: something else writes \
                 there; clear that place and try again"
            )));
        }
    }
    Ok(())
}

/// Reads a file, and hands on what each server has.
fn read_back(file: impl Read, mut each: impl FnMut(Belongings)) -> Result<Report, FileFault> {
    let (mut lines, mut fault) = (String::new(), None);
    let counts = file::read(BufReader::new(file), |one| {
        match line_of(&one) {
            Ok(line) => lines.push_str(&line),
            Err(why) => fault = Some(why),
        }
        each(one);
    })?;
    fault.map_or(Ok(Report { counts, lines }), Err)
}
