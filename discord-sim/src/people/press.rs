//! Pressing buttons and choosing from menus.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::interaction::Interaction;
use super::refused::Refused;
use super::seat::Seat;
use super::view::{ButtonView, MessageView, SelectView};
use crate::world::World;
use crate::world::interaction::InteractionKind;
use crate::world::interactions::Action;
use crate::world::message::Message;

impl Seat {
    /// Presses the button with that custom id.
    ///
    /// # Errors
    /// When they do not see the message, or it has no such button, or the button is disabled.
    pub fn press(&self, message: u64, custom_id: &str) -> Result<Interaction, Refused> {
        self.act("press", message, custom_id, |_, seen| {
            let button = seen.buttons.iter().find(|b| b.custom_id.as_deref() == Some(custom_id));
            let button = button.ok_or_else(|| no_such("button", custom_id, seen))?;
            if button.disabled {
                let words = format!("the button \"{}\" is disabled", button.label);
                return Err(Refused::because(words));
            }
            Ok(json!({ "custom_id": custom_id, "component_type": 2, "id": 1 }))
        })
    }

    /// Presses the newest enabled button with that label that they see in the channel.
    ///
    /// # Errors
    /// When they do not see the channel or such a button.
    pub fn press_label(&self, channel: u64, label: &str) -> Result<Interaction, Refused> {
        let seen = self.read(channel)?;
        let is_it = |button: &&ButtonView| {
            button.label == label && !button.disabled && button.custom_id.is_some()
        };
        let found = seen.iter().rev().find_map(|message| {
            let button = message.buttons.iter().find(is_it)?;
            Some((message.id, button.custom_id.clone()?))
        });
        match found {
            Some((message, custom_id)) => self.press(message, &custom_id),
            None => {
                let words = format!("no enabled button \"{label}\" in channel {channel}");
                Err(self.note_refusal(channel, words))
            }
        }
    }

