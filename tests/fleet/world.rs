//! A fleet in a box: workers, the store and Discord, driven by one queue of events and one seed.

use super::{
    model::{Around, Model},
    process::{Process, State},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ticketflow::{
    fleet::Pace,
    store::{Change, Division, Divisions, Fence, ShardRef, Tick, Tock, WorkerName},
};

/// How often workers tick here, in milliseconds.
pub(crate) const EVERY: u64 = 500;
/// How long a commit waits until it is kept, and how far a store can be set back.
pub(crate) const BARRIER: u64 = 150;

/// What can happen.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// A worker may have something to send.
    Wake(usize),
    /// A tick reaches the store. Of copies, only the first one's answer is heard.
    TickArrives(usize, Box<Tick>, bool),
    TickAnswered(usize, u64, Box<Tock>),
    TickTimesOut(usize, u64),
    Bell(usize),
    /// A worker's line to the store stands again.
    LineStands(usize),
    /// A shard's connection to Discord stands.
    Attached(usize, ShardRef, Fence),
    /// Discord's event of a session reaches a worker.
    Delivered(usize, ShardRef, u64, u64),
    /// A worker's commit reaches the store; it knows how often it was tried.
    Commit(usize, ShardRef, Fence, u64),
    /// The store says whether a commit is kept.
    Confirm(usize, ShardRef, Fence, u64, u64),
    /// A worker takes the servers of a shard over that goes live.
    Cross(usize, ShardRef, Fence),
    /// A worker looks whether all is done of a shard that it hands over.
    Finish(usize, ShardRef, Fence),
    /// Something happens in a server.
    Emit(u32),
    Fault(Fault),
}

/// What goes wrong, and what operators do.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    Kill(usize, bool),
    Pause(usize, u64),
    Cut(usize, u64, bool),
    StoreAway(u64),
    Remember,
    Rollback,
    Invalidate(ShardRef),
    Drain(usize),
    Add(u32),
    Divide(Change),
}

/// A shard as Discord has it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Upstream {
    pub(crate) session: u64,
    /// How many events there had been when the session began.
    pub(crate) from: u64,
    /// Who gets its events.
    pub(crate) socket: Option<(usize, Fence)>,
}

/// The store, fences and marks included.
#[derive(Clone, Default)]
pub(crate) struct Memory {
    pub(crate) model: Model,
    /// By server.
    pub(crate) fences: BTreeMap<u32, Fence>,
    pub(crate) done: BTreeSet<u64>,
}

pub(crate) struct World {
    pub(crate) now: u64,
    pub(crate) random: fastrand::Rng,
    pub(crate) pace: Pace,
    pub(crate) division: Division,
    pub(crate) workers: Vec<Process>,
    pub(crate) memory: Memory,
    remembered: Option<Memory>,
    pub(crate) history: u64,
    pub(crate) store_away_until: u64,
    pub(crate) discord: BTreeMap<ShardRef, Upstream>,
    /// In which server each event happened; they are numbered from 1.
    pub(crate) events: Vec<u32>,
    pub(crate) servers: u32,
    pub(crate) sessions: u64,
    queue: BTreeMap<(u64, u64), Event>,
    queued: u64,
    /// One in so many messages to and from the store is lost, one is sent twice; 0 for none.
    pub(crate) loses: u32,
    /// Whether two workers may be live for a shard for a while, because the store was set back or
    /// called a worker dead that was not.
    pub(crate) may_overlap: bool,
    /// Who was given a shard, in order.
    pub(crate) moves: Vec<(u32, WorkerName, Fence)>,
    /// What must not happen, and did.
    pub(crate) violations: Vec<String>,
}

impl World {
    /// As many servers as shards, unless there are to be more.
    pub(crate) fn new(seed: u64, shards: u32) -> Self {
        Self {
            now: 1_000_000,
            random: fastrand::Rng::with_seed(seed),
            pace: Pace::new(Duration::from_millis(EVERY)),
            division: Division { generation: 0, of: shards },
            workers: vec![],
            memory: Memory::default(),
            remembered: None,
            history: 0,
            store_away_until: 0,
            discord: BTreeMap::new(),
            events: vec![],
            servers: shards,
            sessions: 0,
            queue: BTreeMap::new(),
            queued: 0,
            loses: 0,
            may_overlap: false,
            moves: vec![],
            violations: vec![],
        }
    }

