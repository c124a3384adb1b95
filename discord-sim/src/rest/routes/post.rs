//! Posting a message: rights, replies, nonces.

use serde_json::{Value, json};

use super::messages::readable;
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::draft;
use crate::rest::schema::as_number;
use crate::rules::Rule;
use crate::world::error::DiscordError;
use crate::world::mentions::MentionDefault;
use crate::world::message::{Message, flags};
use crate::world::permissions::bits;

/// What a bot may set when it posts.
const POSTABLE: u64 = flags::SUPPRESS_EMBEDS
    | flags::SUPPRESS_NOTIFICATIONS
    | flags::IS_VOICE_MESSAGE
    | flags::IS_COMPONENTS_V2;

pub(super) fn create(call: &mut Call<'_>) -> Answer {
    let channel = call.id("channel")?;
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::SEND_MESSAGES)?;
    call.world.require_text(channel)?;
    draft::check(call.world, &call.input.body, &call.input.files, 0)?;
    require_content_rights(call, channel)?;
    require_open_dm(call, channel)?;
    let nonce = call.field("nonce").filter(|nonce| !nonce.is_null()).cloned();
    if let Some(earlier) = earlier_by_nonce(call, channel, nonce.as_ref())? {
        let message = call.world.message(channel, earlier)?;
        return Ok(Reply::ok(readable(call, message)));
    }
    let mut message =
        Message { channel, author: call.bot, nonce: nonce.clone(), ..Message::default() };
    set_reply(call, &mut message)?;
    let files = std::mem::take(&mut call.input.files);
    draft::apply(call.world, &mut message, &call.input.body, files, MentionDefault::Message);
    message.flags &= POSTABLE;
    if draft::is_empty(&message) && call.world.enforces(Rule::FieldLimits) {
        return Err(DiscordError::of(50006));
    }
    let id = call.world.add_message(message)?;
    if let Some(nonce) = nonce {
        let now = call.world.now();
        let window_ms = call.world.limits.nonce_ms;
        if call.world.nonces.len() > 100_000 {
            call.world.nonces.retain(|_, (_, at)| now < *at + window_ms);
        }
        call.world.nonces.insert((call.bot, channel, nonce_text(&nonce)), (id, now));
    }
    let message = call.world.message(channel, id)?;
    Ok(Reply::ok(readable(call, message)))
}

fn require_content_rights(call: &Call<'_>, channel: u64) -> Result<(), DiscordError> {
    let has_embeds =
        call.field("embeds").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    if has_embeds {
        call.world.require(call.bot, channel, bits::EMBED_LINKS)?;
    }
    if !call.input.files.is_empty() {
        call.world.require(call.bot, channel, bits::ATTACH_FILES)?;
    }
    if call.field("tts").and_then(Value::as_bool) == Some(true) {
        call.world.require(call.bot, channel, bits::SEND_TTS_MESSAGES)?;
    }
    Ok(())
}

/// A DM whose other side takes none, or shares no guild with the bot.
fn require_open_dm(call: &Call<'_>, channel: u64) -> Result<(), DiscordError> {
    let place = call.world.channel(channel)?;
    if place.guild.is_some() {
        return Ok(());
    }
    let Some(other) = place.recipients.iter().find(|user| **user != call.bot) else {
        return Ok(());
    };
    if call.world.users.get(other).is_some_and(|user| user.dms_closed) {
        return Err(DiscordError::of(50007));
    }
    let meet =
        call.world.guilds.values().any(|guild| {
            guild.members.contains_key(other) && guild.members.contains_key(&call.bot)
        });
    let none = "Cannot send messages to this user due to having no mutual guilds";
    if meet { Ok(()) } else { Err(DiscordError::new(403, 50278, none)) }
}

/// The earlier message of the same author with the same nonce, when `enforce_nonce` asks for it.
fn earlier_by_nonce(
    call: &Call<'_>,
    channel: u64,
    nonce: Option<&Value>,
) -> Result<Option<u64>, DiscordError> {
    let asked = call.field("enforce_nonce").and_then(Value::as_bool) == Some(true);
    let Some(nonce) = nonce.filter(|_| asked && call.world.enforces(Rule::Nonce)) else {
        return Ok(None);
    };
    let key = (call.bot, channel, nonce_text(nonce));
    let Some((id, at)) = call.world.nonces.get(&key) else { return Ok(None) };
    if call.world.now() >= at + call.world.limits.nonce_ms {
        return Ok(None);
    }
    call.world.message(channel, *id)?;
    Ok(Some(*id))
}

fn nonce_text(nonce: &Value) -> String {
    nonce.as_str().map_or_else(|| nonce.to_string(), str::to_owned)
}

fn set_reply(call: &Call<'_>, message: &mut Message) -> Result<(), DiscordError> {
    let Some(reference) = call.field("message_reference").filter(|value| !value.is_null()) else {
        return Ok(());
    };
    let wanted = as_number(&reference["message_id"]).unwrap_or(0);
    let rights = call.world.permissions(call.bot, message.channel);
    if rights & bits::READ_MESSAGE_HISTORY == 0 {
        return Err(DiscordError::of(160_002));
    }
    let exists = call.world.message(message.channel, wanted).is_ok();
    if !exists {
        let must_exist = reference["fail_if_not_exists"].as_bool().unwrap_or(true);
        let error = DiscordError::form(
            "message_reference",
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
            "Unknown message",
        );
        return if must_exist { Err(error) } else { Ok(()) };
    }
    message.kind = 19;
    message.replied_to = Some(wanted);
    let ids = json!({ "type": 0, "message_id": wanted.to_string() });
    message.reference = Some(call.world.message_ids(message.channel, ids));
    Ok(())
}
