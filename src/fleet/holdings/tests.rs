//! What a worker says, and does about what it hears.

use super::{Holdings, Step};
use crate::{
    domain::time::Timestamp,
    fleet::Pace,
    store::{
        Division, Divisions, Fence, Held, Lease, Member, SessionRecord, ShardRef, Tick, Tock,
        WorkerName, WorkerRecord,
    },
};
use std::time::Duration;

pub(super) const EVERY: Duration = Duration::from_millis(500);

pub(super) fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn record(name: &str) -> WorkerRecord {
    WorkerRecord {
        name: WorkerName::new(name),
        revision: "1".to_owned(),
        started_at: Timestamp(1),
        draining: false,
    }
}

pub(super) fn shard(number: u32) -> ShardRef {
    ShardRef { generation: 0, number, of: 2 }
}

pub(super) fn held(number: u32, epoch: u64) -> Held {
    Held { shard: shard(number), fence: Fence { generation: 0, epoch }, session: None }
}

pub(super) fn session(committed: u64) -> SessionRecord {
    SessionRecord {
        id: "s".to_owned(),
        resume_url: "wss://x".to_owned(),
        committed,
        shards: 2,
        intents: 1,
        saved_at: Timestamp(1),
    }
}

pub(super) fn lease(held: &Held, owner: &str) -> Lease {
    Lease {
        shard: held.shard,
        owner: WorkerName::new(owner),
        fence: held.fence,
        left: ms(3000),
        released: false,
        session: held.session.clone(),
        reached: None,
    }
}

pub(super) fn member(name: &str) -> Member {
    Member { worker: record(name), silent_for: Duration::ZERO, connected: true }
}

/// What a store says in which these leases hold, and these workers are there beside us.
fn tock(leases: &[(&Held, &str)], others: &[&str]) -> Tock {
    Tock {
        members: std::iter::once(&"me").chain(others).map(|name| member(name)).collect(),
        leases: leases.iter().map(|(held, owner)| lease(held, owner)).collect(),
        divisions: Divisions { present: Division { generation: 0, of: 2 }, coming: None },
        ..Tock::default()
    }
}

/// A worker that holds both shards, with epoch 5, since 0.
pub(super) fn holder() -> Holdings {
    let pace = Pace::new(EVERY).alone();
    let mut me = Holdings::new(record("me"), pace, Division { generation: 0, of: 2 });
    me.tick(ms(0));
    me.tock(ms(0), &tock(&[], &[]));
    assert_eq!(me.due(), Some(ms(0)), "what is free is claimed at once");
    let tick = me.tick(ms(0));
    assert_eq!(tick.claim, [shard(0), shard(1)]);
    let both = [held(0, 5), held(1, 5)];
    let granted =
        Tock { granted: both.to_vec(), ..tock(&[(&both[0], "me"), (&both[1], "me")], &[]) };
    let steps = me.tock(ms(10), &granted);
    assert_eq!(steps, both.map(Step::Start));
    assert_eq!(me.due(), Some(EVERY));
    me
}

fn quiet(me: &mut Holdings, at: Duration, others: &[&str]) -> (Tick, Vec<Step>) {
    let tick = me.tick(at);
    let steps = me.tock(at, &tock(&[(&held(0, 5), "me"), (&held(1, 5), "me")], others));
    (tick, steps)
}

#[test]
fn a_lease_is_live_from_the_sending_of_the_tick_that_renewed_it() {
    let mut me = holder();
    assert_eq!(me.live_until(shard(0)), Some(ms(2400)));
    me.tick(ms(500));
    let both = [held(0, 5), held(1, 5)];
    me.tock(ms(900), &Tock { lost: vec![], ..tock(&[(&both[0], "me"), (&both[1], "me")], &[]) });
    assert_eq!(me.live_until(shard(0)), Some(ms(2900)), "not from its answer");
    me.tick(ms(1000));
    me.tick_failed(ms(2000));
    assert_eq!(me.live_until(shard(0)), Some(ms(2900)), "a failed tick renews nothing");
    assert_eq!(me.held().count(), 2, "and ends nothing");
}

#[test]
fn what_is_lost_is_stopped() {
    let mut me = holder();
    me.tick(ms(500));
    let both = [held(0, 6), held(1, 5)];
    let lost = Tock { lost: vec![shard(0)], ..tock(&[(&both[0], "x"), (&both[1], "me")], &["x"]) };
    assert_eq!(me.tock(ms(500), &lost), [Step::Stop(shard(0))]);
    assert_eq!(me.live_until(shard(0)), None);
    assert!(me.live_until(shard(1)).is_some());
}

