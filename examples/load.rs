//! How long people wait: presses at a steady rate on a simulated Discord, answered by a worker
//! process.
//!
//! `cargo build --release && cargo run --release --example load -- --rate 100 --seconds 10`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

use anyhow::{Context, ensure};
use clap::Parser;
use discord_sim::{
    options::SimOptions,
    people::{
        guild::GuildSpec,
        interaction::{Interaction, Outcome},
        seat::Seat,
    },
    sim::{ApplicationSpec, Sim},
};
use serde_json::json;
use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};
use ticketflow::domain::permissions::Permissions;

const TOKEN: &str = "load-token";

#[derive(Parser)]
struct Arguments {
    /// Presses a second.
    #[arg(long, default_value_t = 100)]
    rate: u32,
    /// For how long.
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// How many customers press, in turn. Each one's first press opens a ticket.
    #[arg(long, default_value_t = 100)]
    customers: usize,
    /// Milliseconds added to every REST call.
    #[arg(long, default_value_t = 0)]
    latency: u64,
    /// The program under load.
    #[arg(long, default_value = "target/release/ticketflow")]
    program: PathBuf,
}

/// Ends with its owner.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let sim = Sim::start(SimOptions::default()).await?;
    let app = sim.add_application(&ApplicationSpec::new("TicketFlow", TOKEN));
    let guild = sim.add_guild(&GuildSpec::named("Load"));
    let staff = guild.add_role("Staff", 0)?;
    let shop = guild.add_text_channel("shop", None, &[])?;
    guild.add_bot(&app, (Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE).0)?;
    let customers = (0..arguments.customers)
        .map(|at| guild.join(&sim.add_person(&format!("customer-{at}")), &[]))
        .collect::<Result<Vec<_>, _>>()?;
    let folder = tempfile::tempdir()?;
    let program = |what: &str| {
        let mut command = Command::new(&arguments.program);
        command
            .arg(what)
            .env("DISCORD_TOKEN", TOKEN)
            .env("DISCORD_API_URL", sim.rest_url())
            .env("TICKETFLOW_STORE", folder.path().join("load.redb"))
            .env("TICKETFLOW_ADMIN_ADDRESS", "127.0.0.1:0")
            .env("RUST_LOG", "error")
            .stdout(Stdio::null());
        command
    };
    let registered = program("commands").status().context("the program; build it first")?;
    ensure!(registered.success(), "`ticketflow commands` failed");
    let _worker = Worker(program("run").spawn()?);

    let ada = sim.person(guild.owner).context("the owner")?.in_guild(&guild);
    let staff = staff.to_string();
    let options = json!({"panel": shop.to_string(), "staff": staff, "managers": staff});
    set_up(&ada, shop, &options).await?;
    sim.faults().set_latency(Duration::from_millis(arguments.latency));

    let presses = press(&arguments, &customers, shop).await?;
    report(&arguments, &presses).await
}

/// Until the worker is there, the command goes unanswered; then it is set up.
async fn set_up(ada: &Seat, shop: u64, options: &serde_json::Value) -> anyhow::Result<()> {
    for _ in 0..5 {
        let command = ada.command(shop, "ticketflow setup", options)?;
        if matches!(command.settled().await, Outcome::Answered { .. }) {
            let answer = command.message().map(|it| it.content).unwrap_or_default();
            ensure!(answer.contains("All set"), "set-up failed: {answer}");
            return Ok(());
        }
    }
    anyhow::bail!("the worker does not answer")
}

async fn press(
    arguments: &Arguments,
    customers: &[Seat],
    shop: u64,
) -> anyhow::Result<Vec<Interaction>> {
    let mut beat = tokio::time::interval(Duration::from_secs(1) / arguments.rate);
    let mut presses = Vec::new();
    for customer in customers.iter().cycle().take((arguments.rate * arguments.seconds) as usize) {
        beat.tick().await;
        presses.push(customer.press_label(shop, "Create Ticket")?);
    }
    Ok(presses)
}

async fn report(arguments: &Arguments, presses: &[Interaction]) -> anyhow::Result<()> {
    let mut waited = Vec::new();
    let mut unanswered = 0;
    for press in presses {
        match press.settled().await {
            Outcome::Answered { after_ms, .. } => waited.push(after_ms),
            Outcome::Failed { .. } => unanswered += 1,
        }
    }
    waited.sort_unstable();
    let at = |share: usize| {
        waited.get((waited.len() * share / 1000).min(waited.len().saturating_sub(1)))
    };
    println!(
        "{} presses at {}/s by {} customers, {} ms added to every call: acknowledged after p50 {} ms, \
         p99 {} ms, p99.9 {} ms, max {} ms; {unanswered} unanswered",
        presses.len(),
        arguments.rate,
        arguments.customers,
        arguments.latency,
        at(500).unwrap_or(&0),
        at(990).unwrap_or(&0),
        at(999).unwrap_or(&0),
        waited.last().unwrap_or(&0),
    );
    ensure!(unanswered == 0, "{unanswered} presses were not answered");
    Ok(())
}
