//! In whose words something is said.

use super::language::Language;
use serde::{Deserialize, Serialize};

/// How something is said. It is decided with the effect, so that a repetition says the same words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongue {
    /// The language.
    pub language: Language,
}

/// How something is said in a ticket, which both sides read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongues {
    /// What its customer is told: as their Discord is set.
    pub customer: Tongue,
    /// What staff are told: as the server is set.
    pub staff: Tongue,
}

impl Tongue {
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
