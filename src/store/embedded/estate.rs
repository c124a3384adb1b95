//! All that is known of a server.

use super::{
    codec::decode,
    read::{read_desk, read_ledger, read_ticket, unavailable},
    tables,
};
use crate::{
    domain::{
        effect::Entry,
        ids::{ChannelId, GuildId, TicketNumber},
    },
    store::{Damage, Estate, Stamp, StoreError},
};
use redb::{ReadableTable, WriteTransaction};
use twilight_model::id::Id;

/// Reads it inside the transaction that takes it over.
pub(super) fn read(writing: &WriteTransaction, guild: GuildId) -> Result<Estate, StoreError> {
    let g = guild.get();
    let desk = read_desk(&writing.open_table(tables::DESKS).map_err(unavailable)?, g)?;
    let ledgers = writing.open_table(tables::LEDGERS).map_err(unavailable)?;
    let ledger = unless_damaged(read_ledger(&ledgers, g))?;
    let tickets = writing.open_table(tables::TICKETS).map_err(unavailable)?;
    let customers = writing.open_table(tables::CUSTOMERS).map_err(unavailable)?;
    let mut current = Vec::new();
    for row in customers.range((g, 0)..=(g, u64::MAX)).map_err(unavailable)? {
        let number = row.map_err(unavailable)?.1.value();
        // One that cannot be read is told to whoever asks for it.
        current.extend(unless_damaged(read_ticket(&tickets, g, number))?.flatten());
    }
    let channels = writing.open_table(tables::CHANNELS).map_err(unavailable)?;
    let channels = channels_of(&channels, guild)?;
    let outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
    let entries = entries_of(&outbox, guild)?;
    Ok(Estate { desk, ledger, tickets: current, channels, entries, stamp: Stamp::default() })
}

fn channels_of(
    channels: &impl ReadableTable<(u64, u64), u32>,
    guild: GuildId,
) -> Result<Vec<(ChannelId, TicketNumber)>, StoreError> {
    let g = guild.get();
    let mut found = Vec::new();
    for row in channels.range((g, 0)..=(g, u64::MAX)).map_err(unavailable)? {
        let (key, number) = row.map_err(unavailable)?;
        let channel = Id::new_checked(key.value().1).ok_or_else(|| Damage {
            key: format!("the channels of server {guild}"),
            why: "an id is zero".into(),
        })?;
        found.push((channel, TicketNumber(number.value())));
    }
    Ok(found)
}

/// The entries of a server, in order, out of a table that is open for reading or writing. One that
/// cannot be read stays where it is.
pub(super) fn entries_of(
    outbox: &impl ReadableTable<(u64, u64, u8), &'static [u8]>,
    guild: GuildId,
) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for entry in rows_of(outbox, guild)? {
        entries.extend(unless_damaged(entry)?);
    }
    Ok(entries)
}

/// The same, if all can be read.
pub(super) fn all_entries_of(
    outbox: &impl ReadableTable<(u64, u64, u8), &'static [u8]>,
    guild: GuildId,
) -> Result<Vec<Entry>, StoreError> {
    rows_of(outbox, guild)?.into_iter().collect()
}

fn rows_of(
    outbox: &impl ReadableTable<(u64, u64, u8), &'static [u8]>,
    guild: GuildId,
) -> Result<Vec<Result<Entry, StoreError>>, StoreError> {
    let g = guild.get();
    let mut rows = Vec::new();
    for row in outbox.range((g, 0, 0)..=(g, u64::MAX, u8::MAX)).map_err(unavailable)? {
        let (key, bytes) = row.map_err(unavailable)?;
        let name = || format!("entry {:?} of the outbox", key.value());
        rows.push(decode(name, bytes.value()).map(|(_, entry)| entry));
    }
    Ok(rows)
}

/// What can be read; what cannot is logged, so that it does not hide the rest.
fn unless_damaged<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(it) => Ok(Some(it)),
        Err(StoreError::Damaged(damage)) => {
            tracing::error!(%damage, "a record is passed over");
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}
