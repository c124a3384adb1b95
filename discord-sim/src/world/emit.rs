//! What happened, told to the applications that may know it, in the order in which it happened.

use serde_json::Value;

use super::World;
use super::message::Message;
use super::permissions::bits;
use super::user::flags::MESSAGE_CONTENT;
use crate::gateway::dispatch::{Content, Dispatch};

/// Intents by their bit (Discord docs, Gateway: List of Intents).
pub(crate) mod intents {
    pub(crate) const ALWAYS: u64 = 0;
    pub(crate) const GUILDS: u64 = 1;
    pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
    pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
    pub(crate) const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
    pub(crate) const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
    pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
}

impl World {
    /// To one application.
    pub(crate) fn emit_to(
        &mut self,
        application: u64,
        guild: Option<u64>,
        intents: u64,
        kind: &'static str,
        data: Value,
    ) {
        self.events.push_back(Dispatch {
            application: Some(application),
            guild,
            channel: None,
            needs_view: false,
            intents,
            kind,
            data,
            content: Content::Plain,
        });
    }

    /// To every application in the guild.
    pub(crate) fn emit_guild(
        &mut self,
        guild: u64,
        intents: u64,
        kind: &'static str,
        data: &Value,
    ) {
        let applications =
            self.guilds.get(&guild).map_or_else(Vec::new, |g| g.applications.clone());
        for application in applications {
            self.emit_to(application, Some(guild), intents, kind, data.clone());
        }
    }

    /// To every application that may view the channel at this moment (visibility is decided now,
    /// because a later look could find the channel gone).
    pub(crate) fn emit_channel(
        &mut self,
        channel: u64,
        intents: u64,
        kind: &'static str,
        data: &Value,
    ) {
        for (application, guild) in self.viewers(channel) {
            self.emit_to(application, guild, intents, kind, data.clone());
        }
    }

    /// A channel's own event: sent to all bots of the guild unless the settings hide it.
    pub(crate) fn emit_about_channel(&mut self, channel: u64, kind: &'static str, data: &Value) {
        let Some(guild) = self.channels.get(&channel).and_then(|c| c.guild) else { return };
        if self.event_options.hidden_channels {
            self.emit_guild(guild, intents::GUILDS, kind, data);
        } else {
            self.emit_channel(channel, intents::GUILDS, kind, data);
        }
    }

    /// A message with its gated content, to those who may view the channel.
    pub(crate) fn emit_message(&mut self, kind: &'static str, channel: u64, message: u64) {
        let Some(data) = self.message_event(channel, message) else { return };
        let readable_by = self.readers_without_intent(channel, message);
        for (application, guild) in self.viewers(channel) {
            let flags = self.applications.get(&application).map_or(0, |found| found.flags);
            let granted = flags & MESSAGE_CONTENT != 0;
            let intents =
                if guild.is_some() { intents::GUILD_MESSAGES } else { intents::DIRECT_MESSAGES };
            self.events.push_back(Dispatch {
                application: Some(application),
                guild,
                channel: Some(channel),
                needs_view: false,
                intents,
                kind,
                data: data.clone(),
                content: Content::Message { readable_by: readable_by.clone(), granted },
            });
        }
    }

    /// Whether the text names the user, or the message is a reply to an ordinary message of theirs.
    /// A reply to the answer to an interaction pings and does not count (Discord docs, Privileged
    /// Intents: Exceptions).
    fn is_called(&self, message: &Message, user: u64) -> bool {
        let named = [format!("<@{user}>"), format!("<@!{user}>")];
        let replied = || self.message(message.channel, message.replied_to?).ok();
        named.iter().any(|name| message.content.contains(name))
            || replied().is_some_and(|it| it.author == user && it.interaction.is_none())
    }

    /// Applications (and the guild to route by) whose bot sees the channel.
    fn viewers(&self, channel: u64) -> Vec<(u64, Option<u64>)> {
        let Some(found) = self.channels.get(&channel) else { return Vec::new() };
        match found.guild {
            Some(guild) => self
                .guilds
                .get(&guild)
                .map_or(&[][..], |guild| &guild.applications)
                .iter()
                .filter(|application| {
                    let bot = self.bot_of(**application);
                    self.raw_permissions(bot, channel) & bits::VIEW_CHANNEL != 0
                })
                .map(|application| (*application, Some(guild)))
                .collect(),
            None => found
                .recipients
                .iter()
                .filter_map(|user| self.users.get(user)?.application)
                .map(|application| (application, None))
                .collect(),
        }
    }

    /// Applications that read the message's content in spite of a missing MESSAGE_CONTENT intent:
    /// its author's, those it mentions, those in the DM (Discord docs, Message Content Intent).
    pub(crate) fn readers_without_intent(&self, channel: u64, message: u64) -> Vec<u64> {
        let Ok(found) = self.message(channel, message) else { return Vec::new() };
        let in_dm = self
            .channel(channel)
            .map_or(&[][..], |c| if c.guild.is_none() { &c.recipients } else { &[] });
        std::iter::once(&found.author)
            .chain(found.pinged.users.iter().filter(|user| self.is_called(found, **user)))
            .chain(in_dm)
            .filter_map(|user| self.users.get(user)?.application)
            .chain(found.application)
            .collect()
    }
}
