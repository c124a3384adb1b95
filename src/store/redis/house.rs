//! Moving house, out of a Redis or into one.

use super::{
    Redis,
    keys::{GUILDS, Keys, document_field, document_of, entry_field},
    record::{self, StoredEffect},
    records::odd,
};
use crate::{
    domain::{
        desk::DocumentKind,
        effect::Entry,
        ids::{GuildId, TicketNumber},
        input::Subject,
    },
    store::{Belonging, Fence, House, Item, Kept, Lock, Records, Stamp, StoreError},
};
use async_trait::async_trait;
use redis::cmd;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use twilight_model::id::Id;

/// Fields of a hash with their values.
type Fields = Vec<(String, String)>;

/// How many fields are written with one call.
const AT_ONCE: usize = 500;

#[async_trait]
impl House for Redis {
    async fn dump(&self) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        for guild in Records::guilds(self).await? {
            let records = self.records(guild).await?;
            items.extend(records.into_iter().map(|record| Item { guild, record }));
        }
        Ok(items)
    }

    async fn restore(&self, items: &[Item]) -> Result<(), StoreError> {
        let mut hashes: BTreeMap<String, Fields> = BTreeMap::new();
        let mut desks = Vec::new();
        for Item { guild, record } in items {
            let keys = Keys(*guild);
            if let Belonging::Desk { version, desk } = record {
                desks.push((keys.desk(), format!("{} {}", version.0, record::json(desk)?)));
            } else {
                let (key, fields) = fields_of(keys, record)?;
                hashes.entry(key).or_default().extend(fields);
            }
        }
        let mut stamps = HashSet::new();
        for (key, value) in desks {
            stamps.insert(self.primaries.ask(&key, cmd("SET").arg(&key).arg(value)).await?.1);
        }
        for (key, fields) in hashes {
            for some in fields.chunks(AT_ONCE) {
                stamps.insert(self.primaries.ask(&key, cmd("HSET").arg(&key).arg(some)).await?.1);
            }
        }
        // Last: what was not moved to its end has no servers.
        let guilds: BTreeSet<_> = items.iter().map(|item| item.guild.to_string()).collect();
        if !guilds.is_empty() {
            let guilds: Vec<_> = guilds.into_iter().collect();
            stamps.insert(self.primaries.ask(GUILDS, cmd("SADD").arg(GUILDS).arg(guilds)).await?.1);
        }
        self.keep(stamps).await
    }

    async fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(Records::guilds(self).await?.is_empty() && self.primaries.scan("{g:*").await?.is_empty())
    }
}

impl Redis {
    async fn keep(&self, stamps: HashSet<Stamp>) -> Result<(), StoreError> {
        for stamp in stamps {
            if self.primaries.confirm(stamp).await? == Kept::Forgotten {
                let why = "a server of Redis was lost meanwhile, and what was written with it";
                return Err(StoreError::Unavailable(why.to_owned()));
            }
        }
        Ok(())
    }

    async fn records(&self, guild: GuildId) -> Result<Vec<Belonging>, StoreError> {
        let keys = Keys(guild);
        let mut all = Vec::new();
        let counters: BTreeMap<_, _> = self.all(&keys.counters()).await?.collect();
        if !counters.is_empty() {
            let count = |name: &str| counters.get(name).map_or("0", String::as_str).parse().ok();
            let both = count("ticket").zip(count("commit"));
            let (ticket, commit): (u64, u64) = both.ok_or_else(|| odd(&keys.counters()))?;
            let ticket = u32::try_from(ticket).map_err(|_| odd(&keys.counters()))?;
            all.push(Belonging::Counters { ticket, commit });
        }
        let (version, desk) = self.load(guild, Subject::Desk).await?.desk;
        if version.0 > 0 {
            all.push(Belonging::Desk { version, desk });
        }
        for (kind, version, body) in self.documents(guild).await? {
            all.push(Belonging::Document { kind, version, body });
        }
        for (version, ticket) in Records::tickets(self, guild).await? {
            all.push(Belonging::Ticket { version, ticket });
        }
        for (channel, ticket) in self.numbers(&keys.channels()).await? {
            all.push(Belonging::Channel { channel, ticket });
        }
        for (customer, ticket) in self.numbers(&keys.customers()).await? {
            all.push(Belonging::Customer { customer, ticket });
        }
        for (channel, ticket) in self.numbers(&keys.adopted()).await? {
            all.push(Belonging::Adopted { channel, ticket });
        }
        let entries = self.whole_entries(guild).await?;
        all.extend(entries.into_iter().map(|entry| Belonging::Entry { entry }));
        for lock in Records::locks(self, guild).await? {
            let lock = Lock { fence: Fence::default(), ..lock };
            all.push(Belonging::Lock { lock });
        }
        Ok(all)
    }

