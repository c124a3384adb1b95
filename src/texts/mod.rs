//! What is said in which language: the catalogues, and the one way to them.
//!
//! A text is a [`Text`], so that none can be asked for that does not exist, or without what it is
//! said with; [`FORMS`] says the same to tests. The catalogues are Fluent files, one a language.

mod catalogue;
#[cfg_attr(not(test), allow(dead_code, reason = "the forms are for tests"))]
mod form;
#[cfg_attr(not(test), allow(dead_code, reason = "the forms are for tests"))]
mod text;

pub(crate) use text::Text;

use crate::domain::language::Language;
use catalogue::Catalogue;
use std::sync::LazyLock;

/// The catalogues that come with the program.
const SOURCES: [(Language, &str); 5] = [
    (Language::ENGLISH, include_str!("en.ftl")),
    (Language::GERMAN, include_str!("de.ftl")),
    (Language::FRENCH, include_str!("fr.ftl")),
    (Language::SPANISH, include_str!("es.ftl")),
    (Language::PORTUGUESE, include_str!("pt.ftl")),
];

/// The languages that have a catalogue.
#[cfg(test)]
pub(crate) const LANGUAGES: [Language; 5] = {
    let [en, de, fr, es, pt] = SOURCES;
    [en.0, de.0, fr.0, es.0, pt.0]
};

static BUILT_IN: LazyLock<Vec<(Language, Catalogue)>> = LazyLock::new(|| {
    let read = |(language, source)| (language, Catalogue::read(language, source));
    SOURCES.into_iter().map(read).collect()
});

/// Says texts in one language; in English where that has no catalogue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice {
    language: Language,
}

impl Voice {
    /// A voice in this language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }

    /// Its language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// A text in words. What it is said with is shown as it is, never read as Fluent.
    pub(crate) fn say(&self, text: Text<'_>) -> String {
        let (key, arguments) = text.parts();
        let built_in = |language| BUILT_IN.iter().find(|(it, _)| *it == language);
        [self.language, Language::ENGLISH]
            .into_iter()
            .filter_map(built_in)
            .find_map(|(_, catalogue)| catalogue.say(key, &arguments))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
