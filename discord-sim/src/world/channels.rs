//! Changes of channels and overwrites, with their events. Rights are checked by the callers.

use serde_json::json;

use super::World;
use super::channel::{Channel, ChannelKind, Overwrite, plain_name};
use super::error::{DiscordError, FormErrors};
use super::render::strings;
use super::snowflake::timestamp;
use crate::rules::Rule;

/// A channel to be created in a guild.
#[derive(Debug, Clone)]
pub(crate) struct NewChannel {
    pub(crate) kind: ChannelKind,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) parent: Option<u64>,
    pub(crate) position: Option<i64>,
    pub(crate) nsfw: bool,
    pub(crate) slowmode: u64,
    pub(crate) overwrites: Vec<Overwrite>,
}

impl NewChannel {
    pub(crate) fn named(kind: ChannelKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            topic: None,
            parent: None,
            position: None,
            nsfw: false,
            slowmode: 0,
            overwrites: Vec::new(),
        }
    }
}

impl World {
    pub(crate) fn create_channel(
        &mut self,
        guild: u64,
        new: NewChannel,
    ) -> Result<u64, DiscordError> {
        let count = self.guild(guild)?.channels.len();
        if self.enforces(Rule::ChannelCaps) && count >= self.limits.guild_channels {
            return Err(DiscordError::of(30013));
        }
        if let Some(parent) = new.parent {
            self.require_parent(guild, parent)?;
        }
        let name = name_for(new.kind, &new.name)?;
        let id = self.next_id();
        let mut channel = Channel::new(id, Some(guild), new.kind, name);
        channel.topic = new.topic;
        channel.parent = new.parent;
        channel.position = new.position.unwrap_or(i64::try_from(count).unwrap_or(i64::MAX));
        channel.nsfw = new.nsfw;
        channel.slowmode = new.slowmode;
        channel.overwrites = new.overwrites;
        let data = self.channel_json(&channel);
        self.channels.insert(id, channel);
        self.guild_mut(guild)?.channels.insert(id);
        self.emit_about_channel(id, "CHANNEL_CREATE", &data);
        Ok(id)
    }

    /// The parent must be a category of the guild with room left.
    pub(crate) fn require_parent(&self, guild: u64, parent: u64) -> Result<(), DiscordError> {
        let is_category = self
            .channels
            .get(&parent)
            .is_some_and(|c| c.guild == Some(guild) && c.kind == ChannelKind::Category);
        if !is_category {
            return Err(DiscordError::form(
                "parent_id",
                "CHANNEL_PARENT_INVALID",
                "Category does not exist",
            ));
        }
        let limit = self.limits.category_channels;
        if self.enforces(Rule::ChannelCaps) && self.children(guild, parent).len() >= limit {
            return Err(DiscordError::form(
                "parent_id",
                "CHANNEL_PARENT_MAX_CHANNELS",
                &format!("Maximum number of channels in category reached ({limit})"),
            ));
        }
        Ok(())
    }

    pub(crate) fn children(&self, guild: u64, parent: u64) -> Vec<u64> {
        let Some(guild) = self.guilds.get(&guild) else { return Vec::new() };
        let is_child = |id: &u64| self.channels.get(id).is_some_and(|c| c.parent == Some(parent));
        guild.channels.iter().copied().filter(is_child).collect()
    }

    /// Changes a channel and tells of it. Children of a category that were in step with its
    /// overwrites stay in step (Discord docs, Permissions: Permission Syncing).
    pub(crate) fn edit_channel(
        &mut self,
        id: u64,
        change: impl FnOnce(&mut Channel),
    ) -> Result<(), DiscordError> {
        let channel = self.channel_mut(id)?;
        let before = channel.overwrites.clone();
        change(channel);
        let (kind, guild) = (channel.kind, channel.guild);
        let after = channel.overwrites.clone();
        self.emit_channel_update(id);
        if let (ChannelKind::Category, Some(guild)) = (kind, guild)
            && before != after
        {
            for child in self.children(guild, id) {
                let Some(channel) = self.channels.get_mut(&child) else { continue };
                if channel.overwrites == before {
                    channel.overwrites.clone_from(&after);
                    self.emit_channel_update(child);
                }
            }
        }
        Ok(())
    }