    /// The servers of a shard.
    pub(crate) fn servers_of(&self, shard: ShardRef) -> impl Iterator<Item = u32> + use<> {
        (0..self.servers).filter(move |server| server % shard.of == shard.number)
    }

    /// The events that come through a shard, from one on.
    pub(crate) fn events_of(&self, shard: ShardRef, after: u64) -> Vec<u64> {
        let all = (1..).zip(&self.events).filter(|(number, _)| *number > after);
        all.filter(|(_, server)| **server % shard.of == shard.number).map(|it| it.0).collect()
    }

    pub(crate) fn server_of(&self, event: u64) -> u32 {
        self.events[usize::try_from(event).unwrap() - 1]
    }

    /// The division that counts, as the store knows it.
    pub(crate) fn present(&self) -> Division {
        self.memory.model.divisions.map_or(self.division, |it| it.present)
    }

    pub(crate) fn after(&mut self, wait: u64, event: Event) {
        self.queued += 1;
        self.queue.insert((self.now + wait, self.queued), event);
    }

    /// A delay between these two.
    pub(crate) fn some(&mut self, least: u64, most: u64) -> u64 {
        self.random.u64(least..=most)
    }

    pub(crate) fn chance(&mut self, one_in: u32) -> bool {
        one_in > 0 && self.random.u32(0..one_in) == 0
    }

