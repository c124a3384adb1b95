//! The life of one call: attempts, what an answer means, and when to try again.

use std::{pin::pin, time::Duration};

use http_body_util::Full;
use hyper::{Request, StatusCode, body::Bytes};
use tokio::time::Instant;

use super::{
    Inner,
    answer::Answer,
    call::{Call, Priority, Repeat},
    error::{Refusal, RestError},
    figures::Outcome,
    gate::{Ask, Denied, Heard},
    headers::{BucketHeaders, Scope, Throttle},
    invalid::Breaker,
    limits::{Acquired, Permit},
    route::{Kind, Route, Template},
    transport::{Failure, Reply},
};
use crate::{clock, telemetry::metrics::labels};

/// What one attempt came to.
enum Step {
    Finished(Result<Answer, RestError>),
    /// Refused by a limit, which the gate has learned: wait for the turn again.
    AskAgain,
    /// Worth another try after a pause, if the call may be repeated.
    TryAgain(RestError),
}

/// Sends the call until something final comes or the deadline; not once more after `ceased`.
pub(super) async fn run(
    rest: &Inner,
    call: Call,
    priority: Priority,
    deadline: Instant,
    ceased: impl Future<Output = ()> + Send,
) -> Result<Answer, RestError> {
    let route = Route::of(&call.request, clock::now());
    let uri = rest.settings.base.uri(call.request.path());
    let uri = uri.map_err(|source| RestError::Invalid { source: source.into() })?;
    let request = rest.transport.prepare(&call.request, uri)?;
    let priority = match route.kind {
        Kind::Callback => Priority::Callback,
        Kind::ByToken | Kind::Counted => priority.max(Priority::Person),
    };
    let ask = Ask { route, priority, authorized: call.request.use_authorization_token() };
    let arrival = rest.limits.arrive();
    let mut pauses = Pauses::default();
    // Once it may have been done, nothing that happens later makes it undone.
    let mut doubt: Option<RestError> = None;
    let mut ceased = pin!(ceased);
    loop {
        let came = clock::instant();
        let Acquired { permit, waited } = tokio::select! {
            biased;
            () = &mut ceased => return Err(doubt.unwrap_or(RestError::Ceased)),
            acquired = rest.limits.acquire(ask.clone(), arrival, deadline) => acquired,
        };
        if waited {
            rest.counters.wait();
            rest.settings.metrics.waits.took(label(priority), came.elapsed());
        }
        let permit = match permit {
            Ok(permit) => permit,
            Err(denied) => return Err(doubt.unwrap_or_else(|| denied.into())),
        };
        let error = match attempt(rest, &ask, request.clone(), permit, deadline).await {
            Step::Finished(result) => return result,
            Step::AskAgain => continue,
            Step::TryAgain(error) => error,
        };
        let pause = pauses.next();
        let over = clock::instant() + pause >= deadline;
        let error = if error.may_be_done() { error } else { doubt.take().unwrap_or(error) };
        if call.repeat == Repeat::Never || over {
            return Err(error);
        }
        doubt = error.may_be_done().then_some(error);
        tokio::time::sleep(pause).await;
    }
}

async fn attempt(
    rest: &Inner,
    ask: &Ask,
    request: Request<Full<Bytes>>,
    permit: Permit,
    deadline: Instant,
) -> Step {
    let template = &ask.route.template;
    let begun = clock::instant();
    let time = rest.settings.attempt_timeout.min(deadline.saturating_duration_since(begun));
    let reply = match rest.transport.exchange(request, time, LONGEST_ANSWER_BYTES).await {
        Ok(reply) => reply,
        Err(failure) => {
            rest.counters.call(template.family(), Outcome::NoReply);
            let error = RestError::from(failure);
            tracing::debug!(route = %template, %error, "Discord did not answer");
            return Step::TryAgain(error);
        }
    };
    let status = reply.status.as_u16();
    let duration = begun.elapsed();
    rest.settings.metrics.attempts.took(template.label(), duration);
    let duration_ms = duration.as_millis();
    tracing::debug!(route = %template, status, duration_ms, "Discord answered");

    let throttle = (reply.status == StatusCode::TOO_MANY_REQUESTS)
        .then(|| Throttle::read(&reply.headers, &reply.body));
    let bucket = BucketHeaders::read(&reply.headers);
    let (before, after) = permit.answered(&Heard { status, bucket, throttle });
    report_breaker(before, after);
    if ask.authorized {
        rest.token.heard(status, begun, clock::instant());
    }
    rest.counters.call(template.family(), outcome(reply.status));
    match throttle {
        Some(throttle) => {
            rest.counters.rate_limited(throttle.scope);
            report_throttle(template, throttle);
            Step::AskAgain
        }
        None => judge(ask, reply),
    }
}

