//! Redis: the contract on one server, under Sentinel and on a cluster, and what only Redis has.

use super::{Alteration, Opened, Place, Record, embedded::File, fixtures::*, own_guild, walk};
use crate::support::redis::{Cluster, Sentinels, Server};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use ticketflow::{
    domain::{
        ids::{GuildId, TicketNumber, Version},
        input::Subject,
        ticket::Ticket,
    },
    store::{
        Commit, Fence, Outcome, Records, Stamp, StoreError, WorkerName,
        redis::{Redis, RedisSettings, Replicas},
    },
};
use tokio::sync::OnceCell;

/// Many tests share a few servers on a machine that may be slow.
const DEADLINE: Duration = Duration::from_secs(20);

/// Longer than a test.
const LEASE: Duration = Duration::from_secs(60);

/// A server of its own on a Redis that all tests share.
struct Shared {
    url: String,
    guild: GuildId,
}

impl Shared {
    fn on(url: String) -> Self {
        Self { url, guild: own_guild() }
    }

    async fn open(&self) -> Opened {
        opened_at(&self.url, self.guild).await
    }
}

/// A store of a Redis, and a server in it.
pub(crate) async fn opened_at(url: &str, guild: GuildId) -> Opened {
    let (redis, worker) = redis_at(url).await;
    let stamp = match redis.load(guild, Subject::Desk).await {
        Ok(loaded) => loaded.stamp,
        // Tests of what is damaged write nothing on it.
        Err(StoreError::Damaged(_)) => Stamp::default(),
        Err(fault) => panic!("{fault}"),
    };
    Opened { store: Arc::new(redis), guild, worker, stamp }
}

/// A store of a Redis, opened by a worker that was not there before.
pub(crate) async fn redis_at(url: &str) -> (Redis, WorkerName) {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let worker = WorkerName::new(&format!("worker-{number}"));
    let settings = RedisSettings {
        url: url.parse().expect("an address"),
        deadline: DEADLINE,
        replicas: Replicas::Auto,
        worker: worker.clone(),
    };
    (Redis::open(settings, LEASE).await.expect("it opens"), worker)
}

impl Shared {
    async fn alter(&self, record: Record, alteration: Alteration) {
        let (redis, _) = redis_at(&self.url).await;
        let (name, field, words) = match record {
            // Version, channel and customer stand before the form; an entry has its owner there.
            Record::Ticket(number) => ("tickets", Some(number.0.to_string()), 3),
            Record::Entry(id) => ("outbox", Some(format!("{}.{}", id.commit, id.index)), 1),
            Record::Ledger => ("ledger", None, 1),
        };
        let key = format!("{{g:{}}}:{name}", self.guild);
        let (get, set) = if field.is_some() { ("HGET", "HSET") } else { ("GET", "SET") };
        let mut get = redis::cmd(get);
        let (before, _) = redis.primaries().ask(&key, get.arg(&key).arg(&field)).await.unwrap();
        let before: String = redis::from_redis_value(before).expect("it is there");
        let parts: Vec<_> = before.splitn(words + 2, ' ').collect();
        let (head, [form, json]) = parts.split_at(words) else { panic!("{parts:?}") };
        let form: u32 = form.parse().expect("a number");
        let form = if matches!(alteration, Alteration::Newer) { form + 1 } else { form };
        let after = format!("{} {form} {}", head.join(" "), alteration.of(json));
        let mut set = redis::cmd(set);
        redis.primaries().ask(&key, set.arg(&key).arg(&field).arg(after)).await.unwrap();
    }
}