#[test]
fn a_session_is_told_until_the_store_has_it() {
    let mut me = holder();
    me.session(shard(0), session(7));
    for at in [500, 1000] {
        let told = quiet(&mut me, ms(at), &[]).0;
        assert_eq!(told.keep[0].session, Some(session(7)), "the store has none");
    }
    me.tick(ms(1500));
    let saved = Held { session: Some(session(7)), ..held(0, 5) };
    me.tock(ms(1500), &tock(&[(&saved, "me"), (&held(1, 5), "me")], &[]));
    assert_eq!(me.tick(ms(2000)).keep[0].session, None, "it has it");
}

#[test]
fn claims_without_an_answer_are_made_again() {
    let pace = Pace::new(EVERY).alone();
    let mut me = Holdings::new(record("me"), pace, Division { generation: 0, of: 2 });
    me.tick(ms(0));
    me.tock(ms(0), &tock(&[], &[]));
    me.tick(ms(0));
    me.tick_failed(ms(400));
    assert_eq!(me.tick(ms(900)).claim, [shard(0), shard(1)]);
}

#[test]
fn a_refused_fence_gives_the_shard_up_and_claims_it_in_one_tick() {
    let mut me = holder();
    assert_eq!(me.fenced(ms(600), shard(0)), [Step::Stop(shard(0))]);
    assert_eq!(me.due(), Some(ms(600)));
    let tick = me.tick(ms(600));
    assert_eq!(tick.release, [held(0, 5)]);
    assert_eq!(tick.claim, [shard(0)]);
    assert_eq!(tick.keep, [held(1, 5)]);
    let both = [held(0, 9), held(1, 5)];
    let anew =
        Tock { granted: vec![held(0, 9)], ..tock(&[(&both[0], "me"), (&both[1], "me")], &[]) };
    assert_eq!(me.tock(ms(600), &anew), [Step::Start(held(0, 9))]);
    assert_eq!(me.fenced(ms(700), shard(3)), [Step::Stop(shard(3))], "not ours");
}

#[test]
fn a_worker_whose_line_is_cut_twice_is_suspected_and_its_shards_claimed_in_one_tick() {
    let pace = Pace::new(EVERY).alone();
    let mut me = Holdings::new(record("me"), pace, Division { generation: 0, of: 2 });
    let both = [held(0, 5), held(1, 5)];
    let mut others = tock(&[(&both[0], "x"), (&both[1], "x")], &["x", "y"]);
    me.tick(ms(0));
    me.tock(ms(0), &others);
    others.members[1].connected = false;
    me.tick(ms(500));
    me.tock(ms(500), &others);
    assert_eq!(me.due(), Some(ms(750)), "looked at again soon");
    let tick = me.tick(ms(750));
    assert!(tick.suspect.is_empty());
    me.tock(ms(750), &others);
    assert_eq!(me.due(), Some(ms(750)));
    let tick = me.tick(ms(750));
    assert_eq!(tick.suspect, [WorkerName::new("x")]);
    assert_eq!(tick.claim.len(), 1, "the other is for y");
}

#[test]
fn when_most_lines_are_cut_at_once_nobody_is_suspected() {
    let mut me = holder();
    quiet(&mut me, ms(500), &["x", "y"]);
    for at in [1000, 1250, 1500, 1750] {
        let mut all = tock(&[(&held(0, 5), "me"), (&held(1, 5), "me")], &["x", "y"]);
        all.members[1].connected = false;
        all.members[2].connected = false;
        me.tick(ms(at));
        me.tock(ms(at), &all);
        assert!(me.suspect.is_empty());
    }
}

#[test]
fn just_after_a_cut_of_the_own_line_nobody_is_suspected() {
    let mut me = holder();
    let mut all = tock(&[(&held(0, 5), "me"), (&held(1, 5), "me")], &["x", "y"]);
    me.tick(ms(500));
    me.tock(ms(500), &all);
    me.disturbed(ms(600));
    all.members[1].connected = false;
    let mut suspected = None;
    for at in (600..6000).step_by(500) {
        me.tick(ms(at));
        me.tock(ms(at), &all);
        suspected = suspected.or((!me.suspect.is_empty()).then_some(at));
    }
    assert_eq!(suspected, Some(4100), "the first two ticks after 3600");
}

