//! Presses: which button, by whom, where.

use super::{
    Keep, Reader,
    command::Command,
    commands::{TEACH, TRY},
    data,
    message::User,
};
use crate::domain::{
    actor::Actor,
    control::{Control, ListPart, Part},
    desk::TypeId,
    ids::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, RoleId},
    input::{Event, Input},
    language::Language,
    notice::Refusal,
    permissions::Permissions,
    rehearsal::Rehearsal,
    reply::ReplyTo,
};
use serde::Deserialize;
use std::collections::HashMap;

/// An interaction, as far as it matters to us (Discord docs, Interaction Object).
#[derive(Deserialize)]
pub(super) struct Interaction {
    id: InteractionId,
    application_id: ApplicationId,
    #[serde(rename = "type")]
    kind: u8,
    token: String,
    guild_id: Option<GuildId>,
    channel_id: Option<ChannelId>,
    member: Option<Member>,
    message: Option<Message>,
    data: Option<serde_json::Value>,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    guild_locale: String,
}

#[derive(Deserialize)]
struct Message {
    id: MessageId,
}

#[derive(Deserialize)]
struct Member {
    user: User,
    #[serde(default)]
    roles: Vec<RoleId>,
    permissions: String,
}

/// What was pressed, or chosen from a menu.
#[derive(Deserialize)]
struct Pressed {
    custom_id: String,
    #[serde(default)]
    values: Vec<String>,
}

/// A form that was filled in. Of the kinds of components that there are in forms, ours have text
/// inputs alone (Discord docs, Modal Submit).
#[derive(Deserialize)]
pub(super) struct FilledIn {
    custom_id: String,
    components: Vec<FormRow>,
}

#[derive(Deserialize)]
struct FormRow {
    /// In an action row.
    #[serde(default)]
    components: Vec<FormInput>,
    /// In a label.
    component: Option<FormInput>,
}

#[derive(Deserialize)]
struct FormInput {
    #[serde(default)]
    custom_id: String,
    #[serde(default)]
    value: String,
}

impl FilledIn {
    fn inputs(self) -> impl Iterator<Item = FormInput> {
        let inputs = |row: FormRow| row.components.into_iter().chain(row.component);
        self.components.into_iter().flat_map(inputs)
    }

    /// What stands in its only field.
    fn text(self) -> String {
        self.inputs().map(|input| input.value).next().unwrap_or_default()
    }

    /// What stands in its fields, by their ids.
    pub(super) fn fields(self) -> HashMap<String, String> {
        self.inputs().map(|input| (input.custom_id, input.value)).collect()
    }
}

/// Discord's numbers of interaction types.
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const FORM: u8 = 5;

/// A press or command in a server.
pub(super) struct Acted {
    pub(super) guild: GuildId,
    pub(super) channel: ChannelId,
    pub(super) actor: Actor,
    pub(super) reply: ReplyTo,
    /// The server's language.
    pub(super) language: Language,
}

impl Reader {
    pub(super) fn interaction(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        let interaction: Interaction = data(json)?;
        let reply = ReplyTo {
            application: interaction.application_id,
            interaction: interaction.id,
            token: interaction.token,
            language: language(&interaction.locale),
            // The only one of Discord's locales (Discord docs, Locales) whose custom that is.
            month_first: interaction.locale == "en-US",
        };
        let (Some(guild), Some(channel), Some(member)) =
            (interaction.guild_id, interaction.channel_id, interaction.member)
        else {
            self.answer_outside(&reply, keep);
            return Ok(());
        };
        // Permissions that cannot be read are none: nobody gets more by it.
        let permissions = Permissions(member.permissions.parse().unwrap_or_default());
        let actor = Actor { user: member.user.id, roles: member.roles, permissions };
        let language = language(&interaction.guild_locale);
        let acted = Acted { guild, channel, actor, reply, language };
        if self.is_overdue() {
            self.answer_unavailable(guild, &acted.reply, keep);
            return Ok(());
        }
        let details = interaction.data.unwrap_or_default();
        match interaction.kind {
            COMPONENT => {
                let pressed: Pressed = serde_json::from_value(details)?;
                let on = interaction.message.map(|message| message.id);
                self.pressed(acted, on, &pressed, keep);
            }
            FORM => self.filled_in(acted, serde_json::from_value(details)?, keep),
            COMMAND => match Command::read(details)? {
                Command { path, menu: Some(menu), .. } if path == TEACH => {
                    self.teach(acted, menu.target, keep);
                }
                command if command.path == TRY => {
                    let of = command.get::<String>("type").map(|name| TypeId::typed(&name));
                    self.begin_rehearsal(acted, of, keep);
                }
                command => self.commanded(acted, command, keep),
            },
            // We make no suggestions: such a one is of a version to come.
            _ => self.refuse(acted, Refusal::Unknown, keep),
        }
        Ok(())
    }

