//! A command as it arrives: typed after a slash, or out of the menu of a message.

use super::message::User;
use crate::domain::ids::{ChannelId, RoleId};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::HashMap;

/// A command: its words ("ticketflow catalogue import") and its options.
pub(super) struct Command {
    pub(super) path: String,
    /// Out of whose menu it comes, if it does.
    pub(super) menu: Option<Menu>,
    options: HashMap<String, Value>,
    attachments: HashMap<String, Attachment>,
}

/// That a command comes out of the menu of a message.
pub(super) struct Menu {
    /// The message, if it was told.
    pub(super) target: Option<Target>,
}

/// A message that a command is about. Its words are told whatever else we may read (Discord docs,
/// Message Content Intent).
#[derive(Deserialize)]
pub(super) struct Target {
    author: Option<User>,
    webhook_id: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    pub(super) content: String,
}

impl Target {
    /// Whether a person wrote it.
    pub(super) fn is_from_person(&self) -> bool {
        self.author.as_ref().is_some_and(|author| !author.bot) && self.webhook_id.is_none()
    }
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
    #[serde(rename = "type")]
    kind: u8,
    target_id: Option<String>,
    #[serde(default)]
    options: Vec<Opt>,
    #[serde(default)]
    resolved: Resolved,
}

#[derive(Default, Deserialize)]
struct Resolved {
    #[serde(default)]
    attachments: HashMap<String, Attachment>,
    #[serde(default)]
    messages: HashMap<String, Target>,
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

/// Discord's number of commands in the menu of a message.
const MESSAGE: u8 = 3;
/// Discord's numbers of the option types that nest.
const SUB_COMMAND: u8 = 1;
const SUB_COMMAND_GROUP: u8 = 2;

impl Command {
    pub(super) fn read(data: Value) -> serde_json::Result<Self> {
        let mut data: Data = serde_json::from_value(data)?;
        let menu = (data.kind == MESSAGE).then(|| Menu {
            target: data.target_id.and_then(|id| data.resolved.messages.remove(&id)),
        });
        let (mut path, mut options) = (data.name, data.options);
        while let [only] = options.as_mut_slice()
            && matches!(only.kind, SUB_COMMAND | SUB_COMMAND_GROUP)
        {
            path.push(' ');
            path.push_str(&only.name);
            options = std::mem::take(&mut only.options);
        }
        let options = options.into_iter().map(|it| (it.name, it.value)).collect();
        Ok(Self { path, menu, options, attachments: data.resolved.attachments })
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
        assert!(command.menu.is_none());
    }

    #[test]
    fn a_command_of_a_menu_has_its_message() {
        let read = |target: &str, author: Value| {
            let resolved =
                json!({"messages": {"7": {"id": "7", "author": author, "content": "hi"}}});
            let data = json!({
                "id": "1", "name": "Do it", "type": 3, "target_id": target, "resolved": resolved,
            });
            Command::read(data).unwrap().menu.unwrap().target
        };
        let target = read("7", json!({"id": "3"})).unwrap();
        assert!(target.is_from_person() && target.content == "hi");
        assert!(!read("7", json!({"id": "3", "bot": true})).unwrap().is_from_person());
        assert!(read("8", json!({"id": "3"})).is_none(), "another message than it names");
    }
}
