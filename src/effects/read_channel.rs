//! Reading all that was written in a ticket's channel, as far as a file holds it.

use super::{
    deliver::{CALL_LIMIT, Delivery},
    outcome::{Setback, code, is_forbidden},
    retry::Backoff,
};
use crate::{
    clock,
    discord::{Call, Priority, RestError},
    domain::{
        ids::{ChannelId, GuildId, MessageId, UserId},
        time::Timestamp,
    },
    formats::dossier::{Attached, Conversation, CutShort, Message, Person, line, utc},
};
use serde::{Deserialize, de::IgnoredAny};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::Instant;

/// The most messages that Discord returns at once (Discord docs, Get Channel Messages).
const PAGE: u16 = 100;
/// The most messages that are read, and the most bytes of a file that they take: Discord takes
/// files of 10 MiB (Discord docs, Uploading Files).
const MOST_MESSAGES: usize = 5_000;
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// How long a page is waited for at the least.
const LEAST_LIMIT: Duration = Duration::from_secs(2);
/// How long a name is waited for, which says no more than its id.
const NAME_LIMIT: Duration = Duration::from_secs(10);
/// Discord's types of messages that people and bots write (Discord docs, Message Types).
const WRITTEN: [u8; 4] = [0, 19, 20, 23];

/// What was read, and who wrote it.
pub(super) struct Reading {
    pub(super) conversation: Conversation,
    pub(super) people: BTreeMap<UserId, Person>,
}

/// A message, as far as a dossier has it (Discord docs, Message Object).
#[derive(Deserialize)]
struct Written {
    id: MessageId,
    #[serde(rename = "type", default)]
    kind: u8,
    author: Author,
    #[serde(default)]
    content: String,
    edited_timestamp: Option<String>,
    message_reference: Option<Reference>,
    #[serde(default)]
    embeds: Vec<Embed>,
    #[serde(default)]
    attachments: Vec<File>,
    #[serde(default)]
    sticker_items: Vec<Named>,
    poll: Option<IgnoredAny>,
    #[serde(default)]
    message_snapshots: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct Author {
    id: UserId,
    username: String,
    global_name: Option<String>,
    #[serde(default)]
    bot: bool,
}

#[derive(Deserialize)]
struct Reference {
    message_id: Option<MessageId>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    size: u64,
    url: String,
}

#[derive(Deserialize)]
struct Embed {
    title: Option<String>,
    description: Option<String>,
    #[serde(default)]
    fields: Vec<Field>,
    footer: Option<Footer>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Footer {
    text: String,
}

impl Delivery {
    /// Reads a channel from its beginning. After `until` nothing more is waited for. It is done
    /// after everything that people wait for in their tickets. A page that cannot be read is asked
    /// for again, and those before it are not: in an outage a long channel would never come to its
    /// end.
    pub(super) async fn read_channel(
        &self,
        channel: ChannelId,
        until: Timestamp,
    ) -> Result<Reading, RestError> {
        let mut reading = Gathered::default();
        let mut after: MessageId = channel.cast();
        let mut backoff = Backoff::default();
        loop {
            let patience = until.since(clock::now()).clamp(LEAST_LIMIT, CALL_LIMIT);
            let page = match self.page(channel, after, clock::instant() + patience).await {
                Ok(page) => page,
                Err(RestError::Refused(refusal)) if refusal.code == Some(code::UNKNOWN_CHANNEL) => {
                    return Ok(Reading::without(Conversation::NoChannel));
                }
                Err(RestError::Refused(refusal)) if is_forbidden(&refusal) => {
                    return Ok(Reading::without(Conversation::NotReadable));
                }
                Err(fault @ (RestError::Refused(_) | RestError::Invalid { .. })) => {
                    return Err(fault);
                }
                Err(_) if !self.may_go_on().await => return Err(RestError::Ceased),
                Err(RestError::Ceased) => continue,
                Err(_) if clock::now() >= until => return Ok(reading.end(Some(CutShort::TooSlow))),
                Err(fault) => {
                    tracing::warn!(channel.id = %channel, %fault, "a page of a channel is read again");
                    let wait = backoff.next(fastrand::f64()).max(Setback::from(fault).after);
                    tokio::time::sleep(wait.min(until.since(clock::now()))).await;
                    continue;
                }
            };
            backoff = Backoff::default();
            let full = page.len() == usize::from(PAGE);
            let Some(newest) = page.last().map(|message| message.id) else {
                return Ok(reading.end(None));
            };
            for written in page {
                if let Some(why) = reading.take(written, self.me.user) {
                    return Ok(reading.end(Some(why)));
                }
            }
            if !full {
                return Ok(reading.end(None));
            }
            if clock::now() >= until {
                return Ok(reading.end(Some(CutShort::TooSlow)));
            }
            after = newest;
        }
    }

