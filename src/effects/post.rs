//! Posting a message of our own, once.

use super::{
    deliver::{CALL_LIMIT, Delivery},
    render,
};
use crate::{
    clock,
    discord::{NewMessage, Priority, RestError},
    domain::{
        effect::{Effect, Entry},
        ids::{ChannelId, MessageId},
        notice::Notice,
    },
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Posted {
    id: MessageId,
}

impl Delivery {
    /// Discord makes one message per nonce, and answers a repetition with that.
    pub(super) async fn post(
        &self,
        entry: &Entry,
        channel: ChannelId,
        words: &render::Words,
    ) -> Result<MessageId, RestError> {
        let nonce = entry.id.nonce();
        let message = NewMessage {
            content: words.content.as_deref(),
            embeds: &words.embeds,
            components: &words.components,
            allowed_mentions: words.mentions.clone(),
            ..NewMessage::new(channel, &nonce)
        };
        let deadline = clock::instant() + CALL_LIMIT;
        let posted: Posted = self.model(message.call()?, urgency(&entry.effect), deadline).await?;
        Ok(posted.id)
    }
}

/// A reminder is waited for by nobody.
fn urgency(effect: &Effect) -> Priority {
    match effect {
        Effect::Say { notice: Notice::Asked(ask), .. } if ask.is_reminder() => Priority::Routine,
        _ => Priority::Person,
    }
}
