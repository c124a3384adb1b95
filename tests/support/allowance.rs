//! A fleet of REST executors on one simulated Discord that share its limits through a real Redis.

use super::redis::Server;
use async_trait::async_trait;
use discord_sim::{
    options::{Limits, Quota, SimOptions},
    people::guild::GuildSpec,
    sim::{ApplicationSpec, Sim},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use ticketflow::{
    discord::{Call, Rest, RestSettings},
    secret::Secret,
    store::{
        Allowance, AllowanceAnswer, AllowanceAsk, StoreError, WorkerName,
        redis::{Primaries, RedisSettings, Replicas, allowance::SharedAllowance},
    },
};
use twilight_http::request::{Method, RequestBuilder};

const TOKEN: &str = "fleet-token";
/// Lets the bot do everything.
const ADMINISTRATOR: u64 = 8;

/// The allowance of a worker of this name.
pub(crate) async fn join(redis: &Server, name: &str) -> SharedAllowance {
    let worker = WorkerName::new(name);
    let settings = RedisSettings {
        url: redis.url().parse().expect("an address"),
        deadline: Duration::from_secs(5),
        replicas: Replicas::Auto,
        worker: worker.clone(),
    };
    let primaries = Primaries::open(settings).await.expect("it opens");
    SharedAllowance::join(primaries, &worker, "one").await
}

/// Counts the questions.
#[derive(Debug)]
struct Counting {
    shared: SharedAllowance,
    asked: Arc<AtomicU64>,
}

#[async_trait]
impl Allowance for Counting {
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, StoreError> {
        let answer = self.shared.ask(ask).await;
        self.asked.fetch_add(1, Ordering::Relaxed);
        answer
    }

    async fn rung(&self) {
        self.shared.rung().await;
    }
}

/// An executor, and how often it has asked.
pub(crate) struct Worker {
    pub(crate) rest: Rest,
    asked: Arc<AtomicU64>,
}

impl Worker {
    /// How often it has asked Redis.
    pub(crate) fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }
}

/// Executors with one bot token.
pub(crate) struct Fleet {
    pub(crate) sim: Sim,
    pub(crate) redis: Server,
    pub(crate) workers: Vec<Worker>,
    pub(crate) channels: Vec<u64>,
}

impl Fleet {
    /// So many workers on a Discord that limits nothing but the sum of all calls.
    pub(crate) async fn start(workers: usize) -> Self {
        let free = Quota::new(1_000_000, 1_000);
        let limits = Limits { post_message: free, other: free, ..Limits::default() };
        Self::on(limits, workers, 1).await
    }

    /// So many workers and channels on a Discord with these limits.
    pub(crate) async fn on(limits: Limits, workers: usize, channels: usize) -> Self {
        let sim = Sim::start(SimOptions { limits, ..SimOptions::default() }).await.expect("a sim");
        let app = sim.add_application(&ApplicationSpec::new("TicketFlow", TOKEN));
        let guild = sim.add_guild(&GuildSpec::named("Fleet"));
        let add = |_| guild.add_text_channel("shop", None, &[]).expect("a channel");
        let channels = (0..channels).map(add).collect();
        guild.add_bot(&app, ADMINISTRATOR).expect("the bot");
        let redis = Server::start(&[]).await;
        let mut fleet = Self { sim, redis, workers: vec![], channels };
        for number in 0..workers {
            let worker = fleet.worker(&fleet.redis, &format!("worker-{number}")).await;
            fleet.workers.push(worker);
        }
        fleet
    }

    /// Another worker, which shares the limits with those that use the same Redis.
    pub(crate) async fn worker(&self, redis: &Server, name: &str) -> Worker {
        let asked = Arc::<AtomicU64>::default();
        let shared = join(redis, name).await;
        let allowance = Counting { shared, asked: Arc::clone(&asked) };
        let rest = Rest::new(RestSettings {
            base: self.sim.rest_url().parse().expect("an address"),
            allowance: Some(Arc::new(allowance)),
            ..RestSettings::new(Secret::new(TOKEN.to_owned()))
        });
        Worker { rest: rest.expect("an executor"), asked }
    }

    /// A counted call.
    pub(crate) fn call(&self) -> Call {
        let channel = self.channels.first().expect("a channel");
        let request = RequestBuilder::raw(Method::Get, format!("channels/{channel}")).build();
        request.expect("a request").into()
    }

    /// How often Redis was asked.
    pub(crate) fn trips(&self) -> u64 {
        self.workers.iter().map(Worker::asked).sum()
    }
}
