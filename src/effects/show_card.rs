//! Posting the order card, and editing it in place.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done, Look},
    outcome::{Setback, code, is_forbidden},
    render,
};
use crate::{
    clock,
    discord::{Call, Priority, RestError},
    domain::{
        card::CardView,
        effect::Entry,
        ids::{ChannelId, MessageId, Owner},
        input::Event,
        reply::ReplyTo,
        tongue::Tongues,
    },
};

/// The card that is wished for.
pub(super) struct Wish<'a> {
    pub(super) channel: ChannelId,
    pub(super) message: Option<MessageId>,
    pub(super) view: &'a CardView,
    pub(super) via: Option<&'a ReplyTo>,
    pub(super) tongues: Tongues,
}

impl Delivery {
    pub(super) async fn show_card(
        &self,
        entry: &Entry,
        wish: &Wish<'_>,
        look: Look,
    ) -> Result<Done, Setback> {
        let Owner::Ticket(ticket) = entry.id.owner else { return Ok(Done::Silently) };
        let words =
            render::card(entry.id, &self.voices(entry.id.guild, wish.tongues).await?, wish.view);
        let shown = match wish.message {
            Some(message) => self.edit_card(wish, message, &words).await.map(|()| message),
            None => self.post_card(entry, wish.channel, &words, look).await,
        };
        let effect = entry.id;
        match shown {
            Ok(message) => Ok(Done::reporting(Event::CardShown { effect, ticket, message })),
            Err(RestError::Refused(refusal)) => match refusal.code {
                Some(code::UNKNOWN_CHANNEL) => Ok(Done::ChannelGone(wish.channel)),
                Some(code::UNKNOWN_MESSAGE) => {
                    Ok(Done::reporting(Event::CardLost { effect, ticket, gone: true }))
                }
                _ if is_forbidden(&refusal) => Err(Setback::forbidden(&refusal)),
                _ => {
                    tracing::error!(
                        guild.id = %effect.guild, effect.id = %effect, %refusal,
                        "an order card was refused"
                    );
                    Ok(Done::reporting(Event::CardLost { effect, ticket, gone: false }))
                }
            },
            Err(fault) => Err(fault.into()),
        }
    }

    async fn post_card(
        &self,
        entry: &Entry,
        channel: ChannelId,
        words: &render::Words,
        look: Look,
    ) -> Result<MessageId, RestError> {
        if look.is_wanted() {
            let said = self.said_since(channel, entry.decided_at).await?;
            let reference = entry.id.reference();
            if let Some(card) = said.iter().find(|message| message.refers_to(&reference)) {
                return Ok(card.id);
            }
        }
        self.post(entry, channel, words).await
    }

    /// Through the press on it if that still counts, else in our own name. Nobody waits for an
    /// edit in our own name: what its cause had to say stands in a message of its own.
    async fn edit_card(
        &self,
        wish: &Wish<'_>,
        message: MessageId,
        words: &render::Words,
    ) -> Result<(), RestError> {
        if let Some(via) = wish.via.filter(|via| via.is_alive(clock::now())) {
            self.acknowledged.wait(via.interaction).await;
            let interaction = self.rest.requests().interaction(via.application);
            let request = interaction
                .update_response(&via.token)
                .content(words.content.as_deref())
                .embeds(Some(&words.embeds))
                .components(Some(&words.components))
                .allowed_mentions(Some(&words.mentions));
            let call = Call::build(request)?.safe_to_repeat();
            match self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await {
                Err(RestError::Refused(_)) => {}
                other => return other.map(drop),
            }
        }
        let request = self
            .rest
            .requests()
            .update_message(wish.channel, message)
            .content(words.content.as_deref())
            .embeds(Some(&words.embeds))
            .components(Some(&words.components))
            .allowed_mentions(Some(&words.mentions));
        let call = Call::build(request)?.safe_to_repeat();
        self.send(call, Priority::Routine, clock::instant() + CALL_LIMIT).await.map(drop)
    }
}
