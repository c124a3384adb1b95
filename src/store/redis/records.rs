//! Tickets and desks: one script for each question.

use super::{
    Redis, Script,
    answer::{Pairs, text, texts},
    keys::{GUILDS, Keys, document_field, entry_field},
    record::{self, StoredEffect},
};
use crate::{
    domain::{
        decision::Write,
        desk::{Document, DocumentKind},
        effect::Entry,
        ids::{EffectId, GuildId, Owner, TicketNumber, Version},
        input::{Cause, Subject},
        ticket::Ticket,
        time::Timestamp,
    },
    store::{
        Basis, Commit, Damage, Estate, Fence, Loaded, Lock, Outbox, Outcome, Records, Stamp,
        StoreError,
    },
};
use async_trait::async_trait;
use redis::{Value, cmd};
use std::sync::Arc;

static COMMIT: Script = Script::new(include_str!("scripts/commit.lua"));
static LOAD: Script = Script::new(include_str!("scripts/load.lua"));
static TAKE_OVER: Script = Script::new(include_str!("scripts/take_over.lua"));
static ADOPT: Script = Script::new(include_str!("scripts/adopt.lua"));

/// How long a cause that was dealt with is remembered: longer than Discord lets it be answered.
const REMEMBERED_SECONDS: &str = "1200";

#[async_trait]
impl Records for Redis {
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError> {
        let keys = Keys(guild);
        let (kind, field, index) = match subject {
            Subject::Desk => ("desk", String::new(), keys.tickets()),
            Subject::Ticket(number) => ("ticket", number.0.to_string(), keys.tickets()),
            Subject::Channel(channel) => ("index", channel.to_string(), keys.channels()),
            Subject::Customer(user) => ("index", user.to_string(), keys.customers()),
        };
        let (desk_key, tickets) = (keys.desk(), keys.tickets());
        let ledger_key = keys.ledger();
        let all = [desk_key.as_str(), &tickets, &index, &ledger_key];
        let args = [kind.as_bytes(), field.as_bytes()];
        let (answer, stamp) = self.primaries.run(&LOAD, &all, &args).await?;
        let [desk, number, ticket, ledger]: [String; 4] = texts(&tickets, answer)?;
        let ticket = match ticket.as_str() {
            "" => None,
            text => Some(record::ticket(&tickets, &number, text)?),
        };
        let (version, ledger) = record::only(&ledger_key, &ledger)?;
        let ledger = (version, Arc::new(ledger));
        Ok(Loaded { desk: record::only(&desk_key, &desk)?, ticket, ledger, stamp })
    }

