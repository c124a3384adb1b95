//! Opening the file, and what is said when that fails.

use super::tables;
use crate::store::OpenError;
use redb::{ConcurrencyMode, DatabaseError, ReadableDatabase, StorageError};
use std::{
    fs::File,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Memory for pages that were read. The working set of a large server's tickets is far smaller.
const CACHE_BYTES: usize = 64 << 20;

/// Opens or makes the file, checks all of it, and lays the tables that are missing.
pub(super) fn for_writing(path: &Path) -> Result<redb::Database, OpenError> {
    guarded(path, || {
        make_if_missing(path)?;
        let database = builder()
            .set_check_integrity_on_open(true)
            .create(path)
            .map_err(|fault| database_fault(path, fault))?;
        lay_tables(path, &database)?;
        Ok(database)
    })
}

/// A new file is made beside its place and moved there when it is whole: a process that is killed
/// meanwhile leaves nothing that would be taken for a damaged store. Whoever else makes one at
/// the same time may be first; theirs is opened then.
fn make_if_missing(path: &Path) -> Result<(), OpenError> {
    let refused =
        |fault: io::Error| OpenError::Io { path: path.to_owned(), why: fault.to_string() };
    match path.metadata() {
        // We never leave one behind: whatever emptied it may have emptied a store.
        Ok(file) if file.len() == 0 => return Err(damaged(path, &"it is empty")),
        Ok(_) => return Ok(()),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
        Err(fault) => return Err(refused(fault)),
    }
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let why = format!("there is no folder {}", folder.display());
        return Err(OpenError::Io { path: path.to_owned(), why });
    }
    let file = tempfile::NamedTempFile::new_in(folder).map_err(refused)?;
    let database = builder().create(file.path()).map_err(|fault| database_fault(path, fault))?;
    lay_tables(path, &database)?;
    drop(database);
    match file.persist_noclobber(path) {
        Ok(_) => File::open(folder).and_then(|folder| folder.sync_all()).map_err(refused),
        Err(fault) if fault.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(fault) => Err(refused(fault.error)),
    }
}

/// Opens the file beside its worker.
pub(super) fn for_reading(path: &Path) -> Result<redb::ReadOnlyDatabase, OpenError> {
    guarded(path, || {
        let database =
            builder().open_read_only(path).map_err(|fault| database_fault(path, fault))?;
        let reading = database.begin_read().map_err(|fault| damaged(path, &fault))?;
        let meta = reading.open_table(tables::META).map_err(|fault| damaged(path, &fault))?;
        check_format(path, &meta)?;
        Ok(database)
    })
}

fn builder() -> redb::Builder {
    let mut builder = redb::Database::builder();
    builder.set_cache_size(CACHE_BYTES).set_concurrency_mode(ConcurrencyMode::SingleWriter);
    builder
}

/// A file that is not one of ours, or is damaged, may trip the library's own assertions:
/// to the operator that is damage like any other.
fn guarded<T>(path: &Path, open: impl FnOnce() -> Result<T, OpenError>) -> Result<T, OpenError> {
    catch_unwind(AssertUnwindSafe(open))
        .unwrap_or_else(|_| Err(damaged(path, &"its pages contradict each other")))
}

fn lay_tables(path: &Path, database: &redb::Database) -> Result<(), OpenError> {
    let fault = |fault: &dyn std::fmt::Display| damaged(path, &fault.to_string());
    let writing = database.begin_write().map_err(|it| fault(&it))?;
    let empty = writing.list_tables().map_err(|it| fault(&it))?.next().is_none();
    {
        let mut meta = writing.open_table(tables::META).map_err(|it| fault(&it))?;
        if empty {
            meta.insert(tables::FORMAT_KEY, tables::FORMAT).map_err(|it| fault(&it))?;
        }
        check_format(path, &meta)?;
    }
    let laid = writing
        .open_table(tables::TICKETS)
        .map(drop)
        .and_then(|()| writing.open_table(tables::CHANNELS).map(drop))
        .and_then(|()| writing.open_table(tables::CUSTOMERS).map(drop))
        .and_then(|()| writing.open_table(tables::DESKS).map(drop))
        .and_then(|()| writing.open_table(tables::LEDGERS).map(drop))
        .and_then(|()| writing.open_table(tables::DOCUMENTS).map(drop))
        .and_then(|()| writing.open_table(tables::COUNTERS).map(drop))
        .and_then(|()| writing.open_table(tables::OUTBOX).map(drop))
        .and_then(|()| writing.open_table(tables::DONE).map(drop))
        .and_then(|()| writing.open_table(tables::FENCES).map(drop))
        .and_then(|()| writing.open_table(tables::LOCKS).map(drop))
        .and_then(|()| writing.open_table(tables::SESSIONS).map(drop))
        .and_then(|()| writing.open_table(tables::ADOPTED).map(drop));
    laid.map_err(|it| fault(&it))?;
    writing.commit().map_err(|it| fault(&it))
}

fn check_format(
    path: &Path,
    meta: &impl redb::ReadableTable<&'static str, u32>,
) -> Result<(), OpenError> {
    let found = meta.get(tables::FORMAT_KEY).map_err(|it| damaged(path, &it))?;
    match found.map(|it| it.value()) {
        Some(found) if found > tables::FORMAT => {
            Err(OpenError::Newer { path: path.to_owned(), found, known: tables::FORMAT })
        }
        Some(_) => Ok(()),
        None => Err(damaged(path, &"it does not say that it is a TicketFlow store")),
    }
}

fn database_fault(path: &Path, fault: DatabaseError) -> OpenError {
    match fault {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            OpenError::InUse { path: path.to_owned() }
        }
        DatabaseError::RepairAborted => OpenError::NotClosed { path: path.to_owned() },
        DatabaseError::Storage(StorageError::Io(fault))
            if fault.kind() != io::ErrorKind::InvalidData
                && fault.kind() != io::ErrorKind::UnexpectedEof =>
        {
            OpenError::Io { path: path.to_owned(), why: fault.to_string() }
        }
        other => damaged(path, &other),
    }
}

fn damaged(path: &Path, why: &dyn std::fmt::Display) -> OpenError {
    OpenError::Damaged { path: path.to_owned(), why: why.to_string() }
}
