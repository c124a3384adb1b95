//! Reading: one snapshot of the file.

use super::{begin, codec::decode, estate, fences, tables};
use crate::{
    domain::{
        desk::{Desk, Document, DocumentKind},
        effect::Entry,
        ids::{GuildId, Version},
        input::Subject,
        ledger::Ledger,
        ticket::Ticket,
    },
    store::{
        Damage, Division, Divisions, Loaded, Lock, SessionRecord, ShardRef, Stamp, StoreError,
    },
};
use redb::{ReadTransaction, ReadableDatabase, ReadableTable, TableError};
use std::sync::Arc;
use twilight_model::id::Id;

/// The file as it was when the reading began.
pub(super) struct Reading(ReadTransaction);

impl Reading {
    pub(super) fn begin(database: &impl ReadableDatabase) -> Result<Self, StoreError> {
        begin(database).map(Self)
    }

    pub(super) fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError> {
        let g = guild.get();
        let desks = self.table(tables::DESKS)?;
        let number = match subject {
            Subject::Desk => None,
            Subject::Channel(channel) => get(&self.table(tables::CHANNELS)?, (g, channel.get()))?,
            Subject::Customer(user) => get(&self.table(tables::CUSTOMERS)?, (g, user.get()))?,
            Subject::Ticket(number) => Some(number.0),
        };
        let ticket = match number {
            Some(number) => read_ticket(&self.table(tables::TICKETS)?, g, number)?,
            None => None,
        };
        let (version, ledger) = self.ledger(guild)?;
        let ledger = (version, Arc::new(ledger));
        Ok(Loaded { desk: read_desk(&desks, g)?, ticket, ledger, stamp: Stamp::default() })
    }

    /// A file that no worker has opened since there are ledgers has no table of them.
    pub(super) fn ledger(&self, guild: GuildId) -> Result<(Version, Ledger), StoreError> {
        match self.0.open_table(tables::LEDGERS) {
            Ok(ledgers) => read_ledger(&ledgers, guild.get()),
            Err(TableError::TableDoesNotExist(_)) => Ok(Default::default()),
            Err(fault) => Err(unavailable(fault)),
        }
    }

    pub(super) fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError> {
        let documents = self.table(tables::DOCUMENTS)?;
        let key = (guild.get(), tables::kind_number(kind), version);
        let Some(bytes) = documents.get(key).map_err(unavailable)? else { return Ok(None) };
        let name = || format!("{kind:?} {version} of server {guild}");
        let (_, body) = decode::<String>(name, bytes.value())?;
        Ok(Some(Document { kind, version, body }))
    }

