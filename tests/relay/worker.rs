//! One worker: what a real engine does around its journal and hands.

use super::{
    data::{GUILDS, LANES, Left, Outcome, Record, What, finished, guild_id, guild_of},
    lanes::{Item, Lane},
    links::Link,
    world::{Call, Event, World},
};
use ticketflow::{
    domain::{ids::EffectId, time::Timestamp},
    engine::{Due, Hands, Journal},
    store::{
        Kept, Stamp,
        redis::{Canary, quorum::Quorum},
    },
};

/// What a call was made for.
#[derive(Debug)]
pub(crate) enum Purpose {
    Lane(u8),
    Settle(usize, Vec<EffectId>),
    Learn(usize),
}

/// What follows once a commit is kept.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) item: Option<Item>,
    pub(crate) entries: Vec<Left>,
    pub(crate) settled: Vec<EffectId>,
    /// The server that the entries were found at, if nobody here has decided them.
    pub(crate) found_at: Option<usize>,
}

impl Held {
    pub(crate) fn decided(item: Option<Item>, entries: Vec<Left>) -> Self {
        Self { item, entries, settled: vec![], found_at: None }
    }

    pub(crate) fn settled(settled: Vec<EffectId>) -> Self {
        Self { item: None, entries: vec![], settled, found_at: None }
    }
}

pub(crate) struct Worker {
    pub(crate) fence: u64,
    pub(crate) is_up: bool,
    pub(crate) paused_until: u64,
    /// Whether its leases hold by its own clock.
    pub(crate) is_live: bool,
    pub(crate) side: u8,
    pub(crate) is_blind: bool,
    pub(crate) has_seen_replica: bool,
    /// Of which history it has seen how many replicas last.
    pub(crate) seen: Option<(usize, usize)>,
    /// What it has dealt with and could not tell the store that counts.
    pub(crate) untold: Vec<u16>,
    /// Answers of one line come in the order of the calls: until when the last one is on its way.
    pub(crate) answered_at: u64,
    /// Where the primary was last.
    pub(crate) address: usize,
    pub(crate) link: Option<Link>,
    pub(crate) links: u32,
    /// What is known of each history.
    pub(crate) watches: Vec<(usize, Canary, Quorum)>,
    /// The last server that was linked to, and its history.
    pub(crate) looked_after: Option<(usize, usize)>,
    /// Their numbers, and the history that they went to as far as is known.
    pub(crate) calls: Vec<(u32, usize, Purpose)>,
    pub(crate) called: u32,
    pub(crate) journal: Journal<Held>,
    pub(crate) hands: Hands,
    pub(crate) lanes: [Lane; LANES],
    pub(crate) records: [Record; LANES],
    /// From which history each server was learned.
    pub(crate) learned_from: [usize; GUILDS],
    pub(crate) holds: [bool; GUILDS],
    /// What has to be done again once a server is learned.
    pub(super) learning: [Option<Vec<Held>>; GUILDS],
    pub(crate) come: u32,
}

impl Worker {
    /// Of which history what is known of a server is.
    pub(crate) fn known_of(&self, guild: usize) -> Stamp {
        Stamp(self.learned_from[guild] as u64)
    }

    pub(crate) fn is_learning(&self, guild: usize) -> bool {
        self.learning[guild].is_some()
    }

    pub(crate) fn is_busy(&self) -> bool {
        self.lanes.iter().any(Lane::is_busy)
            || !self.journal.is_empty()
            || !self.hands.is_settled()
            || !self.calls.is_empty()
            || self.learning.iter().any(Option::is_some)
    }
}

impl World {
    /// The one that waited takes over, and another waits. Those before it have lost their leases.
    pub(crate) fn add_worker(&mut self) {
        if self.workers.len() == super::world::WORKERS {
            // There is always one.
            self.workers[self.holder].is_up = true;
            return;
        }
        if self.workers.is_empty() {
            self.join();
        }
        for former in &mut self.workers {
            former.is_live = former.side != 0 && former.is_live;
        }
        self.holder = self.workers.len() - 1;
        let at = self.holder;
        self.workers[at].is_live = true;
        for guild in 0..GUILDS {
            self.begin_to_learn(at, guild, vec![]);
        }
        self.join();
    }

