//! How long a fleet takes from its first process until every shard has a session, and whether it
//! keeps to Discord's rule of how many may begin one within five seconds: worker processes, a real
//! redis-server, and a simulated Discord that counts.
//!
//! `cargo build --release && cargo run --release --example cold_start -- --max-concurrency 16
//! --runs 50`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

#[allow(clippy::panic, reason = "it belongs to the tests, which use more of it")]
#[path = "../tests/support/redis/mod.rs"]
mod redis_servers;
#[allow(dead_code, reason = "it belongs to chaos, which uses more of it")]
#[path = "chaos/workers.rs"]
mod workers;

use anyhow::{Context, ensure};
use clap::Parser;
use discord_sim::{
    gateway::record::{Happening, What},
    options::SimOptions,
    people::guild::GuildSpec,
    sim::{ApplicationSpec, Sim},
};
use redis_servers::Server;
use std::{collections::BTreeMap, path::PathBuf, time::Duration};
use ticketflow::domain::permissions::Permissions;
use workers::{Launch, Workers, last_words};

const TOKEN: &str = "token-of-the-cold-start";
/// Discord's window (Discord docs, Max Concurrency).
const WINDOW_MS: u64 = 5_000;
/// How much longer than the floor a run may take until it has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the simulator's record is looked at.
const LOOK: Duration = Duration::from_millis(20);

#[derive(Parser)]
struct Arguments {
    /// Worker processes.
    #[arg(long, default_value_t = 3)]
    workers: usize,
    /// Gateway shards, each with one server.
    #[arg(long, default_value_t = 64)]
    shards: u32,
    /// How many sessions may begin within five seconds.
    #[arg(long, default_value_t = 16)]
    max_concurrency: u32,
    /// How often it is done, each time with a new Discord and an empty Redis.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Kills one of the workers, at any moment between the first session and the last.
    #[arg(long)]
    kill_midway: bool,
    /// The seed of who is killed when.
    #[arg(long)]
    seed: Option<u64>,
    /// The program under test.
    #[arg(long, default_value = "target/release/ticketflow")]
    program: PathBuf,
}

