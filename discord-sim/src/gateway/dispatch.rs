//! One event on its way to the sessions: who receives it, and its text, written once for all of
//! them.

use std::sync::Arc;

use serde_json::Value;

/// One event on its way to the sessions.
#[derive(Debug, Clone)]
pub struct Dispatch {
    /// The application it is for; `None`: every application whose bot is in the guild.
    pub application: Option<u64>,
    /// The guild whose shard it goes to; `None`: shard 0 (Discord docs, Sharding Formula).
    pub guild: Option<u64>,
    /// The channel it is about.
    pub channel: Option<u64>,
    /// Whether only applications that may view `channel` receive it.
    pub needs_view: bool,
    /// Intents of which a session needs any; 0 reaches every session (Discord docs, List of
    /// Intents).
    pub intents: u64,
    /// The event's name, such as `MESSAGE_CREATE`.
    pub kind: &'static str,
    /// The event's `d`.
    pub data: Value,
    /// Whether parts of it are hidden from sessions without MESSAGE_CONTENT.
    pub content: Content,
}

/// Whether an event carries a message's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing in it is gated.
    Plain,
    /// A message whose content fields are emptied for sessions without MESSAGE_CONTENT (Discord
    /// docs, Message Content Intent).
    Message {
        /// Applications that may read it all the same: author, mentioned, partner of the direct
        /// message.
        readable_by: Vec<u64>,
        /// Whether the intent is switched on for the application, without which no session reads
        /// it, whatever it was begun with (Discord docs, Gateway Restrictions).
        granted: bool,
    },
}

/// The text of one event as several sessions share it.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) kind: &'static str,
    pub(super) data: Arc<str>,
}

/// Writes an event's `d` at most once in full and once with its content emptied.
pub(super) struct Bodies<'a> {
    event: &'a Dispatch,
    full: Option<Arc<str>>,
    emptied: Option<Arc<str>>,
}

impl<'a> Bodies<'a> {
    pub(super) const fn new(event: &'a Dispatch) -> Self {
        Self { event, full: None, emptied: None }
    }

    pub(super) fn full(&mut self) -> Body {
        let data = self.full.get_or_insert_with(|| self.event.data.to_string().into());
        Body { kind: self.event.kind, data: Arc::clone(data) }
    }

    pub(super) fn emptied(&mut self) -> Body {
        let data = self.emptied.get_or_insert_with(|| {
            let mut data = self.event.data.clone();
            empty_content(&mut data);
            data.to_string().into()
        });
        Body { kind: self.event.kind, data: Arc::clone(data) }
    }
}

/// Empties what MESSAGE_CONTENT gates: `content`, `embeds`, `attachments` and `components` become
/// empty, `poll` is left out. The message replied to is gated as well.
fn empty_content(message: &mut Value) {
    let Some(fields) = message.as_object_mut() else { return };
    if let Some(content) = fields.get_mut("content") {
        *content = Value::String(String::new());
    }
    for list in ["embeds", "attachments", "components"] {
        if let Some(list) = fields.get_mut(list) {
            *list = Value::Array(Vec::new());
        }
    }
    fields.remove("poll");
    if let Some(replied_to) = fields.get_mut("referenced_message") {
        empty_content(replied_to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn content_is_emptied_and_the_rest_stays() {
        let mut message = json!({
            "id": "1", "content": "hello", "embeds": [{}], "attachments": [{}], "components": [{}],
            "poll": {}, "referenced_message": {"id": "2", "content": "before"}
        });
        empty_content(&mut message);
        assert_eq!(
            message,
            json!({
                "id": "1", "content": "", "embeds": [], "attachments": [], "components": [],
                "referenced_message": {"id": "2", "content": ""}
            })
        );
    }
}
