//! What a worker of the box does with a shard that it runs.

use super::{
    process::{State, clock},
    world::{Event, Upstream, World},
};
use std::collections::{BTreeMap, BTreeSet};
use ticketflow::{
    domain::time::Timestamp,
    store::{Fence, Held, SessionRecord, ShardRef},
};

/// A shard that runs.
pub(crate) struct Runner {
    pub(super) fence: Fence,
    pub(super) saved: Option<SessionRecord>,
    pub(super) session: u64,
    /// Up to where events were handled that may be forgotten no more.
    pub(super) committed: u64,
    pub(super) kept: BTreeSet<u64>,
    /// With the time at which others may have been told of it.
    pub(super) open: BTreeMap<u64, Option<u64>>,
    pub(super) leaving: bool,
    /// What is held back, with the time at which it came; none if all is passed on.
    pub(super) quiet: Option<BTreeMap<u64, u64>>,
    /// Up to when it has been told of everything.
    pub(super) told: Option<u64>,
    /// Since when it has been told of everything, if nothing was missed.
    pub(super) told_since: Option<u64>,
    /// How many events there were when it connected: those before come again.
    pub(super) old: u64,
}

impl World {
    /// Closes sockets to Discord, so that their sessions can be resumed.
    pub(super) fn unplug(&mut self, at: usize, shard: Option<ShardRef>) {
        for (of, upstream) in &mut self.discord {
            if shard.is_none_or(|it| it == *of) {
                upstream.socket.take_if(|(worker, _)| *worker == at);
            }
        }
    }

    fn runner(&mut self, at: usize, shard: ShardRef, fence: Fence) -> Option<&mut Runner> {
        self.workers[at].running.get_mut(&shard).filter(|it| it.fence == fence)
    }

    /// Takes the servers over, and resumes the session or begins one and reads back what nobody
    /// dealt with.
    pub(super) fn attached(&mut self, at: usize, shard: ShardRef, fence: Fence) {
        if self.runner(at, shard, fence).is_none_or(|it| it.leaving) {
            return;
        }
        if !self.reaches(at) {
            self.after(100, Event::Attached(at, shard, fence));
            return;
        }
        let is_quiet = !self.workers[at].speaks_for(shard);
        if !is_quiet && !self.raise(at, shard, fence) {
            return;
        }
        let events = self.events.len() as u64;
        let upstream = self.discord.get(&shard).copied().unwrap_or_default();
        let Upstream { session: live, from: began, socket } = upstream;
        let (new, now) = (self.sessions + 1, self.now);
        let Some(runner) = self.runner(at, shard, fence) else { return };
        let saved = runner.saved.take().map(|it| (it.id.parse().unwrap(), it.committed));
        let (known, from) = saved.unwrap_or((runner.session, runner.committed));
        let resumes = live > 0 && known == live;
        // What nobody dealt with before a new session began is read back, but by a quiet one.
        let first = if is_quiet { events } else { 0 };
        (runner.session, runner.committed) = if resumes { (live, from) } else { (new, first) };
        runner.old = events;
        if resumes {
            runner.told_since.get_or_insert(now);
        } else {
            runner.told_since = Some(now);
        }
        let (session, from) = (runner.session, runner.committed);
        self.sessions = self.sessions.max(session);
        let began = if resumes { began } else { events };
        let upstream = Upstream { session, from: began, socket: Some((at, fence)) };
        self.discord.insert(shard, upstream);
        for number in self.events_of(shard, from) {
            let wait = self.some(1, 20);
            self.after(wait, Event::Delivered(at, shard, session, number));
        }
        self.save(at, shard);
        if let Some((other, fence)) = socket.filter(|(other, _)| *other != at) {
            // Its connection was closed, and it connects anew if it still thinks it should.
            let wait = self.some(500, 2000);
            self.after(wait, Event::Attached(other, shard, fence));
        }
    }

    pub(crate) fn invalidate(&mut self, shard: ShardRef) {
        let upstream = self.discord.entry(shard).or_default();
        upstream.session = 0;
        if let Some((at, fence)) = upstream.socket.take() {
            let wait = self.some(100, 1000);
            self.after(wait, Event::Attached(at, shard, fence));
        }
    }

    pub(super) fn delivered(&mut self, at: usize, shard: ShardRef, session: u64, number: u64) {
        let now = self.now;
        let Some(runner) = self.workers[at].running.get_mut(&shard) else { return };
        if runner.session != session || number <= runner.committed {
            return;
        }
        let told = if number > runner.old { Some(now) } else { runner.told };
        match &mut runner.quiet {
            Some(held_back) => drop(held_back.entry(number).or_insert(now)),
            None => self.open(at, shard, number, told),
        }
    }