/// What one cold start was like; times in milliseconds since the first worker was started.
struct Run {
    first_ms: u64,
    last_ms: u64,
    /// When every session was connected.
    whole_ms: u64,
    identifies: u64,
    resumes: u64,
    breaches: usize,
    /// The least time between two new sessions of one key.
    apart_ms: Option<u64>,
    killed_ms: Option<u64>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    let mut random = fastrand::Rng::with_seed(seed);
    let rounds = u64::from(arguments.shards.div_ceil(arguments.max_concurrency));
    let (floor, least) = (rounds * WINDOW_MS, (rounds - 1) * WINDOW_MS);
    println!(
        "seed {seed}: {} workers, {} shards, max_concurrency {}; shards / max_concurrency × 5 s = {} s; from \
         the first new session to the last {} s at least",
        arguments.workers,
        arguments.shards,
        arguments.max_concurrency,
        seconds(floor),
        seconds(least),
    );
    println!(
        "| run | first | last | from first to last | all connected | killed at | identifies | resumes | breaches | least apart |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let server = Server::start(&[]).await;
    let mut runs = Vec::new();
    for number in 1..=arguments.runs {
        server.flush().await;
        let killing = arguments.kill_midway.then(|| (random.f64(), random.usize(..)));
        let run = cold_start(&arguments, &server, floor, least, killing).await?;
        println!(
            "| {number} | {} s | {} s | {} s | {} s | {} | {} | {} | {} | {} ms |",
            seconds(run.first_ms),
            seconds(run.last_ms),
            seconds(run.last_ms - run.first_ms),
            seconds(run.whole_ms),
            run.killed_ms.map_or("–".to_owned(), |at| format!("{} s", seconds(at))),
            run.identifies,
            run.resumes,
            run.breaches,
            run.apart_ms.unwrap_or_default(),
        );
        runs.push(run);
    }
    report(&arguments, floor, least, &runs)
}

async fn cold_start(
    arguments: &Arguments,
    server: &Server,
    floor: u64,
    least: u64,
    killing: Option<(f64, usize)>,
) -> anyhow::Result<Run> {
    let sim = Sim::start(SimOptions::default()).await?;
    let app = sim.add_application(&ApplicationSpec {
        max_concurrency: arguments.max_concurrency,
        ..ApplicationSpec::new("TicketFlow", TOKEN)
    });
    for shard in 0..arguments.shards {
        let id = Some((1_000_000_000 * u64::from(arguments.shards) + u64::from(shard)) << 22 | 1);
        let guild = sim.add_guild(&GuildSpec { id, ..GuildSpec::named(&format!("Shop {shard}")) });
        guild.add_bot(&app, Permissions::NEEDED_IN_GUILD.0)?;
    }
    let folder = tempfile::tempdir()?;
    let logs = folder.path().to_owned();
    let mut workers = Workers::new(launch(arguments, server, &sim, logs)?);
    let mut log = Log { sim, next: 0, happenings: vec![] };
    let from_ms = log.sim.clock().now_ms();
    for _ in 0..arguments.workers {
        workers.start()?;
    }

    let mut killed_ms = None;
    if let Some((share, who)) = killing {
        log.until("a first session", &workers, |log| log.identified().count() > 0).await?;
        tokio::time::sleep(Duration::from_millis(least).mul_f64(share)).await;
        killed_ms = Some(log.sim.clock().now_ms() - from_ms);
        workers.kill(who % arguments.workers).await?;
    }
    let all = arguments.shards as usize;
    let whole = async {
        log.until("a session for every shard", &workers, |log| log.shards() == all).await?;
        log.until("a connection for every session", &workers, |log| log.connected() == all).await
    };
    let limit = Duration::from_millis(floor) + PATIENCE;
    let reached = tokio::time::timeout(limit, whole).await;
    let whole_ms = log.sim.clock().now_ms() - from_ms;
    reached.with_context(|| {
        format!(
            "{} of {all} shards have a session\n{}",
            log.shards(),
            last_words(folder.path(), 3, 15)
        )
    })??;
    let began: Vec<u64> = log.identified().map(|(at_ms, _)| at_ms - from_ms).collect();
    let record = log.sim.gateway().record();
    Ok(Run {
        first_ms: began.iter().min().copied().context("a session")?,
        last_ms: began.iter().max().copied().context("a session")?,
        whole_ms,
        identifies: record.identifies,
        resumes: record.resumes,
        breaches: log.breaches(),
        apart_ms: log.least_apart(arguments.max_concurrency),
        killed_ms,
    })
}

fn launch(
    arguments: &Arguments,
    server: &Server,
    sim: &Sim,
    logs: PathBuf,
) -> anyhow::Result<Launch> {
    let program = arguments.program.canonicalize().context("the program; build it first")?;
    let settings = [
        ("REDIS_URL", server.url()),
        ("DISCORD_TOKEN", TOKEN.to_owned()),
        ("DISCORD_API_URL", sim.rest_url()),
        ("TICKETFLOW_SHARDS", arguments.shards.to_string()),
        ("RUST_LOG", "info".to_owned()),
    ];
    let environment = settings.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Ok(Launch { program, environment, logs })
}

/// The record of the simulator's gateway, read on and on.
struct Log {
    sim: Sim,
    next: u64,
    happenings: Vec<Happening>,
}

impl Log {
    async fn until(
        &mut self,
        what: &str,
        workers: &Workers,
        holds: impl Fn(&Self) -> bool,
    ) -> anyhow::Result<()> {
        loop {
            let (new, next) = self.sim.gateway().happenings_since(self.next);
            self.next = next;
            self.happenings.extend(new);
            if holds(self) {
                return Ok(());
            }
            ensure!(!workers.running.is_empty(), "no worker is left to bring {what}");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// When which shard began a session.
    fn identified(&self) -> impl Iterator<Item = (u64, u32)> + '_ {
        self.happenings.iter().filter_map(|it| match it.what {
            What::Identified { shard: [shard, _], .. } => Some((it.at_ms, shard)),
            _ => None,
        })
    }

    /// How many shards have begun a session.
    fn shards(&self) -> usize {
        self.identified().map(|(_, shard)| (shard, ())).collect::<BTreeMap<_, _>>().len()
    }

    fn connected(&self) -> usize {
        self.sim.gateway().sessions().iter().filter(|it| it.connected).count()
    }

    /// Identifies that Discord refused because they came too soon.
    fn breaches(&self) -> usize {
        let refused = |it: &&Happening| match &it.what {
            What::InvalidSession { why, .. } => why.contains("too soon"),
            _ => false,
        };
        self.happenings.iter().filter(refused).count()
    }

    fn least_apart(&self, max_concurrency: u32) -> Option<u64> {
        let mut last = BTreeMap::new();
        let apart = self.identified().filter_map(|(at_ms, shard)| {
            let before = last.insert(shard % max_concurrency, at_ms)?;
            Some(at_ms - before)
        });
        apart.min()
    }
}

fn report(arguments: &Arguments, floor: u64, least: u64, runs: &[Run]) -> anyhow::Result<()> {
    let spread = |of: fn(&Run) -> u64| {
        let mut all: Vec<u64> = runs.iter().map(of).collect();
        all.sort_unstable();
        [0, all.len() / 2, all.len().saturating_sub(1)].map(|at| all.get(at).copied().unwrap_or(0))
    };
    let show = |what: &str, [min, p50, max]: [u64; 3], of: u64| {
        let share = |ms: u64| (ms as f64 / of.max(1) as f64 - 1.0) * 100.0;
        println!(
            "{what}: min {} s, p50 {} s, max {} s; beside {} s: {:+.1} %, {:+.1} %, {:+.1} %",
            seconds(min),
            seconds(p50),
            seconds(max),
            seconds(of),
            share(min),
            share(p50),
            share(max),
        );
    };
    show("first worker started to every shard has begun a session", spread(|it| it.last_ms), floor);
    show("first new session to the last", spread(|it| it.last_ms - it.first_ms), least);
    let breaches: usize = runs.iter().map(|it| it.breaches).sum();
    let spent = runs.iter().map(|it| it.identifies);
    println!(
        "breaches of the rule: {breaches} in {} runs; identifies of a run: {} to {}",
        runs.len(),
        spent.clone().min().unwrap_or_default(),
        spent.clone().max().unwrap_or_default(),
    );
    ensure!(breaches == 0, "Discord refused {breaches} identifies");
    let wanted = u64::from(arguments.shards);
    // A worker may be killed after its identify and before anybody else knows of the session.
    ensure!(
        arguments.kill_midway || spent.clone().all(|it| it == wanted),
        "more than {wanted} identifies were spent"
    );
    Ok(())
}

fn seconds(ms: u64) -> String {
    format!("{}.{:02}", ms / 1000, ms % 1000 / 10)
}
