//! Control calls of an admin's hand: applications, people, guilds, roles, channels, members.

use std::time::Duration;

use serde_json::{Value, json};

use super::Operation;
use super::arguments::{Arguments, ControlError};
use crate::people::guild::{Allow, Guild, GuildSpec};
use crate::people::person::Person;
use crate::rest::schema::as_number;
use crate::sim::{Application, ApplicationSpec};

pub(super) static OPERATIONS: &[Operation] = &[
    ("POST", "/applications", add_application),
    ("PUT", "/applications/{application}/token", set_token),
    ("PUT", "/applications/{application}/intents", allow_intents),
    ("POST", "/people", add_person),
    ("PATCH", "/people/{person}", edit_person),
    ("POST", "/guilds", add_guild),
    ("POST", "/guilds/{guild}/bots", add_bot),
    ("POST", "/guilds/{guild}/roles", add_role),
    ("PATCH", "/guilds/{guild}/roles/{role}", edit_role),
    ("DELETE", "/guilds/{guild}/roles/{role}", remove_role),
    ("POST", "/guilds/{guild}/channels", add_channel),
    ("PATCH", "/guilds/{guild}/channels/{channel}", edit_channel),
    ("DELETE", "/guilds/{guild}/channels/{channel}", remove_channel),
    ("DELETE", "/guilds/{guild}/channels/{channel}/messages/{message}", remove_message),
    ("POST", "/guilds/{guild}/members", join),
    ("PATCH", "/guilds/{guild}/members/{user}", edit_member),
    ("DELETE", "/guilds/{guild}/members/{user}", kick),
    ("GET", "/guilds/{guild}/members/{user}/permissions/{channel}", permissions),
];

type Done = Result<Value, ControlError>;

fn id(id: u64) -> Value {
    json!({ "id": id.to_string() })
}

fn add_application(call: &Arguments<'_>) -> Done {
    let mut spec = ApplicationSpec::new(call.text("name")?, call.text("token")?);
    spec.intents_allowed = call.maybe_number("intents_allowed").unwrap_or(spec.intents_allowed);
    let concurrency = call.maybe_number("max_concurrency").and_then(|n| u32::try_from(n).ok());
    spec.max_concurrency = concurrency.unwrap_or(spec.max_concurrency);
    let made = Application::create(call.core, &spec);
    let bot = made.bot_user_id.to_string();
    Ok(json!({ "id": made.id.to_string(), "bot_user_id": bot, "token": made.token }))
}

fn set_token(call: &Arguments<'_>) -> Done {
    let (application, token) = (call.path_id("application")?, call.text("token")?);
    if !call.core.read(|world| world.applications.contains_key(&application)) {
        return Err(ControlError::Missing("application", application));
    }
    call.core.write(|world| world.set_token(application, token));
    Ok(json!({}))
}

/// `{"allowed"}`: the bits of the privileged intents that are switched on.
fn allow_intents(call: &Arguments<'_>) -> Done {
    let (application, allowed) = (call.path_id("application")?, call.number("allowed")?);
    if !call.core.read(|world| world.applications.contains_key(&application)) {
        return Err(ControlError::Missing("application", application));
    }
    crate::sim::allow_intents(call.core, application, allowed);
    Ok(json!({}))
}

fn add_person(call: &Arguments<'_>) -> Done {
    Ok(id(Person::create(call.core, call.text("name")?).id))
}

fn edit_person(call: &Arguments<'_>) -> Done {
    let id = call.path_id("person")?;
    let person = Person::find(call.core, id).ok_or(ControlError::Missing("person", id))?;
    if let Some(closed) = call.body["dms_closed"].as_bool() {
        person.close_dms(closed);
    }
    if let Some(locale) = call.body["locale"].as_str() {
        person.set_locale(locale);
    }
    Ok(json!({}))
}

fn add_guild(call: &Arguments<'_>) -> Done {
    let mut spec = GuildSpec::named(call.text("name")?);
    spec.id = call.maybe_number("id");
    spec.everyone = call.maybe_number("everyone").unwrap_or(spec.everyone);
    let made = Guild::create(call.core, &spec);
    Ok(json!({ "id": made.id.to_string(), "owner": made.owner.to_string() }))
}

