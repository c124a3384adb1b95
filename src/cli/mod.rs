//! What an operator can type.

mod check;
mod commands;
mod demo;
mod evidence;
mod exit;
mod export;
mod flow;
mod health;
mod import;
mod inspect;
mod place;
mod recognise;
mod reshard;
mod run;

use crate::{
    config::{self, AdminSettings, Config, ConfigError, ConfigFault, LogFormat, StoreSettings},
    domain::ids::GuildId,
    telemetry,
};
use clap::{Parser, Subcommand};
use exit::Failure;
use std::{
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Purchase-request tickets for large Discord communities.
#[derive(Parser)]
#[command(name = "ticketflow", version, about, after_help = exit::TABLE)]
struct Cli {
    /// The file with settings (TOML). Variables of the environment win over it.
    #[arg(long, global = true, env = "TICKETFLOW_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the bot until it is told to stop (SIGTERM or Ctrl-C).
    Run,
    /// Play a whole story on a simulated Discord: no account, no server, no network.
    Demo(demo::Arguments),
    /// Read the settings, print what comes out, and say all that is wrong with them.
    Check,
    /// Register the slash commands with Discord: once, and after an update that changes them.
    Commands,
    /// Take over tickets from the JSON file of an old bot. The bot must be stopped.
    Import(import::Arguments),
    /// Write all that is stored into a file, to keep it or to move it to another store.
    Export(export::Export),
    /// Put what was exported into an empty store. No worker may run.
    Restore(export::Restore),
    /// Change the number of gateway shards of a fleet while it works.
    Reshard(reshard::Arguments),
    /// Try a catalogue out: read messages from standard input, write what is understood of them as
    /// JSON lines. Needs no settings, no store, no network.
    Recognise(recognise::Arguments),
    /// Write a conversation of your own: begin with one of ours, check it, have your editor help.
    /// Needs no settings, no store, no network.
    Flow(flow::Arguments),
    /// Verify a file that `/ticketflow evidence` made. Needs no settings, no store, no network.
    Evidence(evidence::Arguments),
    /// Ask a worker on this machine whether it serves; exit code 0 or 1. Needs no token.
    Health(health::Arguments),
    /// Look at what is stored. Works while the bot runs.
    Inspect(inspect::Arguments),
}

/// Does what the command line says.
#[must_use]
pub fn main() -> ExitCode {
    #[cfg(feature = "failpoints")]
    let _aborts_where_a_test_wants = fail::FailScenario::setup();
    let cli = Cli::parse();
    // What reads the log of a worker reads its end there too.
    let logs = matches!(cli.command, Command::Run).then(|| cli.config.clone());
    match carry_out(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let words = failure.in_words();
            match logs.map(|file| log_format(file.as_deref())) {
                Some(LogFormat::Json) => telemetry::last_words(&words),
                Some(LogFormat::Text) | None => tell(&words),
            }
            failure.code()
        }
    }
}

fn log_format(file: Option<&Path>) -> LogFormat {
    let text = file.and_then(|path| std::fs::read_to_string(path).ok());
    config::log_format(file.zip(text.as_deref()), &variable)
}

fn carry_out(cli: Cli) -> Result<(), Failure> {
    let file = cli.config;
    match cli.command {
        Command::Run => run::run(&settings(file)?),
        Command::Demo(arguments) => demo::demo(&arguments),
        Command::Check => check::check(&settings(file)?),
        Command::Commands => commands::commands(&settings(file)?),
        Command::Import(arguments) => import::import(&store(file)?, &arguments),
        Command::Export(arguments) => export::export(&store(file)?, &arguments),
        Command::Restore(arguments) => export::restore(&store(file)?, &arguments),
        Command::Reshard(arguments) => reshard::reshard(&settings(file)?, &arguments),
        Command::Recognise(arguments) => recognise::run(&arguments),
        Command::Flow(arguments) => flow::run(&arguments),
        Command::Evidence(arguments) => evidence::run(&arguments),
        Command::Health(arguments) => health::health(&admin(file)?, &arguments),
        Command::Inspect(arguments) => inspect::inspect(&store(file)?, &arguments),
    }
}

fn settings(file: Option<PathBuf>) -> Result<Config, Failure> {
    read_settings(file.as_deref(), &variable)
}

/// Where the store is: what needs only that must not need a token.
fn store(file: Option<PathBuf>) -> Result<StoreSettings, Failure> {
    settings_without_token(file).map(|config| config.store)
}

/// Where a worker answers, which needs no token either.
fn admin(file: Option<PathBuf>) -> Result<AdminSettings, Failure> {
    settings_without_token(file).map(|config| config.admin)
}

fn settings_without_token(file: Option<PathBuf>) -> Result<Config, Failure> {
    let without_token = |name: &str| match name {
        "DISCORD_TOKEN" => Some("none".to_owned()),
        "DISCORD_TOKEN_FILE" => None,
        _ => variable(name),
    };
    read_settings(file.as_deref(), &without_token)
}

fn read_settings(
    file: Option<&Path>,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Config, Failure> {
    let text = match file {
        Some(path) => Some(std::fs::read_to_string(path).map_err(|fault| {
            Failure::Settings(ConfigError(vec![ConfigFault {
                place: path.display().to_string(),
                what: format!("cannot be read: {fault}"),
            }]))
        })?),
        None => None,
    };
    let open = |path: &Path| std::fs::read_to_string(path);
    config::read(file.zip(text.as_deref()), environment, &open).map_err(Failure::Settings)
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A server's id, as Discord's client copies it.
fn guild_id(text: &str) -> Result<GuildId, String> {
    text.trim().parse().map_err(|_| {
        "a server's id is a number of some 18 digits: in Discord, switch on Developer Mode, then \
         right-click the server and choose Copy Server ID"
            .to_owned()
    })
}

/// Says something to whoever reads standard output: all that is printed goes through here.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Nobody may be listening, as with `ticketflow … | head`.
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Ok(()),
        said => said.map_err(Failure::Unsaid),
    }
}

fn tell(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}

/// A runtime for commands that talk to Discord or the store.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|fault| Failure::Other(anyhow::Error::new(fault)))?;
    runtime.block_on(work)
}
