//! A guild with a bot, staff and customers: where most tests play.

use discord_sim::options::SimOptions;
use discord_sim::people::guild::{Guild, GuildSpec};
use discord_sim::people::interaction::Interaction;
use discord_sim::people::seat::Seat;
use discord_sim::sim::{Application, ApplicationSpec, Sim};
use discord_sim::world::permissions::bits;
use serde_json::{Value, json};

use super::http::Rest;
use super::socket::{ALL_INTENTS, Socket};

/// What a ticket bot that is no administrator is invited with.
pub(crate) const BOT_RIGHTS: u64 = 2_251_802_229_992_528;

pub(crate) struct Town {
    pub(crate) sim: Sim,
    pub(crate) app: Application,
    pub(crate) guild: Guild,
    /// The bot's own role.
    pub(crate) bot_role: u64,
    pub(crate) general: u64,
    /// A member without any role.
    pub(crate) ann: Seat,
    pub(crate) rest: Rest,
}

impl Town {
    pub(crate) async fn new() -> Self {
        Self::with(SimOptions::default()).await
    }

    pub(crate) async fn with(options: SimOptions) -> Self {
        let sim = Sim::start(options).await.expect("loopback has free ports");
        let app = sim.add_application(&ApplicationSpec::new("shopkeeper", "token-of-shopkeeper"));
        let guild = sim.add_guild(&GuildSpec::named("Shop"));
        let bot_role = guild.add_bot(&app, BOT_RIGHTS).expect("the bot joins");
        let ann = guild.join(&sim.add_person("ann"), &[]).expect("ann joins");
        let general = ann.channel_named("general").expect("every guild has it").id;
        let rest = Rest::new(sim.rest_url(), Some(app.token.clone()));
        Self { sim, app, guild, bot_role, general, ann, rest }
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/channels/{}{rest}", self.general)
    }

    /// A client that sends no token.
    pub(crate) fn stranger(&self) -> Rest {
        Rest::new(self.sim.rest_url(), None)
    }

    pub(crate) async fn socket(&self) -> Socket {
        Socket::open(&self.sim.gateway_url(), &self.app.token, ALL_INTENTS).await
    }

    /// Posts a message with one button `open` and lets ann press it.
    pub(crate) async fn press(&self) -> Interaction {
        let message = self.rest.post(&self.path("/messages"), button("open")).await;
        self.ann.press(message.id(), "open").expect("ann sees the button")
    }

    /// Posts, presses, and returns what the bot is told: the interaction's id and token.
    pub(crate) async fn pressed(&self, socket: &mut Socket) -> Result<Pressed, String> {
        let act = self.press().await;
        let event = socket.next("INTERACTION_CREATE").await?;
        let text = |key: &str| event[key].as_str().unwrap_or("").to_owned();
        Ok(Pressed { id: text("id"), token: text("token"), act })
    }
}

/// A press as the bot knows it.
pub(crate) struct Pressed {
    pub(crate) id: String,
    pub(crate) token: String,
    pub(crate) act: Interaction,
}

impl Pressed {
    pub(crate) fn callback(&self) -> String {
        format!("/interactions/{}/{}/callback", self.id, self.token)
    }

    pub(crate) fn webhook(&self, town: &Town, rest: &str) -> String {
        format!("/webhooks/{}/{}{rest}", town.app.id, self.token)
    }
}

/// A message body with one button.
pub(crate) fn button(custom_id: &str) -> Value {
    json!({ "content": "press", "components": [{ "type": 1, "components": [
        { "type": 2, "style": 1, "label": "Press me", "custom_id": custom_id },
    ] }] })
}

/// The overwrites of a private ticket channel.
pub(crate) fn ticket_overwrites(town: &Town) -> Value {
    json!([
        { "id": town.guild.id.to_string(), "type": 0, "deny": bits::VIEW_CHANNEL.to_string() },
        { "id": town.ann.user.to_string(), "type": 1, "allow": "117760" },
        { "id": town.app.bot_user_id.to_string(), "type": 1, "allow": "117760" },
    ])
}
