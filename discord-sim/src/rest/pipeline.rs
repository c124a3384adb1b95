//! The way of a REST call: address, route, token, limits, faults, body, world, answer, ledger.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::Response;
use hyper::http::request::Parts;

use super::call::{Call, Input, Reply};
use super::limit::{Bucket, BucketState, Draw};
use super::respond::{self, Page, Severed};
use super::router::{self, Access, Endpoint, Found};
use crate::core::Core;
use crate::faults::{Effect, LimitScope};
use crate::ledger;
use crate::rules::Rule;
use crate::world::error::DiscordError;
use crate::world::snowflake;

/// A request as it came from the network; `body` is none when it was too large.
pub(crate) struct Arrived {
    pub(crate) head: Parts,
    pub(crate) body: Option<Bytes>,
    pub(crate) address: IpAddr,
}

/// A call that is being answered.
struct Passage {
    core: Arc<Core>,
    address: IpAddr,
    entry: ledger::Call,
    bucket: Option<BucketState>,
}

pub(crate) async fn run(
    core: Arc<Core>,
    arrived: Arrived,
    path: &str,
) -> Result<Response<Page>, Severed> {
    let method = arrived.head.method.as_str().to_owned();
    let entry = ledger::Call {
        method: method.clone(),
        route: path.to_owned(),
        path: path.to_owned(),
        ..ledger::Call::default()
    };
    let mut passage = Passage { core, address: arrived.address, entry, bucket: None };
    if let Some(page) = passage.banned() {
        return Ok(page);
    }
    let latency = passage.core.faults.latency();
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let Some(path) = path.strip_prefix("/api/v10") else {
        passage.core.ledger.gap(format!("API other than v10: {path}"));
        let error = DiscordError::new(400, 50041, "Invalid API version: discord-sim speaks v10");
        return Ok(passage.refuse(&error));
    };
    match router::find(&method, path) {
        Found::Unknown => {
            let error = DiscordError::not_imitated(&format!("route {method} {path}"));
            Ok(passage.refuse(&error))
        }
        Found::Route(endpoint, params) => {
            passage.entry.route = endpoint.template.to_owned();
            let input = Input { params, ..Input::default() };
            passage.admit(endpoint, input, arrived).await
        }
    }
}

impl Passage {
    fn banned(&mut self) -> Option<Response<Page>> {
        if !self.core.rules.enforces(Rule::InvalidRequestBan) {
            return None;
        }
        let now = self.core.clock.now_ms();
        let wait = self.core.rates.lock().banned(self.address, now)?;
        let page = respond::banned(wait);
        self.record(429, None);
        Some(page)
    }

    /// Token, limits and faults; then the call itself.
    async fn admit(
        mut self,
        endpoint: &'static Endpoint,
        mut input: Input,
        arrived: Arrived,
    ) -> Result<Response<Page>, Severed> {
        match self.authorize(endpoint, &arrived.head) {
            Ok(application) => input.application = application,
            Err(error) => return Ok(self.refuse(&error)),
        }
        self.entry.application = Some(input.application).filter(|id| *id != 0);
        if let Some(page) = self.draw_global(endpoint, input.application) {
            return Ok(page);
        }
        if let Some(page) = self.draw_bucket(endpoint, &input) {
            return Ok(page);
        }
        let method = endpoint.method;
        let effects = self.core.faults.strike(method, endpoint.template, self.entry.application);
        let mut after = Vec::new();
        for effect in effects {
            match effect {
                Effect::Delay { before_ms, after_ms } => {
                    tokio::time::sleep(Duration::from_millis(before_ms)).await;
                    after.push(Effect::Delay { before_ms: 0, after_ms });
                }
                Effect::LoseReply | Effect::FailAfter { .. } => after.push(effect),
                instead => return self.instead(instead),
            }
        }
        let answer = self.perform(endpoint, input, arrived).await;
        for effect in after {
            match effect {
                Effect::Delay { after_ms, .. } => {
                    tokio::time::sleep(Duration::from_millis(after_ms)).await;
                }
                Effect::LoseReply if self.core.rules.enforces(Rule::LostReplies) => {
                    self.record(0, None);
                    return Err(Severed);
                }
                Effect::FailAfter { status } => {
                    return self.instead(Effect::Status { status, html: false });
                }
                _ => {}
            }
        }
        Ok(self.respond(answer))
    }

