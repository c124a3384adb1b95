//! Sending the texts of a language as a file, in answer to the command that asked for it.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::Setback,
    reply::told,
};
use crate::{
    clock,
    discord::{Call, Priority},
    domain::{ids::EffectId, reply::ReplyTo, tongue::Tongue},
    texts::Text,
};
use twilight_model::{channel::message::AllowedMentions, http::attachment::Attachment};

impl Delivery {
    pub(super) async fn send_texts(
        &self,
        id: EffectId,
        to: &ReplyTo,
        texts: Tongue,
        tongue: Tongue,
    ) -> Result<Done, Setback> {
        if !to.is_alive(clock::now()) {
            return Ok(Done::TooLate);
        }
        self.acknowledged.wait(to.interaction).await;
        let language = texts.language.code();
        let file = self.voice(id.guild, texts).await?.write().into_bytes();
        let files = [Attachment::from_bytes(format!("texts-{language}.ftl"), file, 0)];
        let words = self.voice(id.guild, tongue).await?.say(Text::TextsFile { language });
        let nobody = AllowedMentions::default();
        let interaction = self.rest.requests().interaction(to.application);
        let request = interaction
            .update_response(&to.token)
            .content(Some(&words))
            .attachments(&files)
            .allowed_mentions(Some(&nobody));
        let call = Call::build(request).map_err(Setback::from)?.safe_to_repeat();
        told(self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await, id, to)
    }
}
