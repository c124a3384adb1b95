//! Commits to a real redis-server, 64 in flight, each what a message in a ticket costs: alone, and
//! with a replica that each has to reach.

#![allow(clippy::panic, reason = "a measurement that meets what it does not expect has failed")]

#[allow(unused_imports, reason = "tests need other kinds of servers too")]
#[path = "../tests/support/redis/mod.rs"]
mod redis_servers;
mod shop;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use redis_servers::Server;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use ticketflow::{
    clock,
    domain::{
        decision::Write,
        effect::Effect,
        flow::Stage,
        ids::{EffectId, MessageId, Version},
        input::Cause,
        notice::Notice,
        ticket::Ticket,
    },
    store::{
        Basis, Commit, Durability, Fence, Kept, Outcome, Records, Stamp, WorkerName,
        redis::{Redis, RedisSettings, Replicas},
    },
};
use tokio::runtime::Runtime;

/// How many customers write at the same time; each waits until its message is dealt with.
const AT_ONCE: usize = 64;

/// A customer who writes.
struct Line {
    ticket: Ticket,
    version: Version,
    said: Vec<EffectId>,
}

async fn open(server: &Server, replicas: Replicas) -> Redis {
    let settings = RedisSettings {
        url: server.url().parse().expect("an address"),
        deadline: Duration::from_secs(10),
        replicas,
        worker: WorkerName::new("bench"),
    };
    Redis::open(settings, Duration::from_secs(60)).await.expect("it opens")
}

async fn lines(redis: &Redis) -> Vec<Line> {
    let mut lines = Vec::with_capacity(AT_ONCE);
    for person in 0..AT_ONCE as u64 {
        let ticket = shop::ticket(person, Stage::ORDER);
        let number = redis.adopt(shop::GUILD, ticket.clone()).await.expect("Redis is there");
        let number = number.expect("a channel of its own");
        let ticket = Ticket { number, ..ticket };
        lines.push(Line { ticket, version: Version(1), said: vec![] });
    }
    lines
}

impl Line {
    /// One message: the ticket is written, something is said, and what was said before is settled.
    async fn step(&mut self, redis: &Redis) -> Stamp {
        static MESSAGE: AtomicU64 = AtomicU64::new(1_400_000_000_000_000_000);
        self.ticket.turn += 1;
        let notice = Notice::TermsAsked { terms: None, turn: self.ticket.turn };
        let channel = self.ticket.channel().expect("it is open");
        let now = clock::now();
        let commit = Commit {
            guild: shop::GUILD,
            fence: Fence { generation: 0, epoch: 1 },
            cause: Cause::Message(MessageId::new(MESSAGE.fetch_add(1, Ordering::Relaxed))),
            attempt: 0,
            basis: Basis::Ticket(self.ticket.number, self.version),
            write: Some(Write::Ticket(Box::new(self.ticket.clone()))),
            effects: vec![Effect::Say { channel, notice, via: None }],
            settled: std::mem::take(&mut self.said),
            at: now,
        };
        match redis.commit(&commit).await.expect("Redis is there") {
            Outcome::Committed(entries, stamp) => {
                self.version = self.version.next();
                self.said.extend(entries.iter().map(|entry| entry.id));
                stamp
            }
            other => panic!("{other:?}"),
        }
    }
}

/// So many commits by all lines together; how long that took.
async fn run(redis: &Redis, lines: &mut [Line], commits: u64, confirmed: bool) -> Duration {
    let left = AtomicU64::new(commits);
    let take = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |it| it.checked_sub(1));
    let began = clock::instant();
    let work = lines.iter_mut().map(|line| async {
        while take().is_ok() {
            let stamp = line.step(redis).await;
            if confirmed {
                assert_eq!(redis.confirm(stamp).await.expect("Redis is there"), Kept::Kept);
            }
        }
    });
    futures_util::future::join_all(work).await;
    began.elapsed()
}

fn commits(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let mut group = criterion.benchmark_group("commit to Redis, 64 in flight");
    group.throughput(Throughput::Elements(1)).measurement_time(Duration::from_secs(8));
    group.sample_size(20);
    let alone = runtime.block_on(Server::start(&[]));
    for (name, replicas) in [("no replica, not confirmed", false), ("one replica, confirmed", true)]
    {
        let follow = format!("replicaof 127.0.0.1 {}", alone.port());
        let (_replica, redis, mut lines) = runtime.block_on(async {
            alone.flush().await;
            let mut replica = None;
            if replicas {
                let started = Server::start(&[&follow]).await;
                started.follows().await;
                replica = Some(started);
            }
            let wanted = Replicas::Exactly(u8::from(replicas));
            let redis = open(&alone, wanted).await;
            let lines = lines(&redis).await;
            (replica, redis, lines)
        });
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|commits| {
                runtime.block_on(run(&redis, &mut lines, commits, replicas))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, commits);
criterion_main!(benches);
