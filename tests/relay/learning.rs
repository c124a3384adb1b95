//! A worker learns what the store has of a server: when it takes over, when the store has
//! forgotten, and when the store has another history.

use super::{
    data::{GUILDS, LANES, Left, Record, guild_id},
    worker::{Held, Purpose},
    world::{Call, World},
};
use ticketflow::store::Stamp;

impl World {
    /// The store has another history than the one that a server was learned from.
    pub(crate) fn learn_elsewhere(&mut self, at: usize, guild: usize) {
        if !self.workers[at].is_learning(guild) {
            self.begin_to_learn(at, guild, vec![]);
        }
    }

    /// What led to these has to be done again then. If it is being learned already, that goes on.
    pub(super) fn begin_to_learn(&mut self, at: usize, guild: usize, again: Vec<Held>) {
        let worker = &mut self.workers[at];
        match &mut worker.learning[guild] {
            Some(learning) => learning.extend(again),
            none => {
                *none = Some(again);
                worker.hands.begin_reading(guild_id(guild));
            }
        }
        self.learn(at, guild);
    }

    pub(super) fn learn(&mut self, at: usize, guild: usize) {
        if self.workers[at].learning[guild].is_some() {
            let fence = self.workers[at].fence;
            self.call(at, Purpose::Learn(guild), Call::TakeOver(guild, fence));
        }
    }

    pub(super) fn learned(
        &mut self,
        at: usize,
        guild: usize,
        stamp: Stamp,
        (records, entries): ([Record; LANES], Vec<Left>),
    ) {
        let worker = &mut self.workers[at];
        let Some(again) = worker.learning[guild].take() else { return };
        worker.learned_from[guild] = usize::try_from(stamp.0).unwrap();
        for lane in (0..LANES).filter(|lane| lane % GUILDS == guild) {
            worker.records[lane] = records[lane];
        }
        let is_first = !std::mem::replace(&mut worker.holds[guild], true);
        let found = Held { found_at: Some(guild), ..Held::decided(None, entries) };
        if self.workers[at].journal.found(stamp, guild_id(guild), found) {
            self.ask(at, stamp);
        }
        if is_first {
            if self.workers[at].holds == [true; GUILDS] {
                self.resume(at);
            }
            return;
        }
        for held in again {
            if held.found_at.is_some() {
                self.workers[at].hands.end_reading(guild_id(guild));
            }
            self.finish(at, guild, &held.settled);
            if let Some(item) = held.item {
                self.put_back(at, item);
            }
        }
        let due = self.workers[at].journal.learned(guild_id(guild));
        self.turn(at, due);
    }
}
