//! Application commands, global and per guild.

use serde_json::{Value, json};

use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::rest::schema::{Check, Field, Shape, join, opt, req};
use crate::rules::Rule;
use crate::world::CommandScope;
use crate::world::error::DiscordError;
use crate::world::interaction::Command;

const GLOBAL: &str = "/applications/{application}/commands";
const GLOBAL_ONE: &str = "/applications/{application}/commands/{command}";
const GUILD: &str = "/applications/{application}/guilds/{guild}/commands";
const GUILD_ONE: &str = "/applications/{application}/guilds/{guild}/commands/{command}";

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", GLOBAL, Bucket::Other, list),
    bot("POST", GLOBAL, Bucket::Other, create),
    bot("PUT", GLOBAL, Bucket::Other, overwrite),
    bot("GET", GLOBAL_ONE, Bucket::Other, get),
    bot("PATCH", GLOBAL_ONE, Bucket::Other, edit),
    bot("DELETE", GLOBAL_ONE, Bucket::Other, delete),
    bot("GET", GUILD, Bucket::Other, list),
    bot("POST", GUILD, Bucket::Other, create),
    bot("PUT", GUILD, Bucket::Other, overwrite),
    bot("GET", GUILD_ONE, Bucket::Other, get),
    bot("PATCH", GUILD_ONE, Bucket::Other, edit),
    bot("DELETE", GUILD_ONE, Bucket::Other, delete),
];

static CHOICE: [Field; 3] = [
    req("name", Shape::Text(1, 100)),
    opt("name_localizations", Shape::Any),
    req("value", Shape::Any),
];
static CHOICE_SHAPE: Shape = Shape::Object(&CHOICE);
static CHANNEL_TYPE: Shape = Shape::Int(0, 16);
static OPTION: [Field; 15] = [
    req("type", Shape::Int(1, 11)),
    req("name", Shape::Text(1, 32)),
    opt("name_localizations", Shape::Any),
    req("description", Shape::Text(1, 100)),
    opt("description_localizations", Shape::Any),
    opt("required", Shape::Bool),
    opt("choices", Shape::List(0, 25, &CHOICE_SHAPE)),
    opt("options", Shape::List(0, 25, &Shape::Any)),
    opt("channel_types", Shape::List(0, 20, &CHANNEL_TYPE)),
    opt("min_value", Shape::Any),
    opt("max_value", Shape::Any),
    opt("min_length", Shape::Int(0, 6_000)),
    opt("max_length", Shape::Int(1, 6_000)),
    opt("autocomplete", Shape::Bool),
    opt("file_types", Shape::Any),
];
static COMMAND: [Field; 17] = [
    req("name", Shape::Text(1, 32)),
    opt("name_localizations", Shape::Any),
    opt("description", Shape::Text(0, 100)),
    opt("description_localizations", Shape::Any),
    opt("options", Shape::List(0, 25, &Shape::Any)),
    opt("default_member_permissions", Shape::Bits),
    opt("dm_permission", Shape::Bool),
    opt("default_permission", Shape::Bool),
    opt("integration_types", Shape::Any),
    opt("contexts", Shape::Any),
    opt("type", Shape::OneOf(&[1, 2, 3])),
    opt("nsfw", Shape::Bool),
    // Sent back by clients that edit what they read.
    opt("id", Shape::Any),
    opt("application_id", Shape::Any),
    opt("guild_id", Shape::Any),
    opt("version", Shape::Any),
    opt("handler", Shape::Any),
];

fn scope(call: &Call<'_>) -> Result<CommandScope, DiscordError> {
    let application = call.id("application")?;
    if application != call.input.application {
        return Err(DiscordError::of(50001));
    }
    if !call.input.params.contains_key("guild") {
        return Ok((application, None));
    }
    let guild = call.id("guild")?;
    if !call.world.guild(guild)?.applications.contains(&application) {
        return Err(DiscordError::of(50001));
    }
    Ok((application, Some(guild)))
}