/// A kind of Redis: started once, with the first test that needs it.
macro_rules! place {
    ($(#[$about:meta])* $name:ident: $servers:ty, $start:expr) => {
        $(#[$about])*
        pub(crate) struct $name(Shared);

        impl Place for $name {
            async fn new() -> Self {
                static SERVERS: OnceCell<$servers> = OnceCell::const_new();
                Self(Shared::on(SERVERS.get_or_init(|| $start).await.url()))
            }

            async fn open(&self) -> Opened {
                self.0.open().await
            }

            async fn alter(&self, record: Record, alteration: Alteration) {
                self.0.alter(record, alteration).await;
            }
        }
    };
}

place! {
    /// One server alone.
    Alone: Server, Server::start(&[])
}
place! {
    /// A primary and its replica, under three sentinels.
    Watched: Sentinels, Sentinels::start(1)
}
place! {
    /// Three primaries with a replica each.
    Spread: Cluster, Cluster::start()
}

mod alone {
    crate::store_contract::every_promise!(crate::store_contract::redis::Alone);
    crate::store_contract::contract! { crate::store_contract::redis::Alone:
        marks { the_result_of_an_effect_is_told_what_it_led_to }
    }
}

mod under_sentinel {
    crate::store_contract::every_promise!(crate::store_contract::redis::Watched);
    crate::store_contract::contract! { crate::store_contract::redis::Watched:
        marks { the_result_of_an_effect_is_told_what_it_led_to }
    }
}

mod cluster {
    crate::store_contract::every_promise!(crate::store_contract::redis::Spread);
    crate::store_contract::contract! { crate::store_contract::redis::Spread:
        marks { the_result_of_an_effect_is_told_what_it_led_to }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_random_walk_is_the_same_in_a_file_and_in_redis() {
    let seed = walk::seed();
    let in_file = walk::walk(&File::new().await, seed).await;
    let in_redis = walk::walk(&Alone::new().await, seed).await;
    for (step, (one, other)) in in_file.iter().zip(&in_redis).enumerate() {
        assert_eq!(one, other, "after step {step}");
    }
    assert_eq!(in_file.len(), in_redis.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_a_newer_version_passes_on_with_what_it_has() {
    let server = Server::start(&[]).await;
    let store = opened_at(&server.url(), own_guild()).await;
    let write = new(ticket(ANN, opening()));
    committed(&store, store.draft(press(1), write, vec![])).await;
    let key = format!("{{g:{}}}:locks", store.guild);
    let lock: String = server.say(&["HGET", &key, "1"]).await;
    let newer = lock.strip_suffix('}').expect("JSON").to_owned() + ",\"colour\":\"blue\"}";
    let () = server.say(&["HSET", &key, "1", &newer]).await;

    let next = opened_at(&server.url(), store.guild).await;
    let fence = Fence { generation: 1, epoch: 1 };
    next.take_over(next.guild, fence, NOW).await.unwrap().expect("it is greater");
    let locks = next.locks(next.guild).await.unwrap();
    assert_eq!((&locks[0].holder, locks[0].fence), (&next.worker, fence));
    let lock: String = server.say(&["HGET", &key, "1"]).await;
    assert!(lock.ends_with(",\"colour\":\"blue\"}"), "{lock}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_in_one_history_is_not_written_into_another() {
    let mut server = Server::start(&["appendonly yes", "appendfsync always"]).await;
    let store = opened_at(&server.url(), own_guild()).await;
    committed(&store, store.draft(press(1), new(ticket(ANN, opening())), vec![])).await;
    let draft = |since| Commit {
        since,
        ..store.draft(
            press(2),
            change(Version(1), Ticket { number: TicketNumber(1), ..ticket(ANN, open(CHANNEL)) }),
            vec![],
        )
    };
    server.kill().await;
    server.restart().await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    let outcome = loop {
        match store.commit(&draft(store.stamp)).await {
            Ok(outcome) => break outcome,
            Err(fault) => assert!(tokio::time::Instant::now() < until, "{fault}"),
        }
    };
    let Outcome::Elsewhere(since) = outcome else { panic!("{outcome:?}") };
    assert_ne!(since, store.stamp);
    assert_eq!(store.tickets(store.guild).await.unwrap()[0].0, Version(1));
    let outcome = store.commit(&draft(since)).await.unwrap();
    assert!(matches!(outcome, Outcome::Committed(_, stamp) if stamp == since), "{outcome:?}");
}
