//! How a fleet changes into how many shards it is divided: in a file and in Redis alike. Each test
//! has a store of its own, since a fleet has one division.

use super::{Opened, Place, embedded::File, fixtures::*, own_guild, redis::opened_at};
use crate::support::redis::Server;
use std::time::Duration;
use ticketflow::{
    domain::{ids::ApplicationId, time::Timestamp},
    store::{Change, Changed, Division, Divisions, Held, SessionRecord, ShardRef, Tick, Tock},
};

const PRESENT: Division = Division { generation: 0, of: 2 };
const COMING: Division = Division { generation: 1, of: 3 };
/// More than two divisions have to overlap on any of the stores.
const LONG: Duration = Duration::from_secs(600);

async fn told(store: &Opened, number: u64, tick: Tick) -> Tock {
    store.tick(&Tick { number, present: PRESENT, ..tick }).await.unwrap()
}

fn session(shards: u32) -> SessionRecord {
    SessionRecord {
        id: "abc".to_owned(),
        resume_url: "wss://example.com".to_owned(),
        committed: 1,
        shards,
        intents: 3,
        saved_at: NOW,
    }
}

/// The store in which one worker holds both divisions, with sessions; and what it holds.
async fn changing(store: &Opened) -> Vec<Held> {
    assert_eq!(store.divide(Change::Begin(3)).await.unwrap(), Changed::Undivided);
    let claim: Vec<_> = PRESENT.shards().chain(COMING.shards()).collect();
    let tock = told(store, 1, store.ticking(vec![], vec![], claim.clone())).await;
    let divisions = Divisions { present: PRESENT, coming: None };
    assert_eq!((tock.granted.len(), tock.divisions), (2, divisions), "others are not given");
    let mut all = tock.granted;

    let divisions = Divisions { present: PRESENT, coming: Some(COMING) };
    assert_eq!(store.divide(Change::Begin(3)).await.unwrap(), Changed::Done(divisions));
    assert_eq!(store.divide(Change::Begin(4)).await.unwrap(), Changed::Refused(divisions));
    let tock = told(store, 2, store.ticking(all.clone(), vec![], claim[2..].to_vec())).await;
    assert_eq!((tock.granted.len(), tock.divisions), (3, divisions));
    all.extend(tock.granted);
    for held in &mut all {
        held.session = Some(session(held.shard.of));
    }
    all
}

/// How far shards are that have overlapped for long.
fn ripe(all: &[Held], now: Timestamp) -> Vec<(ShardRef, Timestamp)> {
    let at = |shard| if COMING.has(shard) { now.minus(LONG) } else { now };
    all.iter().map(|held| (held.shard, at(held.shard))).collect()
}

async fn a_ripe_division_becomes_the_present_one(store: &Opened) {
    let mut all = changing(store).await;
    let keep = |all: &[Held]| store.ticking(all.to_vec(), vec![], vec![]);
    let now = told(store, 3, keep(&all)).await.now;
    let full = ripe(&all, now);
    for missing in [0, 2, 4] {
        let mut reached = full.clone();
        reached.remove(missing);
        if PRESENT.has(full[missing].0) {
            // What a present one has dealt with, it has; so here it says too little.
            reached.insert(missing, (full[missing].0, now.minus(LONG)));
        }
        let tock = told(store, 4, Tick { reached, ..keep(&all) }).await;
        assert_eq!(tock.divisions.coming, Some(COMING), "{missing} is not ready");
    }
    let tock = told(store, 5, Tick { reached: full, ..keep(&all) }).await;
    let divisions = Divisions { present: COMING, coming: None };
    assert_eq!(tock.divisions, divisions);

    // A worker that does not know of it is given nothing of the former one.
    let late = store.ticking(all.clone(), vec![], PRESENT.shards().collect());
    assert!(told(store, 6, late).await.granted.is_empty());
    let former: Vec<_> = all.drain(..2).map(|held| Held { session: None, ..held }).collect();
    let tock = told(store, 7, store.ticking(all, former, vec![])).await;
    assert!(tock.leases.iter().all(|it| COMING.has(it.shard)), "{:?}", tock.leases);
    assert_eq!(tock.leases.len(), 3);

    // As if a failover had forgotten more: who has seen it tells.
    let newer = Division { generation: 4, of: 5 };
    let tick = Tick { number: 8, present: newer, ..store.ticking(vec![], vec![], vec![]) };
    let told = store.tick(&tick).await.unwrap().divisions;
    assert_eq!(told, Divisions { present: newer, coming: None });
}

async fn what_is_taken_back_is_forgotten(store: &Opened) {
    let mut all = changing(store).await;
    let divisions = Divisions { present: PRESENT, coming: None };
    assert_eq!(store.divide(Change::TakeBack).await.unwrap(), Changed::Done(divisions));
    assert_eq!(store.divide(Change::TakeBack).await.unwrap(), Changed::Refused(divisions));
    assert_eq!(store.divide(Change::Begin(2)).await.unwrap(), Changed::Refused(divisions));
    let coming = all.split_off(2);
    let tock = told(store, 3, store.ticking(all, coming, vec![])).await;
    assert_eq!(tock.divisions, divisions);
    assert_eq!(tock.leases.len(), 2, "nothing of the other is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ripe_division_becomes_the_present_one_in_a_file() {
    let file = File::new().await;
    let store = file.open().await;
    a_ripe_division_becomes_the_present_one(&store).await;
    drop(store);
    let store = file.open().await;
    let again = told(&store, 1, store.ticking(vec![], vec![], vec![])).await;
    assert_eq!(again.divisions.present.generation, 4, "it is written down");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ripe_division_becomes_the_present_one_in_redis() {
    let server = Server::start(&[]).await;
    let store = opened_at(&server.url(), own_guild()).await;
    a_ripe_division_becomes_the_present_one(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_division_is_taken_back_in_a_file() {
    let file = File::new().await;
    what_is_taken_back_is_forgotten(&file.open().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_division_is_taken_back_in_redis() {
    let server = Server::start(&[]).await;
    let store = opened_at(&server.url(), own_guild()).await;
    what_is_taken_back_is_forgotten(&store).await;
}

async fn the_first_application_has_it(store: &Opened) {
    // The halves of an id differ.
    let [one, other] = [(1 << 60) + 7, (1 << 60) + 8].map(ApplicationId::new);
    for asks in [one, other, one] {
        assert_eq!(store.belong(asks).await.unwrap(), one);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_the_first_applications() {
    let file = File::new().await;
    let store = file.open().await;
    the_first_application_has_it(&store).await;
    drop(store);
    the_first_application_has_it(&file.open().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_is_the_first_applications() {
    let server = Server::start(&[]).await;
    let store = opened_at(&server.url(), own_guild()).await;
    the_first_application_has_it(&store).await;
    let stored: String = server.say(&["GET", "{f}:application"]).await;
    assert_eq!(stored, ((1_u64 << 60) + 7).to_string());
    let () = server.say(&["SET", "{f}:application", "dear diary"]).await;
    let damaged = store.belong(ApplicationId::new(1)).await.unwrap_err().to_string();
    assert!(damaged.contains("{f}:application"), "{damaged}");
}
