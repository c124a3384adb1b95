//! Commands of admins. What they need from Discord is fetched before they become inputs: if the
//! process dies meanwhile, the event comes again and it is fetched again.

use super::{
    Keep, Reader,
    command::{Attachment, Command},
    commands::{MANAGERS, STAFF},
    interaction::Acted,
    texts,
};
use crate::{
    clock,
    discord::{Call, FileError, NoReply, Priority, RestError},
    domain::{
        desk::{Settings, TicketType, TypeId},
        ids::{ChannelId, GuildId, RoleId, TicketNumber, base36},
        input::{Event, Input, SetUpWish, Wish},
        language::Language,
        notice::Refusal,
        permissions::{
            ChannelFacts, ChannelKind, Overwrite, Permissions, RoleFacts, Subject, Survey,
        },
        ticket::Pins,
    },
};
use serde::Deserialize;
use serde_json::Map;
use std::time::Duration;
use twilight_model::id::Id;

/// The command that managers may use as well.
const EVIDENCE: &str = "ticketflow evidence";

/// How long a command may wait for what it needs.
const LIMIT: Duration = Duration::from_secs(60);

impl Reader {
    pub(super) fn commanded(&self, acted: Acted, command: Command, keep: Keep) {
        if command.path == EVIDENCE {
            return self.asked_for_evidence(acted, &command, keep);
        }
        if !acted.actor.may_set_up() {
            return self.refuse(acted, Refusal::NotAnAdmin, keep);
        }
        self.acknowledge_privately(&acted.reply);
        let (reader, guild) = (self.clone(), acted.guild);
        self.commands.put(guild, async move {
            let wish = reader.wish_of(&acted, &command).await;
            fail::fail_point!("intake.command_fetched", |_| std::process::abort());
            let Acted { actor, reply, .. } = acted;
            let event = match wish {
                Ok(wish) => Event::Wished { actor, reply, wish: Box::new(wish) },
                Err(refusal) => Event::Refused { reply, refusal },
            };
            reader.engine.submit(Input { guild, event }, keep);
        });
    }

    /// The rules say who may: managers may as well, and only they know who is one.
    fn asked_for_evidence(&self, acted: Acted, command: &Command, keep: Keep) {
        let Acted { guild, channel, actor, reply, .. } = acted;
        self.acknowledge_privately(&reply);
        let ticket = command.get("ticket").map(TicketNumber);
        let event = Event::EvidenceAsked { actor, reply, channel, ticket };
        self.engine.submit(Input { guild, event }, keep);
    }

    async fn wish_of(&self, acted: &Acted, command: &Command) -> Result<Wish, Refusal> {
        if let Some(wish) = self.document_wish(command).await {
            return wish;
        }
        Ok(match command.path.as_str() {
            "ticketflow setup" => {
                let wish = wish(command, acted.language).ok_or(Refusal::Unknown)?;
                Wish::SetUp { wish, survey: self.looked_at(acted.guild).await? }
            }
            "ticketflow type set" => {
                let kind = kind(command).ok_or(Refusal::Unknown)?;
                Wish::TypeGiven { kind, survey: self.looked_at(acted.guild).await? }
            }
            "ticketflow type remove" => {
                let name: String = command.get("name").ok_or(Refusal::Unknown)?;
                Wish::TypeRetired { of: TypeId::typed(&name) }
            }
            "ticketflow type list" => Wish::TypesAsked,
            "ticketflow texts upload" => self.texts_given(command).await?,
            "ticketflow texts download" => Wish::TextsAsked { language: texts::language(command) },
            "ticketflow texts reset" => Wish::TextsReset { language: texts::language(command) },
            "ticketflow refresh" => {
                Wish::RefreshSwitched { on: command.get("enabled").ok_or(Refusal::Unknown)? }
            }
            _ => return Err(Refusal::Unknown),
        })
    }

    async fn looked_at(&self, guild: GuildId) -> Result<Survey, Refusal> {
        self.survey(guild).await.map_err(|fault| {
            let reference = base36(clock::now().0);
            tracing::error!(reference, guild.id = %guild, %fault, "a server could not be looked at");
            Refusal::Ours { reference }
        })
    }

