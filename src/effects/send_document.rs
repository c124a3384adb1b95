//! Sending a document as a file, in answer to the command that asked for it.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::Setback,
    render,
    reply::told,
};
use crate::{
    clock,
    discord::{Call, Priority},
    domain::{
        catalogue::Catalogue,
        effect::DocumentForm,
        flow::Flow,
        ids::{EffectId, GuildId},
        reply::ReplyTo,
        tongue::Tongue,
    },
    formats::{catalogue_csv, catalogue_json, flow},
    texts::Text,
};
use twilight_model::{channel::message::AllowedMentions, http::attachment::Attachment};

impl Delivery {
    pub(super) async fn send_document(
        &self,
        id: EffectId,
        to: &ReplyTo,
        (form, version): (DocumentForm, u32),
        tongue: Tongue,
    ) -> Result<Done, Setback> {
        if !to.is_alive(clock::now()) {
            return Ok(Done::TooLate);
        }
        self.acknowledged.wait(to.interaction).await;
        let file = self.file(id.guild, form, version).await?;
        let voice = self.voice(id.guild, tongue).await?;
        let what = &render::what(&voice, form.what());
        let (text, files) = match file {
            Some(file) if version == 0 => (voice.say(Text::DocumentBuiltIn { what }), vec![file]),
            Some(file) => (voice.say(Text::DocumentFile { what, version }), vec![file]),
            None => {
                tracing::error!(
                    guild.id = %id.guild, version, kind = ?form.what(),
                    "a document is damaged or missing"
                );
                (voice.say(Text::DocumentUnreadable), vec![])
            }
        };
        let nobody = AllowedMentions::default();
        let interaction = self.rest.requests().interaction(to.application);
        let request = interaction
            .update_response(&to.token)
            .content(Some(&text))
            .attachments(&files)
            .allowed_mentions(Some(&nobody));
        let call = Call::build(request).map_err(Setback::from)?.safe_to_repeat();
        told(self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await, id, to)
    }

    /// None if what is stored cannot be read.
    async fn file(
        &self,
        guild: GuildId,
        form: DocumentForm,
        version: u32,
    ) -> Result<Option<Attachment>, Setback> {
        if version == 0 {
            let built_in = flow::DEFAULT.to_owned().into_bytes();
            return Ok(Some(Attachment::from_bytes("flow.yaml".to_owned(), built_in, 0)));
        }
        let document = self.store.document(guild, form.what().kind(), version).await;
        let Some(document) = document.map_err(|fault| Setback::store(&fault))? else {
            return Ok(None);
        };
        let body = document.body;
        let catalogue = || serde_json::from_str::<Catalogue>(&body).ok();
        let file = match form {
            DocumentForm::CatalogueJson => {
                catalogue().map(|it| ("catalogue", "json", catalogue_json::write(&it)))
            }
            DocumentForm::CatalogueCsv => {
                catalogue().map(|it| ("catalogue", "csv", catalogue_csv::write(&it)))
            }
            DocumentForm::Flow => {
                let read = serde_json::from_str::<Flow>(&body).ok();
                read.map(|it| ("flow", "json", flow::write(&it)))
            }
            DocumentForm::Terms => Some(("terms", "txt", body)),
        };
        Ok(file.map(|(name, ending, text)| {
            Attachment::from_bytes(format!("{name}-{version}.{ending}"), text.into_bytes(), 0)
        }))
    }
}
