//! The script and the model follow the same rules: the same ticks, the same answers.

use super::model::{Around, Model};
use crate::support::redis::Server;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ticketflow::{
    domain::time::Timestamp,
    store::{
        Change, Changed, Division, Fence, Fleet, Held, SessionRecord, ShardRef, Stir, Tick, Tock,
        WorkerName, WorkerRecord,
        redis::{Primaries, RedisFleet, RedisSettings, Replicas},
    },
};

/// Short, so that leases end all the time; and not so short that no tick finds a lease that holds.
pub(super) const LEASE: Duration = Duration::from_millis(12);
const TICKS: u32 = 3_000;
const WORKERS: usize = 4;
const SHARDS: u32 = 5;

#[tokio::test]
async fn the_script_and_the_model_give_the_same_answers() {
    let seed = fastrand::u64(..);
    eprintln!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let server = Server::start(&[]).await;
    let mut lines: Vec<Option<RedisFleet>> = Vec::new();
    for worker in 0..WORKERS {
        lines.push(Some(join(&server, &name(worker), LEASE).await));
    }
    let primaries = primaries(&server, "asks").await;
    let asks = RedisFleet::join(primaries, &WorkerName::new("asks"), LEASE).await;
    let mut model = Model::default();
    let mut numbers = [0; WORKERS];
    let mut lives = [7; WORKERS];
    // What each shard was ever held with, the newest last.
    let mut past: BTreeMap<ShardRef, Vec<Held>> = BTreeMap::new();
    let mut seen = BTreeMap::<&str, u32>::new();
    let mut last = Tock::default();
    last.divisions.present.of = SHARDS;
    for step in 0..TICKS {
        if random.u32(0..60) == 0 {
            let worker = random.usize(0..WORKERS);
            toggle(&server, &mut lines[worker], worker).await;
        }
        if random.u32(0..12) == 0 {
            tokio::time::sleep(LEASE.mul_f64(random.f64() * 1.5)).await;
        }
        if random.u32(0..8) == 0 {
            let begin = Change::Begin(1 + random.u32(0..SHARDS));
            let change = if random.u32(0..4) == 0 { Change::TakeBack } else { begin };
            let real = asks.divide(change).await.unwrap();
            let modelled = model.divide(change);
            assert_eq!(matches!(real, Changed::Done(_)), modelled, "seed {seed}, step {step}");
        }
        let worker = random.usize(0..WORKERS);
        let mut tick = some_tick(&mut random, worker, &mut numbers[worker], &past, &last);
        if random.u32(0..20) == 0 {
            lives[worker] = random.u64(0..9);
            numbers[worker] = 0;
        }
        tick.worker.started_at = Timestamp(lives[worker]);
        let real = asks.tick(&tick).await.unwrap();
        let connected: BTreeSet<_> =
            (0..WORKERS).filter(|it| lines[*it].is_some()).map(name).collect();
        let lease = LEASE.as_millis() as u64;
        let around = Around { now: real.now.0, lease, connected: &connected };
        let (modelled, rings) = model.tick(&tick, &around);
        assert_eq!(real, modelled, "seed {seed}, step {step}: {tick:#?}");
        for held in real.granted.iter().cloned() {
            past.entry(held.shard).or_default().push(held);
        }
        count(&mut seen, &tick, &real, rings);
        let went_over = last.divisions.present.generation < real.divisions.present.generation;
        *seen.entry("gone over").or_default() += u32::from(went_over && step > 0);
        last = real;
    }
    for what in
        ["granted", "lost", "refused", "kept", "restored", "rings", "member gone", "gone over"]
    {
        assert!(seen.get(what).is_some_and(|times| *times > 20), "seed {seed}: {seen:?}");
    }
}

/// What has been tried, so that equal answers say something.
fn count(seen: &mut BTreeMap<&str, u32>, tick: &Tick, tock: &Tock, rings: bool) {
    let kept = tick.keep.len() > tock.lost.len();
    let refused = tick.claim.len() > tock.granted.len();
    let gone = tock.members.len() < WORKERS;
    for (what, happened) in [
        ("granted", !tock.granted.is_empty()),
        ("lost", !tock.lost.is_empty()),
        ("restored", !tock.restored.is_empty()),
        ("refused", refused),
        ("kept", kept),
        ("rings", rings),
        ("member gone", gone),
    ] {
        *seen.entry(what).or_default() += u32::from(happened);
    }
}

