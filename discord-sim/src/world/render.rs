//! Users, members and messages in Discord's JSON.

use serde_json::{Map, Value, json};

use super::World;
use super::guild::Member;
use super::message::{Attachment, Message, flags};
use super::snowflake::{created_ms, timestamp};

impl World {
    /// A user object; a departed or unknown user still has an id.
    pub(crate) fn user_json(&self, id: u64) -> Value {
        let user = self.users.get(&id);
        let name = user.map_or("deleted-user", |user| &user.name);
        let is_bot = user.is_some_and(|user| user.application.is_some());
        json!({
            "id": id.to_string(), "username": name, "discriminator": if is_bot { "0001" } else { "0" },
            "global_name": if is_bot { Value::Null } else { json!(name) }, "avatar": null,
            "bot": is_bot, "public_flags": 0,
        })
    }

    /// The bot's own user, with what only it is told.
    pub(crate) fn own_user_json(&self, id: u64) -> Value {
        let mut user = self.user_json(id);
        if let Some(object) = user.as_object_mut() {
            object.insert("mfa_enabled".to_owned(), json!(true));
            object.insert("verified".to_owned(), json!(true));
            object.insert("email".to_owned(), Value::Null);
            object.insert("flags".to_owned(), json!(0));
        }
        user
    }

    /// A member, with or without its `user` (MESSAGE_CREATE leaves it out).
    pub(crate) fn member_json(&self, member: &Member, with_user: bool) -> Value {
        let roles: Vec<String> = member.roles.iter().map(u64::to_string).collect();
        let mut object = json!({
            "roles": roles, "nick": member.nick, "avatar": null,
            "joined_at": timestamp(member.joined_ms), "premium_since": null, "deaf": false,
            "mute": false, "flags": 0, "pending": false,
            "communication_disabled_until": member.timeout_until_ms.map(timestamp),
        });
        if let (true, Some(fields)) = (with_user, object.as_object_mut()) {
            fields.insert("user".to_owned(), self.user_json(member.user));
        }
        object
    }

    /// A message as REST answers it, to a reader who may see its content.
    pub(crate) fn message_json(&self, message: &Message) -> Value {
        let embeds = self.with_urls(&Value::Array(message.embeds.clone()), message);
        let components = self.with_urls(&Value::Array(message.components.clone()), message);
        let attachments: Vec<Value> = message
            .attachments
            .iter()
            .filter(|file| !is_referenced(message, &file.filename))
            .map(|file| self.attachment_json(file))
            .collect();
        let pinned = self
            .channels
            .get(&message.channel)
            .is_some_and(|channel| channel.pins.iter().any(|(id, _)| *id == message.id));
        let mut body = json!({
            "id": message.id.to_string(), "channel_id": message.channel.to_string(),
            "author": self.user_json(message.author), "content": message.content,
            "timestamp": timestamp(created_ms(message.id)),
            "edited_timestamp": message.edited_ms.map(timestamp), "tts": message.tts,
            "mention_everyone": message.pinged.everyone,
            "mentions": message.pinged.users.iter().map(|u| self.user_json(*u)).collect::<Vec<_>>(),
            "mention_roles": strings(&message.pinged.roles), "attachments": attachments,
            "embeds": embeds, "components": components, "pinned": pinned, "type": message.kind,
            "flags": message.flags,
        });
        if let Some(fields) = body.as_object_mut() {
            self.add_optional(fields, message);
        }
        body
    }

    fn add_optional(&self, fields: &mut Map<String, Value>, message: &Message) {
        let mut put = |key: &str, value: Value| {
            fields.insert(key.to_owned(), value);
        };
        if let Some(nonce) = &message.nonce {
            put("nonce", nonce.clone());
        }
        if let Some(application) = message.application {
            put("application_id", json!(application.to_string()));
        }
        if let Some(metadata) = &message.interaction {
            put("interaction_metadata", metadata.clone());
        }
        if let Some(reference) = &message.reference {
            put("message_reference", reference.clone());
        }
        if let Some(replied_to) = message.replied_to {
            let found = self.message(message.channel, replied_to).ok();
            let shallow = found.map(|found| Message { replied_to: None, ..found.clone() });
            put("referenced_message", shallow.map_or(Value::Null, |m| self.message_json(&m)));
        }
        if !message.reactions.is_empty() {
            put("reactions", self.reactions_json(message));
        }
    }