    /// Lets everything happen that happens until then.
    pub(crate) fn run_until(&mut self, end: u64) {
        while let Some(entry) = self.queue.first_entry() {
            if entry.key().0 > end {
                break;
            }
            let ((at, _), event) = entry.remove_entry();
            self.now = at;
            self.happen(event);
        }
        self.now = end;
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::TickArrives(by, tick, heard) => self.tick_arrives(by, &tick, heard),
            Event::Commit(by, shard, fence, number) => self.commit(by, shard, fence, number),
            Event::Emit(server) => self.emit(server),
            Event::Fault(fault) => self.fault(fault),
            of_worker => self.at_worker(of_worker),
        }
    }

    /// Whether a message between a worker and the store gets through.
    pub(crate) fn reaches(&mut self, worker: usize) -> bool {
        let away = self.now < self.store_away_until || self.now < self.workers[worker].cut_until;
        !away && !self.chance(self.loses)
    }

    fn tick_arrives(&mut self, by: usize, tick: &Tick, heard: bool) {
        if !self.reaches(by) {
            return;
        }
        let connected = self.workers.iter().filter(|it| it.line).map(|it| it.name.clone());
        let connected: BTreeSet<_> = connected.collect();
        for name in &tick.suspect {
            let suspect = self.workers.iter().find(|it| it.name == *name);
            let lives = suspect.is_some_and(|it| it.state != State::Gone);
            self.may_overlap |= lives && !connected.contains(name);
        }
        let lease = u64::try_from(self.pace.lease().as_millis()).unwrap();
        let around = Around { now: self.now, lease, connected: &connected };
        let (tock, rings) = self.memory.model.tick(tick, &around);
        for held in &tock.granted {
            self.moves.push((held.shard.number, tick.worker.name.clone(), held.fence));
        }
        if rings {
            for worker in 0..self.workers.len() {
                if self.workers[worker].line {
                    let wait = self.some(0, 5);
                    self.after(wait, Event::Bell(worker));
                }
            }
        }
        if heard && self.reaches(by) {
            let wait = self.some(0, 10);
            self.after(wait, Event::TickAnswered(by, tick.number, Box::new(tock)));
        }
    }

    fn commit(&mut self, by: usize, shard: ShardRef, fence: Fence, number: u64) {
        if !self.reaches(by) {
            // Whoever does not know what came of it tries again.
            if self.workers[by].state != State::Gone {
                self.after(100, Event::Commit(by, shard, fence, number));
            }
            return;
        }
        let server = self.server_of(number);
        let greatest = self.memory.fences.entry(server).or_default();
        if fence < *greatest {
            self.refused(by, shard, fence);
            return;
        }
        *greatest = fence;
        self.memory.done.insert(number);
        self.after(BARRIER, Event::Confirm(by, shard, fence, number, self.history));
    }

    fn emit(&mut self, server: u32) {
        self.events.push(server);
        let number = self.events.len() as u64;
        let has = |shard: ShardRef| server % shard.of == shard.number;
        let told = self.discord.iter().filter(|(shard, _)| has(**shard));
        let told = told.filter_map(|(shard, it)| Some((*shard, it.session, it.socket?.0)));
        for (shard, session, worker) in told.collect::<Vec<_>>() {
            let wait = self.some(1, 20);
            self.after(wait, Event::Delivered(worker, shard, session, number));
        }
    }

    fn fault(&mut self, fault: Fault) {
        match fault {
            Fault::Kill(worker, line) => self.kill(worker, line),
            Fault::Pause(worker, length) => self.workers[worker].paused_until = self.now + length,
            Fault::Cut(worker, length, line) => {
                self.workers[worker].cut_until = self.now + length;
                if line && self.workers[worker].line {
                    self.workers[worker].line = false;
                    self.after(length, Event::LineStands(worker));
                }
            }
            Fault::StoreAway(length) => self.store_away_until = self.now + length,
            Fault::Remember => self.remembered = Some(self.memory.clone()),
            Fault::Rollback => self.rollback(),
            Fault::Invalidate(shard) => self.invalidate(shard),
            Fault::Drain(worker) => self.drain(worker),
            Fault::Add(revision) => self.add(revision),
            Fault::Divide(change) => {
                self.memory.model.divide(change);
            }
        }
    }

    fn rollback(&mut self) {
        let Some(memory) = self.remembered.take() else { return };
        self.memory = memory;
        self.history += 1;
        self.may_overlap = true;
        for worker in 0..self.workers.len() {
            if self.workers[worker].line {
                self.workers[worker].line = false;
                let wait = self.some(0, 1000);
                self.after(wait, Event::LineStands(worker));
            }
        }
    }

    /// Whether the fleet does what it is there for: each shard has one holder, who hears it, and
    /// everything that happened is dealt with. If not, what is missing.
    pub(crate) fn missing(&self) -> Option<String> {
        if let Some(coming) = self.memory.model.divisions.and_then(|it| it.coming) {
            return Some(format!("{coming} are still to come"));
        }
        let present = self.present();
        for shard in present.shards() {
            let running = self.workers.iter().filter(|it| it.state != State::Gone);
            let holders = running.filter(|it| it.speaks_for(shard)).count();
            if holders != 1 {
                return Some(format!("shard {shard} has {holders} holders"));
            }
            let socket = self.discord.get(&shard).and_then(|it| it.socket);
            if socket.filter(|(at, _)| self.workers[*at].runs(shard)).is_none() {
                return Some(format!("nobody hears shard {shard}"));
            }
        }
        let of_another = |shard: &&ShardRef| !present.has(**shard);
        let mut left = self.workers.iter().flat_map(|it| it.running.keys());
        if let Some(shard) = left.find(of_another).or(self.memory.model.shards().find(of_another)) {
            return Some(format!("shard {shard} is left over"));
        }
        let lost = (1..=self.events.len() as u64).find(|it| !self.memory.done.contains(it));
        lost.map(|event| format!("event {event} of {} is not dealt with", self.server_of(event)))
    }

    /// Two workers must not be live for the same shard, by their own clocks.
    pub(crate) fn watch(&mut self) {
        if self.may_overlap {
            return;
        }
        let divisions = self.memory.model.divisions;
        for shard in divisions.into_iter().flat_map(Divisions::shards) {
            let live = self.workers.iter().filter(|it| {
                let until = it.holdings.live_until(shard);
                it.state != State::Gone && until.is_some_and(|until| it.clock(self.now) < until)
            });
            let live: Vec<_> = live.map(|it| it.name.to_string()).collect();
            if live.len() > 1 {
                self.violations.push(format!("{}: shard {shard} is live at {live:?}", self.now));
            }
        }
    }
}
