//! A guild in an admin's hands: roles, channels, members, bots.

use std::sync::Arc;
use std::time::Duration;

use super::person::Person;
use super::refused::Refused;
use super::seat::Seat;
use crate::core::Core;
use crate::sim::Application;
use crate::world::World;
use crate::world::channel::{ChannelKind, Overwrite, OverwriteKind};
use crate::world::channels::NewChannel;
use crate::world::error::DiscordError;
use crate::world::guild::Role;
use crate::world::permissions::bits;

/// What a guild starts with.
#[derive(Debug, Clone)]
pub struct GuildSpec {
    /// Its name.
    pub name: String,
    /// Its id; none takes the next free one. Choose it to choose the shard.
    pub id: Option<u64>,
    /// What @everyone may do.
    pub everyone: u64,
}

impl GuildSpec {
    /// A guild whose @everyone may read, write and use commands.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), id: None, everyone: bits::EVERYONE_DEFAULT }
    }
}

/// Rights given or taken in one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allow {
    /// A role (or the guild's id for @everyone), or a user.
    pub target: u64,
    /// Whether `target` is a user.
    pub is_member: bool,
    /// Bits given.
    pub allow: u64,
    /// Bits taken.
    pub deny: u64,
}

impl Allow {
    /// For a role.
    #[must_use]
    pub const fn role(role: u64, allow: u64, deny: u64) -> Self {
        Self { target: role, is_member: false, allow, deny }
    }

    /// For a user.
    #[must_use]
    pub const fn member(user: u64, allow: u64, deny: u64) -> Self {
        Self { target: user, is_member: true, allow, deny }
    }

    fn overwrite(self) -> Overwrite {
        let kind = if self.is_member { OverwriteKind::Member } else { OverwriteKind::Role };
        Overwrite { id: self.target, kind, allow: self.allow, deny: self.deny }
    }
}

/// A guild. What is done through it is done by an admin: no rights are asked, the events are sent.
#[derive(Debug, Clone)]
pub struct Guild {
    pub(crate) core: Arc<Core>,
    /// Its id, which is also that of its @everyone role.
    pub id: u64,
    /// The user id of its owner, a person.
    pub owner: u64,
}

impl Guild {
    pub(crate) fn create(core: &Arc<Core>, spec: &GuildSpec) -> Self {
        let (id, owner) = core.write(|world| {
            let owner = world.add_user(&format!("{} owner", spec.name), None);
            let id = world.add_guild(spec.id, &spec.name, owner);
            if let Some(role) = world.guilds.get_mut(&id).and_then(|g| g.roles.get_mut(&id)) {
                role.permissions = spec.everyone;
            }
            let general = NewChannel::named(ChannelKind::Text, "general");
            drop(world.create_channel(id, general));
            (id, owner)
        });
        Self { core: Arc::clone(core), id, owner }
    }

    pub(crate) fn find(core: &Arc<Core>, id: u64) -> Option<Self> {
        let owner = core.read(|world| world.guilds.get(&id).map(|guild| guild.owner))?;
        Some(Self { core: Arc::clone(core), id, owner })
    }

    fn change<T>(
        &self,
        change: impl FnOnce(&mut World) -> Result<T, DiscordError>,
    ) -> Result<T, Refused> {
        self.core.write(change).map_err(refused)
    }

    /// The preferred language that interactions carry, such as `fr`; `en-US` until it is set.
    pub fn set_locale(&self, locale: &str) {
        self.core.write(|world| {
            if let Some(guild) = world.guilds.get_mut(&self.id) {
                locale.clone_into(&mut guild.locale);
            }
        });
    }

    /// Lets a role use a command whatever permissions the command asks for, as admins do under
    /// Server Settings → Integrations (Discord docs, Application Command Permissions).
    pub fn allow_command(&self, name: &str, role: u64) {
        self.core.write(|world| {
            if let Some(guild) = world.guilds.get_mut(&self.id) {
                guild.allowed_commands.insert((name.to_owned(), role));
            }
        });
    }

    /// Adds a role with these permission bits below all others but @everyone, as Discord does; its
    /// id.
    ///
    /// # Errors
    /// When the guild has as many roles as it may have.
    pub fn add_role(&self, name: &str, permissions: u64) -> Result<u64, Refused> {
        let role = Role {
            id: 0,
            name: name.to_owned(),
            permissions,
            position: 1,
            color: 0,
            hoist: false,
            mentionable: false,
            bot: None,
        };
        self.change(|world| world.add_role(self.id, role))
    }

    /// Changes what a role (or, by the guild's id, @everyone) may do.
    ///
    /// # Errors
    /// When there is no such role.
    pub fn set_role_permissions(&self, role: u64, permissions: u64) -> Result<(), Refused> {
        self.change(|world| world.edit_role(self.id, role, |role| role.permissions = permissions))
    }

    /// Moves a role; roles are compared by position, higher stands above.
    ///
    /// # Errors
    /// When there is no such role.
    pub fn set_role_position(&self, role: u64, position: i64) -> Result<(), Refused> {
        self.change(|world| world.edit_role(self.id, role, |role| role.position = position))
    }

