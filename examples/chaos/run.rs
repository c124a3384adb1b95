//! One run from its beginning to its table.

use super::{
    Arguments, Redis,
    crowd::Crowd,
    doubts,
    judge::{Broken, Judge, Verdict},
    nemesis::{KILL, Nemesis, Plan},
    probe::Probes,
    proxy::{Proxies, Proxy},
    report::{Report, Tally},
    sessions::Sessions,
    store::Store,
    town::{TOKEN, Town},
    workers::{Launch, Workers, last_words},
};
use anyhow::{Context, ensure};
use discord_sim::{options::SimOptions, sim::Sim};
use std::{sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long people may take to finish once nothing goes wrong any more.
const PATIENCE: Duration = Duration::from_secs(120);
/// Details that are shown of what went wrong.
const SHOWN: usize = 40;

/// Plays it; the table, and how many promises were broken.
pub(crate) async fn run(arguments: &Arguments, seed: u64) -> anyhow::Result<(String, usize)> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut options = SimOptions::default();
    let turned = doubts::turn(&arguments.doubts, &mut random, &mut options)?;
    options.gateway.heartbeat_interval_ms = scaled(arguments, 41_250).max(500);
    let sim = Sim::start(options).await?;
    let mut town =
        Town::build(sim.clone(), arguments.shards, arguments.guilds, arguments.customers)?;
    let folder = tempfile::Builder::new().prefix("ticketflow-chaos-").tempdir()?;
    let (mut workers, proxies) = prepare(arguments, &sim, &folder).await?;
    start(&mut workers, arguments).await?;
    town.set_up().await?;

    let mut play = Play::new(arguments, &mut random, town, workers, proxies);
    play.rage().await?;
    let mut verdict = play.judge().await?;
    farewell(&mut play.nemesis.workers, &mut verdict).await;
    let report = Report {
        seed,
        doubts: &turned,
        took_ms: sim.clock().now_ms() - play.from_ms,
        sim: &sim,
        tally: &play.nemesis.tally,
        times: &play.nemesis.probes.times,
        verdict: &verdict,
    };
    let mut text = report.text();
    if !verdict.violations.is_empty() {
        text.push_str(&evidence(&verdict, folder));
    }
    Ok((text, verdict.violations.len()))
}

/// A town that is set up, its people and what is done to them.
struct Play {
    town: Arc<Town>,
    crowd: Crowd,
    nemesis: Nemesis,
    sessions: Sessions,
    from_ms: u64,
}

impl Play {
    fn new(
        arguments: &Arguments,
        random: &mut fastrand::Rng,
        town: Town,
        workers: Workers,
        proxies: Proxies,
    ) -> Self {
        let (sim, town) = (town.sim.clone(), Arc::new(town));
        let from_ms = sim.clock().now_ms();
        let sessions = Sessions::new(sim.clone());
        let crowd = Crowd::new(Arc::clone(&town), random.u64(..), arguments.opens_per_second);
        sim.faults().seed(random.u64(..));
        let nemesis = Nemesis {
            plan: Plan {
                kills: arguments.kills,
                workers: arguments.count(),
                time_scale: arguments.time_scale,
                late: arguments.late,
                until_ms: from_ms + ms(Duration::from_secs_f64(arguments.minutes * 60.0)),
            },
            random: fastrand::Rng::with_seed(random.u64(..)),
            town: Arc::clone(&town),
            workers,
            proxies,
            probes: Arc::new(Probes::new(Arc::clone(&town), sessions.clone())),
            tally: Tally::default(),
            broken: Vec::new(),
            measuring: JoinSet::new(),
        };
        Self { town, crowd, nemesis, sessions, from_ms }
    }

    /// People live, and things go wrong; then people finish what they began.
    async fn rage(&mut self) -> anyhow::Result<()> {
        let over = CancellationToken::new();
        let raging = async {
            let raged = self.nemesis.rage().await;
            over.cancel();
            raged
        };
        let (raged, ()) = tokio::join!(raging, self.crowd.live(&over, PATIENCE));
        raged
    }

