//! Tens of thousands of random schedules of kills, pauses, cuts, lost answers, failing stores, lost
//! sessions and changes of the number of shards.
//!
//! `FLEET_SCHEDULES=20000 cargo test fleet::schedules` runs as many as that, and
//! `FLEET_SEED=… FLEET_SCHEDULES=1` one that failed.

use super::world::{BARRIER, Event, Fault, World};
use crate::support::schedules::run;
use std::collections::BTreeMap;
use ticketflow::store::{Change, ShardRef};

/// How many are run when nobody says.
const SCHEDULES: u64 = 1_000;
/// How long things go wrong.
const FAULTS: u64 = 8_000;
/// Within this time after that everything is well again: a lease, the time of doubt after a
/// disturbance, and some ticks.
const MENDED: u64 = 15_000;
/// … or this, where the number of shards changes: the sessions of both divisions hear the same for
/// a while first.
const DIVIDED: u64 = 60_000;
/// Servers, where the number of shards changes.
const SERVERS: u32 = 12;
/// The most shards.
const SHARDS: u32 = 6;

#[test]
fn whatever_happens_each_shard_has_one_writer_and_no_event_is_lost() {
    run("FLEET", SCHEDULES, schedule);
}

/// Runs one.
fn schedule(seed: u64) -> Result<(), String> {
    let shards = fastrand::Rng::with_seed(seed).u32(1..=SHARDS);
    let mut world = World::new(seed, shards);
    let changes = world.chance(3);
    if changes {
        world.servers = SERVERS;
    }
    let begin = world.now;
    let workers = world.some(1, 4);
    for _ in 0..workers {
        world.add(1);
    }
    if world.chance(2) {
        world.loses = u32::try_from(world.some(5, 50)).unwrap();
    }
    let events = world.some(0, 12) * u64::from(shards);
    for _ in 0..events {
        // What happens while two divisions hear it, and after.
        let last = if changes { FAULTS + 25_000 } else { FAULTS + 2_000 };
        let (at, server) = (world.some(0, last), world.random.u32(0..world.servers));
        world.after(at, Event::Emit(server));
    }
    let faults = world.some(0, 6);
    for _ in 0..faults {
        plan_fault(&mut world, shards);
    }
    if changes {
        plan_changes(&mut world);
    }
    world.run_until(begin + FAULTS);
    heal(&mut world);
    let end = begin + FAULTS + if changes { DIVIDED } else { MENDED };
    let least = begin + FAULTS + if changes { 26_000 } else { 2_500 };
    while world.now < end {
        let next = world.now + 500;
        world.run_until(next);
        if world.now > least && world.missing().is_none() {
            break;
        }
    }
    judge(&mut world)
}

fn plan_fault(world: &mut World, shards: u32) {
    let at = world.some(0, FAULTS - 500);
    let worker = world.random.usize(0..world.workers.len());
    let length = world.some(100, 6_000);
    let fault = match world.random.u32(0..10) {
        0 | 1 => {
            let restart = world.some(0, 3_000);
            world.after(at + restart, Event::Fault(Fault::Add(1)));
            let power_loss = world.chance(3);
            Fault::Kill(worker, power_loss)
        }
        2 => Fault::Pause(worker, length),
        3 => {
            let line = world.chance(2);
            Fault::Cut(worker, length, line)
        }
        4 => Fault::StoreAway(length),
        5 | 6 => {
            let age = world.some(1, BARRIER - 1);
            world.after(at + age, Event::Fault(Fault::Rollback));
            Fault::Remember
        }
        7 => {
            let number = world.random.u32(0..shards);
            Fault::Invalidate(ShardRef { generation: 0, number, of: shards })
        }
        8 => {
            let sooner = world.some(0, 1_000);
            let at = at.saturating_sub(sooner);
            world.after(at, Event::Fault(Fault::Add(2)));
            Fault::Drain(worker)
        }
        _ => Fault::Add(1),
    };
    world.after(at, Event::Fault(fault));
}

/// Operators change their minds; and what goes wrong late goes wrong in the midst of it.
fn plan_changes(world: &mut World) {
    for _ in 0..world.some(1, 3) {
        let (at, of) = (world.some(0, FAULTS), world.random.u32(1..=SHARDS));
        let change = if world.chance(4) { Change::TakeBack } else { Change::Begin(of) };
        world.after(at, Event::Fault(Fault::Divide(change)));
    }
    for _ in 0..world.some(0, 4) {
        let at = world.some(FAULTS, FAULTS + 20_000);
        let worker = world.random.usize(0..world.workers.len());
        let length = world.some(100, 6_000);
        let fault = match world.random.u32(0..4) {
            0 => Fault::Pause(worker, length),
            1 => Fault::StoreAway(length),
            2 => {
                let age = world.some(1, BARRIER - 1);
                world.after(at + age, Event::Fault(Fault::Rollback));
                Fault::Remember
            }
            _ => {
                world.after(at, Event::Fault(Fault::Add(1)));
                Fault::Kill(worker, true)
            }
        };
        world.after(at, Event::Fault(fault));
    }
}

fn heal(world: &mut World) {
    world.loses = 0;
    world.store_away_until = world.now;
    let now = world.now;
    for worker in &mut world.workers {
        worker.cut_until = worker.cut_until.min(now);
        worker.paused_until = worker.paused_until.min(now);
    }
    // There is always somebody: an orchestrator sees to it.
    world.add(1);
}

fn judge(world: &mut World) -> Result<(), String> {
    let mut holders = BTreeMap::new();
    for (shard, name, fence) in &world.moves {
        let first = holders.entry((*shard, *fence)).or_insert(name);
        // A store that was set back may give out again what it has forgotten, but not to another.
        if *first != name {
            world.violations.push(format!("{fence:?} of shard {shard}: {first} and {name}"));
        }
    }
    if let Some(violation) = world.violations.first() {
        return Err(violation.clone());
    }
    world.missing().map_or(Ok(()), Err)
}
