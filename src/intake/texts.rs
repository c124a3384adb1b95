//! Commands about a server's own texts.

use super::{Reader, command::Command, interaction::Acted};
use crate::{
    domain::{
        input::Event,
        language::Language,
        notice::Refusal,
        tongue::{GivenTexts, Tongue},
    },
    texts::{Checked, check},
};

/// The largest file of texts, in bytes: all of them are a tenth of it.
const LARGEST: usize = 256 * 1024;
/// The most mistakes that are told.
const TOLD: usize = 1_000;

impl Reader {
    pub(super) async fn texts_given(&self, acted: Acted, command: &Command) -> Event {
        let Acted { actor, reply, .. } = acted;
        let Some(language) = language(command) else {
            return Event::Refused { reply, refusal: Refusal::Unknown };
        };
        let texts = self.read_texts(language, command).await;
        Event::TextsGiven { actor, reply, texts }
    }

    async fn read_texts(
        &self,
        language: Language,
        command: &Command,
    ) -> Result<GivenTexts, Vec<String>> {
        let Some(file) = command.attachment("file") else {
            return Err(vec!["no file was attached".to_owned()]);
        };
        let bytes = self.fetch(&file, LARGEST).await?;
        let file = String::from_utf8(bytes)
            .map_err(|_| vec!["the file is not text in UTF-8: save it as such".to_owned()])?;
        let read = tokio::task::spawn_blocking(move || check(language, &file));
        match read.await {
            Ok(Ok(Checked { source, many })) => Ok(GivenTexts { language, source, many }),
            Ok(Err(faults)) => Err(faults.iter().take(TOLD).map(ToString::to_string).collect()),
            Err(_) => Err(vec!["the file cannot be read".to_owned()]),
        }
    }
}

pub(super) fn texts_asked(acted: Acted, command: &Command) -> Event {
    let Acted { actor, reply, .. } = acted;
    Event::TextsAsked { actor, reply, language: language(command) }
}

pub(super) fn texts_reset(acted: Acted, command: &Command) -> Event {
    let Acted { actor, reply, .. } = acted;
    Event::TextsReset { actor, reply, language: language(command) }
}

/// The language that a command names, if there are texts in it.
fn language(command: &Command) -> Option<Language> {
    let code: String = command.get("language")?;
    Language::of_locale(&code).ok().filter(|language| Tongue::WRITTEN.contains(language))
}
