//! Control calls that act and look for a person in a guild.

use serde_json::{Value, json};

use super::Operation;
use super::arguments::{Arguments, ControlError};
use crate::people::interaction::{Interaction, Modal};
use crate::people::person::Person;
use crate::people::seat::FileToSend;
use crate::rest::schema::as_number;
use crate::sim::Application;

pub(super) static OPERATIONS: &[Operation] = &[
    ("GET", "/guilds/{guild}/people/{person}/channels", channels),
    ("GET", "/guilds/{guild}/people/{person}/channels/{channel}/messages", read),
    ("POST", "/guilds/{guild}/people/{person}/channels/{channel}/messages", write),
    ("PATCH", "/guilds/{guild}/people/{person}/channels/{channel}/messages/{message}", edit),
    ("DELETE", "/guilds/{guild}/people/{person}/channels/{channel}/messages/{message}", delete),
    ("GET", "/people/{person}/direct_messages/{application}", direct_messages),
    ("GET", "/guilds/{guild}/people/{person}/commands", commands),
    ("POST", "/guilds/{guild}/people/{person}/command", command),
    ("POST", "/guilds/{guild}/people/{person}/press", press),
    ("POST", "/guilds/{guild}/people/{person}/select", select),
    ("POST", "/guilds/{guild}/people/{person}/submit", submit),
    ("POST", "/guilds/{guild}/people/{person}/leave", leave),
];

type Done = Result<Value, ControlError>;

fn started(interaction: &Interaction) -> Value {
    json!({ "interaction": interaction.id.to_string() })
}

fn channels(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.seat()?.channels())?)
}

fn read(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.seat()?.read(call.path_id("channel")?)?)?)
}

fn direct_messages(call: &Arguments<'_>) -> Done {
    let (person, application) = (call.path_id("person")?, call.path_id("application")?);
    let found = Person::find(call.core, person).ok_or(ControlError::Missing("person", person))?;
    let application = Application::find(call.core, application)
        .ok_or(ControlError::Missing("application", application))?;
    Ok(serde_json::to_value(found.direct_messages(&application))?)
}

/// `{"text", "reply_to"?, "files"?: [{"filename", "text"}]}`.
fn write(call: &Arguments<'_>) -> Done {
    let (seat, channel) = (call.seat()?, call.path_id("channel")?);
    let text = call.body["text"].as_str().unwrap_or("");
    if let Some(to) = call.maybe_number("reply_to") {
        return Ok(json!({ "id": seat.reply(channel, to, text)?.to_string() }));
    }
    let mut files = Vec::new();
    for file in call.body["files"].as_array().into_iter().flatten() {
        let filename = file["filename"].as_str().unwrap_or("file.txt").to_owned();
        let text = file["text"].as_str();
        let text = text.ok_or_else(|| ControlError::Argument("files.text".to_owned(), "a text"))?;
        files.push(FileToSend { filename, bytes: text.as_bytes().to_vec() });
    }
    Ok(json!({ "id": seat.write_with_files(channel, text, files)?.to_string() }))
}

fn edit(call: &Arguments<'_>) -> Done {
    let (channel, message) = (call.path_id("channel")?, call.path_id("message")?);
    call.seat()?.edit_message(channel, message, call.text("text")?)?;
    Ok(json!({}))
}

fn delete(call: &Arguments<'_>) -> Done {
    call.seat()?.delete_message(call.path_id("channel")?, call.path_id("message")?)?;
    Ok(json!({}))
}

fn commands(call: &Arguments<'_>) -> Done {
    Ok(json!(call.seat()?.commands()))
}

/// `{"channel", "name": "ticketflow setup", "options": {…}}`, or `{"message", "name"}` out of the
/// menu of a message.
fn command(call: &Arguments<'_>) -> Done {
    if !call.body["message"].is_null() {
        let (message, name) = (call.number("message")?, call.text("name")?);
        return Ok(started(&call.seat()?.message_command(message, name)?));
    }
    let (channel, name) = (call.number("channel")?, call.text("name")?);
    Ok(started(&call.seat()?.command(channel, name, &call.body["options"])?))
}

/// `{"message", "custom_id"}` or `{"channel", "label"}`.
fn press(call: &Arguments<'_>) -> Done {
    let seat = call.seat()?;
    if let Some(label) = call.body["label"].as_str() {
        return Ok(started(&seat.press_label(call.number("channel")?, label)?));
    }
    Ok(started(&seat.press(call.number("message")?, call.text("custom_id")?)?))
}

/// `{"message", "custom_id", "values": […]}`.
fn select(call: &Arguments<'_>) -> Done {
    let values = call.body["values"].as_array();
    let values: Vec<&str> = values.into_iter().flatten().filter_map(Value::as_str).collect();
    let message = call.number("message")?;
    Ok(started(&call.seat()?.select(message, call.text("custom_id")?, &values)?))
}

/// `{"interaction": the one that opened the modal, "fields": {custom_id: …}}`.
fn submit(call: &Arguments<'_>) -> Done {
    let seat = call.seat()?;
    let opener = call.number("interaction")?;
    let shown =
        call.core.read(|world| world.interactions.get(&opener)?.answer.as_ref()?.data.clone());
    let shown = shown.unwrap_or_default();
    let modal = Modal {
        interaction: as_number(&call.body["interaction"]).unwrap_or(0),
        custom_id: shown["custom_id"].as_str().unwrap_or("").to_owned(),
        title: shown["title"].as_str().unwrap_or("").to_owned(),
        components: shown["components"].as_array().cloned().unwrap_or_default(),
    };
    Ok(started(&seat.submit(&modal, &call.body["fields"])?))
}

fn leave(call: &Arguments<'_>) -> Done {
    call.seat()?.leave()?;
    Ok(json!({}))
}
