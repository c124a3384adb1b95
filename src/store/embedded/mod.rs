//! The store of one process: one file, no server.
//!
//! All writes go through one thread, which puts those that wait together into one durable
//! transaction; reads see the last one. The file is locked against a second writer and can be
//! looked at while its worker runs.

mod apply;
mod codec;
mod open;
mod read;
mod tables;
mod writer;

use super::{
    Commit, Loaded, OpenError, Outbox, Outcome, Records, SessionRecord, Sessions, StoreBroken,
    StoreError,
};
use crate::domain::{
    desk::{Desk, Document, DocumentKind},
    effect::Entry,
    ids::{ChannelId, EffectId, GuildId, TicketNumber, Version},
    input::Subject,
    ticket::Ticket,
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
        Ok(Self { database, writer })
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

/// A store that is looked at, while a worker may have it open.
pub struct Glance {
    database: redb::ReadOnlyDatabase,
}

impl Glance {
    /// Opens the file to look at it.
    ///
    /// # Errors
    /// As [`Embedded::open`], if there is no such file, and if its worker was killed and none has
    /// opened it since.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self { database: open::for_reading(path)? })
    }

    /// Every server with its desk.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn desks(&self) -> Result<Vec<(GuildId, Desk)>, StoreError> {
        self.reading()?.desks()
    }

    /// All tickets of a server.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        self.reading()?.tickets(guild)
    }

    /// All entries of the outbox.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn outbox(&self) -> Result<Vec<Entry>, StoreError> {
        self.reading()?.outbox()
    }

    /// All saved sessions, by shard.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn sessions(&self) -> Result<Vec<(u32, SessionRecord)>, StoreError> {
        self.reading()?.sessions()
    }

    fn reading(&self) -> Result<Reading, StoreError> {
        Reading::begin(&self.database)
    }
}

#[async_trait]
impl Records for Embedded {
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError> {
        self.reading()?.load(guild, subject)
    }

    async fn commit(&self, commit: Commit) -> Result<Outcome, StoreError> {
        self.writer.ask(|answer| Job::Commit(Box::new(commit), answer)).await
    }

    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError> {
        self.reading()?.document(guild, kind, version)
    }

    async fn channels(&self) -> Result<Vec<(GuildId, ChannelId)>, StoreError> {
        self.reading()?.channels()
    }

    async fn desks(&self) -> Result<Vec<(GuildId, Desk)>, StoreError> {
        self.reading()?.desks()
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
}

#[async_trait]
impl Outbox for Embedded {
    /// The file has one worker, so whoever opens it is the successor of all that had it before.
    async fn take_over(&self) -> Result<Vec<Entry>, StoreError> {
        self.reading()?.outbox()
    }

    async fn settle(&self, id: EffectId) -> Result<(), StoreError> {
        self.writer.ask(|answer| Job::Settle(id, answer)).await
    }
}

#[async_trait]
impl Sessions for Embedded {
    async fn session(&self, shard: u32) -> Result<Option<SessionRecord>, StoreError> {
        self.reading()?.session(shard)
    }

    async fn save_session(
        &self,
        shard: u32,
        session: Option<SessionRecord>,
    ) -> Result<(), StoreError> {
        self.writer.ask(|answer| Job::SaveSession(shard, session, answer)).await
    }
}

fn begin(database: &impl ReadableDatabase) -> Result<redb::ReadTransaction, StoreError> {
    database.begin_read().map_err(|fault| StoreError::Unavailable(fault.to_string()))
}
