//! How well a fleet uses Discord's 50 calls a second: workers that want more than there is, on a
//! simulated Discord and a real redis-server.
//!
//! `cargo run --release --example budget -- --workers 4 --rate 200 --seconds 20`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

#[path = "../tests/support/allowance.rs"]
#[allow(dead_code, clippy::panic, reason = "it belongs to the tests, which use more of it")]
mod allowance;

#[path = "../tests/support/redis/mod.rs"]
#[allow(clippy::panic, reason = "it belongs to the tests")]
mod redis;

use allowance::Fleet;
use anyhow::ensure;
use clap::Parser;
use std::{collections::BTreeMap, time::Duration};
use ticketflow::{
    clock,
    discord::{Priority, RestError, Scope},
};

#[derive(Parser)]
struct Arguments {
    /// How many executors share the limit.
    #[arg(long, default_value_t = 4)]
    workers: usize,
    /// Calls a second that all of them together want.
    #[arg(long, default_value_t = 200)]
    rate: u32,
    /// For how long.
    #[arg(long, default_value_t = 20)]
    seconds: u32,
    /// How many of a hundred calls a person waits for.
    #[arg(long, default_value_t = 5)]
    people: u64,
    /// Milliseconds added to every call.
    #[arg(long, default_value_t = 0)]
    latency: u64,
    /// The seed of who wants what.
    #[arg(long)]
    seed: Option<u64>,
}

/// What became of one call.
struct Done {
    priority: Priority,
    waited: Duration,
    /// Whole seconds from the start of the run to its end.
    second: u64,
    result: Result<(), RestError>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    let fleet = Fleet::start(arguments.workers).await;
    fleet.sim.faults().set_latency(Duration::from_millis(arguments.latency));
    let done = want(&arguments, &fleet, seed).await?;
    report(&arguments, &fleet, seed, &done)
}

async fn want(arguments: &Arguments, fleet: &Fleet, seed: u64) -> anyhow::Result<Vec<Done>> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut beat = tokio::time::interval(Duration::from_secs(1) / arguments.rate);
    let start = clock::instant();
    let end = start + Duration::from_secs(arguments.seconds.into());
    let mut calls = Vec::new();
    while clock::instant() < end {
        beat.tick().await;
        let is_person = random.u64(0..100) < arguments.people;
        let priority = if is_person { Priority::Person } else { Priority::Bulk };
        let at = random.usize(0..fleet.workers.len());
        let Some(worker) = fleet.workers.get(at).map(|it| it.rest.clone()) else { continue };
        let call = fleet.call();
        calls.push(tokio::spawn(async move {
            let begun = clock::instant();
            let deadline = (begun + Duration::from_secs(2)).min(end);
            let result = worker.send(call, priority, deadline).await.map(drop);
            let second = (clock::instant() - start).as_secs();
            Done { priority, waited: begun.elapsed(), second, result }
        }));
    }
    let mut done = Vec::new();
    for call in calls {
        done.push(call.await?);
    }
    Ok(done)
}

fn report(arguments: &Arguments, fleet: &Fleet, seed: u64, done: &[Done]) -> anyhow::Result<()> {
    let figures: Vec<_> = fleet.workers.iter().map(|worker| worker.rest.figures()).collect();
    // What reached Discord, whether or not its answer came before the deadline.
    let went: u64 = figures.iter().flat_map(|it| it.calls.values()).sum();
    let throttled: u64 = figures.iter().filter_map(|it| it.rate_limited.get(&Scope::Global)).sum();
    let per_second = went as f64 / f64::from(arguments.seconds);
    let trips = fleet.trips() as f64 / went.max(1) as f64;
    println!(
        "seed {seed}: {} workers wanted {:.0} calls/s for {} s: {per_second:.1} calls/s went ({:.0} % of 50), {throttled} \
         global 429s, {trips:.3} trips per call",
        arguments.workers,
        done.len() as f64 / f64::from(arguments.seconds),
        arguments.seconds,
        per_second * 2.0,
    );
    let mut by_second = BTreeMap::new();
    for call in done.iter().filter(|it| it.result.is_ok()) {
        *by_second.entry(call.second).or_insert(0) += 1;
    }
    println!("by second: {:?}", by_second.into_values().collect::<Vec<_>>());
    for priority in [Priority::Person, Priority::Bulk] {
        let of = done.iter().filter(|it| it.priority == priority);
        let mut waits: Vec<_> =
            of.clone().filter(|it| it.result.is_ok()).map(|it| it.waited.as_millis()).collect();
        waits.sort_unstable();
        let at = |share: usize| waits.get(waits.len() * share / 100).copied().unwrap_or_default();
        println!(
            "{priority:?}: {} wanted, {} went; waited p50 {} ms, p99 {} ms, max {} ms",
            of.count(),
            waits.len(),
            at(50),
            at(99),
            waits.last().copied().unwrap_or_default(),
        );
    }
    ensure!(throttled == 0, "Discord answered {throttled} calls with a global 429");
    Ok(())
}