#[test]
fn a_leaving_worker_hands_over_and_says_farewell_with_the_last_release() {
    let mut me = holder();
    let steps = me.drain(ms(600));
    assert_eq!(steps, [Step::HandOver(shard(0)), Step::HandOver(shard(1))]);
    let (tick, _) = quiet(&mut me, ms(600), &["x"]);
    assert!(tick.worker.draining && !tick.leave);
    assert_eq!(tick.keep.len(), 2, "kept until they are handed over");
    me.handed_over(ms(700), Held { session: Some(session(9)), ..held(0, 5) });
    assert_eq!(me.due(), Some(ms(700)));
    let (tick, _) = quiet(&mut me, ms(700), &["x"]);
    assert_eq!(tick.release, [Held { session: Some(session(9)), ..held(0, 5) }]);
    me.handed_over(ms(800), held(1, 5));
    let tick = me.tick(ms(800));
    assert!(tick.leave);
    assert_eq!(tick.release, [held(1, 5)]);
    me.tick_failed(ms(1300));
    assert!(!me.has_left(), "nobody heard it");
    let tick = me.tick(ms(1800));
    assert!(tick.leave && tick.release == [held(1, 5)]);
    me.tock(ms(1800), &tock(&[], &["x"]));
    assert!(me.has_left());
    assert_eq!(me.due(), None);
}

#[test]
fn what_the_store_did_not_know_of_is_learned_anew_and_goes_on() {
    let (mut me, both) = (holder(), [held(0, 6), held(1, 5)]);
    me.tick(ms(500));
    let leases = tock(&[(&both[0], "me"), (&both[1], "me")], &[]);
    let steps = me.tock(ms(500), &Tock { restored: vec![shard(1)], ..leases });
    assert_eq!(steps, [Step::Learn(both[1].clone())]);
    assert_eq!(me.held().count(), 2);
}

#[test]
fn a_shard_that_was_lost_and_won_again_is_not_given_up_by_an_old_hand_over() {
    let mut me = holder();
    me.held.get_mut(&shard(0)).unwrap().leaving = true;
    me.fenced(ms(600), shard(0));
    me.tick(ms(600));
    let both = [held(0, 9), held(1, 5)];
    let leases = tock(&[(&both[0], "me"), (&both[1], "me")], &[]);
    me.tock(ms(600), &Tock { granted: vec![held(0, 9)], ..leases });
    me.held.get_mut(&shard(0)).unwrap().leaving = true;
    assert!(!me.is_leaving(shard(0), held(0, 5).fence) && me.is_leaving(shard(0), both[0].fence));
    me.handed_over(ms(700), held(0, 5));
    assert_eq!(me.tick(ms(700)).keep.len(), 2);
}

#[test]
fn a_shard_that_is_being_given_up_is_neither_learned_nor_claimed_again() {
    let (mut me, both) = (holder(), [held(0, 5), held(1, 5)]);
    me.held.get_mut(&shard(0)).unwrap().leaving = true;
    assert!(!me.stays(shard(0), both[0].fence) && me.stays(shard(1), both[1].fence));
    me.tick(ms(500));
    let leases = tock(&[(&both[0], "me"), (&both[1], "me")], &[]);
    let restored = vec![shard(0), shard(1)];
    let steps = me.tock(ms(500), &Tock { restored, ..leases });
    assert_eq!(steps, [Step::Learn(both[1].clone())]);
    assert_eq!(me.fenced(ms(600), shard(0)), [Step::Stop(shard(0))]);
    assert!(me.tick(ms(600)).claim.is_empty(), "somebody else has it");
}

#[test]
fn a_grant_that_comes_while_leaving_is_given_back() {
    let pace = Pace::new(EVERY).alone();
    let mut me = Holdings::new(record("me"), pace, Division { generation: 0, of: 2 });
    me.tick(ms(0));
    me.tock(ms(0), &tock(&[], &[]));
    me.tick(ms(0));
    me.drain(ms(5));
    let steps = me.tock(ms(10), &Tock { granted: vec![held(0, 5)], ..tock(&[], &[]) });
    assert!(steps.is_empty());
    let tick = me.tick(ms(10));
    assert_eq!(tick.release, [held(0, 5)]);
    assert!(tick.leave && tick.claim.is_empty());
}

#[test]
fn what_stirs_while_a_tick_is_under_way_makes_the_next_one_due_at_once() {
    let mut me = holder();
    me.tick(ms(500));
    me.stirred(ms(510));
    assert_eq!(me.due(), None);
    me.tock(ms(520), &tock(&[(&held(0, 5), "me"), (&held(1, 5), "me")], &[]));
    assert_eq!(me.due(), Some(ms(520)));
}
