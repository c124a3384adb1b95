//! One commit, inside a write transaction.
//!
//! Everything is looked at before anything is written, so a commit that is refused leaves no
//! trace in the transaction that it shares with others.

use super::{
    codec::{decode, encode},
    fences,
    read::{get, read_desk, read_ledger, read_ticket, unavailable},
    tables,
};
use crate::{
    domain::{
        decision::Write,
        desk::Document,
        effect::{Effect, Entry},
        ids::{EffectId, GuildId, Owner, TicketNumber, Version},
        input::Cause,
        ledger::Ledger,
        ticket::Ticket,
        time::Timestamp,
    },
    store::{Basis, Commit, Outcome, Stamp, StoreError, WorkerName},
};
use redb::{ReadableTable, WriteTransaction};

/// Carries out a commit, or says why not.
pub(super) fn commit(
    writing: &WriteTransaction,
    holder: &WorkerName,
    commit: Commit,
) -> Result<Outcome, StoreError> {
    let (guild, fence) = (commit.guild, commit.fence);
    if !fences::admit(writing, guild, fence)? {
        return Ok(Outcome::Fenced);
    }
    let done = done(writing, &commit)?;
    settle(writing, &commit.settled)?;
    if let Some(number) = done {
        return Ok(Outcome::Duplicate(entries_of(writing, guild, number)?, Stamp::default()));
    }
    let Check::Holds(former) = check(writing, guild, commit.basis)? else {
        return Ok(Outcome::Conflict(Stamp::default()));
    };
    if let Some((decided_on, ledger)) = &commit.ledger
        && !put_ledger(writing, guild, *decided_on, ledger)?
    {
        return Ok(Outcome::Conflict(Stamp::default()));
    }
    let mut counters = Counters::read(writing, guild)?;
    let mut owner = owner_of(commit.cause, commit.basis);
    if let Some(write) = commit.write {
        let lock = fences::LockedBy { holder, fence, at: commit.at };
        let record = Record { basis: commit.basis, write, former: former.as_deref() };
        owner = put_record(writing, guild, &mut counters, record, &lock)?;
    }
    let effects = Decided { owner, effects: commit.effects, at: commit.at };
    let (number, entries) = put_effects(writing, &mut counters, guild, effects)?;
    counters.write(writing, guild)?;
    match tables::done_key(commit.cause, commit.attempt) {
        Some(key) => {
            let mut done = writing.open_table(tables::DONE).map_err(unavailable)?;
            done.insert(key, number).map_err(unavailable)?;
        }
        None => {
            if let Cause::Effect(id) = commit.cause {
                settle(writing, &[id])?;
            }
        }
    }
    Ok(Outcome::Committed(entries, Stamp::default()))
}

/// The number of the commit by which the same was done before, if it was.
fn done(writing: &WriteTransaction, commit: &Commit) -> Result<Option<u64>, StoreError> {
    match (tables::done_key(commit.cause, commit.attempt), commit.cause) {
        (Some(key), _) => {
            let done = writing.open_table(tables::DONE).map_err(unavailable)?;
            Ok(done.get(key).map_err(unavailable)?.map(|number| number.value()))
        }
        (None, Cause::Effect(id)) => {
            let outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
            let pending = outbox.get(tables::outbox_key(id)).map_err(unavailable)?.is_some();
            // What it led to is in the hands of this process, which alone commits here.
            Ok((!pending).then_some(0))
        }
        (None, _) => Ok(None),
    }
}

/// The entries of a commit that are not settled.
fn entries_of(
    writing: &WriteTransaction,
    guild: GuildId,
    number: u64,
) -> Result<Vec<Entry>, StoreError> {
    let outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
    let g = guild.get();
    let mut entries = Vec::new();
    if number == 0 {
        return Ok(entries);
    }
    for row in outbox.range((g, number, 0)..=(g, number, u8::MAX)).map_err(unavailable)? {
        let (key, bytes) = row.map_err(unavailable)?;
        let name = || format!("entry {:?} of the outbox", key.value());
        entries.push(decode(name, bytes.value())?.1);
    }
    Ok(entries)
}

