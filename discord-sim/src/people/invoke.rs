//! Using commands: slash commands, and those in the menu of a message.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::interaction::Interaction;
use super::refused::Refused;
use super::seat::Seat;
use crate::world::World;
use crate::world::files::Upload;
use crate::world::interaction::{Command, InteractionKind};
use crate::world::interactions::Action;
use crate::world::permissions::bits;

/// Discord's numbers of command types.
const SLASH: u64 = 1;
const MESSAGE: u64 = 3;

impl Seat {
    /// Uses a command by its whole name, such as `ticketflow setup`, with options by name. Ids are
    /// texts; a file is `{"filename": …, "text": …}` or `{"filename": …, "bytes": [..]}`.
    ///
    /// # Errors
    /// When the command is unknown or hidden from them, an option is missing, unknown or does not
    /// fit.
    pub fn command(
        &self,
        channel: u64,
        name: &str,
        options: &Value,
    ) -> Result<Interaction, Refused> {
        let started = self.core.write(|world| {
            self.require(world, channel, bits::USE_APPLICATION_COMMANDS)?;
            let mut words = name.split_whitespace();
            let command = self.find_command(world, SLASH, words.next().unwrap_or(""))?;
            let path: Vec<&str> = words.collect();
            let mut chosen = Chosen { world, channel, ids: Vec::new(), files: Map::new() };
            let list = chosen.along(&command.fields["options"], &path, options)?;
            let Chosen { ids, files, .. } = chosen;
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let mut resolved = world.resolved(self.guild, self.user, &ids);
            if let (false, Some(fields)) = (files.is_empty(), resolved.as_object_mut()) {
                fields.insert("attachments".to_owned(), Value::Object(files));
            }
            let mut data = json!({
                "id": command.id.to_string(), "name": command.name, "type": 1, "options": list,
            });
            if let Some(fields) = data.as_object_mut() {
                if resolved.as_object().is_some_and(|resolved| !resolved.is_empty()) {
                    fields.insert("resolved".to_owned(), resolved);
                }
                if command.guild.is_some() {
                    fields.insert("guild_id".to_owned(), json!(self.guild.to_string()));
                }
            }
            let metadata = json!({ "name": name });
            Ok(self.invoke(world, channel, name, (&command, data, metadata)))
        });
        self.started(channel, name, started)
    }

    /// Uses a command of the menu of a message, by its name.
    ///
    /// # Errors
    /// When they do not see the message, or the command is unknown or hidden from them.
    pub fn message_command(&self, message: u64, name: &str) -> Result<Interaction, Refused> {
        let place = self.core.read(|world| self.place_of(world, message)).unwrap_or(0);
        let started = self.core.write(|world| {
            let target = world.message(place, message).ok();
            let target = target
                .filter(|target| self.sees(world, target))
                .ok_or_else(|| Refused::because(format!("they do not see message {message}")))?;
            // With its content, whatever the application may read (Discord docs, Message Content
            // Intent).
            let content = world.message_json(target);
            self.require(world, place, bits::USE_APPLICATION_COMMANDS)?;
            let command = self.find_command(world, MESSAGE, name)?;
            let id = message.to_string();
            let mut data = json!({
                "id": command.id.to_string(), "name": command.name, "type": MESSAGE,
                "target_id": id, "resolved": { "messages": { (id.as_str()): content } },
            });
            if let (Some(_), Some(fields)) = (command.guild, data.as_object_mut()) {
                fields.insert("guild_id".to_owned(), json!(self.guild.to_string()));
            }
            let metadata = json!({ "name": name, "target_message_id": id });
            Ok(self.invoke(world, place, name, (&command, data, metadata)))
        });
        self.started(place, name, started)
    }

    fn invoke(
        &self,
        world: &mut World,
        channel: u64,
        name: &str,
        (command, data, metadata): (&Command, Value, Value),
    ) -> u64 {
        world.start_interaction(Action {
            application: command.application,
            kind: InteractionKind::Command,
            user: self.user,
            channel,
            name: name.to_owned(),
            data,
            source_message: None,
            metadata,
        })
    }

