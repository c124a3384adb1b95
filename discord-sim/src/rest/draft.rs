//! The body of a message, new or edited, from any route: read, checked, applied.

use serde_json::{Value, json};

use super::components;
use super::schema::{Check, Field, Shape, as_number, opt, req};
use crate::rules::Rule;
use crate::world::World;
use crate::world::error::DiscordError;
use crate::world::files::Upload;
use crate::world::mentions::MentionDefault;
use crate::world::message::{Message, flags};

static FOOTER: [Field; 3] = [
    req("text", Shape::Text(1, 2048)),
    opt("icon_url", Shape::Text(0, 2048)),
    opt("proxy_icon_url", Shape::Any),
];
static MEDIA: [Field; 4] = [
    opt("url", Shape::Text(0, 2048)),
    opt("proxy_url", Shape::Any),
    opt("width", Shape::Any),
    opt("height", Shape::Any),
];
static AUTHOR: [Field; 4] = [
    req("name", Shape::Text(1, 256)),
    opt("url", Shape::Text(0, 2048)),
    opt("icon_url", Shape::Text(0, 2048)),
    opt("proxy_icon_url", Shape::Any),
];
static EMBED_FIELD: [Field; 3] = [
    req("name", Shape::Text(1, 256)),
    req("value", Shape::Text(1, 1024)),
    opt("inline", Shape::Bool),
];
static EMBED_FIELD_SHAPE: Shape = Shape::Object(&EMBED_FIELD);
static EMBED: [Field; 14] = [
    opt("title", Shape::Text(0, 256)),
    opt("type", Shape::Any),
    opt("description", Shape::Text(0, 4096)),
    opt("url", Shape::Text(0, 2048)),
    opt("timestamp", Shape::Text(0, 64)),
    opt("color", Shape::Int(0, 0x00ff_ffff)),
    opt("footer", Shape::Object(&FOOTER)),
    opt("image", Shape::Object(&MEDIA)),
    opt("thumbnail", Shape::Object(&MEDIA)),
    opt("video", Shape::Object(&MEDIA)),
    opt("provider", Shape::Any),
    opt("author", Shape::Object(&AUTHOR)),
    opt("fields", Shape::List(0, 25, &EMBED_FIELD_SHAPE)),
    opt("flags", Shape::Any),
];
static EMBED_SHAPE: Shape = Shape::Object(&EMBED);
static PARSE: Shape = Shape::Text(0, 16);
static ALLOWED_MENTIONS: [Field; 4] = [
    opt("parse", Shape::List(0, 3, &PARSE)),
    opt("users", Shape::List(0, 100, &Shape::Id)),
    opt("roles", Shape::List(0, 100, &Shape::Id)),
    opt("replied_user", Shape::Bool),
];
static ATTACHMENT: [Field; 14] = [
    req("id", Shape::Id),
    opt("filename", Shape::Text(0, 1024)),
    opt("description", Shape::Text(0, 1024)),
    opt("title", Shape::Any),
    opt("content_type", Shape::Any),
    opt("size", Shape::Any),
    opt("url", Shape::Any),
    opt("proxy_url", Shape::Any),
    opt("height", Shape::Any),
    opt("width", Shape::Any),
    opt("ephemeral", Shape::Any),
    opt("is_spoiler", Shape::Bool),
    opt("duration_secs", Shape::Any),
    opt("waveform", Shape::Any),
];
static ATTACHMENT_SHAPE: Shape = Shape::Object(&ATTACHMENT);
static REFERENCE: [Field; 5] = [
    opt("type", Shape::OneOf(&[0])),
    req("message_id", Shape::Id),
    opt("channel_id", Shape::Id),
    opt("guild_id", Shape::Id),
    opt("fail_if_not_exists", Shape::Bool),
];