    /// Lets everybody ping the role, or not.
    ///
    /// # Errors
    /// When there is no such role.
    pub fn set_role_mentionable(&self, role: u64, mentionable: bool) -> Result<(), Refused> {
        self.change(|world| world.edit_role(self.id, role, |role| role.mentionable = mentionable))
    }

    /// Deletes a role.
    ///
    /// # Errors
    /// When there is no such role, or it is @everyone.
    pub fn remove_role(&self, role: u64) -> Result<(), Refused> {
        self.change(|world| world.remove_role(self.id, role))
    }

    /// Adds a category; its id.
    ///
    /// # Errors
    /// When the guild is full.
    pub fn add_category(&self, name: &str) -> Result<u64, Refused> {
        let new = NewChannel::named(ChannelKind::Category, name);
        self.change(|world| world.create_channel(self.id, new))
    }

    /// Adds a text channel, under a category or not, with overwrites; its id.
    ///
    /// # Errors
    /// When guild or category are full, or the parent is no category.
    pub fn add_text_channel(
        &self,
        name: &str,
        parent: Option<u64>,
        overwrites: &[Allow],
    ) -> Result<u64, Refused> {
        self.add_channel(ChannelKind::Text, name, parent, overwrites)
    }

    /// Adds a voice channel; otherwise as [`Guild::add_text_channel`].
    ///
    /// # Errors
    /// As there.
    pub fn add_voice_channel(
        &self,
        name: &str,
        parent: Option<u64>,
        overwrites: &[Allow],
    ) -> Result<u64, Refused> {
        self.add_channel(ChannelKind::Voice, name, parent, overwrites)
    }

    fn add_channel(
        &self,
        kind: ChannelKind,
        name: &str,
        parent: Option<u64>,
        overwrites: &[Allow],
    ) -> Result<u64, Refused> {
        let mut new = NewChannel::named(kind, name);
        new.parent = parent;
        new.overwrites = overwrites.iter().map(|allow| allow.overwrite()).collect();
        self.change(|world| world.create_channel(self.id, new))
    }

    /// Replaces all overwrites of a channel.
    ///
    /// # Errors
    /// When there is no such channel.
    pub fn set_overwrites(&self, channel: u64, overwrites: &[Allow]) -> Result<(), Refused> {
        let overwrites = overwrites.iter().map(|allow| allow.overwrite()).collect();
        self.change(|world| world.edit_channel(channel, |found| found.overwrites = overwrites))
    }

    /// Renames a channel.
    ///
    /// # Errors
    /// When there is no such channel.
    pub fn rename_channel(&self, channel: u64, name: &str) -> Result<(), Refused> {
        let name = name.to_owned();
        self.change(|world| world.edit_channel(channel, |found| found.name = name))
    }

    /// Deletes a channel; children of a category stay without parent.
    ///
    /// # Errors
    /// When there is no such channel.
    pub fn remove_channel(&self, channel: u64) -> Result<(), Refused> {
        self.change(|world| world.delete_channel(channel))
    }

    /// Deletes any message.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn remove_message(&self, channel: u64, message: u64) -> Result<(), Refused> {
        self.change(|world| world.delete_message(channel, message))
    }

    /// Adds the bot with a managed role that holds these permission bits; the role's id.
    ///
    /// # Errors
    /// When there is no such application.
    pub fn add_bot(&self, application: &Application, permissions: u64) -> Result<u64, Refused> {
        self.change(|world| world.add_bot(self.id, application.id, permissions))
    }

    /// Lets a person join with these roles.
    ///
    /// # Errors
    /// When the guild is gone.
    pub fn join(&self, person: &Person, roles: &[u64]) -> Result<Seat, Refused> {
        self.change(|world| world.join(self.id, person.id, roles))?;
        Ok(person.in_guild(self))
    }

    /// Removes a person or a bot.
    ///
    /// # Errors
    /// When the user is not a member.
    pub fn kick(&self, user: u64) -> Result<(), Refused> {
        self.change(|world| world.leave(self.id, user))
    }

    /// Sets the roles of a member.
    ///
    /// # Errors
    /// When the user is not a member.
    pub fn set_member_roles(&self, user: u64, roles: &[u64]) -> Result<(), Refused> {
        self.change(|world| world.edit_member(self.id, user, |m| m.roles = roles.to_vec()))
    }

    /// Times a member out for a while.
    ///
    /// # Errors
    /// When the user is not a member.
    pub fn time_out(&self, user: u64, length: Duration) -> Result<(), Refused> {
        let length = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        self.change(|world| {
            let until = world.now() + length;
            world.edit_member(self.id, user, |member| member.timeout_until_ms = Some(until))
        })
    }

    /// What the user may really do in the channel, with Discord's implicit rules applied.
    #[must_use]
    pub fn permissions(&self, user: u64, channel: u64) -> u64 {
        self.core.read(|world| world.permissions(user, channel))
    }

    /// The number that payloads carry for the user in the channel: without the implicit rules.
    #[must_use]
    pub fn raw_permissions(&self, user: u64, channel: u64) -> u64 {
        self.core.read(|world| world.raw_permissions(user, channel))
    }
}

pub(crate) fn refused(error: DiscordError) -> Refused {
    Refused::because(format!("{} ({})", error.message, error.code))
}
