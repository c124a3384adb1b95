//! The handle of a running simulator.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::core::Core;
use crate::faults::Faults;
use crate::gateway::Gateway;
use crate::gateway::directory::Directory;
use crate::ledger::Ledger;
use crate::options::{Limits, SimOptions};
use crate::people::guild::{Guild, GuildSpec};
use crate::people::person::Person;
use crate::rest;
use crate::rules::Rules;
use crate::world::guilds::NewApplication;
use crate::world::history::InteractionEntry;
use crate::world::totals::Totals;
use crate::world::user::flags;
use crate::world::{Addresses, World};

/// The simulator could not start listening.
#[derive(Debug, thiserror::Error)]
#[error("discord-sim cannot listen on {at}: {source}; choose another port, or 0 for a free one")]
pub struct StartError {
    at: SocketAddr,
    source: io::Error,
}

/// What an application starts with.
#[derive(Debug, Clone)]
pub struct ApplicationSpec {
    /// Its name, which is also its bot's.
    pub name: String,
    /// Its id; none takes the next free one. Choose it to have the same one when the simulator is
    /// started again, as an application of Discord keeps its own.
    pub id: Option<u64>,
    /// The bot token, without the `Bot ` prefix; must be unlike that of any other application.
    pub token: String,
    /// Privileged intents that are switched on for it: any of bits 1 (members), 8 (presences), 15
    /// (content).
    pub intents_allowed: u64,
    /// Identifies that may start every five seconds.
    pub max_concurrency: u32,
}

impl ApplicationSpec {
    /// An application with all privileged intents switched on, one identify at a time.
    #[must_use]
    pub fn new(name: &str, token: &str) -> Self {
        Self {
            name: name.to_owned(),
            id: None,
            token: token.to_owned(),
            intents_allowed: 1 << 1 | 1 << 8 | 1 << 15,
            max_concurrency: 1,
        }
    }
}

/// See [`Sim::allow_intents`].
pub(crate) fn allow_intents(core: &Core, application: u64, intents: u64) {
    core.write(|world| {
        if let Some(found) = world.applications.get_mut(&application) {
            found.flags = flags_of(intents);
        }
    });
}

/// The application flags that stand for these privileged intents.
fn flags_of(intents: u64) -> u64 {
    let when = |bit: u64, flags: u64| if intents & bit != 0 { flags } else { 0 };
    when(1 << 1, flags::GUILD_MEMBERS)
        | when(1 << 8, flags::PRESENCE)
        | when(1 << 15, flags::MESSAGE_CONTENT)
}

/// An application that exists.
#[derive(Debug, Clone)]
pub struct Application {
    /// Its id.
    pub id: u64,
    /// The user id of its bot.
    pub bot_user_id: u64,
    /// Its bot token, without the `Bot ` prefix.
    pub token: String,
}

impl Application {
    pub(crate) fn find(core: &Core, id: u64) -> Option<Self> {
        core.read(|world| {
            let found = world.applications.get(&id)?;
            Some(Self { id, bot_user_id: found.bot, token: found.token.clone() })
        })
    }

    pub(crate) fn create(core: &Core, spec: &ApplicationSpec) -> Self {
        let new = NewApplication {
            name: spec.name.clone(),
            id: spec.id,
            token: spec.token.clone(),
            flags: flags_of(spec.intents_allowed),
            max_concurrency: spec.max_concurrency,
        };
        core.write(|world| {
            let id = world.add_application(new);
            Self { id, bot_user_id: world.bot_of(id), token: spec.token.clone() }
        })
    }
}

/// Aborts the servers when the last handle is gone.
#[derive(Debug)]
struct Running {
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// A running simulator. Cloning shares it; it stops when the last clone is dropped.
#[derive(Debug, Clone)]
pub struct Sim {
    pub(crate) core: Arc<Core>,
    _running: Arc<Running>,
}

impl Sim {
    /// Starts one on loopback.
    ///
    /// # Errors
    /// When a port of the options cannot be listened on.
    pub async fn start(options: SimOptions) -> Result<Self, StartError> {
        let rest_at = SocketAddr::new(options.listen, options.rest_port);
        let gateway_at = SocketAddr::new(options.listen, options.gateway_port);
        let (rest, gateway_listener) = (listen(rest_at).await?, listen(gateway_at).await?);
        let addresses = Addresses {
            rest: format!("http://{}", address(&rest, rest_at)?),
            gateway: format!("ws://{}", address(&gateway_listener, gateway_at)?),
        };
        let (clock, rules) = (Clock::new(), Rules::new());
        let gateway = Gateway::new(clock.clone(), rules.clone(), options.gateway);
        let hub = Arc::clone(&gateway);
        let world = World::new(clock, rules, options.limits, options.events, gateway, addresses);
        let core = Arc::new(Core::new(world));
        let directory: Arc<dyn Directory> = Arc::<Core>::clone(&core);
        let tasks = vec![
            tokio::spawn(rest::serve(Arc::clone(&core), rest)),
            tokio::spawn(hub.serve(gateway_listener, directory)),
        ];
        Ok(Self { core, _running: Arc::new(Running { tasks }) })
    }

