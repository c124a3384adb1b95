//! `@original` and follow-ups: everything after the first answer, by the interaction's token.

use super::interactions::frame;
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::draft;
use crate::rest::limit::Bucket;
use crate::rest::router::{Access, Endpoint};
use crate::rules::Rule;
use crate::world::error::DiscordError;
use crate::world::mentions::MentionDefault;
use crate::world::message::{Message, flags};

const ALL: &str = "/webhooks/{application}/{token}";
const ORIGINAL: &str = "/webhooks/{application}/{token}/messages/@original";
const ONE: &str = "/webhooks/{application}/{token}/messages/{message}";

pub(super) static ROUTES: &[Endpoint] = &[
    by_token("POST", ALL, create),
    by_token("GET", ORIGINAL, get),
    by_token("PATCH", ORIGINAL, edit),
    by_token("DELETE", ORIGINAL, delete),
    by_token("GET", ONE, get),
    by_token("PATCH", ONE, edit),
    by_token("DELETE", ONE, delete),
];

const fn by_token(
    method: &'static str,
    template: &'static str,
    handler: fn(&mut Call<'_>) -> Answer,
) -> Endpoint {
    Endpoint { method, template, access: Access::Interaction, bucket: Bucket::Webhook, handler }
}

/// Checks the body and adds the message that answers an interaction.
pub(super) fn post(call: &mut Call<'_>, mut message: Message) -> Result<u64, DiscordError> {
    draft::check(call.world, &call.input.body, &call.input.files, 0)?;
    let files = std::mem::take(&mut call.input.files);
    draft::apply(call.world, &mut message, &call.input.body, files, MentionDefault::Interaction);
    if draft::is_empty(&message) && call.world.enforces(Rule::FieldLimits) {
        return Err(DiscordError::of(50006));
    }
    call.world.add_message(message)
}

fn interaction(call: &Call<'_>) -> Result<u64, DiscordError> {
    Ok(call.world.followed_up(call.id("application")?, call.text("token"))?.id)
}

/// The message that the path names: `@original` or a follow-up of this interaction.
fn target(call: &Call<'_>) -> Result<(u64, u64, u64), DiscordError> {
    let id = interaction(call)?;
    let found = call.world.interactions.get(&id).ok_or_else(|| DiscordError::of(10015))?;
    let message = if call.input.params.contains_key("message") {
        let message = call.id("message")?;
        let is_ours = found.followups.contains(&message) || found.original == Some(message);
        if is_ours { Some(message) } else { None }
    } else {
        found.original
    };
    let message = message.ok_or_else(|| DiscordError::of(10008))?;
    call.world.message(found.channel, message)?;
    Ok((id, found.channel, message))
}

/// A follow-up straight after a deferred answer edits the loading message (Discord docs, Create
/// Followup Message).
fn create(call: &mut Call<'_>) -> Answer {
    call.known_query(&["wait", "with_components"])?;
    let id = interaction(call)?;
    let found = call.world.interaction_mut(id)?;
    let channel = found.channel;
    let waits = found.answer.as_ref().is_some_and(|a| a.pending && a.kind == 5);
    if let (true, Some(original)) = (waits, found.original) {
        rewrite(call, channel, original)?;
        return settle(call, id, channel, original);
    }
    let ephemeral = call.input.body["flags"].as_u64().unwrap_or(0) & flags::EPHEMERAL != 0;
    let message = frame(call, id, ephemeral)?;
    let message = post(call, message)?;
    let found = call.world.interaction_mut(id)?;
    found.followups.push(message);
    found.announce();
    Ok(Reply::ok(call.world.message_json(call.world.message(channel, message)?)))
}

fn get(call: &mut Call<'_>) -> Answer {
    let (_, channel, message) = target(call)?;
    Ok(Reply::ok(call.world.message_json(call.world.message(channel, message)?)))
}

fn edit(call: &mut Call<'_>) -> Answer {
    call.known_query(&["with_components"])?;
    let (id, channel, message) = target(call)?;
    rewrite(call, channel, message)?;
    settle(call, id, channel, message)
}

fn rewrite(call: &mut Call<'_>, channel: u64, id: u64) -> Result<(), DiscordError> {
    let mut message = call.world.message(channel, id)?.clone();
    let was_loading = message.flags & flags::LOADING != 0;
    draft::check(call.world, &call.input.body, &call.input.files, message.flags)?;
    let files = std::mem::take(&mut call.input.files);
    draft::apply(call.world, &mut message, &call.input.body, files, MentionDefault::Interaction);
    if draft::is_empty(&message) && call.world.enforces(Rule::FieldLimits) {
        return Err(DiscordError::of(50006));
    }
    message.flags &= !flags::LOADING;
    if !was_loading {
        message.edited_ms = Some(call.world.now());
    }
    call.world.edit_message(channel, id, |place| *place = message)
}

/// The deferred answer is complete once `@original` was written.
fn settle(call: &mut Call<'_>, id: u64, channel: u64, message: u64) -> Answer {
    let found = call.world.interaction_mut(id)?;
    if let Some(answer) = found.answer.as_mut().filter(|_| found.original == Some(message)) {
        answer.pending = false;
    }
    found.announce();
    Ok(Reply::ok(call.world.message_json(call.world.message(channel, message)?)))
}

fn delete(call: &mut Call<'_>) -> Answer {
    let (id, channel, message) = target(call)?;
    call.world.delete_message(channel, message)?;
    let found = call.world.interaction_mut(id)?;
    if found.original == Some(message) {
        found.original = None;
        if let Some(answer) = found.answer.as_mut() {
            answer.pending = false;
        }
    }
    found.followups.retain(|other| *other != message);
    found.announce();
    Ok(Reply::empty())
}
