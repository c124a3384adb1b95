//! The world: servers, workers and Discord, driven by one queue of events and one seed.

use super::{
    data::{Commit, Data, Input, Left, Outcome, guild_of},
    faults::Fault,
    servers::{Server, Waiter},
    worker::Worker,
};
use std::{cmp::Reverse, collections::BinaryHeap, rc::Rc};
use ticketflow::{
    domain::ids::EffectId,
    store::redis::{Replicas, quorum::Round},
};

/// How long a worker waits for an answer.
pub(crate) const DEADLINE: u64 = 1_000;

/// What a worker asks of the store.
#[derive(Debug)]
pub(crate) enum Call {
    Commit(Commit),
    Settle(Vec<EffectId>),
    TakeOver(usize, u64),
}

/// What a round of the barrier has found at the server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) number: u64,
    pub(crate) canary: Option<u64>,
    pub(crate) round: Round<'static>,
}

#[derive(Debug)]
pub(crate) enum Event {
    /// Something happens at Discord.
    Emit,
    Fault(Fault),
    /// A call reaches a server.
    Arrives {
        worker: usize,
        server: usize,
        number: u32,
        call: Rc<Call>,
    },
    Answered {
        worker: usize,
        number: u32,
        outcome: Outcome,
    },
    /// The server is none that can be written to.
    Refused {
        worker: usize,
        number: u32,
        server: usize,
    },
    TimesOut {
        worker: usize,
        number: u32,
    },
    RoundArrives {
        worker: usize,
        server: usize,
        link: u32,
        number: u64,
        wanted: u8,
    },
    WaitEnds {
        server: usize,
        waiter: u32,
    },
    RoundAnswered {
        worker: usize,
        link: u32,
        found: Found,
    },
    RoundFails {
        worker: usize,
        link: u32,
        number: u64,
    },
    /// A worker asks about a history, again.
    Confirm {
        worker: usize,
        history: usize,
    },
    Connect {
        worker: usize,
    },
    /// A worker asks the sentinels.
    Poll {
        worker: usize,
    },
    /// A worker looks after the replicas of its server.
    Glance {
        worker: usize,
        link: u32,
    },
    TryLane {
        worker: usize,
        lane: u8,
    },
    Learn {
        worker: usize,
        guild: usize,
    },
    EffectDone {
        worker: usize,
        left: Left,
    },
    Settle {
        worker: usize,
        guild: usize,
    },
    /// What was sent to a replica up to there reaches it.
    Replicate {
        replica: usize,
        attachment: u32,
        upto: usize,
    },
    Acknowledge {
        primary: usize,
        replica: usize,
        attachment: u32,
        upto: usize,
    },
    /// The sentinels have a server follow the primary.
    Attach {
        replica: usize,
    },
    Synced {
        replica: usize,
        attachment: u32,
    },
}

struct Queued {
    key: Reverse<(u64, u64)>,
    event: Event,
}

impl PartialEq for Queued {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Queued {}

impl PartialOrd for Queued {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Queued {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

/// Discord: what happens there, who hears it, and what was done.
#[derive(Default)]
pub(crate) struct Discord {
    pub(crate) inputs: Vec<Input>,
    pub(crate) emitted: usize,
    pub(crate) acknowledged: Vec<bool>,
    pub(crate) heard_by: Option<usize>,
    /// Effects that were begun, in order.
    pub(crate) begun: Vec<Left>,
    /// The worker, the commit and the name of each.
    pub(crate) begun_by: Vec<(usize, u32, EffectId)>,
    /// An input of which a worker began an effect twice.
    pub(crate) twice: Option<u16>,
}

pub(crate) struct World {
    pub(crate) now: u64,
    pub(crate) random: fastrand::Rng,
    pub(crate) wanted: Replicas,
    /// Whether at most one server is out at a time, and only for as long as `auto` allows.
    pub(crate) is_careful: bool,
    pub(crate) servers: Vec<Server>,
    pub(crate) waiters: Vec<(u32, Waiter)>,
    /// Who the sentinels say is the primary.
    pub(crate) primary: usize,
    pub(crate) histories: usize,
    pub(crate) workers: Vec<Worker>,
    /// The last that has taken over; the one after it waits.
    pub(crate) holder: usize,
    pub(crate) commits: u32,
    pub(crate) waits: u32,
    pub(crate) discord: Discord,
    /// One in so many answers of the store is lost; 0 for none.
    pub(crate) loses: u32,
    queue: BinaryHeap<Queued>,
    queued: u64,
}

/// The names of histories.
pub(crate) const HISTORIES: [&str; 64] = {
    const A: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-";
    let mut names = [""; 64];
    let mut at = 0;
    while at < 64 {
        let (_, rest) = A.split_at(at);
        let (name, _) = rest.split_at(1);
        names[at] = name;
        at += 1;
    }
    names
};

/// How many workers there can be in one schedule.
pub(crate) const WORKERS: usize = 8;

impl World {
    pub(crate) fn new(seed: u64, replicas: usize, inputs: Vec<Input>) -> Self {
        let data = Data::new(inputs.len(), WORKERS);
        let acknowledged = vec![false; inputs.len()];
        let servers = (0..=replicas).map(|at| Server::new(data.clone(), at)).collect();
        Self {
            now: 0,
            random: fastrand::Rng::with_seed(seed),
            wanted: Replicas::Auto,
            is_careful: false,
            servers,
            waiters: vec![],
            primary: 0,
            histories: 1,
            workers: vec![],
            holder: 0,
            commits: 0,
            waits: 0,
            discord: Discord { inputs, acknowledged, ..Discord::default() },
            loses: 0,
            queue: BinaryHeap::new(),
            queued: 0,
        }
    }

