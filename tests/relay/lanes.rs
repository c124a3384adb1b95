//! A worker's lanes: one input after the other, and what has to be done again before all that came
//! after it.

use super::{
    data::{Commit, GUILDS, Outcome, Record, What, finished, guild_id, guild_of},
    worker::{Held, Purpose},
    world::{Call, World},
};
use std::collections::{BTreeMap, VecDeque};
use ticketflow::store::Stamp;

/// Something to be handled, in its place among all that have come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) place: u32,
    pub(crate) lane: u8,
    pub(crate) what: What,
}

#[derive(Default)]
pub(crate) struct Lane {
    queue: VecDeque<Item>,
    again: BTreeMap<u32, Item>,
    /// What is being handled, on top of what waits for it to be done again.
    handling: Vec<Item>,
    /// What is tried, until it is known what came of it.
    commit: Option<Commit>,
    /// Waits until it is known what became of another history than the one heard from last.
    is_behind: bool,
}

impl Lane {
    pub(crate) fn is_busy(&self) -> bool {
        !self.queue.is_empty() || !self.again.is_empty() || !self.handling.is_empty()
    }
}

impl World {
    /// An input comes in.
    pub(crate) fn submit(&mut self, at: usize, input: u16) {
        let lane = self.discord.inputs[usize::from(input)].lane;
        self.come(at, What::Input(input), lane);
    }

    pub(crate) fn come(&mut self, at: usize, what: What, lane: u8) {
        let worker = &mut self.workers[at];
        if !worker.is_up {
            return;
        }
        worker.come += 1;
        let item = Item { place: worker.come, lane, what };
        worker.lanes[usize::from(lane)].queue.push_back(item);
        self.go_on(at, lane);
    }

    /// Something was forgotten and is handled again, before all that came after it.
    pub(crate) fn put_back(&mut self, at: usize, item: Item) {
        self.workers[at].lanes[usize::from(item.lane)].again.insert(item.place, item);
        self.go_on(at, item.lane);
    }

    /// Lanes that waited for what became of older histories go on.
    pub(crate) fn catch_up(&mut self, at: usize) {
        for lane in (0..).take(self.workers[at].lanes.len()) {
            let worker = &mut self.workers[at];
            let (guild, known) = (guild_id(guild_of(lane)), worker.known_of(guild_of(lane)));
            let is_learning = worker.is_learning(guild_of(lane));
            let it = &mut worker.lanes[usize::from(lane)];
            if it.is_behind && !is_learning && !worker.journal.is_behind(guild, known) {
                it.is_behind = false;
                self.go_on(at, lane);
            }
        }
    }

    /// Begins what is next, unless something is under way.
    fn go_on(&mut self, at: usize, lane: u8) {
        let worker = &mut self.workers[at];
        let is_learning = worker.is_learning(guild_of(lane));
        let known = worker.known_of(guild_of(lane));
        let it = &mut worker.lanes[usize::from(lane)];
        if it.commit.is_some() || !it.is_busy() || !worker.holds[usize::from(lane) % GUILDS] {
            return;
        }
        it.is_behind = is_learning || worker.journal.is_behind(guild_id(guild_of(lane)), known);
        if it.is_behind {
            return;
        }
        if it.handling.is_empty() {
            let next = it.queue.pop_front();
            let next = next.or_else(|| it.again.pop_first().map(|(_, item)| item));
            it.handling.extend(next);
        }
        while let (Some(top), Some(first)) = (it.handling.last(), it.again.first_entry())
            && *first.key() < top.place
        {
            it.handling.push(first.remove());
        }
        let Some(Item { what, .. }) = it.handling.last().copied() else { return };
        let (basis, fence) = (worker.records[usize::from(lane)], worker.fence);
        let of = worker.learned_from[guild_of(lane)];
        if worker.link.as_ref().is_some_and(|link| link.history != of) {
            it.is_behind = true;
            self.learn_elsewhere(at, guild_of(lane));
            return;
        }
        let settled = finished(&mut worker.hands, guild_of(lane));
        let commit = Commit { lane, what, basis, fence, settled };
        it.commit = Some(commit.clone());
        self.call(at, Purpose::Lane(lane), Call::Commit(commit));
    }

    /// It is not known what came of the commit of a lane: it is decided on anew.
    pub(crate) fn try_again(&mut self, at: usize, lane: u8) {
        let commit = self.workers[at].lanes[usize::from(lane)].commit.take();
        if let Some(commit) = commit {
            self.finish(at, guild_of(lane), &commit.settled);
            self.go_on(at, lane);
        }
    }

    /// It is known what came of the commit of a lane.
    pub(crate) fn handled(&mut self, at: usize, lane: u8, stamp: Stamp, outcome: Outcome) {
        let guild = guild_of(lane);
        let worker = &mut self.workers[at];
        let is_known = worker.known_of(guild) == stamp;
        let it = &mut worker.lanes[usize::from(lane)];
        let Some(Commit { basis, settled, .. }) = it.commit.take() else { return };
        // What is known is of another history by now.
        let mut unknown = Record::default();
        let known = &mut worker.records[usize::from(lane)];
        let record = if is_known { known } else { &mut unknown };
        let entries = match outcome {
            Outcome::Committed(entries, commit) => {
                *record = basis.next(commit);
                entries
            }
            Outcome::Duplicate(entries, now) => {
                *record = now;
                entries
            }
            Outcome::Conflict(now) => {
                *record = now;
                self.finish(at, guild, &settled);
                self.go_on(at, lane);
                return;
            }
            _ => return,
        };
        let item = it.handling.pop();
        if !settled.is_empty() {
            self.hold_back(at, guild, stamp, Held::settled(settled));
        }
        self.hold_back(at, guild, stamp, Held::decided(item, entries));
        self.go_on(at, lane);
    }
}
