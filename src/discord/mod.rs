//! Discord's REST API: one executor that owns every limit of it.
//!
//! twilight builds and checks the requests (`Rest::requests`); this module sends them. twilight's
//! own client is not used for that, because it repeats a global 429 and Cloudflare's 429 without
//! waiting, ignores the rate-limit headers of successful answers, and sends the answers to
//! interactions one after the other.
//!
//! | file | what it knows |
//! |---|---|
//! | `route` | which limits a request falls under |
//! | `bucket`, `buckets`, `common`, `renames`, `global`, `suspension`, `invalid` | one limit each; pure, time is an argument |
//! | `share`, `lots`, `errand` | what a fleet shares: this worker's part, pure; who asks |
//! | `gate` | all of them together; pure |
//! | `token` | whether Discord accepts the bot token |
//! | `limits` | who waits before the gate, and in which order they go |
//! | `transport` | one exchange over HTTP |
//! | `attempts` | when to try again |
//! | `message`, `interaction`, `raw` | requests that twilight builds otherwise than needed here |

mod acknowledged;
mod answer;
mod attempts;
mod base;
mod bucket;
mod buckets;
mod call;
mod common;
mod errand;
mod error;
mod figures;
mod files;
mod gate;
mod global;
mod headers;
mod interaction;
mod invalid;
mod limits;
mod lots;
mod message;
mod raw;
mod renames;
mod route;
mod settings;
mod share;
mod suspension;
mod token;
mod transport;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use tokio::time::Instant;
use twilight_model::channel::message::AllowedMentions;

pub use self::{
    acknowledged::{Acknowledged, UnderWay},
    answer::Answer,
    base::{BaseError, RestBase},
    call::{Call, Priority, Repeat},
    error::{NoReply, Refusal, RestError},
    figures::{Outcome, RestFigures},
    files::FileError,
    headers::Scope,
    interaction::answer_interaction,
    invalid::{Breaker, InvalidThresholds},
    message::NewMessage,
    raw::{create_channel, update_channel},
    settings::{RestSetUpError, RestSettings},
    token::TOKEN_PAUSE,
};
use self::{figures::Counters, limits::Limits, token::Token, transport::Transport};

/// The executor. Cheap clone; all clones share limits and connections.
#[derive(Clone)]
pub struct Rest(Arc<Inner>);

struct Inner {
    settings: RestSettings,
    requests: twilight_http::Client,
    transport: Transport,
    limits: Limits,
    counters: Counters,
    token: Token,
}

impl Rest {
    /// Sets it up; connects to nothing yet. To be called inside a tokio runtime.
    ///
    /// # Errors
    /// When the token cannot be one, or TLS cannot be set up.
    pub fn new(settings: RestSettings) -> Result<Self, RestSetUpError> {
        tokio::runtime::Handle::try_current().map_err(|_| RestSetUpError::NoRuntime)?;
        // twilight's client wants a provider for the whole process even though it only builds
        // requests here. An error means that there is one already.
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let requests = twilight_http::Client::builder()
            .ratelimiter(None)
            .default_allowed_mentions(AllowedMentions::default())
            .build();
        let transport = Transport::new(&settings)?;
        let limits = Limits::new(settings.global_limit, settings.invalid);
        if let Some(allowance) = &settings.allowance {
            limits.share(Arc::clone(allowance));
        }
        let (counters, token) = Default::default();
        Ok(Self(Arc::new(Inner { settings, requests, transport, limits, counters, token })))
    }

    /// Builds requests, which mention nobody unless told to. Does not send them: it knows no token.
    ///
    /// Its answers to interactions are the exception: they would mention whomever the text names.
    /// Use `answer_interaction` for them.
    pub fn requests(&self) -> &twilight_http::Client {
        &self.0.requests
    }

    /// Sends a call and returns Discord's answer if it succeeded.
    ///
    /// Waits for its turn under the limits. A 429 is waited for and tried again. A call that is
    /// safe to repeat is tried again after a 5xx or a broken connection too, with growing pauses.
    /// All of that until `deadline`. `Priority::Callback` counts only for interaction callbacks,
    /// others go as `Priority::Person`.
    ///
    /// # Errors
    /// See `RestError`, which tells apart what was certainly not done and what may have been.
    pub async fn send(
        &self,
        call: impl Into<Call>,
        priority: Priority,
        deadline: Instant,
    ) -> Result<Answer, RestError> {
        self.send_unless(std::future::pending(), call, priority, deadline).await
    }

    /// Sends a call as `send` does, but begins no attempt once `ceased` has ended: an attempt that
    /// is under way by then is not cut off, since it cannot be taken back.
    ///
    /// # Errors
    /// As `send`, and `RestError::Ceased`.
    pub async fn send_unless(
        &self,
        ceased: impl Future<Output = ()> + Send,
        call: impl Into<Call>,
        priority: Priority,
        deadline: Instant,
    ) -> Result<Answer, RestError> {
        // Boxed, so that the futures of all callers stay small.
        Box::pin(attempts::run(&self.0, call.into(), priority, deadline, ceased)).await
    }

    /// Sends a call and reads the answer as JSON.
    ///
    /// # Errors
    /// As `send`; `RestError::Unreadable` when it was done but the answer is not what was expected.
    pub async fn model<T: DeserializeOwned>(
        &self,
        call: impl Into<Call>,
        priority: Priority,
        deadline: Instant,
    ) -> Result<T, RestError> {
        self.send(call, priority, deadline).await?.model()
    }

    /// Sets this process's share of the 50 counted requests per second that the bot has, when
    /// several processes send.
    pub fn set_global_limit(&self, per_second: u16) {
        self.0.limits.set_global_limit(per_second);
    }

    /// Completes while Discord has refused the bot token and not accepted it since. Calls with it
    /// fail at once then, but for one after each [`TOKEN_PAUSE`].
    pub async fn token_doubted(&self) {
        self.0.token.doubted().await;
    }

    /// Completes when Discord refuses the bot token again after such a pause.
    pub async fn token_refused(&self) {
        self.0.token.refused().await;
    }

    /// The counters.
    pub fn figures(&self) -> RestFigures {
        let limits = &self.0.limits;
        self.0.counters.snapshot(limits.invalid(), limits.waiting())
    }
}