    fn reactions_json(&self, message: &Message) -> Value {
        message
            .reactions
            .iter()
            .map(|reaction| {
                json!({ "emoji": emoji_json(&reaction.emoji), "count": reaction.users.len(),
                    "count_details": { "normal": reaction.users.len(), "burst": 0 },
                    "burst_colors": [], "me_burst": false, "me": false })
            })
            .collect()
    }

    /// A message as events carry it: with guild and member.
    pub(crate) fn message_event(&self, channel: u64, message: u64) -> Option<Value> {
        let found = self.message(channel, message).ok()?;
        let mut body = self.message_json(found);
        let fields = body.as_object_mut()?;
        let place = self.channels.get(&channel)?;
        fields.insert("channel_type".to_owned(), json!(place.kind as u8));
        let Some(guild) = place.guild.filter(|_| found.flags & flags::EPHEMERAL == 0) else {
            return Some(body);
        };
        fields.insert("guild_id".to_owned(), json!(guild.to_string()));
        if let Ok(member) = self.member(guild, found.author) {
            fields.insert("member".to_owned(), self.member_json(member, false));
        }
        let mentions = found.pinged.users.iter().map(|user| self.mention_json(guild, *user));
        fields.insert("mentions".to_owned(), mentions.collect());
        Some(body)
    }

    fn mention_json(&self, guild: u64, user: u64) -> Value {
        let mut mention = self.user_json(user);
        if let (Some(fields), Ok(member)) = (mention.as_object_mut(), self.member(guild, user)) {
            fields.insert("member".to_owned(), self.member_json(member, false));
        }
        mention
    }

    pub(crate) fn attachment_json(&self, file: &Attachment) -> Value {
        let url = self.signed_url(file);
        let mut body = json!({
            "id": file.id.to_string(), "filename": file.filename, "size": file.size,
            "url": url, "proxy_url": url,
        });
        if let Some(fields) = body.as_object_mut() {
            if let Some(kind) = &file.content_type {
                fields.insert("content_type".to_owned(), json!(kind));
            }
            if let Some(description) = &file.description {
                fields.insert("description".to_owned(), json!(description));
            }
            if file.ephemeral {
                fields.insert("ephemeral".to_owned(), json!(true));
            }
        }
        body
    }

    /// Replaces `attachment://name` by the file's address of this moment.
    fn with_urls(&self, value: &Value, message: &Message) -> Value {
        if message.attachments.is_empty() {
            return value.clone();
        }
        match value {
            Value::String(text) => text
                .strip_prefix("attachment://")
                .and_then(|name| message.attachments.iter().find(|file| file.filename == name))
                .map_or_else(|| value.clone(), |file| json!(self.signed_url(file))),
            Value::Array(items) => items.iter().map(|item| self.with_urls(item, message)).collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(key, item)| (key.clone(), self.with_urls(item, message)))
                .collect::<Map<_, _>>()
                .into(),
            _ => value.clone(),
        }
    }
}

/// Files shown in embeds or components are not listed (Discord docs, Message, since 2026-04).
fn is_referenced(message: &Message, filename: &str) -> bool {
    fn mentions(value: &Value, name: &str) -> bool {
        match value {
            Value::String(text) => text.strip_prefix("attachment://") == Some(name),
            Value::Array(items) => items.iter().any(|item| mentions(item, name)),
            Value::Object(fields) => fields.values().any(|item| mentions(item, name)),
            _ => false,
        }
    }
    message.embeds.iter().chain(&message.components).any(|value| mentions(value, filename))
}

/// Ids as Discord writes them.
pub(crate) fn strings(ids: &[u64]) -> Value {
    ids.iter().map(|id| Value::String(id.to_string())).collect()
}

/// An emoji object from its path form.
pub(crate) fn emoji_json(emoji: &str) -> Value {
    match emoji.split_once(':') {
        Some((name, id)) => json!({ "name": name, "id": id }),
        None => json!({ "name": emoji, "id": null }),
    }
}

/// The message without what MESSAGE_CONTENT gates.
pub(crate) fn without_content(message: &mut Value) {
    let Some(fields) = message.as_object_mut() else { return };
    fields.insert("content".to_owned(), json!(""));
    for key in ["embeds", "attachments", "components"] {
        fields.insert(key.to_owned(), json!([]));
    }
    fields.remove("poll");
    if let Some(referenced) = fields.get_mut("referenced_message") {
        without_content(referenced);
    }
}
