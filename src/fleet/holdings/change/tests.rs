//! What a worker does when the fleet changes its number of shards.

use super::super::{
    Holdings, Step,
    tests::{EVERY, held, holder, lease, member, ms, session, shard},
};
use crate::{
    domain::time::Timestamp,
    fleet::Pace,
    store::{Division, Divisions, Fence, Held, Lease, ShardRef, Tock},
};

const PRESENT: Division = Division { generation: 0, of: 2 };
const COMING: Division = Division { generation: 1, of: 3 };
const CHANGING: Divisions = Divisions { present: PRESENT, coming: Some(COMING) };
const CHANGED: Divisions = Divisions { present: COMING, coming: None };

fn new(number: u32) -> ShardRef {
    ShardRef { generation: 1, number, of: 3 }
}

fn new_held(number: u32) -> Held {
    let fence = Fence { generation: 1, epoch: 7 };
    Held { shard: new(number), fence, session: Some(session(3)) }
}

/// What a store says at 10 000 by its clock, in which one worker holds these.
fn tock(divisions: Divisions, leases: &[Held]) -> Tock {
    Tock {
        now: Timestamp(10_000),
        members: vec![member("me")],
        leases: leases.iter().map(|it| lease(it, "me")).collect(),
        divisions,
        ..Tock::default()
    }
}

/// A worker that holds all of the present division since 0 and all of the coming one since 1000.
fn changing() -> (Holdings, Vec<Held>) {
    let mut me = holder();
    let mut all = vec![held(0, 5), held(1, 5)];
    me.tick(ms(500));
    me.tock(ms(500), &tock(CHANGING, &all));
    let tick = me.tick(ms(1000));
    assert_eq!(tick.claim, [new(0), new(1), new(2)]);
    let coming = [0, 1, 2].map(new_held);
    all.extend(coming.clone());
    let steps = me.tock(ms(1000), &Tock { granted: coming.to_vec(), ..tock(CHANGING, &all) });
    assert_eq!(steps, coming.map(Step::Prepare), "its servers are written for by others");
    (me, all)
}

#[test]
fn how_far_shards_are_is_told_with_bounds_that_leave_nothing_out() {
    let (mut me, all) = changing();
    me.tick(ms(1500));
    me.tock(ms(1700), &tock(CHANGING, &all));
    me.reached(shard(0), Some(ms(1600)));
    me.reached(new(0), Some(ms(1600)));
    let told = me.tick(ms(2000)).reached;
    assert_eq!(told, [(shard(0), Timestamp(9_900)), (new(0), Timestamp(10_100))]);

    // Everything up to 9 000 has been dealt with: an event from before that by any clock may go.
    let mut leases: Vec<Lease> = all.iter().map(|it| lease(it, "me")).collect();
    leases[0].reached = Some(Timestamp(9_000));
    me.tock(ms(2100), &Tock { leases: leases.clone(), ..tock(CHANGING, &[]) });
    assert_eq!(me.dealt_with(), None, "one has not said");
    leases[1].reached = Some(Timestamp(9_500));
    me.tick(ms(8500));
    me.tock(ms(8600), &Tock { leases, ..tock(CHANGING, &[]) });
    let skew = Pace::new(EVERY).skew();
    assert_eq!(me.dealt_with(), Some(ms(8500 - 1000) - skew));
}

#[test]
fn new_shards_go_live_when_the_former_ones_have_finished() {
    let (mut me, mut all) = changing();
    me.tick(ms(1500));
    let steps = me.tock(ms(1500), &tock(CHANGED, &all));
    assert_eq!(steps, [Step::Retire(shard(0)), Step::Retire(shard(1))]);
    let tick = me.tick(ms(1600));
    assert_eq!((tick.present, tick.keep.len()), (COMING, 5), "kept until they have finished");
    assert!(me.tock(ms(1600), &tock(CHANGED, &all)).is_empty());
    me.handed_over(ms(1700), held(0, 5));
    me.handed_over(ms(1700), held(1, 5));
    assert_eq!(me.tick(ms(1700)).release.len(), 2);
    let all = all.split_off(2);
    let live = [0, 1, 2].map(|number| Step::GoLive(new_held(number)));
    assert_eq!(me.tock(ms(1700), &tock(CHANGED, &all)), live);
    me.tick(ms(2200));
    assert!(me.tock(ms(2200), &tock(CHANGED, &all)).is_empty(), "once");
}

#[test]
fn new_shards_do_not_wait_for_ever_for_the_former_ones() {
    let (mut me, all) = changing();
    for at in [1500, 2000, 2500, 3000] {
        me.tick(ms(at));
        let steps = me.tock(ms(at), &tock(CHANGED, &all));
        assert!(!steps.iter().any(|it| matches!(it, Step::GoLive(_))), "{at}: {steps:?}");
    }
    me.tick(ms(3500));
    let steps = me.tock(ms(3500), &tock(CHANGED, &all));
    assert_eq!(steps.len(), 3, "{steps:?}");
}

#[test]
fn what_a_new_division_has_refused_is_left_and_not_taken_anew() {
    let (mut me, all) = changing();
    assert!(me.fenced(ms(1500), shard(0)).is_empty(), "the next answer tells by whom");
    assert_eq!(me.due(), Some(ms(1500)));
    let tick = me.tick(ms(1500));
    assert!(tick.claim.is_empty() && tick.release.is_empty());
    let steps = me.tock(ms(1500), &tock(CHANGED, &all));
    let expected = [Step::Leave(shard(0)), Step::Retire(shard(0)), Step::Retire(shard(1))];
    assert_eq!(steps, expected);
    assert_eq!(me.fenced(ms(1600), shard(1)), [Step::Leave(shard(1))]);
}

#[test]
fn what_another_worker_has_refused_is_taken_anew_while_the_division_changes() {
    let (mut me, all) = changing();
    me.fenced(ms(1500), shard(0));
    me.tick(ms(1500));
    assert_eq!(me.tock(ms(1500), &tock(CHANGING, &all)), [Step::Stop(shard(0))]);
    let tick = me.tick(ms(1500));
    assert_eq!((tick.release.len(), tick.claim), (1, vec![shard(0)]));
}

#[test]
fn what_is_taken_back_is_given_up() {
    let (mut me, all) = changing();
    me.tick(ms(1500));
    let stays = Divisions { present: PRESENT, coming: None };
    let steps = me.tock(ms(1500), &tock(stays, &all));
    assert_eq!(steps, [0, 1, 2].map(|number| Step::Retire(new(number))));
    assert!(me.is_changing(), "until they are gone");
    for number in 0..3 {
        me.handed_over(ms(1600), new_held(number));
    }
    assert!(!me.is_changing());
}

#[test]
fn the_store_decides_how_the_fleet_is_divided() {
    let pace = Pace::new(EVERY).alone();
    let mut me = Holdings::new(member("me").worker, pace, PRESENT);
    assert_eq!(me.tick(ms(0)).present, PRESENT);
    me.tock(ms(0), &tock(CHANGED, &[]));
    let tick = me.tick(ms(0));
    assert_eq!((tick.present, tick.claim), (COMING, vec![new(0), new(1), new(2)]));
}
