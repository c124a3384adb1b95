//! What a fleet does when nothing goes wrong: start, stay, grow, deploy.

use super::{
    process::State,
    world::{EVERY, Event, Fault, World},
};

#[test]
fn a_calm_fleet_moves_nothing() {
    for seed in 0..20 {
        let mut world = World::new(seed, 13);
        for _ in 0..3 {
            world.add(1);
            let later = world.now + world.random.u64(0..EVERY);
            world.run_until(later);
        }
        run(&mut world, 5_000);
        let loads = loads(&world);
        assert!(loads.iter().all(|load| (4..=5).contains(load)), "seed {seed}: {loads:?}");
        run(&mut world, 120_000);
        assert_eq!(world.moves.len(), 13, "seed {seed}: each was claimed once");
        assert_eq!(world.missing(), None, "seed {seed}");
    }
}

#[test]
fn one_more_worker_gets_its_share_after_a_quiet_time_and_nothing_else_moves() {
    for seed in 0..20 {
        let mut world = World::new(seed, 12);
        (0..3).for_each(|_| world.add(1));
        run(&mut world, 40_000);
        world.add(1);
        run(&mut world, 28_000);
        assert_eq!(world.moves.len(), 12, "seed {seed}: not before it is quiet");
        run(&mut world, 12_000);
        assert_eq!(loads(&world), [3, 3, 3, 3], "seed {seed}");
        assert_eq!(world.moves.len(), 15, "seed {seed}");
        assert_eq!(world.missing(), None, "seed {seed}");
    }
}

#[test]
fn in_a_deploy_each_shard_moves_once() {
    for seed in 0..60 {
        let mut world = World::new(seed, 16);
        let workers = usize::try_from(world.some(1, 5)).unwrap();
        (0..workers).for_each(|_| world.add(1));
        run(&mut world, 5_000);
        assert_eq!(world.moves.len(), 16, "seed {seed}");
        // Patient deploys wait longer than the quiet time between two workers.
        let patience = if world.chance(2) { 2_000 } else { 45_000 };
        for old in 0..workers {
            world.add(2);
            let wait = world.some(500, patience);
            run(&mut world, wait);
            world.drain(old);
            let wait = world.some(0, patience);
            run(&mut world, wait);
        }
        run(&mut world, 10_000);
        let mut moved: Vec<_> = world.moves[16..].iter().map(|(shard, ..)| *shard).collect();
        moved.sort_unstable();
        assert_eq!(moved, (0..16).collect::<Vec<_>>(), "seed {seed}, {workers} workers");
        assert_eq!(world.sessions, 16, "seed {seed}: all sessions were resumed");
        assert_eq!(world.missing(), None, "seed {seed}");
    }
}

#[test]
fn a_fleet_that_loses_a_worker_divides_its_shards_within_a_second() {
    for seed in 0..20 {
        let mut world = World::new(seed, 16);
        (0..4).for_each(|_| world.add(1));
        run(&mut world, 5_000);
        world.kill(1, false);
        run(&mut world, 1_200);
        let loads = loads(&world);
        assert_eq!(loads.iter().sum::<usize>(), 16, "seed {seed}: {loads:?}");
        assert!(loads.iter().all(|load| (5..=6).contains(load)), "seed {seed}: {loads:?}");
        assert_eq!(world.sessions, 16, "seed {seed}: all sessions were resumed");
    }
}

fn run(world: &mut World, length: u64) {
    let end = world.now + length;
    world.run_until(end);
    assert!(world.violations.is_empty(), "{:?}", world.violations);
}

/// How many shards each worker runs that is still there.
fn loads(world: &World) -> Vec<usize> {
    let there = world.workers.iter().filter(|it| it.state != State::Gone);
    there.map(|it| it.running.len()).collect()
}

#[test]
fn a_store_that_is_set_back_changes_no_holder() {
    for seed in 0..20 {
        let mut world = World::new(seed, 8);
        (0..3).for_each(|_| world.add(1));
        run(&mut world, 5_000);
        world.after(0, Event::Fault(Fault::Remember));
        world.after(1, Event::Fault(Fault::Drain(0)));
        run(&mut world, 1_000);
        let moves = world.moves.len();
        assert!(moves > 8, "seed {seed}: the shards of one have moved");
        // The store thinks again that the one who has left holds them.
        world.after(0, Event::Fault(Fault::Rollback));
        run(&mut world, 20_000);
        assert_eq!(world.moves.len(), moves, "seed {seed}");
        assert_eq!(world.missing(), None, "seed {seed}");
    }
}

#[test]
fn a_store_that_is_away_changes_no_holder() {
    for seed in 0..20 {
        let mut world = World::new(seed, 8);
        (0..3).for_each(|_| world.add(1));
        run(&mut world, 5_000);
        world.after(0, Event::Fault(Fault::StoreAway(10_000)));
        run(&mut world, 30_000);
        assert_eq!(world.moves.len(), 8, "seed {seed}");
        assert_eq!(world.missing(), None, "seed {seed}");
    }
}
