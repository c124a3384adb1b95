//! A file that is looked at, while a worker may have it open.

use super::{open, read::Reading};
use crate::{
    clock,
    domain::{
        desk::Desk,
        effect::Entry,
        ids::{GuildId, Version},
        input::Subject,
        ticket::Ticket,
    },
    store::{Fence, FleetView, Lease, Lock, Look, OpenError, SessionRecord, ShardRef, StoreError},
};
use async_trait::async_trait;
use std::{path::Path, time::Duration};

/// A store that is looked at.
pub struct Glance {
    database: redb::ReadOnlyDatabase,
}

impl Glance {
    /// Opens the file to look at it.
    ///
    /// # Errors
    /// As [`super::Embedded::open`], if there is no such file, and if its worker was killed and
    /// none has opened it since.
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
    pub fn sessions(&self) -> Result<Vec<(ShardRef, SessionRecord)>, StoreError> {
        self.reading()?.sessions()
    }

    pub(super) fn reading(&self) -> Result<Reading, StoreError> {
        Reading::begin(&self.database)
    }
}

#[async_trait]
impl Look for Glance {
    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        self.reading()?.guilds()
    }

    async fn desk(&self, guild: GuildId) -> Result<Desk, StoreError> {
        Ok(self.reading()?.load(guild, Subject::Desk)?.desk.1)
    }

    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        self.reading()?.tickets(guild)
    }

    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        self.reading()?.entries(guild)
    }

    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        self.reading()?.locks(guild)
    }

    /// Who has the file open cannot be seen; its sessions can.
    async fn half_filled(&self) -> Result<Option<Duration>, StoreError> {
        // It is filled with one transaction.
        Ok(None)
    }

    async fn fleet(&self) -> Result<FleetView, StoreError> {
        let lease = |(shard, session): (ShardRef, SessionRecord)| Lease {
            shard,
            owner: super::sole_worker(),
            fence: Fence { generation: shard.generation, epoch: 1 },
            left: Duration::ZERO,
            released: false,
            session: Some(session),
            reached: None,
        };
        let leases = self.sessions()?.into_iter().map(lease).collect();
        let divisions = self.reading()?.divisions()?;
        Ok(FleetView { now: clock::now(), members: vec![], leases, budget: None, divisions })
    }
}
