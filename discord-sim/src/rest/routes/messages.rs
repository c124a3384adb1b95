//! Messages: list, get, edit, delete, reactions, typing. Posting is in `post`.

use serde_json::{Value, json};

use super::post;
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::draft;
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::rest::schema::{Field, Shape, req};
use crate::rules::Rule;
use crate::world::emit::intents;
use crate::world::error::DiscordError;
use crate::world::mentions::MentionDefault;
use crate::world::message::Message;
use crate::world::permissions::bits;
use crate::world::render::without_content;
use crate::world::snowflake;
use crate::world::user::flags::MESSAGE_CONTENT;

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", "/channels/{channel}/messages", Bucket::None, list),
    bot("POST", "/channels/{channel}/messages", Bucket::PostMessage, post::create),
    bot("POST", "/channels/{channel}/messages/bulk-delete", Bucket::Other, bulk_delete),
    bot("GET", "/channels/{channel}/messages/{message}", Bucket::None, get),
    bot("PATCH", "/channels/{channel}/messages/{message}", Bucket::PatchMessage, edit),
    bot("DELETE", "/channels/{channel}/messages/{message}", Bucket::DeleteMessage, delete),
    bot(
        "PUT",
        "/channels/{channel}/messages/{message}/reactions/{emoji}/@me",
        Bucket::Reactions,
        react,
    ),
    bot(
        "DELETE",
        "/channels/{channel}/messages/{message}/reactions/{emoji}/@me",
        Bucket::Reactions,
        unreact,
    ),
    bot("POST", "/channels/{channel}/typing", Bucket::Other, typing),
];

/// The message as this application may read it over HTTP: its own setting counts, not its intents.
pub(super) fn readable(call: &Call<'_>, message: &Message) -> Value {
    let world = &call.world;
    let mut body = world.message_json(message);
    let application = call.input.application;
    let flags = world.applications.get(&application).map_or(0, |found| found.flags);
    let may_read = flags & MESSAGE_CONTENT != 0
        || !world.enforces(Rule::MessageContentGates)
        || world.readers_without_intent(message.channel, message.id).contains(&application);
    if !may_read {
        without_content(&mut body);
    }
    body
}

fn list(call: &mut Call<'_>) -> Answer {
    call.known_query(&["around", "before", "after", "limit"])?;
    let channel = call.id("channel")?;
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, 0)?;
    call.world.require_text(channel)?;
    let limit = usize::try_from(call.number("limit", 1..=100, 50)?).unwrap_or(100);
    let around = call.query("around").and_then(|id| id.parse::<u64>().ok());
    let before = call.query("before").and_then(|id| id.parse::<u64>().ok());
    let after = call.query("after").and_then(|id| id.parse::<u64>().ok());
    if [around, before, after].iter().flatten().count() > 1 {
        let message = "Only one of around, before, after may be given.";
        return Err(DiscordError::form("", "MUTUALLY_EXCLUSIVE", message));
    }
    if call.world.permissions(call.bot, channel) & bits::READ_MESSAGE_HISTORY == 0 {
        return Ok(Reply::ok(json!([])));
    }
    let place = call.world.channel(channel)?;
    let seen = |message: &&Message| message.only_for.is_none();
    let older = |id: u64, count: usize| {
        place.messages.range(..id).rev().map(|(_, m)| m).filter(seen).take(count)
    };
    let newer =
        |id: u64, count: usize| place.messages.range(id..).map(|(_, m)| m).filter(seen).take(count);
    let mut found: Vec<&Message> = match (around, before, after) {
        (Some(id), _, _) => older(id, limit / 2).chain(newer(id, limit.div_ceil(2))).collect(),
        (_, _, Some(id)) => newer(id.saturating_add(1), limit).collect(),
        (_, Some(id), _) => older(id, limit).collect(),
        _ => older(u64::MAX, limit).collect(),
    };
    found.sort_unstable_by_key(|message| std::cmp::Reverse(message.id));
    Ok(Reply::ok(found.into_iter().map(|message| readable(call, message)).collect()))
}

fn get(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::READ_MESSAGE_HISTORY)?;
    let message = seen(call, channel, id)?;
    Ok(Reply::ok(readable(call, message)))
}

