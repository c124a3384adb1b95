//! The store of one process: one file, no server.
//!
//! All writes go through one thread, which puts those that wait together into one durable
//! transaction; reads see the last one. The file is locked against a second writer and can be
//! looked at while its worker runs.

mod apply;
mod codec;
mod estate;
mod fences;
mod fleet;
mod glance;
mod moving;
mod open;
mod read;
mod tables;
mod writer;

pub use glance::Glance;

use super::{
    Commit, Durability, Estate, Fence, Kept, Loaded, Lock, OpenError, Outbox, Outcome, Records,
    Stamp, StoreBroken, StoreError, WorkerName,
};
use crate::domain::{
    desk::{Document, DocumentKind},
    effect::Entry,
    ids::{EffectId, GuildId, TicketNumber, Version},
    input::Subject,
    ticket::Ticket,
    time::Timestamp,
};
use async_trait::async_trait;
use read::Reading;
use redb::ReadableDatabase;
use std::{path::Path, sync::Arc};
use writer::{Job, Writer};

/// A store that is open for one worker.
pub struct Embedded {
    database: Arc<redb::Database>,
    writer: Writer,
    alone: fleet::Alone,
}

impl Embedded {
    /// Opens the file, or makes it. Everything in it is checked first.
    ///
    /// # Errors
    /// If another process has it open for writing, if it is damaged or not one of ours, if a
    /// newer version wrote it, or if the file system refuses.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let database = Arc::new(open::for_writing(path)?);
        let writer = Writer::start(Arc::clone(&database))
            .map_err(|fault| OpenError::Io { path: path.to_owned(), why: fault.to_string() })?;
        Ok(Self { database, writer, alone: fleet::Alone::default() })
    }

    /// Waits until it can no longer be written: the disk was full or failed. What was committed
    /// is safe; opening it anew goes on from there.
    pub fn broken(&self) -> impl Future<Output = StoreBroken> + Send + use<> {
        self.writer.broken()
    }

    fn reading(&self) -> Result<Reading, StoreError> {
        Reading::begin(&*self.database)
    }
}

#[async_trait]
impl Records for Embedded {
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError> {
        self.reading()?.load(guild, subject)
    }

    async fn commit(&self, commit: &Commit) -> Result<Outcome, StoreError> {
        let commit = Box::new(commit.clone());
        self.writer.ask(|answer| Job::Commit(commit, answer)).await
    }

    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError> {
        self.reading()?.document(guild, kind, version)
    }

    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        self.reading()?.guilds()
    }

    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        self.reading()?.tickets(guild)
    }

    async fn adopt(
        &self,
        guild: GuildId,
        ticket: Ticket,
    ) -> Result<Option<TicketNumber>, StoreError> {
        self.writer.ask(|answer| Job::Adopt(guild, Box::new(ticket), answer)).await
    }

    async fn take_over(
        &self,
        guild: GuildId,
        fence: Fence,
        at: Timestamp,
    ) -> Result<Option<Estate>, StoreError> {
        self.writer.ask(|answer| Job::TakeOver(guild, fence, at, answer)).await
    }

    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        self.reading()?.locks(guild)
    }
}

#[async_trait]
impl Outbox for Embedded {
    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        self.reading()?.entries(guild)
    }

    async fn settle(&self, _guild: GuildId, ids: &[EffectId]) -> Result<Stamp, StoreError> {
        let ids = ids.to_vec();
        self.writer.ask(|answer| Job::Settle(ids, answer)).await?;
        Ok(Stamp::default())
    }
}

/// What has returned is on the disk.
#[async_trait]
impl Durability for Embedded {
    fn may_forget(&self) -> bool {
        false
    }

    async fn confirm(&self, _stamp: Stamp) -> Result<Kept, StoreError> {
        Ok(Kept::Kept)
    }
}

/// Who holds the locks: whoever has the file open.
fn sole_worker() -> WorkerName {
    WorkerName::new("the worker of this file")
}

fn begin(database: &impl ReadableDatabase) -> Result<redb::ReadTransaction, StoreError> {
    database.begin_read().map_err(|fault| StoreError::Unavailable(fault.to_string()))
}
