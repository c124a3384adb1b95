//! What an event that is not ours costs: TicketFlow's gateway and intake beside a twilight client
//! that reads only the envelope, each in a process of its own, on the same stream of the simulator.
//!
//! `cargo run --release --example intake -- --events 1000000 --rounds 5`

#![expect(clippy::print_stdout, reason = "its purpose is to print a table")]

#[path = "../benches/cpu/mod.rs"]
mod cpu;

use anyhow::{Context, bail, ensure};
use clap::{Parser, ValueEnum};
use discord_sim::{
    gateway::{
        levers::{Lever, Target},
        stream::StreamSpec,
    },
    options::SimOptions,
    people::guild::GuildSpec,
    sim::{Application, ApplicationSpec, Sim},
};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use ticketflow::{
    discord::{Acknowledged, Rest, RestSettings},
    engine::Engine,
    gateway::{EventSink, Gateway, GatewaySettings, Privileged},
    intake::Intake,
    secret::Secret,
    store::{Fence, Fleet, Held, ShardRef, Store, embedded::Embedded},
    telemetry::{Registry, metrics::rooms::EngineMetrics},
};
use tokio::sync::{Notify, mpsc};
use twilight_gateway::{ConfigBuilder, Intents, Message, Shard, ShardId};
use twilight_model::id::Id;

const TOKEN: &str = "intake-token";

