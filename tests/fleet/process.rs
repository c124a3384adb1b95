//! One worker of the box: what a real one does around its holdings.

use super::{
    runner::Runner,
    world::{BARRIER, EVERY, Event, World},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ticketflow::{
    domain::time::Timestamp,
    fleet::{Holdings, Step},
    store::{ShardRef, WorkerName, WorkerRecord},
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
    pub(crate) running: BTreeMap<ShardRef, Runner>,
    pub(crate) hand_overs: u32,
    pub(super) started: u64,
    /// Its clock runs this much too fast or slow, in thousandths.
    pub(super) drift: i64,
    ticking: Option<u64>,
}

impl Process {
    /// What its own clock says.
    pub(crate) fn clock(&self, now: u64) -> Duration {
        clock(self.started, self.drift, now)
    }

    pub(crate) fn runs(&self, shard: ShardRef) -> bool {
        self.running.contains_key(&shard)
    }

    /// Whether it passes on what comes through a shard.
    pub(crate) fn speaks_for(&self, shard: ShardRef) -> bool {
        self.running.get(&shard).is_some_and(|it| it.quiet.is_none())
    }
}

/// What a clock says that was started then and drifts so much.
pub(super) fn clock(started: u64, drift: i64, now: u64) -> Duration {
    let ran = i64::try_from(now - started).unwrap();
    Duration::from_millis(u64::try_from(ran + ran * drift / 1000).unwrap())
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
        | Event::Cross(at, ..)
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
                self.let_go(at);
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
            Event::Cross(_, shard, fence) => self.cross(at, shard, fence),
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
        self.tell_how_far(at);
        let worker = &mut self.workers[at];
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

    pub(super) fn carry_out(&mut self, at: usize, steps: Vec<Step>) {
        for step in steps {
            match step {
                Step::Start(held) | Step::Prepare(held) => {
                    let shard = held.shard;
                    let quiet = self.workers[at].holdings.divisions().is_coming(shard);
                    let runner = Runner {
                        fence: held.fence,
                        saved: held.session,
                        session: 0,
                        committed: 0,
                        kept: BTreeSet::new(),
                        open: BTreeMap::new(),
                        leaving: false,
                        quiet: quiet.then(BTreeMap::new),
                        told: None,
                        told_since: None,
                        old: 0,
                    };
                    if self.workers[at].running.insert(shard, runner).is_some() {
                        self.violations.push(format!("{}: {shard} was started twice", self.now));
                    }
                    let wait = self.some(20, 200);
                    self.after(wait, Event::Attached(at, shard, held.fence));
                }
                // These workers ask the store each time, and so have nothing to learn.
                Step::Learn(_) => {}
                Step::GoLive(held) => self.cross(at, held.shard, held.fence),
                Step::HandOver(shard) | Step::Retire(shard) => {
                    self.workers[at].hand_overs += 1;
                    if let Some(runner) = self.workers[at].running.get_mut(&shard) {
                        runner.leaving = true;
                        let fence = runner.fence;
                        self.unplug(at, Some(shard));
                        self.after(BARRIER, Event::Finish(at, shard, fence));
                    }
                }
                // What is refused is dropped: whoever refused it hears it too.
                Step::Leave(shard) => {
                    if let Some(runner) = self.workers[at].running.get_mut(&shard) {
                        runner.open.clear();
                    }
                }
                Step::Stop(shard) => {
                    self.workers[at].running.remove(&shard);
                    self.unplug(at, Some(shard));
                }
            }
        }
    }
}
