//! Interactions: how they are told to the application, and when they may be answered.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::World;
use super::emit::intents;
use super::error::DiscordError;
use super::interaction::{Interaction, InteractionKind};
use crate::rules::Rule;

/// What a person did.
pub(crate) struct Action {
    pub(crate) application: u64,
    pub(crate) kind: InteractionKind,
    pub(crate) user: u64,
    pub(crate) channel: u64,
    /// Command name or custom id.
    pub(crate) name: String,
    /// The `data` of the interaction.
    pub(crate) data: Value,
    /// The message whose component was used, also for a modal opened from one.
    pub(crate) source_message: Option<u64>,
    /// `interaction_metadata` of the answer, beyond what all have.
    pub(crate) metadata: Value,
}

impl World {
    /// Makes the interaction and sends it to its application.
    pub(crate) fn start_interaction(&mut self, action: Action) -> u64 {
        let id = self.next_id();
        let token = self.new_token(id);
        let guild = self.channels.get(&action.channel).and_then(|channel| channel.guild);
        let event = self.interaction_json(id, &token, guild, &action);
        let mut metadata = json!({
            "id": id.to_string(), "type": action.kind as u8, "user": self.user_json(action.user),
            "authorizing_integration_owners": owners(guild),
        });
        if let (Some(fields), Value::Object(extra)) = (metadata.as_object_mut(), action.metadata) {
            fields.extend(extra);
        }
        let interaction = Interaction {
            id,
            token: token.clone(),
            application: action.application,
            kind: action.kind,
            user: action.user,
            guild,
            channel: action.channel,
            created_ms: self.now(),
            name: action.name,
            source_message: action.source_message,
            answer: None,
            original: None,
            followups: Vec::new(),
            metadata,
            changes: watch::Sender::new(0),
        };
        self.interactions.insert(id, interaction);
        self.interaction_tokens.insert(token, id);
        self.emit_to(action.application, guild, intents::ALWAYS, "INTERACTION_CREATE", event);
        id
    }

    fn new_token(&self, id: u64) -> String {
        let part = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (self.secret, id, salt).hash(&mut hasher);
            format!("{:016x}", hasher.finish())
        };
        format!("sim{}{}{}", part(1), part(2), part(3))
    }

    fn interaction_json(&self, id: u64, token: &str, guild: Option<u64>, action: &Action) -> Value {
        let locale = self.users.get(&action.user).map_or("en-US", |user| &user.locale);
        let bot = self.bot_of(action.application);
        let mut body = json!({
            "id": id.to_string(), "application_id": action.application.to_string(),
            "type": action.kind as u8, "token": token, "version": 1, "data": action.data,
            "channel_id": action.channel.to_string(), "locale": locale, "entitlements": [],
            "authorizing_integration_owners": owners(guild),
            "context": if guild.is_some() { 0 } else { 1 },
            "app_permissions": self.raw_permissions(bot, action.channel).to_string(),
            "attachment_size_limit": self.limits.file_bytes,
        });
        let Some(fields) = body.as_object_mut() else { return body };
        if let Some(channel) = self.channels.get(&action.channel) {
            let channel = self.partial_channel_json(channel, action.user);
            fields.insert("channel".to_owned(), channel);
        }
        match guild.and_then(|guild| self.guilds.get(&guild)) {
            Some(guild) => {
                let features = &guild.features;
                let partial = json!({ "id": guild.id.to_string(), "locale": guild.locale,
                    "features": features });
                fields.insert("guild".to_owned(), partial);
                fields.insert("guild_id".to_owned(), json!(guild.id.to_string()));
                fields.insert("guild_locale".to_owned(), json!(guild.locale));
                let member = self.invoker_json(guild.id, action.user, action.channel);
                fields.insert("member".to_owned(), member);
            }
            None => {
                fields.insert("user".to_owned(), self.user_json(action.user));
            }
        }
        let source = action.source_message.map(|message| self.message(action.channel, message));
        if let Some(Ok(message)) = source {
            fields.insert("message".to_owned(), self.message_json(message));
        }
        body
    }

    /// The member with its permissions in the channel.
    fn invoker_json(&self, guild: u64, user: u64, channel: u64) -> Value {
        let Ok(member) = self.member(guild, user) else { return Value::Null };
        let mut body = self.member_json(member, true);
        if let Some(fields) = body.as_object_mut() {
            let permissions = self.raw_permissions(user, channel).to_string();
            fields.insert("permissions".to_owned(), json!(permissions));
        }
        body
    }

    /// The interaction that a callback names: 10062 when unknown or late, 40060 when answered.
    pub(crate) fn answerable(&self, id: u64, token: &str) -> Result<&Interaction, DiscordError> {
        let found = self.interactions.get(&id).filter(|found| found.token == token);
        let found = found.ok_or_else(|| DiscordError::of(10062))?;
        let late = self.now() >= found.created_ms + self.limits.callback_ms;
        if found.answer.is_none() && late && self.enforces(Rule::CallbackDeadline) {
            return Err(DiscordError::of(10062));
        }
        if found.answer.is_some() && self.enforces(Rule::SingleCallback) {
            return Err(DiscordError::of(40060));
        }
        Ok(found)
    }

    /// The interaction behind the token of a follow-up: 50027 when the token is unknown or too old,
    /// 10015 when nothing was answered yet.
    pub(crate) fn followed_up(
        &self,
        application: u64,
        token: &str,
    ) -> Result<&Interaction, DiscordError> {
        let found = self.interaction_tokens.get(token).and_then(|id| self.interactions.get(id));
        let found = found
            .filter(|found| found.application == application)
            .ok_or_else(|| DiscordError::of(10015))?;
        let expired = self.now() >= found.created_ms + self.limits.token_ms;
        if expired && self.enforces(Rule::TokenLifetime) {
            return Err(DiscordError::of(50027));
        }
        if found.answer.is_none() { Err(DiscordError::of(10015)) } else { Ok(found) }
    }

    pub(crate) fn interaction_mut(&mut self, id: u64) -> Result<&mut Interaction, DiscordError> {
        self.interactions.get_mut(&id).ok_or_else(|| DiscordError::of(10062))
    }
}

fn owners(guild: Option<u64>) -> Value {
    json!({ "0": guild.map_or_else(|| "0".to_owned(), |id| id.to_string()) })
}
