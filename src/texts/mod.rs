//! What is said in which language: the catalogues, and the one way to them.
//!
//! A text is a [`Text`], so that none can be asked for that does not exist, or without what it is
//! said with; its form says what the catalogues must have. They are Fluent files, one a language.

mod catalogue;
mod fault;
mod form;
mod inspect;
mod longest;
mod own;
mod text;

pub(crate) use own::{Checked, OwnTexts, check};
pub(crate) use text::Text;

use crate::domain::language::Language;
use catalogue::Catalogue;
use std::sync::{Arc, LazyLock};

/// The catalogues that come with the program.
const SOURCES: [(Language, &str); 5] = [
    (Language::ENGLISH, include_str!("en.ftl")),
    (Language::GERMAN, include_str!("de.ftl")),
    (Language::FRENCH, include_str!("fr.ftl")),
    (Language::SPANISH, include_str!("es.ftl")),
    (Language::PORTUGUESE, include_str!("pt.ftl")),
];

static BUILT_IN: LazyLock<Vec<(Language, Catalogue)>> = LazyLock::new(|| {
    let read = |(language, source)| (language, Catalogue::read(language, source));
    SOURCES.into_iter().map(read).collect()
});

/// The catalogue of a language as it comes with the program; English where it has none.
fn built_in(language: Language) -> &'static str {
    let [english, ..] = SOURCES;
    SOURCES.into_iter().find(|(it, _)| *it == language).unwrap_or(english).1
}

/// Says texts in one language, in a server's own words where it has any; in English where that has
/// no catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    language: Language,
    own: Option<Arc<OwnTexts>>,
}

impl Voice {
    /// A voice in this language, with the words that come with the program.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, own: None }
    }

    /// A voice in this language, with these words where there are any.
    pub(crate) fn with(language: Language, own: Arc<OwnTexts>) -> Self {
        Self { language, own: Some(own) }
    }

    /// All its texts, as a file to change and upload.
    pub(crate) fn write(&self) -> String {
        own::write(self.language, self.own.as_deref())
    }

    /// Its language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// A text in words. What it is said with is shown as it is, never read as Fluent.
    pub(crate) fn say(&self, text: Text<'_>) -> String {
        let (key, arguments) = text.parts();
        let built_in = [self.language, Language::ENGLISH]
            .into_iter()
            .filter_map(|language| BUILT_IN.iter().find(|(it, _)| *it == language))
            .map(|(_, catalogue)| catalogue);
        let own = self.own.iter().map(|own| &own.catalogue);
        own.chain(built_in).find_map(|catalogue| catalogue.say(key, &arguments)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
