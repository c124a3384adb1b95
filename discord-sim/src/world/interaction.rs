//! Interactions and registered commands as state.

use serde_json::{Map, Value};
use tokio::sync::watch;

/// What a person did to cause it (Discord docs, Interaction Type).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum InteractionKind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    ModalSubmit = 5,
}

/// An interaction and how far its answer has come.
#[derive(Debug)]
pub(crate) struct Interaction {
    pub(crate) id: u64,
    pub(crate) token: String,
    pub(crate) application: u64,
    pub(crate) kind: InteractionKind,
    pub(crate) user: u64,
    pub(crate) guild: Option<u64>,
    pub(crate) channel: u64,
    pub(crate) created_ms: u64,
    /// Command name or custom id.
    pub(crate) name: String,
    /// The message whose component was used, also for a modal opened from one.
    pub(crate) source_message: Option<u64>,
    pub(crate) answer: Option<Answer>,
    /// The message that is `@original`: the answer, or the pressed message after types 6 and 7.
    pub(crate) original: Option<u64>,
    pub(crate) followups: Vec<u64>,
    /// `interaction_metadata` for the messages that answer it.
    pub(crate) metadata: Value,
    /// Told at each change of the answer.
    pub(crate) changes: watch::Sender<u64>,
}

/// The first answer of the application.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Callback type (4, 5, 6, 7, 8, 9).
    pub(crate) kind: u64,
    pub(crate) at_ms: u64,
    /// A deferred answer that was not edited yet.
    pub(crate) pending: bool,
    /// The `data` of a modal or of autocomplete choices.
    pub(crate) data: Option<Value>,
}

impl Interaction {
    pub(crate) fn announce(&self) {
        self.changes.send_modify(|version| *version += 1);
    }
}

/// A registered command: Discord's object, without ids.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    pub(crate) id: u64,
    pub(crate) application: u64,
    pub(crate) guild: Option<u64>,
    pub(crate) version: u64,
    pub(crate) name: String,
    /// 1 CHAT_INPUT, 2 USER, 3 MESSAGE.
    pub(crate) kind: u64,
    /// All other fields as they were registered, defaults filled in.
    pub(crate) fields: Map<String, Value>,
}
