//! Telling the person who pressed something that only they see, beside the message they pressed on.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::Setback,
    render,
    reply::told,
};
use crate::{
    clock,
    discord::{Call, Priority},
    domain::{ids::EffectId, notice::Refusal, reply::ReplyTo, tongue::Tongue},
};
use twilight_model::channel::message::MessageFlags;

impl Delivery {
    /// Discord takes no nonce for it and shows it to nobody else, so that it cannot be looked
    /// for: after a lost answer the person may read it twice, which is better than not at all.
    pub(super) async fn whisper(
        &self,
        id: EffectId,
        to: &ReplyTo,
        refusal: &Refusal,
        tongue: Tongue,
    ) -> Result<Done, Setback> {
        if !to.is_alive(clock::now()) {
            return Ok(Done::TooLate);
        }
        self.acknowledged.wait(to.interaction).await;
        let words = render::refusal(&self.voice(id.guild, tongue).await?, refusal);
        let interaction = self.rest.requests().interaction(to.application);
        let mut request = interaction
            .create_followup(&to.token)
            .flags(MessageFlags::EPHEMERAL)
            .allowed_mentions(Some(&words.mentions));
        if let Some(content) = &words.content {
            request = request.content(content);
        }
        let call = Call::build(request).map_err(Setback::from)?;
        told(self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await, id, to)
    }
}
