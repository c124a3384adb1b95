//! Moving into Redis. It is many writes and may break off between two of them: a mark tells that
//! until all is there, and whoever would work with half of it is refused.

use super::{
    Redis, Script,
    keys::{GUILDS, HALF_FILLED, Keys, document_field, entry_field},
    record::{self, StoredEffect},
    records::odd,
};
use crate::{
    domain::ids::{GuildId, TicketNumber},
    store::{Belongings, Durability, Kept, Look, Records, Stamp, StoreError, TakeIn},
};
use async_trait::async_trait;
use redis::{Cmd, cmd};
use std::{collections::HashSet, time::Duration};
use tokio::time::Instant;

static UNMARK: Script = Script::new(include_str!("scripts/unmark.lua"));

/// How many fields are written with one call: a call holds up everybody else.
const AT_ONCE: usize = 500;

/// How long replicas are waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// The pause before it is asked again whether they have everything.
const PAUSE: Duration = Duration::from_millis(50);

#[async_trait]
impl TakeIn for Redis {
    async fn take_in(&self, all: &[Belongings]) -> Result<(), StoreError> {
        let mut filling = Filling { redis: self, stamps: HashSet::new() };
        let is_again = self.half_filled().await?.is_some();
        filling.mark().await?;
        // From here on no lease is given out; one may have been since somebody looked.
        if Look::fleet(self).await?.leases.iter().any(|lease| !lease.left.is_zero()) {
            if !is_again {
                self.settle_in().await?;
            }
            return Err(StoreError::Unavailable("workers run there: stop them first".to_owned()));
        }
        if is_again {
            filling.clear().await?;
        }
        for one in all {
            filling.server(one).await?;
        }
        filling.kept().await
    }

    async fn settle_in(&self) -> Result<(), StoreError> {
        let me = self.worker.as_str().as_bytes();
        let (done, _) = self.primaries.run(&UNMARK, &[HALF_FILLED], &[me]).await?;
        if redis::from_redis_value::<bool>(done).unwrap_or_default() {
            return Ok(());
        }
        let why = "another restore was begun here meanwhile: let one end before the next";
        Err(StoreError::Unavailable(why.to_owned()))
    }
}

impl Redis {
    /// For how long it has been half filled; none if it is not.
    pub(super) async fn marked_for(&self) -> Result<Option<Duration>, StoreError> {
        let (mark, _) = self.primaries.ask(HALF_FILLED, cmd("GET").arg(HALF_FILLED)).await?;
        let mark: Option<String> = redis::from_redis_value(mark).map_err(|_| odd(HALF_FILLED))?;
        let Some(mark) = mark else { return Ok(None) };
        let since = mark.split_once(' ').and_then(|(since, _)| since.parse().ok());
        let since: u64 = since.ok_or_else(|| odd(HALF_FILLED))?;
        Ok(Some(Duration::from_millis(self.now().await?.0.saturating_sub(since))))
    }
}

/// A Redis that is being filled.
struct Filling<'a> {
    redis: &'a Redis,
    /// Where what was written has to be kept.
    stamps: HashSet<Stamp>,
}

impl Filling<'_> {
    async fn mark(&mut self) -> Result<(), StoreError> {
        let mark = format!("{} {}", self.redis.now().await?.0, self.redis.worker);
        self.ask(HALF_FILLED, cmd("SET").arg(HALF_FILLED).arg(mark)).await?;
        // What follows may be on another server: that must not outlive the mark.
        self.kept().await
    }

    /// Removes what an earlier try has left. Fences stay: they may only grow.
    async fn clear(&mut self) -> Result<(), StoreError> {
        for guild in Records::guilds(self.redis).await? {
            let keys = Keys(guild);
            self.ask(&keys.desk(), cmd("DEL").arg(&keys.moved()[..])).await?;
            self.ask(GUILDS, cmd("SREM").arg(GUILDS).arg(guild.to_string())).await?;
        }
        Ok(())
    }

    async fn server(&mut self, all: &Belongings) -> Result<(), StoreError> {
        let guild: GuildId = all.guild;
        // First, so that all that is written can be found and removed again.
        self.ask(GUILDS, cmd("SADD").arg(GUILDS).arg(guild.to_string())).await?;
        let keys = Keys(guild);
        if let Some((version, desk)) = &all.desk {
            let record = format!("{} {}", version.0, record::json(desk)?);
            self.ask(&keys.desk(), cmd("SET").arg(keys.desk()).arg(record)).await?;
        }
        if let Some((version, ledger)) = &all.ledger {
            let record = format!("{} {}", version.0, record::json(ledger)?);
            self.ask(&keys.ledger(), cmd("SET").arg(keys.ledger()).arg(record)).await?;
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

    async fn put(
        &mut self,
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
            self.ask(key, &put).await?;
        }
        Ok(())
    }

    async fn ask(&mut self, key: &str, command: &Cmd) -> Result<(), StoreError> {
        let (_, stamp) = self.redis.primaries.ask(key, command).await?;
        self.stamps.insert(stamp);
        fail::fail_point!("store.half_filled", |_| std::process::abort());
        Ok(())
    }

    /// Waits until a failover cannot take away what was written so far.
    async fn kept(&self) -> Result<(), StoreError> {
        let until = Instant::now() + PATIENCE;
        for stamp in &self.stamps {
            loop {
                match self.redis.confirm(*stamp).await {
                    Ok(Kept::Kept) => break,
                    Ok(Kept::Forgotten) => {
                        let why = "Redis failed over meanwhile and may have lost a part: try again";
                        return Err(StoreError::Unavailable(why.to_owned()));
                    }
                    Err(fault) if Instant::now() >= until => return Err(fault),
                    Err(_) => tokio::time::sleep(PAUSE).await,
                }
            }
        }
        Ok(())
    }
}

fn pairs<T: ToString>(
    all: &[(T, TicketNumber)],
) -> impl Iterator<Item = Result<(String, String), StoreError>> + Send {
    let all: Vec<_> = all.iter().map(|(id, it)| Ok((id.to_string(), it.0.to_string()))).collect();
    all.into_iter()
}