fn add_bot(call: &Arguments<'_>) -> Done {
    let application = call.number("application")?;
    let permissions = call.number("permissions")?;
    let found = Application::find(call.core, application);
    let found = found.ok_or(ControlError::Missing("application", application))?;
    let role = call.guild()?.add_bot(&found, permissions)?;
    Ok(json!({ "role": role.to_string() }))
}

fn add_role(call: &Arguments<'_>) -> Done {
    Ok(id(call.guild()?.add_role(call.text("name")?, call.number("permissions")?)?))
}

fn edit_role(call: &Arguments<'_>) -> Done {
    let (guild, role) = (call.guild()?, call.path_id("role")?);
    if let Some(permissions) = call.maybe_number("permissions") {
        guild.set_role_permissions(role, permissions)?;
    }
    if let Some(position) = call.body["position"].as_i64() {
        guild.set_role_position(role, position)?;
    }
    if let Some(mentionable) = call.body["mentionable"].as_bool() {
        guild.set_role_mentionable(role, mentionable)?;
    }
    Ok(json!({}))
}

fn remove_role(call: &Arguments<'_>) -> Done {
    call.guild()?.remove_role(call.path_id("role")?)?;
    Ok(json!({}))
}

/// `[{"target", "is_member", "allow", "deny"}]`.
fn overwrites(list: &Value) -> Result<Vec<Allow>, ControlError> {
    let read = |item: &Value| {
        let target = as_number(&item["target"]);
        let target = target.ok_or_else(|| ControlError::Argument("target".to_owned(), "an id"))?;
        Ok(Allow {
            target,
            is_member: item["is_member"].as_bool().unwrap_or(false),
            allow: as_number(&item["allow"]).unwrap_or(0),
            deny: as_number(&item["deny"]).unwrap_or(0),
        })
    };
    list.as_array().into_iter().flatten().map(read).collect()
}

fn add_channel(call: &Arguments<'_>) -> Done {
    let (guild, name) = (call.guild()?, call.text("name")?);
    let parent = call.maybe_number("parent");
    let overwrites = overwrites(&call.body["overwrites"])?;
    let made = match call.body["kind"].as_str().unwrap_or("text") {
        "text" => guild.add_text_channel(name, parent, &overwrites)?,
        "voice" => guild.add_voice_channel(name, parent, &overwrites)?,
        "category" => guild.add_category(name)?,
        _ => return Err(ControlError::Argument("kind".to_owned(), "text, voice or category")),
    };
    Ok(id(made))
}

fn edit_channel(call: &Arguments<'_>) -> Done {
    let (guild, channel) = (call.guild()?, call.path_id("channel")?);
    if let Some(name) = call.body["name"].as_str() {
        guild.rename_channel(channel, name)?;
    }
    if call.body["overwrites"].is_array() {
        guild.set_overwrites(channel, &overwrites(&call.body["overwrites"])?)?;
    }
    Ok(json!({}))
}

fn remove_channel(call: &Arguments<'_>) -> Done {
    call.guild()?.remove_channel(call.path_id("channel")?)?;
    Ok(json!({}))
}

fn remove_message(call: &Arguments<'_>) -> Done {
    let (channel, message) = (call.path_id("channel")?, call.path_id("message")?);
    call.guild()?.remove_message(channel, message)?;
    Ok(json!({}))
}

fn join(call: &Arguments<'_>) -> Done {
    let user = call.number("person")?;
    let person = Person::find(call.core, user).ok_or(ControlError::Missing("person", user))?;
    call.guild()?.join(&person, &call.numbers("roles"))?;
    Ok(json!({}))
}

fn edit_member(call: &Arguments<'_>) -> Done {
    let (guild, user) = (call.guild()?, call.path_id("user")?);
    if call.body["roles"].is_array() {
        guild.set_member_roles(user, &call.numbers("roles"))?;
    }
    if let Some(length) = call.maybe_number("time_out_ms") {
        guild.time_out(user, Duration::from_millis(length))?;
    }
    Ok(json!({}))
}

fn kick(call: &Arguments<'_>) -> Done {
    call.guild()?.kick(call.path_id("user")?)?;
    Ok(json!({}))
}

fn permissions(call: &Arguments<'_>) -> Done {
    let (guild, user) = (call.guild()?, call.path_id("user")?);
    let channel = call.path_id("channel")?;
    let (raw, used) = (guild.raw_permissions(user, channel), guild.permissions(user, channel));
    Ok(json!({ "in_payloads": raw.to_string(), "in_use": used.to_string() }))
}
