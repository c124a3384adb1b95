//! How Discord refuses a request: HTTP status, JSON code, message and, for 50035, the mirror of the
//! body.

use serde_json::{Map, Value, json};

/// A refusal in Discord's form (Discord docs, Opcodes and Status Codes; Reference: Error Messages).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DiscordError {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
    pub(crate) errors: Option<Value>,
}

impl DiscordError {
    pub(crate) fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None }
    }

    /// The refusal that belongs to a code, with the status Discord is known to use.
    pub(crate) fn of(code: u32) -> Self {
        let (status, message) = match code {
            10003 => (404, "Unknown Channel"),
            10004 => (404, "Unknown Guild"),
            10007 => (404, "Unknown Member"),
            10008 => (404, "Unknown Message"),
            10009 => (404, "Unknown Permission Overwrite"),
            10011 => (404, "Unknown Role"),
            10013 => (404, "Unknown User"),
            10014 => (400, "Unknown Emoji"),
            10015 => (404, "Unknown Webhook"),
            10062 => (404, "Unknown interaction"),
            10063 => (404, "Unknown application command"),
            30003 => (400, "Maximum number of pins reached (250)"),
            30005 => (400, "Maximum number of guild roles reached (250)"),
            30010 => (400, "Maximum number of reactions reached (20)"),
            30013 => (400, "Maximum number of guild channels reached (500)"),
            30015 => (400, "Maximum number of attachments in a message reached (10)"),
            30032 => (400, "Maximum number of application commands reached (100)"),
            40001 => (401, "Unauthorized"),
            40005 => (413, "Request entity too large"),
            40009 => (400, "Only one channel may change parent_id per request"),
            40060 => (400, "Interaction has already been acknowledged."),
            50001 => (403, "Missing Access"),
            50003 => (400, "Cannot execute action on a DM channel"),
            50005 => (403, "Cannot edit a message authored by another user"),
            50006 => (400, "Cannot send an empty message"),
            50007 => (403, "Cannot send messages to this user"),
            50008 => (400, "Cannot send messages in a non-text channel"),
            50013 => (403, "Missing Permissions"),
            50016 => {
                (400, "You can only bulk delete messages that are between 2 and 100 in number")
            }
            50021 => (403, "Cannot execute action on a system message"),
            50027 => (401, "Invalid Webhook Token"),
            50028 => (400, "Invalid role"),
            50034 => (400, "You can only bulk delete messages that are under 14 days old."),
            50045 => (400, "File uploaded exceeds the maximum size"),
            50109 => (400, "The request body contains invalid JSON."),
            160_002 => (400, "Cannot reply without permission to read message history"),
            _ => (400, "Invalid request"),
        };
        Self::new(status, code, message)
    }

    /// 50035 with one error at `path` (`parent_id`, `embeds.0.title`, empty for the whole request).
    pub(crate) fn form(path: &str, code: &str, message: &str) -> Self {
        let mut fields = FormErrors::default();
        fields.add(path, code, message);
        fields.into_error()
    }

    /// What the simulator does not imitate: never a Discord answer, so that a gap is loud.
    pub(crate) fn not_imitated(what: &str) -> Self {
        Self::new(501, 0, &format!("discord-sim does not imitate this: {what}"))
    }

    /// The body of the answer. Without `nested` the errors are left out (rule `NestedErrors`).
    pub(crate) fn body(&self, nested: bool) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let (true, Some(errors), Some(object)) = (nested, &self.errors, body.as_object_mut()) {
            object.insert("errors".to_owned(), errors.clone());
        }
        body
    }
}

/// Errors of a body, collected so that all are told at once.
#[derive(Debug, Default)]
pub(crate) struct FormErrors {
    root: Map<String, Value>,
}

impl FormErrors {
    pub(crate) fn add(&mut self, path: &str, code: &str, message: &str) {
        let mut node = &mut self.root;
        for key in path.split('.').filter(|key| !key.is_empty()) {
            let slot = node.entry(key).or_insert_with(|| Value::Object(Map::new()));
            let Value::Object(next) = slot else { return };
            node = next;
        }
        let list = node.entry("_errors").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(json!({ "code": code, "message": message }));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.root.is_empty()
    }

    pub(crate) fn into_error(self) -> DiscordError {
        let mut error = DiscordError::new(400, 50035, "Invalid Form Body");
        error.errors = Some(Value::Object(self.root));
        error
    }

    /// Fails when something was added.
    pub(crate) fn finish(self) -> Result<(), DiscordError> {
        if self.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }
}
