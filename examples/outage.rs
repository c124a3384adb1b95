//! Redis is away for ten seconds while people press: who is answered in time, and when what they
//! wanted is done. Worker processes, a real redis-server, a simulated Discord.
//!
//! `cargo build --release && cargo run --release --example outage -- --rate 10 --away 10`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

#[allow(clippy::panic, reason = "it belongs to the tests, which use more of it")]
#[path = "../tests/support/redis/mod.rs"]
mod redis_servers;
#[allow(dead_code, reason = "it belongs to chaos, which uses more of it")]
#[path = "chaos/town.rs"]
mod town;
#[allow(dead_code, reason = "it belongs to chaos, which uses more of it")]
#[path = "chaos/workers.rs"]
mod workers;

use anyhow::{Context, ensure};
use clap::{Parser, ValueEnum};
use discord_sim::{
    options::SimOptions,
    people::interaction::{Interaction, Outcome},
    sim::Sim,
};
use redis_servers::Server;
use std::{collections::BTreeMap, path::PathBuf, process::Stdio, time::Duration};
use tokio::task::JoinSet;
use town::{TOKEN, Town};
use workers::{Launch, Workers};

/// Gateway shards, which the workers share.
const SHARDS: u32 = 4;
/// How long before and after people press as well.
const AROUND: Duration = Duration::from_secs(3);
/// Discord's time for an acknowledgement (Discord docs, Interaction Callback), in milliseconds.
const IN_TIME_MS: u64 = 3_000;
/// How long after Redis is back a press may take until it counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Parser)]
struct Arguments {
    /// Presses a second. Everybody who presses does so twice, one after the other.
    #[arg(long, default_value_t = 10)]
    rate: u32,
    /// Seconds without Redis.
    #[arg(long, default_value_t = 10)]
    away: u64,
    /// Worker processes.
    #[arg(long, default_value_t = 2)]
    workers: usize,
    /// Servers, in which people press in turn.
    #[arg(long, default_value_t = 8)]
    guilds: u32,
    /// In which ways Redis is away.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "stopped,killed")]
    ways: Vec<Way>,
    /// The program under test.
    #[arg(long, default_value = "target/release/ticketflow")]
    program: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Way {
    /// SIGSTOP and SIGCONT: connections stand, and nobody answers.
    Stopped,
    /// kill -9, and started again with its files.
    Killed,
}

/// When somebody pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Before,
    Away,
    After,
}

/// What became of a press; times are the simulator's.
struct Done {
    when: When,
    press: Interaction,
    acknowledged_ms: Option<u64>,
    /// When they were told where their ticket is.
    completed_at_ms: Option<u64>,
    /// What they were told instead.
    told: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut broken = 0;
    for way in &arguments.ways {
        broken += outage(&arguments, *way).await?;
    }
    ensure!(broken == 0, "{broken} promises were broken");
    Ok(())
}

async fn outage(arguments: &Arguments, way: Way) -> anyhow::Result<usize> {
    let mut server = Server::start(&[]).await;
    let sim = Sim::start(SimOptions::default()).await?;
    let seconds = u32::try_from(arguments.away + 2 * AROUND.as_secs())?;
    // Half of the presses are second ones.
    let customers = (seconds * arguments.rate).div_ceil(2 * arguments.guilds);
    let mut town = Town::build(sim.clone(), SHARDS, arguments.guilds, customers)?;
    let folder = tempfile::tempdir()?;
    let _workers = start(arguments, &server, &sim, folder.path().to_owned()).await?;
    town.set_up().await?;

    let from_ms = sim.clock().now_ms();
    let away = Duration::from_secs(arguments.away);
    let absence = async {
        tokio::time::sleep(AROUND).await;
        let gone_ms = sim.clock().now_ms();
        match way {
            Way::Stopped => {
                server.pause();
                tokio::time::sleep(away).await;
                server.resume();
            }
            Way::Killed => {
                server.kill().await;
                tokio::time::sleep(away).await;
                server.run().await;
            }
        }
        (gone_ms, sim.clock().now_ms())
    };
    let pressing = press(arguments, &town, Duration::from_secs(seconds.into()));
    let ((gone_ms, back_ms), presses) = tokio::join!(absence, pressing);
    let mut watching = presses?;
    let mut all = Vec::new();
    while let Some(done) = watching.join_next().await {
        let (at_ms, mut done) = done?;
        done.when = match at_ms {
            at if at < gone_ms => When::Before,
            at if at < back_ms => When::Away,
            _ => When::After,
        };
        all.push(done);
    }
    println!(
        "\nRedis {way:?}: away for {:.1} s from second {:.1} on; {} workers, {} presses a second",
        (back_ms - gone_ms) as f64 / 1000.0,
        (gone_ms - from_ms) as f64 / 1000.0,
        arguments.workers,
        arguments.rate,
    );
    let mut broken = table(&all, back_ms);
    broken += tickets(&server, &town).await;
    Ok(broken)
}

