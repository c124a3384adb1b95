//! In whose words something is said.

use super::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How something is said. It is decided with the effect, so that a repetition says the same words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongue {
    /// The language, one of [`Tongue::WRITTEN`].
    pub language: Language,
    /// The version of the server's own texts in it; 0 where it has none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub texts: u32,
}

/// How something is said in a ticket, which both sides read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongues {
    /// What its customer is told: as their Discord is set.
    pub customer: Tongue,
    /// What staff are told: as the server is set.
    pub staff: Tongue,
}

/// Which of a server's own texts are in use: documents, each with those of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTexts {
    /// The newest version, of whatever language.
    pub newest: u32,
    /// The version that counts, by language.
    pub in_use: BTreeMap<Language, u32>,
}

/// Texts that an admin has uploaded, as far as they differ from those that come with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenTexts {
    /// Their language.
    pub language: Language,
    /// Them, in Fluent's format.
    pub source: String,
    /// How many there are.
    pub many: u32,
}

impl Tongue {
    /// The languages in which there is every text. Whoever has another is spoken to in English.
    pub const WRITTEN: [Language; 5] = [
        Language::ENGLISH,
        Language::GERMAN,
        Language::FRENCH,
        Language::SPANISH,
        Language::PORTUGUESE,
    ];

    /// How somebody of this language is spoken to in a server with these texts.
    #[must_use]
    pub fn of(language: Language, own: &OwnTexts) -> Self {
        let written = Self::WRITTEN.contains(&language);
        let language = if written { language } else { Language::ENGLISH };
        Self { language, texts: own.in_use.get(&language).copied().unwrap_or_default() }
    }

    /// Whether it is what is meant where nothing is written.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Tongues {
    /// Whether they are what is meant where nothing is written.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl OwnTexts {
    /// Whether there have never been any.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_none(version: &u32) -> bool {
    *version == 0
}
