//! A worker learns what the store has of a server: when it takes over, when the store has forgotten,
//! and when the store has another history.

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
            self.workers[at].learning[guild] = Some(vec![]);
            self.learn(at, guild);
        }
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
        worker.journal.heard(stamp, guild_id(guild));
        worker.learned_from[guild] = usize::try_from(stamp.0).unwrap();
        for lane in (0..LANES).filter(|lane| lane % GUILDS == guild) {
            worker.records[lane] = records[lane];
        }
        let is_first = !std::mem::replace(&mut worker.holds[guild], true);
        let found = Held { item: None, entries, settled: vec![] };
        if !found.entries.is_empty()
            && self.workers[at].journal.found(stamp, guild_id(guild), found)
        {
            self.ask(at, stamp);
        }
        if is_first {
            if self.workers[at].holds == [true; GUILDS] {
                self.resume(at);
            }
            return;
        }
        for held in again {
            self.finish(at, guild, &held.settled);
            if let Some(item) = held.item {
                self.put_back(at, item);
            }
        }
        let due = self.workers[at].journal.learned(guild_id(guild));
        self.turn(at, due);
    }
}