    fn pressed(&self, acted: Acted, on: Option<MessageId>, pressed: &Pressed, keep: Keep) {
        // Every press is on a message; none is one that we make no sense of.
        let control = on.and_then(|on| Some((on, Control::read(&pressed.custom_id)?)));
        let Some((on, control)) = control else {
            return self.refuse(acted, Refusal::Unknown, keep);
        };
        let chosen = pressed.values.first().map(String::as_str);
        if control.ticket() == Some(Rehearsal::TICKET) {
            return self.rehearse(&acted, (on, &control), chosen, keep);
        }
        let Acted { guild, channel, actor, reply, language } = acted;
        let event = match control {
            Control::Create { of } => {
                self.acknowledge_privately(&reply);
                Event::CreatePressed { actor, of, reply }
            }
            Control::CloseForReal { ticket } => {
                self.acknowledge_update(&reply);
                Event::ClosePressed { channel, ticket, actor, reply }
            }
            Control::Question { ticket, turn, part } => match part.chosen(chosen) {
                Some(press) => {
                    self.acknowledge_update(&reply);
                    Event::AnswerPressed { channel, on, ticket, turn, press, actor, reply }
                }
                None if part == Part::Write => {
                    return self.open_form(guild, &reply, (ticket, turn), keep);
                }
                None => {
                    let acted = Acted { guild, channel, actor, reply, language };
                    return self.refuse(acted, Refusal::Unknown, keep);
                }
            },
            Control::Card { ticket, part } => match part.chosen(chosen) {
                Some(touch) => {
                    self.acknowledge_update(&reply);
                    Event::CardPressed { channel, on, ticket, touch, actor, reply }
                }
                None => {
                    let acted = Acted { guild, channel, actor, reply, language };
                    return self.refuse(acted, Refusal::Unknown, keep);
                }
            },
            Control::List { ticket, part } => {
                let acted = Acted { guild, channel, actor, reply, language };
                return self.used_list(acted, ticket, &part, chosen, keep);
            }
            // These two change nothing, so the acknowledgement itself is the answer.
            Control::Close { ticket } => {
                return self.ask_to_close(guild, &reply, ticket, keep);
            }
            Control::KeepOpen => return self.keep_open(guild, &reply, keep),
            Control::Rehearse { of } => {
                let acted = Acted { guild, channel, actor, reply, language };
                return self.begin_rehearsal(acted, of, keep);
            }
            // A form, which nobody can press.
            Control::Lesson => {
                let acted = Acted { guild, channel, actor, reply, language };
                return self.refuse(acted, Refusal::Unknown, keep);
            }
        };
        self.engine.submit(Input { guild, event }, keep);
    }

    fn filled_in(&self, acted: Acted, form: FilledIn, keep: Keep) {
        match Control::read(&form.custom_id) {
            Some(Control::Question { ticket: Rehearsal::TICKET, turn, part: Part::Form }) => {
                self.rehearse_words(&acted, turn, &form.text(), keep);
            }
            Some(Control::Question { ticket, turn, part: Part::Form }) => {
                let Acted { guild, channel, actor, reply, .. } = acted;
                self.acknowledge_update(&reply);
                let text = form.text();
                let event = Event::AnswerFilledIn { channel, ticket, turn, text, actor, reply };
                self.engine.submit(Input { guild, event }, keep);
            }
            Some(Control::List { ticket, part: ListPart::Form }) => {
                let place = (acted.guild, acted.channel);
                self.turn_list(place, &acted.reply, ticket, (0, &form.text()), keep);
            }
            Some(Control::Lesson) => self.taught(acted, form, keep),
            _ => self.refuse(acted, Refusal::Unknown, keep),
        }
    }

    pub(super) fn refuse(&self, acted: Acted, refusal: Refusal, keep: Keep) {
        let Acted { guild, reply, .. } = acted;
        self.acknowledge_privately(&reply);
        self.engine.submit(Input { guild, event: Event::Refused { reply, refusal } }, keep);
    }
}

/// The language of a locale; English for one that Discord has added since.
fn language(locale: &str) -> Language {
    Language::of_locale(locale).unwrap_or_default()
}
