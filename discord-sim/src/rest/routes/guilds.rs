//! A guild and its roles.

use serde_json::{Map, Value, json};

use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::rest::schema::{Field, Shape, opt};
use crate::world::error::DiscordError;
use crate::world::guild::Role;
use crate::world::permissions::bits;
use crate::world::render_guild::role_json;

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", "/guilds/{guild}", Bucket::Other, get),
    bot("GET", "/guilds/{guild}/roles", Bucket::Other, roles),
    bot("GET", "/guilds/{guild}/roles/member-counts", Bucket::Other, role_counts),
    bot("GET", "/guilds/{guild}/roles/{role}", Bucket::Other, role),
    bot("POST", "/guilds/{guild}/roles", Bucket::Other, create_role),
    bot("PATCH", "/guilds/{guild}/roles/{role}", Bucket::Other, edit_role),
    bot("DELETE", "/guilds/{guild}/roles/{role}", Bucket::Other, delete_role),
];

static ROLE: [Field; 6] = [
    opt("name", Shape::Text(0, 100)),
    opt("permissions", Shape::Bits),
    opt("color", Shape::Int(0, 0x00ff_ffff)),
    opt("colors", Shape::Any),
    opt("hoist", Shape::Bool),
    opt("mentionable", Shape::Bool),
];

fn get(call: &mut Call<'_>) -> Answer {
    call.known_query(&["with_counts"])?;
    let id = call.id("guild")?;
    call.world.require_in_guild(call.bot, id, 0)?;
    let guild = call.world.guild(id)?;
    let mut body = call.world.guild_json(guild);
    if let (true, Some(fields)) = (call.flag("with_counts"), body.as_object_mut()) {
        fields.insert("approximate_member_count".to_owned(), json!(guild.members.len()));
        fields.insert("approximate_presence_count".to_owned(), json!(guild.members.len()));
    }
    Ok(Reply::ok(body))
}

fn roles(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    Ok(Reply::ok(call.world.guild(guild)?.roles.values().map(role_json).collect()))
}

fn role(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    let role = call.world.guild(guild)?.roles.get(&call.id("role")?);
    Ok(Reply::ok(role_json(role.ok_or_else(|| DiscordError::of(10011))?)))
}

fn role_counts(call: &mut Call<'_>) -> Answer {
    let id = call.id("guild")?;
    call.world.require_in_guild(call.bot, id, 0)?;
    let guild = call.world.guild(id)?;
    let count = |role: &u64| guild.members.values().filter(|m| m.roles.contains(role)).count();
    let counts: Map<String, Value> = guild
        .roles
        .keys()
        .filter(|role| **role != id)
        .map(|role| (role.to_string(), json!(count(role))))
        .collect();
    Ok(Reply::ok(counts.into()))
}

/// The rights that the bot gives to a role must be its own.
fn require_own_rights(call: &Call<'_>, guild: u64) -> Result<(), DiscordError> {
    let wanted = call.number_field("permissions").unwrap_or(0);
    call.world.require_in_guild(call.bot, guild, wanted)
}

/// A role that stands below the bot's highest: 50013 otherwise (Discord docs, Permission
/// Hierarchy).
pub(super) fn require_below(call: &Call<'_>, guild: u64, role: u64) -> Result<(), DiscordError> {
    let found = call.world.guild(guild)?;
    let position = found.roles.get(&role).ok_or_else(|| DiscordError::of(10011))?.position;
    let enforced = call.world.enforces(crate::rules::Rule::Permissions);
    if position < found.rank(call.bot) || !enforced { Ok(()) } else { Err(DiscordError::of(50013)) }
}

fn create_role(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, bits::MANAGE_ROLES)?;
    call.check(&ROLE)?;
    require_own_rights(call, guild)?;
    let everyone = call.world.guild(guild)?.roles.get(&guild).map_or(0, |role| role.permissions);
    let mut role = Role {
        id: 0,
        name: "new role".to_owned(),
        permissions: everyone,
        position: 1,
        color: 0,
        hoist: false,
        mentionable: false,
        bot: None,
    };
    apply(&mut role, &call.input.body, call.number_field("permissions"));
    let id = call.world.add_role(guild, role)?;
    let role = call.world.guild(guild)?.roles.get(&id);
    Ok(Reply::ok(role.map_or(Value::Null, role_json)))
}

fn apply(role: &mut Role, body: &Value, permissions: Option<u64>) {
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut role.name);
    }
    role.permissions = permissions.unwrap_or(role.permissions);
    let color = body["colors"]["primary_color"].as_u64().or_else(|| body["color"].as_u64());
    role.color = color.unwrap_or(role.color);
    role.hoist = body["hoist"].as_bool().unwrap_or(role.hoist);
    role.mentionable = body["mentionable"].as_bool().unwrap_or(role.mentionable);
}

fn edit_role(call: &mut Call<'_>) -> Answer {
    let (guild, id) = (call.id("guild")?, call.id("role")?);
    call.world.require_in_guild(call.bot, guild, bits::MANAGE_ROLES)?;
    call.check(&ROLE)?;
    require_below(call, guild, id)?;
    require_own_rights(call, guild)?;
    let permissions = call.number_field("permissions");
    let body = std::mem::take(&mut call.input.body);
    call.world.edit_role(guild, id, |role| apply(role, &body, permissions))?;
    let role = call.world.guild(guild)?.roles.get(&id);
    Ok(Reply::ok(role.map_or(Value::Null, role_json)))
}

fn delete_role(call: &mut Call<'_>) -> Answer {
    let (guild, id) = (call.id("guild")?, call.id("role")?);
    call.world.require_in_guild(call.bot, guild, bits::MANAGE_ROLES)?;
    require_below(call, guild, id)?;
    call.world.remove_role(guild, id)?;
    Ok(Reply::empty())
}
