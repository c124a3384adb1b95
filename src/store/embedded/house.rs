//! Moving house, out of a file or into one.

use super::{
    Embedded, begin,
    codec::{decode, encode},
    estate, fences,
    read::{Reading, unavailable},
    tables,
};
use crate::{
    domain::{
        desk::DocumentKind,
        ids::{GuildId, TicketNumber, Version},
    },
    store::{Belonging, Damage, Fence, House, Item, Lock, StoreError},
};
use async_trait::async_trait;
use redb::{ReadTransaction, TableDefinition, WriteTransaction};
use std::sync::Arc;
use twilight_model::id::Id;

#[async_trait]
impl House for Embedded {
    async fn dump(&self) -> Result<Vec<Item>, StoreError> {
        let reading = begin(&*self.database)?;
        let mut items = Vec::new();
        for guild in Reading::begin(&*self.database)?.guilds()? {
            let records = records(&reading, guild)?;
            items.extend(records.into_iter().map(|record| Item { guild, record }));
        }
        Ok(items)
    }

    async fn restore(&self, items: &[Item]) -> Result<(), StoreError> {
        let (database, items) = (Arc::clone(&self.database), items.to_vec());
        let write = move || {
            let writing = database.begin_write().map_err(unavailable)?;
            for item in &items {
                put(&writing, item)?;
            }
            writing.commit().map_err(unavailable)
        };
        tokio::task::spawn_blocking(write).await.map_err(unavailable)?
    }

    async fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.reading()?.guilds()?.is_empty())
    }
}

fn records(reading: &ReadTransaction, guild: GuildId) -> Result<Vec<Belonging>, StoreError> {
    let g = guild.get();
    let mut all = Vec::new();
    let counters = reading.open_table(tables::COUNTERS).map_err(unavailable)?;
    if let Some(row) = counters.get(g).map_err(unavailable)? {
        let (ticket, commit) = row.value();
        all.push(Belonging::Counters { ticket, commit });
    }
    let desks = reading.open_table(tables::DESKS).map_err(unavailable)?;
    if let Some(bytes) = desks.get(g).map_err(unavailable)? {
        let (version, desk) = decode(|| format!("desk of server {guild}"), bytes.value())?;
        all.push(Belonging::Desk { version, desk });
    }
    let documents = reading.open_table(tables::DOCUMENTS).map_err(unavailable)?;
    for kind in [DocumentKind::Catalogue, DocumentKind::Terms] {
        let number = tables::kind_number(kind);
        let range = (g, number, 0)..=(g, number, u32::MAX);
        for row in documents.range(range).map_err(unavailable)? {
            let (key, bytes) = row.map_err(unavailable)?;
            let version = key.value().2;
            let name = || format!("{kind:?} {version} of server {guild}");
            let body = decode(name, bytes.value())?.1;
            all.push(Belonging::Document { kind, version, body });
        }
    }
    for (version, ticket) in Reading::tickets_of(reading, guild)? {
        all.push(Belonging::Ticket { version, ticket });
    }
    for (channel, ticket) in index(reading, tables::CHANNELS, guild)? {
        all.push(Belonging::Channel { channel, ticket });
    }
    for (customer, ticket) in index(reading, tables::CUSTOMERS, guild)? {
        all.push(Belonging::Customer { customer, ticket });
    }
    for (channel, ticket) in index(reading, tables::ADOPTED, guild)? {
        all.push(Belonging::Adopted { channel, ticket });
    }
    let outbox = reading.open_table(tables::OUTBOX).map_err(unavailable)?;
    let entries = estate::all_entries_of(&outbox, guild)?;
    all.extend(entries.into_iter().map(|entry| Belonging::Entry { entry }));
    let locks = reading.open_table(tables::LOCKS).map_err(unavailable)?;
    for lock in fences::read(&locks, guild)? {
        let lock = Lock { fence: Fence::default(), ..lock };
        all.push(Belonging::Lock { lock });
    }
    Ok(all)
}

type Index = TableDefinition<'static, (u64, u64), u32>;

/// An index of a server, by id.
fn index<T>(
    reading: &ReadTransaction,
    table: Index,
    guild: GuildId,
) -> Result<Vec<(Id<T>, TicketNumber)>, StoreError> {
    let g = guild.get();
    let table = reading.open_table(table).map_err(unavailable)?;
    let mut found = Vec::new();
    for row in table.range((g, 0)..=(g, u64::MAX)).map_err(unavailable)? {
        let (key, number) = row.map_err(unavailable)?;
        let id = Id::new_checked(key.value().1).ok_or_else(|| Damage {
            key: format!("an index of server {guild}"),
            why: "an id is zero".into(),
        })?;
        found.push((id, TicketNumber(number.value())));
    }
    Ok(found)
}

fn put(writing: &WriteTransaction, item: &Item) -> Result<(), StoreError> {
    let g = item.guild.get();
    match &item.record {
        Belonging::Counters { ticket, commit } => {
            let mut table = writing.open_table(tables::COUNTERS).map_err(unavailable)?;
            table.insert(g, (*ticket, *commit)).map(drop).map_err(unavailable)
        }
        Belonging::Desk { version, desk } => {
            put_bytes(writing, tables::DESKS, g, &encode(*version, desk)?)
        }
        Belonging::Document { kind, version, body } => {
            let key = (g, tables::kind_number(*kind), *version);
            put_bytes(writing, tables::DOCUMENTS, key, &encode(Version(1), body)?)
        }
        Belonging::Ticket { version, ticket } => {
            let key = (g, ticket.number.0);
            put_bytes(writing, tables::TICKETS, key, &encode(*version, ticket)?)
        }
        Belonging::Channel { channel, ticket } => {
            put_index(writing, tables::CHANNELS, (g, channel.get()), *ticket)
        }
        Belonging::Customer { customer, ticket } => {
            put_index(writing, tables::CUSTOMERS, (g, customer.get()), *ticket)
        }
        Belonging::Adopted { channel, ticket } => {
            put_index(writing, tables::ADOPTED, (g, channel.get()), *ticket)
        }
        Belonging::Entry { entry } => {
            let key = tables::outbox_key(entry.id);
            put_bytes(writing, tables::OUTBOX, key, &encode(Version(1), entry)?)
        }
        Belonging::Lock { lock } => {
            put_bytes(writing, tables::LOCKS, (g, lock.ticket.0), &encode(Version(1), lock)?)
        }
    }
}

fn put_bytes<'k, K: redb::Key + 'static>(
    writing: &WriteTransaction,
    table: TableDefinition<'_, K, &'static [u8]>,
    key: impl std::borrow::Borrow<K::SelfType<'k>>,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let mut table = writing.open_table(table).map_err(unavailable)?;
    table.insert(key, bytes).map(drop).map_err(unavailable)
}

fn put_index(
    writing: &WriteTransaction,
    table: Index,
    key: (u64, u64),
    ticket: TicketNumber,
) -> Result<(), StoreError> {
    let mut table = writing.open_table(table).map_err(unavailable)?;
    table.insert(key, ticket.0).map(drop).map_err(unavailable)
}
