//! What an event means: acknowledged first if it is a press or command, then handed to the engine.

mod acknowledge;
mod admin;
mod behind;
mod command;
mod commands;
mod documents;
mod envelope;
mod interaction;
mod lesson;
mod list;
mod message;
mod reconcile;
mod rehearse;
mod texts;

pub use commands::definitions;

use crate::{
    discord::{Acknowledged, Rest},
    domain::ids::{GuildId, UserId},
    engine::{Engine, Lanes},
    telemetry::metrics::{
        labels::{Concern, EventKind},
        rooms::IntakeMetrics,
    },
};
use behind::Behind;
use envelope::Kind;
use rehearse::Rehearsals;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};

/// How many events that concern us may be under way, from the shard to the commit. Beyond it we
/// remember less: see [`Reader::is_overdue`].
const UNDER_WAY: usize = 20_000;
/// For how long the store may be away before people are told so.
const PATIENCE: Duration = Duration::from_secs(15);

/// What is dropped when an event has been dealt with.
pub type Keep = Box<dyn Send + Sync>;

/// The way in for events. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    events: mpsc::UnboundedSender<(Kind, String, Keep)>,
    reader: Reader,
}

/// What turns events into inputs. Cheap to clone.
#[derive(Clone)]
struct Reader {
    engine: Engine,
    rest: Rest,
    acknowledged: Acknowledged,
    bot: UserId,
    /// What customers write before their channel is known, and that they leave.
    early: Lanes<(GuildId, UserId)>,
    /// Commands of a server: a slow one must not be overtaken by the next.
    commands: Lanes<GuildId>,
    behind: Behind,
    rehearsals: Rehearsals,
    room: Arc<Semaphore>,
    metrics: IntakeMetrics,
}

impl Intake {
    /// Starts to take events in. `bot` is our own user. Aborting the task ends it.
    #[must_use]
    pub fn start(
        engine: Engine,
        rest: Rest,
        acknowledged: Acknowledged,
        bot: UserId,
        metrics: IntakeMetrics,
    ) -> (Self, JoinHandle<()>) {
        let (events, mut waiting) = mpsc::unbounded_channel::<(Kind, String, Keep)>();
        let reader = Reader {
            engine,
            rest,
            acknowledged,
            bot,
            early: Lanes::default(),
            commands: Lanes::default(),
            behind: Behind::default(),
            rehearsals: Rehearsals::default(),
            room: Arc::new(Semaphore::new(UNDER_WAY)),
            metrics,
        };
        let intake = Self { events, reader: reader.clone() };
        let reading = tokio::spawn(async move {
            while let Some((kind, json, keep)) = waiting.recv().await {
                reader.read(kind, &json, keep);
            }
        });
        (intake, reading)
    }

    /// Whether an event may concern us. Cheap: the text is searched, not parsed.
    #[must_use]
    pub fn concerns(&self, json: &str) -> bool {
        let kind = envelope::kind(json);
        let ours = self.reader.engine.ours();
        let concerns = kind.is_some_and(|kind| envelope::concerns(kind, json, ours));
        let concern = if concerns { Concern::Yes } else { Concern::No };
        let label = kind.map_or(EventKind::Other, envelope::Kind::label);
        self.reader.metrics.events.count((label, concern));
        concerns
    }

    /// The same for an event of a server of which we do not know yet what is stored.
    #[must_use]
    pub fn may_concern(&self, json: &str) -> bool {
        envelope::kind(json)
            .is_some_and(|kind| envelope::may_concern(kind, json, self.reader.engine.ours()))
    }

    /// Takes an event in, without waiting. `keep` is dropped once everything that follows from it
    /// is kept.
    pub fn receive(&self, json: String, keep: Keep) {
        let Some(kind) = envelope::kind(&json) else { return };
        // Without room it is taken in all the same, and soon let go of.
        let place = Arc::clone(&self.reader.room).try_acquire_owned().ok();
        if self.events.send((kind, json, Box::new((keep, place)))).is_err() {
            tracing::error!("an event came after the intake had stopped");
        }
    }
}

impl Reader {
    /// Whether the store has been away for so long, or so much waits for it, that no more is kept:
    /// presses are answered with words, and channels are read back later.
    fn is_overdue(&self) -> bool {
        self.engine.store_away_for() > PATIENCE || self.room.available_permits() == 0
    }

    /// Inputs are handed over in the order of their events; what has to ask Discord first goes
    /// its own way.
    fn read(&self, kind: Kind, json: &str, keep: Keep) {
        let read = match kind {
            Kind::Message => self.message(json, keep),
            Kind::MessageChanged => self.message_changed(json, keep),
            Kind::MessageGone => self.message_gone(json, keep),
            Kind::ChannelMade => self.channel_made(json, keep),
            Kind::ChannelGone => self.channel_gone(json, keep),
            Kind::RoleGone => self.role_gone(json, keep),
            Kind::MemberGone => self.member_gone(json, keep),
            Kind::Ready => self.ready(json),
            Kind::Guild => self.guild(json, keep),
            Kind::GuildGone => self.guild_gone(json),
            Kind::Interaction => self.interaction(json, keep),
        };
        if let Err(fault) = read {
            // Not the error's text: it may quote the event, which holds tokens and words.
            tracing::error!(
                event = ?kind, line = fault.line(), column = fault.column(),
                "an event is not as Discord documents it"
            );
        }
    }
}

/// The part of an event that is its own, read as `T`.
fn data<'a, T: serde::Deserialize<'a>>(json: &'a str) -> serde_json::Result<T> {
    #[derive(serde::Deserialize)]
    struct Dispatch<T> {
        d: T,
    }
    serde_json::from_str::<Dispatch<T>>(json).map(|event| event.d)
}