    pub(crate) fn after(&mut self, wait: u64, event: Event) {
        self.queued += 1;
        self.queue.push(Queued { key: Reverse((self.now + wait, self.queued)), event });
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
        while self.queue.peek().is_some_and(|next| next.key.0.0 <= end) {
            let Some(Queued { key, event }) = self.queue.pop() else { break };
            self.now = key.0.0;
            self.happen(event);
        }
        self.now = end;
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Emit => self.emit(),
            Event::Fault(fault) => self.fault(fault),
            Event::Arrives { .. }
            | Event::RoundArrives { .. }
            | Event::WaitEnds { .. }
            | Event::Replicate { .. }
            | Event::Acknowledge { .. }
            | Event::Attach { .. }
            | Event::Synced { .. } => self.at_server(event),
            _ => self.at_worker(event),
        }
    }

    fn emit(&mut self) {
        let input = self.discord.emitted;
        if input == self.discord.inputs.len() {
            return;
        }
        self.discord.emitted += 1;
        if let Some(worker) = self.discord.heard_by {
            self.submit(worker, u16::try_from(input).unwrap());
        }
    }

    /// What a session that is resumed hears again.
    pub(crate) fn resume(&mut self, worker: usize) {
        if worker != self.holder {
            // Its lease is somebody else's by now.
            return;
        }
        self.discord.heard_by = Some(worker);
        let known = &self.discord.acknowledged;
        let from = known.iter().position(|it| !it).unwrap_or(known.len());
        for input in from..self.discord.emitted {
            self.submit(worker, u16::try_from(input).unwrap());
        }
    }

    /// Whether everything that happened has been dealt with. If not, what is missing.
    pub(crate) fn missing(&self) -> Option<String> {
        let data = &self.servers[self.primary].data;
        for input in 0..self.discord.inputs.len() {
            let is_told = self.discord.acknowledged[input];
            if data.done[input].is_none() && (self.is_promised() || !is_told) {
                return Some(format!("input {input} is not committed"));
            }
            if !is_told {
                return Some(format!("input {input} is not dealt with"));
            }
        }
        // A name of an effect whose commit was lost may be in hands when it is given again.
        if let Some(left) = data.outbox.first().filter(|_| self.is_promised()) {
            return Some(format!("an entry of input {} is not settled: {:?}", left.input, left.id));
        }
        let behind = |server: &Server| !server.follows(self.primary);
        if let Some(at) =
            (0..self.servers.len()).find(|at| *at != self.primary && behind(&self.servers[*at]))
        {
            return Some(format!("server {at} does not follow"));
        }
        let holder = &self.workers[self.discord.heard_by?];
        holder.is_busy().then(|| "the worker has not finished".to_owned())
    }

    /// Whether what is kept is promised to stay so in this schedule.
    pub(crate) fn is_promised(&self) -> bool {
        let replicas = u8::try_from(self.servers.len() - 1).unwrap();
        self.is_careful && self.wanted != Replicas::Exactly(0)
            || self.wanted == Replicas::Exactly(replicas)
            || replicas == 0
    }

    /// What must not be, and is.
    pub(crate) fn violation(&self) -> Option<String> {
        let data = &self.servers[self.primary].data;
        if let Some(lane) = data.astray {
            return Some(format!("lane {lane} has what was decided on something else"));
        }
        let order = &data.order;
        let begun = &self.discord.begun;
        let is_promised = self.is_promised();
        let mut last = [None; super::data::LANES];
        for (at, (lane, input, commit)) in order.iter().enumerate() {
            if order[..at].iter().any(|(_, other, _)| other == input) {
                return Some(format!("input {input} is committed twice"));
            }
            let effects = self.discord.inputs[usize::from(*input)].effects;
            for index in 0..effects {
                let is_it = |it: &&Left| it.input == *input && it.id.index == index;
                let done = begun.iter().filter(is_it).any(|it| it.commit == *commit);
                if !done && is_promised {
                    return Some(format!("effect {index} of input {input} was never begun"));
                }
            }
            let last = &mut last[usize::from(*lane)];
            if is_promised && last.is_some_and(|last| last > *input) {
                return Some(format!("input {input} is committed after {last:?} of its lane"));
            }
            *last = Some(*input);
        }
        if !is_promised {
            return None;
        }
        if let Some(input) = self.discord.twice {
            return Some(format!("an effect of input {input} was begun twice by one worker"));
        }
        if let Some(lost) = begun.iter().find(|it| !order.iter().any(|(.., by)| *by == it.commit)) {
            return Some(format!(
                "an effect of input {} was begun, its commit is lost",
                lost.input
            ));
        }
        let mut first = [None::<u16>; super::data::LANES];
        let mut seen = Vec::new();
        for left in begun {
            if seen.contains(&left.input) {
                continue;
            }
            seen.push(left.input);
            let first = &mut first[usize::from(left.lane)];
            if first.is_some_and(|first| first > left.input) {
                return Some(format!("input {} is released after {first:?}", left.input));
            }
            *first = Some(left.input);
        }
        debug_assert!(begun.iter().all(|it| guild_of(it.lane) < super::data::GUILDS));
        None
    }
}
