//! What all parts of one simulator share, and the one way to change it.

use std::fmt;
use std::sync::Arc;

use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::gateway::Gateway;
use crate::gateway::directory::{ApplicationInfo, Directory, MemberRequest, Members};
use crate::ledger::Ledger;
use crate::options::Limits;
use crate::rest::limit::RateLimits;
use crate::rules::Rules;
use crate::world::World;

/// The shared heart of a simulator.
pub(crate) struct Core {
    pub(crate) clock: Clock,
    pub(crate) rules: Rules,
    world: Mutex<World>,
    /// Held while events go to the gateway, so that they leave in the order in which they happened.
    outgoing: Mutex<()>,
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) rates: Mutex<RateLimits>,
    /// Moves at every change of the world.
    changed: watch::Sender<u64>,
}

impl Core {
    pub(crate) fn new(world: World) -> Self {
        Self {
            clock: world.clock.clone(),
            rules: world.rules.clone(),
            rates: Mutex::new(RateLimits::new(world.limits.clone())),
            ledger: Ledger::new(world.clock.clone()),
            faults: Faults::default(),
            gateway: Arc::clone(&world.gateway),
            world: Mutex::new(world),
            outgoing: Mutex::new(()),
            changed: watch::Sender::new(0),
        }
    }

    /// Looks at the world.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.world.lock())
    }

    /// Changes the world and sends the events that came of it.
    pub(crate) fn write<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let result = self.write_quietly(change);
        self.flush();
        result
    }

    /// Changes the world; the events wait for the next [`Core::flush`].
    pub(crate) fn write_quietly<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.world.lock())
    }

    /// Gives all waiting events to the gateway, in order.
    pub(crate) fn flush(&self) {
        {
            let _order = self.outgoing.lock();
            loop {
                let batch = std::mem::take(&mut self.world.lock().events);
                if batch.is_empty() {
                    break;
                }
                for event in batch {
                    self.ledger.event(&event);
                    match (event.kind, event.application, event.guild) {
                        // The gateway asks for it again, once per session, because it depends on
                        // intents.
                        ("GUILD_CREATE", Some(application), Some(guild)) => {
                            self.gateway.guild_joined(application, guild);
                        }
                        _ => self.gateway.dispatch(event),
                    }
                }
            }
        }
        self.changed.send_modify(|version| *version += 1);
    }

    /// Changes the numbers of the rules everywhere.
    pub(crate) fn change_limits(&self, change: impl FnOnce(&mut Limits)) {
        let limits = self.write(|world| {
            change(&mut world.limits);
            world.limits.clone()
        });
        self.rates.lock().limits = limits;
    }

    /// A receiver that wakes at every change of the world.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Core")
    }
}

impl Directory for Core {
    fn application(&self, token: &str) -> Option<ApplicationInfo> {
        self.read(|world| world.application_info(token))
    }

    fn guilds(&self, application: u64) -> Vec<u64> {
        self.read(|world| world.guilds_of(application))
    }

    fn guild_create(&self, application: u64, guild: u64, intents: u64) -> Option<Value> {
        self.read(|world| world.guild_create(application, guild, intents))
    }

    fn may_view(&self, application: u64, channel: u64) -> bool {
        self.read(|world| world.may_view_channel(world.bot_of(application), channel))
    }

    fn members(&self, _application: u64, request: &MemberRequest) -> Members {
        self.read(|world| world.requested_members(request))
    }
}
