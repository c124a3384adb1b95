//! What a person sees: channels, messages, buttons, modals.

use serde::Serialize;
use serde_json::Value;

use crate::control::ids;
use crate::world::World;
use crate::world::message::Message;

/// A channel in somebody's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChannelView {
    /// Its id.
    #[serde(serialize_with = "ids::one")]
    pub id: u64,
    /// Its name.
    pub name: String,
    /// `text`, `voice`, `category`, `announcement`, `stage`, `dm`.
    pub kind: &'static str,
    /// Its category.
    #[serde(serialize_with = "ids::maybe")]
    pub parent: Option<u64>,
    /// Its place among its siblings.
    pub position: i64,
}

/// A message as somebody sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageView {
    /// Its id.
    #[serde(serialize_with = "ids::one")]
    pub id: u64,
    /// Its channel.
    #[serde(serialize_with = "ids::one")]
    pub channel: u64,
    /// Who wrote it.
    #[serde(serialize_with = "ids::one")]
    pub author: u64,
    /// Their name.
    pub author_name: String,
    /// Its text.
    pub content: String,
    /// Its embeds as Discord's objects.
    pub embeds: Vec<Value>,
    /// Title, description, fields and footer of all embeds, line by line.
    pub embed_text: String,
    /// The text of text displays.
    pub component_text: String,
    /// Its components as Discord's objects.
    pub components: Vec<Value>,
    /// Its buttons, also those in sections and containers.
    pub buttons: Vec<ButtonView>,
    /// Its select menus.
    pub selects: Vec<SelectView>,
    /// Its flags.
    pub flags: u64,
    /// Only this person sees it.
    pub ephemeral: bool,
    /// A deferred answer: "… is thinking".
    pub loading: bool,
    /// It was edited.
    pub edited: bool,
    /// It is pinned.
    pub pinned: bool,
    /// Users who were really notified.
    #[serde(serialize_with = "ids::many")]
    pub pinged_users: Vec<u64>,
    /// Roles that were really notified.
    #[serde(serialize_with = "ids::many")]
    pub pinged_roles: Vec<u64>,
    /// Everyone was really notified.
    pub pinged_everyone: bool,
    /// Its files, also those shown in embeds.
    pub attachments: Vec<AttachmentView>,
    /// The message it replies to.
    #[serde(serialize_with = "ids::maybe")]
    pub replied_to: Option<u64>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ButtonView {
    /// What is written on it.
    pub label: String,
    /// What the application is told; none for links.
    pub custom_id: Option<String>,
    /// It cannot be pressed.
    pub disabled: bool,
    /// 1 primary, 2 secondary, 3 success, 4 danger, 5 link, 6 premium.
    pub style: u64,
}

/// A select menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelectView {
    /// What the application is told.
    pub custom_id: String,
    /// 3 text, 5 users, 6 roles, 7 both, 8 channels.
    pub kind: u64,
    /// Values of the options of a text select.
    pub values: Vec<String>,
    /// Labels of these options, in the same order.
    pub labels: Vec<String>,
    /// Fewest values to choose.
    pub min: u64,
    /// Most values to choose.
    pub max: u64,
    /// It cannot be used.
    pub disabled: bool,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentView {
    /// Its id.
    #[serde(serialize_with = "ids::one")]
    pub id: u64,
    /// Its name.
    pub filename: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its signed address on the CDN at this moment.
    pub url: String,
}

impl World {
    pub(crate) fn view(&self, message: &Message) -> MessageView {
        use crate::world::message::flags;
        let rendered = self.message_json(message);
        let embeds = rendered["embeds"].as_array().cloned().unwrap_or_default();
        let components = rendered["components"].as_array().cloned().unwrap_or_default();
        let mut found = Found::default();
        components.iter().for_each(|component| found.collect(component));
        let author = self.users.get(&message.author);
        MessageView {
            id: message.id,
            channel: message.channel,
            author: message.author,
            author_name: author.map_or_else(String::new, |user| user.name.clone()),
            content: message.content.clone(),
            embed_text: embeds.iter().flat_map(embed_lines).collect::<Vec<_>>().join("\n"),
            component_text: found.texts.join("\n"),
            embeds,
            components,
            buttons: found.buttons,
            selects: found.selects,
            flags: message.flags,
            ephemeral: message.flags & flags::EPHEMERAL != 0,
            loading: message.flags & flags::LOADING != 0,
            edited: message.edited_ms.is_some(),
            pinned: rendered["pinned"] == true,
            pinged_users: message.pinged.users.clone(),
            pinged_roles: message.pinged.roles.clone(),
            pinged_everyone: message.pinged.everyone,
            attachments: message
                .attachments
                .iter()
                .map(|file| AttachmentView {
                    id: file.id,
                    filename: file.filename.clone(),
                    size: file.size,
                    url: self.signed_url(file),
                })
                .collect(),
            replied_to: message.replied_to,
        }
    }
}

#[derive(Default)]
struct Found {
    buttons: Vec<ButtonView>,
    selects: Vec<SelectView>,
    texts: Vec<String>,
}

impl Found {
    fn collect(&mut self, component: &Value) {
        let text = |key: &str| component[key].as_str().unwrap_or("").to_owned();
        match component["type"].as_u64() {
            Some(2) => self.buttons.push(ButtonView {
                label: text("label"),
                custom_id: component["custom_id"].as_str().map(str::to_owned),
                disabled: component["disabled"] == true,
                style: component["style"].as_u64().unwrap_or(0),
            }),
            Some(kind @ (3 | 5..=8)) => {
                let options = component["options"].as_array().map_or(&[][..], Vec::as_slice);
                let column = |key: &str| {
                    options.iter().map(|o| o[key].as_str().unwrap_or("").to_owned()).collect()
                };
                self.selects.push(SelectView {
                    custom_id: text("custom_id"),
                    kind,
                    values: column("value"),
                    labels: column("label"),
                    min: component["min_values"].as_u64().unwrap_or(1),
                    max: component["max_values"].as_u64().unwrap_or(1),
                    disabled: component["disabled"] == true,
                });
            }
            Some(10) => self.texts.push(text("content")),
            _ => {}
        }
        for child in component["components"].as_array().into_iter().flatten() {
            self.collect(child);
        }
        if component.get("accessory").is_some() {
            self.collect(&component["accessory"]);
        }
    }
}

fn embed_lines(embed: &Value) -> Vec<String> {
    let fields = embed["fields"].as_array().map_or(&[][..], Vec::as_slice);
    let head = [&embed["author"]["name"], &embed["title"], &embed["description"]];
    head.into_iter()
        .chain(fields.iter().flat_map(|field| [&field["name"], &field["value"]]))
        .chain([&embed["footer"]["text"]])
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
