//! What an idle shard costs in memory: one worker process with so many shards, each of a thousand
//! servers that are not ours, on a simulated Discord; then an hour's worth of foreign events.
//!
//! `cargo build --release && cargo run --release --example memory -- --shards 4,8,16,32`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

#[allow(clippy::panic, reason = "it belongs to the tests, which use more of it")]
#[path = "../tests/support/redis/mod.rs"]
mod redis_servers;
#[allow(dead_code, reason = "it belongs to chaos, which uses more of it")]
#[path = "chaos/workers.rs"]
mod workers;

use anyhow::{Context, bail, ensure};
use clap::Parser;
use discord_sim::{
    gateway::{
        levers::{Lever, Target},
        stream::StreamSpec,
    },
    options::SimOptions,
    people::guild::{Allow, Guild, GuildSpec},
    sim::{ApplicationSpec, Sim},
};
use futures_util::StreamExt;
use redis_servers::Server;
use serde_json::Value;
use std::{path::PathBuf, time::Duration};
use ticketflow::domain::permissions::Permissions;
use twilight_gateway::{ConfigBuilder, Intents, Message, Shard, ShardId};
use workers::{Launch, Workers, last_words};

const TOKEN: &str = "token-of-the-memory";
/// How long a worker may take to deal with what it was sent.
const PATIENCE: Duration = Duration::from_secs(300);
const LOOK: Duration = Duration::from_millis(200);
/// What an idle shard may cost.
const WANTED_KB: f64 = 1_500.0;

#[derive(Parser)]
struct Arguments {
    /// How many shards the worker holds; a process for each number.
    #[arg(long, value_delimiter = ',', default_value = "4,8,16,32")]
    shards: Vec<u32>,
    /// Servers of a shard.
    #[arg(long, default_value_t = 1_000)]
    guilds: u32,
    /// Channels of a server, each with an overwrite.
    #[arg(long, default_value_t = 30)]
    channels: u32,
    /// Roles of a server.
    #[arg(long, default_value_t = 20)]
    roles: u32,
    /// Foreign events that each shard hears then: five a second for an hour.
    #[arg(long, default_value_t = 18_000)]
    events: u64,
    /// Seconds without an event before memory is looked at.
    #[arg(long, default_value_t = 5)]
    rest: u64,
    /// The program under test.
    #[arg(long, default_value = "target/release/ticketflow")]
    program: PathBuf,
}

/// The memory of one process, in kilobytes.
struct Taken {
    shards: u32,
    /// Once it has heard of all servers.
    idle_kb: u64,
    /// After the foreign events.
    later_kb: u64,
    /// The most it ever was.
    peak_kb: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    println!(
        "{} servers a shard, each with {} channels and {} roles; then {} foreign events a shard",
        arguments.guilds, arguments.channels, arguments.roles, arguments.events,
    );
    println!("a GUILD_CREATE is {} bytes", size_of_one(&arguments).await?);
    println!("| shards | idle | after the events | peak |\n|---|---|---|---|");
    let server = Server::start(&[]).await;
    let mut all = Vec::new();
    for shards in &arguments.shards {
        server.flush().await;
        all.push(take(&arguments, &server, *shards).await?);
    }
    for (what, of) in
        [("idle", (|it| it.idle_kb) as fn(&Taken) -> u64), ("after the events", |it| it.later_kb)]
    {
        let (base, slope) = line(all.iter().map(|it| (f64::from(it.shards), of(it) as f64)));
        println!(
            "{what}: {base:.0} kB and {slope:.0} kB for each shard; {} the {WANTED_KB:.0} kB that are wanted",
            if slope <= WANTED_KB { "within" } else { "ABOVE" },
        );
    }
    Ok(())
}

