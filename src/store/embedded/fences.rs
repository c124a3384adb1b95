//! Who may write for a server, and what it is in the middle of.

use super::{
    codec::{decode, encode},
    read::unavailable,
    tables,
};
use crate::{
    domain::{
        ids::{GuildId, Version},
        ticket::Ticket,
        time::Timestamp,
    },
    store::{Fence, Lock, StoreError, WorkerName},
};
use redb::{ReadableTable, WriteTransaction};

/// Who writes, with which right, and when.
pub(super) struct LockedBy<'a> {
    pub(super) holder: &'a WorkerName,
    pub(super) fence: Fence,
    pub(super) at: Timestamp,
}

/// Whether a fence is as great as any that has written for the server; notes it if it is greater.
pub(super) fn admit(
    writing: &WriteTransaction,
    guild: GuildId,
    fence: Fence,
) -> Result<bool, StoreError> {
    let mut fences = writing.open_table(tables::FENCES).map_err(unavailable)?;
    let greatest =
        fences.get(guild.get()).map_err(unavailable)?.map_or_else(Fence::default, |row| {
            let (generation, epoch) = row.value();
            Fence { generation, epoch }
        });
    if fence > greatest {
        let row = (fence.generation, fence.epoch);
        fences.insert(guild.get(), row).map_err(unavailable)?;
    }
    Ok(fence >= greatest)
}

/// Begins, goes on with or ends the lock of a ticket that was just written.
pub(super) fn lock(
    writing: &WriteTransaction,
    guild: GuildId,
    ticket: &Ticket,
    former: Option<&Ticket>,
    by: &LockedBy<'_>,
) -> Result<(), StoreError> {
    let was = former.and_then(Ticket::operation);
    let Some(operation) = ticket.operation() else {
        if was.is_some() {
            let mut locks = writing.open_table(tables::LOCKS).map_err(unavailable)?;
            locks.remove((guild.get(), ticket.number.0)).map_err(unavailable)?;
        }
        return Ok(());
    };
    if was == Some(operation) {
        return Ok(());
    }
    let lock = Lock {
        ticket: ticket.number,
        channel: ticket.channel(),
        operation,
        holder: by.holder.clone(),
        fence: by.fence,
        since: by.at,
        deadline: by.at.plus(operation.patience()),
    };
    put(writing, guild, &lock)
}

/// Passes all locks of a server on to another holder.
pub(super) fn pass_on(
    writing: &WriteTransaction,
    guild: GuildId,
    to: &LockedBy<'_>,
) -> Result<(), StoreError> {
    for lock in of(writing, guild)?.into_iter().filter(|lock| lock.fence < to.fence) {
        let lock = Lock { holder: to.holder.clone(), fence: to.fence, since: to.at, ..lock };
        put(writing, guild, &lock)?;
    }
    Ok(())
}

fn of(writing: &WriteTransaction, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
    read(&writing.open_table(tables::LOCKS).map_err(unavailable)?, guild)
}

/// The locks of a server, out of a table that is open for reading or writing.
pub(super) fn read(
    locks: &impl ReadableTable<(u64, u32), &'static [u8]>,
    guild: GuildId,
) -> Result<Vec<Lock>, StoreError> {
    let g = guild.get();
    let mut found = Vec::new();
    for row in locks.range((g, 0)..=(g, u32::MAX)).map_err(unavailable)? {
        let (key, bytes) = row.map_err(unavailable)?;
        let name = || format!("lock of {}", tables::ticket_name(g, key.value().1));
        found.push(decode(name, bytes.value())?.1);
    }
    Ok(found)
}

fn put(writing: &WriteTransaction, guild: GuildId, lock: &Lock) -> Result<(), StoreError> {
    let mut locks = writing.open_table(tables::LOCKS).map_err(unavailable)?;
    let bytes = encode(Version(1), lock)?;
    locks.insert((guild.get(), lock.ticket.0), bytes.as_slice()).map_err(unavailable)?;
    Ok(())
}
