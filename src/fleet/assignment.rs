//! What a worker should claim or give up: a pure function of what all workers see.
//!
//! Shards stay where they are. Free ones are divided among the workers that take shards, in a way
//! that every worker computes alike, so that claims rarely meet. Views may differ for the length of
//! a tick; the store then gives the shard to whoever comes first.

#[cfg(test)]
mod tests;

use crate::store::{Division, Divisions, Lease, Member, ShardRef, WorkerName};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// What a worker sees.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The one who looks.
    pub me: &'a WorkerName,
    /// Everybody who is there.
    pub members: &'a [Member],
    /// Every shard that was ever held.
    pub leases: &'a [Lease],
    /// The shards to be held: of the present division, and of a coming one.
    pub divisions: Divisions,
    /// Workers taken for dead: their shards count as free.
    pub suspects: &'a BTreeSet<WorkerName>,
    /// Whoever was silent for this long is not there any more.
    pub patience: Duration,
    /// Whether the store was away just now. Leases have ended then whose holders are about to come
    /// back to them.
    pub disturbed: bool,
    /// Whether workers came or went lately.
    pub restless: bool,
}

/// What a worker should do about its share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Free shards that are its to take.
    pub claim: Vec<ShardRef>,
    /// One shard too many, to be handed over.
    pub give_up: Option<ShardRef>,
}

/// Decides. Each division is shared for itself: one day the coming one is there alone.
#[must_use]
pub fn plan(view: &View<'_>) -> Plan {
    let takers = takers(view);
    let leases = view.leases.iter().filter(|it| holds(view, it)).map(|it| (it.shard, it)).collect();
    let Divisions { present, coming } = view.divisions;
    let present = plan_of(view, &leases, present, &takers);
    let coming = coming.map(|it| plan_of(view, &leases, it, &takers)).unwrap_or_default();
    let claim: Vec<_> = present.claim.into_iter().chain(coming.claim).collect();
    let all_held = view.divisions.shards().all(|shard| leases.contains_key(&shard));
    let give_up = present.give_up.or(coming.give_up).filter(|_| all_held);
    Plan { claim, give_up }
}

/// `leases` are those that keep others out.
fn plan_of(
    view: &View<'_>,
    leases: &BTreeMap<ShardRef, &Lease>,
    division: Division,
    takers: &[Taker<'_>],
) -> Plan {
    let mut loads: BTreeMap<&WorkerName, usize> = takers.iter().map(|it| (it.name, 0)).collect();
    let mut free = Vec::new();
    let mut mine = Vec::new();
    for shard in division.shards() {
        let Some(lease) = leases.get(&shard) else {
            free.push(shard);
            continue;
        };
        if let Some(load) = loads.get_mut(&lease.owner) {
            *load += 1;
        }
        if lease.owner == *view.me {
            mine.push(shard);
        }
    }
    let share = (division.of as usize).div_ceil(takers.len().max(1));
    let give_up = too_many(view, takers, &mine, share);
    let claim = free
        .into_iter()
        .filter(|shard| allot(*shard, takers, &mut loads, share) == Some(view.me))
        .collect();
    Plan { claim, give_up }
}

/// A worker that takes shards.
struct Taker<'a> {
    name: &'a WorkerName,
    /// Whether it is of the newest revision.
    newest: bool,
}

/// Whether a lease keeps others out.
fn holds(view: &View<'_>, lease: &Lease) -> bool {
    if view.suspects.contains(&lease.owner) {
        return false;
    }
    let comes_back = view.disturbed
        && !lease.released
        && lease.owner != *view.me
        && view.members.iter().any(|it| it.worker.name == lease.owner);
    !lease.left.is_zero() || comes_back
}

/// Those who take shards. A revision is as old as the longest running of its workers: during a
/// deploy, the workers of the new one come one by one, and all after those of the old one.
fn takers<'a>(view: &View<'a>) -> Vec<Taker<'a>> {
    let able = view.members.iter().filter(|member| {
        !member.worker.draining
            && (view.disturbed || member.silent_for < view.patience)
            && !view.suspects.contains(&member.worker.name)
    });
    let able: Vec<_> = able.collect();
    let mut first = BTreeMap::new();
    for member in &able {
        let worker = &member.worker;
        let started = first.entry(worker.revision.as_str()).or_insert(worker.started_at);
        *started = worker.started_at.min(*started);
    }
    // Two that began at the same time differ by name, so that all workers agree.
    let newest = first.iter().max_by_key(|(revision, started)| (**started, **revision));
    let newest = newest.map(|(revision, _)| *revision);
    let taker = |member: &&'a Member| Taker {
        name: &member.worker.name,
        newest: Some(member.worker.revision.as_str()) == newest,
    };
    able.iter().map(taker).collect()
}

/// Who takes a free shard: the least loaded of the newest revision, so that no shard moves twice
/// while an old revision leaves. Workers of an old one only help out where few new ones would be
/// buried.
fn allot<'a>(
    shard: ShardRef,
    takers: &[Taker<'a>],
    loads: &mut BTreeMap<&'a WorkerName, usize>,
    share: usize,
) -> Option<&'a WorkerName> {
    let load = |name: &WorkerName| loads.get(name).copied().unwrap_or_default();
    let has_room = |it: &&Taker<'a>| it.newest && load(it.name) < 2 * share;
    let with_room = takers.iter().any(|it| has_room(&it));
    let fit = takers.iter().filter(|it| !with_room || has_room(it));
    let chosen = fit.min_by_key(|it| (load(it.name), rank(shard, it.name)))?.name;
    *loads.entry(chosen).or_default() += 1;
    Some(chosen)
}

/// An order of workers that is another for every shard, so that equals share evenly.
fn rank(shard: ShardRef, name: &WorkerName) -> u64 {
    // FNV-1a: the same in every build, which the standard library's hash does not promise.
    let bytes = shard.number.to_le_bytes();
    let mut hash = bytes.iter().chain(name.as_str().as_bytes()).fold(0xcbf2_9ce4_8422_2325, step);
    // Its last bytes hardly reach the upper bits.
    hash ^= hash >> 32;
    step(hash, &0)
}

fn step(hash: u64, byte: &u8) -> u64 {
    (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// A shard to be given up for the sake of balance. Not while two revisions run: the old one leaves
/// anyway, and its shards would move twice.
fn too_many(
    view: &View<'_>,
    takers: &[Taker<'_>],
    mine: &[ShardRef],
    share: usize,
) -> Option<ShardRef> {
    let can_move = !view.restless
        && !view.disturbed
        && takers.iter().any(|it| it.name == view.me)
        && takers.iter().all(|it| it.newest)
        && view.members.iter().all(|it| !it.worker.draining);
    if can_move && mine.len() > share { mine.last().copied() } else { None }
}