    /// Chooses values of the menu with that custom id. Users, roles and channels are given by id.
    ///
    /// # Errors
    /// When they do not see the menu, it is disabled, or the values do not fit it.
    pub fn select(
        &self,
        message: u64,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Interaction, Refused> {
        self.act("select", message, custom_id, |world, seen| {
            let menu = seen.selects.iter().find(|menu| menu.custom_id == custom_id);
            let menu = menu.ok_or_else(|| no_such("menu", custom_id, seen))?;
            require_choice(menu, values)?;
            let mut data = json!({
                "custom_id": custom_id, "component_type": menu.kind, "values": values, "id": 1,
            });
            if let (true, Some(fields)) = (menu.kind != 3, data.as_object_mut()) {
                let resolved = world.resolved(self.guild, self.user, values);
                fields.insert("resolved".to_owned(), resolved);
            }
            Ok(data)
        })
    }

    /// Sends what a client that is not Discord's may send of the components of a message that they
    /// see: any custom id and values, which nothing is compared with.
    ///
    /// # Errors
    /// When they do not see the message.
    pub fn forge(
        &self,
        message: u64,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Interaction, Refused> {
        self.act("forge", message, custom_id, |_, _| {
            let kind = if values.is_empty() { 2 } else { 3 };
            Ok(json!({ "custom_id": custom_id, "component_type": kind, "values": values, "id": 1 }))
        })
    }

    /// Finds the message, asks for the data, starts the interaction, and writes it down.
    fn act(
        &self,
        act: &str,
        message: u64,
        custom_id: &str,
        data: impl FnOnce(&World, &MessageView) -> Result<Value, Refused>,
    ) -> Result<Interaction, Refused> {
        let started = self.core.write(|world| {
            let place = self.place_of(world, message);
            let found = place.and_then(|channel| world.message(channel, message).ok());
            let found = found
                .filter(|found| self.sees(world, found))
                .ok_or_else(|| Refused::because(format!("they do not see message {message}")))?;
            let (channel, application) = (found.channel, application_of(world, found)?);
            let data = data(world, &world.view(found))?;
            let action = Action {
                application,
                kind: InteractionKind::Component,
                user: self.user,
                channel,
                name: custom_id.to_owned(),
                data,
                source_message: Some(message),
                metadata: json!({ "interacted_message_id": message.to_string() }),
            };
            Ok((channel, world.start_interaction(action)))
        });
        match started {
            Ok((channel, id)) => {
                self.note(act, channel, custom_id.to_owned(), Some(id));
                Ok(Interaction { core: Arc::clone(&self.core), id, user: self.user })
            }
            Err(Refused(words)) => Err(self.note_refusal(0, words)),
        }
    }

    /// The visible channel of this guild that holds the message.
    pub(super) fn place_of(&self, world: &World, message: u64) -> Option<u64> {
        let channel = world.places.get(&message)?;
        let here = world.channels.get(channel)?.guild == Some(self.guild);
        (here && world.may_view_channel(self.user, *channel)).then_some(*channel)
    }
}

fn application_of(world: &World, message: &Message) -> Result<u64, Refused> {
    let author = world.users.get(&message.author).and_then(|user| user.application);
    author.ok_or_else(|| Refused::because("the message was not sent by an application"))
}

fn no_such(what: &str, custom_id: &str, seen: &MessageView) -> Refused {
    let there: Vec<&str> = seen
        .buttons
        .iter()
        .filter_map(|button| button.custom_id.as_deref())
        .chain(seen.selects.iter().map(|menu| menu.custom_id.as_str()))
        .collect();
    let id = seen.id;
    Refused::because(format!("message {id} has no {what} \"{custom_id}\"; it has {there:?}"))
}

pub(super) fn require_choice(menu: &SelectView, values: &[&str]) -> Result<(), Refused> {
    if menu.disabled {
        return Err(Refused::because(format!("the menu \"{}\" is disabled", menu.custom_id)));
    }
    let count = values.len() as u64;
    if count < menu.min || count > menu.max {
        let words = format!("the menu takes {} to {} values, not {count}", menu.min, menu.max);
        return Err(Refused::because(words));
    }
    let unknown = |value: &&&str| !menu.values.iter().any(|option| option == *value);
    match values.iter().find(unknown).filter(|_| menu.kind == 3) {
        Some(value) => {
            let words = format!("the menu has no option \"{value}\"; it has {:?}", menu.values);
            Err(Refused::because(words))
        }
        None => Ok(()),
    }
}

impl World {
    /// `resolved` of ids of any kind: users with members, roles, channels.
    pub(crate) fn resolved(&self, guild: u64, user: u64, ids: &[&str]) -> Value {
        let mut maps: [(&str, Map<String, Value>); 4] =
            ["users", "members", "roles", "channels"].map(|name| (name, Map::new()));
        let place = self.guilds.get(&guild);
        for id in ids.iter().filter_map(|id| id.parse::<u64>().ok()) {
            let key = id.to_string();
            if self.users.contains_key(&id) {
                maps[0].1.insert(key.clone(), self.user_json(id));
            }
            if let Ok(member) = self.member(guild, id) {
                let mut body = self.member_json(member, false);
                if let Some(fields) = body.as_object_mut() {
                    fields.remove("deaf");
                    fields.remove("mute");
                    let rights = self.guild_permissions(id, guild).to_string();
                    fields.insert("permissions".to_owned(), json!(rights));
                }
                maps[1].1.insert(key.clone(), body);
            }
            if let Some(role) = place.and_then(|guild| guild.roles.get(&id)) {
                maps[2].1.insert(key.clone(), crate::world::render_guild::role_json(role));
            }
            if let Some(channel) = self.channels.get(&id) {
                maps[3].1.insert(key, self.partial_channel_json(channel, user));
            }
        }
        let filled = maps.into_iter().filter(|(_, map)| !map.is_empty());
        filled
            .map(|(name, map)| (name.to_owned(), Value::Object(map)))
            .collect::<Map<_, _>>()
            .into()
    }
}
