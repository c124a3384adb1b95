//! Tens of thousands of random schedules of failovers, cuts, freezes, late replicas, lost answers
//! and dying workers.
//!
//! `RELAY_SCHEDULES=20000 cargo test relay::schedules` runs as many as that, and
//! `RELAY_SEED=… RELAY_SCHEDULES=1` one that failed.

use super::{
    data::{Input, LANES},
    faults::Fault,
    world::{Event, World},
};
use crate::support::schedules::run;
use ticketflow::store::redis::Replicas;

/// How many are run when nobody says.
const SCHEDULES: u64 = 8_000;
/// How long things go wrong, in milliseconds.
const FAULTS: u64 = 10_000;
/// Within this time after that everything is well again: until the old primary is a replica, and
/// what is missing has been waited for.
const MENDED: u64 = 60_000;

#[test]
fn whatever_happens_to_redis_what_is_done_is_kept_and_what_came_is_done() {
    run("RELAY", SCHEDULES, schedule);
}

/// Runs one.
fn schedule(seed: u64) -> Result<(), String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let replicas = [0, 1, 1, 1, 2, 2, 2][random.usize(0..7)];
    let count = random.usize(1..=24);
    let inputs = (0..count).map(|_| Input {
        lane: random.u8(0..u8::try_from(LANES).unwrap()),
        effects: random.u8(0..=2),
        reports: random.bool(),
    });
    let inputs = inputs.collect();
    let mut world = World::new(seed, replicas, inputs);
    let all = u8::try_from(replicas).unwrap();
    world.wanted = match random.u8(0..4) {
        0 | 1 => Replicas::Auto,
        2 => Replicas::Exactly(all),
        _ => Replicas::Exactly(random.u8(0..=all)),
    };
    world.is_careful = random.u8(0..4) > 0;
    if world.chance(3) {
        world.loses = random.u32(10..60);
    }
    world.add_worker();
    for _ in 0..count {
        let at = world.some(0, FAULTS + 1_000);
        world.after(at, Event::Emit);
    }
    for _ in 0..random.u32(0..=6) {
        plan_fault(&mut world);
    }
    world.run_until(FAULTS);
    world.heal();
    let end = FAULTS + MENDED;
    while world.now < end {
        let next = world.now + 250;
        world.run_until(next);
        if world.now > FAULTS + 1_250 && world.missing().is_none() {
            break;
        }
    }
    world.violation().or_else(|| world.missing()).map_or(Ok(()), |why| {
        Err(format!(
            "{why} ({replicas} replicas, {:?}, careful: {})",
            world.wanted, world.is_careful
        ))
    })
}

fn plan_fault(world: &mut World) {
    let at = world.some(0, FAULTS - 1_000);
    let fault = match world.random.u32(0..26) {
        0..=3 => Fault::Kill { replica: world.chance(3), length: world.some(100, 9_000) },
        4..=6 => Fault::Freeze { replica: world.chance(3), length: world.some(100, 6_000) },
        7..=9 => Fault::Split {
            with_worker: world.chance(2),
            with_replica: world.chance(2),
            length: world.some(200, 14_000),
        },
        10 | 11 => Fault::Lag(world.some(500, 6_000)),
        12 => Fault::HandOver,
        22 => Fault::Depose,
        // A worker takes over while the one before it is there, just when a server does.
        23..=25 => {
            for _ in 0..4 {
                let later = world.some(0, 800);
                world.after(at + later, Event::Emit);
            }
            let later = world.some(0, 600);
            world.after(at + later, Event::Fault(Fault::AddWorker));
            Fault::Depose
        }
        13 | 14 => Fault::KillWorker(world.some(200, 3_000)),
        15 => Fault::PauseWorker(world.some(500, 8_000)),
        16 | 17 => Fault::Blind(world.some(500, 10_000)),
        // Something that dies just when something happens.
        18 => {
            let wait = world.some(0, 20);
            world.after(at, Event::Emit);
            world.after(at + wait, Event::Fault(Fault::KillWorker(500)));
            Fault::Lag(world.some(500, 3_000))
        }
        _ => {
            let wait = world.some(4, 20);
            for _ in 0..4 {
                let later = world.some(0, 12);
                world.after(at + later, Event::Emit);
            }
            let length = world.some(500, 9_000);
            world.after(at + wait, Event::Fault(Fault::Kill { replica: false, length }));
            Fault::Lag(0)
        }
    };
    world.after(at, Event::Fault(fault));
}
