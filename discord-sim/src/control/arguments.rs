//! What a control call was given, and how a wrong one is told.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::core::Core;
use crate::people::guild::Guild;
use crate::people::person::Person;
use crate::people::refused::Refused;
use crate::people::seat::Seat;
use crate::rest::schema::as_number;

/// A control call that cannot be carried out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ControlError {
    #[error("no such call: {0}; GET /sim/ lists all")]
    Unknown(String),
    #[error("the body is not JSON of the expected form: {0}")]
    Body(#[from] serde_json::Error),
    #[error("`{0}` is missing or is not {1}")]
    Argument(String, &'static str),
    #[error("there is no {0} {1}")]
    Missing(&'static str, u64),
    #[error("refused: {0}")]
    Refused(#[from] Refused),
}

impl ControlError {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Unknown(_) | Self::Missing(..) => 404,
            Self::Body(_) | Self::Argument(..) => 400,
            Self::Refused(_) => 409,
        }
    }
}

/// The arguments of a call: path, query, body.
pub(crate) struct Arguments<'a> {
    pub(crate) core: &'a Arc<Core>,
    pub(crate) params: HashMap<&'static str, String>,
    pub(crate) query: &'a str,
    pub(crate) body: Value,
}

impl Arguments<'_> {
    /// An id in the path.
    pub(crate) fn path_id(&self, name: &str) -> Result<u64, ControlError> {
        let text = self.params.get(name).and_then(|text| text.parse().ok());
        text.ok_or_else(|| ControlError::Argument(name.to_owned(), "an id"))
    }

    /// A word in the path.
    pub(crate) fn path_text(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// A number in the query.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        query_value(self.query, name)?.parse().ok()
    }

    pub(crate) fn text(&self, name: &str) -> Result<&str, ControlError> {
        let text = self.body[name].as_str();
        text.ok_or_else(|| ControlError::Argument(name.to_owned(), "a text"))
    }

    /// An id or a bit set in the body, as text or number.
    pub(crate) fn number(&self, name: &str) -> Result<u64, ControlError> {
        self.maybe_number(name)
            .ok_or_else(|| ControlError::Argument(name.to_owned(), "a number, or one as text"))
    }

    pub(crate) fn maybe_number(&self, name: &str) -> Option<u64> {
        as_number(&self.body[name])
    }

    /// A list of ids in the body.
    pub(crate) fn numbers(&self, name: &str) -> Vec<u64> {
        self.body[name].as_array().into_iter().flatten().filter_map(as_number).collect()
    }

    /// The guild of the path.
    pub(crate) fn guild(&self) -> Result<Guild, ControlError> {
        let id = self.path_id("guild")?;
        Guild::find(self.core, id).ok_or(ControlError::Missing("guild", id))
    }

    /// The person of the path in the guild of the path.
    pub(crate) fn seat(&self) -> Result<Seat, ControlError> {
        let id = self.path_id("person")?;
        let person = Person::find(self.core, id).ok_or(ControlError::Missing("person", id))?;
        Ok(person.in_guild(&self.guild()?))
    }
}

pub(crate) fn query_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
}