fn some_tick(
    random: &mut fastrand::Rng,
    worker: usize,
    number: &mut u64,
    past: &BTreeMap<ShardRef, Vec<Held>>,
    last: &Tock,
) -> Tick {
    match random.u32(0..20) {
        0 => {}
        1 => *number = number.saturating_sub(1),
        _ => *number += 1,
    }
    let mut tick = Tick {
        worker: WorkerRecord {
            name: name(worker),
            revision: "1 \"2\" ä".into(),
            started_at: Timestamp(7),
            draining: random.bool(),
        },
        number: *number,
        present: last.divisions.present,
        keep: vec![],
        reached: vec![],
        release: vec![],
        claim: vec![],
        suspect: (0..WORKERS).filter(|_| random.u32(0..12) == 0).map(name).collect(),
        leave: random.u32(0..40) == 0,
    };
    // As if the store had forgotten a change.
    tick.present.generation += u32::from(random.u32(0..40) == 0);
    let known: BTreeSet<_> = past.keys().copied().chain(last.divisions.shards()).collect();
    let newest = last.divisions.present.generation.saturating_sub(1);
    for shard in known.into_iter().filter(|shard| shard.generation >= newest) {
        // Coming ones listen since some time ago, and present ones have just dealt with all.
        let ago = if last.divisions.is_coming(shard) { 60..400 } else { 0..20 };
        if random.u32(0..4) > 0 {
            let at = Timestamp(last.now.0.saturating_sub(random.u64(ago)));
            tick.reached.push((shard, at));
        }
        let held = past.get(&shard).map(|all| {
            let back = if random.u32(0..6) == 0 { random.usize(0..all.len()) } else { 0 };
            let mut held = all[all.len() - 1 - back].clone();
            // As if the store had forgotten.
            held.fence.epoch += u64::from(random.u32(0..30) == 0);
            held.session = random.bool().then(|| session(random));
            held
        });
        match (random.u32(0..8), held) {
            (0, _) => tick.claim.push(shard),
            (1, Some(held)) => tick.release.push(held),
            (2..=5, Some(held)) => tick.keep.push(held),
            (6, Some(held)) => {
                tick.release.push(held);
                tick.claim.push(shard);
            }
            _ => {}
        }
    }
    tick
}

fn session(random: &mut fastrand::Rng) -> SessionRecord {
    SessionRecord {
        id: "an \"id\"".into(),
        resume_url: "wss://resume".into(),
        // More than a Lua number holds.
        committed: random.u64(u64::MAX - 9..),
        shards: SHARDS,
        intents: 1 << 60 | 1,
        saved_at: Timestamp(random.u64(..)),
    }
}

fn name(worker: usize) -> WorkerName {
    WorkerName::new(&format!("worker-{worker}"))
}

pub(super) async fn primaries(server: &Server, worker: &str) -> Primaries {
    let settings = RedisSettings {
        url: server.url().parse().unwrap(),
        deadline: Duration::from_secs(5),
        replicas: Replicas::Auto,
        worker: WorkerName::new(worker),
    };
    Primaries::open(settings).await.unwrap()
}

pub(super) async fn join(server: &Server, name: &WorkerName, lease: Duration) -> RedisFleet {
    RedisFleet::join(primaries(server, name.as_str()).await, name, lease).await
}

/// Cuts a worker's line or mends it, and waits until the server knows.
async fn toggle(server: &Server, line: &mut Option<RedisFleet>, worker: usize) {
    *line = match line.take() {
        Some(_) => None,
        None => Some(join(server, &name(worker), LEASE).await),
    };
    let wanted = i64::from(line.is_some());
    let channel = format!("{{f}}:alive:{}", name(worker));
    server
        .eventually("the line is as it should be", async |server| {
            let answer: (String, i64) = server.say(&["PUBSUB", "SHARDNUMSUB", &channel]).await;
            answer.1 == wanted
        })
        .await;
}

/// A tick of nothing.
pub(super) fn tick(worker: &str, number: u64) -> Tick {
    Tick {
        worker: WorkerRecord {
            name: WorkerName::new(worker),
            revision: "1".into(),
            started_at: Timestamp(7),
            draining: false,
        },
        number,
        present: Division { generation: 0, of: 1 },
        keep: vec![],
        reached: vec![],
        release: vec![],
        claim: vec![],
        suspect: vec![],
        leave: false,
    }
}

