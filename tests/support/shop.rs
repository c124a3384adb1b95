//! A server with its people and a worker in this process.

use super::manner::Manner;
use super::wait::{PATIENCE, eventually, eventually_some};
use discord_sim::{
    options::SimOptions,
    people::{
        guild::{Guild, GuildSpec},
        interaction::{Interaction, Outcome},
        seat::Seat,
        view::MessageView,
    },
    sim::{Application, ApplicationSpec, Sim},
};
use serde_json::json;
use std::path::PathBuf;
use ticketflow::{
    config::{AdminSettings, Config, Discord, FleetSettings, Log, LogFormat, StoreSettings},
    discord::{Rest, RestSettings},
    domain::{flow::Flow, permissions::Permissions},
    formats,
    secret::Secret,
    worker::{self, WorkerError},
};
use tokio::{sync::oneshot, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// The token of the bot in all tests.
pub(crate) const TOKEN: &str = "token-of-the-tests";
/// The catalogue of the shop.
pub(crate) const CATALOGUE: &str = "name,aliases\nAdder,veyron\nSultan RS,sultan\nT20,progen t20\n";
/// Its terms.
pub(crate) const TERMS: &str = "Payment within 24 hours.";

/// A server that sells cars.
pub(crate) struct Shop {
    pub(crate) sim: Sim,
    pub(crate) app: Application,
    pub(crate) guild: Guild,
    pub(crate) staff_role: u64,
    pub(crate) manager_role: u64,
    /// The bot's own role.
    pub(crate) bot_role: u64,
    /// The category of open tickets.
    pub(crate) open: u64,
    /// The category of closed tickets.
    pub(crate) closed: u64,
    /// Where the panel stands.
    pub(crate) shop: u64,
    /// The owner.
    pub(crate) ada: Seat,
    /// A customer.
    pub(crate) ann: Seat,
    /// Another customer.
    pub(crate) bob: Seat,
    /// Of the staff.
    pub(crate) sam: Seat,
    /// A manager.
    pub(crate) mia: Seat,
    pub(crate) folder: tempfile::TempDir,
    /// The Redis of its workers; none if they use a file.
    pub(crate) redis: Option<String>,
    /// How things are said in it.
    pub(crate) manner: Manner,
    /// Whether Discord ends sessions at the time when their worker dies: what that received and did
    /// not store is lost then, and a press may be left without an answer.
    pub(crate) sessions_end: bool,
    worker: Option<Running>,
}

struct Running {
    stop: CancellationToken,
    worker: JoinHandle<Result<(), WorkerError>>,
}

impl Drop for Running {
    /// A worker that nobody stopped must not go on looking for its Discord, whose port may by then
    /// be that of another test's.
    fn drop(&mut self) {
        self.stop.cancel();
        self.worker.abort();
    }
}

impl Shop {
    /// A shop that is set up, with catalogue, terms and a running worker.
    pub(crate) async fn open() -> Self {
        let mut shop = Self::build(SimOptions::default()).await;
        shop.start().await;
        shop.set_up().await;
        shop
    }

    /// A server with people and categories; no worker, nothing set up.
    pub(crate) async fn build(options: SimOptions) -> Self {
        Self::build_for(options, &ApplicationSpec::new("TicketFlow", TOKEN)).await
    }

    /// The same, where Discord knows more of the bot.
    pub(crate) async fn build_for(options: SimOptions, spec: &ApplicationSpec) -> Self {
        let sim = Sim::start(options).await.unwrap();
        let app = sim.add_application(spec);
        let shop = Self::furnished(sim, app, GuildSpec::named("Shop"));
        let rest = Rest::new(RestSettings {
            base: shop.sim.rest_url().parse().unwrap(),
            ..RestSettings::new(Secret::new(TOKEN.to_owned()))
        });
        worker::register_commands(&rest.unwrap(), worker::REGISTERING).await.unwrap();
        shop
    }

    /// Another server of the same Discord and the same bot, on the next shard.
    pub(crate) fn next(&self) -> Self {
        // A server belongs to the shard `(id >> 22) % shards` (Discord docs, Sharding Formula).
        let id = ((self.guild.id >> 22) + 1) << 22;
        let spec = GuildSpec { id: Some(id), ..GuildSpec::named("Next") };
        let shop = Self::furnished(self.sim.clone(), self.app.clone(), spec);
        Self { redis: self.redis.clone(), ..shop }
    }

    fn furnished(sim: Sim, app: Application, spec: GuildSpec) -> Self {
        let guild = sim.add_guild(&spec);
        let staff_role = guild.add_role("Staff", 0).unwrap();
        let manager_role = guild.add_role("Manager", 0).unwrap();
        let open = guild.add_category("Tickets").unwrap();
        let closed = guild.add_category("Closed").unwrap();
        let shop = guild.add_text_channel("shop", None, &[]).unwrap();
        let granted = Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE;
        let bot_role = guild.add_bot(&app, granted.0).unwrap();
        let join = |name: &str, roles: &[u64]| guild.join(&sim.add_person(name), roles).unwrap();
        let (ann, bob) = (join("Ann", &[]), join("Bob", &[]));
        let (sam, mia) = (join("Sam", &[staff_role]), join("Mia", &[manager_role]));
        let ada = sim.person(guild.owner).unwrap().in_guild(&guild);
        let folder = tempfile::tempdir().unwrap();
        Self {
            sim,
            app,
            guild,
            staff_role,
            manager_role,
            bot_role,
            open,
            closed,
            shop,
            ada,
            ann,
            bob,
            sam,
            mia,
            folder,
            redis: None,
            manner: Manner::default(),
            sessions_end: false,
            worker: None,
        }
    }

    /// The file of the store.
    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("test.redb")
    }

    /// The settings of a worker.
    pub(crate) fn config(&self) -> Config {
        Config {
            discord: Discord {
                token: Secret::new(TOKEN.to_owned()),
                api_url: self.sim.rest_url().parse().unwrap(),
                shards: None,
                message_content: true,
                members: true,
            },
            store: StoreSettings::file(self.store()),
            fleet: FleetSettings::default(),
            admin: AdminSettings::OFF,
            log: Log { filter: None, format: LogFormat::Text },
        }
    }

    /// Starts a worker in this process and waits until it is ready.
    pub(crate) async fn start(&mut self) {
        self.start_with(|_| {}).await;
    }

    /// The same, with other settings.
    pub(crate) async fn start_with(&mut self, change: impl FnOnce(&mut Config)) {
        let stop = CancellationToken::new();
        let (told, ready) = oneshot::channel();
        let (mut config, stopping) = (self.config(), stop.clone());
        change(&mut config);
        let worker = tokio::spawn(async move { worker::run(&config, stopping, told).await });
        tokio::time::timeout(PATIENCE, ready).await.expect("ready in time").expect("ready");
        self.worker = Some(Running { stop, worker });
    }

    /// Stops it as a deploy would.
    pub(crate) async fn stop(&mut self) {
        let mut running = self.worker.take().expect("a worker runs");
        running.stop.cancel();
        let ended =
            tokio::time::timeout(PATIENCE, &mut running.worker).await.expect("stops in time");
        ended.expect("no panic").expect("no error");
    }

    /// The options of `/ticketflow setup` that fit this server.
    pub(crate) fn set_up_options(&self) -> serde_json::Value {
        json!({
            "panel": self.shop.to_string(), "staff": self.staff_role.to_string(),
            "managers": self.manager_role.to_string(), "open": self.open.to_string(),
            "closed": self.closed.to_string(),
        })
    }

    /// The owner sets the server up and gives it catalogue and terms.
    pub(crate) async fn set_up(&self) {
        self.command("ticketflow setup", self.set_up_options(), "All set").await;
        let file = json!({"file": {"filename": "cars.csv", "text": CATALOGUE}});
        self.command("ticketflow catalogue import", file, "3 products").await;
        self.command("ticketflow terms set", json!({ "text": TERMS }), "terms are set").await;
    }

    /// The owner uses a command and is answered with these words.
    pub(crate) async fn command(
        &self,
        name: &str,
        options: serde_json::Value,
        words: &str,
    ) -> String {
        let command = self.ada.command(self.shop, name, &options).unwrap();
        self.answered(&command, words).await
    }

    /// A press or command is acknowledged in time and answered with these words.
    pub(crate) async fn answered(&self, interaction: &Interaction, words: &str) -> String {
        if let Outcome::Failed { shown } = interaction.outcome().await {
            panic!("{shown}");
        }
        eventually_some(&format!("an answer with “{words}”"), || {
            let answer = interaction.message()?.content;
            answer.contains(words).then_some(answer)
        })
        .await
    }

    /// A press is acknowledged in time, and its person told these words beside the message that
    /// they pressed on.
    pub(crate) async fn told(&self, interaction: &Interaction, words: &str) {
        if let Outcome::Failed { shown } = interaction.outcome().await {
            panic!("{shown}");
        }
        eventually(&format!("“{words}” told beside"), || {
            let beside = interaction.followups();
            beside.iter().any(|it| it.ephemeral && it.content.contains(words))
        })
        .await;
    }

    /// The bot says something in a channel; the newest message that does.
    pub(crate) async fn says(&self, seat: &Seat, channel: u64, words: &str) -> MessageView {
        eventually_some(&format!("“{words}” in the channel"), || {
            let messages = seat.read(channel).ok()?;
            messages.into_iter().rev().find(|it| {
                it.author == self.app.bot_user_id
                    && (it.embed_text.contains(words) || it.content.contains(words))
            })
        })
        .await
    }

    /// The ticket channel that a person sees; waits for it.
    pub(crate) async fn ticket_of(&self, seat: &Seat) -> u64 {
        eventually_some("a ticket's channel", || {
            let mut channels = seat.channels().into_iter();
            channels.find(|it| it.name.starts_with("ticket-")).map(|it| it.id)
        })
        .await
    }

    /// A customer presses the button; the channel of their ticket, once it is ready.
    pub(crate) async fn opened_by(&self, seat: &Seat) -> u64 {
        let press = seat.press_label(self.shop, "Create Ticket").unwrap();
        self.answered(&press, "Your ticket is ready").await;
        let channel = self.ticket_of(seat).await;
        self.says(seat, channel, "What would you like to buy?").await;
        channel
    }

    /// A customer goes through the whole conversation.
    pub(crate) async fn placed_by(&self, seat: &Seat) -> u64 {
        let channel = self.opened_by(seat).await;
        self.say(seat, channel, "2x adder").await;
        self.says(seat, channel, "Is this what you want?").await;
        self.say(seat, channel, "yes").await;
        self.says(seat, channel, "Do you agree?").await;
        self.say(seat, channel, "yes").await;
        self.says(seat, channel, "Request complete").await;
        channel
    }

    /// A person closes a ticket, both presses.
    pub(crate) async fn closed_by(&self, seat: &Seat, channel: u64) -> Interaction {
        let ask = seat.press_label(channel, "Close Ticket").unwrap();
        self.answered(&ask, "Close this ticket?").await;
        let close = seat.press_label(channel, "Yes, close it").unwrap();
        assert!(matches!(close.outcome().await, Outcome::Answered { .. }));
        close
    }

    /// Whether a person has a channel in their list.
    pub(crate) fn sees(&self, seat: &Seat, channel: u64) -> bool {
        seat.channels().iter().any(|it| it.id == channel)
    }

    /// Waits until a person no longer sees a channel.
    pub(crate) async fn loses(&self, seat: &Seat, channel: u64) {
        eventually("the channel is hidden", || !self.sees(seat, channel)).await;
    }

    /// The owner publishes a flow: the built-in one where each stage reminds, the first in words of
    /// its own.
    pub(crate) async fn publish_reminders(&self) {
        let mut flow = Flow::clone(Flow::built_in());
        for step in &mut flow.stages {
            step.remind = serde_json::from_str(r#"{"after": "1h"}"#).unwrap();
        }
        let own = r#"{"after": "1h", "text": "Any wishes yet?"}"#;
        flow.stages[0].remind = serde_json::from_str(own).unwrap();
        self.publish_flow("reminding.json", &formats::flow::write(&flow)).await;
    }

    /// The owner publishes a flow.
    pub(crate) async fn publish_flow(&self, file: &str, text: &str) {
        let file = json!({"file": {"filename": file, "text": text}});
        self.command("ticketflow flow upload", file, "The flow is set").await;
    }
}
