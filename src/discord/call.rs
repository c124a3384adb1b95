//! One call as the caller hands it over: the request, how urgent it is, and whether it may be sent
//! twice.

use std::fmt;

use twilight_http::request::{Method, Request, TryIntoRequest};

use super::error::RestError;

/// How urgent a call is; a smaller one goes first. First come, first served among equals.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Priority {
    /// The answer to an interaction, which Discord accepts for three seconds.
    Callback,
    /// A person is waiting to see it.
    Person,
    /// What nobody waits for, yet soon.
    Routine,
    /// What can wait for minutes: transcripts, sweeps.
    Bulk,
}

/// Whether a call may be sent again when it is unknown what became of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Repeat {
    /// Sending it twice does the same as sending it once.
    Safe,
    /// A second time could do it twice: the caller has to look first.
    Never,
}

/// A request and whether it may be repeated.
#[derive(Clone)]
pub struct Call {
    pub(super) request: Request,
    pub(super) repeat: Repeat,
}

impl Call {
    /// A call that may be repeated: setting an overwrite, deleting, a message with an enforced
    /// nonce.
    pub const fn repeatable(request: Request) -> Self {
        Self { request, repeat: Repeat::Safe }
    }

    /// Builds one of twilight's requests. It may be repeated if it only reads.
    ///
    /// # Errors
    /// `RestError::Invalid` when twilight finds that Discord would not accept it.
    pub fn build(request: impl TryIntoRequest) -> Result<Self, RestError> {
        let request = request.try_into_request();
        Ok(request.map_err(|source| RestError::Invalid { source: source.into() })?.into())
    }

    /// The same call, marked as one that may be repeated.
    #[must_use]
    pub const fn safe_to_repeat(mut self) -> Self {
        self.repeat = Repeat::Safe;
        self
    }
}

impl From<Request> for Call {
    fn from(request: Request) -> Self {
        let repeat = if request.method() == Method::Get { Repeat::Safe } else { Repeat::Never };
        Self { request, repeat }
    }
}

impl fmt::Debug for Call {
    /// Neither path nor body: they hold interaction tokens and what people wrote.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.request.method())
            .field("repeat", &self.repeat)
            .finish_non_exhaustive()
    }
}
