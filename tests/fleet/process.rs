//! One worker of the box: what a real one does around its holdings.

use super::world::{BARRIER, EVERY, Event, Upstream, World};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ticketflow::{
    domain::time::Timestamp,
    fleet::{Holdings, Step},
    store::{Fence, SessionRecord, WorkerName, WorkerRecord},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Up,
    Gone,
}

pub(crate) struct Process {
    pub(crate) name: WorkerName,
    pub(crate) holdings: Holdings,
    pub(crate) state: State,
    pub(crate) paused_until: u64,
    pub(crate) cut_until: u64,
    /// Whether the store sees its subscription.
    pub(crate) line: bool,
    pub(crate) running: BTreeMap<u32, Runner>,
    pub(crate) hand_overs: u32,
    started: u64,
    /// Its clock runs this much too fast or slow, in thousandths.
    drift: i64,
    ticking: Option<u64>,
}

/// A shard that runs.
pub(crate) struct Runner {
    fence: Fence,
    saved: Option<SessionRecord>,
    session: u64,
    /// Up to where events were handled that may be forgotten no more.
    committed: u64,
    kept: BTreeSet<u64>,
    open: BTreeSet<u64>,
    leaving: bool,
}

impl Process {
    /// What its own clock says.
    pub(crate) fn clock(&self, now: u64) -> Duration {
        let ran = i64::try_from(now - self.started).unwrap();
        Duration::from_millis(u64::try_from(ran + ran * self.drift / 1000).unwrap())
    }

    pub(crate) fn runs(&self, shard: u32) -> bool {
        self.running.contains_key(&shard)
    }
}

impl World {
    pub(crate) fn add(&mut self, revision: u32) {
        let at = self.workers.len();
        let name = WorkerName::new(&format!("w{at}"));
        let record = WorkerRecord {
            name: name.clone(),
            revision: revision.to_string(),
            started_at: Timestamp(self.now),
            draining: false,
        };
        let drift = i64::try_from(self.some(0, 60)).unwrap() - 30;
        self.workers.push(Process {
            name,
            holdings: Holdings::new(record, self.pace, self.division),
            state: State::Up,
            paused_until: 0,
            cut_until: 0,
            line: true,
            running: BTreeMap::new(),
            hand_overs: 0,
            started: self.now,
            drift,
            ticking: None,
        });
        self.after(0, Event::Wake(at));
    }

    pub(crate) fn kill(&mut self, at: usize, line: bool) {
        let worker = &mut self.workers[at];
        worker.state = State::Gone;
        worker.line &= line;
        worker.running.clear();
        self.unplug(at, None);
    }

    pub(crate) fn drain(&mut self, at: usize) {
        if self.workers[at].state == State::Gone {
            return;
        }
        let now = self.workers[at].clock(self.now);
        let steps = self.workers[at].holdings.drain(now);
        self.carry_out(at, steps);
    }

    /// Events that a worker takes part in; they wait for one that is paused.
    pub(crate) fn at_worker(&mut self, event: Event) {
        let (Event::Wake(at)
        | Event::TickAnswered(at, ..)
        | Event::TickTimesOut(at, _)
        | Event::Bell(at)
        | Event::LineStands(at)
        | Event::Attached(at, ..)
        | Event::Delivered(at, ..)
        | Event::Confirm(at, ..)
        | Event::Finish(at, ..)) = event
        else {
            return;
        };
        if self.workers[at].state == State::Gone {
            return;
        }
        if self.now < self.workers[at].paused_until {
            let wait = self.workers[at].paused_until - self.now;
            self.after(wait, event);
            return;
        }
        let now = self.workers[at].clock(self.now);
        match event {
            Event::TickAnswered(_, number, tock) if self.answers(at, number) => {
                let steps = self.workers[at].holdings.tock(now, &tock);
                self.carry_out(at, steps);
                self.watch();
            }
            Event::TickTimesOut(_, number) if self.answers(at, number) => {
                self.workers[at].holdings.tick_failed(now);
            }
            Event::Bell(_) => self.workers[at].holdings.stirred(now),
            Event::LineStands(_) => {
                self.workers[at].line = true;
                self.workers[at].holdings.disturbed(now);
            }
            Event::Attached(_, shard, fence) => self.attached(at, shard, fence),
            Event::Delivered(_, shard, session, number) => {
                self.delivered(at, shard, session, number);
            }
            Event::Confirm(_, shard, fence, number, history) => {
                self.confirm(at, shard, fence, number, history);
            }
            Event::Finish(_, shard, fence) => self.finish(at, shard, fence),
            _ => {}
        }
        self.send_what_is_due(at);
    }

