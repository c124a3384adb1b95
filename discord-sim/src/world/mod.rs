//! The state of the pretended Discord. All changes go through one lock, so events have one order.

pub(crate) mod access;
pub(crate) mod channel;
pub(crate) mod channels;
pub(crate) mod directory;
pub(crate) mod emit;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod guild;
pub(crate) mod guilds;
pub mod history;
pub(crate) mod interaction;
pub(crate) mod interactions;
pub(crate) mod mentions;
pub(crate) mod message;
pub(crate) mod messages;
pub mod permissions;
pub(crate) mod render;
pub(crate) mod render_guild;
pub(crate) mod snowflake;
pub mod totals;
pub(crate) mod user;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use crate::clock::Clock;
use crate::gateway::Gateway;
use crate::gateway::budget::SessionStartLimit;
use crate::gateway::dispatch::Dispatch;
use crate::options::{EventOptions, Limits};
use crate::rules::{Rule, Rules};

use channel::Channel;
use error::DiscordError;
use guild::{Guild, Member};
use interaction::{Command, Interaction};
use message::{Message, StoredFile};
use snowflake::Ids;
use user::{Application, User};

/// Commands of one application in one scope (`None`: global), by id.
pub(crate) type CommandScope = (u64, Option<u64>);

/// Where a simulator listens, without a slash at the end.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    /// REST, CDN and control API.
    pub(crate) rest: String,
    pub(crate) gateway: String,
}

/// Everything that exists.
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) rules: Rules,
    pub(crate) limits: Limits,
    pub(crate) event_options: EventOptions,
    pub(crate) ids: Ids,
    pub(crate) applications: HashMap<u64, Application>,
    pub(crate) tokens: HashMap<String, u64>,
    pub(crate) users: HashMap<u64, User>,
    pub(crate) guilds: HashMap<u64, Guild>,
    pub(crate) channels: HashMap<u64, Channel>,
    /// The channel of every message, so that a press finds it without a search.
    pub(crate) places: HashMap<u64, u64>,
    pub(crate) commands: HashMap<CommandScope, BTreeMap<u64, Command>>,
    pub(crate) interactions: HashMap<u64, Interaction>,
    pub(crate) interaction_tokens: HashMap<String, u64>,
    pub(crate) files: HashMap<u64, StoredFile>,
    /// (author, channel, nonce) → (message, when): what `enforce_nonce` remembers.
    pub(crate) nonces: HashMap<(u64, u64, String), (u64, u64)>,
    /// Events that have happened and not yet been given to the gateway.
    pub(crate) events: VecDeque<Dispatch>,
    /// Asked for identify budgets; events reach it through `events` alone.
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) addresses: Addresses,
    /// Makes CDN signatures and interaction tokens unguessable within a run.
    pub(crate) secret: u64,
}

impl World {
    pub(crate) fn new(
        clock: Clock,
        rules: Rules,
        limits: Limits,
        events: EventOptions,
        gateway: Arc<Gateway>,
        addresses: Addresses,
    ) -> Self {
        let now = clock.now_ms();
        Self {
            clock,
            rules,
            limits,
            event_options: events,
            ids: Ids::new(now),
            applications: HashMap::new(),
            tokens: HashMap::new(),
            users: HashMap::new(),
            guilds: HashMap::new(),
            channels: HashMap::new(),
            places: HashMap::new(),
            commands: HashMap::new(),
            interactions: HashMap::new(),
            interaction_tokens: HashMap::new(),
            files: HashMap::new(),
            nonces: HashMap::new(),
            events: VecDeque::new(),
            gateway,
            addresses,
            secret: now ^ 0x9e37_79b9_7f4a_7c15,
        }
    }

    pub(crate) fn now(&self) -> u64 {
        self.clock.now_ms()
    }

    pub(crate) fn next_id(&mut self) -> u64 {
        let now = self.now();
        self.ids.next(now)
    }

    pub(crate) fn enforces(&self, rule: Rule) -> bool {
        self.rules.enforces(rule)
    }

    pub(crate) fn guild(&self, id: u64) -> Result<&Guild, DiscordError> {
        self.guilds.get(&id).ok_or_else(|| DiscordError::of(10004))
    }

    pub(crate) fn guild_mut(&mut self, id: u64) -> Result<&mut Guild, DiscordError> {
        self.guilds.get_mut(&id).ok_or_else(|| DiscordError::of(10004))
    }

    pub(crate) fn member(&self, guild: u64, user: u64) -> Result<&Member, DiscordError> {
        self.guild(guild)?.members.get(&user).ok_or_else(|| DiscordError::of(10007))
    }

    pub(crate) fn channel(&self, id: u64) -> Result<&Channel, DiscordError> {
        self.channels.get(&id).ok_or_else(|| DiscordError::of(10003))
    }

    pub(crate) fn channel_mut(&mut self, id: u64) -> Result<&mut Channel, DiscordError> {
        self.channels.get_mut(&id).ok_or_else(|| DiscordError::of(10003))
    }

    pub(crate) fn message(&self, channel: u64, id: u64) -> Result<&Message, DiscordError> {
        self.channel(channel)?.messages.get(&id).ok_or_else(|| DiscordError::of(10008))
    }

    pub(crate) fn user(&self, id: u64) -> Result<&User, DiscordError> {
        self.users.get(&id).ok_or_else(|| DiscordError::of(10013))
    }

    pub(crate) fn session_starts(&self, application: u64) -> SessionStartLimit {
        self.gateway.session_start_limit(application)
    }

    /// The bot user of an application; 0 when the application is gone.
    pub(crate) fn bot_of(&self, application: u64) -> u64 {
        self.applications.get(&application).map_or(0, |application| application.bot)
    }
}
