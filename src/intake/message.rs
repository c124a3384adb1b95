//! Messages, and things that are gone.

use super::{Keep, Reader, data};
use crate::domain::{
    actor::Actor,
    control::Control,
    ids::{ChannelId, GuildId, MessageId, RoleId, TicketNumber, UserId},
    input::{Event, File, Input, SaidTo},
    permissions::Permissions,
    ticket::read_marker,
};
use serde::Deserialize;

/// A message, as far as it matters to us.
#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) id: MessageId,
    channel_id: ChannelId,
    guild_id: Option<GuildId>,
    pub(super) author: User,
    pub(super) webhook_id: Option<serde::de::IgnoredAny>,
    member: Option<Member>,
    pub(super) content: String,
    edited_timestamp: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    /// What it replies to, unless that is gone.
    #[serde(default)]
    referenced_message: Option<Box<Referenced>>,
    /// Whom it mentions.
    #[serde(default)]
    mentions: Vec<User>,
}

#[derive(Deserialize)]
struct Referenced {
    author: User,
    #[serde(default)]
    components: Vec<Component>,
}

/// A part of a message, of which only what it holds and is called matters.
#[derive(Deserialize)]
struct Component {
    #[serde(default)]
    custom_id: Option<String>,
    #[serde(default)]
    components: Vec<Component>,
}

impl Referenced {
    /// The ticket and the question that its controls name.
    fn question(&self) -> Option<(TicketNumber, u32)> {
        let parts = self.components.iter().flat_map(|row| &row.components);
        let mut controls = parts.filter_map(|it| Control::read(it.custom_id.as_deref()?));
        controls.find_map(|it| match it {
            Control::Question { ticket, turn, .. } => Some((ticket, turn)),
            _ => None,
        })
    }
}

#[derive(Deserialize)]
struct Attachment {
    filename: String,
    content_type: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct User {
    pub(super) id: UserId,
    #[serde(default)]
    pub(super) bot: bool,
}

#[derive(Deserialize)]
pub(super) struct Member {
    #[serde(default)]
    pub(super) roles: Vec<RoleId>,
}

impl Message {
    fn roles(&self) -> Vec<RoleId> {
        self.member.as_ref().map(|member| member.roles.clone()).unwrap_or_default()
    }

    /// Whether we are to know what it says. Where we read only what mentions us, nothing else
    /// counts: over REST Discord tells more than through a session that was begun without the
    /// intent (Discord docs, Message Content Intent).
    fn is_told(&self, reader: &Reader) -> bool {
        reader.engine.hearing().is_all() || self.mentions.iter().any(|it| it.id == reader.bot)
    }

    /// What it says, without our name.
    fn text(&self, bot: UserId) -> String {
        if !self.content.contains("<@") {
            return self.content.clone();
        }
        let text = self.content.replace(&format!("<@{bot}>"), " ");
        text.replace(&format!("<@!{bot}>"), " ").trim().to_owned()
    }

    /// That it was written; without what it says if we are not told that.
    pub(super) fn into_event(self, reader: &Reader, channel: ChannelId, actor: Actor) -> Event {
        let message = self.id;
        if !self.is_told(reader) {
            let (text, files, to) = (String::new(), vec![], SaidTo::Ticket);
            return Event::Written { channel, message, actor, text, files, to };
        }
        let mentions_us = self.mentions.iter().any(|it| it.id == reader.bot);
        let to = match self.referenced_message.as_ref() {
            Some(it) if it.author.id == reader.bot => SaidTo::Ours { question: it.question() },
            Some(it) if it.author.id != actor.user && !mentions_us => SaidTo::Others,
            _ => SaidTo::Ticket,
        };
        let text = self.text(reader.bot);
        let files = self.attachments.into_iter();
        let files = files.map(|it| File { name: it.filename, media_type: it.content_type });
        Event::Written { channel, message, actor, text, files: files.collect(), to }
    }

    /// Whether a person wrote it.
    pub(super) fn is_from_person(&self) -> bool {
        !self.author.bot && self.webhook_id.is_none()
    }
}

impl Reader {
    pub(super) fn message(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        let message: Message = data(json)?;
        let Some(guild) = message.guild_id.filter(|_| message.is_from_person()) else {
            return Ok(());
        };
        let channel = message.channel_id;
        let roles = message.roles();
        let actor = Actor { user: message.author.id, roles, permissions: Permissions::NONE };
        let user = actor.user;
        let id = message.id;
        let input = Input { guild, event: message.into_event(self, channel, actor) };
        let ours = self.engine.ours();
        if self.is_overdue() && ours.has_channel(channel) {
            self.fall_behind(guild, channel, id, keep);
            return Ok(());
        }
        // A customer can see their channel before Discord has told us that it stands. What they
        // write then waits, and what they write next waits behind it. Asked in this order: a
        // ticket is being opened first and has its channel then, and that may happen meanwhile.
        if ours.opens_for(guild, user) || self.early.is_busy((guild, user)) {
            let reader = self.clone();
            self.early.put((guild, user), async move {
                reader.engine.ours().opened(guild, user).await;
                if reader.engine.ours().has_channel(channel) {
                    reader.hear(input, keep);
                }
            });
        } else if ours.has_channel(channel) {
            self.hear(input, keep);
        }
        Ok(())
    }

