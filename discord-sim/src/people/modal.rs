//! Filling in and submitting a modal.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::interaction::{Interaction, Modal};
use super::invoke::upload;
use super::refused::Refused;
use super::seat::Seat;
use crate::world::World;
use crate::world::interaction::InteractionKind;
use crate::world::interactions::Action;

impl Seat {
    /// Submits a modal that opened for them. `fields` maps custom ids to a text, a list of values,
    /// a boolean, or a list of files as in [`Seat::command`].
    ///
    /// # Errors
    /// When the modal is not theirs or was submitted already, or a field is missing, unknown, too
    /// short or too long.
    pub fn submit(&self, modal: &Modal, fields: &Value) -> Result<Interaction, Refused> {
        let started = self.core.write(|world| self.start_submit(world, modal, fields));
        match started {
            Ok((channel, id)) => {
                self.note("submit", channel, modal.custom_id.clone(), Some(id));
                Ok(Interaction { core: Arc::clone(&self.core), id, user: self.user })
            }
            Err(Refused(words)) => Err(self.note_refusal(0, words)),
        }
    }

    fn start_submit(
        &self,
        world: &mut World,
        modal: &Modal,
        fields: &Value,
    ) -> Result<(u64, u64), Refused> {
        let not_open =
            || Refused::because(format!("the modal \"{}\" is not open", modal.custom_id));
        let opener = world.interactions.get_mut(&modal.interaction).ok_or_else(not_open)?;
        let is_theirs = opener.user == self.user && opener.guild == Some(self.guild);
        let answer = opener.answer.as_ref().filter(|answer| answer.kind == 9 && is_theirs);
        // The opener's data is taken away below, so a modal is submitted once.
        let shown = answer.and_then(|answer| answer.data.clone()).ok_or_else(not_open)?;
        let (channel, source) = (opener.channel, opener.source_message);
        let (application, metadata) = (opener.application, opener.metadata.clone());
        let mut components = filled(&shown["components"], fields)?;
        let files = world.uploaded(channel, &mut components)?;
        let custom_id = shown["custom_id"].as_str().unwrap_or("").to_owned();
        let mut data = json!({ "custom_id": custom_id, "components": components });
        let ids = chosen_ids(&data["components"]);
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut resolved = world.resolved(self.guild, self.user, &ids);
        if let (false, Some(object)) = (files.is_empty(), resolved.as_object_mut()) {
            object.insert("attachments".to_owned(), Value::Object(files));
        }
        if let (Some(false), Some(object)) =
            (resolved.as_object().map(Map::is_empty), data.as_object_mut())
        {
            object.insert("resolved".to_owned(), resolved);
        }
        if let Some(opener) = world.interactions.get_mut(&modal.interaction)
            && let Some(answer) = opener.answer.as_mut()
        {
            answer.data = None;
        }
        let action = Action {
            application,
            kind: InteractionKind::ModalSubmit,
            user: self.user,
            channel,
            name: custom_id,
            data,
            source_message: source,
            metadata: json!({ "triggering_interaction_metadata": metadata }),
        };
        Ok((channel, world.start_interaction(action)))
    }
}

impl World {
    /// Keeps the files of file uploads and puts their ids in their place; the attachments by id.
    fn uploaded(
        &mut self,
        channel: u64,
        components: &mut [Value],
    ) -> Result<Map<String, Value>, Refused> {
        let mut files = Map::new();
        let fields = components.iter_mut().filter_map(|it| it.get_mut("component"));
        for field in fields.filter(|field| field["type"] == 19) {
            for file in field["values"].as_array_mut().into_iter().flatten() {
                let stored = self.store_file(channel, upload(file)?, true);
                let id = stored.id.to_string();
                files.insert(id.clone(), self.attachment_json(&stored));
                *file = Value::String(id);
            }
        }
        Ok(files)
    }
}

