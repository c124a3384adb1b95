//! What an event means: acknowledged first if it is a press or command, then handed to the engine.

mod acknowledge;
mod admin;
mod command;
mod commands;
mod envelope;
mod interaction;
mod message;
mod reconcile;

pub use commands::definitions;

use crate::{
    discord::{Acknowledged, Rest},
    domain::ids::UserId,
    engine::Engine,
};
use envelope::Kind;
use tokio::{sync::mpsc, task::JoinHandle};

/// How many events that concern us may wait to be understood. Beyond it the shard that brings
/// the next one waits; its session is resumed if that takes too long.
const WAITING: usize = 10_000;

/// What is dropped when an event has been dealt with.
pub type Keep = Box<dyn Send + Sync>;

/// The way in for events. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    events: mpsc::Sender<(Kind, String, Keep)>,
    engine: Engine,
}

/// What turns events into inputs. Cheap to clone.
#[derive(Clone)]
struct Reader {
    engine: Engine,
    rest: Rest,
    acknowledged: Acknowledged,
    bot: UserId,
}

impl Intake {
    /// Starts to take events in. `bot` is our own user. Aborting the task ends it.
    #[must_use]
    pub fn start(
        engine: Engine,
        rest: Rest,
        acknowledged: Acknowledged,
        bot: UserId,
    ) -> (Self, JoinHandle<()>) {
        let (events, mut waiting) = mpsc::channel::<(Kind, String, Keep)>(WAITING);
        let reader = Reader { engine: engine.clone(), rest, acknowledged, bot };
        let reading = tokio::spawn(async move {
            while let Some((kind, json, keep)) = waiting.recv().await {
                reader.read(kind, &json, keep);
            }
        });
        (Self { events, engine }, reading)
    }

    /// Whether an event may concern us. Cheap: the text is searched, not parsed.
    #[must_use]
    pub fn concerns(&self, json: &str) -> bool {
        envelope::kind(json).is_some_and(|kind| envelope::concerns(kind, json, self.engine.ours()))
    }

    /// Takes an event in. `keep` is dropped once everything that follows from it is committed.
    pub async fn receive(&self, json: String, keep: Keep) {
        let Some(kind) = envelope::kind(&json) else { return };
        if self.events.send((kind, json, keep)).await.is_err() {
            tracing::error!("an event came after the intake had stopped");
        }
    }
}

impl Reader {
    /// Inputs are handed over in the order of their events; what has to ask Discord first goes
    /// its own way.
    fn read(&self, kind: Kind, json: &str, keep: Keep) {
        let read = match kind {
            Kind::Message => self.message(json, keep),
            Kind::MessageGone => self.message_gone(json, keep),
            Kind::ChannelGone => self.channel_gone(json, keep),
            Kind::RoleGone => self.role_gone(json, keep),
            Kind::MemberGone => self.member_gone(json, keep),
            Kind::Guild => self.guild(json, keep),
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