/// Fields of every message body, whatever the route.
pub(crate) static MESSAGE: [Field; 12] = [
    opt("content", Shape::Text(0, 2000)),
    opt("embeds", Shape::List(0, 10, &EMBED_SHAPE)),
    opt("components", Shape::Any),
    opt("attachments", Shape::List(0, 10, &ATTACHMENT_SHAPE)),
    opt("allowed_mentions", Shape::Object(&ALLOWED_MENTIONS)),
    opt("flags", Shape::Int(0, i64::MAX)),
    opt("tts", Shape::Bool),
    opt("nonce", Shape::Any),
    opt("enforce_nonce", Shape::Bool),
    opt("sticker_ids", Shape::List(0, 0, &Shape::Id)),
    opt("message_reference", Shape::Object(&REFERENCE)),
    opt("poll", Shape::OneOf(&[])),
];

/// Checks a message body with its files. `earlier` are the flags that the message has already.
pub(crate) fn check(
    world: &World,
    body: &Value,
    files: &[(u64, Upload)],
    earlier: u64,
) -> Result<(), DiscordError> {
    let mut check = Check::new(world.enforces(Rule::FieldLimits));
    check.object(&MESSAGE, body, "");
    let v2 = (body["flags"].as_u64().unwrap_or(0) | earlier) & flags::IS_COMPONENTS_V2 != 0;
    if let Some(found) = body.get("components").filter(|found| !found.is_null()) {
        components::check(&mut check, found, v2, "components");
    }
    if check.limits() {
        if v2 {
            forbid_old_fields(&mut check, body);
        }
        whole_message_limits(&mut check, body);
    }
    check.finish()?;
    if world.enforces(Rule::FieldLimits) {
        if files.len() > 10 {
            return Err(DiscordError::of(30015));
        }
        if files.iter().any(|(_, file)| file.bytes.len() as u64 > world.limits.file_bytes) {
            return Err(DiscordError::of(50045));
        }
    }
    Ok(())
}

fn forbid_old_fields(check: &mut Check, body: &Value) {
    let is_set = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    for name in ["content", "embeds", "sticker_ids", "poll"] {
        if body.get(name).is_some_and(is_set) {
            let message = "The 'content', 'embeds', 'stickers' and 'poll' fields cannot be used \
                           when using MessageFlags.IS_COMPONENTS_V2";
            let code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
            check.errors.add(name, code, message);
        }
    }
}

