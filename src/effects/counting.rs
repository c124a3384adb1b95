//! What is counted of effects.

use super::deliver::Done;
use crate::{
    clock,
    domain::{
        effect::{Effect, Entry},
        ids::InteractionId,
        input::{Event, HideRefused},
        reply::ReplyTo,
        time::Timestamp,
    },
    telemetry::metrics::{
        labels::{self, Ended},
        rooms::EffectMetrics,
    },
};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// For how long more may follow from a press, at the most (Discord docs, Interaction Callback).
const ANSWERED_FOR: Duration = Duration::from_secs(15 * 60);

/// What counts.
#[derive(Default)]
pub(super) struct Counting {
    metrics: EffectMetrics,
    /// Presses whose people have seen something of it, for as long as more may follow.
    seen: Mutex<BTreeSet<InteractionId>>,
}

impl Counting {
    pub(super) fn new(metrics: EffectMetrics) -> Self {
        Self { metrics, seen: Mutex::default() }
    }

    /// An effect has come to nothing so far and is tried again.
    pub(super) fn retried(&self, effect: &Effect) {
        self.metrics.retries.count(label(effect));
    }

    /// An effect was tried for long enough.
    pub(super) fn given_up(&self, effect: &Effect) {
        self.metrics.ended.count((label(effect), Ended::GivenUp));
    }

    /// An effect has come to its end, and to this.
    pub(super) fn ended(&self, entry: &Entry, done: &Done) {
        let ended = outcome(done);
        self.metrics.ended.count((label(&entry.effect), ended));
        if ended != Ended::Done {
            return;
        }
        let now = clock::now();
        self.metrics.delivered.took((), now.since(entry.decided_at));
        // What follows long after a press is no answer to it.
        let press = entry.effect.press().filter(|press| press.is_alive(now));
        if let Some(press) = press.filter(|press| self.is_first(press, now)) {
            self.metrics.completed.took((), now.since(press.made_at()));
        }
    }

    /// Whether nothing was seen of a press before.
    fn is_first(&self, press: &ReplyTo, now: Timestamp) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over =
            |id: &InteractionId| now.since(Timestamp::of_snowflake(id.get())) >= ANSWERED_FOR;
        while seen.first().is_some_and(is_over) {
            seen.pop_first();
        }
        seen.insert(press.interaction)
    }
}

/// Whether it was carried out.
fn outcome(done: &Done) -> Ended {
    match done {
        Done::Silently => Ended::Done,
        Done::TooLate | Done::ChannelGone(_) => Ended::TooLate,
        Done::InVain => Ended::GivenUp,
        Done::Reporting(event) => match **event {
            Event::ChannelRefused { .. }
            | Event::PanelRefused { .. }
            | Event::HideRefused { why: HideRefused::Obstacle(_), .. } => Ended::Refused,
            Event::HideRefused { why: HideRefused::Gone, .. }
            | Event::CardLost { gone: true, .. } => Ended::TooLate,
            // It is tried again with the next change, and nobody is told.
            Event::CardLost { gone: false, .. } => Ended::GivenUp,
            _ => Ended::Done,
        },
    }
}

fn label(effect: &Effect) -> labels::Effect {
    match effect {
        Effect::CreateChannel { .. } => labels::Effect::CreateChannel,
        Effect::Say { .. } => labels::Effect::Say,
        Effect::ShowCard { .. } => labels::Effect::ShowCard,
        Effect::Reply { .. } => labels::Effect::Reply,
        Effect::Whisper { .. } => labels::Effect::Whisper,
        Effect::RemoveChannel { .. } => labels::Effect::RemoveChannel,
        Effect::HideChannel { .. } => labels::Effect::HideChannel,
        Effect::PostPanel { .. } => labels::Effect::PostPanel,
        Effect::RemovePanel { .. } => labels::Effect::RemovePanel,
        Effect::SendDocument { .. } => labels::Effect::SendDocument,
        Effect::SendTexts { .. } => labels::Effect::SendTexts,
        Effect::SendDossier { .. } => labels::Effect::SendDossier,
    }
}
