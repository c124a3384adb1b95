//! A fleet of REST executors on one simulated Discord that share its limits through a real Redis.

use async_trait::async_trait;
use discord_sim::{
    options::{Limits, Quota, SimOptions},
    people::guild::GuildSpec,
    sim::{ApplicationSpec, Sim},
};
use redis::{Value, aio::MultiplexedConnection};
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
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
        StoreError,
        redis::{
            Script,
            allowance::{RunScript, SharedAllowance},
        },
    },
};
use tokio::sync::Mutex;
use twilight_http::request::{Method, RequestBuilder};

const TOKEN: &str = "fleet-token";
/// Lets the bot do everything.
const ADMINISTRATOR: u64 = 8;

/// A redis-server of its own, which ends with its owner.
pub(crate) struct RedisServer {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl RedisServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its number").port();
        drop(listener);
        let folder = tempfile::tempdir().expect("a folder");
        let child = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .arg("--dir")
            .arg(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is installed");
        let server = Self { child, port, _folder: folder };
        for _ in 0..1_000 {
            if server.connect().await.is_ok() {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("redis-server does not answer");
    }

    pub(crate) async fn connect(&self) -> redis::RedisResult<MultiplexedConnection> {
        let client = redis::Client::open(format!("redis://127.0.0.1:{}", self.port))?;
        client.get_multiplexed_async_connection().await
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs scripts over one connection and counts them.
pub(crate) struct Runner {
    connection: Mutex<MultiplexedConnection>,
    trips: Arc<AtomicU64>,
}

impl Runner {
    pub(crate) async fn new(redis: &RedisServer) -> Self {
        let connection = Mutex::new(redis.connect().await.expect("a connection"));
        Self { connection, trips: Arc::default() }
    }
}

#[async_trait]
impl RunScript for Runner {
    async fn run(
        &self,
        script: &'static Script,
        keys: &[&str],
        args: &[&[u8]],
    ) -> Result<Value, StoreError> {
        self.trips.fetch_add(1, Ordering::Relaxed);
        let script = redis::Script::new(script.source());
        let mut call = script.prepare_invoke();
        for key in keys {
            call.key(*key);
        }
        for arg in args {
            call.arg(*arg);
        }
        let mut connection = self.connection.lock().await.clone();
        let answer = call.invoke_async(&mut connection).await;
        answer.map_err(|fault| StoreError::Unavailable(fault.to_string()))
    }
}

/// Executors with one bot token.
pub(crate) struct Fleet {
    pub(crate) sim: Sim,
    pub(crate) redis: RedisServer,
    pub(crate) workers: Vec<Rest>,
    pub(crate) channel: u64,
    trips: Arc<AtomicU64>,
}

impl Fleet {
    /// So many workers on a Discord that limits nothing but the sum of all calls.
    pub(crate) async fn start(workers: usize) -> Self {
        let free = Quota::new(1_000_000, 1_000);
        let limits = Limits { post_message: free, other: free, ..Limits::default() };
        let sim = Sim::start(SimOptions { limits, ..SimOptions::default() }).await.expect("a sim");
        let app = sim.add_application(&ApplicationSpec::new("TicketFlow", TOKEN));
        let guild = sim.add_guild(&GuildSpec::named("Fleet"));
        let channel = guild.add_text_channel("shop", None, &[]).expect("a channel");
        guild.add_bot(&app, ADMINISTRATOR).expect("the bot");
        let redis = RedisServer::start().await;
        let trips = Arc::<AtomicU64>::default();
        let mut fleet = Self { sim, redis, workers: vec![], channel, trips };
        for number in 0..workers {
            let worker = fleet.worker(number).await;
            fleet.workers.push(worker);
        }
        fleet
    }

    async fn worker(&self, number: usize) -> Rest {
        let runner = Runner { trips: Arc::clone(&self.trips), ..Runner::new(&self.redis).await };
        let runner = Arc::new(runner);
        let shared = SharedAllowance::new(runner, &format!("worker-{number}"), "one");
        Rest::new(RestSettings {
            base: self.sim.rest_url().parse().expect("an address"),
            allowance: Some(Arc::new(shared)),
            ..RestSettings::new(Secret::new(TOKEN.to_owned()))
        })
        .expect("an executor")
    }

    /// A counted call.
    pub(crate) fn call(&self) -> Call {
        RequestBuilder::raw(Method::Get, format!("channels/{}", self.channel))
            .build()
            .expect("a request")
            .into()
    }

    /// How often Redis was asked.
    pub(crate) fn trips(&self) -> u64 {
        self.trips.load(Ordering::Relaxed)
    }
}