pub(crate) fn command_json(command: &Command) -> Value {
    let mut body = command.fields.clone();
    let mut put = |key: &str, value: Value| body.insert(key.to_owned(), value);
    put("id", json!(command.id.to_string()));
    put("application_id", json!(command.application.to_string()));
    put("version", json!(command.version.to_string()));
    put("name", json!(command.name));
    put("type", json!(command.kind));
    if let Some(guild) = command.guild {
        put("guild_id", json!(guild.to_string()));
    }
    body.into()
}

fn list(call: &mut Call<'_>) -> Answer {
    call.known_query(&["with_localizations"])?;
    let scope = scope(call)?;
    let commands = call.world.commands.get(&scope);
    Ok(Reply::ok(commands.into_iter().flat_map(|all| all.values()).map(command_json).collect()))
}

fn get(call: &mut Call<'_>) -> Answer {
    let (scope, id) = (scope(call)?, call.id("command")?);
    let found = call.world.commands.get(&scope).and_then(|all| all.get(&id));
    Ok(Reply::ok(command_json(found.ok_or_else(|| DiscordError::of(10063))?)))
}

fn create(call: &mut Call<'_>) -> Answer {
    let scope = scope(call)?;
    let body = call.input.body.clone();
    validate(call, &[&body], false)?;
    let kind = body["type"].as_u64().unwrap_or(1);
    let all = call.world.commands.entry(scope).or_default();
    let same = all.values().find(|c| c.name == body["name"] && c.kind == kind).map(|c| c.id);
    let of_kind = all.values().filter(|command| command.kind == kind).count();
    if same.is_none() && of_kind >= if kind == 1 { 100 } else { 15 } {
        return Err(DiscordError::of(30032));
    }
    let id = store(call, scope, same, &body);
    let command = call.world.commands.get(&scope).and_then(|all| all.get(&id));
    let body = command.map_or(Value::Null, command_json);
    Ok(if same.is_some() { Reply::ok(body) } else { Reply::created(body) })
}

/// Replaces all commands of the scope; a command of the same name and type keeps its id.
fn overwrite(call: &mut Call<'_>) -> Answer {
    let scope = scope(call)?;
    let bodies = call.input.body.as_array().cloned().unwrap_or_default();
    validate(call, &bodies.iter().collect::<Vec<_>>(), true)?;
    let before = call.world.commands.remove(&scope).unwrap_or_default();
    for body in &bodies {
        let kind = body["type"].as_u64().unwrap_or(1);
        let same = before.values().find(|c| c.name == body["name"] && c.kind == kind);
        store(call, scope, same.map(|command| command.id), body);
    }
    list_all(call, scope)
}

fn list_all(call: &Call<'_>, scope: CommandScope) -> Answer {
    let commands = call.world.commands.get(&scope);
    Ok(Reply::ok(commands.into_iter().flat_map(|all| all.values()).map(command_json).collect()))
}

fn store(call: &mut Call<'_>, scope: CommandScope, id: Option<u64>, body: &Value) -> u64 {
    let id = id.unwrap_or_else(|| call.world.next_id());
    let version = call.world.next_id();
    let mut fields = body.as_object().cloned().unwrap_or_default();
    for (key, value) in [
        ("description", json!("")),
        ("default_member_permissions", Value::Null),
        ("nsfw", json!(false)),
        ("integration_types", json!([0])),
    ] {
        fields.entry(key).or_insert(value);
    }
    if let Some(bits) = fields.get("default_member_permissions").and_then(Value::as_u64) {
        fields.insert("default_member_permissions".to_owned(), json!(bits.to_string()));
    }
    let command = Command {
        id,
        application: scope.0,
        guild: scope.1,
        version,
        name: body["name"].as_str().unwrap_or("").to_owned(),
        kind: body["type"].as_u64().unwrap_or(1),
        fields,
    };
    call.world.commands.entry(scope).or_default().insert(id, command);
    id
}

