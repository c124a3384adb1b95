//! The tick script's rules a second time, in Rust: what the schedules run against, and what the
//! script is compared with.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ticketflow::{
    domain::time::Timestamp,
    store::{
        Fence, Held, Lease, Member, SessionRecord, ShardRef, Tick, Tock, WorkerName, WorkerRecord,
    },
};

/// The common memory of a fleet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    workers: BTreeMap<WorkerName, Worker>,
    leases: BTreeMap<ShardRef, Row>,
    sessions: BTreeMap<ShardRef, SessionRecord>,
}

#[derive(Clone, Debug)]
struct Worker {
    record: WorkerRecord,
    seen: u64,
    number: u64,
}

#[derive(Clone, Debug)]
struct Row {
    owner: WorkerName,
    epoch: u64,
    until: u64,
    released: bool,
    /// The number of the tick that claimed it.
    by: u64,
}

/// What happens outside of the memory.
pub(crate) struct Around<'a> {
    pub(crate) now: u64,
    pub(crate) lease: u64,
    pub(crate) connected: &'a BTreeSet<WorkerName>,
}

impl Model {
    /// One tick: the answer, and whether the bell rings.
    pub(crate) fn tick(&mut self, tick: &Tick, around: &Around<'_>) -> (Tock, bool) {
        let me = &tick.worker.name;
        let is_late = self.workers.get(me).is_some_and(|it| tick.number < it.number);
        let (mut granted, mut kept, mut rings) = (vec![], (vec![], vec![]), false);
        if !is_late {
            self.hear(tick, around);
            let mut freed = self.bury(tick, around);
            freed.extend(self.release(tick));
            kept = self.keep(tick, around);
            granted = self.claim(tick, around);
            if tick.leave {
                freed.extend(self.leave(me));
            }
            rings = freed.iter().any(|shard| self.leases[shard].until <= around.now);
        }
        (self.answer(granted, kept, around), rings)
    }

    fn hear(&mut self, tick: &Tick, around: &Around<'_>) {
        let worker = Worker { record: tick.worker.clone(), seen: around.now, number: tick.number };
        self.workers.insert(tick.worker.name.clone(), worker);
        self.workers.retain(|_, it| around.now - it.seen <= 10 * around.lease);
    }

    fn bury(&mut self, tick: &Tick, around: &Around<'_>) -> Vec<ShardRef> {
        let mut freed = Vec::new();
        for name in &tick.suspect {
            if *name == tick.worker.name || around.connected.contains(name) {
                continue;
            }
            self.workers.remove(name);
            for (shard, row) in &mut self.leases {
                if row.owner == *name && row.until > around.now {
                    row.until = 0;
                    freed.push(*shard);
                }
            }
        }
        freed
    }

    /// Whether a lease is the worker's own; the store may have forgotten that it gave it.
    fn is_own(&self, held: &Held, me: &WorkerName) -> bool {
        self.leases.get(&held.shard).is_none_or(|row| {
            held.fence.epoch > row.epoch
                || (row.owner == *me && row.epoch == held.fence.epoch && !row.released)
        })
    }

    fn put(&mut self, held: &Held, me: &WorkerName, until: u64, released: bool) {
        let by = self.leases.get(&held.shard).map_or(0, |row| row.by);
        let row = Row { owner: me.clone(), epoch: held.fence.epoch, until, released, by };
        self.leases.insert(held.shard, row);
        if let Some(session) = &held.session {
            self.sessions.insert(held.shard, session.clone());
        }
    }

    fn release(&mut self, tick: &Tick) -> Vec<ShardRef> {
        let mut freed = Vec::new();
        for held in &tick.release {
            if self.is_own(held, &tick.worker.name) {
                self.put(held, &tick.worker.name, 0, true);
                freed.push(held.shard);
            }
        }
        freed
    }

    /// What is lost, and what was not known.
    fn keep(&mut self, tick: &Tick, around: &Around<'_>) -> (Vec<ShardRef>, Vec<ShardRef>) {
        let (mut lost, mut restored) = (Vec::new(), Vec::new());
        for held in &tick.keep {
            if self.is_own(held, &tick.worker.name) {
                let row = self.leases.get(&held.shard);
                if row.is_none_or(|row| row.epoch < held.fence.epoch) {
                    restored.push(held.shard);
                }
                self.put(held, &tick.worker.name, around.now + around.lease, false);
            } else {
                lost.push(held.shard);
            }
        }
        (lost, restored)
    }

    fn claim(&mut self, tick: &Tick, around: &Around<'_>) -> Vec<Held> {
        let me = &tick.worker.name;
        let mut granted = Vec::new();
        for shard in &tick.claim {
            let row = self.leases.get(shard);
            let held = row.is_some_and(|row| row.until > around.now);
            let epoch = match row {
                Some(row) if held && row.owner != *me => continue,
                Some(row) if held && row.by == tick.number => row.epoch,
                Some(row) => around.now.max(row.epoch + 1),
                None => around.now,
            };
            let until = around.now + around.lease;
            let row = Row { owner: me.clone(), epoch, until, released: false, by: tick.number };
            self.leases.insert(*shard, row);
            granted.push(Held {
                shard: *shard,
                fence: Fence { generation: shard.generation, epoch },
                session: self.sessions.get(shard).cloned(),
            });
        }
        granted
    }

    fn leave(&mut self, me: &WorkerName) -> Vec<ShardRef> {
        self.workers.remove(me);
        let mut freed = Vec::new();
        for (shard, row) in &mut self.leases {
            if row.owner == *me && !row.released {
                (row.until, row.released) = (0, true);
                freed.push(*shard);
            }
        }
        freed
    }

    fn answer(
        &self,
        granted: Vec<Held>,
        (lost, restored): (Vec<ShardRef>, Vec<ShardRef>),
        around: &Around<'_>,
    ) -> Tock {
        let members = self.workers.values().map(|it| Member {
            worker: it.record.clone(),
            silent_for: Duration::from_millis(around.now - it.seen),
            connected: around.connected.contains(&it.record.name),
        });
        let leases = self.leases.iter().map(|(shard, row)| Lease {
            shard: *shard,
            owner: row.owner.clone(),
            fence: Fence { generation: shard.generation, epoch: row.epoch },
            left: Duration::from_millis(row.until.saturating_sub(around.now)),
            released: row.released,
            session: self.sessions.get(shard).cloned(),
        });
        Tock {
            now: Timestamp(around.now),
            granted,
            lost,
            restored,
            members: members.collect(),
            leases: leases.collect(),
        }
    }
}