    fn open(&mut self, at: usize, shard: ShardRef, number: u64, told: Option<u64>) {
        let wait = self.some(1, 30);
        let Some(runner) = self.workers[at].running.get_mut(&shard) else { return };
        if !runner.kept.contains(&number) && runner.open.insert(number, told).is_none() {
            let fence = runner.fence;
            self.after(wait, Event::Commit(at, shard, fence, number));
        }
    }

    /// Makes the fence of a shard the one that counts for its servers.
    fn raise(&mut self, at: usize, shard: ShardRef, fence: Fence) -> bool {
        for server in self.servers_of(shard) {
            let greatest = self.memory.fences.entry(server).or_default();
            if fence < *greatest {
                self.refused(at, shard, fence);
                return false;
            }
            *greatest = fence;
        }
        true
    }

    /// A shard goes live.
    pub(super) fn cross(&mut self, at: usize, shard: ShardRef, fence: Fence) {
        if self.runner(at, shard, fence).is_none_or(|it| it.leaving) {
            return;
        }
        if !self.reaches(at) {
            self.after(100, Event::Cross(at, shard, fence));
            return;
        }
        if !self.raise(at, shard, fence) {
            return;
        }
        let Some(runner) = self.runner(at, shard, fence) else { return };
        for number in runner.quiet.take().unwrap_or_default().into_keys() {
            self.open(at, shard, number, None);
        }
    }

    /// Quiet shards let go of what has been dealt with.
    pub(super) fn let_go(&mut self, at: usize) {
        let worker = &mut self.workers[at];
        let Some(before) = worker.holdings.dealt_with() else { return };
        let clock = |now| clock(worker.started, worker.drift, now);
        for runner in worker.running.values_mut() {
            let Some(held_back) = &mut runner.quiet else { continue };
            while let Some((number, came)) = held_back.first_key_value() {
                if clock(*came) >= before {
                    break;
                }
                runner.committed = *number;
                held_back.pop_first();
            }
        }
        let quiet = worker.running.iter().filter(|(_, it)| it.quiet.is_some());
        for shard in quiet.map(|(shard, _)| *shard).collect::<Vec<_>>() {
            self.save(at, shard);
        }
    }

    /// Tells the holdings how far every shard is.
    pub(super) fn tell_how_far(&mut self, at: usize) {
        let now = self.now;
        let worker = &mut self.workers[at];
        let clock = |now| clock(worker.started, worker.drift, now);
        for (shard, runner) in &mut worker.running {
            let socket = self.discord.get(shard).and_then(|it| it.socket);
            if socket == Some((at, runner.fence)) {
                runner.told = Some(now);
            }
            let reached = match &runner.quiet {
                Some(_) => runner.told_since,
                None => runner.open.values().fold(runner.told, |all, it| Some(all?.min((*it)?))),
            };
            worker.holdings.reached(*shard, reached.map(clock));
        }
    }

    /// A commit was refused by a fence.
    pub(crate) fn refused(&mut self, at: usize, shard: ShardRef, fence: Fence) {
        if self.workers[at].state == State::Gone || self.runner(at, shard, fence).is_none() {
            return;
        }
        let now = self.workers[at].clock(self.now);
        let steps = self.workers[at].holdings.fenced(now, shard);
        self.carry_out(at, steps);
        self.after(0, Event::Wake(at));
    }

    pub(super) fn confirm(
        &mut self,
        at: usize,
        shard: ShardRef,
        fence: Fence,
        number: u64,
        history: u64,
    ) {
        if self.workers[at].running.get(&shard).is_none_or(|it| it.fence != fence) {
            return;
        }
        if history != self.history {
            // The store has forgotten it: the journal is handled again.
            self.after(1, Event::Commit(at, shard, fence, number));
            return;
        }
        let next = self.events_of(shard, 0);
        let Some(runner) = self.runner(at, shard, fence) else { return };
        runner.open.remove(&number);
        runner.kept.insert(number);
        let committed = runner.committed;
        for number in next.into_iter().filter(|it| *it > committed) {
            if !runner.kept.remove(&number) {
                break;
            }
            runner.committed = number;
        }
        self.save(at, shard);
    }

    fn save(&mut self, at: usize, shard: ShardRef) {
        let Some(runner) = self.workers[at].running.get(&shard) else { return };
        let session = SessionRecord {
            id: runner.session.to_string(),
            resume_url: String::new(),
            committed: runner.committed,
            shards: shard.of,
            intents: 0,
            saved_at: Timestamp(0),
        };
        self.workers[at].holdings.session(shard, session);
    }

    pub(super) fn finish(&mut self, at: usize, shard: ShardRef, fence: Fence) {
        let Some(runner) = self.runner(at, shard, fence) else { return };
        if !runner.open.is_empty() {
            self.after(20, Event::Finish(at, shard, fence));
            return;
        }
        self.workers[at].running.remove(&shard);
        let now = self.workers[at].clock(self.now);
        let gone = Held { shard, fence, session: None };
        let steps = self.workers[at].holdings.handed_over(now, gone);
        self.carry_out(at, steps);
    }
}
