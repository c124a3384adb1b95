//! Which versions of a server's documents a ticket goes by.

use crate::domain::desk::DocumentKind;
use serde::{Deserialize, Serialize};

/// The versions of a server's documents that a ticket goes by; 0 where there was none.
///
/// Flow and terms are those that it began with. The catalogue is the newest that its customer was
/// shown something of, and is followed until the order is confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pins {
    /// The catalogue.
    pub catalogue: u32,
    /// The terms.
    pub terms: u32,
    /// The flow; 0 for the built-in one.
    #[serde(default)]
    pub flow: u32,
}

/// What a ticket goes by of its server's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pinned {
    /// What is sold.
    Catalogue,
    /// What the customer accepts.
    Terms,
    /// The conversation.
    Flow,
}

impl Pinned {
    /// The kind of document that it is.
    #[must_use]
    pub fn kind(self) -> DocumentKind {
        match self {
            Self::Catalogue => DocumentKind::Catalogue,
            Self::Terms => DocumentKind::Terms,
            Self::Flow => DocumentKind::Flow,
        }
    }
}

impl Pins {
    /// The version of one of them.
    #[must_use]
    pub fn get(self, pinned: Pinned) -> u32 {
        match pinned {
            Pinned::Catalogue => self.catalogue,
            Pinned::Terms => self.terms,
            Pinned::Flow => self.flow,
        }
    }

    /// The version of one of them, to be changed.
    pub fn get_mut(&mut self, pinned: Pinned) -> &mut u32 {
        match pinned {
            Pinned::Catalogue => &mut self.catalogue,
            Pinned::Terms => &mut self.terms,
            Pinned::Flow => &mut self.flow,
        }
    }

    /// These, where they say something, and where they do not, the others.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        let or = |one, other| if one == 0 { other } else { one };
        Self {
            catalogue: or(self.catalogue, others.catalogue),
            terms: or(self.terms, others.terms),
            flow: or(self.flow, others.flow),
        }
    }
}