/// A worker with a name of its own was killed and started again, or somebody has started two.
#[tokio::test]
async fn who_began_last_has_the_name() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), Duration::from_secs(3)).await;
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let former = Tick { claim: vec![shard], ..tick("one", 100_000) };
    let before = one.tick(&former).await.unwrap().granted;

    let mut again = Tick { claim: vec![shard], ..tick("one", 1) };
    again.worker.started_at = Timestamp(8);
    let after = one.tick(&again).await.unwrap().granted;
    assert!(after[0].fence > before[0].fence, "{before:?} {after:?}");

    let keep = Tick { keep: before.clone(), ..tick("one", 100_001) };
    let told = one.tick(&keep).await.unwrap();
    assert_eq!(told.lost, [shard], "the name is somebody else's");
    assert_eq!(told.members[0].worker.started_at, Timestamp(8));
    let keep = Tick { keep: after.clone(), worker: again.worker, ..tick("one", 2) };
    assert!(one.tick(&keep).await.unwrap().lost.is_empty());
}

#[tokio::test]
async fn a_released_shard_rings_the_bell() {
    let server = Server::start(&[]).await;
    let lease = Duration::from_secs(3);
    let one = join(&server, &WorkerName::new("one"), lease).await;
    let two = join(&server, &WorkerName::new("two"), lease).await;
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let granted = one.tick(&Tick { claim: vec![shard], ..tick("one", 1) }).await.unwrap().granted;
    let stirred = two.stirred();
    one.tick(&Tick { release: granted, ..tick("one", 2) }).await.unwrap();
    assert_eq!(stirred.await, Stir::Bell);
}

#[tokio::test]
async fn a_damaged_lease_is_given_anew_and_not_in_the_way() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    for damage in ["", "{", "[]", r#"{"owner":1,"epoch":"x"}"#] {
        let () = server.say(&["HSET", "{f}:leases", "0/0/1", damage]).await;
        let () = server.say(&["HSET", "{f}:workers", "one", damage]).await;
        let () = server.say(&["HSET", "{f}:sessions", "0/0/1", damage]).await;
        let shard = ShardRef { generation: 0, number: 0, of: 1 };
        let tock = one.tick(&Tick { claim: vec![shard], ..tick("one", 1) }).await.unwrap();
        let fence = Fence { generation: 0, epoch: tock.now.0 };
        assert_eq!(tock.granted, [Held { shard, fence, session: None }], "{damage}");
        assert_eq!(tock.members.len(), 1, "{damage}");
    }
}

#[tokio::test]
async fn a_field_of_a_newer_version_survives() {
    let server = Server::start(&[]).await;
    let one = join(&server, &WorkerName::new("one"), LEASE).await;
    let newer = r#"{"owner":"x","epoch":1,"until":0,"by":0,"released":true,"newer":"stays"}"#;
    let () = server.say(&["HSET", "{f}:leases", "0/0/1", newer]).await;
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    one.tick(&Tick { claim: vec![shard], ..tick("one", 1) }).await.unwrap();
    let kept: String = server.say(&["HGET", "{f}:leases", "0/0/1"]).await;
    assert!(kept.contains(r#""newer":"stays""#), "{kept}");
    assert!(kept.contains(r#""owner":"one""#), "{kept}");
}

#[tokio::test]
async fn a_copy_that_comes_late_changes_nothing_and_a_worker_that_listens_is_no_suspect() {
    let server = Server::start(&[]).await;
    let lease = Duration::from_secs(3);
    let one = join(&server, &WorkerName::new("one"), lease).await;
    let two = join(&server, &WorkerName::new("two"), lease).await;
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    let claim = Tick { claim: vec![shard], ..tick("one", 1) };
    let held = one.tick(&claim).await.unwrap().granted;
    assert_eq!(one.tick(&claim).await.unwrap().granted, held, "a copy at once");
    let suspect = Tick { suspect: vec![WorkerName::new("one")], ..tick("two", 1) };
    assert!(!two.tick(&suspect).await.unwrap().leases[0].left.is_zero(), "it listens");
    one.tick(&Tick { release: held, ..tick("one", 2) }).await.unwrap();
    let late = one.tick(&claim).await.unwrap();
    assert!(late.granted.is_empty() && late.leases[0].released, "{late:?}");
}
