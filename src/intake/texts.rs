//! Commands about a server's own texts.

use super::{Reader, command::Command};
use crate::{
    domain::{
        input::Wish,
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
    pub(super) async fn texts_given(&self, command: &Command) -> Result<Wish, Refusal> {
        let language = language(command).ok_or(Refusal::Unknown)?;
        Ok(Wish::TextsGiven { texts: self.read_texts(language, command).await })
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

/// The language that a command names, if there are texts in it.
pub(super) fn language(command: &Command) -> Option<Language> {
    let code: String = command.get("language")?;
    Language::of_locale(&code).ok().filter(|language| Tongue::WRITTEN.contains(language))
}
