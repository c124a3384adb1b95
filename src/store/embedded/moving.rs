//! Moving all that is in a file.

use super::{
    Embedded, Glance,
    codec::{decode, encode},
    estate,
    read::{Reading, unavailable},
    tables,
    writer::Job,
};
use crate::{
    domain::{
        desk::DocumentKind,
        ids::{GuildId, TicketNumber, Version},
        input::Subject,
    },
    store::{Belongings, Damage, GiveOut, StoreError, TakeIn},
};
use async_trait::async_trait;
use redb::{ReadableTable, WriteTransaction};
use twilight_model::id::Id;

#[async_trait]
impl GiveOut for Glance {
    async fn belongings(&self, guild: GuildId) -> Result<Belongings, StoreError> {
        self.reading()?.belongings(guild)
    }
}

#[async_trait]
impl TakeIn for Embedded {
    async fn take_in(&self, all: &[Belongings]) -> Result<(), StoreError> {
        let all = all.to_vec();
        self.writer.ask(|answer| Job::TakeIn(all, answer)).await
    }

    async fn settle_in(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Reading {
    fn belongings(&self, guild: GuildId) -> Result<Belongings, StoreError> {
        let desk = self.load(guild, Subject::Desk)?.desk;
        let ledger = self.ledger(guild)?;
        let (last_ticket, last_commit) = self
            .table(tables::COUNTERS)?
            .get(guild.get())
            .map_err(unavailable)?
            .map_or((0, 0), |row| row.value());
        let all = Belongings {
            guild,
            desk: (desk.0 != Version::default()).then_some(desk),
            ledger: (ledger.0 != Version::default()).then_some(ledger),
            documents: self.documents(guild)?,
            tickets: self.tickets(guild)?,
            channels: index(&self.table(tables::CHANNELS)?, guild)?,
            customers: index(&self.table(tables::CUSTOMERS)?, guild)?,
            adopted: index(&self.table(tables::ADOPTED)?, guild)?,
            last_ticket: TicketNumber(last_ticket),
            last_commit,
            entries: estate::all_entries_of(&self.table(tables::OUTBOX)?, guild)?,
            locks: self.locks(guild)?,
        };
        Ok(all.sorted())
    }

    fn documents(&self, guild: GuildId) -> Result<Vec<(DocumentKind, u32, String)>, StoreError> {
        let g = guild.get();
        let table = self.table(tables::DOCUMENTS)?;
        let mut documents = Vec::new();
        for row in table.range((g, 0, 0)..=(g, u8::MAX, u32::MAX)).map_err(unavailable)? {
            let (key, bytes) = row.map_err(unavailable)?;
            let (_, kind, version) = key.value();
            let name = || format!("document {kind} {version} of server {guild}");
            let kind = tables::kind_of(kind).ok_or_else(|| {
                let why = "its kind is unknown: a newer version wrote it".to_owned();
                Damage { key: name(), why }
            })?;
            documents.push((kind, version, decode(name, bytes.value())?.1));
        }
        Ok(documents)
    }
}

fn index<T>(
    table: &impl ReadableTable<(u64, u64), u32>,
    guild: GuildId,
) -> Result<Vec<(Id<T>, TicketNumber)>, StoreError> {
    let g = guild.get();
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

/// Writes everything of these servers.
pub(super) fn take_in(writing: &WriteTransaction, all: &[Belongings]) -> Result<(), StoreError> {
    all.iter().try_for_each(|one| server(writing, one))
}

fn server(writing: &WriteTransaction, all: &Belongings) -> Result<(), StoreError> {
    let g = all.guild.get();
    if let Some((version, desk)) = &all.desk {
        let mut desks = writing.open_table(tables::DESKS).map_err(unavailable)?;
        desks.insert(g, encode(*version, desk)?.as_slice()).map_err(unavailable)?;
    }
    if let Some((version, ledger)) = &all.ledger {
        let mut ledgers = writing.open_table(tables::LEDGERS).map_err(unavailable)?;
        ledgers.insert(g, encode(*version, ledger)?.as_slice()).map_err(unavailable)?;
    }
    let mut documents = writing.open_table(tables::DOCUMENTS).map_err(unavailable)?;
    for (kind, version, body) in &all.documents {
        let key = (g, tables::kind_number(*kind), *version);
        documents.insert(key, encode(Version(1), body)?.as_slice()).map_err(unavailable)?;
    }
    let mut tickets = writing.open_table(tables::TICKETS).map_err(unavailable)?;
    for (version, ticket) in &all.tickets {
        let bytes = encode(*version, ticket)?;
        tickets.insert((g, ticket.number.0), bytes.as_slice()).map_err(unavailable)?;
    }
    let channels = all.channels.iter().map(|(id, number)| (id.get(), number.0));
    let customers = all.customers.iter().map(|(id, number)| (id.get(), number.0));
    let adopted = all.adopted.iter().map(|(id, number)| (id.get(), number.0));
    put_index(writing, tables::CHANNELS, g, channels)?;
    put_index(writing, tables::CUSTOMERS, g, customers)?;
    put_index(writing, tables::ADOPTED, g, adopted)?;
    let mut counters = writing.open_table(tables::COUNTERS).map_err(unavailable)?;
    counters.insert(g, (all.last_ticket.0, all.last_commit)).map_err(unavailable)?;
    let mut outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
    for entry in &all.entries {
        let bytes = encode(Version(1), entry)?;
        outbox.insert(tables::outbox_key(entry.id), bytes.as_slice()).map_err(unavailable)?;
    }
    let mut locks = writing.open_table(tables::LOCKS).map_err(unavailable)?;
    for lock in &all.locks {
        let bytes = encode(Version(1), lock)?;
        locks.insert((g, lock.ticket.0), bytes.as_slice()).map_err(unavailable)?;
    }
    Ok(())
}

fn put_index(
    writing: &WriteTransaction,
    table: redb::TableDefinition<'_, (u64, u64), u32>,
    guild: u64,
    rows: impl Iterator<Item = (u64, u32)>,
) -> Result<(), StoreError> {
    let mut table = writing.open_table(table).map_err(unavailable)?;
    for (id, number) in rows {
        table.insert((guild, id), number).map_err(unavailable)?;
    }
    Ok(())
}
