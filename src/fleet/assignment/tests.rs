//! Who claims and who gives up.

use super::{Plan, View, plan};
use crate::{
    domain::time::Timestamp,
    store::{Division, Divisions, Fence, Lease, Member, ShardRef, WorkerName, WorkerRecord},
};
use std::{collections::BTreeSet, time::Duration};

const PATIENCE: Duration = Duration::from_millis(1500);

/// A fleet, as everybody sees it.
struct Scene {
    members: Vec<Member>,
    leases: Vec<Lease>,
    divisions: Divisions,
    suspects: BTreeSet<WorkerName>,
    disturbed: bool,
    restless: bool,
}

impl Scene {
    /// Workers by name, revision, start, and how many shards they hold.
    fn new(workers: &[(&str, &str, u64, u32)], of: u32) -> Self {
        let shards: Vec<_> = (0..of).map(|number| shard(number, of)).collect();
        let owners = workers.iter().flat_map(|it| (0..it.3).map(|_| it.0));
        Self {
            members: workers.iter().map(|it| member(it.0, it.1, it.2)).collect(),
            leases: shards.iter().zip(owners).map(|(it, owner)| lease(*it, owner)).collect(),
            divisions: Divisions { present: Division { generation: 0, of }, coming: None },
            suspects: BTreeSet::new(),
            disturbed: false,
            restless: false,
        }
    }

    fn plan(&self, me: &str) -> Plan {
        plan(&View {
            me: &WorkerName::new(me),
            members: &self.members,
            leases: &self.leases,
            divisions: self.divisions,
            suspects: &self.suspects,
            patience: PATIENCE,
            disturbed: self.disturbed,
            restless: self.restless,
        })
    }

    /// How many shards each claims; nobody claims what another does.
    fn claims(&self) -> Vec<usize> {
        let plans = self.members.iter().map(|it| self.plan(it.worker.name.as_str()).claim);
        let plans: Vec<_> = plans.collect();
        let all: Vec<_> = plans.iter().flatten().collect();
        assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "{plans:?}");
        plans.iter().map(Vec::len).collect()
    }

    fn gives_up(&self) -> Vec<bool> {
        let gives_up = |it: &Member| self.plan(it.worker.name.as_str()).give_up.is_some();
        self.members.iter().map(gives_up).collect()
    }
}

fn shard(number: u32, of: u32) -> ShardRef {
    ShardRef { generation: 0, number, of }
}

fn member(name: &str, revision: &str, started: u64) -> Member {
    let worker = WorkerRecord {
        name: WorkerName::new(name),
        revision: revision.to_owned(),
        started_at: Timestamp(started),
        draining: false,
    };
    Member { worker, silent_for: Duration::ZERO, connected: true }
}

fn lease(shard: ShardRef, owner: &str) -> Lease {
    Lease {
        shard,
        owner: WorkerName::new(owner),
        fence: Fence { generation: 0, epoch: 1 },
        left: Duration::from_secs(2),
        released: false,
        session: None,
        reached: None,
    }
}

#[test]
fn free_shards_are_divided_by_load_and_nobody_claims_the_same() {
    let scene = Scene::new(&[("a", "1", 1, 4), ("b", "1", 2, 1), ("c", "1", 3, 0)], 12);
    assert_eq!(scene.claims(), [0, 3, 4]);
}

#[test]
fn a_draining_silent_or_suspected_worker_takes_none() {
    let mut scene = Scene::new(&[("a", "1", 1, 0), ("b", "1", 2, 0), ("c", "1", 3, 0)], 6);
    scene.members[0].worker.draining = true;
    assert_eq!(scene.claims(), [0, 3, 3]);
    scene.members[1].silent_for = PATIENCE;
    assert_eq!(scene.claims(), [0, 0, 6]);
    scene.suspects.insert(WorkerName::new("b"));
    scene.members[1].silent_for = Duration::ZERO;
    assert_eq!(scene.claims(), [0, 0, 6]);
}

#[test]
fn shards_of_a_suspect_are_free() {
    let mut scene = Scene::new(&[("a", "1", 1, 2), ("b", "1", 2, 2), ("c", "1", 3, 2)], 6);
    scene.suspects.insert(WorkerName::new("b"));
    assert_eq!(scene.claims(), [1, 0, 1]);
}