    /// A worker that holds nothing.
    fn join(&mut self) {
        let at = self.workers.len();
        self.workers.push(Worker {
            fence: at as u64 + 1,
            is_up: true,
            paused_until: 0,
            is_live: false,
            side: 0,
            is_blind: false,
            has_seen_replica: false,
            seen: None,
            untold: vec![],
            answered_at: 0,
            address: self.primary,
            link: None,
            links: 0,
            watches: vec![],
            looked_after: None,
            calls: vec![],
            called: 0,
            journal: Journal::default(),
            hands: Hands::default(),
            lanes: Default::default(),
            records: Default::default(),
            learned_from: Default::default(),
            holds: [false; GUILDS],
            learning: Default::default(),
            come: 0,
        });
        self.connect(at);
    }

    /// Events that a worker takes part in; they wait for one that is paused.
    pub(crate) fn at_worker(&mut self, event: Event) {
        let (Event::Answered { worker: at, .. }
        | Event::Refused { worker: at, .. }
        | Event::TimesOut { worker: at, .. }
        | Event::RoundAnswered { worker: at, .. }
        | Event::RoundFails { worker: at, .. }
        | Event::Confirm { worker: at, .. }
        | Event::Connect { worker: at }
        | Event::Glance { worker: at, .. }
        | Event::Poll { worker: at }
        | Event::TryLane { worker: at, .. }
        | Event::Learn { worker: at, .. }
        | Event::EffectDone { worker: at, .. }
        | Event::Settle { worker: at, .. }) = event
        else {
            return;
        };
        if !self.workers[at].is_up {
            return;
        }
        let paused_until = self.workers[at].paused_until;
        if self.now < paused_until {
            self.after(paused_until - self.now, event);
            return;
        }
        match event {
            Event::Answered { number, outcome, .. } => {
                if let Some((history, purpose)) = self.ends_call(at, number) {
                    self.is_in_time(at);
                    self.answered(at, purpose, Stamp(history as u64), outcome);
                }
            }
            Event::Refused { number, server, .. } => {
                if let Some((_, purpose)) = self.ends_call(at, number) {
                    self.unknown(at, purpose);
                    if self.workers[at].link.as_ref().is_some_and(|it| it.server == server) {
                        self.hang_up(at);
                    }
                }
            }
            Event::TimesOut { number, .. } => {
                if let Some((_, purpose)) = self.ends_call(at, number) {
                    self.unknown(at, purpose);
                    self.is_late(at);
                }
            }
            Event::RoundAnswered { link, found, .. } => self.round_answered(at, link, &found),
            Event::RoundFails { link, number, .. } => self.round_fails(at, link, number),
            Event::Confirm { history, .. } => self.confirm(at, history),
            Event::Connect { .. } => self.connect(at),
            Event::Glance { link, .. } => self.glance(at, link),
            Event::Poll { .. } => self.poll(at),
            Event::TryLane { lane, .. } => self.try_again(at, lane),
            Event::Learn { guild, .. } => self.learn(at, guild),
            Event::EffectDone { left, .. } => self.effect_done(at, left),
            Event::Settle { guild, .. } => self.settle(at, guild),
            _ => {}
        }
    }

    fn ends_call(&mut self, at: usize, number: u32) -> Option<(usize, Purpose)> {
        let calls = &mut self.workers[at].calls;
        let position = calls.iter().position(|it| it.0 == number)?;
        let (_, history, purpose) = calls.swap_remove(position);
        Some((history, purpose))
    }

    /// It is not known what came of a call.
    pub(crate) fn unknown(&mut self, at: usize, purpose: Purpose) {
        match purpose {
            Purpose::Lane(lane) => self.after(50, Event::TryLane { worker: at, lane }),
            Purpose::Settle(guild, ids) => {
                self.workers[at].hands.finish(guild_id(guild), &ids);
                self.after(250, Event::Settle { worker: at, guild });
            }
            Purpose::Learn(guild) => self.after(50, Event::Learn { worker: at, guild }),
        }
    }

    fn answered(&mut self, at: usize, purpose: Purpose, stamp: Stamp, outcome: Outcome) {
        match (purpose, outcome) {
            (Purpose::Lane(lane), Outcome::Fenced) => self.lose(at, guild_of(lane)),
            (Purpose::Learn(guild), Outcome::Fenced) => self.lose(at, guild),
            (Purpose::Lane(lane), outcome) => self.handled(at, lane, stamp, outcome),
            (Purpose::Settle(guild, settled), _) => {
                self.hold_back(at, guild, stamp, Held::settled(settled));
            }
            (Purpose::Learn(guild), Outcome::Estate(records, entries)) => {
                self.learned(at, guild, stamp, (records, entries));
            }
            (Purpose::Learn(guild), _) => self.after(50, Event::Learn { worker: at, guild }),
        }
    }