    async fn commit(&self, commit: &Commit) -> Result<Outcome, StoreError> {
        self.index(commit.guild).await?;
        let keys = Keys(commit.guild);
        let did = keys.did(commit.cause, commit.attempt);
        let outbox = keys.outbox();
        let names = [
            keys.fence(),
            keys.desk(),
            keys.tickets(),
            keys.channels(),
            keys.customers(),
            keys.documents(),
            keys.counters(),
            outbox.clone(),
            keys.locks(),
            did,
            keys.ledger(),
        ];
        let names = names.each_ref().map(String::as_str);
        let args = self.arguments(commit)?;
        let args: Vec<&[u8]> = args.iter().map(String::as_bytes).collect();
        match self.primaries.run_in(commit.since, &COMMIT, &names, &args).await? {
            Ok(answer) => outcome(commit.guild, &outbox, answer, commit.since),
            Err(other) => Ok(Outcome::Elsewhere(other)),
        }
    }

    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError> {
        let (key, field) = (Keys(guild).documents(), document_field(kind, version));
        let (answer, _) = self.primaries.ask(&key, cmd("HGET").arg(&key).arg(&field)).await?;
        if matches!(answer, Value::Nil) {
            return Ok(None);
        }
        let name = || format!("{key} field {field}");
        let body = record::parse(&name, &text(&key, answer)?)?;
        Ok(Some(Document { kind, version, body }))
    }

    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        let (answer, _) = self.primaries.ask(GUILDS, cmd("SMEMBERS").arg(GUILDS)).await?;
        let ids: Vec<String> = texts_of(GUILDS, answer)?;
        let bad = |_| Damage { key: GUILDS.to_owned(), why: "a member is no id".to_owned() };
        let mut guilds = Vec::with_capacity(ids.len());
        for id in ids {
            guilds.push(id.parse().map_err(bad)?);
        }
        guilds.sort_unstable();
        self.indexed(guilds.iter().copied());
        Ok(guilds)
    }

    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        let key = Keys(guild).tickets();
        let (answer, _) = self.primaries.ask(&key, cmd("HGETALL").arg(&key)).await?;
        let mut tickets = Vec::new();
        for (number, text) in Pairs::of(&key, answer)? {
            tickets.push(record::ticket(&key, &number, &text)?);
        }
        tickets.sort_unstable_by_key(|(_, ticket)| ticket.number);
        Ok(tickets)
    }

    async fn adopt(
        &self,
        guild: GuildId,
        ticket: Ticket,
    ) -> Result<Option<TicketNumber>, StoreError> {
        self.index(guild).await?;
        let keys = Keys(guild);
        let names =
            [keys.tickets(), keys.channels(), keys.customers(), keys.counters(), keys.adopted()];
        let names = names.each_ref().map(String::as_str);
        let (head, json) = (record::head(&ticket), record::json(&ticket)?);
        let (channel, customer) = head.split_once(' ').unwrap_or(("-", "-"));
        let args = [channel.as_bytes(), customer.as_bytes(), json.as_bytes()];
        let (answer, _) = self.primaries.run(&ADOPT, &names, &args).await?;
        if matches!(answer, Value::Nil) {
            return Ok(None);
        }
        let number = text(&keys.tickets(), answer)?;
        let bad = |_| Damage { key: keys.counters(), why: "a ticket's number is none".to_owned() };
        Ok(Some(TicketNumber(number.parse().map_err(bad)?)))
    }

    async fn take_over(
        &self,
        guild: GuildId,
        fence: Fence,
        at: Timestamp,
    ) -> Result<Option<Estate>, StoreError> {
        self.index(guild).await?;
        let keys = Keys(guild);
        let (desk, tickets) = (keys.desk(), keys.tickets());
        let (channels, outbox, ledger) = (keys.channels(), keys.outbox(), keys.ledger());
        let names = [
            keys.fence(),
            desk.clone(),
            tickets.clone(),
            channels.clone(),
            keys.customers(),
            outbox.clone(),
            keys.locks(),
            ledger.clone(),
        ];
        let names = names.each_ref().map(String::as_str);
        let (generation, epoch) = (fence.generation.to_string(), fence.epoch.to_string());
        let holder = self.locked_by(fence, at)?;
        let args = [generation.as_bytes(), epoch.as_bytes(), holder.as_bytes()];
        let (answer, stamp) = self.primaries.run(&TAKE_OVER, &names, &args).await?;
        let Value::Array(parts) = answer else { return Err(odd(&desk)) };
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or(Value::Nil);
        if text(&desk, next())? == "fenced" {
            return Ok(None);
        }
        let desk = record::only(&desk, &text(&desk, next())?)?;
        let ledger = readable(record::only(&ledger, &text(&ledger, next())?));
        let mut current = Vec::new();
        for (number, text) in Pairs::of(&tickets, next())? {
            // One that cannot be read is told to whoever asks for it.
            keep(&mut current, record::ticket(&tickets, &number, &text));
        }
        let mut found = Vec::new();
        for (channel, number) in Pairs::of(&channels, next())? {
            let pair = channel.parse().ok().zip(number.parse().ok().map(TicketNumber));
            found.push(pair.ok_or_else(|| odd(&channels))?);
        }
        let entries = entries_of(guild, &outbox, next())?;
        Ok(Some(Estate { desk, ledger, tickets: current, channels: found, entries, stamp }))
    }

    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        let key = Keys(guild).locks();
        let (answer, _) = self.primaries.ask(&key, cmd("HGETALL").arg(&key)).await?;
        let mut locks = Vec::new();
        for (number, json) in Pairs::of(&key, answer)? {
            let ticket = number.parse().map(TicketNumber).map_err(|_| odd(&key))?;
            let lock: Lock = serde_json::from_str(&json).map_err(|_| odd(&key))?;
            locks.push(Lock { ticket, ..lock });
        }
        locks.sort_unstable_by_key(|lock| lock.ticket);
        Ok(locks)
    }
}