#[test]
fn free_shards_go_to_the_revision_that_began_last() {
    let scene = Scene::new(&[("a", "1", 1, 2), ("b", "2", 5, 2), ("c", "1", 9, 0)], 6);
    assert_eq!(scene.claims(), [0, 2, 0], "c is young, its revision is not");
    let scene = Scene::new(&[("a", "1", 1, 2)], 6);
    assert_eq!(scene.claims(), [4], "an old revision that is alone");
}

#[test]
fn an_old_revision_helps_out_where_the_new_one_would_be_buried() {
    let olds = [("a", "1", 1, 0), ("b", "1", 1, 0), ("c", "1", 1, 0), ("d", "2", 2, 0)];
    let scene = Scene::new(&olds, 16);
    assert_eq!(scene.claims()[3], 8, "twice its share");
    assert_eq!(scene.claims().iter().sum::<usize>(), 16);
}

#[test]
fn one_shard_too_many_is_given_up_when_it_is_quiet() {
    let mut scene = Scene::new(&[("a", "1", 1, 5), ("b", "1", 1, 4), ("c", "1", 1, 0)], 9);
    assert_eq!(scene.gives_up(), [true, true, false]);
    scene.restless = true;
    assert_eq!(scene.gives_up(), [false; 3]);
    scene.restless = false;
    scene.members[2].worker.revision = "2".to_owned();
    assert_eq!(scene.gives_up(), [false; 3], "the old revision leaves anyway");
    let scene = Scene::new(&[("a", "1", 1, 4), ("b", "1", 1, 3), ("c", "1", 1, 3)], 10);
    assert_eq!(scene.gives_up(), [false; 3], "as even as it gets");
}

#[test]
fn nothing_is_given_up_while_a_shard_is_free() {
    let scene = Scene::new(&[("a", "1", 1, 6), ("b", "1", 1, 0)], 7);
    assert_eq!(scene.gives_up(), [false; 2]);
}

#[test]
fn after_an_outage_the_holders_come_back_to_what_they_did_not_release() {
    let mut scene = Scene::new(&[("a", "1", 1, 2), ("b", "1", 1, 2)], 5);
    scene.leases[0].left = Duration::ZERO;
    scene.leases[1].left = Duration::ZERO;
    scene.leases[1].released = true;
    scene.leases[2].left = Duration::ZERO;
    scene.leases[2].owner = WorkerName::new("gone");
    scene.disturbed = true;
    let mut claimed = [scene.plan("a").claim, scene.plan("b").claim].concat();
    claimed.sort_unstable();
    // The first one's lease has ended for everybody but its holder, who keeps it.
    claimed.retain(|it| it.number != 0);
    assert_eq!(claimed, [shard(1, 5), shard(2, 5), shard(4, 5)]);
    assert!(!scene.plan("b").claim.contains(&shard(0, 5)));
    scene.disturbed = false;
    let all = [scene.plan("a").claim, scene.plan("b").claim].concat();
    assert!(all.contains(&shard(0, 5)));
}

#[test]
fn who_has_fewer_does_not_take_what_an_outage_has_ended() {
    let mut scene = Scene::new(&[("a", "1", 1, 3), ("b", "1", 2, 0)], 4);
    scene.leases[0].left = Duration::ZERO;
    scene.disturbed = true;
    assert_eq!(scene.plan("b").claim, [shard(3, 4)]);
    scene.disturbed = false;
    assert_eq!(scene.plan("b").claim, [shard(0, 4), shard(3, 4)]);
}

#[test]
fn a_coming_division_is_shared_for_itself() {
    let mut scene = Scene::new(&[("a", "1", 1, 4), ("b", "1", 2, 0)], 4);
    scene.divisions.coming = Some(Division { generation: 1, of: 6 });
    assert_eq!(scene.claims(), [3, 3], "one day it is there alone");
    assert_eq!(scene.gives_up(), [false; 2], "not while shards are free");
    let coming = Division { generation: 1, of: 6 };
    scene.leases.extend(coming.shards().map(|shard| lease(shard, "a")));
    assert_eq!(scene.gives_up(), [true, false]);
}