/// Takes in a ticket under a new number, unless its channel has one.
pub(super) fn adopt(
    writing: &WriteTransaction,
    guild: GuildId,
    mut ticket: Ticket,
) -> Result<Option<TicketNumber>, StoreError> {
    let mut counters = Counters::read(writing, guild)?;
    if let Some(channel) = ticket.channel() {
        let key = (guild.get(), channel.get());
        let channels = writing.open_table(tables::CHANNELS).map_err(unavailable)?;
        let mut adopted = writing.open_table(tables::ADOPTED).map_err(unavailable)?;
        if get(&channels, key)?.is_some() || get(&adopted, key)?.is_some() {
            return Ok(None);
        }
        adopted.insert(key, counters.ticket + 1).map_err(unavailable)?;
    }
    ticket.number = counters.next_ticket();
    put_ticket(writing, guild, Version(1), &ticket, None)?;
    counters.write(writing, guild)?;
    Ok(Some(ticket.number))
}

/// Removes entries from the outbox.
pub(super) fn settle(writing: &WriteTransaction, ids: &[EffectId]) -> Result<(), StoreError> {
    let mut outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
    for id in ids {
        outbox.remove(tables::outbox_key(*id)).map_err(unavailable)?;
    }
    Ok(())
}

/// What effects belong to if nothing is written: where the cause belonged, or what was decided on.
fn owner_of(cause: Cause, basis: Basis) -> Owner {
    match (cause, basis) {
        (Cause::Effect(id), _) => id.owner,
        (_, Basis::Ticket(number, _)) => Owner::Ticket(number),
        _ => Owner::Desk,
    }
}

enum Check {
    Conflict,
    /// The basis holds; the ticket as it was.
    Holds(Option<Box<Ticket>>),
}

fn check(writing: &WriteTransaction, guild: GuildId, basis: Basis) -> Result<Check, StoreError> {
    let g = guild.get();
    let holds = match basis {
        Basis::Nothing => true,
        Basis::NoTicketOf(user) => {
            let customers = writing.open_table(tables::CUSTOMERS).map_err(unavailable)?;
            get(&customers, (g, user.get()))?.is_none()
        }
        Basis::Ticket(number, decided_on) => {
            let tickets = writing.open_table(tables::TICKETS).map_err(unavailable)?;
            match read_ticket(&tickets, g, number.0)? {
                Some((version, former)) if version == decided_on => {
                    return Ok(Check::Holds(Some(Box::new(former))));
                }
                _ => false,
            }
        }
        Basis::Desk(decided_on) => {
            let desks = writing.open_table(tables::DESKS).map_err(unavailable)?;
            read_desk(&desks, g)?.0 == decided_on
        }
    };
    Ok(if holds { Check::Holds(None) } else { Check::Conflict })
}

/// A record to write, and what it takes the place of.
struct Record<'a> {
    basis: Basis,
    write: Write,
    former: Option<&'a Ticket>,
}

fn put_record(
    writing: &WriteTransaction,
    guild: GuildId,
    counters: &mut Counters,
    record: Record<'_>,
    lock: &fences::LockedBy<'_>,
) -> Result<Owner, StoreError> {
    let version = match record.basis {
        Basis::Ticket(_, version) | Basis::Desk(version) => version.next(),
        Basis::Nothing | Basis::NoTicketOf(_) => Version(1),
    };
    match record.write {
        Write::NewTicket(mut ticket) => {
            ticket.number = counters.next_ticket();
            put_ticket(writing, guild, Version(1), &ticket, None)?;
            fences::lock(writing, guild, &ticket, None, lock)?;
            Ok(Owner::Ticket(ticket.number))
        }
        Write::Ticket(ticket) => {
            put_ticket(writing, guild, version, &ticket, record.former)?;
            fences::lock(writing, guild, &ticket, record.former, lock)?;
            Ok(Owner::Ticket(ticket.number))
        }
        Write::Desk(desk, document) => {
            let mut desks = writing.open_table(tables::DESKS).map_err(unavailable)?;
            let bytes = encode(version, &desk)?;
            desks.insert(guild.get(), bytes.as_slice()).map_err(unavailable)?;
            if let Some(document) = document {
                put_document(writing, guild, &document)?;
            }
            Ok(Owner::Desk)
        }
    }
}

/// Writes a ledger, unless it is in another version than this by now.
fn put_ledger(
    writing: &WriteTransaction,
    guild: GuildId,
    decided_on: Version,
    ledger: &Ledger,
) -> Result<bool, StoreError> {
    let mut ledgers = writing.open_table(tables::LEDGERS).map_err(unavailable)?;
    if read_ledger(&ledgers, guild.get())?.0 != decided_on {
        return Ok(false);
    }
    let bytes = encode(decided_on.next(), ledger)?;
    ledgers.insert(guild.get(), bytes.as_slice()).map_err(unavailable)?;
    Ok(true)
}

