//! What the story plays on: a simulated Discord with a server and its people, and a worker.

use super::super::Failure;
use crate::{
    config::{AdminSettings, Config, Discord, FleetSettings, Log, LogFormat, StoreSettings},
    discord::{Rest, RestSettings},
    domain::permissions::Permissions,
    secret::Secret,
    worker::{self, WorkerError},
};
use anyhow::Context;
use discord_sim::{
    options::SimOptions,
    people::{
        guild::{Guild, GuildSpec},
        seat::Seat,
    },
    sim::{ApplicationSpec, Sim},
};
use tokio::{sync::oneshot, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// The simulator's name for our bot's token; it opens nothing.
const TOKEN: &str = "demo-token";

/// A server, its people and the bot.
pub(super) struct Stage {
    pub(super) sim: Sim,
    pub(super) guild: Guild,
    pub(super) staff_role: u64,
    pub(super) manager_role: u64,
    pub(super) open: u64,
    pub(super) closed: u64,
    pub(super) shop: u64,
    /// The admin.
    pub(super) ada: Seat,
    /// The customer.
    pub(super) ann: Seat,
    /// Of the staff.
    pub(super) sam: Seat,
    /// A manager.
    pub(super) mia: Seat,
    stop: CancellationToken,
    worker: JoinHandle<Result<(), WorkerError>>,
    _folder: tempfile::TempDir,
}

/// The settings of the worker on the stage.
fn config(sim: &Sim, store: std::path::PathBuf) -> Result<Config, Failure> {
    Ok(Config {
        discord: Discord {
            token: Secret::new(TOKEN.to_owned()),
            api_url: sim.rest_url().parse().context("the simulator's address")?,
            shards: None,
            message_content: true,
            members: true,
        },
        store: StoreSettings::file(store),
        fleet: FleetSettings::default(),
        admin: AdminSettings::OFF,
        log: Log { filter: None, format: LogFormat::Text },
    })
}

impl Stage {
    pub(super) async fn build() -> Result<Self, Failure> {
        let sim = Sim::start(SimOptions::default()).await.context("the simulator")?;
        let app = sim.add_application(&ApplicationSpec::new("TicketFlow", TOKEN));
        let guild = sim.add_guild(&GuildSpec::named("Velocity Motors"));
        let staff_role = guild.add_role("Staff", 0).context("a role")?;
        let manager_role = guild.add_role("Ticket Manager", 0).context("a role")?;
        let open = guild.add_category("Tickets").context("a category")?;
        let closed = guild.add_category("Closed tickets").context("a category")?;
        let shop = guild.add_text_channel("shop", None, &[]).context("a channel")?;
        let granted = Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE;
        guild.add_bot(&app, granted.0).context("the bot")?;
        let join = |name: &str, roles: &[u64]| {
            let person = sim.add_person(name);
            guild.join(&person, roles).with_context(|| format!("{name} joining"))
        };
        let (ann, sam, mia) =
            (join("Ann", &[])?, join("Sam", &[staff_role])?, join("Mia", &[manager_role])?);
        let ada = sim.person(guild.owner).context("the owner")?.in_guild(&guild);
        let folder = tempfile::tempdir().context("a temporary folder")?;
        let config = config(&sim, folder.path().join("demo.redb"))?;
        let rest = Rest::new(RestSettings {
            base: config.discord.api_url.clone(),
            ..RestSettings::new(config.discord.token.clone())
        })
        .context("the REST executor")?;
        worker::register_commands(&rest, worker::REGISTERING).await?;
        let stop = CancellationToken::new();
        let (told, ready) = oneshot::channel();
        let stopping = stop.clone();
        let worker = tokio::spawn(async move { worker::run(&config, stopping, told).await });
        if ready.await.is_err() {
            worker.await.context("the worker")??;
            return Err(Failure::Other(anyhow::anyhow!("the worker stopped before it was ready")));
        }
        Ok(Self {
            sim,
            guild,
            staff_role,
            manager_role,
            open,
            closed,
            shop,
            ada,
            ann,
            sam,
            mia,
            stop,
            worker,
            _folder: folder,
        })
    }

    /// How to play on.
    pub(super) fn directions(&self) -> String {
        let (rest, guild) = (self.sim.rest_url(), self.guild.id);
        format!(
            "\nStill running. The simulated Discord is at {rest} (gateway {gateway}),\n\
             the bot's token is {TOKEN}.\n\
             See what a person sees, and act for them:\n\
             \x20 curl {rest}/sim/guilds/{guild}/people/{ann}/channels\n\
             \x20 curl -X POST {rest}/sim/guilds/{guild}/people/{ann}/press -d '{{\"channel\":\"{shop}\",\"label\":\"Create Ticket\"}}'\n\
             \x20 curl {rest}/sim/ledger/routes\n\
             All calls are listed in discord-sim/README.md. Ctrl-C ends it.\n",
            gateway = self.sim.gateway_url(),
            ann = self.ann.user,
            shop = self.shop,
        )
    }

    /// Stops the worker as a deploy would.
    pub(super) async fn strike(self) -> Result<(), Failure> {
        self.stop.cancel();
        self.worker.await.context("the worker")??;
        Ok(())
    }
}