    /// Somebody else writes for a server.
    fn lose(&mut self, at: usize, guild: usize) {
        let worker = &mut self.workers[at];
        worker.holds[guild] = false;
        worker.learning[guild] = None;
        for lane in (0..).take(LANES).filter(|lane| guild_of(*lane) == guild) {
            worker.lanes[usize::from(lane)] = Lane::default();
        }
        if worker.holds == [false; GUILDS] {
            worker.is_up = false;
        }
    }

    pub(crate) fn finish(&mut self, at: usize, guild: usize, ids: &[EffectId]) {
        if !ids.is_empty() {
            self.workers[at].hands.finish(guild_id(guild), ids);
            self.after(100, Event::Settle { worker: at, guild });
        }
    }

    fn settle(&mut self, at: usize, guild: usize) {
        let ids = finished(&mut self.workers[at].hands, guild);
        if !ids.is_empty() {
            self.call(at, Purpose::Settle(guild, ids.clone()), Call::Settle(ids));
        }
    }

    /// Sees to it that what follows from a commit is done once that is kept.
    pub(crate) fn hold_back(&mut self, at: usize, guild: usize, stamp: Stamp, held: Held) {
        if self.workers[at].journal.note(stamp, guild_id(guild), held) {
            self.ask(at, stamp);
        }
    }

    pub(super) fn ask(&mut self, at: usize, stamp: Stamp) {
        if self.workers[at].journal.ask(stamp) {
            self.confirm(at, usize::try_from(stamp.0).unwrap());
        }
    }

    /// It is known what became of a history.
    pub(crate) fn is_known(&mut self, at: usize, stamp: Stamp, kept: Kept) {
        let due = self.workers[at].journal.answered(stamp, kept);
        self.turn(at, due);
        self.ask(at, stamp);
    }

    pub(super) fn turn(&mut self, at: usize, due: Vec<Due<Held>>) {
        for due in due {
            match due {
                Due::Kept(held) => self.release(at, held),
                Due::Forgotten(guild, items) => {
                    let guild = (0..GUILDS).find(|it| guild_id(*it) == guild).unwrap();
                    self.begin_to_learn(at, guild, items);
                }
            }
        }
        self.catch_up(at);
    }

    fn release(&mut self, at: usize, held: Held) {
        let worker = &mut self.workers[at];
        worker.hands.done(&held.settled);
        match held.item.map(|it| it.what) {
            Some(What::Made(left)) => worker.hands.done(&[left.id]),
            Some(What::Input(input)) => self.acknowledge_input(at, input),
            None => {}
        }
        for left in held.entries {
            self.begin(at, left);
        }
        if let Some(guild) = held.found_at {
            self.workers[at].hands.end_reading(guild_id(guild));
        }
    }

    /// An input is dealt with, as its session's holder tells the store.
    pub(crate) fn acknowledge_input(&mut self, at: usize, input: u16) {
        if self.workers[at].side != 0 {
            self.workers[at].untold.push(input);
        } else if self.discord.heard_by == Some(at) {
            self.discord.acknowledged[usize::from(input)] = true;
        }
    }

    fn begin(&mut self, at: usize, left: Left) {
        let worker = &mut self.workers[at];
        if !worker.hands.take(left.id, Timestamp::default()) {
            return;
        }
        if !worker.is_live || !worker.holds[guild_of(left.lane)] {
            worker.hands.let_go(left.id);
            return;
        }
        if self.discord.begun_by.contains(&(at, left.commit, left.id)) {
            self.discord.twice.get_or_insert(left.input);
        }
        self.discord.begun_by.push((at, left.commit, left.id));
        self.discord.begun.push(left);
        let wait = self.some(1, 40);
        self.after(wait, Event::EffectDone { worker: at, left });
    }

    fn effect_done(&mut self, at: usize, left: Left) {
        let guild = guild_of(left.lane);
        if !self.workers[at].holds[guild] {
            return;
        }
        if left.reports {
            self.come(at, What::Made(left), left.lane);
        } else {
            self.finish(at, guild, &[left.id]);
        }
    }
}