    fn hear(&self, input: Input, keep: Keep) {
        self.metrics.messages.count(());
        self.engine.submit(input, keep);
    }

    /// A message that was written before was changed. Discord says so as well when it has found
    /// a picture behind a link; then nobody has edited it (Discord docs, Message Object).
    pub(super) fn message_changed(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        let message: Message = data(json)?;
        let is_edited = message.edited_timestamp.is_some() && message.is_from_person();
        let Some(guild) = message.guild_id.filter(|_| is_edited) else { return Ok(()) };
        let channel = message.channel_id;
        // What it said before was heard; without a store the change is let go.
        if self.is_overdue() || !self.engine.ours().has_channel(channel) || !message.is_told(self) {
            return Ok(());
        }
        let roles = message.roles();
        let actor = Actor { user: message.author.id, roles, permissions: Permissions::NONE };
        let (message, text) = (message.id, message.text(self.bot));
        let event = Event::Rewritten { channel, message, actor, text };
        self.engine.submit(Input { guild, event }, keep);
        Ok(())
    }

    pub(super) fn message_gone(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        #[derive(Deserialize)]
        struct Gone {
            id: Option<MessageId>,
            #[serde(default)]
            ids: Vec<MessageId>,
            guild_id: Option<GuildId>,
        }
        let gone: Gone = data(json)?;
        let Some(guild) = gone.guild_id else { return Ok(()) };
        let ours = self.engine.ours();
        let panel = gone.id.into_iter().chain(gone.ids).find(|id| ours.is_panel(guild, *id));
        if let Some(message) = panel {
            self.engine.submit(Input { guild, event: Event::MessageGone { message } }, keep);
        }
        Ok(())
    }

    pub(super) fn channel_made(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        #[derive(Deserialize)]
        struct Made {
            id: ChannelId,
            guild_id: Option<GuildId>,
            #[serde(default)]
            topic: Option<String>,
        }
        let made: Made = data(json)?;
        let Some(guild) = made.guild_id.filter(|guild| self.engine.ours().has_guild(*guild)) else {
            return Ok(());
        };
        // A channel that is being made for the first time is reported by whoever makes it.
        let told = |ticket| {
            self.engine.doubts(guild, ticket) || self.engine.ours().is_opened(guild, ticket)
        };
        let marker = made.topic.as_deref().and_then(read_marker);
        if let Some((ticket, opened_at)) = marker.filter(|(ticket, _)| told(*ticket)) {
            let event = Event::ChannelSeen { channel: made.id, ticket, opened_at };
            self.engine.submit(Input { guild, event }, keep);
        }
        Ok(())
    }

    pub(super) fn channel_gone(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        #[derive(Deserialize)]
        struct Gone {
            id: ChannelId,
            guild_id: Option<GuildId>,
        }
        let Gone { id: channel, guild_id } = data(json)?;
        let Some(guild) = guild_id else { return Ok(()) };
        let ours = self.engine.ours();
        if ours.has_channel(channel) || ours.watches_channel(guild, channel) {
            self.engine.submit(Input { guild, event: Event::ChannelGone { channel } }, keep);
        }
        Ok(())
    }

    pub(super) fn role_gone(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        #[derive(Deserialize)]
        struct Gone {
            role_id: RoleId,
            guild_id: GuildId,
        }
        let Gone { role_id: role, guild_id: guild } = data(json)?;
        if self.engine.ours().watches_role(guild, role) {
            self.engine.submit(Input { guild, event: Event::RoleGone { role } }, keep);
        }
        Ok(())
    }

    pub(super) fn member_gone(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        #[derive(Deserialize)]
        struct Gone {
            user: User,
            guild_id: GuildId,
        }
        let Gone { user, guild_id: guild } = data(json)?;
        let user = user.id;
        let ours = self.engine.ours();
        let input = Input { guild, event: Event::CustomerLeft { user } };
        // Between what they wrote before their channel was known, and what they write when they
        // are back.
        if ours.opens_for(guild, user) || self.early.is_busy((guild, user)) {
            let reader = self.clone();
            self.early.put((guild, user), async move {
                reader.engine.ours().opened(guild, user).await;
                reader.engine.submit(input, keep);
            });
        } else if ours.has_customer(guild, user) {
            self.engine.submit(input, keep);
        }
        Ok(())
    }
}