    /// `http://127.0.0.1:PORT`, or what was announced instead: bots use `/api/v10/…` under it, the
    /// control API is under `/sim/…`.
    #[must_use]
    pub fn rest_url(&self) -> String {
        self.core.read(|world| world.addresses.rest.clone())
    }

    /// `ws://127.0.0.1:PORT`, or what was announced instead.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        self.core.read(|world| world.addresses.gateway.clone())
    }

    /// Tells bots these addresses from now on, also for files and resumes: those of proxies in
    /// front of it.
    pub fn announce(&self, rest: &str, gateway: &str) {
        self.core.write(|world| {
            rest.clone_into(&mut world.addresses.rest);
            gateway.clone_into(&mut world.addresses.gateway);
        });
        self.gateway().change_settings(|it| it.resume_url = Some(gateway.to_owned()));
    }

    /// Makes an application with its bot user.
    #[must_use]
    pub fn add_application(&self, spec: &ApplicationSpec) -> Application {
        Application::create(&self.core, spec)
    }

    /// Gives the application another token; the old one is refused from now on.
    pub fn set_token(&self, application: u64, token: &str) {
        self.core.write(|world| world.set_token(application, token));
    }

    /// Switches privileged intents of the application on and off, as in the developer portal: these
    /// are on from now on (see [`ApplicationSpec::intents_allowed`]). Sessions live on; what a
    /// switched off intent gates is hidden from them at once, and they are not resumed (4014).
    pub fn allow_intents(&self, application: u64, intents: u64) {
        allow_intents(&self.core, application, intents);
    }

    /// Makes a guild with an owner and a text channel `general`.
    #[must_use]
    pub fn add_guild(&self, spec: &GuildSpec) -> Guild {
        Guild::create(&self.core, spec)
    }

    /// The guild of that id.
    #[must_use]
    pub fn guild(&self, id: u64) -> Option<Guild> {
        Guild::find(&self.core, id)
    }

    /// Makes a person who is in no guild yet.
    #[must_use]
    pub fn add_person(&self, name: &str) -> Person {
        Person::create(&self.core, name)
    }

    /// The person with that id.
    #[must_use]
    pub fn person(&self, id: u64) -> Option<Person> {
        Person::find(&self.core, id)
    }

    /// The switches of the rules.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.core.rules
    }

    /// The simulated time.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.core.clock
    }

    /// What happened.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.core.ledger
    }

    /// How much exists now.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.core.read(World::totals)
    }

    /// Every interaction that people caused from that moment (simulated Unix milliseconds) on,
    /// oldest first.
    #[must_use]
    pub fn interactions_since(&self, since_ms: u64) -> Vec<InteractionEntry> {
        self.core.read(|world| world.interactions_since(since_ms))
    }

    /// The faults of the REST side.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.core.faults
    }

    /// The gateway with its levers and its record.
    #[must_use]
    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.core.gateway
    }

    /// Changes the numbers that rules compare with, also while bots are connected.
    pub fn change_limits(&self, change: impl FnOnce(&mut Limits)) {
        self.core.change_limits(change);
    }

    /// Whether events leave before the HTTP response of the request that caused them.
    pub fn events_before_response(&self, before: bool) {
        self.core.write(|world| world.event_options.before_response = before);
    }

    /// Waits until the condition holds; it is looked at after every change. `false` when `within`
    /// (real time) passed first.
    pub async fn until(&self, within: Duration, mut condition: impl FnMut() -> bool) -> bool {
        let mut changes = self.core.changes();
        let waiting = async {
            while !condition() {
                if changes.changed().await.is_err() {
                    return false;
                }
            }
            true
        };
        tokio::time::timeout(within, waiting).await.unwrap_or(false)
    }
}

async fn listen(at: SocketAddr) -> Result<TcpListener, StartError> {
    let bound = TcpListener::bind(at).await;
    bound.map_err(|source| StartError { at, source })
}

fn address(listener: &TcpListener, at: SocketAddr) -> Result<SocketAddr, StartError> {
    listener.local_addr().map_err(|source| StartError { at, source })
}
