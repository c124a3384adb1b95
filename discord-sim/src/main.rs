//! The stand-alone simulator: listens, prints its addresses and a ready-made town, runs until
//! interrupted.

use std::io::Write;

use clap::Parser;
use discord_sim::options::SimOptions;
use discord_sim::people::guild::GuildSpec;
use discord_sim::sim::{ApplicationSpec, Sim};

/// A Discord to build against: REST v10, Gateway v10 and a control API on loopback.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Address to listen on. Whoever reaches it may do anything to the simulator.
    #[arg(long, default_value = "127.0.0.1")]
    listen: std::net::IpAddr,
    /// Name by which bots reach it, if that is not the address: they are told it as the gateway's.
    #[arg(long)]
    name: Option<String>,
    /// Port of REST, CDN and control API; 0 takes a free one.
    #[arg(long, default_value_t = 8010)]
    rest_port: u16,
    /// Port of the gateway; 0 takes a free one.
    #[arg(long, default_value_t = 8011)]
    gateway_port: u16,
    /// Token of the ready-made application.
    #[arg(long, default_value = "token-of-shopkeeper")]
    token: String,
    /// Id of the ready-made application, which is then the same at each start.
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    app: Option<u64>,
    /// Permission bits of the ready-made bot; the default is what a ticket bot without
    /// administrator needs.
    #[arg(long, default_value_t = 2_251_802_229_992_528)]
    permissions: u64,
    /// A JSON file with options (`limits`, `events`, `gateway`); the ports above win over those in
    /// it.
    #[arg(long)]
    options: Option<std::path::PathBuf>,
}

/// The simulator could not be started as asked.
#[derive(Debug, thiserror::Error)]
enum MainError {
    #[error("cannot read the options in {path}: {source}")]
    Read { path: String, source: std::io::Error },
    #[error("the options in {path} are wrong: {source}")]
    Options { path: String, source: serde_json::Error },
    #[error(transparent)]
    Start(#[from] discord_sim::sim::StartError),
    #[error("cannot make the ready-made town: {0}")]
    Town(#[from] discord_sim::people::refused::Refused),
    #[error("cannot write to the terminal: {0}")]
    Print(#[from] std::io::Error),
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to report to when even this fails.
            let _ = writeln!(std::io::stderr(), "discord-sim: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), MainError> {
    let mut options = options(&arguments)?;
    options.listen = arguments.listen;
    options.rest_port = arguments.rest_port;
    options.gateway_port = arguments.gateway_port;
    let sim = Sim::start(options).await?;
    if let Some(name) = &arguments.name {
        let port = |url: String| url.rsplit(':').next().unwrap_or_default().to_owned();
        let (rest, gateway) = (port(sim.rest_url()), port(sim.gateway_url()));
        sim.announce(&format!("http://{name}:{rest}"), &format!("ws://{name}:{gateway}"));
    }
    let town = town(&sim, &arguments)?;
    let mut out = std::io::stdout();
    writeln!(out, "REST     {}/api/v10", sim.rest_url())?;
    writeln!(out, "gateway  {}", sim.gateway_url())?;
    writeln!(out, "control  {}/sim/", sim.rest_url())?;
    writeln!(out, "{town}")?;
    out.flush()?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn options(arguments: &Arguments) -> Result<SimOptions, MainError> {
    let Some(file) = &arguments.options else { return Ok(SimOptions::default()) };
    let path = file.display().to_string();
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|source| MainError::Read { path: path.clone(), source })?;
    serde_json::from_str(&text).map_err(|source| MainError::Options { path, source })
}

/// An application, a guild with its bot, a staff role, a customer and a member of staff.
fn town(sim: &Sim, arguments: &Arguments) -> Result<String, MainError> {
    let spec = ApplicationSpec::new("shopkeeper", &arguments.token);
    let app = sim.add_application(&ApplicationSpec { id: arguments.app, ..spec });
    let guild = sim.add_guild(&GuildSpec::named("Shop"));
    guild.add_bot(&app, arguments.permissions)?;
    let staff = guild.add_role("staff", 0)?;
    let ann = sim.add_person("ann");
    guild.join(&ann, &[])?;
    let sam = sim.add_person("sam");
    guild.join(&sam, &[staff])?;
    let general = ann.in_guild(&guild).channel_named("general").map_or(0, |channel| channel.id);
    Ok(format!(
        "token    {}\napp      {}\nguild    {} (owner {}, general {general}, staff role {staff})\n\
         people   ann {}, sam (staff) {}",
        app.token, app.id, guild.id, guild.owner, ann.id, sam.id
    ))
}