async fn start(
    arguments: &Arguments,
    server: &Server,
    sim: &Sim,
    logs: PathBuf,
) -> anyhow::Result<Workers> {
    let program = arguments.program.canonicalize().context("the program; build it first")?;
    let settings = [
        ("REDIS_URL", server.url()),
        ("DISCORD_TOKEN", TOKEN.to_owned()),
        ("DISCORD_API_URL", sim.rest_url()),
        ("TICKETFLOW_SHARDS", SHARDS.to_string()),
        ("RUST_LOG", "info".to_owned()),
    ];
    let environment = settings.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let mut workers = Workers::new(Launch { program, environment, logs });
    let registered = workers.launch.command(&["commands"]).stdout(Stdio::null()).status().await?;
    ensure!(registered.success(), "`ticketflow commands` failed");
    for _ in 0..arguments.workers {
        workers.start()?;
    }
    for worker in &workers.running {
        worker.is_ready().await;
    }
    Ok(workers)
}

/// Presses at a steady rate; every press is watched until it is answered.
async fn press(
    arguments: &Arguments,
    town: &Town,
    span: Duration,
) -> anyhow::Result<JoinSet<(u64, Done)>> {
    let mut watching = JoinSet::new();
    let mut beat = tokio::time::interval(Duration::from_secs(2) / arguments.rate);
    let customers = town.shops.first().map_or(0, |shop| shop.customers.len());
    let everybody = (0..customers).flat_map(|at| {
        town.shops.iter().filter_map(move |shop| Some((shop, shop.customers.get(at)?)))
    });
    let until = tokio::time::sleep(span);
    tokio::pin!(until);
    for (shop, customer) in everybody {
        tokio::select! {
            () = &mut until => break,
            _ = beat.tick() => {}
        }
        for _ in 0..2 {
            let at_ms = town.sim.clock().now_ms();
            let press = shop.press_panel(customer)?;
            let sim = town.sim.clone();
            watching.spawn(async move { (at_ms, watch(&sim, press).await) });
        }
    }
    Ok(watching)
}

async fn watch(sim: &Sim, press: Interaction) -> Done {
    let acknowledged_ms = match press.outcome().await {
        Outcome::Answered { after_ms, .. } => Some(after_ms),
        Outcome::Failed { .. } => None,
    };
    let settled = tokio::time::timeout(PATIENCE, press.settled()).await;
    let at_ms = sim.clock().now_ms();
    let words = match settled {
        Ok(Outcome::Answered { message: Some(message), .. }) => Some(message.content),
        _ => None,
    };
    let is_told = words.as_ref().is_some_and(|words| words.contains("<#"));
    Done {
        when: When::Before,
        press,
        acknowledged_ms,
        completed_at_ms: is_told.then_some(at_ms),
        told: words.filter(|_| !is_told),
    }
}

/// Prints what became of the presses; how many promises were broken.
fn table(all: &[Done], back_ms: u64) -> usize {
    println!(
        "| pressed | presses | acknowledged in 3 s | after (p50 / p99 / max) | completed | after Redis was back (p50 / p99 / max) | told that it is not available | lost | told twice |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut broken = 0;
    for (when, words) in
        [(When::Before, "before"), (When::Away, "while it was away"), (When::After, "after")]
    {
        let of: Vec<&Done> = all.iter().filter(|it| it.when == when).collect();
        let in_time: Vec<u64> = of
            .iter()
            .filter_map(|it| it.acknowledged_ms)
            .filter(|after| *after <= IN_TIME_MS)
            .collect();
        let completed: Vec<u64> = of
            .iter()
            .filter_map(|it| it.completed_at_ms)
            .map(|at| at.saturating_sub(back_ms))
            .collect();
        let told = of.iter().filter(|it| it.told.is_some()).count();
        let lost = of.len() - completed.len() - told;
        let twice = of.iter().filter(|it| !it.press.followups().is_empty()).count();
        broken += of.len() - in_time.len() + of.len() - completed.len() + twice;
        let late = if when == When::Away { spread(completed.clone()) } else { "–".to_owned() };
        println!(
            "| {words} | {} | {} | {} | {} | {late} | {told} | {lost} | {twice} |",
            of.len(),
            in_time.len(),
            spread(in_time.clone()),
            completed.len(),
        );
    }
    let others: BTreeMap<&str, usize> =
        all.iter().filter_map(|it| it.told.as_deref()).fold(BTreeMap::new(), |mut all, words| {
            *all.entry(words).or_default() += 1;
            all
        });
    for (words, times) in others {
        println!("told {times} times instead: {words}");
    }
    broken
}

fn spread(mut times: Vec<u64>) -> String {
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).unwrap_or(&0)
    };
    format!("{} / {} / {} ms", at(50), at(99), at(100))
}

/// Compares tickets, channels and customers; how many are missing or too many.
async fn tickets(server: &Server, town: &Town) -> usize {
    let (mut tickets, mut doubled, mut orphans) = (0, 0, 0);
    for shop in &town.shops {
        let key = format!("{{g:{}}}:tickets", shop.guild.id);
        let records: Vec<(String, String)> = server.say(&["HGETALL", &key]).await;
        let mut of = BTreeMap::<String, usize>::new();
        for (_, record) in &records {
            // Version, channel, customer, form, JSON.
            let customer = record.split(' ').nth(2).unwrap_or_default();
            *of.entry(customer.to_owned()).or_default() += 1;
        }
        let channels = shop.owner.channels();
        let channels = channels.iter().filter(|it| it.name.starts_with("ticket-")).count();
        tickets += records.len();
        doubled += of.values().map(|times| times - 1).sum::<usize>();
        orphans += channels.abs_diff(records.len());
    }
    println!(
        "{tickets} tickets, of which each server's probe has one; {doubled} doubled, {orphans} channels too many or missing"
    );
    doubled + orphans
}
