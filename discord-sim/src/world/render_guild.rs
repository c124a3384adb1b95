//! Guilds, roles and channels in Discord's JSON.

use serde_json::{Value, json};

use super::World;
use super::channel::{Channel, ChannelKind, Overwrite};
use super::guild::{Guild, Role};
use super::render::strings;
use super::snowflake::timestamp;

/// The intent that fills member lists.
const GUILD_PRESENCES: u64 = 1 << 8;

pub(crate) fn role_json(role: &Role) -> Value {
    let mut body = json!({
        "id": role.id.to_string(), "name": role.name, "permissions": role.permissions.to_string(),
        "position": role.position, "color": role.color,
        "colors": { "primary_color": role.color, "secondary_color": null, "tertiary_color": null },
        "hoist": role.hoist, "managed": role.bot.is_some(), "mentionable": role.mentionable,
        "icon": null, "unicode_emoji": null, "flags": 0,
    });
    if let (Some(bot), Some(fields)) = (role.bot, body.as_object_mut()) {
        fields.insert("tags".to_owned(), json!({ "bot_id": bot.to_string() }));
    }
    body
}

pub(crate) fn overwrite_json(overwrite: &Overwrite) -> Value {
    json!({
        "id": overwrite.id.to_string(), "type": overwrite.kind as u8,
        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string(),
    })
}

impl World {
    pub(crate) fn channel_json(&self, channel: &Channel) -> Value {
        if channel.guild.is_none() {
            let recipients: Vec<Value> =
                channel.recipients.iter().map(|user| self.user_json(*user)).collect();
            return json!({
                "id": channel.id.to_string(), "type": ChannelKind::Dm as u8, "flags": 0,
                "last_message_id": channel.last_message.map(|id| id.to_string()),
                "recipients": recipients,
            });
        }
        let mut body = json!({
            "id": channel.id.to_string(), "type": channel.kind as u8,
            "guild_id": channel.guild.map(|id| id.to_string()), "name": channel.name,
            "position": channel.position, "parent_id": channel.parent.map(|id| id.to_string()),
            "permission_overwrites":
                channel.overwrites.iter().map(overwrite_json).collect::<Vec<_>>(),
            "nsfw": channel.nsfw, "flags": 0,
        });
        let Some(fields) = body.as_object_mut().filter(|_| channel.kind != ChannelKind::Category)
        else {
            return body;
        };
        fields.insert("topic".to_owned(), json!(channel.topic));
        fields.insert("rate_limit_per_user".to_owned(), json!(channel.slowmode));
        let last = channel.last_message.map(|id| id.to_string());
        fields.insert("last_message_id".to_owned(), json!(last));
        if channel.kind.is_voice() {
            for (key, value) in
                [("bitrate", json!(64_000)), ("user_limit", json!(0)), ("rtc_region", Value::Null)]
            {
                fields.insert(key.to_owned(), value);
            }
        }
        body
    }

    pub(crate) fn guild_json(&self, guild: &Guild) -> Value {
        json!({
            "id": guild.id.to_string(), "name": guild.name, "icon": null, "splash": null,
            "discovery_splash": null, "owner_id": guild.owner.to_string(), "region": "deprecated",
            "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false,
            "widget_channel_id": null, "verification_level": 0,
            "default_message_notifications": 1, "explicit_content_filter": 0,
            "roles": guild.roles.values().map(role_json).collect::<Vec<_>>(), "emojis": [],
            "stickers": [], "features": guild.features, "mfa_level": 0, "application_id": null,
            "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null,
            "max_presences": null, "max_members": 500_000, "vanity_url_code": null,
            "description": null, "banner": null, "premium_tier": 0,
            "premium_subscription_count": 0, "preferred_locale": guild.locale,
            "public_updates_channel_id": null, "nsfw_level": 0, "nsfw": false,
            "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null,
        })
    }

    /// GUILD_CREATE for one bot. Without the presences intent the list of members holds only that
    /// bot.
    pub(crate) fn guild_create_json(&self, guild: &Guild, bot: u64, intents: u64) -> Value {
        let whole =
            intents & GUILD_PRESENCES != 0 || !self.enforces(crate::rules::Rule::MemberListGate);
        let members: Vec<Value> = guild
            .members
            .values()
            .filter(|member| whole || member.user == bot)
            .map(|member| self.member_json(member, true))
            .collect();
        let channels: Vec<Value> = guild
            .channels
            .iter()
            .filter_map(|id| self.channels.get(id))
            .map(|channel| self.channel_json(channel))
            .collect();
        let joined = guild.members.get(&bot).map_or(0, |member| member.joined_ms);
        let mut body = self.guild_json(guild);
        let extra = json!({
            "joined_at": timestamp(joined), "large": guild.members.len() > 50,
            "member_count": guild.members.len(), "voice_states": [], "members": members,
            "channels": channels, "threads": [], "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [],
        });
        if let (Some(fields), Value::Object(extra)) = (body.as_object_mut(), extra) {
            fields.extend(extra);
        }
        body
    }

    /// A channel as `resolved.channels` and interactions carry it for this user.
    pub(crate) fn partial_channel_json(&self, channel: &Channel, user: u64) -> Value {
        let mut body = self.channel_json(channel);
        if let Some(fields) = body.as_object_mut() {
            fields.remove("permission_overwrites");
            let permissions = self.raw_permissions(user, channel.id).to_string();
            fields.insert("permissions".to_owned(), json!(permissions));
        }
        body
    }

    /// What the application is told about itself.
    pub(crate) fn application_json(&self, id: u64) -> Value {
        let Some(application) = self.applications.get(&id) else { return Value::Null };
        let guilds = self.guilds.values().filter(|g| g.applications.contains(&id)).count();
        json!({
            "id": id.to_string(), "name": application.name, "icon": null, "description": "",
            "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64),
            "bot": self.user_json(application.bot), "flags": application.flags,
            "flags_new": application.flags.to_string(), "owner": self.user_json(application.bot),
            "team": null, "approximate_guild_count": guilds, "summary": "", "type": null,
            "redirect_uris": strings(&[]), "tags": [], "hook": true, "is_monetized": false,
        })
    }
}