    pub(super) async fn fetch(
        &self,
        file: &Attachment,
        limit: usize,
    ) -> Result<Vec<u8>, Vec<String>> {
        let fetched = self.rest.fetch_file(&file.url, limit).await;
        fetched.map(|bytes| bytes.to_vec()).map_err(|fault| match fault {
            FileError::NoReply { source: NoReply::TooLong { limit_bytes } } => {
                vec![format!("the file has more than {limit_bytes} bytes, which is the most")]
            }
            other => vec![format!("{other}: please upload it again")],
        })
    }

    /// What there is in a server, and what we may do in it.
    async fn survey(&self, guild: GuildId) -> Result<Survey, RestError> {
        let requests = self.rest.requests();
        let (roles, me, channels) = futures_util::try_join!(
            self.ask::<Vec<Role>>(Call::build(requests.roles(guild))?),
            self.ask::<Me>(Call::build(requests.guild_member(guild, self.bot))?),
            self.ask::<Vec<Channel>>(Call::build(requests.guild_channels(guild))?),
        )?;
        Ok(Survey {
            guild,
            me: self.bot,
            my_roles: me.roles,
            roles: roles.into_iter().map(Role::facts).collect(),
            channels: channels.into_iter().map(Channel::facts).collect(),
        })
    }

    async fn ask<T: serde::de::DeserializeOwned>(&self, call: Call) -> Result<T, RestError> {
        self.rest.model(call, Priority::Person, clock::instant() + LIMIT).await
    }
}

fn wish(command: &Command, language: Language) -> Option<SetUpWish> {
    Some(SetUpWish {
        panel_channel: command.channel("panel")?,
        language,
        settings: Settings {
            staff: command.roles(&STAFF),
            managers: command.roles(&MANAGERS),
            open_category: command.channel("open"),
            closed_category: command.channel("closed"),
            panel_text: command.get("text"),
            ..Settings::default()
        },
    })
}

fn kind(command: &Command) -> Option<TicketType> {
    Some(TicketType {
        id: TypeId::typed(&command.get::<String>("name")?),
        label: command.get::<String>("label")?.trim().to_owned(),
        staff: Some(command.roles(&STAFF)).filter(|roles| !roles.is_empty()),
        managers: Some(command.roles(&MANAGERS)).filter(|roles| !roles.is_empty()),
        open_category: command.channel("open"),
        closed_category: command.channel("closed"),
        uses: Pins::default(),
        retired: false,
        beyond: Map::new(),
    })
}

#[derive(Deserialize)]
struct Me {
    roles: Vec<RoleId>,
}

#[derive(Deserialize)]
struct Role {
    id: RoleId,
    permissions: String,
    #[serde(default)]
    mentionable: bool,
}

#[derive(Deserialize)]
struct Channel {
    id: ChannelId,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(default)]
    permission_overwrites: Vec<RawOverwrite>,
}

#[derive(Deserialize)]
struct RawOverwrite {
    id: Id<()>,
    #[serde(rename = "type")]
    kind: u8,
    allow: String,
    deny: String,
}

/// Discord's numbers of channel types, and of overwrites for roles.
const TEXT: u8 = 0;
const CATEGORY: u8 = 4;
const FOR_ROLE: u8 = 0;

impl Role {
    fn facts(self) -> RoleFacts {
        RoleFacts {
            id: self.id,
            permissions: bits(&self.permissions),
            mentionable: self.mentionable,
        }
    }
}

impl Channel {
    fn facts(self) -> ChannelFacts {
        let kind = match self.kind {
            TEXT => ChannelKind::Text,
            CATEGORY => ChannelKind::Category,
            _ => ChannelKind::Other,
        };
        let overwrites = self.permission_overwrites.into_iter().map(RawOverwrite::facts).collect();
        ChannelFacts { id: self.id, kind, overwrites }
    }
}

impl RawOverwrite {
    fn facts(self) -> Overwrite {
        let subject = match self.kind {
            FOR_ROLE => Subject::Role(self.id.cast()),
            _ => Subject::Member(self.id.cast()),
        };
        Overwrite { subject, allow: bits(&self.allow), deny: bits(&self.deny) }
    }
}

/// Permissions that cannot be read are none, which at worst names one too many as missing.
fn bits(text: &str) -> Permissions {
    Permissions(text.parse().unwrap_or_default())
}
