//! One entry of the outbox, until it is settled.

use super::{
    Effects,
    outcome::{Setback, code, give_up, patience},
    render::Voices,
    retry::Backoff,
};
use crate::{
    clock,
    discord::{Answer, Call, Priority, Refusal, RestError},
    domain::{
        effect::{Effect, Entry},
        ids::GuildId,
        input::{Event, Input},
        tongue::{Tongue, Tongues},
    },
    engine::Handed,
    texts::Voice,
};
use serde::de::DeserializeOwned;
use std::{ops::Deref, time::Duration};
use tokio::time::Instant;

/// How long a single call may wait for the limits and be repeated before the whole effect is
/// looked at again.
pub(super) const CALL_LIMIT: Duration = Duration::from_secs(60);

/// How long a call that nobody waits for any more may be on its way to Discord.
const IN_FLIGHT: Duration = Duration::from_secs(1);

/// Whether an effect may have been done before, so that it is looked for first where doing it
/// twice would show.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// It was not.
    No,
    /// It may have been, and shows by this time if it was.
    First {
        /// The time.
        shown_by: Instant,
    },
}

impl Look {
    pub(super) fn is_wanted(self) -> bool {
        matches!(self, Self::First { .. })
    }
}

/// What came of carrying out an effect.
pub(super) enum Done {
    /// Nothing to report.
    Silently,
    /// This; the input that it becomes settles the entry.
    Reporting(Box<Event>),
    /// Discord refuses it for good, and nobody is told.
    InVain,
    /// What it was for is over.
    TooLate,
    /// The channel is not there: to be told beside.
    ChannelGone(crate::domain::ids::ChannelId),
}

impl Done {
    pub(super) fn reporting(event: Event) -> Self {
        Self::Reporting(Box::new(event))
    }

    /// What came of removing something that Discord refuses to remove: it may be gone already.
    pub(super) fn not_removed(refusal: &Refusal) -> Self {
        match refusal.code {
            Some(code::UNKNOWN_CHANNEL | code::UNKNOWN_MESSAGE) => Self::Silently,
            _ => Self::InVain,
        }
    }
}

/// What is carried out for one server: no call is begun while its lease is in doubt.
pub(super) struct Delivery {
    effects: Effects,
    guild: GuildId,
}

impl Deref for Delivery {
    type Target = Effects;

    fn deref(&self) -> &Effects {
        &self.effects
    }
}

impl Delivery {
    pub(super) fn of(effects: Effects, guild: GuildId) -> Self {
        Self { effects, guild }
    }

    /// Carries an effect out, for as long as its server is ours: whoever writes for it after us
    /// takes it up.
    pub(super) async fn deliver(&self, handed: Handed) {
        let Handed { entry, repeated } = handed;
        let mut may_be_done = repeated;
        let mut shown_by = clock::instant() + IN_FLIGHT;
        let mut backoff = Backoff::default();
        while self.may_go_on().await {
            fail::fail_point!("effects.before_call", |_| std::process::abort());
            let look = if may_be_done { Look::First { shown_by } } else { Look::No };
            if may_be_done {
                self.engine.doubt(entry.id);
            }
            let result = self.execute(&entry, look).await;
            fail::fail_point!("effects.after_call", |_| std::process::abort());
            let setback = match result {
                Ok(done) => {
                    self.counting.ended(&entry, &done);
                    return self.settle(&entry, done).await;
                }
                Err(setback) if setback.ceased => continue,
                Err(setback) => setback,
            };
            if setback.may_be_done {
                may_be_done = true;
                shown_by = clock::instant() + IN_FLIGHT;
            }
            let over =
                !setback.untried && clock::now().since(entry.decided_at) >= patience(&entry.effect);
            if (over || setback.hopeless)
                && let Some(done) = self.given_up(&entry, &setback, may_be_done).await
            {
                tracing::error!(
                    effect.id = %entry.id, effect.kind = entry.effect.kind(), guild.id = %entry.id.guild,
                    why = %setback, "an effect was given up"
                );
                self.counting.given_up(&entry.effect);
                return self.settle(&entry, done).await;
            }
            self.counting.retried(&entry.effect);
            let wait = backoff.next(fastrand::f64()).max(setback.after);
            tracing::warn!(
                effect.id = %entry.id, effect.kind = entry.effect.kind(), guild.id = %entry.id.guild,
                why = %setback, wait_ms = wait.as_millis(), "an effect is tried again"
            );
            tokio::time::sleep(wait).await;
        }
        // If the server becomes ours again, the entry is handed over again.
        self.engine.let_go(entry.id);
    }

