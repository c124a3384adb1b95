//! Looking at a live Redis: reads only, and no part in the fleet.

use super::{
    Redis,
    answer::Pairs,
    fleet::wire,
    keys::{ALIVE, BUDGET, DIVISION, LEASES, SESSIONS, WORKERS, named},
    records::odd,
};
use crate::{
    domain::{
        desk::Desk,
        effect::Entry,
        ids::{GuildId, Version},
        input::Subject,
        ticket::Ticket,
        time::Timestamp,
    },
    store::{
        FleetView, Lease, Lock, Look, Member, Outbox, Records, StoreError, WorkerName, WorkerRecord,
    },
};
use async_trait::async_trait;
use redis::cmd;
use serde::Deserialize;
use std::{collections::HashMap, time::Duration};

/// A worker, as the tick script writes it.
#[derive(Deserialize)]
struct StoredMember {
    record: String,
    seen: u64,
}

/// A lease, as the tick script writes it.
#[derive(Deserialize)]
struct StoredLease {
    owner: String,
    epoch: u64,
    until: u64,
    #[serde(default)]
    released: bool,
    #[serde(default)]
    reached: Option<u64>,
}

#[async_trait]
impl Look for Redis {
    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        Records::guilds(self).await
    }

    async fn desk(&self, guild: GuildId) -> Result<Desk, StoreError> {
        Ok(self.load(guild, Subject::Desk).await?.desk.1)
    }

    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        Records::tickets(self, guild).await
    }

    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        Outbox::entries(self, guild).await
    }

    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        Records::locks(self, guild).await
    }

    async fn half_filled(&self) -> Result<Option<Duration>, StoreError> {
        self.marked_for().await
    }

    async fn fleet(&self) -> Result<FleetView, StoreError> {
        let now = self.now().await?;
        let sessions: HashMap<_, _> = self.all(SESSIONS).await?.collect();
        let mut leases = Vec::new();
        for (field, json) in self.all(LEASES).await? {
            let shard = wire::shard_of(&field).ok_or_else(|| odd(LEASES))?;
            let stored: StoredLease = serde_json::from_str(&json).map_err(|_| odd(LEASES))?;
            leases.push(Lease {
                shard,
                owner: WorkerName::new(&stored.owner),
                fence: wire::fence(shard, stored.epoch),
                left: Duration::from_millis(stored.until.saturating_sub(now.0)),
                released: stored.released,
                session: sessions.get(&field).and_then(|text| wire::session_of(text, shard)),
                reached: stored.reached.map(Timestamp),
            });
        }
        leases.sort_by_key(|lease| lease.shard);
        let mut members = Vec::new();
        for (name, json) in self.all(WORKERS).await? {
            let stored: StoredMember = serde_json::from_str(&json).map_err(|_| odd(WORKERS))?;
            let worker: WorkerRecord =
                serde_json::from_str(&stored.record).map_err(|_| odd(WORKERS))?;
            let silent_for = Duration::from_millis(now.0.saturating_sub(stored.seen));
            let connected = self.is_heard(&name).await?;
            members.push(Member { worker, silent_for, connected });
        }
        members.sort_by(|a, b| a.worker.name.cmp(&b.worker.name));
        let budget: HashMap<_, _> = self.all(BUDGET).await?.collect();
        let of = |name: &str| budget.get(name).and_then(|text| text.parse().ok());
        let budget = of("remaining").zip(of("total"));
        let division: HashMap<_, _> = self.all(DIVISION).await?.collect();
        let part = |name: &str| division.get(name).map_or("", String::as_str);
        let divided = !division.is_empty();
        let divisions =
            divided.then(|| wire::divisions(part("present"), part("coming"))).transpose()?;
        Ok(FleetView { now, members, leases, budget, divisions })
    }
}

impl Redis {
    async fn all(&self, key: &str) -> Result<Pairs, StoreError> {
        let (answer, _) = self.primaries.ask(key, cmd("HGETALL").arg(key)).await?;
        Pairs::of(key, answer)
    }

    pub(super) async fn now(&self) -> Result<Timestamp, StoreError> {
        let (answer, _) = self.primaries.ask(LEASES, &cmd("TIME")).await?;
        let (seconds, micros): (u64, u64) =
            redis::from_redis_value(answer).map_err(|_| odd("TIME"))?;
        Ok(Timestamp(seconds * 1000 + micros / 1000))
    }

    async fn is_heard(&self, worker: &str) -> Result<bool, StoreError> {
        let mut ask = cmd("PUBSUB");
        ask.arg("SHARDNUMSUB").arg(named(ALIVE, worker));
        let (answer, _) = self.primaries.ask(WORKERS, &ask).await?;
        let counts: Vec<(String, u64)> =
            redis::from_redis_value(answer).map_err(|_| odd("PUBSUB"))?;
        Ok(counts.iter().any(|(_, count)| *count > 0))
    }
}
