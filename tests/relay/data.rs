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
    pub(crate) basis: u32,
    pub(crate) fence: u64,
    pub(crate) settled: Vec<EffectId>,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Committed(Vec<Left>),
    Duplicate(Vec<Left>, u32),
    Conflict(u32),
    Fenced,
    Settled,
    Estate([u32; LANES], Vec<Left>),
}

/// One write.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Write {
    Commit { commit: u32, input: u16, lane: u8, effects: u8, reports: bool },
    Made(Left),
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
    versions: [u32; LANES],
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
                self.versions[usize::from(lane)] += 1;
                let owner = Owner::Desk;
                for index in 0..effects {
                    let id = EffectId { guild: guild_id(guild), owner, commit: number, index };
                    self.outbox.push(Left { id, commit, input, lane, reports });
                }
            }
            Write::Made(left) => {
                self.versions[usize::from(left.lane)] += 1;
                self.outbox.retain(|it| it.id != left.id);
            }
            Write::Settle(id) => self.outbox.retain(|it| it.id != id),
            Write::Fence(guild, fence) => self.fences[guild] = fence,
            Write::Canary(worker, number) => self.canaries[worker] = Some(number),
        }
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
        let version = self.versions[lane];
        let write = match commit.what {
            What::Input(input) => {
                if let Some((of, _)) = self.done[usize::from(input)] {
                    let left = self.outbox.iter().filter(|it| it.commit == of).copied();
                    let left = left.filter(|it| !commit.settled.contains(&it.id)).collect();
                    return (Outcome::Duplicate(left, version), writes);
                }
                let Input { lane, effects, reports } = inputs[usize::from(input)];
                Write::Commit { commit: number, input, lane, effects, reports }
            }
            What::Made(left) => {
                let is_there = self.outbox.iter().any(|it| it.id == left.id);
                if !is_there || commit.settled.contains(&left.id) {
                    return (Outcome::Duplicate(vec![], version), writes);
                }
                Write::Made(left)
            }
        };
        if version != commit.basis {
            return (Outcome::Conflict(version), writes);
        }
        writes.push(write);
        (Outcome::Committed(vec![]), writes)
    }

    pub(crate) fn take_over(&self, guild: usize, fence: u64) -> (Outcome, Vec<Write>) {
        if fence < self.fences[guild] {
            return (Outcome::Fenced, vec![]);
        }
        let left = self.outbox.iter().filter(|it| guild_of(it.lane) == guild).copied().collect();
        (Outcome::Estate(self.versions, left), vec![Write::Fence(guild, fence)])
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