    /// The messages that follow one, the oldest first.
    async fn page(
        &self,
        channel: ChannelId,
        after: MessageId,
        deadline: Instant,
    ) -> Result<Vec<Written>, RestError> {
        let request = self.rest.requests().channel_messages(channel).after(after).limit(PAGE);
        let call = Call::build(request)?;
        let mut page: Vec<Written> = self.model(call, Priority::Bulk, deadline).await?;
        page.sort_unstable_by_key(|message| message.id);
        Ok(page)
    }

    /// What somebody is called; none if Discord does not say.
    pub(super) async fn person(&self, user: UserId) -> Option<Person> {
        let call = Call::build(self.rest.requests().user(user)).ok()?;
        let deadline = clock::instant() + NAME_LIMIT;
        self.model::<Author>(call, Priority::Bulk, deadline).await.ok().map(Into::into)
    }

    /// What a server is called; none if Discord does not say.
    pub(super) async fn name_of(&self, guild: GuildId) -> Option<String> {
        let call = Call::build(self.rest.requests().guild(guild)).ok()?;
        let deadline = clock::instant() + NAME_LIMIT;
        let named: Named = self.model(call, Priority::Bulk, deadline).await.ok()?;
        Some(named.name)
    }
}

impl Reading {
    pub(super) fn without(conversation: Conversation) -> Self {
        Self { conversation, people: BTreeMap::new() }
    }
}

/// What was read so far.
#[derive(Default)]
struct Gathered {
    messages: Vec<Message>,
    people: BTreeMap<UserId, Person>,
    bytes: usize,
}

impl Gathered {
    /// Takes a message, unless there is no room for it.
    fn take(&mut self, written: Written, bot: UserId) -> Option<CutShort> {
        if self.messages.len() >= MOST_MESSAGES {
            return Some(CutShort::TooMany);
        }
        let (message, author) = written.told(bot);
        // What cannot be JSON has no length, and the dossier with it is not written either.
        self.bytes += line(&message).map(|it| it.len()).unwrap_or_default();
        if self.bytes > MOST_BYTES {
            return Some(CutShort::TooLong);
        }
        self.people.insert(author.id, author.into());
        self.messages.push(message);
        None
    }

    fn end(self, cut_short: Option<CutShort>) -> Reading {
        let conversation = Conversation::Read { cut_short, messages: self.messages };
        Reading { conversation, people: self.people }
    }
}

impl Written {
    fn told(self, bot: UserId) -> (Message, Author) {
        let mut besides: Vec<String> =
            self.sticker_items.iter().map(|it| format!("the sticker {}", it.name)).collect();
        if self.poll.is_some() {
            besides.push("a poll".to_owned());
        }
        if !self.message_snapshots.is_empty() {
            besides.push("a forwarded message".to_owned());
        }
        if !WRITTEN.contains(&self.kind) {
            besides.push(format!("a message of Discord's own, of type {}", self.kind));
        }
        let files = self.attachments.into_iter();
        let files = files.map(|it| Attached { name: it.filename, bytes: it.size, url: it.url });
        let message = Message {
            id: self.id,
            at: utc(Timestamp::of_snowflake(self.id.get())),
            edited: self.edited_timestamp,
            author: self.author.id,
            ours: self.author.id == bot,
            replies_to: self.message_reference.and_then(|it| it.message_id),
            text: self.content,
            embeds: self.embeds.into_iter().map(Embed::lines).collect(),
            files: files.collect(),
            besides,
        };
        (message, self.author)
    }
}

impl Embed {
    fn lines(self) -> String {
        let fields = self.fields.into_iter().map(|it| format!("{}: {}", it.name, it.value));
        let head = [self.title, self.description].into_iter().flatten();
        let lines = head.chain(fields).chain(self.footer.map(|it| it.text));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl From<Author> for Person {
    fn from(author: Author) -> Self {
        let Author { id, username, global_name, bot } = author;
        Self { id, name: username, shown: global_name, program: bot }
    }
}