    async fn judge(&mut self) -> anyhow::Result<Verdict> {
        let mut verdict = Verdict::default();
        let store = Store { launch: Arc::clone(&self.nemesis.workers.launch), fleet: false };
        let (tales, sessions) = (self.crowd.tales(), &self.sessions);
        let judge = Judge {
            town: &self.town,
            tales: &tales,
            store: &store,
            sessions,
            from_ms: self.from_ms,
        };
        judge.judge(&mut verdict).await?;
        verdict.violations.append(&mut self.nemesis.broken);
        let kills = self.nemesis.tally.of(KILL);
        if kills < self.nemesis.plan.kills {
            let what = format!("only {kills} kills of {} in time", self.nemesis.plan.kills);
            verdict.add(Broken::Stuck, what);
        }
        Ok(verdict)
    }
}

impl Arguments {
    /// How many workers there are.
    fn count(&self) -> usize {
        if self.redis == Redis::None { 1 } else { self.workers }
    }
}

fn scaled(arguments: &Arguments, of: u32) -> u64 {
    ms(Duration::from_millis(u64::from(of)).mul_f64(arguments.time_scale))
}

fn ms(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// Servers, proxies, and how workers are started.
async fn prepare(
    arguments: &Arguments,
    sim: &Sim,
    folder: &TempDir,
) -> anyhow::Result<(Workers, Proxies)> {
    let logs = folder.path().join("logs");
    std::fs::create_dir(&logs)?;
    let program = arguments.program.canonicalize().context("the program; build it first")?;
    let mut workers = Workers::new(Launch { program, environment: vec![], logs });
    let rest = sim.rest_url().trim_start_matches("http://").to_owned();
    let gateway = sim.gateway_url().trim_start_matches("ws://").to_owned();
    let proxies = Proxies {
        rest: Proxy::start(&rest, workers.ids.clone()).await?,
        gateway: Proxy::start(&gateway, workers.ids.clone()).await?,
        redis: None,
    };
    let url = format!("http://{}", proxies.rest.address);
    sim.announce(&url, &format!("ws://{}", proxies.gateway.address));
    let store = folder.path().join("chaos.redb").display().to_string();
    let settings = [
        ("DISCORD_TOKEN", TOKEN.to_owned()),
        ("DISCORD_API_URL", url),
        ("TICKETFLOW_SHARDS", arguments.shards.to_string()),
        ("TICKETFLOW_LEASE_MS", scaled(arguments, 3_000).to_string()),
        ("TICKETFLOW_STORE", store),
        ("RUST_LOG", arguments.log.clone()),
    ];
    let environment = settings.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Arc::get_mut(&mut workers.launch).context("nobody shares it yet")?.environment = environment;
    Ok((workers, proxies))
}

/// The commands are registered, and all workers run.
async fn start(workers: &mut Workers, arguments: &Arguments) -> anyhow::Result<()> {
    let registered =
        workers.launch.command(&["commands"]).stdout(std::process::Stdio::null()).status();
    ensure!(registered.await?.success(), "`ticketflow commands` failed");
    for _ in 0..arguments.count() {
        workers.start()?;
    }
    for worker in &workers.running {
        worker.is_ready().await;
    }
    Ok(())
}

/// Every worker stops when it is told to.
async fn farewell(workers: &mut Workers, verdict: &mut Verdict) {
    for what in workers.fallen() {
        verdict.add(Broken::Worker, what);
    }
    while !workers.running.is_empty() {
        match workers.terminate(0).await {
            Ok(status) if status.success() => {}
            Ok(status) => {
                verdict.add(Broken::Worker, format!("a worker ended with {status} at the end"));
            }
            Err(why) => verdict.add(Broken::Worker, why.to_string()),
        }
    }
}

/// What went wrong, and where to read on.
fn evidence(verdict: &Verdict, folder: TempDir) -> String {
    let mut text = String::from("\n## What went wrong\n\n");
    for (kind, what) in verdict.violations.iter().take(SHOWN) {
        text.push_str(&format!("- {kind:?}: {what}\n"));
    }
    // Kept for whoever looks into it.
    let folder = folder.keep();
    text.push_str(&format!("\nThe logs are in {}. The last lines:\n\n", folder.display()));
    text.push_str(&last_words(&folder.join("logs"), 4, 15));
    text
}
