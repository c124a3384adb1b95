//! Commits to a real redis-server, 64 in flight, each what a message in a ticket costs: alone, and
//! with a replica that each has to reach. Beside each, a script that does nothing with as much to
//! read, over one connection of the library: what the way there and back costs by itself. What a
//! commit takes of our time and of the server's is told as well, since it does not depend on what
//! else the machine does.
//!
//! `cargo bench --bench redis`

#![allow(clippy::panic, reason = "a measurement that meets what it does not expect has failed")]
#![expect(clippy::print_stderr, reason = "it tells what criterion does not")]

mod cpu;
#[path = "../tests/support/redis/mod.rs"]
mod redis_servers;
mod shop;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use redis::aio::MultiplexedConnection;
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
        input::{Cause, Subject},
        notice::Notice,
        ticket::Ticket,
        tongue::Tongues,
    },
    store::{
        Basis, Commit, Durability, Fence, Kept, Outcome, Records, Stamp, WorkerName,
        redis::{Redis, RedisSettings, Replicas},
    },
};
use tokio::runtime::Runtime;

/// How many customers write at the same time; each waits until its message is dealt with.
const AT_ONCE: usize = 64;

/// Answers as a commit does, and does nothing.
const NOTHING: &str = "return { 'committed', { ARGV[1], ARGV[11] } }";

/// A customer who writes.
struct Line {
    ticket: Ticket,
    version: Version,
    /// The history of the store.
    since: Stamp,
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
    let since = redis.load(shop::GUILD, Subject::Desk).await.expect("Redis is there").stamp;
    let mut lines = Vec::with_capacity(AT_ONCE);
    for person in 0..AT_ONCE as u64 {
        let ticket = shop::ticket(person, Stage::ORDER);
        let number = redis.adopt(shop::GUILD, ticket.clone()).await.expect("Redis is there");
        let number = number.expect("a channel of its own");
        let ticket = Ticket { number, ..ticket };
        lines.push(Line { ticket, version: Version(1), since, said: vec![] });
    }
    lines
}

impl Line {
    /// One message: the ticket is written, something is said, and what was said before is settled.
    async fn step(&mut self, redis: &Redis) -> Stamp {
        static MESSAGE: AtomicU64 = AtomicU64::new(1_400_000_000_000_000_000);
        self.ticket.turn += 1;
        let notice = Notice::Closed { by: shop::customer(0) };
        let channel = self.ticket.channel().expect("it is open");
        let now = clock::now();
        let commit = Commit {
            guild: shop::GUILD,
            fence: Fence { generation: 0, epoch: 1 },
            cause: Cause::Message(MessageId::new(MESSAGE.fetch_add(1, Ordering::Relaxed))),
            attempt: 0,
            basis: Basis::Ticket(self.ticket.number, self.version),
            since: self.since,
            write: Some(Write::Ticket(Box::new(self.ticket.clone()))),
            ledger: None,
            effects: vec![Effect::Say { channel, notice, via: None, tongues: Tongues::default() }],
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

/// So many calls of the script that does nothing, with the keys and arguments of a commit.
async fn run_nothing(line: &MultiplexedConnection, name: &str, calls: u64) -> Duration {
    let left = AtomicU64::new(calls);
    let take = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |it| it.checked_sub(1));
    let key = format!("{{g:{}}}:a-name-of-a-key", shop::GUILD);
    let record = "x".repeat(400);
    let began = clock::instant();
    let work = (0..AT_ONCE).map(|_| async {
        let mut line = line.clone();
        while take().is_ok() {
            let mut call = redis::cmd("EVALSHA");
            call.arg(name).arg(10).arg(vec![&key; 10]).arg(vec!["an argument"; 10]);
            call.arg(&record).arg(vec!["an argument"; 6]).arg(&record[..150]);
            let _answer: redis::Value = call.query_async(&mut line).await.expect("Redis is there");
        }
    });
    futures_util::future::join_all(work).await;
    began.elapsed()
}

/// What something has taken of our time and of the server's.
#[derive(Default)]
struct Taken {
    times: u64,
    ours: f64,
    theirs: f64,
}

impl Taken {
    /// Adds what this took.
    async fn add(
        &mut self,
        server: &Server,
        times: u64,
        work: impl Future<Output = Duration>,
    ) -> Duration {
        let before = (cpu::seconds(), server_seconds(server).await);
        let took = work.await;
        self.times += times;
        self.ours += cpu::seconds() - before.0;
        self.theirs += server_seconds(server).await - before.1;
        took
    }

    fn tell(&self, what: &str) {
        if self.times == 0 {
            return;
        }
        let each = |seconds: f64| seconds * 1e6 / self.times as f64;
        eprintln!(
            "{what}: {:.1} µs of our time and {:.1} µs of the server's for each",
            each(self.ours),
            each(self.theirs),
        );
    }
}

async fn server_seconds(server: &Server) -> f64 {
    let of = async |name| server.info(name).await.trim().parse::<f64>().unwrap_or_default();
    of("used_cpu_user").await + of("used_cpu_sys").await
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
        let mut taken = Taken::default();
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|commits| {
                let work = run(&redis, &mut lines, commits, replicas);
                runtime.block_on(taken.add(&alone, commits, work))
            });
        });
        taken.tell(name);
        let (line, script) = runtime.block_on(async {
            let client = redis::Client::open(alone.url()).expect("an address");
            let line = client.get_multiplexed_async_connection().await.expect("Redis is there");
            (line, alone.say::<String>(&["SCRIPT", "LOAD", NOTHING]).await)
        });
        let (mut taken, name) = (Taken::default(), format!("{name}: a script that does nothing"));
        group.bench_function(&name, |bencher| {
            bencher.iter_custom(|calls| {
                let work = run_nothing(&line, &script, calls);
                runtime.block_on(taken.add(&alone, calls, work))
            });
        });
        taken.tell(&name);
    }
    group.finish();
}

criterion_group!(benches, commits);
criterion_main!(benches);