#[async_trait]
impl Outbox for Redis {
    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        let key = Keys(guild).outbox();
        let (answer, _) = self.primaries.ask(&key, cmd("HGETALL").arg(&key)).await?;
        entries_of(guild, &key, answer)
    }

    async fn settle(&self, guild: GuildId, ids: &[EffectId]) -> Result<Stamp, StoreError> {
        let key = Keys(guild).outbox();
        let mut remove = cmd("HDEL");
        remove.arg(&key);
        for id in ids {
            remove.arg(entry_field(*id));
        }
        Ok(self.primaries.ask(&key, &remove).await?.1)
    }
}

impl Redis {
    /// What the commit script is told; its head explains the places.
    fn arguments(&self, commit: &Commit) -> Result<Vec<String>, StoreError> {
        let (kind, entry) = match commit.cause {
            Cause::Effect(id) => ("effect", entry_field(id)),
            Cause::Interaction(_) | Cause::Message(_) | Cause::State => ("mark", String::new()),
        };
        let (basis, of, version) = basis_of(commit.basis);
        let mut owner = match (commit.cause, commit.basis) {
            (Cause::Effect(id), _) => id.owner,
            (_, Basis::Ticket(number, _)) => Owner::Ticket(number),
            _ => Owner::Desk,
        };
        let (mut head, mut json, mut lock) = (String::new(), String::new(), String::new());
        let mut document = (String::new(), String::new());
        let write = match &commit.write {
            None => "nothing",
            Some(Write::Desk(desk, added)) => {
                owner = Owner::Desk;
                json = record::json(desk)?;
                if let Some(added) = added {
                    let field = document_field(added.kind, added.version);
                    document = (field, record::json(&added.body)?);
                }
                "desk"
            }
            Some(write @ (Write::NewTicket(ticket) | Write::Ticket(ticket))) => {
                owner = Owner::Ticket(ticket.number);
                (head, json) = (record::head(ticket), record::json(ticket)?);
                lock = self.lock_of(commit, ticket)?;
                if matches!(write, Write::NewTicket(_)) { "new" } else { "ticket" }
            }
        };
        let ledger = match &commit.ledger {
            Some((version, ledger)) => (version.0.to_string(), record::json(ledger)?),
            None => (String::new(), String::new()),
        };
        let mut args = vec![
            commit.fence.generation.to_string(),
            commit.fence.epoch.to_string(),
            kind.to_owned(),
            entry,
            basis.to_owned(),
            of,
            version.0.to_string(),
            write.to_owned(),
            record::owner(owner),
            head,
            json,
            document.0,
            document.1,
            lock,
            REMEMBERED_SECONDS.to_owned(),
            ledger.0,
            ledger.1,
            commit.settled.len().to_string(),
        ];
        args.extend(commit.settled.iter().map(|id| entry_field(*id)));
        for effect in &commit.effects {
            let stored = StoredEffect { effect: effect.clone(), decided_at: commit.at };
            args.push(record::json(&stored)?);
        }
        Ok(args)
    }

