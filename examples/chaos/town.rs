//! The servers of a run with their people, and how they are set up.

use anyhow::{Context, ensure};
use discord_sim::{
    options::{Limits, Quota},
    people::{
        guild::{Guild, GuildSpec},
        interaction::Outcome,
        seat::Seat,
    },
    sim::{Application, ApplicationSpec, Sim},
};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use std::{sync::atomic::AtomicBool, time::Duration};
use ticketflow::domain::permissions::Permissions;

/// The bot's token.
pub(crate) const TOKEN: &str = "token-of-the-chaos";
const CATALOGUE: &str = "name,aliases\nAdder,veyron\nSultan RS,sultan\nT20,progen t20\n";
const TERMS: &str = "Payment within 24 hours.";
/// Servers that are set up at a time.
const AT_A_TIME: usize = 8;
/// How often a command is used before its server is given up.
const TRIES: usize = 20;
/// Channels that a server and a category may hold: the walls have tests of their own.
const MANY_CHANNELS: usize = 20_000;

/// All servers of a run.
pub(crate) struct Town {
    pub(crate) sim: Sim,
    pub(crate) app: Application,
    pub(crate) shops: Vec<Shop>,
    pub(crate) shards: u32,
    /// Whether events have overtaken each other by now.
    pub(crate) overtaken: AtomicBool,
}

/// One server that sells cars.
pub(crate) struct Shop {
    pub(crate) guild: Guild,
    /// The owner, who sees everything.
    pub(crate) owner: Seat,
    pub(crate) staff: Seat,
    /// Somebody with a ticket of their own, whose presses show whether the bot is there.
    pub(crate) probe: Seat,
    pub(crate) customers: Vec<Seat>,
    /// Where the panel stands.
    pub(crate) channel: u64,
    /// Its message and the id of its button, once it is posted.
    pub(crate) panel: Option<(u64, String)>,
    options: serde_json::Value,
}

impl Town {
    /// Builds the servers; nothing is set up yet.
    pub(crate) fn build(
        sim: Sim,
        shards: u32,
        guilds: u32,
        customers: u32,
    ) -> anyhow::Result<Self> {
        let spec =
            ApplicationSpec { max_concurrency: 16, ..ApplicationSpec::new("TicketFlow", TOKEN) };
        let app = sim.add_application(&spec);
        let shops = (0..guilds).map(|at| Shop::build(&sim, &app, at, customers));
        let shops = shops.collect::<anyhow::Result<_>>()?;
        Ok(Self { sim, app, shops, shards, overtaken: AtomicBool::new(false) })
    }

    /// Sets every server up, by its owner's commands.
    pub(crate) async fn set_up(&mut self) -> anyhow::Result<()> {
        let often = Quota::new(100_000, 1_000);
        self.sim.change_limits(|limits| {
            limits.global = often;
            limits.other = often;
            limits.post_message = often;
        });
        let setting_up = self.shops.iter_mut().map(Shop::set_up);
        stream::iter(setting_up).buffer_unordered(AT_A_TIME).try_collect::<Vec<()>>().await?;
        self.sim.change_limits(|limits| {
            let nonce_ms = limits.nonce_ms;
            *limits = Limits {
                guild_channels: MANY_CHANNELS,
                category_channels: MANY_CHANNELS,
                nonce_ms,
                ..Limits::default()
            };
        });
        Ok(())
    }

    /// The shard that a server's events come from.
    pub(crate) fn shard_of(&self, guild: u64) -> u32 {
        u32::try_from((guild >> 22) % u64::from(self.shards)).unwrap_or(0)
    }
}

impl Shop {
    fn build(sim: &Sim, app: &Application, at: u32, customers: u32) -> anyhow::Result<Self> {
        // One after the other through the shards.
        let id = (1_000_000_000_u64 + u64::from(at)) << 22 | 1;
        let guild =
            sim.add_guild(&GuildSpec { id: Some(id), ..GuildSpec::named(&format!("Shop {at}")) });
        let staff_role = guild.add_role("Staff", 0)?;
        let open = guild.add_category("Tickets")?;
        let closed = guild.add_category("Closed")?;
        let channel = guild.add_text_channel("shop", None, &[])?;
        guild.add_bot(app, (Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE).0)?;
        let join = |name: String, roles: &[u64]| guild.join(&sim.add_person(&name), roles);
        let staff = join(format!("staff {at}"), &[staff_role])?;
        let probe = join(format!("probe {at}"), &[])?;
        let customers = (0..customers).map(|number| join(format!("customer {at}.{number}"), &[]));
        let customers = customers.collect::<Result<Vec<_>, _>>()?;
        let owner = sim.person(guild.owner).context("the owner")?.in_guild(&guild);
        let options = json!({
            "panel": channel.to_string(), "staff": staff_role.to_string(),
            "managers": staff_role.to_string(), "open": open.to_string(), "closed": closed.to_string(),
        });
        Ok(Self { guild, owner, staff, probe, customers, channel, panel: None, options })
    }

    async fn set_up(&mut self) -> anyhow::Result<()> {
        self.command("ticketflow setup", &self.options, "All set").await?;
        let file = json!({"file": {"filename": "cars.csv", "text": CATALOGUE}});
        self.command("ticketflow catalogue import", &file, "3 products").await?;
        self.command("ticketflow terms set", &json!({ "text": TERMS }), "terms are set").await?;
        let messages = self.owner.read(self.channel)?;
        let button = messages.iter().rev().find_map(|message| {
            let button = message.buttons.iter().find(|it| it.label == "Create Ticket")?;
            Some((message.id, button.custom_id.clone()?))
        });
        self.panel = Some(button.context("the panel")?);
        let press = self.press_panel(&self.probe)?;
        let settled = tokio::time::timeout(Duration::from_secs(60), press.settled()).await;
        ensure!(matches!(settled, Ok(Outcome::Answered { .. })), "the probe's ticket: {settled:?}");
        Ok(())
    }

    /// Until the workers are there a command goes unanswered, so it is used again.
    async fn command(
        &self,
        name: &str,
        options: &serde_json::Value,
        words: &str,
    ) -> anyhow::Result<()> {
        let mut last = String::new();
        for _ in 0..TRIES {
            let command = self.owner.command(self.channel, name, options)?;
            if matches!(command.settled().await, Outcome::Answered { .. }) {
                last = command.message().map(|it| it.content).unwrap_or_default();
                if last.contains(words) {
                    return Ok(());
                }
            }
        }
        anyhow::bail!("server {}: “{name}” failed, the last answer was “{last}”", self.guild.id)
    }

    /// Presses "Create Ticket".
    pub(crate) fn press_panel(
        &self,
        who: &Seat,
    ) -> anyhow::Result<discord_sim::people::interaction::Interaction> {
        let (message, button) = self.panel.as_ref().context("the panel is not posted yet")?;
        Ok(who.press(*message, button)?)
    }
}
