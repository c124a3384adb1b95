//! A slash command as it arrives.

use crate::domain::ids::{ChannelId, RoleId};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::HashMap;

/// A command: its words ("ticketflow catalogue import") and its options.
pub(super) struct Command {
    pub(super) path: String,
    options: HashMap<String, Value>,
    attachments: HashMap<String, Attachment>,
}

/// A file that came with a command.
#[derive(Clone, Deserialize)]
pub(super) struct Attachment {
    pub(super) filename: String,
    pub(super) url: String,
}

#[derive(Deserialize)]
struct Data {
    name: String,
    #[serde(default)]
    options: Vec<Opt>,
    #[serde(default)]
    resolved: Resolved,
}

#[derive(Default, Deserialize)]
struct Resolved {
    #[serde(default)]
    attachments: HashMap<String, Attachment>,
}

#[derive(Deserialize)]
struct Opt {
    name: String,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    options: Vec<Self>,
}

/// Discord's numbers of the option types that nest.
const SUB_COMMAND: u8 = 1;
const SUB_COMMAND_GROUP: u8 = 2;

impl Command {
    pub(super) fn read(data: Value) -> serde_json::Result<Self> {
        let data: Data = serde_json::from_value(data)?;
        let (mut path, mut options) = (data.name, data.options);
        while let [only] = options.as_mut_slice()
            && matches!(only.kind, SUB_COMMAND | SUB_COMMAND_GROUP)
        {
            path.push(' ');
            path.push_str(&only.name);
            options = std::mem::take(&mut only.options);
        }
        let options = options.into_iter().map(|it| (it.name, it.value)).collect();
        Ok(Self { path, options, attachments: data.resolved.attachments })
    }

    /// An option's value, if it was given and is of this type.
    pub(super) fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.options.get(name).and_then(|value| T::deserialize(value).ok())
    }

    /// The roles of several options, each once.
    pub(super) fn roles(&self, names: &[&str]) -> Vec<RoleId> {
        let mut roles: Vec<RoleId> = names.iter().filter_map(|name| self.get(name)).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// A channel or category.
    pub(super) fn channel(&self, name: &str) -> Option<ChannelId> {
        self.get(name)
    }

    /// A file.
    pub(super) fn attachment(&self, name: &str) -> Option<Attachment> {
        let id: String = self.get(name)?;
        self.attachments.get(&id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nested_commands_become_one_path() {
        let command = Command::read(json!({
            "id": "1", "name": "ticketflow", "type": 1,
            "resolved": {"attachments": {"7": {"id": "7", "filename": "a.csv", "url": "http://x/a.csv", "size": 1}}},
            "options": [{"name": "catalogue", "type": 2, "options": [
                {"name": "import", "type": 1, "options": [{"name": "file", "type": 11, "value": "7"}]}
            ]}]
        }))
        .unwrap();
        assert_eq!(command.path, "ticketflow catalogue import");
        assert_eq!(command.attachment("file").unwrap().filename, "a.csv");
        assert!(command.attachment("other").is_none());
        assert_eq!(command.get::<bool>("file"), None, "of another type");
    }
}
