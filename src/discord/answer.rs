//! Discord's answer to a call that succeeded.

use std::fmt;

use hyper::body::Bytes;
use serde::de::DeserializeOwned;

use super::error::RestError;

/// A successful answer (2xx).
#[derive(Clone)]
pub struct Answer {
    status: u16,
    body: Bytes,
}

impl Answer {
    pub(super) const fn new(status: u16, body: Bytes) -> Self {
        Self { status, body }
    }

    /// The HTTP status: 200, 201, 202 or 204.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The body as it came; empty for 204.
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// `RestError::Unreadable` when it is not what was expected. The place is told, not the text,
    /// which may be what a person wrote.
    pub fn model<T: DeserializeOwned>(&self) -> Result<T, RestError> {
        serde_json::from_slice(&self.body)
            .map_err(|error| RestError::Unreadable { line: error.line(), column: error.column() })
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