    /// Every server that anything is known of.
    pub(super) fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        let mut guilds = std::collections::BTreeSet::new();
        for row in self.table(tables::DESKS)?.iter().map_err(unavailable)? {
            guilds.insert(row.map_err(unavailable)?.0.value());
        }
        for row in self.table(tables::COUNTERS)?.iter().map_err(unavailable)? {
            guilds.insert(row.map_err(unavailable)?.0.value());
        }
        guilds.into_iter().map(id).collect()
    }

    pub(super) fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        estate::entries_of(&self.table(tables::OUTBOX)?, guild)
    }

    pub(super) fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        fences::read(&self.table(tables::LOCKS)?, guild)
    }

    pub(super) fn desks(&self) -> Result<Vec<(GuildId, Desk)>, StoreError> {
        let table = self.table(tables::DESKS)?;
        let mut desks = Vec::new();
        for row in table.iter().map_err(unavailable)? {
            let (guild, bytes) = row.map_err(unavailable)?;
            let guild = guild.value();
            desks.push((id(guild)?, decode(|| desk_name(guild), bytes.value())?.1));
        }
        Ok(desks)
    }

    pub(super) fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        let g = guild.get();
        let table = self.table(tables::TICKETS)?;
        let mut tickets = Vec::new();
        for row in table.range((g, 0)..=(g, u32::MAX)).map_err(unavailable)? {
            let (key, bytes) = row.map_err(unavailable)?;
            let name = || tables::ticket_name(g, key.value().1);
            tickets.push(decode(name, bytes.value())?);
        }
        Ok(tickets)
    }

    pub(super) fn outbox(&self) -> Result<Vec<Entry>, StoreError> {
        let table = self.table(tables::OUTBOX)?;
        let mut entries = Vec::new();
        for row in table.iter().map_err(unavailable)? {
            let (key, bytes) = row.map_err(unavailable)?;
            let name = || format!("entry {:?} of the outbox", key.value());
            entries.push(decode(name, bytes.value())?.1);
        }
        Ok(entries)
    }

    pub(super) fn session(&self, shard: ShardRef) -> Result<Option<SessionRecord>, StoreError> {
        let table = self.table(tables::SESSIONS)?;
        let key = (shard.generation, shard.number);
        let Some(bytes) = table.get(key).map_err(unavailable)? else { return Ok(None) };
        Ok(Some(decode(|| session_name(key), bytes.value())?.1))
    }

    pub(super) fn sessions(&self) -> Result<Vec<(ShardRef, SessionRecord)>, StoreError> {
        let table = self.table(tables::SESSIONS)?;
        let mut sessions = Vec::new();
        for row in table.iter().map_err(unavailable)? {
            let (key, bytes) = row.map_err(unavailable)?;
            let key = key.value();
            let session: SessionRecord = decode(|| session_name(key), bytes.value())?.1;
            let (generation, number) = key;
            let shard = ShardRef { generation, number, of: session.shards };
            sessions.push((shard, session));
        }
        Ok(sessions)
    }

    /// How the file's worker divides its servers; none if it never has.
    pub(super) fn divisions(&self) -> Result<Option<Divisions>, StoreError> {
        let meta = self.table(tables::META)?;
        let division = |[generation, of]: [&str; 2]| {
            let generation = meta.get(generation).map_err(unavailable)?.map(|it| it.value());
            let of = meta.get(of).map_err(unavailable)?.map(|it| it.value());
            let both = generation.zip(of);
            Ok::<_, StoreError>(both.map(|(generation, of)| Division { generation, of }))
        };
        let coming = division(tables::COMING_KEYS)?;
        Ok(division(tables::PRESENT_KEYS)?.map(|present| Divisions { present, coming }))
    }

    pub(super) fn table<K: redb::Key + 'static, V: redb::Value + 'static>(
        &self,
        table: redb::TableDefinition<'_, K, V>,
    ) -> Result<redb::ReadOnlyTable<K, V>, StoreError> {
        self.0.open_table(table).map_err(unavailable)
    }
}

/// A ticket out of a table that is open for reading or writing.
pub(super) fn read_ticket(
    tickets: &impl ReadableTable<(u64, u32), &'static [u8]>,
    guild: u64,
    number: u32,
) -> Result<Option<(Version, Ticket)>, StoreError> {
    match tickets.get((guild, number)).map_err(unavailable)? {
        Some(bytes) => decode(|| tables::ticket_name(guild, number), bytes.value()).map(Some),
        None => Ok(None),
    }
}

/// A desk, or the one that a server has before it is set up.
pub(super) fn read_desk(
    desks: &impl ReadableTable<u64, &'static [u8]>,
    guild: u64,
) -> Result<(Version, Desk), StoreError> {
    match desks.get(guild).map_err(unavailable)? {
        Some(bytes) => decode(|| desk_name(guild), bytes.value()),
        None => Ok((Version::default(), Desk::default())),
    }
}

/// A ledger, or the one that a server has before anything is held.
pub(super) fn read_ledger(
    ledgers: &impl ReadableTable<u64, &'static [u8]>,
    guild: u64,
) -> Result<(Version, Ledger), StoreError> {
    match ledgers.get(guild).map_err(unavailable)? {
        Some(bytes) => decode(|| format!("ledger of server {guild}"), bytes.value()),
        None => Ok((Version::default(), Ledger::default())),
    }
}

/// A number out of an index.
pub(super) fn get(
    index: &impl ReadableTable<(u64, u64), u32>,
    key: (u64, u64),
) -> Result<Option<u32>, StoreError> {
    Ok(index.get(key).map_err(unavailable)?.map(|number| number.value()))
}

/// Any fault of the file, as one of the store.
pub(super) fn unavailable(fault: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(fault.to_string())
}

fn id<T>(raw: u64) -> Result<Id<T>, StoreError> {
    Id::new_checked(raw).ok_or_else(|| {
        StoreError::Damaged(Damage { key: "an index".into(), why: "an id is zero".into() })
    })
}

fn desk_name(guild: u64) -> String {
    format!("desk of server {guild}")
}

fn session_name((_, shard): (u32, u32)) -> String {
    format!("session of shard {shard}")
}
