//! Changes of guilds, roles and members, with their events.

use serde_json::json;

use super::World;
use super::emit::intents;
use super::error::DiscordError;
use super::guild::{Guild, Member, Role};
use super::render_guild::role_json;
use super::user::{Application, User};

/// What an application starts with.
pub(crate) struct NewApplication {
    pub(crate) name: String,
    pub(crate) id: Option<u64>,
    pub(crate) token: String,
    pub(crate) flags: u64,
    pub(crate) max_concurrency: u32,
}

impl World {
    pub(crate) fn add_user(&mut self, name: &str, application: Option<u64>) -> u64 {
        let id = self.next_id();
        let user = User {
            name: name.to_owned(),
            application,
            locale: "en-US".to_owned(),
            dms_closed: false,
        };
        self.users.insert(id, user);
        id
    }

    pub(crate) fn add_application(&mut self, new: NewApplication) -> u64 {
        let id = new.id.unwrap_or_else(|| self.next_id());
        let bot = self.add_user(&new.name, Some(id));
        self.tokens.insert(new.token.clone(), id);
        let application = Application {
            id,
            name: new.name,
            bot,
            token: new.token,
            flags: new.flags,
            max_concurrency: new.max_concurrency,
        };
        self.applications.insert(id, application);
        id
    }

    /// Puts another token in place of the old one, which is refused from now on.
    pub(crate) fn set_token(&mut self, application: u64, token: &str) {
        let Some(found) = self.applications.get_mut(&application) else { return };
        self.tokens.remove(&found.token);
        token.clone_into(&mut found.token);
        self.tokens.insert(token.to_owned(), application);
    }

    pub(crate) fn add_guild(&mut self, id: Option<u64>, name: &str, owner: u64) -> u64 {
        let id = id.unwrap_or_else(|| self.ids.next_guild());
        let mut guild = Guild::new(id, name, owner);
        let joined_ms = self.now();
        guild.members.insert(owner, new_member(owner, joined_ms));
        self.guilds.insert(id, guild);
        id
    }

    pub(crate) fn add_role(&mut self, guild: u64, mut role: Role) -> Result<u64, DiscordError> {
        let enforced = self.enforces(crate::rules::Rule::FieldLimits);
        let limit = self.limits.guild_roles;
        let id = self.next_id();
        let found = self.guild_mut(guild)?;
        if enforced && found.roles.len() >= limit {
            return Err(DiscordError::of(30005));
        }
        role.id = id;
        for other in found.roles.values_mut().filter(|other| other.position >= role.position) {
            other.position += i64::from(other.id != guild);
        }
        let data = json!({ "guild_id": guild.to_string(), "role": role_json(&role) });
        found.roles.insert(id, role);
        self.emit_guild(guild, intents::GUILDS, "GUILD_ROLE_CREATE", &data);
        Ok(id)
    }

    /// Changes a role and tells of it.
    pub(crate) fn edit_role(
        &mut self,
        guild: u64,
        role: u64,
        change: impl FnOnce(&mut Role),
    ) -> Result<(), DiscordError> {
        let found = self.guild_mut(guild)?;
        let role = found.roles.get_mut(&role).ok_or_else(|| DiscordError::of(10011))?;
        change(role);
        let data = json!({ "guild_id": guild.to_string(), "role": role_json(role) });
        self.emit_guild(guild, intents::GUILDS, "GUILD_ROLE_UPDATE", &data);
        Ok(())
    }

    pub(crate) fn remove_role(&mut self, guild: u64, role: u64) -> Result<(), DiscordError> {
        let found = self.guild_mut(guild)?;
        if role == guild {
            return Err(DiscordError::of(50028));
        }
        found.roles.remove(&role).ok_or_else(|| DiscordError::of(10011))?;
        let mut held_by = Vec::new();
        for member in found.members.values_mut() {
            if member.roles.contains(&role) {
                member.roles.retain(|id| *id != role);
                held_by.push(member.user);
            }
        }
        for channel in found.channels.clone() {
            if let Some(channel) = self.channels.get_mut(&channel) {
                channel.overwrites.retain(|overwrite| overwrite.id != role);
            }
        }
        let data = json!({ "guild_id": guild.to_string(), "role_id": role.to_string() });
        self.emit_guild(guild, intents::GUILDS, "GUILD_ROLE_DELETE", &data);
        for user in held_by {
            self.emit_member_update(guild, user);
        }
        Ok(())
    }

