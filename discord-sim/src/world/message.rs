//! Messages, attachments and stored files as state.

use bytes::Bytes;
use serde_json::Value;

/// Flags of a message (Discord docs, Message: Message Flags).
pub(crate) mod flags {
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const IS_VOICE_MESSAGE: u64 = 1 << 13;
    pub(crate) const IS_COMPONENTS_V2: u64 = 1 << 15;
}

/// A message. Embeds and components are kept as they are sent to clients.
#[derive(Debug, Clone, Default)]
pub(crate) struct Message {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) author: u64,
    /// 0 default, 6 pin notice, 19 reply, 20 answer to a slash command.
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) flags: u64,
    pub(crate) tts: bool,
    pub(crate) nonce: Option<Value>,
    pub(crate) edited_ms: Option<u64>,
    pub(crate) pinged: Pinged,
    /// `message_reference` of a reply or of an answer to a component.
    pub(crate) reference: Option<Value>,
    /// The message replied to, for `referenced_message`.
    pub(crate) replied_to: Option<u64>,
    /// `interaction_metadata`.
    pub(crate) interaction: Option<Value>,
    /// The application it was sent for.
    pub(crate) application: Option<u64>,
    /// Only this user sees it (ephemeral).
    pub(crate) only_for: Option<u64>,
    pub(crate) reactions: Vec<Reaction>,
}

/// Who was really notified, after `allowed_mentions` and permissions.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pinged {
    pub(crate) users: Vec<u64>,
    pub(crate) roles: Vec<u64>,
    pub(crate) everyone: bool,
}

/// A file that belongs to a message or to a command option.
#[derive(Debug, Clone)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) filename: String,
    pub(crate) description: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) size: u64,
    pub(crate) ephemeral: bool,
}

/// The bytes behind an attachment.
#[derive(Debug, Clone)]
pub(crate) struct StoredFile {
    pub(crate) filename: String,
    pub(crate) content_type: Option<String>,
    pub(crate) bytes: Bytes,
}

/// One emoji under a message and who chose it.
#[derive(Debug, Clone)]
pub(crate) struct Reaction {
    /// The path form: the character itself or `name:id`.
    pub(crate) emoji: String,
    pub(crate) users: Vec<u64>,
}
