//! A server that comes with a new session: what happened while there was none is read back.

use super::{
    Keep, Reader, data,
    message::{Member, Message},
};
use crate::{
    clock,
    discord::{Call, Priority, RestError},
    domain::{
        actor::Actor,
        ids::{ChannelId, GuildId, MessageId, RoleId, UserId},
        input::{Event, Input, Subject},
        permissions::Permissions,
        ticket::State,
    },
};
use serde::{Deserialize, de::IgnoredAny};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// How long reading one channel back may take, limits included.
const LIMIT: Duration = Duration::from_secs(300);
/// Discord's code for a channel that does not exist.
const UNKNOWN_CHANNEL: u64 = 10_003;
/// The most messages that Discord returns at once.
const PAGE: u16 = 100;

#[derive(Deserialize)]
struct Guild {
    id: GuildId,
    #[serde(default)]
    unavailable: bool,
    #[serde(default)]
    channels: Vec<Channel>,
    #[serde(default)]
    roles: Vec<Role>,
}

/// A server that comes later, or has gone.
#[derive(Deserialize)]
struct Absent {
    id: GuildId,
    #[serde(default)]
    unavailable: bool,
}

#[derive(Deserialize)]
struct Channel {
    id: ChannelId,
    #[serde(default)]
    last_message_id: Option<MessageId>,
}

#[derive(Deserialize)]
struct Role {
    id: RoleId,
}

/// The servers that come later in a session that has begun (Discord docs, Ready).
fn to_come(json: &str) -> serde_json::Result<Vec<GuildId>> {
    #[derive(Deserialize)]
    struct Ready {
        guilds: Vec<Absent>,
    }
    let ready: Ready = data(json)?;
    Ok(ready.guilds.into_iter().filter(|it| it.unavailable).map(|it| it.id).collect())
}

/// The server that is down, if it was not left (Discord docs, Guild Delete).
fn down(json: &str) -> serde_json::Result<Option<GuildId>> {
    let gone: Absent = data(json)?;
    Ok(gone.unavailable.then_some(gone.id))
}

/// Growing pauses between tries, up to a minute.
#[derive(Default)]
struct Pauses(u32);

impl Pauses {
    async fn pause(&mut self) {
        let seconds = 2_f64.powi(i32::try_from(self.0.min(6)).unwrap_or(6)).min(60.0);
        self.0 += 1;
        tokio::time::sleep(Duration::from_secs_f64(seconds * (0.5 + fastrand::f64() / 2.0))).await;
    }
}

impl Reader {
    /// A new session has begun, whose servers come one by one.
    pub(super) fn ready(&self, json: &str) -> serde_json::Result<()> {
        self.engine.ours().goes_unheard(to_come(json)?);
        Ok(())
    }

    /// A server cannot be heard for a while, or is ours no longer.
    pub(super) fn guild_gone(&self, json: &str) -> serde_json::Result<()> {
        self.engine.ours().goes_unheard(down(json)?);
        Ok(())
    }

    pub(super) fn guild(&self, json: &str, keep: Keep) -> serde_json::Result<()> {
        let guild: Guild = data(json)?;
        if guild.unavailable && guild.channels.is_empty() {
            return Ok(());
        }
        let id = guild.id;
        if self.engine.ours().has_guild(id) {
            self.read_guild_back(guild, keep);
        }
        // Everything that was missed is in its lane by now.
        self.engine.ours().is_heard_again(id);
        Ok(())
    }

    fn read_guild_back(&self, guild: Guild, keep: Keep) {
        let keep: Arc<Keep> = Arc::new(keep);
        self.note_missing(&guild, &keep);
        let ours = self.engine.ours().channels_of(guild.id);
        for channel in guild.channels.into_iter().filter(|it| ours.contains(&it.id)) {
            if let Some(last) = channel.last_message_id {
                let (reader, guild, channel) = (self.clone(), guild.id, channel.id);
                let missed = async move { reader.missed(guild, channel, last).await };
                let subject = Subject::Channel(channel);
                // What is written there from now on comes after what was written before.
                self.engine.submit_found(guild, subject, missed, Arc::clone(&keep));
            }
        }
    }

    /// What we know of and the server no longer has.
    fn note_missing(&self, guild: &Guild, keep: &Arc<Keep>) {
        let ours = self.engine.ours();
        let (channels, roles) = ours.watched(guild.id);
        let channels = channels.into_iter().chain(ours.channels_of(guild.id));
        let channels: Vec<_> =
            channels.filter(|id| !guild.channels.iter().any(|it| it.id == *id)).collect();
        for channel in channels {
            let (reader, keep, guild) = (self.clone(), Arc::clone(keep), guild.id);
            tokio::spawn(async move {
                if reader.is_gone(channel).await {
                    reader
                        .engine
                        .submit(Input { guild, event: Event::ChannelGone { channel } }, keep);
                }
            });
        }
        for role in roles.into_iter().filter(|id| !guild.roles.iter().any(|it| it.id == *id)) {
            let event = Event::RoleGone { role };
            self.engine.submit(Input { guild: guild.id, event }, Arc::clone(keep));
        }
    }