    pub(crate) fn join(
        &mut self,
        guild: u64,
        user: u64,
        roles: &[u64],
    ) -> Result<(), DiscordError> {
        let mut member = new_member(user, self.now());
        member.roles = roles.to_vec();
        let mut data = self.member_json(&member, true);
        self.guild_mut(guild)?.members.insert(user, member);
        if let Some(fields) = data.as_object_mut() {
            fields.insert("guild_id".to_owned(), json!(guild.to_string()));
        }
        self.emit_guild(guild, intents::GUILD_MEMBERS, "GUILD_MEMBER_ADD", &data);
        Ok(())
    }

    /// The member leaves or is removed. Its overwrites stay, as they do at Discord.
    pub(crate) fn leave(&mut self, guild: u64, user: u64) -> Result<(), DiscordError> {
        let application = self.users.get(&user).and_then(|user| user.application);
        let found = self.guild_mut(guild)?;
        found.members.remove(&user).ok_or_else(|| DiscordError::of(10007))?;
        if let Some(application) = application {
            found.applications.retain(|id| *id != application);
            let own_role = found.roles.values().find(|role| role.bot == Some(user)).map(|r| r.id);
            let data = json!({ "id": guild.to_string() });
            self.emit_to(application, Some(guild), intents::GUILDS, "GUILD_DELETE", data);
            if let Some(role) = own_role {
                self.remove_role(guild, role)?;
            }
        }
        let data = json!({ "guild_id": guild.to_string(), "user": self.user_json(user) });
        self.emit_guild(guild, intents::GUILD_MEMBERS, "GUILD_MEMBER_REMOVE", &data);
        Ok(())
    }

    /// The bot joins with a managed role of its own that holds the permissions.
    pub(crate) fn add_bot(
        &mut self,
        guild: u64,
        application: u64,
        permissions: u64,
    ) -> Result<u64, DiscordError> {
        let found = self.applications.get(&application).ok_or_else(|| DiscordError::of(10013))?;
        let (bot, name) = (found.bot, found.name.clone());
        let role = Role {
            id: 0,
            name,
            permissions,
            position: 1,
            color: 0,
            hoist: false,
            mentionable: false,
            bot: Some(bot),
        };
        let role = self.add_role(guild, role)?;
        self.join(guild, bot, &[role])?;
        let found = self.guild_mut(guild)?;
        if !found.applications.contains(&application) {
            found.applications.push(application);
        }
        let data = self.guild_create_json(self.guild(guild)?, bot, 0);
        self.emit_to(application, Some(guild), intents::GUILDS, "GUILD_CREATE", data);
        Ok(role)
    }

    /// Changes a member and tells of it.
    pub(crate) fn edit_member(
        &mut self,
        guild: u64,
        user: u64,
        change: impl FnOnce(&mut Member),
    ) -> Result<(), DiscordError> {
        let members = &mut self.guild_mut(guild)?.members;
        change(members.get_mut(&user).ok_or_else(|| DiscordError::of(10007))?);
        self.emit_member_update(guild, user);
        Ok(())
    }

    /// GUILD_MEMBER_UPDATE; a bot hears of itself without the members intent.
    fn emit_member_update(&mut self, guild: u64, user: u64) {
        let Ok(member) = self.member(guild, user) else { return };
        let mut data = self.member_json(member, true);
        if let Some(fields) = data.as_object_mut() {
            fields.insert("guild_id".to_owned(), json!(guild.to_string()));
        }
        let applications =
            self.guilds.get(&guild).map_or_else(Vec::new, |g| g.applications.clone());
        for application in applications {
            let about_itself = self.bot_of(application) == user;
            let intents = if about_itself { intents::ALWAYS } else { intents::GUILD_MEMBERS };
            self.emit_to(application, Some(guild), intents, "GUILD_MEMBER_UPDATE", data.clone());
        }
    }
}

fn new_member(user: u64, joined_ms: u64) -> Member {
    Member { user, roles: Vec::new(), nick: None, joined_ms, timeout_until_ms: None }
}
