//! Requests on channels with the caller's own JSON: twilight drops permission bits that it does not
//! know.

use hyper::header::{HeaderName, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use twilight_http::request::{Method, Request, RequestBuilder};
use twilight_model::id::{
    Id,
    marker::{ChannelMarker, GuildMarker},
};

use super::error::RestError;

/// Creates a channel: `body` is the JSON of Discord's Create Guild Channel, `reason` is for the
/// audit log.
///
/// # Errors
/// `RestError::Invalid` when the body cannot be written as JSON or the reason is not 1 to 512
/// characters.
pub fn create_channel(
    guild: Id<GuildMarker>,
    body: &impl Serialize,
    reason: Option<&str>,
) -> Result<Request, RestError> {
    json(Method::Post, format!("guilds/{guild}/channels"), body, reason)
}

/// Changes a channel: `body` is the JSON of Discord's Modify Channel, `reason` is for the audit
/// log.
///
/// # Errors
/// `RestError::Invalid` when the body cannot be written as JSON or the reason is not 1 to 512
/// characters.
pub fn update_channel(
    channel: Id<ChannelMarker>,
    body: &impl Serialize,
    reason: Option<&str>,
) -> Result<Request, RestError> {
    json(Method::Patch, format!("channels/{channel}"), body, reason)
}

fn json(
    method: Method,
    path: String,
    body: &impl Serialize,
    reason: Option<&str>,
) -> Result<Request, RestError> {
    let reason = reason.map(reason_header).transpose()?;
    let request = RequestBuilder::raw(method, path).json(body).headers(reason.into_iter());
    request.build().map_err(|source| RestError::Invalid { source: source.into() })
}

/// The header that carries an audit log reason (Discord docs, Audit Logs): 1 to 512 characters,
/// percent-encoded.
fn reason_header(reason: &str) -> Result<(HeaderName, HeaderValue), RestError> {
    let invalid = |text: &str| RestError::Invalid { source: text.into() };
    if !(1..=512).contains(&reason.chars().count()) {
        return Err(invalid("the audit log reason must have 1 to 512 characters"));
    }
    let encoded = utf8_percent_encode(reason, NON_ALPHANUMERIC).to_string();
    let value = HeaderValue::try_from(encoded);
    let value = value.map_err(|_| invalid("the audit log reason cannot be sent"))?;
    Ok((HeaderName::from_static("x-audit-log-reason"), value))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn keeps_permission_bits_that_are_unknown_here() {
        let body = json!({"permission_overwrites":[{"id":"1","type":0,"allow":"9223372036854775809","deny":"0"}]});
        let request = update_channel(Id::new(5), &body, Some("closed by ü")).unwrap();
        assert_eq!((request.method(), request.path()), (Method::Patch, "channels/5"));
        let sent: Value = serde_json::from_slice(request.body().unwrap()).unwrap();
        assert_eq!(sent, body);
        let reason = &request.headers().unwrap()["x-audit-log-reason"];
        assert_eq!(reason, "closed%20by%20%C3%BC");
    }

    #[test]
    fn a_reason_that_discord_would_refuse_is_refused_here() {
        let body = json!({"name":"x"});
        assert!(create_channel(Id::new(5), &body, Some("")).is_err());
        assert!(create_channel(Id::new(5), &body, Some(&"ü".repeat(513))).is_err());
        assert!(create_channel(Id::new(5), &body, Some(&"ü".repeat(512))).is_ok());
    }
}