fn put_document(
    writing: &WriteTransaction,
    guild: GuildId,
    document: &Document,
) -> Result<(), StoreError> {
    let mut documents = writing.open_table(tables::DOCUMENTS).map_err(unavailable)?;
    let key = (guild.get(), tables::kind_number(document.kind), document.version);
    let bytes = encode(Version(1), &document.body)?;
    documents.insert(key, bytes.as_slice()).map_err(unavailable)?;
    Ok(())
}

/// Writes a ticket and what finds it: by its channel, and by its customer while it is current.
fn put_ticket(
    writing: &WriteTransaction,
    guild: GuildId,
    version: Version,
    ticket: &Ticket,
    former: Option<&Ticket>,
) -> Result<(), StoreError> {
    let g = guild.get();
    let number = ticket.number.0;
    let bytes = encode(version, ticket)?;
    let mut tickets = writing.open_table(tables::TICKETS).map_err(unavailable)?;
    tickets.insert((g, number), bytes.as_slice()).map_err(unavailable)?;

    let mut channels = writing.open_table(tables::CHANNELS).map_err(unavailable)?;
    let channel = |it: &Ticket| it.channel().map(|id| (g, id.get()));
    move_index(&mut channels, former.and_then(channel), channel(ticket), number)?;

    let mut customers = writing.open_table(tables::CUSTOMERS).map_err(unavailable)?;
    let customer = |it: &Ticket| it.opener.filter(|_| it.is_current()).map(|id| (g, id.get()));
    move_index(&mut customers, former.and_then(customer), customer(ticket), number)
}

fn move_index(
    index: &mut redb::Table<'_, (u64, u64), u32>,
    from: Option<(u64, u64)>,
    to: Option<(u64, u64)>,
    number: u32,
) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    if let Some(key) = from
        && get(index, key)? == Some(number)
    {
        index.remove(key).map_err(unavailable)?;
    }
    // A person may have a second ticket that was taken over from elsewhere: the first stays theirs.
    if let Some(key) = to
        && get(index, key)?.is_none()
    {
        index.insert(key, number).map_err(unavailable)?;
    }
    Ok(())
}

/// Effects that were decided.
struct Decided {
    owner: Owner,
    effects: Vec<Effect>,
    at: Timestamp,
}

/// Puts effects into the outbox: the number of the commit, 0 if there are none, and the entries.
fn put_effects(
    writing: &WriteTransaction,
    counters: &mut Counters,
    guild: GuildId,
    decided: Decided,
) -> Result<(u64, Vec<Entry>), StoreError> {
    let Decided { owner, effects, at: decided_at } = decided;
    if effects.is_empty() {
        return Ok((0, vec![]));
    }
    let commit = counters.next_commit();
    let mut outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
    let mut entries = Vec::with_capacity(effects.len());
    for (index, effect) in (0..=u8::MAX).zip(effects) {
        let id = EffectId { guild, owner, commit, index };
        let entry = Entry { id, effect, decided_at };
        let bytes = encode(Version(1), &entry)?;
        outbox.insert(tables::outbox_key(id), bytes.as_slice()).map_err(unavailable)?;
        entries.push(entry);
    }
    Ok((commit, entries))
}

/// The numbers that a server gives out.
struct Counters {
    ticket: u32,
    commit: u64,
    touched: bool,
}

impl Counters {
    fn read(writing: &WriteTransaction, guild: GuildId) -> Result<Self, StoreError> {
        let table = writing.open_table(tables::COUNTERS).map_err(unavailable)?;
        let row = table.get(guild.get()).map_err(unavailable)?;
        let (ticket, commit) = row.map_or((0, 0), |it| it.value());
        Ok(Self { ticket, commit, touched: false })
    }

    fn next_ticket(&mut self) -> TicketNumber {
        self.ticket += 1;
        self.touched = true;
        TicketNumber(self.ticket)
    }

    fn next_commit(&mut self) -> u64 {
        self.commit += 1;
        self.touched = true;
        self.commit
    }

    fn write(self, writing: &WriteTransaction, guild: GuildId) -> Result<(), StoreError> {
        if self.touched {
            let mut table = writing.open_table(tables::COUNTERS).map_err(unavailable)?;
            table.insert(guild.get(), (self.ticket, self.commit)).map_err(unavailable)?;
        }
        Ok(())
    }
}
