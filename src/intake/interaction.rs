//! Presses: which button, by whom, where.

use super::{Keep, Reader, command::Command, data, message::User};
use crate::domain::{
    actor::Actor,
    button::Button,
    ids::{ApplicationId, ChannelId, GuildId, InteractionId, RoleId},
    input::{Event, Input},
    language::Language,
    notice::Refusal,
    permissions::Permissions,
    reply::ReplyTo,
};
use serde::Deserialize;

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
    data: Option<serde_json::Value>,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    guild_locale: String,
}

#[derive(Deserialize)]
struct Member {
    user: User,
    #[serde(default)]
    roles: Vec<RoleId>,
    permissions: String,
}

#[derive(Deserialize)]
struct Pressed {
    custom_id: String,
}

/// Discord's numbers of interaction types.
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;

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
            self.answer_unavailable(&acted.reply, keep);
            return Ok(());
        }
        let details = interaction.data.unwrap_or_default();
        match interaction.kind {
            COMPONENT => {
                let pressed: Pressed = serde_json::from_value(details)?;
                self.pressed(acted, Button::read(&pressed.custom_id), keep);
            }
            COMMAND => self.commanded(acted, Command::read(details)?, keep),
            // We make no forms and no suggestions: such a one is of a version to come.
            _ => self.refuse(acted, Refusal::Unknown, keep),
        }
        Ok(())
    }

    fn pressed(&self, acted: Acted, button: Option<Button>, keep: Keep) {
        let Acted { guild, channel, actor, reply, language } = acted;
        let event = match button {
            Some(Button::Create) => {
                self.acknowledge_privately(&reply);
                Event::CreatePressed { actor, reply }
            }
            Some(Button::Answer { ticket, turn, answer }) => {
                self.acknowledge_update(&reply);
                Event::AnswerPressed { channel, ticket, turn, answer, actor, reply }
            }
            Some(Button::CloseForReal { ticket }) => {
                self.acknowledge_update(&reply);
                Event::ClosePressed { channel, ticket, actor, reply }
            }
            // These two change nothing, so the acknowledgement itself is the answer.
            Some(Button::Close { ticket }) => return self.ask_to_close(&reply, ticket, keep),
            Some(Button::KeepOpen) => return self.keep_open(&reply, keep),
            None => {
                let acted = Acted { guild, channel, actor, reply, language };
                return self.refuse(acted, Refusal::Unknown, keep);
            }
        };
        self.engine.submit(Input { guild, event }, keep);
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