async fn take(arguments: &Arguments, server: &Server, shards: u32) -> anyhow::Result<Taken> {
    let sim = Sim::start(SimOptions::default()).await?;
    let app = sim.add_application(&ApplicationSpec {
        max_concurrency: shards,
        ..ApplicationSpec::new("TicketFlow", TOKEN)
    });
    for at in 0..shards * arguments.guilds {
        // One after the other through the shards.
        let id = Some((1_000_000_000 * u64::from(shards) + u64::from(at)) << 22 | 1);
        let guild = sim.add_guild(&GuildSpec { id, ..GuildSpec::named(&format!("Server {at}")) });
        furnish(arguments, &guild)?;
        guild.add_bot(&app, Permissions::NEEDED_IN_GUILD.0)?;
    }
    let folder = tempfile::tempdir()?;
    let program = arguments.program.canonicalize().context("the program; build it first")?;
    let settings = [
        ("REDIS_URL", server.url()),
        ("DISCORD_TOKEN", TOKEN.to_owned()),
        ("DISCORD_API_URL", sim.rest_url()),
        ("TICKETFLOW_SHARDS", shards.to_string()),
        ("RUST_LOG", "info".to_owned()),
    ];
    let environment = settings.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let mut workers = Workers::new(Launch { program, environment, logs: folder.path().to_owned() });
    workers.start()?;
    let pid = workers.running.first().context("a worker")?.id;

    // READY and a GUILD_CREATE for each server.
    let first = u64::from(arguments.guilds) + 1;
    let heard = async |events: u64| {
        dealt_with(server, shards, events).await.with_context(|| last_words(folder.path(), 1, 15))
    };
    heard(first).await?;
    tokio::time::sleep(Duration::from_secs(arguments.rest)).await;
    let idle_kb = memory(pid, "VmRSS")?;
    let spec = StreamSpec { events: arguments.events, typing_percent: 20, ..StreamSpec::default() };
    let told = sim.gateway().pull(&Target::default(), &Lever::Stream(spec));
    ensure!(told == shards as usize, "{told} of {shards} shards are connected");
    heard(first + arguments.events).await?;
    tokio::time::sleep(Duration::from_secs(arguments.rest)).await;
    let taken =
        Taken { shards, idle_kb, later_kb: memory(pid, "VmRSS")?, peak_kb: memory(pid, "VmHWM")? };
    println!("| {shards} | {} kB | {} kB | {} kB |", taken.idle_kb, taken.later_kb, taken.peak_kb,);
    Ok(taken)
}

/// How long the event is in which a server comes.
async fn size_of_one(arguments: &Arguments) -> anyhow::Result<usize> {
    let sim = Sim::start(SimOptions::default()).await?;
    let app = sim.add_application(&ApplicationSpec::new("TicketFlow", TOKEN));
    let guild = sim.add_guild(&GuildSpec::named("Server 0"));
    furnish(arguments, &guild)?;
    guild.add_bot(&app, Permissions::NEEDED_IN_GUILD.0)?;
    let config =
        ConfigBuilder::new(TOKEN.to_owned(), Intents::GUILDS).proxy_url(sim.gateway_url()).build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    while let Some(item) = shard.next().await {
        if let Message::Text(json) = item?
            && json.contains("\"GUILD_CREATE\"")
        {
            return Ok(json.len());
        }
    }
    bail!("the connection is over")
}

/// What a server of some size has.
fn furnish(arguments: &Arguments, guild: &Guild) -> anyhow::Result<()> {
    for at in 1..arguments.roles {
        guild.add_role(&format!("a role with a name {at}"), 0)?;
    }
    for at in 1..arguments.channels {
        let overwrite = Allow::role(guild.id, 0, 1 << 11);
        guild.add_text_channel(&format!("a-channel-with-a-name-{at}"), None, &[overwrite])?;
    }
    Ok(())
}

/// Waits until every shard has dealt with so many events, as it says in Redis.
async fn dealt_with(server: &Server, shards: u32, events: u64) -> anyhow::Result<()> {
    let looking = async {
        loop {
            let sessions: Vec<(String, String)> = server.say(&["HGETALL", "{f}:sessions"]).await;
            let is_done = |session: &str| {
                let session: Value = serde_json::from_str(session).unwrap_or_default();
                session["committed"].as_u64().is_some_and(|committed| committed >= events)
            };
            let done = sessions.iter().filter(|(_, session)| is_done(session)).count();
            if done >= shards as usize {
                return;
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    if tokio::time::timeout(PATIENCE, looking).await.is_err() {
        bail!("the worker has not dealt with {events} events of each shard");
    }
    Ok(())
}

/// A line of what Linux says of a process, in kilobytes.
fn memory(pid: u32, name: &str) -> anyhow::Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let value = line.and_then(|it| it.trim().strip_suffix(" kB")).context("its memory")?;
    Ok(value.trim().parse()?)
}

/// The straight line that fits best: where it begins, and how steep it is.
fn line(points: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let count = points.clone().count().max(1) as f64;
    let mean = |of: fn((f64, f64)) -> f64| points.clone().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|it| it.0), mean(|it| it.1));
    let above: f64 = points.clone().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let below: f64 = points.map(|it| (it.0 - x).powi(2)).sum();
    let slope = if below > 0.0 { above / below } else { 0.0 };
    (y - slope * x, slope)
}
