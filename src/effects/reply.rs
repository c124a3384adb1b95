//! Answering a press or command: the answer that was deferred is edited, which repeats well.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::{Setback, code},
    render,
};
use crate::{
    clock,
    discord::{Answer, Call, Priority, RestError},
    domain::{
        ids::EffectId,
        notice::{Answered, Hint},
        reply::ReplyTo,
        tongue::Tongue,
    },
};
use std::time::Duration;

/// As long as this after a press, its acknowledgement may still be on its way from another
/// worker (Discord docs, Interaction Callback: 3 seconds).
const STILL_COMING: Duration = Duration::from_secs(4);

impl Delivery {
    pub(super) async fn reply(
        &self,
        id: EffectId,
        to: &ReplyTo,
        (answer, hint): (&Answered, Option<Hint>),
        tongue: Tongue,
    ) -> Result<Done, Setback> {
        if !to.is_alive(clock::now()) {
            return Ok(Done::TooLate);
        }
        self.acknowledged.wait(to.interaction).await;
        let words = render::answered(&self.voice(id.guild, tongue).await?, answer, hint);
        let interaction = self.rest.requests().interaction(to.application);
        let mut request = interaction
            .update_response(&to.token)
            .content(words.content.as_deref())
            .allowed_mentions(Some(&words.mentions));
        if !words.keeps_embeds {
            request = request.embeds(Some(&words.embeds));
        }
        if !words.keeps_components {
            request = request.components(Some(&words.components));
        }
        if !words.files.is_empty() {
            request = request.attachments(&words.files);
        }
        let call = Call::build(request).map_err(Setback::from)?.safe_to_repeat();
        let deadline = clock::instant() + CALL_LIMIT;
        told(self.send(call, Priority::Person, deadline).await, id, to)
    }
}

/// What Discord's word on an answer to a press means.
pub(super) fn told(
    sent: Result<Answer, RestError>,
    id: EffectId,
    to: &ReplyTo,
) -> Result<Done, Setback> {
    match sent {
        Ok(_) => Ok(Done::Silently),
        Err(RestError::Refused(refusal))
            if refusal.code == Some(code::UNKNOWN_WEBHOOK)
                && clock::now().since(to.made_at()) < STILL_COMING =>
        {
            Err(RestError::Refused(refusal).into())
        }
        Err(RestError::Refused(refusal)) => {
            match refusal.code {
                // Never acknowledged, expired or deleted, maybe with the channel around it: there
                // is nothing left to answer.
                Some(
                    code::UNKNOWN_CHANNEL
                    | code::UNKNOWN_WEBHOOK
                    | code::UNKNOWN_MESSAGE
                    | code::UNKNOWN_INTERACTION
                    | code::INVALID_WEBHOOK_TOKEN,
                ) => {
                    tracing::info!(
                        guild.id = %id.guild, effect.id = %id, %refusal,
                        "a press can no longer be answered"
                    );
                    Ok(Done::TooLate)
                }
                _ => {
                    tracing::error!(
                        guild.id = %id.guild, effect.id = %id, %refusal,
                        "an answer of ours was refused"
                    );
                    Ok(Done::InVain)
                }
            }
        }
        Err(fault) => Err(fault.into()),
    }
}
