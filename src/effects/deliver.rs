//! One entry of the outbox, until it is settled.

use super::{
    Effects,
    outcome::{Setback, give_up, patience},
    retry::Backoff,
};
use crate::{
    clock,
    discord::RestError,
    domain::{
        effect::{Effect, Entry},
        input::{Event, Input},
    },
    store::StoreError,
};
use std::time::Duration;

/// How long a single call may wait for the limits and be repeated before the whole effect is
/// looked at again.
pub(super) const CALL_LIMIT: Duration = Duration::from_secs(60);

/// What came of carrying out an effect.
pub(super) enum Done {
    /// Nothing to report.
    Silently,
    /// This; the input that it becomes settles the entry.
    Reporting(Box<Event>),
    /// The channel is not there: to be told beside.
    ChannelGone(crate::domain::ids::ChannelId),
}

impl Done {
    pub(super) fn reporting(event: Event) -> Self {
        Self::Reporting(Box::new(event))
    }
}

impl Effects {
    pub(super) async fn deliver(&self, entry: Entry, repeated: bool) {
        let mut may_be_done = repeated;
        let mut backoff = Backoff::default();
        loop {
            fail::fail_point!("effects.before_call", |_| std::process::abort());
            let result = self.execute(&entry, may_be_done).await;
            fail::fail_point!("effects.after_call", |_| std::process::abort());
            let setback = match result {
                Ok(done) => return self.settle(&entry, done).await,
                Err(setback) => setback,
            };
            may_be_done |= setback.may_be_done;
            let over = clock::now().since(entry.decided_at) >= patience(&entry.effect);
            if (over || setback.hopeless)
                && let Some(done) = self.given_up(&entry, &setback, may_be_done).await
            {
                tracing::error!(
                    effect.id = %entry.id, effect.kind = entry.effect.kind(), guild.id = %entry.id.guild,
                    why = %setback, "an effect was given up"
                );
                return self.settle(&entry, done).await;
            }
            let wait = backoff.next(fastrand::f64()).max(setback.after);
            tracing::warn!(
                effect.id = %entry.id, effect.kind = entry.effect.kind(), guild.id = %entry.id.guild,
                why = %setback, wait_ms = wait.as_millis(), "an effect is tried again"
            );
            tokio::time::sleep(wait).await;
        }
    }

    /// Carries an effect out. `look`: it may have been done before, so that is looked for first
    /// where doing it twice would show.
    async fn execute(&self, entry: &Entry, look: bool) -> Result<Done, Setback> {
        match &entry.effect {
            Effect::CreateChannel { customer, staff, category, opened_at } => {
                let wish = super::create_channel::Wish {
                    customer: *customer,
                    staff,
                    category: *category,
                    opened_at: *opened_at,
                };
                self.create_channel(entry.id, &wish, look).await
            }
            Effect::Say { channel, notice, via } => {
                self.say(entry, *channel, notice, via.as_ref(), look).await
            }
            Effect::Reply { to, answer } => self.reply(to, answer).await,
            Effect::Whisper { to, refusal } => self.whisper(to, refusal).await,
            Effect::HideChannel { channel, managers, category, by } => {
                let wish = super::hide_channel::Wish {
                    channel: *channel,
                    managers,
                    category: *category,
                    by: *by,
                };
                self.hide_channel(entry.id, &wish).await
            }
            Effect::PostPanel { channel, text, former, reply } => {
                let wish = super::panel::Wish {
                    channel: *channel,
                    text: text.as_deref(),
                    former: *former,
                    reply,
                };
                self.post_panel(entry, &wish, look).await
            }
            Effect::RemovePanel { panel } => self.remove_panel(*panel).await,
            Effect::SendCatalogue { to, version, form } => {
                self.send_catalogue(entry.id.guild, to, *version, *form).await
            }
        }
    }

    /// What is reported when patience has ended. None: it has to go on, because what cannot be
    /// looked for may be there, and a channel that nobody knows would stay for ever.
    /// Nor is a channel said to be open that may be hidden.
    async fn given_up(&self, entry: &Entry, setback: &Setback, may_be_done: bool) -> Option<Done> {
        if may_be_done && matches!(entry.effect, Effect::HideChannel { .. }) {
            return None;
        }
        if may_be_done && let Effect::CreateChannel { opened_at, .. } = entry.effect {
            return match self.made_after_all(entry.id, opened_at).await {
                Ok(Some(made)) => Some(made),
                Err(fault) if !matches!(fault, RestError::Refused(_)) => None,
                Ok(None) | Err(_) => give_up(entry, setback).map(Done::reporting),
            };
        }
        Some(give_up(entry, setback).map_or(Done::Silently, Done::reporting))
    }

    async fn settle(&self, entry: &Entry, done: Done) {
        fail::fail_point!("effects.before_settle", |_| std::process::abort());
        let guild = entry.id.guild;
        match done {
            Done::Reporting(event) => self.engine.submit(Input { guild, event: *event }, ()),
            Done::Silently => self.remove(entry).await,
            Done::ChannelGone(channel) => {
                self.engine.submit(Input { guild, event: Event::ChannelGone { channel } }, ());
                self.remove(entry).await;
            }
        }
    }

    async fn remove(&self, entry: &Entry) {
        let mut backoff = Backoff::default();
        loop {
            let settled = self.store.settle(entry.id).await;
            fail::fail_point!("effects.after_settle", |_| std::process::abort());
            match settled {
                Ok(()) => return,
                Err(StoreError::Damaged(damage)) => {
                    tracing::error!(effect.id = %entry.id, %damage, "an effect cannot be settled");
                    return;
                }
                Err(StoreError::Unavailable(why)) => {
                    tracing::warn!(effect.id = %entry.id, why, "an effect waits to be settled");
                    tokio::time::sleep(backoff.next(fastrand::f64())).await;
                }
            }
        }
    }
}