    fn started(
        &self,
        channel: u64,
        name: &str,
        started: Result<u64, Refused>,
    ) -> Result<Interaction, Refused> {
        match started {
            Ok(id) => {
                self.note("command", channel, name.to_owned(), Some(id));
                Ok(Interaction { core: Arc::clone(&self.core), id, user: self.user })
            }
            Err(Refused(words)) => Err(self.note_refusal(channel, words)),
        }
    }

    /// Names of the slash commands that their client offers.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        self.names(SLASH)
    }

    /// Names of the commands that their client offers in the menu of a message.
    #[must_use]
    pub fn message_commands(&self) -> Vec<String> {
        self.names(MESSAGE)
    }

    fn names(&self, kind: u64) -> Vec<String> {
        self.core.read(|world| {
            let mut names: Vec<String> =
                self.offered(world, kind).map(|command| command.name.clone()).collect();
            names.sort();
            names
        })
    }

    fn offered<'a>(&'a self, world: &'a World, kind: u64) -> impl Iterator<Item = &'a Command> {
        let applications = world.guilds.get(&self.guild).map_or(&[][..], |g| &g.applications);
        let rights = world.guild_permissions(self.user, self.guild);
        let scopes = applications.iter().flat_map(|a| [(*a, Some(self.guild)), (*a, None)]);
        scopes.filter_map(|scope| world.commands.get(&scope)).flat_map(|all| all.values()).filter(
            move |command| {
                command.kind == kind
                    && (may_use(command, rights) || self.is_allowed(world, &command.name))
            },
        )
    }

    /// Whether an admin has given the command to one of their roles.
    fn is_allowed(&self, world: &World, name: &str) -> bool {
        world.guilds.get(&self.guild).is_some_and(|guild| {
            let roles = guild.members.get(&self.user).map_or(&[][..], |member| &member.roles);
            roles.iter().any(|role| guild.allowed_commands.contains(&(name.to_owned(), *role)))
        })
    }

    fn find_command(&self, world: &World, kind: u64, name: &str) -> Result<Command, Refused> {
        let found = self.offered(world, kind).find(|command| command.name == name).cloned();
        found.ok_or_else(|| {
            let offered: Vec<&str> = self.offered(world, kind).map(|c| c.name.as_str()).collect();
            Refused::because(format!("no command \"{name}\" for them; they see {offered:?}"))
        })
    }
}

/// Whether the client offers the command to somebody with these rights in the guild.
fn may_use(command: &Command, rights: u64) -> bool {
    let needed = command.fields.get("default_member_permissions");
    let Some(needed) = needed.and_then(Value::as_str).and_then(|bits| bits.parse::<u64>().ok())
    else {
        return true;
    };
    rights & bits::ADMINISTRATOR != 0 || (needed != 0 && rights & needed == needed)
}

/// A file as a person names it.
pub(super) fn upload(file: &Value) -> Result<Upload, Refused> {
    let filename = file["filename"].as_str();
    let filename = filename.ok_or_else(|| Refused::because("a file needs a \"filename\""))?;
    let bytes = match (&file["text"], &file["bytes"]) {
        (Value::String(text), _) => Bytes::from(text.clone()),
        (_, Value::Array(bytes)) => {
            bytes.iter().filter_map(|b| u8::try_from(b.as_u64()?).ok()).collect()
        }
        _ => return Err(Refused::because("a file needs \"text\" or \"bytes\"")),
    };
    let filename = filename.to_owned();
    Ok(Upload { filename, content_type: None, description: None, bytes })
}

/// Reads the options, and gathers what they name: ids, and files, which are uploaded on the way.
struct Chosen<'a> {
    world: &'a mut World,
    channel: u64,
    ids: Vec<String>,
    /// Attachment objects by id.
    files: Map<String, Value>,
}