/// 6000 characters over all embeds; a nonce of 25; `parse` excludes the list of the same kind.
fn whole_message_limits(check: &mut Check, body: &Value) {
    let embeds = body["embeds"].as_array().map_or(&[][..], Vec::as_slice);
    if embeds.iter().map(embed_length).sum::<usize>() > 6000 {
        let message = "Embed size exceeds maximum size of 6000";
        check.errors.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
    match body.get("nonce") {
        Some(nonce @ Value::String(_)) => check.text(0, 25, nonce, "nonce"),
        None | Some(Value::Null | Value::Number(_)) => {}
        Some(_) => check.errors.add("nonce", "STRING_TYPE_CONVERT", "Could not be a nonce."),
    }
    let allowed = &body["allowed_mentions"];
    for kind in ["users", "roles"] {
        let parsed = allowed["parse"].as_array().is_some_and(|p| p.iter().any(|k| k == kind));
        let listed = allowed[kind].as_array().is_some_and(|list| !list.is_empty());
        if parsed && listed {
            let message =
                format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            let code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE";
            check.errors.add("allowed_mentions", code, &message);
        }
    }
}

fn embed_length(embed: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let fields = embed["fields"].as_array().map_or(&[][..], Vec::as_slice);
    length(&embed["title"])
        + length(&embed["description"])
        + length(&embed["footer"]["text"])
        + length(&embed["author"]["name"])
        + fields.iter().map(|f| length(&f["name"]) + length(&f["value"])).sum::<usize>()
}

/// Flags that a bot may set.
const SETTABLE: u64 = flags::SUPPRESS_EMBEDS
    | flags::SUPPRESS_NOTIFICATIONS
    | flags::IS_VOICE_MESSAGE
    | flags::IS_COMPONENTS_V2;

/// Puts a checked body into the message: absent fields stay, `null` empties.
pub(crate) fn apply(
    world: &mut World,
    message: &mut Message,
    body: &Value,
    files: Vec<(u64, Upload)>,
    mentions: MentionDefault,
) {
    if let Some(content) = body.get("content") {
        message.content = content.as_str().unwrap_or("").trim().to_owned();
    }
    if let Some(embeds) = body.get("embeds") {
        message.embeds = embeds.as_array().cloned().unwrap_or_default();
        for embed in message.embeds.iter_mut().filter_map(Value::as_object_mut) {
            embed.insert("type".to_owned(), json!("rich"));
        }
    }
    if let Some(components) = body.get("components") {
        message.components = components.as_array().cloned().unwrap_or_default();
        number_components(&mut message.components);
    }
    if let Some(wanted) = body.get("flags").and_then(Value::as_u64) {
        let kept = message.flags & !flags::SUPPRESS_EMBEDS;
        message.flags = kept | wanted & SETTABLE;
    }
    apply_files(world, message, body, files);
    message.tts |= body["tts"].as_bool().unwrap_or(false);
    message.pinged = world.pings(message, body.get("allowed_mentions"), mentions);
}

/// `attachments` lists what stays and names the new; without it the new are added.
fn apply_files(world: &mut World, message: &mut Message, body: &Value, files: Vec<(u64, Upload)>) {
    let listed = body.get("attachments").and_then(Value::as_array);
    let entry = |id: u64| listed?.iter().find(|entry| as_number(&entry["id"]) == Some(id));
    if body.get("attachments").is_some() {
        message.attachments.retain(|file| entry(file.id).is_some());
        for file in &mut message.attachments {
            if let Some(text) = entry(file.id).and_then(|entry| entry["description"].as_str()) {
                file.description = Some(text.to_owned());
            }
        }
    }
    let ephemeral = message.flags & flags::EPHEMERAL != 0;
    for (index, mut upload) in files {
        if let Some(entry) = entry(index) {
            upload.description = entry["description"].as_str().map(str::to_owned);
            if let Some(name) = entry["filename"].as_str() {
                name.clone_into(&mut upload.filename);
            }
        }
        let stored = world.store_file(message.channel, upload, ephemeral);
        message.attachments.push(stored);
    }
}

/// Gives every component without an `id` the next free one, in order.
fn number_components(components: &mut [Value]) {
    fn taken(value: &Value, ids: &mut Vec<u64>) {
        ids.extend(value.get("id").and_then(Value::as_u64).filter(|id| *id > 0));
        for child in value["components"].as_array().into_iter().flatten() {
            taken(child, ids);
        }
        if value.get("accessory").is_some() {
            taken(&value["accessory"], ids);
        }
    }
    fn fill(value: &mut Value, ids: &[u64], next: &mut u64) {
        let Some(fields) = value.as_object_mut() else { return };
        if fields.get("id").and_then(Value::as_u64).unwrap_or(0) == 0 {
            while ids.contains(next) {
                *next += 1;
            }
            fields.insert("id".to_owned(), json!(*next));
            *next += 1;
        }
        if let Some(children) = fields.get_mut("components").and_then(Value::as_array_mut) {
            children.iter_mut().for_each(|child| fill(child, ids, next));
        }
        if let Some(accessory) = fields.get_mut("accessory") {
            fill(accessory, ids, next);
        }
    }
    let (mut ids, mut next) = (Vec::new(), 1);
    components.iter().for_each(|component| taken(component, &mut ids));
    components.iter_mut().for_each(|component| fill(component, &ids, &mut next));
}

/// Whether the message shows anything; Discord refuses an empty one with 50006.
pub(crate) fn is_empty(message: &Message) -> bool {
    message.content.is_empty()
        && message.embeds.is_empty()
        && message.components.is_empty()
        && message.attachments.is_empty()
}
