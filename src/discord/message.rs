//! A new message that Discord creates once, however often it is sent.

use serde::Serialize;
use twilight_http::request::{Method, RequestBuilder};
use twilight_model::{
    channel::message::{AllowedMentions, Component, Embed},
    id::{Id, marker::ChannelMarker},
};

use super::{call::Call, error::RestError};

/// A message to create in a channel, with an enforced nonce.
///
/// While Discord remembers the nonce ("the past few minutes"), sending it again returns the message
/// that was created first (Discord docs, Message, Create Message). twilight can send neither a text
/// as nonce nor `enforce_nonce`.
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
    /// Whom it may mention; nobody by default.
    pub allowed_mentions: AllowedMentions,
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
            allowed_mentions: AllowedMentions::default(),
        }
    }

    /// The call that creates it, which is safe to repeat while the nonce is remembered.
    ///
    /// # Errors
    /// `RestError::Invalid` when the nonce is not as described.
    pub fn call(&self) -> Result<Call, RestError> {
        let invalid = |text: &str| Err(RestError::Invalid { source: text.into() });
        if !(1..=25).contains(&self.nonce.chars().count()) {
            return invalid("a nonce must have 1 to 25 characters");
        }
        let path = format!("channels/{}/messages", self.channel);
        let enforced = Enforced { message: self, enforce_nonce: true };
        let request = RequestBuilder::raw(Method::Post, path).json(&enforced).build();
        let request = request.map_err(|source| RestError::Invalid { source: source.into() })?;
        Ok(Call::repeatable(request))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn mentions_nobody_and_enforces_its_nonce() {
        let message = NewMessage {
            content: Some("hi @everyone"),
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
            })
        );
    }

    #[test]
    fn refuses_what_would_break_the_request() {
        let channel = Id::new(5);
        assert!(NewMessage::new(channel, "").call().is_err());
        assert!(NewMessage::new(channel, "12345678901234567890123456").call().is_err());
    }
}