    /// Whether a channel does not exist. That a server came without it is no proof: the list may
    /// be older than the channel.
    async fn is_gone(&self, channel: ChannelId) -> bool {
        let mut pauses = Pauses::default();
        loop {
            let call = match Call::build(self.rest.requests().channel(channel)) {
                Ok(call) => call,
                Err(_) => return false,
            };
            match self.ask_routinely::<IgnoredAny>(call).await {
                Ok(_) => return false,
                Err(fault @ RestError::Refused(_)) => {
                    return fault.code() == Some(UNKNOWN_CHANNEL);
                }
                Err(fault) => {
                    tracing::warn!(channel.id = %channel, %fault, "a channel cannot be looked at");
                    pauses.pause().await;
                }
            }
        }
    }

    /// Reads back what was written in a ticket since we last heard of it.
    pub(super) async fn missed(
        &self,
        guild: GuildId,
        channel: ChannelId,
        last: MessageId,
    ) -> Vec<Input> {
        let mut missed = Vec::new();
        let ticket = match self.engine.ticket_of(guild, channel).await {
            Ok(Some(ticket)) => ticket,
            Ok(None) => return missed,
            Err(fault) => {
                tracing::error!(guild.id = %guild, channel.id = %channel, %fault, "a ticket cannot be read back");
                return missed;
            }
        };
        let listens = matches!(ticket.state, State::Open { .. } | State::Placed { .. });
        let since = ticket.heard.newest();
        if !listens || since.is_some_and(|newest| newest >= last) {
            return missed;
        }
        // Nothing can have been written in a channel before it was made.
        let since = since.unwrap_or_else(|| channel.cast());
        let mut pauses = Pauses::default();
        while let Err(fault) = self.read_back(guild, channel, since, &mut missed).await {
            tracing::warn!(
                guild.id = %guild, channel.id = %channel, %fault,
                "what was written in a ticket while we were away cannot be read"
            );
            if matches!(fault, RestError::Refused(_)) || !self.engine.ours().has_channel(channel) {
                break;
            }
            missed.clear();
            pauses.pause().await;
        }
        missed
    }

    async fn read_back(
        &self,
        guild: GuildId,
        channel: ChannelId,
        mut since: MessageId,
        missed: &mut Vec<Input>,
    ) -> Result<(), RestError> {
        let mut roles = HashMap::new();
        loop {
            let request = self.rest.requests().channel_messages(channel).after(since).limit(PAGE);
            let mut page: Vec<Message> = self.ask_routinely(Call::build(request)?).await?;
            page.sort_unstable_by_key(|message| message.id);
            let Some(newest) = page.last().map(|message| message.id) else { return Ok(()) };
            let full = page.len() == usize::from(PAGE);
            for message in page.into_iter().filter(Message::is_from_person) {
                let user = message.author.id;
                let roles = match roles.get(&user) {
                    Some(known) => Vec::clone(known),
                    None => {
                        let found = self.roles_of(guild, user).await?;
                        roles.insert(user, found.clone());
                        found
                    }
                };
                let actor = Actor { user, roles, permissions: Permissions::NONE };
                let event = message.into_event(self, channel, actor);
                missed.push(Input { guild, event });
            }
            if !full {
                return Ok(());
            }
            since = newest;
        }
    }

    /// A message that is read back does not say which roles its author has.
    async fn roles_of(&self, guild: GuildId, user: UserId) -> Result<Vec<RoleId>, RestError> {
        let call = Call::build(self.rest.requests().guild_member(guild, user))?;
        match self.ask_routinely::<Member>(call).await {
            Ok(member) => Ok(member.roles),
            // They have left: whoever they were, they are not staff now.
            Err(RestError::Refused(_)) => Ok(vec![]),
            Err(fault) => Err(fault),
        }
    }

    async fn ask_routinely<T: serde::de::DeserializeOwned>(
        &self,
        call: Call,
    ) -> Result<T, RestError> {
        self.rest.model(call, Priority::Routine, clock::instant() + LIMIT).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_that_come_later_are_told_from_those_that_are_there_or_were_left() {
        let ready = r#"{"t":"READY","s":1,"op":0,"d":{"v":10,"guilds":[
            {"id":"1","unavailable":true},{"id":"2","unavailable":false},{"id":"3"}]}}"#;
        assert_eq!(to_come(ready).unwrap(), [GuildId::new(1)]);
        let down = |d: &str| down(&format!(r#"{{"t":"GUILD_DELETE","s":2,"op":0,"d":{d}}}"#));
        let is_down = down(r#"{"id":"1","unavailable":true}"#).unwrap();
        assert_eq!(is_down, Some(GuildId::new(1)));
        assert_eq!(down(r#"{"id":"1"}"#).unwrap(), None);
    }
}