    /// Whether this is the end of the tick under way.
    fn answers(&mut self, at: usize, number: u64) -> bool {
        self.workers[at].ticking.take_if(|it| *it == number).is_some()
    }

    fn send_what_is_due(&mut self, at: usize) {
        let worker = &mut self.workers[at];
        if worker.holdings.has_left() {
            worker.state = State::Gone;
            worker.line = false;
            return;
        }
        let Some(due) = worker.holdings.due() else { return };
        let now = worker.clock(self.now);
        if due > now {
            let wait = u64::try_from((due - now).as_millis()).unwrap() + 1;
            // Every change asks again; waking in vain is harmless, waking often is slow.
            self.after(wait.min(EVERY), Event::Wake(at));
            return;
        }
        let tick = Box::new(worker.holdings.tick(now));
        worker.ticking = Some(tick.number);
        self.after(EVERY, Event::TickTimesOut(at, tick.number));
        if self.chance(self.loses) {
            let wait = self.some(0, 3000);
            self.after(wait, Event::TickArrives(at, tick.clone(), false));
        }
        let wait = self.some(0, 10);
        self.after(wait, Event::TickArrives(at, tick, true));
    }

    fn carry_out(&mut self, at: usize, steps: Vec<Step>) {
        for step in steps {
            match step {
                Step::Start(held) => {
                    let shard = held.shard.number;
                    let runner = Runner {
                        fence: held.fence,
                        saved: held.session,
                        session: 0,
                        committed: 0,
                        kept: BTreeSet::new(),
                        open: BTreeSet::new(),
                        leaving: false,
                    };
                    if self.workers[at].running.insert(shard, runner).is_some() {
                        self.violations.push(format!("{}: {shard} was started twice", self.now));
                    }
                    let wait = self.some(20, 200);
                    self.after(wait, Event::Attached(at, shard, held.fence));
                }
                // These workers ask the store each time, and so have nothing to learn.
                Step::Learn(_) => {}
                Step::HandOver(shard) => {
                    self.workers[at].hand_overs += 1;
                    if let Some(runner) = self.workers[at].running.get_mut(&shard.number) {
                        runner.leaving = true;
                        let fence = runner.fence;
                        self.unplug(at, Some(shard.number));
                        self.after(BARRIER, Event::Finish(at, shard.number, fence));
                    }
                }
                Step::Stop(shard) => {
                    self.workers[at].running.remove(&shard.number);
                    self.unplug(at, Some(shard.number));
                }
            }
        }
    }

    /// Closes sockets to Discord, so that their sessions can be resumed.
    fn unplug(&mut self, at: usize, shard: Option<u32>) {
        for (number, upstream) in (0..).zip(&mut self.discord) {
            if shard.is_none_or(|it| it == number) {
                upstream.socket.take_if(|(worker, _)| *worker == at);
            }
        }
    }

    fn runner(&mut self, at: usize, shard: u32, fence: Fence) -> Option<&mut Runner> {
        self.workers[at].running.get_mut(&shard).filter(|it| it.fence == fence)
    }

