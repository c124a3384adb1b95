//! Where the answer to a press or command goes.

use super::{
    ids::{ApplicationId, InteractionId},
    language::Language,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};

/// An interaction that can still be answered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTo {
    /// Our application.
    pub application: ApplicationId,
    /// The interaction.
    pub interaction: InteractionId,
    /// The right to answer it. Never shown: whoever has it can speak in our name.
    pub token: String,
    /// The language that the person's Discord is set to, in which they are answered.
    #[serde(default)]
    pub language: Language,
    /// Whether they write months before days: 12/24/2026.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub month_first: bool,
}

impl ReplyTo {
    /// How long an interaction can be answered (Discord docs, Interaction Callback): 15 minutes,
    /// less what a call may take.
    const LIFE: Duration = Duration::from_secs(14 * 60 + 50);

    /// Whether Discord still takes an answer.
    #[must_use]
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now.since(self.made_at()) < Self::LIFE
    }

    /// When the person acted.
    #[must_use]
    pub fn made_at(&self) -> Timestamp {
        Timestamp::of_snowflake(self.interaction.get())
    }
}

impl fmt::Debug for ReplyTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplyTo({})", self.interaction)
    }
}
