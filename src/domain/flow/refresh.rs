//! The keyword that takes a ticket back.

use super::Stage;
use serde::{Deserialize, Serialize};

/// What takes a ticket back, and where to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refresh {
    /// The words, each of which does it when it is the whole message.
    pub words: Vec<String>,
    /// The stage to which it leads; `None` for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Stage>,
}

impl Refresh {
    /// What takes a ticket back where nothing is written about it.
    #[must_use]
    pub fn usual() -> Option<Self> {
        Some(Self { words: vec!["refresh".to_owned()], to: None })
    }
}

/// As it is written: the words and the stage, or "off".
pub(super) mod or_off {
    use super::Refresh;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        On(Refresh),
        Off(Off),
    }

    #[derive(Serialize, Deserialize)]
    enum Off {
        #[serde(rename = "off")]
        Off,
    }

    pub(in super::super) fn serialize<S: Serializer>(
        refresh: &Option<Refresh>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match refresh {
            Some(refresh) => refresh.serialize(serializer),
            None => Off::Off.serialize(serializer),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Refresh>, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::On(refresh) => Some(refresh),
            Written::Off(Off::Off) => None,
        })
    }
}
