//! What one server of the store has: the commit script's rules a second time, as far as they matter
//! here, over what replicas can follow write by write.

use ticketflow::{
    domain::ids::{EffectId, GuildId, Owner},
    engine::Hands,
};

pub(crate) const GUILDS: usize = 2;
pub(crate) const LANES: usize = 4;

/// A lane's server.
pub(crate) fn guild_of(lane: u8) -> usize {
    usize::from(lane) % GUILDS
}

pub(crate) fn guild_id(guild: usize) -> GuildId {
    GuildId::new(guild as u64 + 1)
}

/// An entry of the outbox, and which commit of which input put it there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Left {
    pub(crate) id: EffectId,
    pub(crate) commit: u32,
    pub(crate) input: u16,
    pub(crate) lane: u8,
    /// Whether its end is told by a commit of its own.
    pub(crate) reports: bool,
}

/// What a lane's commits have come to: how many they are, and which was the last. Two histories may
/// have as many that are not the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Record {
    version: u32,
    last: u32,
}

impl Record {
    /// After one more commit.
    pub(crate) fn next(self, commit: u32) -> Self {
        Self { version: self.version + 1, last: commit }
    }
}

/// What is committed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    Input(u16),
    Made(Left),
}

/// One input: its lane, how many effects follow, and whether those report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input {
    pub(crate) lane: u8,
    pub(crate) effects: u8,
    pub(crate) reports: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Commit {
    pub(crate) lane: u8,
    pub(crate) what: What,
    pub(crate) basis: Record,
    pub(crate) fence: u64,
    pub(crate) settled: Vec<EffectId>,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Committed(Vec<Left>, u32),
    Duplicate(Vec<Left>, Record),
    Conflict(Record),
    Fenced,
    Settled,
    Estate([Record; LANES], Vec<Left>),
}

/// One write.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Write {
    Commit {
        commit: u32,
        input: u16,
        lane: u8,
        effects: u8,
        reports: bool,
    },
    Made {
        commit: u32,
        left: Left,
    },
    /// What was decided on something else than this history has.
    Astray(u8),
    Settle(EffectId),
    Fence(usize, u64),
    Canary(usize, u64),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Data {
    /// The commit of each input.
    pub(crate) done: Vec<Option<(u32, u64)>>,
    /// The commits in their order.
    pub(crate) order: Vec<(u8, u16, u32)>,
    pub(crate) outbox: Vec<Left>,
    /// A lane in which something was written that was decided on something else.
    pub(crate) astray: Option<u8>,
    records: [Record; LANES],
    commits: [u64; GUILDS],
    fences: [u64; GUILDS],
    canaries: Vec<Option<u64>>,
}

impl Data {
    pub(crate) fn new(inputs: usize, workers: usize) -> Self {
        let (done, canaries) = (vec![None; inputs], vec![None; workers]);
        Self { done, canaries, ..Self::default() }
    }

    pub(crate) fn canary(&self, worker: usize) -> Option<u64> {
        self.canaries[worker]
    }

    pub(crate) fn apply(&mut self, write: Write) {
        match write {
            Write::Commit { commit, input, lane, effects, reports } => {
                let guild = guild_of(lane);
                self.commits[guild] += 1;
                let number = self.commits[guild];
                self.done[usize::from(input)] = Some((commit, number));
                self.order.push((lane, input, commit));
                self.wrote(lane, commit);
                let owner = Owner::Desk;
                for index in 0..effects {
                    let id = EffectId { guild: guild_id(guild), owner, commit: number, index };
                    self.outbox.push(Left { id, commit, input, lane, reports });
                }
            }
            Write::Made { commit, left } => {
                self.wrote(left.lane, commit);
                self.outbox.retain(|it| it.id != left.id);
            }
            Write::Astray(lane) => self.astray = Some(lane),
            Write::Settle(id) => self.outbox.retain(|it| it.id != id),
            Write::Fence(guild, fence) => self.fences[guild] = fence,
            Write::Canary(worker, number) => self.canaries[worker] = Some(number),
        }
    }

    fn wrote(&mut self, lane: u8, commit: u32) {
        let record = &mut self.records[usize::from(lane)];
        *record = record.next(commit);
    }

    /// What a commit comes to, and the writes that it is.
    pub(crate) fn commit(
        &self,
        commit: &Commit,
        number: u32,
        inputs: &[Input],
    ) -> (Outcome, Vec<Write>) {
        let (lane, guild) = (usize::from(commit.lane), guild_of(commit.lane));
        let mut writes = Vec::new();
        if commit.fence < self.fences[guild] {
            return (Outcome::Fenced, writes);
        }
        if commit.fence > self.fences[guild] {
            writes.push(Write::Fence(guild, commit.fence));
        }
        writes.extend(commit.settled.iter().copied().map(Write::Settle));
        let record = self.records[lane];
        let write = match commit.what {
            What::Input(input) => {
                if let Some((of, _)) = self.done[usize::from(input)] {
                    let left = self.outbox.iter().filter(|it| it.commit == of).copied();
                    let left = left.filter(|it| !commit.settled.contains(&it.id)).collect();
                    return (Outcome::Duplicate(left, record), writes);
                }
                let Input { lane, effects, reports } = inputs[usize::from(input)];
                Write::Commit { commit: number, input, lane, effects, reports }
            }
            What::Made(left) => {
                let is_there = self.outbox.iter().any(|it| it.id == left.id);
                if !is_there || commit.settled.contains(&left.id) {
                    return (Outcome::Duplicate(vec![], record), writes);
                }
                Write::Made { commit: number, left }
            }
        };
        if record.version != commit.basis.version {
            return (Outcome::Conflict(record), writes);
        }
        if record != commit.basis {
            writes.push(Write::Astray(commit.lane));
        }
        writes.push(write);
        (Outcome::Committed(vec![], number), writes)
    }

    pub(crate) fn take_over(&self, guild: usize, fence: u64) -> (Outcome, Vec<Write>) {
        if fence < self.fences[guild] {
            return (Outcome::Fenced, vec![]);
        }
        let left = self.outbox.iter().filter(|it| guild_of(it.lane) == guild).copied().collect();
        (Outcome::Estate(self.records, left), vec![Write::Fence(guild, fence)])
    }

    /// The entries of a commit that was just made.
    pub(crate) fn entries_of(&self, commit: u32) -> Vec<Left> {
        self.outbox.iter().filter(|it| it.commit == commit).copied().collect()
    }
}

/// The entries of a server that are done, for whoever settles them.
pub(crate) fn finished(hands: &mut Hands, guild: usize) -> Vec<EffectId> {
    hands.collect(guild_id(guild))
}