    /// The lock of a ticket in the middle of something, as JSON; empty if it is in none.
    fn lock_of(&self, commit: &Commit, ticket: &Ticket) -> Result<String, StoreError> {
        let Some(operation) = ticket.operation() else { return Ok(String::new()) };
        let lock = Lock {
            ticket: ticket.number,
            channel: ticket.channel(),
            operation,
            holder: self.worker.clone(),
            fence: commit.fence,
            since: commit.at,
            deadline: commit.at.plus(operation.patience()),
        };
        serde_json::to_string(&lock)
            .map_err(|fault| StoreError::Unavailable(format!("a lock cannot be written: {fault}")))
    }

    /// The part of a lock's JSON that says who holds it, as the take-over script puts it there.
    fn locked_by(&self, fence: Fence, at: Timestamp) -> Result<String, StoreError> {
        let json = |value: serde_json::Result<String>| {
            value.map_err(|fault| StoreError::Unavailable(fault.to_string()))
        };
        let holder = json(serde_json::to_string(&self.worker))?;
        let fence = json(serde_json::to_string(&fence))?;
        let since = json(serde_json::to_string(&at))?;
        Ok(format!("\"holder\":{holder},\"fence\":{fence},\"since\":{since},"))
    }

    /// Puts a server into the index before anything of it is written, so that the index may have
    /// too many but never too few.
    async fn index(&self, guild: GuildId) -> Result<(), StoreError> {
        if self.is_indexed(guild) {
            return Ok(());
        }
        self.primaries.ask(GUILDS, cmd("SADD").arg(GUILDS).arg(guild.to_string())).await?;
        self.indexed([guild]);
        Ok(())
    }
}

/// The kind of a basis, the ticket or customer that it is about, and its version.
fn basis_of(basis: Basis) -> (&'static str, String, Version) {
    match basis {
        Basis::Nothing => ("nothing", String::new(), Version::default()),
        Basis::Ticket(number, version) => ("ticket", number.0.to_string(), version),
        Basis::Desk(version) => ("desk", String::new(), version),
        Basis::NoTicketOf(user) => ("customer", user.to_string(), Version::default()),
    }
}

fn outcome(
    guild: GuildId,
    outbox: &str,
    answer: Value,
    stamp: Stamp,
) -> Result<Outcome, StoreError> {
    let Value::Array(parts) = answer else { return Err(odd(outbox)) };
    let mut parts = parts.into_iter();
    let kind = text(outbox, parts.next().unwrap_or(Value::Nil))?;
    let mut entries = || entries_of(guild, outbox, parts.next().unwrap_or(Value::Nil));
    match kind.as_str() {
        "committed" => Ok(Outcome::Committed(entries()?, stamp)),
        "duplicate" => Ok(Outcome::Duplicate(entries()?, stamp)),
        "conflict" => Ok(Outcome::Conflict(stamp)),
        "fenced" => Ok(Outcome::Fenced),
        _ => Err(odd(outbox)),
    }
}

/// Entries in the order of their commits. One that cannot be read stays where it is.
fn entries_of(guild: GuildId, outbox: &str, answer: Value) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for (field, text) in Pairs::of(outbox, answer)? {
        keep(&mut entries, record::entry(outbox, guild, &field, &text));
    }
    entries.sort_unstable_by_key(|entry| (entry.id.commit, entry.id.index));
    Ok(entries)
}

/// Takes what can be read, and logs what cannot.
fn keep<T>(all: &mut Vec<T>, one: Result<T, StoreError>) {
    all.extend(readable(one));
}

/// What can be read; what cannot is logged.
fn readable<T>(one: Result<T, StoreError>) -> Option<T> {
    one.inspect_err(|fault| tracing::error!(%fault, "a record is passed over")).ok()
}

fn texts_of(key: &str, answer: Value) -> Result<Vec<String>, StoreError> {
    redis::from_redis_value(answer).map_err(|_| odd(key))
}

/// An answer that no script of ours gives.
pub(super) fn odd(key: &str) -> StoreError {
    StoreError::Damaged(Damage {
        key: key.to_owned(),
        why: "it is not what this version writes there".to_owned(),
    })
}
