//! A person in a guild: reading, writing, leaving.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use super::guild::refused;
use super::refused::Refused;
use super::view::{ChannelView, MessageView};
use crate::core::Core;
use crate::world::World;
use crate::world::files::Upload;
use crate::world::mentions::MentionDefault;
use crate::world::message::Message;
use crate::world::permissions::bits;

/// A person in a guild. All they do is done with their rights, and refused where Discord's client
/// refuses.
#[derive(Debug, Clone)]
pub struct Seat {
    pub(crate) core: Arc<Core>,
    /// The user id.
    pub user: u64,
    /// The guild id.
    pub guild: u64,
}

/// A file that a person sends.
#[derive(Debug, Clone)]
pub struct FileToSend {
    /// Its name.
    pub filename: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Seat {
    /// The channels in their list, in Discord's order.
    #[must_use]
    pub fn channels(&self) -> Vec<ChannelView> {
        self.core.read(|world| world.channels_seen(self.guild, self.user))
    }

    /// The channel of that name in their list.
    #[must_use]
    pub fn channel_named(&self, name: &str) -> Option<ChannelView> {
        self.channels().into_iter().find(|channel| channel.name == name)
    }

    /// What they see in the channel, oldest first, with their own ephemeral messages.
    ///
    /// # Errors
    /// When they do not see the channel.
    pub fn read(&self, channel: u64) -> Result<Vec<MessageView>, Refused> {
        self.core.read(|world| {
            self.require(world, channel, 0)?;
            let all = world.channels.get(&channel).map(|found| &found.messages);
            let messages = all.into_iter().flat_map(|all| all.values());
            let seen = messages.filter(|message| self.sees(world, message));
            Ok(seen.map(|message| world.view(message)).collect())
        })
    }

    /// Writes a message; its id.
    ///
    /// # Errors
    /// When they do not see the channel or may not write there.
    pub fn write(&self, channel: u64, text: &str) -> Result<u64, Refused> {
        self.write_with_files(channel, text, Vec::new())
    }

    /// Writes a message with files; its id.
    ///
    /// # Errors
    /// When they do not see the channel, may not write or attach there, or nothing is to be sent.
    pub fn write_with_files(
        &self,
        channel: u64,
        text: &str,
        files: Vec<FileToSend>,
    ) -> Result<u64, Refused> {
        let message = Message {
            channel,
            author: self.user,
            content: text.trim().to_owned(),
            ..Message::default()
        };
        self.send(message, files)
    }

    /// Replies to a message, pinging its author; the id of the reply.
    ///
    /// # Errors
    /// As [`Seat::write`], and when they do not see that message.
    pub fn reply(&self, channel: u64, to: u64, text: &str) -> Result<u64, Refused> {
        if !self.read(channel)?.iter().any(|message| message.id == to) {
            return Err(self.note_refusal(channel, format!("no message {to} to reply to")));
        }
        let message = Message {
            channel,
            author: self.user,
            content: text.trim().to_owned(),
            kind: 19,
            reference: Some(self.core.read(|world| {
                world.message_ids(channel, json!({ "type": 0, "message_id": to.to_string() }))
            })),
            replied_to: Some(to),
            ..Message::default()
        };
        self.send(message, Vec::new())
    }

    fn send(&self, mut message: Message, files: Vec<FileToSend>) -> Result<u64, Refused> {
        let channel = message.channel;
        let sent = self.core.write(|world| {
            let mut needed = bits::SEND_MESSAGES;
            if !files.is_empty() {
                needed |= bits::ATTACH_FILES;
            }
            self.require(world, channel, needed)?;
            if message.content.is_empty() && files.is_empty() {
                return Err(Refused::because("an empty message cannot be sent"));
            }
            if message.content.chars().count() > 2000 {
                return Err(Refused::because("the message is longer than 2000 characters"));
            }
            for file in files {
                let upload = Upload {
                    filename: file.filename,
                    content_type: None,
                    description: None,
                    bytes: Bytes::from(file.bytes),
                };
                message.attachments.push(world.store_file(channel, upload, false));
            }
            message.pinged = world.pings(&message, None, MentionDefault::Message);
            world.add_message(message).map_err(refused)
        });
        match sent {
            Ok(id) => {
                self.note("write", channel, id.to_string(), None);
                Ok(id)
            }
            Err(why) => Err(self.note_refusal(channel, why.0)),
        }
    }

    /// Edits one of their own messages.
    ///
    /// # Errors
    /// When the message is not theirs or gone.
    pub fn edit_message(&self, channel: u64, message: u64, text: &str) -> Result<(), Refused> {
        self.own_message(channel, message)?;
        let edited = self.core.write(|world| {
            let now = world.now();
            world.edit_message(channel, message, |found| {
                text.trim().clone_into(&mut found.content);
                found.edited_ms = Some(now);
            })
        });
        edited.map_err(refused)
    }

    /// Deletes a message: their own, or any with the right to manage messages.
    ///
    /// # Errors
    /// When they may not, or it is gone.
    pub fn delete_message(&self, channel: u64, message: u64) -> Result<(), Refused> {
        let may_manage = self
            .core
            .read(|world| world.permissions(self.user, channel) & bits::MANAGE_MESSAGES != 0);
        if !may_manage {
            self.own_message(channel, message)?;
        }
        self.core.write(|world| world.delete_message(channel, message)).map_err(refused)
    }

    fn own_message(&self, channel: u64, message: u64) -> Result<(), Refused> {
        let author = self.core.read(|world| world.message(channel, message).map(|m| m.author));
        match author {
            Ok(author) if author == self.user => Ok(()),
            Ok(_) => Err(self.note_refusal(channel, "the message is not theirs".to_owned())),
            Err(_) => Err(self.note_refusal(channel, "the message does not exist".to_owned())),
        }
    }

    /// Leaves the guild.
    ///
    /// # Errors
    /// When they are not in it.
    pub fn leave(&self) -> Result<(), Refused> {
        self.note("leave", 0, String::new(), None);
        self.core.write(|world| world.leave(self.guild, self.user)).map_err(refused)
    }

    /// Whether the message is in their view: ephemeral ones only their own, history only with the
    /// right.
    pub(crate) fn sees(&self, world: &World, message: &Message) -> bool {
        if let Some(user) = message.only_for {
            return user == self.user;
        }
        let rights = world.permissions(self.user, message.channel);
        rights & bits::READ_MESSAGE_HISTORY != 0 || message.author == self.user
    }

    /// The channel must be in this guild, visible, and give these rights.
    pub(crate) fn require(&self, world: &World, channel: u64, bits: u64) -> Result<(), Refused> {
        let here = world.channels.get(&channel).is_some_and(|c| c.guild == Some(self.guild));
        if !here || !world.may_view_channel(self.user, channel) {
            return Err(Refused::because(format!("they do not see channel {channel}")));
        }
        let missing = bits & !world.permissions(self.user, channel);
        if missing == 0 {
            return Ok(());
        }
        Err(Refused::because(format!("they lack the permission bits {missing:#x} there")))
    }

    pub(crate) fn note(&self, act: &str, channel: u64, detail: String, interaction: Option<u64>) {
        let channel = Some(channel).filter(|channel| *channel != 0);
        self.core.ledger.act(act, self.user, channel, detail, interaction);
    }

    pub(crate) fn note_refusal(&self, channel: u64, words: String) -> Refused {
        self.note("refused", channel, words.clone(), None);
        Refused(words)
    }
}