/// What an answer other than a 429 means.
fn judge(ask: &Ask, reply: Reply) -> Step {
    let status = reply.status.as_u16();
    if reply.status.is_success() {
        return Step::Finished(Ok(Answer::new(status, reply.body)));
    }
    if reply.status.is_server_error() {
        return Step::TryAgain(RestError::Unavailable { status });
    }
    if reply.status == StatusCode::UNAUTHORIZED && ask.authorized {
        tracing::error!(route = %ask.route.template, "Discord does not accept the bot token");
        return Step::Finished(Err(RestError::Unauthorized));
    }
    Step::Finished(Err(RestError::Refused(Box::new(Refusal::read(status, &reply.body)))))
}

fn label(priority: Priority) -> labels::Priority {
    match priority {
        Priority::Callback => labels::Priority::Callback,
        Priority::Person => labels::Priority::Person,
        Priority::Routine => labels::Priority::Routine,
        Priority::Bulk => labels::Priority::Bulk,
    }
}

fn outcome(status: StatusCode) -> Outcome {
    match status.as_u16() {
        200..300 => Outcome::Done,
        429 => Outcome::RateLimited,
        500.. => Outcome::Failed,
        _ => Outcome::Refused,
    }
}

fn report_throttle(template: &Template, Throttle { scope, retry_after }: Throttle) {
    let retry_after_ms = retry_after.as_millis();
    match scope {
        Scope::Cloudflare => tracing::error!(
            route = %template,
            retry_after_ms,
            "this address is blocked in front of Discord; everything but answers to interactions waits"
        ),
        Scope::Global | Scope::User | Scope::Shared => {
            tracing::warn!(route = %template, ?scope, retry_after_ms, "rate limited by Discord");
        }
    }
}

fn report_breaker(before: Breaker, after: Breaker) {
    if after > before {
        tracing::error!(breaker = ?after, "many invalid requests: calls are held back so that Discord does not ban this address");
    }
}

/// Growing pauses between tries, of random length so that many callers do not come back together.
#[derive(Default)]
struct Pauses(u32);

impl Pauses {
    fn next(&mut self) -> Duration {
        let whole = FIRST_PAUSE.saturating_mul(1 << self.0.min(6)).min(LONGEST_PAUSE);
        self.0 = self.0.saturating_add(1);
        whole.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

impl From<Denied> for RestError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Late { retry_after } => Self::RateLimited { retry_after },
            Denied::Stopped { invalid } => Self::Stopped { invalid },
            Denied::Unauthorized => Self::Unauthorized,
        }
    }
}

impl From<Failure> for RestError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotSent(source) => Self::NotSent { source },
            Failure::MayBeSent(source) => Self::OutcomeUnknown { source },
        }
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
const LONGEST_ANSWER_BYTES: usize = 32 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        let mut pauses = Pauses::default();
        let all: Vec<Duration> = (0..40).map(|_| pauses.next()).collect();
        assert!(all[0] >= FIRST_PAUSE / 2 && all[0] <= FIRST_PAUSE);
        assert!(all[3] >= FIRST_PAUSE * 4);
        assert!(all.iter().all(|pause| *pause <= LONGEST_PAUSE));
    }
}
