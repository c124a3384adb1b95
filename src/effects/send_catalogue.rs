//! Sending a catalogue as a file, in answer to the command that asked for it.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::Setback,
    reply::told,
};
use crate::{
    clock,
    discord::{Call, Priority},
    domain::{
        catalogue::Catalogue, desk::DocumentKind, effect::CatalogueForm, ids::GuildId,
        reply::ReplyTo, tongue::Tongue,
    },
    formats::{catalogue_csv, catalogue_json},
    texts::Text,
};
use twilight_model::{channel::message::AllowedMentions, http::attachment::Attachment};

impl Delivery {
    pub(super) async fn send_catalogue(
        &self,
        guild: GuildId,
        to: &ReplyTo,
        version: u32,
        form: CatalogueForm,
        tongue: Tongue,
    ) -> Result<Done, Setback> {
        if !to.is_alive(clock::now()) {
            return Ok(Done::Silently);
        }
        self.acknowledged.wait(to.interaction).await;
        let document = self.store.document(guild, DocumentKind::Catalogue, version).await;
        let document = document.map_err(|fault| Setback::store(&fault))?;
        let catalogue = document.and_then(|it| serde_json::from_str::<Catalogue>(&it.body).ok());
        let voice = self.voice(guild, tongue).await?;
        let (text, files) = match catalogue {
            Some(catalogue) => {
                let text = voice.say(Text::CatalogueFile { version });
                (text, vec![file(&catalogue, version, form)])
            }
            None => {
                tracing::error!(guild.id = %guild, version, "a catalogue is damaged or missing");
                (voice.say(Text::CatalogueUnreadable), vec![])
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
        told(self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await, to)
    }
}

fn file(catalogue: &Catalogue, version: u32, form: CatalogueForm) -> Attachment {
    let (ending, text) = match form {
        CatalogueForm::Json => ("json", catalogue_json::write(catalogue)),
        CatalogueForm::Csv => ("csv", catalogue_csv::write(catalogue)),
    };
    Attachment::from_bytes(format!("catalogue-{version}.{ending}"), text.into_bytes(), 0)
}