fn edit(call: &mut Call<'_>) -> Answer {
    let (scope, id) = (scope(call)?, call.id("command")?);
    let found = call.world.commands.get(&scope).and_then(|all| all.get(&id));
    let mut whole = command_json(found.ok_or_else(|| DiscordError::of(10063))?);
    if let (Some(whole), Some(changes)) = (whole.as_object_mut(), call.input.body.as_object()) {
        whole.extend(changes.clone());
    }
    validate(call, &[&whole], false)?;
    store(call, scope, Some(id), &whole);
    let command = call.world.commands.get(&scope).and_then(|all| all.get(&id));
    Ok(Reply::ok(command.map_or(Value::Null, command_json)))
}

fn delete(call: &mut Call<'_>) -> Answer {
    let (scope, id) = (scope(call)?, call.id("command")?);
    let removed = call.world.commands.get_mut(&scope).and_then(|all| all.remove(&id));
    removed.map(|_| Reply::empty()).ok_or_else(|| DiscordError::of(10063))
}

/// Checks commands; in a bulk body the errors sit under their index.
fn validate(call: &Call<'_>, bodies: &[&Value], bulk: bool) -> Result<(), DiscordError> {
    let mut check = Check::new(call.world.enforces(Rule::FieldLimits));
    for (index, body) in bodies.iter().enumerate() {
        let path = if bulk { index.to_string() } else { String::new() };
        check.object(&COMMAND, body, &path);
        if !check.limits() {
            continue;
        }
        if body["type"].as_u64().unwrap_or(1) == 1 {
            name_rule(&mut check, &body["name"], &path);
            check.text(1, 100, &body["description"], &join(&path, "description"));
        } else {
            // Those in menus are described by their name alone (Discord docs, Application Command
            // Structure).
            if !body["description"].is_null() {
                check.text(0, 0, &body["description"], &join(&path, "description"));
            }
            if body["options"].as_array().is_some_and(|options| !options.is_empty()) {
                let message = "Context menu commands cannot have options";
                let code = "APPLICATION_COMMAND_CONTEXT_MENU_CANNOT_HAVE_OPTIONS";
                check.errors.add(&join(&path, "options"), code, message);
            }
        }
        for (locale, name) in body["name_localizations"].as_object().into_iter().flatten() {
            check.text(1, 32, name, &join(&join(&path, "name_localizations"), locale));
        }
        options(&mut check, &body["options"], &join(&path, "options"));
        if size(body) > 8_000 {
            let message = "Command exceeds maximum size (8000)";
            check.errors.add(&path, "APPLICATION_COMMAND_TOO_LARGE", message);
        }
    }
    check.finish()
}

fn options(check: &mut Check, list: &Value, path: &str) {
    let mut optional_seen = false;
    for (index, option) in list.as_array().into_iter().flatten().enumerate() {
        let path = join(path, &index.to_string());
        check.object(&OPTION, option, &path);
        name_rule(check, &option["name"], &path);
        if option["required"] == true && optional_seen {
            let message = "Required options must be placed before non-required options";
            check.errors.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_seen |= option["required"] != true;
        options(check, &option["options"], &join(&path, "options"));
    }
}

/// Letters, digits, `-`, `_`, `'`, no capitals (Discord docs, Application Command Naming).
fn name_rule(check: &mut Check, name: &Value, path: &str) {
    let Some(name) = name.as_str() else { return };
    let allowed = |c: char| {
        matches!(c, '-' | '_' | '\'' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}')
            || c.is_alphanumeric()
    };
    if name.chars().all(allowed) && name.to_lowercase() == name {
        return;
    }
    let message = "String value did not match validation regex.";
    check.errors.add(&join(path, "name"), "STRING_TYPE_REGEX", message);
}

/// Characters of all names, descriptions and values.
fn size(command: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let children = ["options", "choices"].into_iter();
    length(&command["name"])
        + length(&command["description"])
        + length(&command["value"])
        + children
            .flat_map(|key| command[key].as_array().into_iter().flatten())
            .map(size)
            .sum::<usize>()
}
