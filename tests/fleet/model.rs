//! The tick script's rules a second time, in Rust: what the schedules run against, and what the
//! script is compared with.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ticketflow::{
    domain::time::Timestamp,
    store::{
        Change, Divisions, Fence, Held, Lease, Member, SessionRecord, ShardRef, Tick, Tock,
        WorkerName, WorkerRecord, overlap,
    },
};

/// The common memory of a fleet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    workers: BTreeMap<WorkerName, Worker>,
    leases: BTreeMap<ShardRef, Row>,
    sessions: BTreeMap<ShardRef, SessionRecord>,
    pub(crate) divisions: Option<Divisions>,
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
    reached: Option<Timestamp>,
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
        let known = self.workers.get(me);
        let born = |it: &Worker| it.record.started_at;
        let is_former = known.is_some_and(|it| {
            tick.worker.started_at < born(it) && around.now - it.seen <= around.lease
        });
        let is_late =
            known.is_some_and(|it| tick.worker.started_at == born(it) && tick.number < it.number);
        let (mut granted, mut kept, mut rings) = (vec![], (vec![], vec![]), false);
        if is_former {
            kept.0.extend(tick.keep.iter().map(|held| held.shard));
        } else if !is_late {
            self.hear(tick, around);
            let known = self.divisions.map_or(0, |it| it.present.generation);
            if self.divisions.is_none() || known < tick.present.generation {
                let coming = self.divisions.and_then(|it| it.coming);
                let coming = coming.filter(|it| it.generation > tick.present.generation);
                self.divisions = Some(Divisions { present: tick.present, coming });
            }
            let mut freed = self.bury(tick, around);
            freed.extend(self.release(tick));
            kept = self.keep(tick, around);
            granted = self.claim(tick, around);
            if tick.leave {
                freed.extend(self.leave(me));
            }
            rings = freed.iter().any(|shard| self.leases[shard].until <= around.now);
            rings |= self.go_over(around);
            let divided = self.divided(tick);
            let over =
                |shard: &ShardRef, row: &Row| row.until <= around.now && !divided.has(*shard);
            self.leases.retain(|shard, row| !over(shard, row));
            // Sessions without a lease are never made.
            self.sessions.retain(|shard, _| self.leases.contains_key(shard));
        }
        (self.answer(tick, granted, kept, around), rings)
    }

    /// The shards of which something is remembered.
    pub(crate) fn shards(&self) -> impl Iterator<Item = &ShardRef> {
        self.leases.keys().chain(self.sessions.keys())
    }

    /// Begins or takes back a change of the division.
    pub(crate) fn divide(&mut self, change: Change) -> bool {
        let changed = self.divisions.and_then(|it| it.changed(change));
        self.divisions = changed.or(self.divisions);
        changed.is_some()
    }

    fn divided(&self, tick: &Tick) -> Divisions {
        self.divisions.unwrap_or(Divisions { present: tick.present, coming: None })
    }

    /// The coming division becomes the present one, if it is ripe.
    fn go_over(&mut self, around: &Around<'_>) -> bool {
        let leases = self.lease_rows(around);
        let overlap = overlap(Duration::from_millis(around.lease));
        let Some(divisions) = self.divisions.filter(|it| it.is_ripe(&leases, overlap)) else {
            return false;
        };
        self.divisions = divisions.coming.map(|present| Divisions { present, coming: None });
        true
    }

    fn lease_rows(&self, around: &Around<'_>) -> Vec<Lease> {
        let leases = self.leases.iter().map(|(shard, row)| Lease {
            shard: *shard,
            owner: row.owner.clone(),
            fence: Fence { generation: shard.generation, epoch: row.epoch },
            left: Duration::from_millis(row.until.saturating_sub(around.now)),
            released: row.released,
            session: self.sessions.get(shard).cloned(),
            reached: row.reached,
        });
        leases.collect()
    }

    fn hear(&mut self, tick: &Tick, around: &Around<'_>) {
        let before = self.workers.get(&tick.worker.name);
        if before.is_some_and(|it| it.record.started_at != tick.worker.started_at) {
            for row in self.leases.values_mut().filter(|row| row.owner == tick.worker.name) {
                row.until = row.until.min(around.now);
            }
        }
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

    fn put(&mut self, held: &Held, tick: &Tick, until: u64, released: bool) {
        let (by, was) = self.leases.get(&held.shard).map_or((0, None), |row| (row.by, row.reached));
        let told = tick.reached.iter().find(|(shard, _)| *shard == held.shard).map(|(_, at)| *at);
        let divided = self.divided(tick);
        let reached = match divided.coming {
            None => None,
            Some(coming) if coming.has(held.shard) => told,
            Some(_) => was.max(told),
        };
        let (owner, epoch) = (tick.worker.name.clone(), held.fence.epoch);
        let row = Row { owner, epoch, until, released, by, reached };
        self.leases.insert(held.shard, row);
        if let Some(session) = &held.session {
            self.sessions.insert(held.shard, session.clone());
        }
    }

    fn release(&mut self, tick: &Tick) -> Vec<ShardRef> {
        let mut freed = Vec::new();
        for held in &tick.release {
            if self.is_own(held, &tick.worker.name) {
                self.put(held, tick, 0, true);
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
                self.put(held, tick, around.now + around.lease, false);
            } else {
                lost.push(held.shard);
            }
        }
        (lost, restored)
    }

    fn claim(&mut self, tick: &Tick, around: &Around<'_>) -> Vec<Held> {
        let me = &tick.worker.name;
        let mut granted = Vec::new();
        let divided = self.divided(tick);
        for shard in tick.claim.iter().filter(|shard| divided.has(**shard)) {
            let row = self.leases.get(shard);
            let held = row.is_some_and(|row| row.until > around.now);
            let epoch = match row {
                Some(row) if held && row.owner != *me => continue,
                Some(row) if held && row.by == tick.number => row.epoch,
                Some(row) => around.now.max(row.epoch + 1),
                None => around.now,
            };
            let until = around.now + around.lease;
            let stays = divided.coming.is_some() && divided.present.has(*shard);
            let reached = row.and_then(|row| row.reached).filter(|_| stays);
            let (owner, by) = (me.clone(), tick.number);
            let row = Row { owner, epoch, until, released: false, by, reached };
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
        tick: &Tick,
        granted: Vec<Held>,
        (lost, restored): (Vec<ShardRef>, Vec<ShardRef>),
        around: &Around<'_>,
    ) -> Tock {
        let members = self.workers.values().map(|it| Member {
            worker: it.record.clone(),
            silent_for: Duration::from_millis(around.now - it.seen),
            connected: around.connected.contains(&it.record.name),
        });
        Tock {
            now: Timestamp(around.now),
            granted,
            lost,
            restored,
            members: members.collect(),
            leases: self.lease_rows(around),
            divisions: self.divided(tick),
        }
    }
}