#[derive(Parser)]
struct Arguments {
    /// Events in a round.
    #[arg(long, default_value_t = 1_000_000)]
    events: u64,
    /// Rounds of each client, in turn.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Be this client; used by the command itself.
    #[arg(long, hide = true)]
    client: Option<Client>,
    /// The gateway; used by the command itself.
    #[arg(long, hide = true)]
    gateway: Option<String>,
    /// The REST API; used by the command itself.
    #[arg(long, hide = true)]
    rest: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Client {
    /// twilight's shard, and serde for `t`, `s`, `op` and an unread `d`.
    Envelope,
    /// TicketFlow from the shard to the decision that an event is not ours.
    Ticketflow,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.client {
        Some(client) => be(client, &arguments).await,
        None => compare(&arguments).await,
    }
}

/// Runs both clients in turn and prints events per CPU second and their ratio.
async fn compare(arguments: &Arguments) -> anyhow::Result<()> {
    let sim = Sim::start(SimOptions::default()).await?;
    let app = sim.add_application(&ApplicationSpec::new("Intake", TOKEN));
    let guild = sim.add_guild(&GuildSpec::named("Intake"));
    guild.add_bot(&app, 0)?;
    let mut rates = [Vec::new(), Vec::new()];
    for round in 1..=arguments.rounds {
        let mut row = Vec::new();
        for (at, client) in [Client::Envelope, Client::Ticketflow].into_iter().enumerate() {
            let rate = measure(&sim, &app, client, arguments).await?;
            rates[at].push(rate);
            row.push(format!("{client:?} {rate:>9.0}"));
        }
        println!("round {round}: events per CPU second: {}", row.join("  "));
    }
    let [envelope, ours] = rates.map(median);
    println!("median: envelope {envelope:.0}, ticketflow {ours:.0}, ratio {:.2}", ours / envelope);
    Ok(())
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

async fn measure(
    sim: &Sim,
    app: &Application,
    client: Client,
    arguments: &Arguments,
) -> anyhow::Result<f64> {
    let client = client.to_possible_value().context("a name")?.get_name().to_owned();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["--client", &client, "--events", &arguments.events.to_string()])
        .args(["--gateway", &sim.gateway_url(), "--rest", &sim.rest_url()])
        .stdout(Stdio::piped())
        .spawn()?;
    let target = Target { application: Some(app.id), ..Target::default() };
    let spec = StreamSpec { events: arguments.events, typing_percent: 20, ..StreamSpec::default() };
    wait_for_session(sim, &mut child).await?;
    ensure!(sim.gateway().pull(&target, &Lever::Stream(spec)) == 1, "one client at a time");
    // The simulator goes on on this thread meanwhile.
    let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await??;
    ensure!(output.status.success(), "the client failed");
    let seconds: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    sim.gateway().pull(&target, &Lever::ExpireSessions);
    // The next one may identify at once.
    sim.clock().advance(std::time::Duration::from_secs(6));
    #[expect(clippy::cast_precision_loss, reason = "counts of events are far below 2^52")]
    Ok(arguments.events as f64 / seconds)
}

async fn wait_for_session(sim: &Sim, child: &mut Child) -> anyhow::Result<()> {
    while !sim.gateway().sessions().iter().any(|session| session.connected) {
        if child.try_wait()?.is_some() {
            bail!("the client ended before it had a session");
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    Ok(())
}

async fn be(client: Client, arguments: &Arguments) -> anyhow::Result<()> {
    let gateway = arguments.gateway.clone().context("--gateway")?;
    let rest = arguments.rest.clone().context("--rest")?;
    match client {
        Client::Envelope => read_envelopes(&gateway, arguments.events).await,
        Client::Ticketflow => take_in(gateway, &rest, arguments.events).await,
    }
}

#[derive(Deserialize)]
struct Envelope<'a> {
    t: Option<&'a str>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

async fn read_envelopes(gateway: &str, events: u64) -> anyhow::Result<()> {
    let intents = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::GUILD_MESSAGE_TYPING;
    let config =
        ConfigBuilder::new(TOKEN.to_owned(), intents).proxy_url(gateway.to_owned()).build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let (mut seen, mut started, mut bytes) = (0, None, 0);
    while let Some(item) = shard.next().await {
        let Ok(Message::Text(json)) = item else { bail!("the connection broke") };
        let envelope: Envelope<'_> = serde_json::from_str(&json)?;
        if matches!(envelope.t, Some("MESSAGE_CREATE" | "TYPING_START")) {
            started.get_or_insert_with(cpu::seconds);
            bytes += envelope.d.map_or(0, |data| data.get().len());
            seen += 1;
            if seen == events {
                break;
            }
        }
    }
    ensure!(bytes > 0, "nothing was read");
    print_since(started)
}

/// TicketFlow's own sink, with a count.
struct Counting {
    intake: Intake,
    seen: AtomicU64,
    events: u64,
    first: std::sync::OnceLock<f64>,
    done: Notify,
}

impl EventSink for Counting {
    fn concerns(&self, json: &str) -> bool {
        let concerns = self.intake.concerns(json);
        if !concerns && json.len() > 100 {
            self.first.get_or_init(cpu::seconds);
            if self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.events {
                self.done.notify_one();
            }
        }
        concerns
    }

    fn may_concern(&self, json: &str) -> bool {
        self.concerns(json)
    }

    fn hears(&self, _privileged: Privileged) {}

    fn receive(&self, _shard: ShardRef, json: String, keep: Box<dyn Send + Sync>) {
        self.intake.receive(json, keep);
    }
}

async fn take_in(gateway: String, rest: &str, events: u64) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let store: Arc<dyn Store> = Arc::new(Embedded::open(&folder.path().join("intake.redb"))?);
    let settings = RestSettings::new(Secret::new(TOKEN.to_owned()));
    let rest = Rest::new(RestSettings { base: rest.parse()?, ..settings })?;
    let (decided, _entries) = mpsc::unbounded_channel();
    let (engine, _settling) = Engine::start(Arc::clone(&store), decided, EngineMetrics::default());
    let metrics = Registry::new()?.metrics();
    let (intake, _reading) =
        Intake::start(engine, rest, Acknowledged::default(), Id::new(1), metrics.intake);
    let sink = Arc::new(Counting {
        intake,
        seen: AtomicU64::new(0),
        events,
        first: std::sync::OnceLock::new(),
        done: Notify::new(),
    });
    let settings = GatewaySettings {
        token: Secret::new(TOKEN.to_owned()),
        url: gateway,
        wanted: Privileged { content: true, members: false },
        granted: None,
        max_concurrency: 1,
        metrics: metrics.gateway,
    };
    let fleet: Arc<dyn Fleet> = store;
    let listener: Arc<dyn EventSink> = Arc::<Counting>::clone(&sink);
    let gateway = Gateway::new(settings, fleet, listener);
    let shard = ShardRef { generation: 0, number: 0, of: 1 };
    gateway.start(Held { shard, fence: Fence { generation: 0, epoch: 1 }, session: None });
    sink.done.notified().await;
    print_since(sink.first.get().copied())
}

fn print_since(started: Option<f64>) -> anyhow::Result<()> {
    println!("{}", cpu::seconds() - started.context("no event came")?);
    Ok(())
}