/// A message of the channel's history; ephemeral ones are not in it.
pub(super) fn seen<'a>(
    call: &'a Call<'_>,
    channel: u64,
    id: u64,
) -> Result<&'a Message, DiscordError> {
    let message = call.world.message(channel, id)?;
    if message.only_for.is_some() { Err(DiscordError::of(10008)) } else { Ok(message) }
}

fn edit(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, 0)?;
    let message = seen(call, channel, id)?;
    let (earlier, is_own) = (message.flags, message.author == call.bot);
    draft::check(call.world, &call.input.body, &call.input.files, earlier)?;
    if !is_own {
        let only_flags =
            call.input.body.as_object().is_some_and(|body| body.keys().all(|key| key == "flags"));
        if !only_flags {
            return Err(DiscordError::of(50005));
        }
        call.world.require(call.bot, channel, bits::MANAGE_MESSAGES)?;
    }
    rewrite(call, channel, id, MentionDefault::Message)?;
    let message = call.world.message(channel, id)?;
    Ok(Reply::ok(readable(call, message)))
}

/// Applies the checked body to the message, which becomes "edited".
pub(super) fn rewrite(
    call: &mut Call<'_>,
    channel: u64,
    id: u64,
    mentions: MentionDefault,
) -> Result<(), DiscordError> {
    let mut message = call.world.message(channel, id)?.clone();
    let files = std::mem::take(&mut call.input.files);
    draft::apply(call.world, &mut message, &call.input.body, files, mentions);
    if draft::is_empty(&message) && call.world.enforces(Rule::FieldLimits) {
        return Err(DiscordError::of(50006));
    }
    message.edited_ms = Some(call.world.now());
    call.world.edit_message(channel, id, |place| *place = message)
}

fn delete(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, 0)?;
    let message = seen(call, channel, id)?;
    if matches!(message.kind, 1..=5 | 21) {
        return Err(DiscordError::of(50021));
    }
    if message.author != call.bot {
        call.world.require(call.bot, channel, bits::MANAGE_MESSAGES)?;
    }
    call.world.delete_message(channel, id)?;
    Ok(Reply::empty())
}

static BULK: [Field; 1] = [req("messages", Shape::List(0, 200, &Shape::Id))];

fn bulk_delete(call: &mut Call<'_>) -> Answer {
    let channel = call.id("channel")?;
    call.check(&BULK)?;
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::MANAGE_MESSAGES)?;
    let ids: Vec<u64> = call
        .field("messages")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(crate::rest::schema::as_number)
        .collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    if !(2..=100).contains(&ids.len()) || unique.len() != ids.len() {
        return Err(DiscordError::of(50016));
    }
    let oldest = snowflake::at(call.world.now().saturating_sub(14 * 86_400_000));
    if ids.iter().any(|id| *id < oldest) {
        return Err(DiscordError::of(50034));
    }
    call.world.delete_messages(channel, &ids)?;
    Ok(Reply::empty())
}

fn react(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::READ_MESSAGE_HISTORY)?;
    let emoji = call.text("emoji").to_owned();
    let is_first = !seen(call, channel, id)?.reactions.iter().any(|r| r.emoji == emoji);
    if is_first {
        call.world.require(call.bot, channel, bits::ADD_REACTIONS)?;
    }
    if emoji.is_ascii() && !emoji.contains(':') {
        return Err(DiscordError::of(10014));
    }
    call.world.react(channel, id, &emoji, call.bot)?;
    Ok(Reply::empty())
}

fn unreact(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::READ_MESSAGE_HISTORY)?;
    let emoji = call.text("emoji").to_owned();
    call.world.unreact(channel, id, &emoji, call.bot)?;
    Ok(Reply::empty())
}

fn typing(call: &mut Call<'_>) -> Answer {
    let channel = call.id("channel")?;
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::SEND_MESSAGES)?;
    let user = json!({ "user_id": call.bot.to_string(), "timestamp": call.world.now() / 1_000 });
    let data = call.world.message_ids(channel, user);
    call.world.emit_channel(channel, intents::GUILD_MESSAGE_TYPING, "TYPING_START", &data);
    Ok(Reply::empty())
}
