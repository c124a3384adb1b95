//! Saying something in a ticket's channel, once.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done, Look},
    outcome::{Setback, code, is_forbidden},
    render,
};
use crate::{
    clock,
    discord::{Call, NewMessage, Priority, RestError},
    domain::{effect::Entry, ids::ChannelId, notice::Notice, reply::ReplyTo, tongue::Tongues},
    texts::Voice,
};

impl Delivery {
    pub(super) async fn say(
        &self,
        entry: &Entry,
        channel: ChannelId,
        (notice, tongues): (&Notice, Tongues),
        via: Option<&ReplyTo>,
        look: Look,
    ) -> Result<Done, Setback> {
        let voices = render::Voices {
            customer: Voice::new(tongues.customer.language),
            staff: Voice::new(tongues.staff.language),
        };
        let words = render::notice(entry.id, &voices, notice);
        let result = if let Look::First { shown_by } = look {
            if via.is_some() {
                // What went through a press had no nonce, and may be on its way still.
                tokio::time::sleep_until(shown_by).await;
            }
            match self.said_since(channel, entry.decided_at).await {
                Ok(said) if said.iter().any(|it| it.refers_to(&entry.id.reference())) => Ok(()),
                Ok(_) => self.post(entry, channel, &words).await,
                Err(fault) => Err(fault),
            }
        } else {
            match via.filter(|via| via.is_alive(clock::now())) {
                Some(via) => match self.follow_up(via, &words).await {
                    // Discord takes no more words through this press: say it in our own name.
                    Err(RestError::Refused(_)) => self.post(entry, channel, &words).await,
                    other => other,
                },
                None => self.post(entry, channel, &words).await,
            }
        };
        match result {
            Ok(()) => Ok(Done::Silently),
            Err(RestError::Refused(refusal)) => match refusal.code {
                Some(code::UNKNOWN_CHANNEL) => Ok(Done::ChannelGone(channel)),
                // The nonce is known and its message deleted: it was said.
                Some(code::UNKNOWN_MESSAGE) => Ok(Done::Silently),
                _ if is_forbidden(&refusal) => Err(Setback::forbidden(&refusal)),
                _ => {
                    tracing::error!(
                        guild.id = %entry.id.guild, effect.id = %entry.id, %refusal,
                        "words of ours were refused"
                    );
                    Ok(Done::Silently)
                }
            },
            Err(fault) => Err(fault.into()),
        }
    }

    /// A message of our own, which Discord makes once per nonce.
    async fn post(
        &self,
        entry: &Entry,
        channel: ChannelId,
        words: &render::Words,
    ) -> Result<(), RestError> {
        let nonce = entry.id.nonce();
        let message = NewMessage {
            content: words.content.as_deref(),
            embeds: &words.embeds,
            components: &words.components,
            allowed_mentions: words.mentions.clone(),
            ..NewMessage::new(channel, &nonce)
        };
        let deadline = clock::instant() + CALL_LIMIT;
        self.send(message.call()?, Priority::Person, deadline).await.map(drop)
    }

    /// A message through a press, which does not count towards the 50 calls a second. Discord
    /// takes no nonce for it, so it is never blindly repeated.
    async fn follow_up(&self, via: &ReplyTo, words: &render::Words) -> Result<(), RestError> {
        self.acknowledged.wait(via.interaction).await;
        let interaction = self.rest.requests().interaction(via.application);
        let mut request = interaction
            .create_followup(&via.token)
            .embeds(&words.embeds)
            .components(&words.components)
            .allowed_mentions(Some(&words.mentions));
        if let Some(content) = &words.content {
            request = request.content(content);
        }
        let deadline = clock::instant() + CALL_LIMIT;
        self.send(Call::build(request)?, Priority::Person, deadline).await.map(drop)
    }
}
