//! Questions about rights, asked by routes and by people.

use super::World;
use super::channel::ChannelKind;
use super::error::DiscordError;
use super::permissions::{self, bits};
use crate::rules::Rule;

/// What both sides may do in a DM.
const IN_DM: u64 = bits::VIEW_CHANNEL
    | bits::SEND_MESSAGES
    | bits::READ_MESSAGE_HISTORY
    | bits::ATTACH_FILES
    | bits::EMBED_LINKS
    | bits::ADD_REACTIONS
    | bits::PIN_MESSAGES
    | bits::MENTION_EVERYONE;

impl World {
    /// The number that payloads carry: roles and overwrites, without implicit rules.
    pub(crate) fn raw_permissions(&self, user: u64, channel: u64) -> u64 {
        let Ok(channel) = self.channel(channel) else { return 0 };
        let Some(guild) = channel.guild else {
            return if channel.recipients.contains(&user) { IN_DM } else { 0 };
        };
        if !self.enforces(Rule::Permissions) {
            return bits::ALL;
        }
        let Ok(guild) = self.guild(guild) else { return 0 };
        guild
            .members
            .get(&user)
            .map_or(0, |member| permissions::in_channel(guild, member, channel, self.now()))
    }

    /// What the user may really do in the channel.
    pub(crate) fn permissions(&self, user: u64, channel: u64) -> u64 {
        let raw = self.raw_permissions(user, channel);
        match self.channel(channel) {
            Ok(channel) if self.enforces(Rule::Permissions) => permissions::effective(raw, channel),
            _ => raw,
        }
    }

    /// What the user may do in the guild before any channel.
    pub(crate) fn guild_permissions(&self, user: u64, guild: u64) -> u64 {
        if !self.enforces(Rule::Permissions) {
            return bits::ALL;
        }
        let Ok(guild) = self.guild(guild) else { return 0 };
        guild
            .members
            .get(&user)
            .map_or(0, |member| permissions::in_guild(guild, member, self.now()))
    }

    pub(crate) fn may_view_channel(&self, user: u64, channel: u64) -> bool {
        self.permissions(user, channel) & bits::VIEW_CHANNEL != 0
    }

    /// Not visible → 50001, visible but lacking a bit → 50013.
    pub(crate) fn require(&self, user: u64, channel: u64, needed: u64) -> Result<(), DiscordError> {
        let granted = self.permissions(user, channel);
        if granted & bits::VIEW_CHANNEL == 0 {
            return Err(DiscordError::of(50001));
        }
        if granted & needed == needed { Ok(()) } else { Err(DiscordError::of(50013)) }
    }

    /// A member lacking a bit → 50013; no member → 10004, as an unknown guild.
    pub(crate) fn require_in_guild(
        &self,
        user: u64,
        guild: u64,
        needed: u64,
    ) -> Result<(), DiscordError> {
        if !self.guild(guild)?.members.contains_key(&user) {
            return Err(DiscordError::of(10004));
        }
        if self.guild_permissions(user, guild) & needed == needed {
            Ok(())
        } else {
            Err(DiscordError::of(50013))
        }
    }

    /// Refuses overwrites that name bits the bot may not hand out (allow and deny alike):
    /// only its own in the guild or, for an existing channel, in its category; MANAGE_ROLES only
    /// for administrators, or where an overwrite of the channel gives the bot MANAGE_ROLES.
    pub(crate) fn require_grant(
        &self,
        user: u64,
        guild: u64,
        channel: Option<u64>,
        named: u64,
    ) -> Result<(), DiscordError> {
        if !self.enforces(Rule::OverwriteGrant) {
            return Ok(());
        }
        let mut own = self.guild_permissions(user, guild);
        if own & bits::ADMINISTRATOR != 0 {
            return Ok(());
        }
        if let Some(channel) = channel {
            if self.overwrite_gives_manage_roles(user, guild, channel) {
                return Ok(());
            }
            if let Some(parent) = self.channel(channel)?.parent {
                own |= self.raw_permissions(user, parent);
            }
        }
        let handed_out = own & !bits::MANAGE_ROLES;
        if named & !handed_out == 0 { Ok(()) } else { Err(DiscordError::of(50013)) }
    }

    fn overwrite_gives_manage_roles(&self, user: u64, guild: u64, channel: u64) -> bool {
        let Ok(channel) = self.channel(channel) else { return false };
        let Ok(member) = self.member(guild, user) else { return false };
        channel.overwrites.iter().any(|overwrite| {
            let is_ours = overwrite.id == user
                || overwrite.id == guild
                || member.roles.contains(&overwrite.id);
            is_ours && overwrite.allow & bits::MANAGE_ROLES != 0
        })
    }

    /// Whether messages can be written into the channel by their kind: 50008 otherwise.
    pub(crate) fn require_text(&self, channel: u64) -> Result<(), DiscordError> {
        if self.channel(channel)?.kind == ChannelKind::Category {
            Err(DiscordError::of(50008))
        } else {
            Ok(())
        }
    }
}