    fn authorize(&self, endpoint: &Endpoint, head: &Parts) -> Result<u64, DiscordError> {
        let header = head.headers.get(hyper::header::AUTHORIZATION);
        let token = header.and_then(|value| value.to_str().ok()?.strip_prefix("Bot "));
        let token = token.filter(|token| !self.core.gateway.token_is_void(token));
        let known = token.and_then(|token| self.core.read(|w| w.tokens.get(token).copied()));
        let enforced = self.core.rules.enforces(Rule::Authorization);
        match (endpoint.access, known) {
            (Access::Bot, Some(application)) => Ok(application),
            (Access::Bot, None) if enforced => Err(DiscordError::new(401, 0, "401: Unauthorized")),
            // Without the rule, whoever comes is taken for the first application.
            (Access::Bot, None) => {
                Ok(self.core.read(|w| w.applications.keys().min().copied()).unwrap_or(0))
            }
            (Access::Interaction | Access::Open, known) => Ok(known.unwrap_or(0)),
        }
    }

    fn draw_global(&mut self, endpoint: &Endpoint, application: u64) -> Option<Response<Page>> {
        let counts = match endpoint.access {
            Access::Bot => true,
            Access::Interaction | Access::Open => false,
        };
        self.entry.counted = counts;
        if !counts || !self.core.rules.enforces(Rule::GlobalLimit) {
            return None;
        }
        let now = self.core.clock.now_ms();
        let wait = self.core.rates.lock().draw_global(application, now).err()?;
        Some(self.limited(LimitScope::Global, wait))
    }

    fn draw_bucket(&mut self, endpoint: &Endpoint, input: &Input) -> Option<Response<Page>> {
        if !self.core.rules.enforces(Rule::RouteBuckets) || endpoint.bucket == Bucket::None {
            return None;
        }
        let now = self.core.clock.now_ms();
        let message = input.params.get("message").and_then(|id| id.parse().ok());
        let age = message.map_or(0, |id| now.saturating_sub(snowflake::created_ms(id)));
        let draw = Draw {
            application: input.application,
            bucket: endpoint.bucket,
            method: endpoint.method,
            template: endpoint.template,
            major: router::major(endpoint.template, &input.params),
            message_age_ms: age,
        };
        let state = self.core.rates.lock().draw(&draw, now)?;
        let refused = state.refused;
        let wait = state.reset_after_ms;
        self.bucket = Some(state);
        refused.then(|| self.limited(LimitScope::User, wait))
    }

    /// The body, the world, the events.
    async fn perform(
        &mut self,
        endpoint: &'static Endpoint,
        mut input: Input,
        arrived: Arrived,
    ) -> Result<Reply, DiscordError> {
        let bytes = arrived.body.ok_or_else(|| DiscordError::of(40005))?;
        let content = super::body::read(&arrived.head.headers, bytes).await?;
        input.body = content.json;
        input.files = content.files;
        input.query = query_pairs(arrived.head.uri.query().unwrap_or(""));
        input.reason = reason(&arrived.head)?;
        self.entry.reason.clone_from(&input.reason);
        self.draw_rename(endpoint, &input)?;
        let core = Arc::clone(&self.core);
        let outcome = core.write_quietly(|world| {
            let bot = world.bot_of(input.application);
            (endpoint.handler)(&mut Call { world, input, bot })
        });
        self.entry.applied = outcome.is_ok() && endpoint.method != "GET";
        if core.read(|world| world.event_options.before_response) {
            core.flush();
        } else {
            tokio::spawn(async move {
                // Long enough for the answer to be on its way.
                tokio::time::sleep(Duration::from_millis(5)).await;
                core.flush();
            });
        }
        self.forgive_races(outcome)
    }

    /// Without the rule, what is gone is not noticed.
    fn forgive_races(&self, outcome: Result<Reply, DiscordError>) -> Result<Reply, DiscordError> {
        match outcome {
            Err(error)
                if matches!(error.code, 10003 | 10008 | 10062)
                    && !self.core.rules.enforces(Rule::Races) =>
            {
                Ok(Reply::ok(serde_json::json!({})))
            }
            outcome => outcome,
        }
    }

    /// The hidden limit of renames: 429 although the headers show requests left.
    fn draw_rename(&mut self, endpoint: &Endpoint, input: &Input) -> Result<(), DiscordError> {
        let renames = endpoint.bucket == Bucket::PatchChannel
            && ["name", "topic"].iter().any(|field| input.body.get(field).is_some());
        if !renames || !self.core.rules.enforces(Rule::RenameSublimit) {
            return Ok(());
        }
        let channel = input.params.get("channel").and_then(|id| id.parse().ok()).unwrap_or(0);
        let now = self.core.clock.now_ms();
        let drawn = self.core.rates.lock().draw_rename(channel, now);
        drawn.map_err(|wait| DiscordError {
            status: 429,
            code: 0,
            message: wait.to_string(),
            errors: None,
        })
    }

