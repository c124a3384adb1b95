//! One commit, inside a write transaction.
//!
//! Everything is looked at before anything is written, so a commit that is refused leaves no
//! trace in the transaction that it shares with others.

use super::{
    codec::encode,
    read::{get, read_desk, read_ticket, unavailable},
    tables,
};
use crate::{
    domain::{
        decision::Write,
        desk::Document,
        effect::{Effect, Entry},
        ids::{EffectId, GuildId, Owner, TicketNumber, Version},
        input::Cause,
        ticket::Ticket,
    },
    store::{Commit, Guarded, Outcome, StoreError},
};
use redb::{ReadableTable, WriteTransaction};

/// Carries out a commit, or says why not.
pub(super) fn commit(writing: &WriteTransaction, commit: Commit) -> Result<Outcome, StoreError> {
    let guild = commit.guild;
    if is_duplicate(writing, commit.cause)? {
        return Ok(Outcome::Duplicate);
    }
    let mut counters = Counters::read(writing, guild)?;
    let owner = match commit.write {
        None => owner_of_cause(commit.cause),
        Some(guarded) => match check(writing, guild, &guarded)? {
            Check::Conflict => return Ok(Outcome::Conflict),
            Check::Holds(former) => {
                write(writing, guild, &mut counters, guarded, former.as_deref())?
            }
        },
    };
    let entries = put_effects(writing, &mut counters, guild, owner, commit.effects, commit.at)?;
    counters.write(writing, guild)?;
    mark(writing, commit.cause)?;
    Ok(Outcome::Committed(entries))
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

fn is_duplicate(writing: &WriteTransaction, cause: Cause) -> Result<bool, StoreError> {
    match cause {
        Cause::State => Ok(false),
        Cause::Interaction(id) => {
            let seen = writing.open_table(tables::SEEN).map_err(unavailable)?;
            Ok(seen.get(id.get()).map_err(unavailable)?.is_some())
        }
        Cause::Effect(id) => {
            let outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
            Ok(outbox.get(tables::outbox_key(id)).map_err(unavailable)?.is_none())
        }
    }
}

fn mark(writing: &WriteTransaction, cause: Cause) -> Result<(), StoreError> {
    match cause {
        Cause::State => Ok(()),
        Cause::Interaction(id) => {
            let mut seen = writing.open_table(tables::SEEN).map_err(unavailable)?;
            seen.insert(id.get(), ()).map_err(unavailable)?;
            Ok(())
        }
        Cause::Effect(id) => settle(writing, id),
    }
}

/// Removes an entry from the outbox.
pub(super) fn settle(writing: &WriteTransaction, id: EffectId) -> Result<(), StoreError> {
    let mut outbox = writing.open_table(tables::OUTBOX).map_err(unavailable)?;
    outbox.remove(tables::outbox_key(id)).map_err(unavailable)?;
    Ok(())
}

/// An effect that led to effects and no change belongs where it belonged.
fn owner_of_cause(cause: Cause) -> Owner {
    match cause {
        Cause::Effect(id) => id.owner,
        Cause::Interaction(_) | Cause::State => Owner::Desk,
    }
}

enum Check {
    Conflict,
    /// The write holds; the ticket as it was.
    Holds(Option<Box<Ticket>>),
}

fn check(
    writing: &WriteTransaction,
    guild: GuildId,
    guarded: &Guarded,
) -> Result<Check, StoreError> {
    let g = guild.get();
    match &guarded.write {
        Write::NewTicket(ticket) => {
            let customers = writing.open_table(tables::CUSTOMERS).map_err(unavailable)?;
            let taken = match ticket.opener {
                Some(opener) => get(&customers, (g, opener.get()))?.is_some(),
                None => false,
            };
            Ok(if taken { Check::Conflict } else { Check::Holds(None) })
        }
        Write::Ticket(ticket) => {
            let tickets = writing.open_table(tables::TICKETS).map_err(unavailable)?;
            match read_ticket(&tickets, g, ticket.number.0)? {
                Some((version, former)) if version == guarded.decided_on => {
                    Ok(Check::Holds(Some(Box::new(former))))
                }
                _ => Ok(Check::Conflict),
            }
        }
        Write::Desk(..) => {
            let desks = writing.open_table(tables::DESKS).map_err(unavailable)?;
            let holds = read_desk(&desks, g)?.0 == guarded.decided_on;
            Ok(if holds { Check::Holds(None) } else { Check::Conflict })
        }
    }
}

fn write(
    writing: &WriteTransaction,
    guild: GuildId,
    counters: &mut Counters,
    guarded: Guarded,
    former: Option<&Ticket>,
) -> Result<Owner, StoreError> {
    let version = guarded.decided_on.next();
    match guarded.write {
        Write::NewTicket(mut ticket) => {
            ticket.number = counters.next_ticket();
            put_ticket(writing, guild, Version(1), &ticket, None)?;
            Ok(Owner::Ticket(ticket.number))
        }
        Write::Ticket(ticket) => {
            put_ticket(writing, guild, version, &ticket, former)?;
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

fn put_effects(
    writing: &WriteTransaction,
    counters: &mut Counters,
    guild: GuildId,
    owner: Owner,
    effects: Vec<Effect>,
    decided_at: crate::domain::time::Timestamp,
) -> Result<Vec<Entry>, StoreError> {
    if effects.is_empty() {
        return Ok(vec![]);
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
    Ok(entries)
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
