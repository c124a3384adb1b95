//! What became of something that a person pressed, chose, submitted or typed as a command.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::view::MessageView;
use crate::control::ids;
use crate::core::Core;
use crate::world::World;
use crate::world::interaction::Interaction as State;

/// An interaction that a person caused. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Interaction {
    pub(crate) core: Arc<Core>,
    /// Its id.
    pub id: u64,
    pub(crate) user: u64,
}

/// What the person saw happen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
#[expect(clippy::large_enum_variant, reason = "few exist at a time, and callers match on it")]
pub enum Outcome {
    /// The application answered in time.
    Answered {
        /// Milliseconds from the act to the answer.
        after_ms: u64,
        /// The callback type: 4 message, 5 deferred message, 6 deferred update, 7 update, 8
        /// choices, 9 modal.
        kind: u64,
        /// The message that answers, or the updated one; loading after type 5.
        message: Option<MessageView>,
        /// The modal that opened.
        modal: Option<Modal>,
    },
    /// "The application did not respond", in red.
    Failed {
        /// What the client shows.
        shown: String,
    },
}

impl Outcome {
    /// The message of an answer.
    #[must_use]
    pub fn message(&self) -> Option<&MessageView> {
        match self {
            Self::Answered { message, .. } => message.as_ref(),
            Self::Failed { .. } => None,
        }
    }

    /// The modal of an answer.
    #[must_use]
    pub fn modal(&self) -> Option<&Modal> {
        match self {
            Self::Answered { modal, .. } => modal.as_ref(),
            Self::Failed { .. } => None,
        }
    }
}

/// A form that the client shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Modal {
    /// The interaction that opened it.
    #[serde(serialize_with = "ids::one")]
    pub interaction: u64,
    /// What the application is told.
    pub custom_id: String,
    /// Its title.
    pub title: String,
    /// Its components as Discord's objects.
    pub components: Vec<Value>,
}

impl Interaction {
    /// The callback's `data`, for choices and modals.
    #[must_use]
    pub fn answer_data(&self) -> Option<Value> {
        self.look(|found, _| found.answer.as_ref().and_then(|answer| answer.data.clone()))
    }

    /// What has happened so far; none while the application still has time.
    #[must_use]
    pub fn so_far(&self) -> Option<Outcome> {
        self.look(outcome)
    }

    /// Waits until the application has answered or its time (3 s simulated) is over.
    pub async fn outcome(&self) -> Outcome {
        self.wait(outcome).await
    }

    /// Waits as [`Interaction::outcome`] and, after a deferred answer, until the answer itself is
    /// there or the token (15 min simulated) has expired.
    pub async fn settled(&self) -> Outcome {
        self.wait(|found, world| {
            let answer = found.answer.as_ref();
            let expired = world.now() >= found.created_ms + world.limits.token_ms;
            if answer.is_some_and(|answer| answer.pending && answer.kind == 5) && !expired {
                return None;
            }
            outcome(found, world)
        })
        .await
    }

    /// `@original` as it is now, after edits; none when there is none or it was deleted.
    #[must_use]
    pub fn message(&self) -> Option<MessageView> {
        self.look(original)
    }

    /// Follow-up messages that still exist, oldest first.
    #[must_use]
    pub fn followups(&self) -> Vec<MessageView> {
        self.core.read(|world| {
            let Some(found) = world.interactions.get(&self.id) else { return Vec::new() };
            let messages = found.followups.iter();
            let messages = messages.filter_map(|id| world.message(found.channel, *id).ok());
            messages
                .filter(|m| m.only_for.is_none_or(|u| u == self.user))
                .map(|m| world.view(m))
                .collect()
        })
    }

    fn look<T>(&self, look: impl FnOnce(&State, &World) -> Option<T>) -> Option<T> {
        self.core.read(|world| look(world.interactions.get(&self.id)?, world))
    }

    async fn wait(&self, ready: impl Fn(&State, &World) -> Option<Outcome>) -> Outcome {
        let Some(mut changes) = self.look(|found, _| Some(found.changes.subscribe())) else {
            return failed();
        };
        loop {
            changes.mark_unchanged();
            if let Some(outcome) = self.look(&ready) {
                return outcome;
            }
            let next = self.look(|found, world| {
                let limits = &world.limits;
                let unanswered = found.answer.is_none();
                let span = if unanswered { limits.callback_ms } else { limits.token_ms };
                Some(found.created_ms + span)
            });
            let Some(next) = next else { return failed() };
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return failed() },
                () = self.core.clock.sleep_until(next) => {}
            }
        }
    }
}

fn failed() -> Outcome {
    Outcome::Failed { shown: "The application did not respond".to_owned() }
}

fn outcome(found: &State, world: &World) -> Option<Outcome> {
    let Some(answer) = &found.answer else {
        let late = world.now() >= found.created_ms + world.limits.callback_ms;
        return late.then(failed);
    };
    let modal = answer.data.as_ref().filter(|_| answer.kind == 9).map(|data| Modal {
        interaction: found.id,
        custom_id: data["custom_id"].as_str().unwrap_or("").to_owned(),
        title: data["title"].as_str().unwrap_or("").to_owned(),
        components: data["components"].as_array().cloned().unwrap_or_default(),
    });
    Some(Outcome::Answered {
        after_ms: answer.at_ms.saturating_sub(found.created_ms),
        kind: answer.kind,
        message: original(found, world),
        modal,
    })
}

fn original(found: &State, world: &World) -> Option<MessageView> {
    world.message(found.channel, found.original?).ok().map(|message| world.view(message))
}
