//! Moving out of Redis: everything of a server, read as of one moment.

use super::{
    Redis, Script,
    answer::{Pairs, text},
    keys::{Keys, document_field},
    record,
    records::odd,
};
use crate::{
    domain::{
        desk::DocumentKind,
        ids::{GuildId, TicketNumber, Version},
    },
    store::{Belongings, GiveOut, Lock, StoreError},
};
use async_trait::async_trait;
use redis::Value;
use std::str::FromStr;

static BELONGINGS: Script = Script::new(include_str!("scripts/belongings.lua"));

#[async_trait]
impl GiveOut for Redis {
    async fn belongings(&self, guild: GuildId) -> Result<Belongings, StoreError> {
        let keys = Keys(guild);
        let names = keys.moved();
        let refs = names.each_ref().map(String::as_str);
        let (answer, _) = self.primaries.run(&BELONGINGS, &refs, &[]).await?;
        let Value::Array(parts) = answer else { return Err(odd(&keys.desk())) };
        let mut parts = names.iter().zip(parts);
        let mut next = || parts.next().ok_or_else(|| odd(&keys.desk()));
        let (key, desk) = next()?;
        let desk = record::only(key, &text(key, desk)?)?;
        let (key, ledger) = next()?;
        let ledger = record::only(key, &text(key, ledger)?)?;
        let mut all = Belongings {
            guild,
            desk: (desk.0 != Version::default()).then_some(desk),
            ledger: (ledger.0 != Version::default()).then_some(ledger),
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
    let kind = DocumentKind::ALL
        .into_iter()
        .find(|kind| document_field(*kind, version) == field)
        .ok_or_else(|| odd(key))?;
    Ok((kind, version, record::parse(&|| format!("{key} field {field}"), text)?))
}
