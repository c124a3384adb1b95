//! Builds HTTP answers with exactly the headers that clients depend on.

use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::limit::BucketState;
use crate::faults::LimitScope;

/// A whole body.
pub(crate) type Page = Full<Bytes>;

/// The connection is to be cut instead of answered.
#[derive(Debug, thiserror::Error)]
#[error("the connection was cut on purpose")]
pub(crate) struct Severed;

/// `application/json` exactly: some clients compare for equality. 204 has no body.
pub(crate) fn json(status: u16, body: Option<&Value>) -> Response<Page> {
    let bytes = body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string()));
    let mut response = Response::new(Full::new(bytes));
    set_status(&mut response, status);
    if body.is_some() {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

pub(crate) fn page(status: u16, kind: &'static str, body: Bytes) -> Response<Page> {
    let mut response = Response::new(Full::new(body));
    set_status(&mut response, status);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn set_status(response: &mut Response<Page>, status: u16) {
    if let Ok(status) = hyper::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
}

pub(crate) fn set(response: &mut Response<Page>, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

/// The documented bucket headers, without a scope (that is for 429 alone).
pub(crate) fn bucket_headers(response: &mut Response<Page>, state: &BucketState) {
    set(response, "x-ratelimit-limit", &state.limit.to_string());
    set(response, "x-ratelimit-remaining", &state.remaining.to_string());
    set(response, "x-ratelimit-reset", &seconds(state.reset_ms));
    set(response, "x-ratelimit-reset-after", &seconds(state.reset_after_ms));
    set(response, "x-ratelimit-bucket", &state.bucket);
}

/// 429 as Discord's API answers it: with `Via`, a scope, `Retry-After` in whole seconds.
pub(crate) fn too_many(scope: LimitScope, wait_ms: u64) -> Response<Page> {
    if scope == LimitScope::Bare {
        return banned(wait_ms);
    }
    let message = match scope {
        LimitScope::Shared => "The resource is being rate limited.",
        LimitScope::User | LimitScope::Global | LimitScope::Bare => "You are being rate limited.",
    };
    let global = scope == LimitScope::Global;
    let wait = f64::from(u32::try_from(wait_ms).unwrap_or(u32::MAX)) / 1_000.0;
    let body = json!({ "message": message, "retry_after": wait, "global": global });
    let mut response = json(429, Some(&body));
    set(&mut response, "retry-after", &wait_ms.div_ceil(1_000).to_string());
    set(&mut response, "via", "1.1 google");
    let name = match scope {
        LimitScope::User | LimitScope::Bare => "user",
        LimitScope::Shared => "shared",
        LimitScope::Global => "global",
    };
    set(&mut response, "x-ratelimit-scope", name);
    if global {
        set(&mut response, "x-ratelimit-global", "true");
    }
    response
}

/// The proxy's page for a banned address: no JSON, no `Via`, no rate limit headers.
pub(crate) fn banned(wait_ms: u64) -> Response<Page> {
    let mut response =
        page(429, "text/plain; charset=UTF-8", Bytes::from_static(b"error code: 1015"));
    set(&mut response, "retry-after", &wait_ms.div_ceil(1_000).to_string());
    response
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}
