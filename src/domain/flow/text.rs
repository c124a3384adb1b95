//! A text of a flow, in one language or in several.

use super::Template;
use crate::domain::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text as it was written: once for everybody, or in several languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// For everybody.
    Plain(Template),
    /// By language.
    Spoken(BTreeMap<Language, Template>),
}

/// Where there is no text at all, which no check lets pass.
static SILENCE: Template = Template::EMPTY;

impl Text {
    /// The text for a person who speaks `wanted`, in a flow that is written in `otherwise`.
    #[must_use]
    pub fn spoken(&self, wanted: Language, otherwise: Language) -> &Template {
        match self {
            Self::Plain(template) => template,
            Self::Spoken(by_language) => by_language
                .get(&wanted)
                .or_else(|| by_language.get(&otherwise))
                .or_else(|| by_language.values().next())
                .unwrap_or(&SILENCE),
        }
    }

    /// Every variant, with the language that it was written for.
    pub fn variants(&self) -> impl Iterator<Item = (Option<Language>, &Template)> {
        let (plain, spoken) = match self {
            Self::Plain(template) => (Some((None, template)), None),
            Self::Spoken(by_language) => (None, Some(by_language)),
        };
        let spoken = spoken.into_iter().flatten();
        plain.into_iter().chain(spoken.map(|(language, template)| (Some(*language), template)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> Text {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn everybody_hears_their_language_or_that_of_the_flow() {
        let both = text(r#"{"de": "Hallo", "en": "Hello"}"#);
        let heard = |text: &Text, wanted| text.spoken(wanted, Language::ENGLISH).to_string();
        assert_eq!(heard(&both, Language::GERMAN), "Hallo");
        assert_eq!(heard(&both, Language::FRENCH), "Hello");
        assert_eq!(heard(&text(r#"{"de": "Hallo"}"#), Language::FRENCH), "Hallo");
        assert_eq!(heard(&text(r#""Hey""#), Language::GERMAN), "Hey");
        assert_eq!(heard(&text("{}"), Language::GERMAN), "");
    }
}
