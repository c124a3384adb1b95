//! A new message that Discord creates once, however often it is sent.

use serde::Serialize;
use twilight_http::request::{Form, Method, RequestBuilder};
use twilight_model::{
    channel::message::{AllowedMentions, Component, Embed, MessageFlags},
    id::{
        Id,
        marker::{ChannelMarker, MessageMarker},
    },
};

use super::{call::Call, error::RestError};

/// A message to create in a channel, with an enforced nonce.
///
/// While Discord remembers the nonce ("the past few minutes"), sending it again returns the message that was created first
/// (Discord docs, Message, Create Message). twilight can send neither a text as nonce nor `enforce_nonce`.
#[derive(Clone, Debug, Serialize)]
pub struct NewMessage<'a> {
    /// Where it goes.
    #[serde(skip)]
    pub channel: Id<ChannelMarker>,
    /// Names this message among the bot's: 1 to 25 characters.
    pub nonce: &'a str,
    /// The text, up to 2,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<&'a str>,
    /// Up to 10 embeds.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub embeds: &'a [Embed],
    /// Buttons and selects.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub components: &'a [Component],
    /// Such as components of the second version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<MessageFlags>,
    /// Whom it may mention; nobody by default.
    pub allowed_mentions: AllowedMentions,
    /// The message it replies to. It is sent without the reply when that one is gone.
    #[serde(
        rename = "message_reference",
        skip_serializing_if = "Option::is_none",
        serialize_with = "reply"
    )]
    pub reply_to: Option<Id<MessageMarker>>,
    /// Files to attach, up to 10.
    #[serde(rename = "attachments", skip_serializing_if = "<[_]>::is_empty")]
    pub files: &'a [NewFile<'a>],
}

/// A file to attach.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct NewFile<'a> {
    /// Its number in the message, from 0.
    pub id: u64,
    /// Its name: ASCII letters, digits, `_`, `-` and `.`.
    pub filename: &'a str,
    /// What is in it.
    #[serde(skip)]
    pub bytes: &'a [u8],
}

#[derive(Serialize)]
struct Enforced<'a> {
    #[serde(flatten)]
    message: &'a NewMessage<'a>,
    enforce_nonce: bool,
}

impl<'a> NewMessage<'a> {
    /// An empty message that mentions nobody.
    pub fn new(channel: Id<ChannelMarker>, nonce: &'a str) -> Self {
        Self {
            channel,
            nonce,
            content: None,
            embeds: &[],
            components: &[],
            flags: None,
            allowed_mentions: AllowedMentions::default(),
            reply_to: None,
            files: &[],
        }
    }

    /// The call that creates it, which is safe to repeat while the nonce is remembered.
    ///
    /// # Errors
    /// `RestError::Invalid` when nonce or a file's name is not as described.
    pub fn call(&self) -> Result<Call, RestError> {
        let invalid = |text: &str| Err(RestError::Invalid { source: text.into() });
        if !(1..=25).contains(&self.nonce.chars().count()) {
            return invalid("a nonce must have 1 to 25 characters");
        }
        let named = |name: &str| {
            let fits =
                |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.');
            !name.is_empty() && name.bytes().all(fits)
        };
        if !self.files.iter().all(|file| named(file.filename)) {
            return invalid("a file name may have ASCII letters, digits, _, - and . only");
        }
        let path = format!("channels/{}/messages", self.channel);
        let builder = RequestBuilder::raw(Method::Post, path);
        let builder = if self.files.is_empty() {
            builder.json(&self.enforced())
        } else {
            builder.form(self.form()?)
        };
        let request = builder.build();
        let request = request.map_err(|source| RestError::Invalid { source: source.into() })?;
        Ok(Call::repeatable(request))
    }

    const fn enforced(&self) -> Enforced<'_> {
        Enforced { message: self, enforce_nonce: true }
    }

    fn form(&self) -> Result<Form, RestError> {
        let json = serde_json::to_vec(&self.enforced());
        let json = json.map_err(|source| RestError::Invalid { source: source.into() })?;
        let form = Form::new().json_part(b"payload_json", &json);
        Ok(self.files.iter().fold(form, |form, file| {
            let name = format!("files[{}]", file.id);
            form.file_part(name.as_bytes(), file.filename.as_bytes(), file.bytes)
        }))
    }
}

fn reply<S: serde::Serializer>(
    to: &Option<Id<MessageMarker>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Reference {
        message_id: Option<Id<MessageMarker>>,
        fail_if_not_exists: bool,
    }
    Reference { message_id: *to, fail_if_not_exists: false }.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn mentions_nobody_and_enforces_its_nonce() {
        let message = NewMessage {
            content: Some("hi @everyone"),
            reply_to: Some(Id::new(9)),
            ..NewMessage::new(Id::new(5), "t12.welcome")
        };
        let call = message.call().unwrap();
        let sent: Value = serde_json::from_slice(call.request.body().unwrap()).unwrap();
        assert_eq!(
            sent,
            json!({
                "nonce": "t12.welcome",
                "enforce_nonce": true,
                "content": "hi @everyone",
                "allowed_mentions": {"parse": []},
                "message_reference": {"message_id": "9", "fail_if_not_exists": false},
            })
        );
    }

    #[test]
    fn files_travel_beside_the_json() {
        let files = [NewFile { id: 0, filename: "order.txt", bytes: b"two adders" }];
        let message = NewMessage { files: &files, ..NewMessage::new(Id::new(5), "n") };
        let call = message.call().unwrap();
        let body = call.request.form().unwrap().clone().build();
        let body = String::from_utf8(body).unwrap();
        assert!(body.contains(r#""attachments":[{"id":0,"filename":"order.txt"}]"#), "{body}");
        assert!(body.contains(r#"name="files[0]"; filename="order.txt""#), "{body}");
        assert!(body.contains("two adders"), "{body}");
    }

    #[test]
    fn refuses_what_would_break_the_request() {
        let channel = Id::new(5);
        assert!(NewMessage::new(channel, "").call().is_err());
        assert!(NewMessage::new(channel, "12345678901234567890123456").call().is_err());
        let files = [NewFile { id: 0, filename: "a\"\r\nb", bytes: b"" }];
        assert!(NewMessage { files: &files, ..NewMessage::new(channel, "n") }.call().is_err());
    }
}