impl Chosen<'_> {
    /// Walks down to the sub-command and fills in its options.
    fn along(
        &mut self,
        registered: &Value,
        path: &[&str],
        given: &Value,
    ) -> Result<Vec<Value>, Refused> {
        let registered = registered.as_array().map_or(&[][..], Vec::as_slice);
        let has_children = registered.iter().any(|o| matches!(o["type"].as_u64(), Some(1 | 2)));
        match path.split_first() {
            Some((name, rest)) => {
                let child = registered.iter().find(|o| o["name"] == *name);
                let child = child.ok_or_else(|| {
                    let words = format!("the command has no sub-command \"{name}\"");
                    Refused::because(words)
                })?;
                let options = self.along(&child["options"], rest, given)?;
                Ok(vec![json!({ "name": name, "type": child["type"], "options": options })])
            }
            None if has_children => Err(Refused::because("the command needs a sub-command")),
            None => self.leaf(registered, given),
        }
    }

    fn leaf(&mut self, registered: &[Value], given: &Value) -> Result<Vec<Value>, Refused> {
        let names: Vec<&str> = registered.iter().filter_map(|o| o["name"].as_str()).collect();
        let unknown = given.as_object().into_iter().flatten();
        if let Some((key, _)) = unknown.into_iter().find(|(key, _)| !names.contains(&key.as_str()))
        {
            let words = format!("the command has no option \"{key}\"; it has {names:?}");
            return Err(Refused::because(words));
        }
        let mut filled = Vec::new();
        for option in registered {
            let name = option["name"].as_str().unwrap_or("");
            match given.get(name).filter(|value| !value.is_null()) {
                Some(value) => {
                    let value = self.value(option, value)?;
                    filled.push(json!({ "name": name, "type": option["type"], "value": value }));
                }
                None if option["required"] == true => {
                    return Err(Refused::because(format!("the option \"{name}\" is required")));
                }
                None => {}
            }
        }
        Ok(filled)
    }

    /// One value, checked as the client checks it (types 3 text to 11 file).
    fn value(&mut self, option: &Value, value: &Value) -> Result<Value, Refused> {
        let name = option["name"].as_str().unwrap_or("");
        let wrong = |what: &str| Refused::because(format!("the option \"{name}\" takes {what}"));
        let choices = option["choices"].as_array().map_or(&[][..], Vec::as_slice);
        if !choices.is_empty() && !choices.iter().any(|choice| choice["value"] == *value) {
            return Err(wrong(&format!("one of {choices:?}")));
        }
        match option["type"].as_u64() {
            Some(3) => {
                let text = value.as_str().ok_or_else(|| wrong("a text"))?;
                let length = text.chars().count() as u64;
                let least = option["min_length"].as_u64().unwrap_or(0);
                let most = option["max_length"].as_u64().unwrap_or(6000);
                if !(least..=most).contains(&length) {
                    return Err(wrong(&format!("{least} to {most} characters")));
                }
            }
            Some(4) if value.as_i64().is_none() => return Err(wrong("a whole number")),
            Some(5) if !value.is_boolean() => return Err(wrong("true or false")),
            Some(10) if !value.is_number() => return Err(wrong("a number")),
            Some(4 | 10) => {
                let number = value.as_f64().unwrap_or(0.0);
                let least = option["min_value"].as_f64().unwrap_or(f64::MIN);
                let most = option["max_value"].as_f64().unwrap_or(f64::MAX);
                if !(least..=most).contains(&number) {
                    return Err(wrong(&format!("{least} to {most}")));
                }
            }
            Some(6..=9) => {
                let id = value.as_str().filter(|id| id.parse::<u64>().is_ok());
                self.ids.push(id.ok_or_else(|| wrong("an id as text"))?.to_owned());
            }
            Some(11) => {
                let stored = self.world.store_file(self.channel, upload(value)?, true);
                let id = stored.id.to_string();
                self.files.insert(id.clone(), self.world.attachment_json(&stored));
                return Ok(Value::String(id));
            }
            _ => {}
        }
        Ok(value.clone())
    }
}
