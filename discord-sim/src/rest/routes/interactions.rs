//! The first answer to an interaction.

use serde_json::{Value, json};

use super::followups;
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::draft;
use crate::rest::limit::Bucket;
use crate::rest::modal;
use crate::rest::router::{Access, Endpoint};
use crate::rest::schema::{Check, Field, Shape, opt, req};
use crate::rules::Rule;
use crate::world::error::DiscordError;
use crate::world::interaction::{Answer as Given, InteractionKind};
use crate::world::mentions::MentionDefault;
use crate::world::message::{Message, flags};

pub(super) static ROUTES: &[Endpoint] = &[Endpoint {
    method: "POST",
    template: "/interactions/{interaction}/{token}/callback",
    access: Access::Interaction,
    bucket: Bucket::None,
    handler: callback,
}];

static CALLBACK: [Field; 2] =
    [req("type", Shape::OneOf(&[4, 5, 6, 7, 8, 9])), opt("data", Shape::Any)];

fn callback(call: &mut Call<'_>) -> Answer {
    call.known_query(&["with_response"])?;
    let id = call.id("interaction")?;
    call.world.answerable(id, call.text("token"))?;
    call.check(&CALLBACK)?;
    let kind = call.input.body["type"].as_u64().unwrap_or(0);
    require_fitting(call, id, kind)?;
    let data = call.input.body.get("data").cloned().unwrap_or(Value::Null);
    call.input.body = if data.is_null() { json!({}) } else { data };
    let message = match kind {
        4 => Some(send(call, id)?),
        5 => Some(defer(call, id)?),
        6 => call.world.interaction_mut(id)?.source_message,
        7 => Some(update(call, id)?),
        9 => {
            let mut check = Check::new(call.world.enforces(Rule::FieldLimits));
            modal::check(&mut check, &call.input.body, "data");
            check.finish()?;
            None
        }
        _ => None,
    };
    let now = call.world.now();
    let interaction =
        call.world.interactions.get_mut(&id).ok_or_else(|| DiscordError::of(10062))?;
    let data = matches!(kind, 8 | 9).then(|| call.input.body.clone());
    let pending = matches!(kind, 5 | 6);
    interaction.answer = Some(Given { kind, at_ms: now, pending, data });
    interaction.original = message;
    interaction.announce();
    if call.flag("with_response") {
        return Ok(Reply::ok(response_json(call, id, kind)?));
    }
    Ok(Reply::empty())
}

/// Which answers fit which interaction (Discord docs, Interaction Callback Type).
fn require_fitting(call: &Call<'_>, id: u64, kind: u64) -> Result<(), DiscordError> {
    let Some(interaction) = call.world.interactions.get(&id) else {
        return Err(DiscordError::of(10062));
    };
    let fits = match kind {
        6 | 7 => interaction.source_message.is_some(),
        8 => interaction.kind == InteractionKind::Autocomplete,
        9 => interaction.kind != InteractionKind::ModalSubmit,
        _ => interaction.kind != InteractionKind::Autocomplete,
    };
    if fits || !call.world.enforces(Rule::FieldLimits) {
        return Ok(());
    }
    let message = "This answer is not possible for this interaction.";
    Err(DiscordError::form("type", "INTERACTION_CALLBACK_TYPE_INVALID", message))
}

/// The frame of an answering message: who, where, for whom, in answer to what.
pub(super) fn frame(call: &Call<'_>, id: u64, is_ephemeral: bool) -> Result<Message, DiscordError> {
    let found = call.world.interactions.get(&id).ok_or_else(|| DiscordError::of(10062))?;
    call.world.channel(found.channel)?;
    Ok(Message {
        channel: found.channel,
        author: call.world.bot_of(found.application),
        kind: if found.kind == InteractionKind::Command { 20 } else { 0 },
        flags: if is_ephemeral { flags::EPHEMERAL } else { 0 },
        interaction: Some(found.metadata.clone()),
        application: Some(found.application),
        only_for: is_ephemeral.then_some(found.user),
        reference: found.source_message.map(|message| {
            let ids = json!({ "type": 0, "message_id": message.to_string() });
            call.world.message_ids(found.channel, ids)
        }),
        ..Message::default()
    })
}

fn send(call: &mut Call<'_>, id: u64) -> Result<u64, DiscordError> {
    let ephemeral = call.input.body["flags"].as_u64().unwrap_or(0) & flags::EPHEMERAL != 0;
    let message = frame(call, id, ephemeral)?;
    followups::post(call, message)
}

fn defer(call: &mut Call<'_>, id: u64) -> Result<u64, DiscordError> {
    let wanted = call.input.body["flags"].as_u64().unwrap_or(0);
    if wanted & !flags::EPHEMERAL != 0 && call.world.enforces(Rule::FieldLimits) {
        let message = "Only EPHEMERAL may be set for a deferred answer.";
        return Err(DiscordError::form("data.flags", "MESSAGE_FLAGS_INVALID", message));
    }
    let mut message = frame(call, id, wanted & flags::EPHEMERAL != 0)?;
    message.flags |= flags::LOADING;
    call.world.add_message(message)
}

fn update(call: &mut Call<'_>, id: u64) -> Result<u64, DiscordError> {
    let found = call.world.interactions.get(&id).ok_or_else(|| DiscordError::of(10062))?;
    let channel = found.channel;
    let source = found.source_message.ok_or_else(|| DiscordError::of(10008))?;
    let earlier = call.world.message(channel, source)?.flags;
    draft::check(call.world, &call.input.body, &call.input.files, earlier)?;
    let mut message = call.world.message(channel, source)?.clone();
    let files = std::mem::take(&mut call.input.files);
    draft::apply(call.world, &mut message, &call.input.body, files, MentionDefault::Interaction);
    message.edited_ms = Some(call.world.now());
    call.world.edit_message(channel, source, |place| *place = message)?;
    Ok(source)
}

fn response_json(call: &Call<'_>, id: u64, kind: u64) -> Result<Value, DiscordError> {
    let found = call.world.interactions.get(&id).ok_or_else(|| DiscordError::of(10062))?;
    let mut interaction = json!({ "id": id.to_string(), "type": found.kind as u8 });
    let mut body = json!({});
    let message = found.original.map(|message| call.world.message(found.channel, message));
    if let (Some(Ok(message)), Some(fields)) = (&message, interaction.as_object_mut()) {
        let has = |flag: u64| json!(message.flags & flag != 0);
        fields.insert("response_message_id".to_owned(), json!(message.id.to_string()));
        fields.insert("response_message_loading".to_owned(), has(flags::LOADING));
        fields.insert("response_message_ephemeral".to_owned(), has(flags::EPHEMERAL));
    }
    if let Some(fields) = body.as_object_mut() {
        fields.insert("interaction".to_owned(), interaction);
        let mut resource = json!({ "type": kind });
        if let (4 | 7, Some(Ok(message)), Some(inner)) = (kind, &message, resource.as_object_mut())
        {
            inner.insert("message".to_owned(), call.world.message_json(message));
        }
        if matches!(kind, 4 | 7) {
            fields.insert("resource".to_owned(), resource);
        }
    }
    Ok(body)
}
