//! Chaos: workers that are killed, paused and replaced, a Discord and a Redis that misbehave, and
//! people who go on opening tickets meanwhile; operators change the number of shards now and then.
//! At the end the simulator's books say what was lost or done twice: nothing.
//!
//! `cargo build --release && cargo run --release --example chaos -- --seed 1 --kills 100
//! --time-scale 0.1`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

mod crowd;
mod doubts;
mod judge;
mod nemesis;
mod probe;
mod proxy;
mod report;
mod run;
mod servers;
mod sessions;
mod store;
mod story;
mod tale;
mod town;
mod workers;

use clap::{Parser, ValueEnum};
use std::{path::PathBuf, process::ExitCode};

/// Whether nothing is lost and nothing done twice, whatever happens.
#[derive(Parser)]
pub(crate) struct Arguments {
    /// Decides everything that is left to chance; a fresh one if it is left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Workers killed before the run ends.
    #[arg(long, default_value_t = 50)]
    kills: u64,
    /// How often another Redis server becomes the primary before the run ends.
    #[arg(long, default_value_t = 0)]
    failovers: u64,
    /// How many of a hundred faults are of Redis; 0 leaves it in peace.
    #[arg(long, default_value_t = 15)]
    redis_percent: u32,
    /// What goes wrong beside Redis, with commas; everything if it is left out.
    #[arg(long, value_enum, value_delimiter = ',')]
    faults: Vec<nemesis::Kind>,
    /// The run ends after so many minutes, whether there were enough kills or not.
    #[arg(long, default_value_t = 60.0)]
    minutes: f64,
    /// How fast the fleet's time goes: 0.1 makes leases and faults ten times as short.
    #[arg(long, default_value_t = 0.2)]
    time_scale: f64,
    /// Worker processes; one if there is no Redis.
    #[arg(long, default_value_t = 3)]
    workers: usize,
    /// Gateway shards.
    #[arg(long, default_value_t = 16)]
    shards: u32,
    /// Servers.
    #[arg(long, default_value_t = 200)]
    guilds: u32,
    /// Customers of each server.
    #[arg(long, default_value_t = 3)]
    customers: u32,
    /// Where state is kept.
    #[arg(long, value_enum, default_value_t = Redis::None)]
    redis: Redis,
    /// How many replicas the primary has, under Sentinel.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=5))]
    copies: u8,
    /// How many replicas must have a commit before anything follows from it: a number, or auto.
    #[arg(long, default_value = "auto")]
    replicas: String,
    /// Stories that begin in a second.
    #[arg(long, default_value_t = 3.0)]
    opens_per_second: f64,
    /// What Discord does not say, in the other position: names with commas, all, none, or random.
    #[arg(long, default_value = "none")]
    doubts: String,
    /// Also lets calls of a worker that was killed arrive at Discord after its successor has begun.
    #[arg(long)]
    late: bool,
    /// What the workers log, in the language of RUST_LOG.
    #[arg(long, default_value = "info")]
    log: String,
    /// The program under test.
    #[arg(long, default_value = "target/release/ticketflow")]
    program: PathBuf,
    /// Writes the table to this file as well.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Where state is kept.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Redis {
    /// In a file: one worker.
    None,
    /// A primary and a replica, behind a proxy that follows the primary.
    Standalone,
    /// A primary, a replica and three sentinels.
    Sentinel,
    /// Three primaries with a replica each.
    Cluster,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    let (text, violations) = run::run(&arguments, seed).await?;
    println!("{text}");
    if let Some(file) = &arguments.out {
        std::fs::write(file, &text)?;
    }
    Ok(if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
