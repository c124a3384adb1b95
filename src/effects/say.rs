//! Saying something in a ticket's channel, once.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done, Look},
    outcome::{Setback, code, is_forbidden},
    render,
};
use crate::{
    clock,
    discord::{Call, Priority, RestError},
    domain::{effect::Entry, ids::ChannelId, notice::Notice, reply::ReplyTo, tongue::Tongues},
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
        let words = render::notice(entry.id, &self.voices(entry.id.guild, tongues).await?, notice);
        let result = if let Look::First { shown_by } = look {
            if via.is_some() {
                // What went through a press had no nonce, and may be on its way still.
                tokio::time::sleep_until(shown_by).await;
            }
            match self.said_since(channel, entry.decided_at).await {
                Ok(said) if said.iter().any(|it| it.refers_to(&entry.id.reference())) => Ok(()),
                Ok(_) => self.post(entry, channel, &words).await.map(drop),
                Err(fault) => Err(fault),
            }
        } else {
            match via.filter(|via| via.is_alive(clock::now())) {
                Some(via) => match self.follow_up(via, &words).await {
                    // Discord takes no more words through this press: say it in our own name.
                    Err(RestError::Refused(_)) => self.post(entry, channel, &words).await.map(drop),
                    other => other,
                },
                None => self.post(entry, channel, &words).await.map(drop),
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
                    Ok(Done::InVain)
                }
            },
            Err(fault) => Err(fault.into()),
        }
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
