//! What can become of a call, as far as the caller must tell it apart.

use std::{fmt, time::Duration};

use serde_json::Value;

/// A call that brought no result.
///
/// No variant shows a path, a token or a body when printed.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The request breaks a rule that could be checked without asking; nothing was sent.
    #[error("the request could not be built")]
    Invalid {
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Discord understood the request and refused it (4xx). Nothing was done.
    #[error("Discord refused the request ({0})")]
    Refused(Box<Refusal>),
    /// The limits leave no room before the deadline. Nothing was done.
    #[error("rate limited for {} ms more, which is past the deadline", retry_after.as_millis())]
    RateLimited {
        /// How long to wait at the least before another try makes sense.
        retry_after: Duration,
    },
    /// Discord answered 5xx. It may have done it nevertheless.
    #[error("Discord failed with status {status}")]
    Unavailable {
        /// The HTTP status.
        status: u16,
    },
    /// It was (or may have been) sent and no complete reply came: it may or may not have been done.
    #[error("the request was sent and its outcome is unknown")]
    OutcomeUnknown {
        /// What cut it short.
        source: NoReply,
    },
    /// No connection could be made. Nothing was done.
    #[error("the request could not be sent")]
    NotSent {
        /// Why no connection came about.
        source: NoReply,
    },
    /// Too many recent requests were invalid, so that Discord is about to ban this address: this
    /// priority is held back for now. Nothing was done.
    #[error("held back: too many invalid requests in the last ten minutes ({invalid})")]
    Stopped {
        /// How many there were.
        invalid: u32,
    },
    /// Whoever wanted it may not have it done any more. Nothing was done.
    #[error("nobody may have this done any more")]
    Ceased,
    /// Discord does not accept the bot token. Nothing was done.
    #[error("Discord does not accept the bot token")]
    Unauthorized,
    /// It was done, but the answer could not be read.
    #[error("Discord's answer could not be read (line {line}, column {column})")]
    Unreadable {
        /// Line of the JSON text, from 1.
        line: usize,
        /// Column in that line.
        column: usize,
    },
}

impl RestError {
    /// Whether Discord may have done what was asked for.
    pub const fn may_be_done(&self) -> bool {
        matches!(
            self,
            Self::Unavailable { .. } | Self::OutcomeUnknown { .. } | Self::Unreadable { .. }
        )
    }

    /// Discord's own code of a refusal, such as 10003 (unknown channel).
    pub fn code(&self) -> Option<u64> {
        match self {
            Self::Refused(refusal) => refusal.code,
            _ => None,
        }
    }
}

/// Why no reply came.
#[derive(Debug, thiserror::Error)]
pub enum NoReply {
    /// The time for one attempt, or the deadline, passed.
    #[error("no complete answer in time")]
    TimedOut,
    /// The connection could not be made, or broke.
    #[error("the connection failed")]
    Connection(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The body was longer than allowed.
    #[error("the answer is longer than {limit_bytes} bytes")]
    TooLong {
        /// What is allowed.
        limit_bytes: usize,
    },
}

/// Discord's refusal (Discord docs, Reference, Error Messages).
#[derive(Clone, PartialEq)]
pub struct Refusal {
    /// The HTTP status, 3xx or 4xx.
    pub status: u16,
    /// Discord's JSON error code; none when the body was not Discord's JSON.
    pub code: Option<u64>,
    /// Discord's text, in English; empty when there was none. Not for people to see.
    pub message: String,
    /// The nested `errors`, keyed like the request; null when absent. May echo what was sent.
    pub errors: Value,
}

impl Refusal {
    pub(super) fn read(status: u16, body: &[u8]) -> Self {
        let mut json: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        Self {
            status,
            code: json.get("code").and_then(Value::as_u64),
            message: json.get("message").and_then(Value::as_str).unwrap_or_default().to_owned(),
            errors: json.get_mut("errors").map(Value::take).unwrap_or_default(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)?;
        self.code.map_or(Ok(()), |code| write!(f, ", code {code}"))
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("status", &self.status)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_the_details_and_prints_only_numbers() {
        let body = br#"{"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":"X","message":"secret words"}]}}}"#;
        let refusal = Refusal::read(400, body);
        assert_eq!(refusal.errors["content"]["_errors"][0]["code"], "X");
        let printed = format!("{refusal} {refusal:?}");
        assert!(printed.contains("status 400, code 50035"), "{printed}");
        assert!(!printed.contains("secret"), "{printed}");
    }

    #[test]
    fn a_page_instead_of_json_is_a_refusal_without_code() {
        let refusal = Refusal::read(403, b"<html>no</html>");
        assert_eq!((refusal.code, refusal.errors), (None, Value::Null));
    }
}