    /// Takes the servers over, and resumes the session or begins one and reads back what nobody
    /// dealt with.
    fn attached(&mut self, at: usize, shard: u32, fence: Fence) {
        if self.runner(at, shard, fence).is_none_or(|it| it.leaving) {
            return;
        }
        if !self.reaches(at) {
            self.after(100, Event::Attached(at, shard, fence));
            return;
        }
        let greatest = self.memory.fences.entry(shard).or_default();
        if fence < *greatest {
            self.refused(at, shard, fence);
            return;
        }
        *greatest = fence;
        let Upstream { session: live, events, socket } = self.discord[shard as usize];
        let new = self.sessions + 1;
        let Some(runner) = self.runner(at, shard, fence) else { return };
        let saved = runner.saved.take().map(|it| (it.id.parse().unwrap(), it.committed));
        let (known, from) = saved.unwrap_or((runner.session, runner.committed));
        let resumes = live > 0 && known == live;
        (runner.session, runner.committed) = if resumes { (live, from) } else { (new, 0) };
        let (session, from) = (runner.session, runner.committed);
        self.sessions = self.sessions.max(session);
        self.discord[shard as usize] = Upstream { session, events, socket: Some((at, fence)) };
        for number in from + 1..=events {
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

    pub(crate) fn invalidate(&mut self, shard: u32) {
        let upstream = &mut self.discord[shard as usize];
        upstream.session = 0;
        if let Some((at, fence)) = upstream.socket.take() {
            let wait = self.some(100, 1000);
            self.after(wait, Event::Attached(at, shard, fence));
        }
    }

    fn delivered(&mut self, at: usize, shard: u32, session: u64, number: u64) {
        let wait = self.some(1, 30);
        let Some(runner) = self.workers[at].running.get_mut(&shard) else { return };
        if runner.session == session && number > runner.committed && runner.open.insert(number) {
            let fence = runner.fence;
            self.after(wait, Event::Commit(at, shard, fence, number));
        }
    }

    /// A commit was refused by a fence.
    pub(crate) fn refused(&mut self, at: usize, shard: u32, fence: Fence) {
        if self.workers[at].state == State::Gone || self.runner(at, shard, fence).is_none() {
            return;
        }
        let now = self.workers[at].clock(self.now);
        let shard = self.shard(shard);
        let steps = self.workers[at].holdings.fenced(now, shard);
        self.carry_out(at, steps);
        self.after(0, Event::Wake(at));
    }

    fn confirm(&mut self, at: usize, shard: u32, fence: Fence, number: u64, history: u64) {
        if self.workers[at].running.get(&shard).is_none_or(|it| it.fence != fence) {
            return;
        }
        if history != self.history {
            // The store has forgotten it: the journal is handled again.
            self.after(1, Event::Commit(at, shard, fence, number));
            return;
        }
        let Some(runner) = self.runner(at, shard, fence) else { return };
        runner.open.remove(&number);
        runner.kept.insert(number);
        while runner.kept.remove(&(runner.committed + 1)) {
            runner.committed += 1;
        }
        self.save(at, shard);
    }

    fn save(&mut self, at: usize, shard: u32) {
        let of = self.shard(shard);
        let Some(runner) = self.workers[at].running.get(&shard) else { return };
        let session = SessionRecord {
            id: runner.session.to_string(),
            resume_url: String::new(),
            committed: runner.committed,
            shards: of.of,
            intents: 0,
            saved_at: Timestamp(0),
        };
        self.workers[at].holdings.session(of, session);
    }

    fn finish(&mut self, at: usize, shard: u32, fence: Fence) {
        let of = self.shard(shard);
        let Some(runner) = self.runner(at, shard, fence) else { return };
        if !runner.open.is_empty() {
            self.after(20, Event::Finish(at, shard, fence));
            return;
        }
        self.workers[at].running.remove(&shard);
        let now = self.workers[at].clock(self.now);
        let steps = self.workers[at].holdings.handed_over(now, of, None);
        self.carry_out(at, steps);
    }
}