    fn emit_channel_update(&mut self, id: u64) {
        let Some(channel) = self.channels.get(&id) else { return };
        let data = self.channel_json(channel);
        self.emit_about_channel(id, "CHANNEL_UPDATE", &data);
    }

    /// Deletes a channel of a guild; children of a category survive without parent.
    pub(crate) fn delete_channel(&mut self, id: u64) -> Result<(), DiscordError> {
        let channel = self.channel(id)?;
        let data = self.channel_json(channel);
        let (guild, is_category) = (channel.guild, channel.kind == ChannelKind::Category);
        self.emit_about_channel(id, "CHANNEL_DELETE", &data);
        if let Some(guild) = guild {
            for child in if is_category { self.children(guild, id) } else { Vec::new() } {
                self.edit_channel(child, |channel| channel.parent = None)?;
            }
            self.guild_mut(guild)?.channels.remove(&id);
        }
        if let Some(gone) = self.channels.remove(&id) {
            for message in gone.messages.keys() {
                self.places.remove(message);
            }
            for file in gone.messages.values().flat_map(|message| &message.attachments) {
                self.files.remove(&file.id);
            }
        }
        Ok(())
    }

    pub(crate) fn set_overwrite(
        &mut self,
        channel: u64,
        overwrite: Overwrite,
    ) -> Result<(), DiscordError> {
        self.edit_channel(channel, |channel| {
            channel.overwrites.retain(|other| other.id != overwrite.id);
            channel.overwrites.push(overwrite);
        })
    }

    pub(crate) fn remove_overwrite(&mut self, channel: u64, id: u64) -> Result<(), DiscordError> {
        let known = self.channel(channel)?.overwrites.iter().any(|other| other.id == id);
        if !known {
            return Err(DiscordError::of(10009));
        }
        self.edit_channel(channel, |channel| channel.overwrites.retain(|other| other.id != id))
    }

    /// The DM between two users, made when there is none.
    pub(crate) fn open_dm(&mut self, one: u64, other: u64) -> u64 {
        let existing = self.channels.values().find(|channel| {
            channel.guild.is_none()
                && channel.recipients.contains(&one)
                && channel.recipients.contains(&other)
        });
        if let Some(channel) = existing {
            return channel.id;
        }
        let id = self.next_id();
        let mut channel = Channel::new(id, None, ChannelKind::Dm, String::new());
        channel.recipients = vec![one, other];
        self.channels.insert(id, channel);
        id
    }

    /// CHANNEL_PINS_UPDATE after a pin or unpin.
    pub(crate) fn emit_pins(&mut self, channel: u64) {
        let Some(found) = self.channels.get(&channel) else { return };
        let last = found.pins.last().map(|(_, at)| timestamp(*at));
        let mut data = json!({ "channel_id": strings(&[channel])[0], "last_pin_timestamp": last });
        if let (Some(guild), Some(fields)) = (found.guild, data.as_object_mut()) {
            fields.insert("guild_id".to_owned(), json!(guild.to_string()));
        }
        self.emit_channel(channel, super::emit::intents::GUILDS, "CHANNEL_PINS_UPDATE", &data);
    }
}

/// The name as it is stored: text channels are normalised. A name of which nothing is left is
/// refused.
pub(crate) fn name_for(kind: ChannelKind, name: &str) -> Result<String, DiscordError> {
    let stored = if kind.has_plain_name() { plain_name(name) } else { name.trim().to_owned() };
    if stored.is_empty() {
        let mut errors = FormErrors::default();
        errors.add("name", "BASE_TYPE_REQUIRED", "This field is required");
        return Err(errors.into_error());
    }
    Ok(stored)
}