    /// A fault's answer in place of the world's.
    fn instead(mut self, effect: Effect) -> Result<Response<Page>, Severed> {
        match effect {
            Effect::Status { status, html: true } => {
                let text = format!("<html><body><h1>{status}</h1></body></html>");
                self.record(status, None);
                Ok(respond::page(status, "text/html", Bytes::from(text)))
            }
            Effect::Status { status, html: false } => {
                let message = format!("{status}: the service is not available");
                Ok(self.refuse(&DiscordError::new(status, 0, &message)))
            }
            Effect::RateLimited { scope, retry_after_ms } => {
                if let (LimitScope::User, Some(bucket)) = (scope, &mut self.bucket) {
                    bucket.exhaust(self.core.clock.now_ms(), retry_after_ms);
                }
                Ok(self.limited(scope, retry_after_ms))
            }
            Effect::Refusal { status, code, message, field, field_code } => {
                let mut error = DiscordError::new(status, code, &message);
                if let Some(field) = field {
                    let code = field_code.unwrap_or_else(|| "BASE_TYPE_REQUIRED".to_owned());
                    error.errors = DiscordError::form(&field, &code, &message).errors;
                }
                Ok(self.refuse(&error))
            }
            Effect::Drop | Effect::LoseReply | Effect::FailAfter { .. } | Effect::Delay { .. } => {
                self.record(0, None);
                Err(Severed)
            }
        }
    }

    fn respond(mut self, answer: Result<Reply, DiscordError>) -> Response<Page> {
        match answer {
            Ok(reply) => {
                let mut response = respond::json(reply.status, reply.body.as_ref());
                if let Some(bucket) = &self.bucket {
                    respond::bucket_headers(&mut response, bucket);
                }
                self.record(reply.status, None);
                response
            }
            Err(error) if error.status == 429 => {
                let wait = error.message.parse().unwrap_or(1_000);
                self.limited(LimitScope::User, wait)
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn refuse(&mut self, error: &DiscordError) -> Response<Page> {
        if error.status == 501 {
            let what = format!("{} {}: {}", self.entry.method, self.entry.route, error.message);
            tracing::warn!(%what, "asked for something that is not imitated");
            self.core.ledger.gap(what);
        }
        let nested = self.core.rules.enforces(Rule::NestedErrors);
        let mut response = respond::json(error.status, Some(&error.body(nested)));
        if let Some(bucket) = &self.bucket {
            respond::bucket_headers(&mut response, bucket);
        }
        self.count_invalid(error.status);
        self.record(error.status, Some(error.code));
        response
    }

    fn limited(&mut self, scope: LimitScope, wait_ms: u64) -> Response<Page> {
        let mut response = respond::too_many(scope, wait_ms);
        if let (Some(bucket), true) = (&self.bucket, scope != LimitScope::Bare) {
            respond::bucket_headers(&mut response, bucket);
        }
        if scope != LimitScope::Shared {
            self.count_invalid(429);
        }
        self.record(429, None);
        response
    }

    fn count_invalid(&self, status: u16) {
        if matches!(status, 401 | 403 | 429) {
            let now = self.core.clock.now_ms();
            self.core.rates.lock().count_invalid(self.address, now);
        }
    }

    fn record(&mut self, status: u16, code: Option<u32>) {
        let entry = ledger::Call { status, code, ..std::mem::take(&mut self.entry) };
        self.core.ledger.call(entry);
    }
}

fn query_pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

/// `X-Audit-Log-Reason`, percent-decoded: at most 512 characters.
fn reason(head: &Parts) -> Result<Option<String>, DiscordError> {
    let Some(header) = head.headers.get("x-audit-log-reason") else { return Ok(None) };
    let decoded = percent_encoding::percent_decode(header.as_bytes()).decode_utf8_lossy();
    if decoded.chars().count() > 512 {
        let message = "Must be 512 or fewer in length.";
        return Err(DiscordError::form("", "BASE_TYPE_MAX_LENGTH", message));
    }
    Ok(Some(decoded.into_owned()).filter(|reason| !reason.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::query_pairs;

    #[test]
    fn a_query_is_decoded() {
        let pairs = query_pairs("query=a%20b+c&limit=5&flag");
        let expected = [("query", "a b c"), ("limit", "5"), ("flag", "")];
        assert_eq!(pairs, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }
}