    async fn documents(
        &self,
        guild: GuildId,
    ) -> Result<Vec<(DocumentKind, u32, String)>, StoreError> {
        let key = Keys(guild).documents();
        let mut documents = Vec::new();
        for (field, text) in self.all(&key).await? {
            let (kind, version) = document_of(&field).ok_or_else(|| odd(&key))?;
            let name = || format!("{key} field {field}");
            documents.push((kind, version, record::parse(&name, &text)?));
        }
        documents.sort_unstable();
        Ok(documents)
    }

    /// The entries of a server, in order, if all can be read.
    async fn whole_entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        let key = Keys(guild).outbox();
        let mut entries = Vec::new();
        for (field, text) in self.all(&key).await? {
            entries.push(record::entry(&key, guild, &field, &text)?);
        }
        entries.sort_unstable_by_key(|entry| (entry.id.commit, entry.id.index));
        Ok(entries)
    }

    /// An index, by id.
    async fn numbers<T>(&self, key: &str) -> Result<Vec<(Id<T>, TicketNumber)>, StoreError> {
        let mut found = Vec::new();
        for (id, number) in self.all(key).await? {
            let pair = id.parse().ok().zip(number.parse().ok().map(TicketNumber));
            found.push(pair.ok_or_else(|| odd(key))?);
        }
        found.sort_unstable_by_key(|(id, _): &(Id<T>, _)| id.get());
        Ok(found)
    }
}

/// The hash of a record, and its fields there. A desk is no hash and has none.
fn fields_of(keys: Keys, record: &Belonging) -> Result<(String, Fields), StoreError> {
    let one = |field: String, value: String| vec![(field, value)];
    let numbered = |id: String, ticket: &TicketNumber| vec![(id, ticket.0.to_string())];
    Ok(match record {
        Belonging::Desk { .. } => (keys.desk(), vec![]),
        Belonging::Counters { ticket, commit } => {
            let both = [("ticket", ticket.to_string()), ("commit", commit.to_string())];
            (keys.counters(), both.map(|(field, count)| (field.to_owned(), count)).into())
        }
        Belonging::Document { kind, version, body } => {
            (keys.documents(), one(document_field(*kind, *version), record::json(body)?))
        }
        Belonging::Ticket { version, ticket } => {
            let text = format!("{} {} {}", version.0, record::head(ticket), record::json(ticket)?);
            (keys.tickets(), one(ticket.number.0.to_string(), text))
        }
        Belonging::Channel { channel, ticket } => {
            (keys.channels(), numbered(channel.to_string(), ticket))
        }
        Belonging::Customer { customer, ticket } => {
            (keys.customers(), numbered(customer.to_string(), ticket))
        }
        Belonging::Adopted { channel, ticket } => {
            (keys.adopted(), numbered(channel.to_string(), ticket))
        }
        Belonging::Entry { entry } => {
            let stored =
                StoredEffect { effect: entry.effect.clone(), decided_at: entry.decided_at };
            let text = format!("{} {}", record::owner(entry.id.owner), record::json(&stored)?);
            (keys.outbox(), one(entry_field(entry.id), text))
        }
        Belonging::Lock { lock } => {
            let json = serde_json::to_string(lock)
                .map_err(|fault| StoreError::Unavailable(fault.to_string()))?;
            (keys.locks(), one(lock.ticket.0.to_string(), json))
        }
    })
}
