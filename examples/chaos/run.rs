//! One run from its beginning to its table.

use super::{
    Arguments, Redis,
    crowd::Crowd,
    doubts,
    judge::{Broken, Judge, Verdict},
    nemesis::{FAILOVER, KILL, Kind, Nemesis, Plan, RedisPlan},
    probe::Probes,
    proxy::{Proxies, Proxy},
    report::{Report, Tally},
    servers::{Layout, Servers},
    sessions::Sessions,
    town::{TOKEN, Town},
    workers::{Launch, Workers, last_words},
};
use anyhow::{Context, ensure};
use clap::ValueEnum;
use discord_sim::{options::SimOptions, sim::Sim};
use std::{sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long people may take to finish once nothing goes wrong any more.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the fleet may take to go over to the number of shards that was asked for last.
const DIVIDED: Duration = Duration::from_secs(120);
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
    let mut stage = Stage::prepare(arguments, &sim, &folder).await?;
    start(&mut stage.workers, arguments).await?;
    town.set_up().await?;

    let mut play = Play::new(arguments, &mut random, town, stage);
    play.rage().await?;
    let mut verdict = play.judge().await?;
    farewell(&mut play.nemesis.workers, &mut verdict).await;
    for what in play.nemesis.store().fleet().await? {
        verdict.add(Broken::LeftOver, what);
    }
    let report = Report {
        seed,
        doubts: &turned,
        took_ms: sim.clock().now_ms() - play.from_ms,
        sim: &sim,
        begun: play.sessions.begun_by_count(),
        tally: &play.nemesis.tally,
        times: &play.nemesis.probes.times,
        verdict: &verdict,
    };
    let mut text = report.text();
    if !verdict.violations.is_empty() {
        text.push_str(&evidence(&verdict, folder));
    }
    for transcript in verdict.transcripts.iter().take(SHOWN) {
        text.push_str(&format!("\n```\n{transcript}```\n"));
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
    fn new(arguments: &Arguments, random: &mut fastrand::Rng, town: Town, stage: Stage) -> Self {
        let (sim, town) = (town.sim.clone(), Arc::new(town));
        let from_ms = sim.clock().now_ms();
        let sessions = Sessions::new(sim.clone());
        let crowd = Crowd::new(Arc::clone(&town), random.u64(..), arguments.opens_per_second);
        sim.faults().seed(random.u64(..));
        let nemesis = Nemesis {
            plan: Plan {
                kinds: match &arguments.faults[..] {
                    [] => Kind::value_variants().to_vec(),
                    some => some.to_vec(),
                },
                kills: arguments.kills,
                workers: arguments.count(),
                time_scale: arguments.time_scale,
                late: arguments.late,
                until_ms: from_ms + ms(Duration::from_secs_f64(arguments.minutes * 60.0)),
            },
            random: fastrand::Rng::with_seed(random.u64(..)),
            town: Arc::clone(&town),
            workers: stage.workers,
            proxies: stage.proxies,
            redis: stage.servers.map(|servers| RedisPlan {
                servers,
                failovers: arguments.failovers,
                percent: arguments.redis_percent,
            }),
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
        let store = self.nemesis.store();
        let (tales, sessions) = (self.crowd.tales(), &self.sessions);
        let judge = Judge {
            town: &self.town,
            tales: &tales,
            store: &store,
            sessions,
            from_ms: self.from_ms,
        };
        if let Some(what) = store.undivided(DIVIDED).await? {
            verdict.add(Broken::Stuck, what);
        }
        judge.judge(&mut verdict).await?;
        verdict.violations.append(&mut self.nemesis.broken);
        if !self.nemesis.is_done() {
            let [kills, failovers] = [KILL, FAILOVER].map(|it| self.nemesis.tally.of(it));
            let what = format!("time was over after {kills} kills and {failovers} failovers");
            verdict.add(Broken::Unreached, what);
        }
        Ok(verdict)
    }
}

impl Arguments {
    /// How many workers there are.
    fn count(&self) -> usize {
        if self.redis == Redis::None { 1 } else { self.workers }
    }

    /// Which Redis servers there are.
    fn layout(&self) -> Option<Layout> {
        match self.redis {
            Redis::None => None,
            Redis::Standalone => Some(Layout::Standalone),
            Redis::Sentinel => Some(Layout::Sentinel),
            Redis::Cluster => Some(Layout::Cluster),
        }
    }
}

fn scaled(arguments: &Arguments, of: u32) -> u64 {
    ms(Duration::from_millis(u64::from(of)).mul_f64(arguments.time_scale))
}

fn ms(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// Everything that a run is played on.
struct Stage {
    workers: Workers,
    proxies: Proxies,
    servers: Option<Servers>,
}

impl Stage {
    /// Starts servers and proxies, and says how workers are to be started.
    async fn prepare(arguments: &Arguments, sim: &Sim, folder: &TempDir) -> anyhow::Result<Self> {
        let logs = folder.path().join("logs");
        std::fs::create_dir(&logs)?;
        let program = arguments.program.canonicalize().context("the program; build it first")?;
        let mut workers = Workers::new(Launch { program, environment: vec![], logs });
        let servers = match arguments.layout() {
            Some(layout) => Some(Servers::start(layout, arguments.copies, folder.path()).await?),
            None => None,
        };
        let redis = match &servers {
            Some(servers) if servers.layout == Layout::Standalone => {
                let target = format!("127.0.0.1:{}", servers.first_port());
                Some(Proxy::start(&target, workers.ids.clone()).await?)
            }
            _ => None,
        };
        let rest = sim.rest_url().trim_start_matches("http://").to_owned();
        let gateway = sim.gateway_url().trim_start_matches("ws://").to_owned();
        let proxies = Proxies {
            rest: Proxy::start(&rest, workers.ids.clone()).await?,
            gateway: Proxy::start(&gateway, workers.ids.clone()).await?,
            redis,
        };
        let url = format!("http://{}", proxies.rest.address);
        sim.announce(&url, &format!("ws://{}", proxies.gateway.address));
        let state = match &servers {
            Some(servers) => ("REDIS_URL", servers.url(proxies.redis.as_ref())),
            None => ("TICKETFLOW_STORE", folder.path().join("chaos.redb").display().to_string()),
        };
        let settings = [
            state,
            ("DISCORD_TOKEN", TOKEN.to_owned()),
            ("DISCORD_API_URL", url),
            ("TICKETFLOW_REDIS_REPLICAS", arguments.replicas.clone()),
            ("TICKETFLOW_SHARDS", arguments.shards.to_string()),
            ("TICKETFLOW_LEASE_MS", scaled(arguments, 3_000).to_string()),
            ("RUST_LOG", arguments.log.clone()),
        ];
        let environment = settings.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Arc::get_mut(&mut workers.launch).context("nobody shares it yet")?.environment =
            environment;
        Ok(Self { workers, proxies, servers })
    }
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