/// The submitted form of the shown components.
fn filled(shown: &Value, fields: &Value) -> Result<Vec<Value>, Refused> {
    let mut known = Vec::new();
    let mut components = Vec::new();
    for (index, component) in shown.as_array().into_iter().flatten().enumerate() {
        let id =
            json!(component["id"].as_u64().filter(|id| *id > 0).unwrap_or(index as u64 * 2 + 1));
        let inner_id = json!(index * 2 + 2);
        components.push(match component["type"].as_u64() {
            Some(18) => {
                let answer = answer(&component["component"], fields, &inner_id, &mut known)?;
                json!({ "type": 18, "id": id, "component": answer })
            }
            Some(1) => {
                let answer = answer(&component["components"][0], fields, &inner_id, &mut known)?;
                json!({ "type": 1, "id": id, "components": [answer] })
            }
            _ => json!({ "type": component["type"], "id": id }),
        });
    }
    let unknown = fields.as_object().into_iter().flatten().find(|(key, _)| !known.contains(*key));
    match unknown {
        Some((key, _)) => {
            Err(Refused::because(format!("the modal has no field \"{key}\"; it has {known:?}")))
        }
        None => Ok(components),
    }
}

fn answer(
    component: &Value,
    fields: &Value,
    id: &Value,
    known: &mut Vec<String>,
) -> Result<Value, Refused> {
    let custom_id = component["custom_id"].as_str().unwrap_or("").to_owned();
    let given = fields.get(&custom_id).filter(|value| !value.is_null());
    let required = component["required"].as_bool().unwrap_or(true);
    let kind = component["type"].as_u64().unwrap_or(0);
    let mut body = json!({ "type": kind, "id": id, "custom_id": custom_id });
    let (key, value) = match kind {
        4 => ("value", json!(text(component, given, required, &custom_id)?)),
        21 => ("value", given.cloned().unwrap_or(Value::Null)),
        23 => ("value", json!(given.and_then(Value::as_bool).unwrap_or(false))),
        _ => ("values", values(component, given, required, &custom_id)?),
    };
    if let Some(object) = body.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
    known.push(custom_id);
    Ok(body)
}

fn text(
    component: &Value,
    given: Option<&Value>,
    required: bool,
    custom_id: &str,
) -> Result<String, Refused> {
    let preset = component["value"].as_str().unwrap_or("");
    let text = given.and_then(Value::as_str).unwrap_or(preset).to_owned();
    let length = text.chars().count() as u64;
    let shortest = component["min_length"].as_u64().unwrap_or(0).max(u64::from(required));
    let longest = component["max_length"].as_u64().unwrap_or(4000);
    let may_be_empty = length == 0 && !required;
    if (shortest..=longest).contains(&length) || may_be_empty {
        return Ok(text);
    }
    let words = format!("\"{custom_id}\" takes {shortest} to {longest} characters, not {length}");
    Err(Refused::because(words))
}

fn values(
    component: &Value,
    given: Option<&Value>,
    required: bool,
    custom_id: &str,
) -> Result<Value, Refused> {
    let list = match given {
        Some(Value::Array(list)) => list.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let fewest = component["min_values"].as_u64().unwrap_or(1);
    let most = component["max_values"].as_u64().unwrap_or(1);
    let count = list.len() as u64;
    if (fewest..=most).contains(&count) || (count == 0 && !required) {
        let options = component["options"].as_array().map_or(&[][..], Vec::as_slice);
        let unknown = |value: &&Value| !options.iter().any(|option| option["value"] == **value);
        return match list.iter().find(unknown).filter(|_| !options.is_empty()) {
            Some(value) => Err(Refused::because(format!("\"{custom_id}\" has no option {value}"))),
            None => Ok(Value::Array(list)),
        };
    }
    let words = format!("\"{custom_id}\" takes {fewest} to {most} values, not {count}");
    Err(Refused::because(words))
}

/// Ids chosen in user, role and channel menus.
fn chosen_ids(components: &Value) -> Vec<String> {
    let inner =
        components.as_array().into_iter().flatten().map(|component| &component["component"]);
    inner
        .filter(|component| matches!(component["type"].as_u64(), Some(5..=8)))
        .flat_map(|component| component["values"].as_array().into_iter().flatten())
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}
