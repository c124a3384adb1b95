//! Changes of messages, pins and reactions, with their events. Rights are checked by the callers.

use serde_json::{Value, json};

use super::World;
use super::emit::intents;
use super::error::DiscordError;
use super::message::{Message, Reaction, flags};
use super::render::emoji_json;

impl World {
    /// Adds the message to its channel and tells of it. An ephemeral one is told to its application
    /// only.
    pub(crate) fn add_message(&mut self, mut message: Message) -> Result<u64, DiscordError> {
        let id = self.next_id();
        message.id = id;
        let (channel, only_for) = (message.channel, message.only_for);
        let application = message.application;
        let place = self.channel_mut(channel)?;
        place.messages.insert(id, message);
        self.places.insert(id, channel);
        let place = self.channel_mut(channel)?;
        if only_for.is_none() {
            place.last_message = Some(id);
            self.emit_message("MESSAGE_CREATE", channel, id);
        } else if let (Some(application), Some(data)) =
            (application, self.message_event(channel, id))
        {
            let intents = intents::DIRECT_MESSAGES;
            self.emit_to(application, None, intents, "MESSAGE_CREATE", data);
        }
        Ok(id)
    }

    /// Changes the message and tells of it, unless it is ephemeral.
    pub(crate) fn edit_message(
        &mut self,
        channel: u64,
        id: u64,
        change: impl FnOnce(&mut Message),
    ) -> Result<(), DiscordError> {
        let place = self.channel_mut(channel)?;
        let message = place.messages.get_mut(&id).ok_or_else(|| DiscordError::of(10008))?;
        change(message);
        if message.flags & flags::EPHEMERAL == 0 {
            self.emit_message("MESSAGE_UPDATE", channel, id);
        }
        Ok(())
    }

    pub(crate) fn delete_message(&mut self, channel: u64, id: u64) -> Result<(), DiscordError> {
        let place = self.channel_mut(channel)?;
        let gone = place.messages.remove(&id).ok_or_else(|| DiscordError::of(10008))?;
        place.pins.retain(|(pinned, _)| *pinned != id);
        self.places.remove(&id);
        for file in &gone.attachments {
            self.files.remove(&file.id);
        }
        if gone.only_for.is_none() {
            let data = self.message_ids(channel, json!({ "id": id.to_string() }));
            self.emit_message_kind(channel, "MESSAGE_DELETE", &data);
        }
        Ok(())
    }

    /// Removes those that exist and tells once.
    pub(crate) fn delete_messages(
        &mut self,
        channel: u64,
        ids: &[u64],
    ) -> Result<(), DiscordError> {
        let place = self.channel_mut(channel)?;
        let gone: Vec<Message> = ids.iter().filter_map(|id| place.messages.remove(id)).collect();
        place.pins.retain(|(pinned, _)| !ids.contains(pinned));
        for message in &gone {
            self.places.remove(&message.id);
            for file in &message.attachments {
                self.files.remove(&file.id);
            }
        }
        let gone: Vec<String> = gone.iter().map(|message| message.id.to_string()).collect();
        if !gone.is_empty() {
            let data = self.message_ids(channel, json!({ "ids": gone }));
            self.emit_message_kind(channel, "MESSAGE_DELETE_BULK", &data);
        }
        Ok(())
    }

    fn emit_message_kind(&mut self, channel: u64, kind: &'static str, data: &Value) {
        let in_guild = self.channels.get(&channel).is_some_and(|c| c.guild.is_some());
        let intents = if in_guild { intents::GUILD_MESSAGES } else { intents::DIRECT_MESSAGES };
        self.emit_channel(channel, intents, kind, data);
    }

    /// Adds channel and guild to an event that carries only ids.
    pub(crate) fn message_ids(&self, channel: u64, mut data: Value) -> Value {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        if let Some(fields) = data.as_object_mut() {
            fields.insert("channel_id".to_owned(), json!(channel.to_string()));
            if let Some(guild) = guild {
                fields.insert("guild_id".to_owned(), json!(guild.to_string()));
            }
        }
        data
    }

    pub(crate) fn pin(&mut self, channel: u64, id: u64, by: u64) -> Result<(), DiscordError> {
        self.message(channel, id)?;
        let (now, limit) = (self.now(), self.limits.pins);
        let enforced = self.enforces(crate::rules::Rule::FieldLimits);
        let place = self.channel_mut(channel)?;
        if place.pins.iter().any(|(pinned, _)| *pinned == id) {
            return Ok(());
        }
        if enforced && place.pins.len() >= limit {
            return Err(DiscordError::of(30003));
        }
        place.pins.push((id, now));
        self.emit_pins(channel);
        let reference = self.message_ids(channel, json!({ "message_id": id.to_string() }));
        let notice = Message {
            channel,
            author: by,
            kind: 6,
            reference: Some(reference),
            ..Message::default()
        };
        self.add_message(notice)?;
        Ok(())
    }

    pub(crate) fn unpin(&mut self, channel: u64, id: u64) -> Result<(), DiscordError> {
        self.message(channel, id)?;
        let place = self.channel_mut(channel)?;
        let before = place.pins.len();
        place.pins.retain(|(pinned, _)| *pinned != id);
        if place.pins.len() != before {
            self.emit_pins(channel);
        }
        Ok(())
    }

    pub(crate) fn react(
        &mut self,
        channel: u64,
        id: u64,
        emoji: &str,
        user: u64,
    ) -> Result<(), DiscordError> {
        let place = self.channel_mut(channel)?;
        let message = place.messages.get_mut(&id).ok_or_else(|| DiscordError::of(10008))?;
        let kinds = message.reactions.len();
        match message.reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
            Some(reaction) if reaction.users.contains(&user) => return Ok(()),
            Some(reaction) => reaction.users.push(user),
            None if kinds >= 20 => return Err(DiscordError::of(30010)),
            None => message.reactions.push(Reaction { emoji: emoji.to_owned(), users: vec![user] }),
        }
        self.emit_reaction("MESSAGE_REACTION_ADD", channel, id, emoji, user);
        Ok(())
    }

    pub(crate) fn unreact(
        &mut self,
        channel: u64,
        id: u64,
        emoji: &str,
        user: u64,
    ) -> Result<(), DiscordError> {
        let place = self.channel_mut(channel)?;
        let message = place.messages.get_mut(&id).ok_or_else(|| DiscordError::of(10008))?;
        for reaction in message.reactions.iter_mut().filter(|r| r.emoji == emoji) {
            reaction.users.retain(|other| *other != user);
        }
        message.reactions.retain(|reaction| !reaction.users.is_empty());
        self.emit_reaction("MESSAGE_REACTION_REMOVE", channel, id, emoji, user);
        Ok(())
    }

    fn emit_reaction(&mut self, kind: &'static str, channel: u64, id: u64, emoji: &str, user: u64) {
        let data = json!({ "message_id": id.to_string(), "user_id": user.to_string(),
            "emoji": emoji_json(emoji), "burst": false, "type": 0 });
        let data = self.message_ids(channel, data);
        self.emit_channel(channel, intents::GUILD_MESSAGE_REACTIONS, kind, &data);
    }
}
