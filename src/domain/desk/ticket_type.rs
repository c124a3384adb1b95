//! Types of tickets: what one panel offers beside each other, each with its own ways.

use super::{Desk, Settings};
use crate::domain::{
    ids::{ChannelId, RoleId},
    ticket::Pins,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::{borrow::Cow, fmt};

/// The name by which commands and buttons speak of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypeId(String);

impl TypeId {
    /// The longest name, in characters.
    pub const LONGEST: usize = 24;

    /// What somebody has typed as the name of a type.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.trim().to_lowercase())
    }

    /// Whether a type can be called so: lower-case letters from a to z, digits and hyphens.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let fits = (1..=Self::LONGEST).contains(&self.0.len());
        fits && self
            .0
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    }

    /// It, as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One type of tickets. What it does not say is as the server has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketType {
    /// Its name.
    pub id: TypeId,
    /// What its button says.
    pub label: String,
    /// Roles that see open tickets and are called. Its own stay its own when they are deleted:
    /// the server's do not step in unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<Vec<RoleId>>,
    /// Roles that see closed tickets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managers: Option<Vec<RoleId>>,
    /// Where channels of new tickets are made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_category: Option<ChannelId>,
    /// Where channels of closed tickets are moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_category: Option<ChannelId>,
    /// Its own documents; 0 where it has none.
    #[serde(default)]
    pub uses: Pins,
    /// Whether it is offered no more. Its tickets that are open go on as they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// What a newer version has written of it and this one does not know.
    #[serde(flatten)]
    pub beyond: Map<String, Value>,
}

impl TicketType {
    /// All roles of its own.
    pub fn roles(&self) -> impl Iterator<Item = &RoleId> {
        self.staff.iter().chain(&self.managers).flatten()
    }
}

/// One button of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The type that it opens a ticket of.
    pub of: TypeId,
    /// What it says.
    pub label: String,
}

impl Desk {
    /// The types that are offered.
    pub fn offered(&self) -> impl Iterator<Item = &TicketType> {
        self.types.iter().filter(|it| !it.retired)
    }

    /// The buttons of the panel; none if there are no types.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        self.offered().map(|it| Offer { of: it.id.clone(), label: it.label.clone() }).collect()
    }

    /// A type by its name, whether or not it is offered.
    #[must_use]
    pub fn type_of(&self, id: &TypeId) -> Option<&TicketType> {
        self.types.iter().find(|it| it.id == *id)
    }

    /// The versions of documents that are in use now: the server's own, or those of a type.
    #[must_use]
    pub fn pins(&self, of: Option<&TypeId>) -> Pins {
        let own = Pins { catalogue: self.catalogue, terms: self.terms, flow: self.flow };
        of.and_then(|id| self.type_of(id)).map_or(own, |it| it.uses.or(own))
    }

    /// Who works on tickets and where these go: of the server's own, or of those of a type.
    #[must_use]
    pub fn settings(&self, of: Option<&TypeId>) -> Option<Cow<'_, Settings>> {
        let own = self.settings.as_ref()?;
        let Some(kind) = of.and_then(|id| self.type_of(id)) else {
            return Some(Cow::Borrowed(own));
        };
        let roles =
            |its: &Option<Vec<RoleId>>, own: &[RoleId]| its.clone().unwrap_or_else(|| own.to_vec());
        Some(Cow::Owned(Settings {
            staff: roles(&kind.staff, &own.staff),
            managers: roles(&kind.managers, &own.managers),
            open_category: kind.open_category.or(own.open_category),
            closed_category: kind.closed_category.or(own.closed_category),
            ..own.clone()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn service() -> TicketType {
        TicketType {
            id: TypeId::typed(" Service "),
            label: "Service".to_owned(),
            staff: Some(vec![Id::new(7)]),
            managers: None,
            open_category: None,
            closed_category: Some(Id::new(9)),
            uses: Pins { catalogue: 0, terms: 0, flow: 4 },
            retired: false,
            beyond: Map::new(),
        }
    }

    #[test]
    fn what_a_type_does_not_say_is_as_the_server_has_it() {
        let settings = Settings {
            staff: vec![Id::new(1)],
            managers: vec![Id::new(2)],
            open_category: Some(Id::new(3)),
            closed_category: Some(Id::new(4)),
            ..Settings::default()
        };
        let desk = Desk {
            settings: Some(settings.clone()),
            catalogue: 2,
            terms: 3,
            flow: 1,
            types: vec![service()],
            ..Desk::default()
        };
        let id = TypeId::typed("service");
        assert_eq!(desk.pins(Some(&id)), Pins { catalogue: 2, terms: 3, flow: 4 });
        assert_eq!(desk.pins(None), Pins { catalogue: 2, terms: 3, flow: 1 });
        let its = desk.settings(Some(&id)).unwrap();
        assert_eq!((&its.staff, &its.managers), (&vec![Id::new(7)], &vec![Id::new(2)]));
        assert_eq!(its.open_category, Some(Id::new(3)));
        assert_eq!(its.closed_category, Some(Id::new(9)));
        let gone = TypeId::typed("gone");
        assert_eq!(desk.settings(Some(&gone)).unwrap().into_owned(), settings);
        assert_eq!(desk.pins(Some(&gone)), desk.pins(None));
    }

    #[test]
    fn names_of_types_fit_into_the_id_of_a_button() {
        for good in ["service", "vip-2", "x"] {
            assert!(TypeId::typed(good).is_good(), "{good}");
        }
        for bad in ["", "a b", "ä", "a:b", &"x".repeat(25)] {
            assert!(!TypeId::typed(bad).is_good(), "{bad}");
        }
    }
}
