//! The versions of a server's documents: which there are, which are in use, and since when.

use super::{Desk, TypeId};
use crate::domain::{ids::UserId, ticket::Pinned, time::Timestamp};
use serde::{Deserialize, Serialize};

/// How many publications of each kind of document are remembered. The documents are kept for ever.
const REMEMBERED: usize = 20;

/// That a version of a document was put to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Which document.
    pub what: Pinned,
    /// For tickets of which type; none for the server's own.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub of: Option<TypeId>,
    /// Its version.
    pub version: u32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// How it came about.
    pub how: Way,
}

/// How a version came to be in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It is new.
    Given,
    /// It is an older one, put to use again.
    RolledBack,
    /// It is the one before with an alias that staff have taught.
    AliasTaught {
        /// The alias.
        alias: String,
        /// What the product was called then.
        product: String,
    },
}

impl Way {
    /// Its name, for logs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::RolledBack => "rolled_back",
            Self::AliasTaught { .. } => "alias_taught",
        }
    }
}

impl Desk {
    /// The newest version that there is of a document, in use or not; 0 if there never was one.
    #[must_use]
    pub fn newest(&self, what: Pinned) -> u32 {
        let in_use = self.types.iter().map(|it| it.uses.get(what));
        in_use.chain([self.newest.get(what), self.pins(None).get(what)]).max().unwrap_or_default()
    }

    /// Puts a version to use. Nothing happens for a type that there is not.
    pub fn publish(&mut self, publication: Publication) {
        let Publication { what, version, .. } = publication;
        *self.newest.get_mut(what) = version.max(self.newest(what));
        match &publication.of {
            None => match what {
                Pinned::Catalogue => self.catalogue = version,
                Pinned::Terms => self.terms = version,
                Pinned::Flow => self.flow = version,
            },
            Some(of) => {
                let Some(kind) = self.types.iter_mut().find(|it| it.id == *of) else { return };
                *kind.uses.get_mut(what) = version;
            }
        }
        self.history.push(publication);
        if self.history.iter().filter(|it| it.what == what).count() > REMEMBERED
            && let Some(oldest) = self.history.iter().position(|it| it.what == what)
        {
            self.history.remove(oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn published(what: Pinned, version: u32, how: Way) -> Publication {
        Publication { what, of: None, version, at: Timestamp(1), by: Id::new(1), how }
    }

    #[test]
    fn a_version_has_its_number_once_whatever_is_rolled_back() {
        let mut desk = Desk { terms: 3, ..Desk::default() };
        assert_eq!(desk.newest(Pinned::Terms), 3);
        desk.publish(published(Pinned::Terms, 4, Way::Given));
        desk.publish(published(Pinned::Terms, 2, Way::RolledBack));
        assert_eq!((desk.terms, desk.newest(Pinned::Terms)), (2, 4));
        assert_eq!(desk.newest(Pinned::Flow), 0);
    }

    #[test]
    fn of_each_kind_the_last_publications_are_remembered() {
        let mut desk = Desk::default();
        desk.publish(published(Pinned::Flow, 1, Way::Given));
        for version in 1..=30 {
            desk.publish(published(Pinned::Terms, version, Way::Given));
        }
        let of = |what| desk.history.iter().filter(move |it| it.what == what);
        assert_eq!(of(Pinned::Terms).count(), REMEMBERED);
        assert_eq!(of(Pinned::Terms).next().map(|it| it.version), Some(11));
        assert_eq!(of(Pinned::Flow).count(), 1);
    }
}
