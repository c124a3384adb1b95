//! Moving all that is in Redis.

use super::{
    Redis, Script,
    answer::{Pairs, text},
    keys::{GUILDS, Keys, document_field, entry_field},
    record::{self, StoredEffect},
    records::odd,
};
use crate::{
    domain::{
        desk::DocumentKind,
        ids::{GuildId, TicketNumber, Version},
    },
    store::{Belongings, GiveOut, Lock, StoreError, TakeIn},
};
use async_trait::async_trait;
use redis::{Value, cmd};
use std::str::FromStr;

static BELONGINGS: Script = Script::new(include_str!("scripts/belongings.lua"));

/// How many fields are written with one call: a call holds up everybody else.
const AT_ONCE: usize = 500;

#[async_trait]
impl GiveOut for Redis {
    async fn belongings(&self, guild: GuildId) -> Result<Belongings, StoreError> {
        let keys = Keys(guild);
        let names = [
            keys.desk(),
            keys.documents(),
            keys.tickets(),
            keys.channels(),
            keys.customers(),
            keys.adopted(),
            keys.counters(),
            keys.outbox(),
            keys.locks(),
        ];
        let refs = names.each_ref().map(String::as_str);
        let (answer, _) = self.primaries.run(&BELONGINGS, &refs, &[]).await?;
        let Value::Array(parts) = answer else { return Err(odd(&keys.desk())) };
        let mut parts = names.iter().zip(parts);
        let mut next = || parts.next().ok_or_else(|| odd(&keys.desk()));
        let (key, desk) = next()?;
        let desk = record::desk(key, &text(key, desk)?)?;
        let mut all = Belongings {
            guild,
            desk: (desk.0 != Version::default()).then_some(desk),
            documents: fields(next()?, document)?,
            tickets: fields(next()?, record::ticket)?,
            channels: fields(next()?, pair)?,
            customers: fields(next()?, pair)?,
            adopted: fields(next()?, pair)?,
            last_ticket: TicketNumber(0),
            last_commit: 0,
            entries: vec![],
            locks: vec![],
        };
        for (counter, count) in fields(next()?, pair_of::<String, u64>)? {
            match counter.as_str() {
                "ticket" => {
                    all.last_ticket =
                        TicketNumber(u32::try_from(count).map_err(|_| odd(&keys.counters()))?);
                }
                "commit" => all.last_commit = count,
                _ => {}
            }
        }
        all.entries = fields(next()?, |key, field, text| record::entry(key, guild, field, text))?;
        all.locks = fields(next()?, |key, field, json| {
            let ticket = TicketNumber(field.parse().map_err(|_| odd(key))?);
            let lock: Lock = serde_json::from_str(json).map_err(|_| odd(key))?;
            Ok(Lock { ticket, ..lock })
        })?;
        Ok(all.sorted())
    }
}

#[async_trait]
impl TakeIn for Redis {
    async fn take_in(&self, all: &Belongings) -> Result<(), StoreError> {
        let guild = all.guild;
        self.primaries.ask(GUILDS, cmd("SADD").arg(GUILDS).arg(guild.to_string())).await?;
        let keys = Keys(guild);
        if let Some((version, desk)) = &all.desk {
            let record = format!("{} {}", version.0, record::json(desk)?);
            self.primaries.ask(&keys.desk(), cmd("SET").arg(keys.desk()).arg(record)).await?;
        }
        let documents = all.documents.iter().map(|(kind, version, body)| {
            Ok((document_field(*kind, *version), record::json(body)?))
        });
        self.put(&keys.documents(), documents).await?;
        let tickets = all.tickets.iter().map(|(version, ticket)| {
            let (head, json) = (record::head(ticket), record::json(ticket)?);
            Ok((ticket.number.0.to_string(), format!("{} {head} {json}", version.0)))
        });
        self.put(&keys.tickets(), tickets).await?;
        self.put(&keys.channels(), pairs(&all.channels)).await?;
        self.put(&keys.customers(), pairs(&all.customers)).await?;
        self.put(&keys.adopted(), pairs(&all.adopted)).await?;
        let counters = [
            Ok(("ticket".to_owned(), all.last_ticket.0.to_string())),
            Ok(("commit".to_owned(), all.last_commit.to_string())),
        ];
        self.put(&keys.counters(), counters.into_iter()).await?;
        let entries = all.entries.iter().map(|entry| {
            let stored =
                StoredEffect { effect: entry.effect.clone(), decided_at: entry.decided_at };
            let owner = record::owner(entry.id.owner);
            Ok((entry_field(entry.id), format!("{owner} {}", record::json(&stored)?)))
        });
        self.put(&keys.outbox(), entries).await?;
        let locks = all.locks.iter().map(|lock| {
            let json = serde_json::to_string(lock).map_err(|_| odd(&keys.locks()))?;
            Ok((lock.ticket.0.to_string(), json))
        });
        self.put(&keys.locks(), locks).await
    }
}

impl Redis {
    async fn put(
        &self,
        key: &str,
        fields: impl Iterator<Item = Result<(String, String), StoreError>>,
    ) -> Result<(), StoreError> {
        let fields = fields.collect::<Result<Vec<_>, _>>()?;
        for some in fields.chunks(AT_ONCE) {
            let mut put = cmd("HSET");
            put.arg(key);
            for (field, value) in some {
                put.arg(field).arg(value);
            }
            self.primaries.ask(key, &put).await?;
        }
        Ok(())
    }
}

/// Every field of a hash, read.
fn fields<T>(
    (key, answer): (&String, Value),
    read: impl Fn(&str, &str, &str) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    Pairs::of(key, answer)?.map(|(field, value)| read(key, &field, &value)).collect()
}

fn pair<T: FromStr>(key: &str, id: &str, number: &str) -> Result<(T, TicketNumber), StoreError> {
    let (id, number) = pair_of(key, id, number)?;
    Ok((id, TicketNumber(number)))
}

fn pair_of<T: FromStr, U: FromStr>(key: &str, a: &str, b: &str) -> Result<(T, U), StoreError> {
    a.parse().ok().zip(b.parse().ok()).ok_or_else(|| odd(key))
}

fn document(key: &str, field: &str, text: &str) -> Result<(DocumentKind, u32, String), StoreError> {
    let version = field.split_once(':').and_then(|(_, version)| version.parse().ok());
    let version = version.ok_or_else(|| odd(key))?;
    let kind = [DocumentKind::Catalogue, DocumentKind::Terms]
        .into_iter()
        .find(|kind| document_field(*kind, version) == field)
        .ok_or_else(|| odd(key))?;
    Ok((kind, version, record::parse(&|| format!("{key} field {field}"), text)?))
}

fn pairs<T: ToString>(
    all: &[(T, TicketNumber)],
) -> impl Iterator<Item = Result<(String, String), StoreError>> + Send {
    let all: Vec<_> = all.iter().map(|(id, it)| Ok((id.to_string(), it.0.to_string()))).collect();
    all.into_iter()
}