    #[expect(clippy::too_many_lines, reason = "it says what carries out each effect")]
    async fn execute(&self, entry: &Entry, look: Look) -> Result<Done, Setback> {
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
            Effect::RemoveChannel { channel } => self.remove_channel(entry.id, *channel).await,
            Effect::Say { channel, notice, via, tongues } => {
                self.say(entry, *channel, (notice, *tongues), via.as_ref(), look).await
            }
            Effect::ShowCard { channel, message, view, via, tongues } => {
                let wish = super::show_card::Wish {
                    channel: *channel,
                    message: *message,
                    view,
                    via: via.as_ref(),
                    tongues: *tongues,
                };
                self.show_card(entry, &wish, look).await
            }
            Effect::Reply { to, answer, hint, tongue } => {
                self.reply(entry.id, to, (answer, *hint), *tongue).await
            }
            Effect::Whisper { to, refusal, tongue } => {
                self.whisper(entry.id, to, refusal, *tongue).await
            }
            Effect::HideChannel { channel, managers, category, by } => {
                let wish = super::hide_channel::Wish {
                    channel: *channel,
                    managers,
                    category: *category,
                    by: *by,
                };
                self.hide_channel(entry.id, &wish).await
            }
            Effect::PostPanel { channel, text, offers, former, reply, tongue } => {
                let wish = super::panel::Wish {
                    channel: *channel,
                    text: text.as_deref(),
                    offers,
                    former: *former,
                    reply,
                    tongue: *tongue,
                };
                self.post_panel(entry, &wish, look.is_wanted()).await
            }
            Effect::RemovePanel { panel } => self.remove_panel(*panel).await,
            Effect::SendDocument { to, version, form, tongue } => {
                self.send_document(entry.id, to, (*form, *version), *tongue).await
            }
            Effect::SendTexts { to, texts, tongue } => {
                self.send_texts(entry.id, to, *texts, *tongue).await
            }
            Effect::SendDossier { to, ticket, by, tongue } => {
                self.send_dossier((entry.id, *ticket), to, *by, *tongue).await
            }
        }
    }

    /// The voice of a tongue.
    pub(super) async fn voice(&self, guild: GuildId, tongue: Tongue) -> Result<Voice, Setback> {
        self.engine.voice(guild, tongue).await.map_err(|fault| Setback::store(&fault))
    }

    /// The voices of what is said in a ticket.
    pub(super) async fn voices(&self, guild: GuildId, tongues: Tongues) -> Result<Voices, Setback> {
        let customer = self.voice(guild, tongues.customer).await?;
        Ok(Voices { customer, staff: self.voice(guild, tongues.staff).await? })
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
            Done::Silently | Done::InVain | Done::TooLate => self.engine.settle(entry.id),
            Done::ChannelGone(channel) => {
                self.engine.submit(Input { guild, event: Event::ChannelGone { channel } }, ());
                self.engine.settle(entry.id);
            }
        }
    }

    /// Whether more may be done for the server: waits while its lease is in doubt.
    pub(super) async fn may_go_on(&self) -> bool {
        self.engine.may_act(self.guild).await
    }

    /// Sends a call, as long as something may be done for the server: it may wait long for its
    /// turn, and whoever writes for the server by then would do the same. A refusal that is not
    /// Discord's own, such as the page of a proxy on the way, says nothing about what was asked: it
    /// is an outage.
    pub(super) async fn send(
        &self,
        call: Call,
        priority: Priority,
        deadline: Instant,
    ) -> Result<Answer, RestError> {
        let ceased = self.engine.ceases(self.guild);
        self.rest.send_unless(ceased, call, priority, deadline).await.map_err(|fault| match fault {
            RestError::Refused(refusal) if refusal.code.is_none() => {
                RestError::Unavailable { status: refusal.status }
            }
            other => other,
        })
    }

    /// Sends a call and reads the answer.
    pub(super) async fn model<T: DeserializeOwned>(
        &self,
        call: Call,
        priority: Priority,
        deadline: Instant,
    ) -> Result<T, RestError> {
        self.send(call, priority, deadline).await?.model()
    }
}
