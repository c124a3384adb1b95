//! The languages that people speak with us.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::fmt;

/// A language that Discord can be set to, without regard to the country (Discord docs, Locales).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Language(&'static str);

/// A text that names no language that Discord can be set to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no language of Discord's: use a code such as en, de, fr, es or pt")]
pub struct NoLanguage(pub String);

/// Discord's languages. "no" is Norwegian.
const KNOWN: [&str; 29] = [
    "en", "de", "fr", "es", "pt", "bg", "cs", "da", "el", "fi", "hi", "hr", "hu", "id", "it", "ja",
    "ko", "lt", "nl", "no", "pl", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
];

impl Language {
    /// English: spoken where nothing else is known or written.
    pub const ENGLISH: Self = Self("en");
    /// German.
    pub const GERMAN: Self = Self("de");
    /// French.
    pub const FRENCH: Self = Self("fr");
    /// Spanish, of Spain and of Latin America.
    pub const SPANISH: Self = Self("es");
    /// Portuguese.
    pub const PORTUGUESE: Self = Self("pt");

    /// The language of a locale such as `de` or `pt-BR`.
    ///
    /// # Errors
    /// None of Discord's.
    pub fn of_locale(locale: &str) -> Result<Self, NoLanguage> {
        let code = locale.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let known = KNOWN.into_iter().find(|known| *known == code);
        known.map(Self).ok_or_else(|| NoLanguage(locale.to_owned()))
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.into_iter().map(Self)
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// By hand, because what is derived for a type with a `&'static str` in it reads only from texts
/// that live for ever.
impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::of_locale(&code).map_err(D::Error::custom)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_stored_as_its_code() {
        let stored = serde_json::to_string(&Language::GERMAN).unwrap();
        assert_eq!(stored, r#""de""#);
        assert_eq!(serde_json::from_str::<Language>(&stored).unwrap(), Language::GERMAN);
        assert!(serde_json::from_str::<Language>(r#""klingon""#).is_err());
    }

    #[test]
    fn a_locale_has_a_language_whatever_its_country() {
        for (locale, code) in [("en-GB", "en"), ("es-419", "es"), ("pt-BR", "pt"), ("DE", "de")] {
            assert_eq!(Language::of_locale(locale).map(Language::code), Ok(code));
        }
        for locale in ["", "klingon", "d"] {
            assert_eq!(Language::of_locale(locale), Err(NoLanguage(locale.to_owned())));
        }
    }
}
