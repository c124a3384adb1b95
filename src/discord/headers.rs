//! What an answer says about the limits: Discord's rate-limit headers and the body of a 429.

use std::{sync::Arc, time::Duration};

use hyper::HeaderMap;
use serde_json::Value;

/// The bucket headers of any answer (Discord docs, Rate Limits, Header Format).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BucketHeaders {
    /// Discord's name of the bucket, without the major parameter.
    pub(super) hash: Arc<str>,
    pub(super) limit: u32,
    pub(super) remaining: u32,
    pub(super) reset_after: Duration,
}

/// What a 429 asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Throttle {
    pub(super) scope: Scope,
    pub(super) retry_after: Duration,
}

/// Whom a 429 concerns.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Scope {
    /// This bot on this route.
    User,
    /// Everybody on this resource; does not count as an invalid request.
    Shared,
    /// This bot on all counted routes.
    Global,
    /// This address on everything: not Discord's API but Cloudflare in front of it.
    Cloudflare,
}

impl BucketHeaders {
    /// Reads the headers; none unless all four are there and make sense.
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            hash: text(headers, "x-ratelimit-bucket")?.into(),
            limit: text(headers, "x-ratelimit-limit")?.parse().ok().filter(|limit| *limit > 0)?,
            remaining: text(headers, "x-ratelimit-remaining")?.parse().ok()?,
            reset_after: seconds(text(headers, "x-ratelimit-reset-after")?.parse().ok()?)?,
        })
    }
}

impl Throttle {
    /// Reads a 429. The larger of header and body counts: the header is rounded in Discord's
    /// examples.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        let json: Option<Value> = serde_json::from_slice(body).ok().filter(Value::is_object);
        let by_header = text(headers, "retry-after")
            .and_then(|text| text.trim().parse().ok())
            .and_then(seconds);
        let field = |name: &str| json.as_ref().and_then(|json| json.get(name));
        let by_body = field("retry_after").and_then(Value::as_f64).and_then(seconds);
        let global = text(headers, "x-ratelimit-global").is_some_and(|value| value != "false")
            || field("global").and_then(Value::as_bool) == Some(true);
        let scope = match text(headers, "x-ratelimit-scope") {
            Some("global") => Scope::Global,
            _ if global => Scope::Global,
            Some("shared") => Scope::Shared,
            Some(_) => Scope::User,
            None if headers.contains_key("x-ratelimit-bucket") => Scope::User,
            None if by_body.is_some() => Scope::User,
            None => Scope::Cloudflare,
        };
        let asked = by_header.into_iter().chain(by_body).max().unwrap_or(UNSAID);
        // A pause that names no time worth waiting must not become a loop.
        let least = if scope == Scope::Cloudflare { LEAST_CLOUDFLARE } else { LEAST };
        Self { scope, retry_after: asked.max(least) }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn seconds(value: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(value).ok().map(|time| time.min(LONGEST))
}

const UNSAID: Duration = Duration::from_secs(1);
const LEAST: Duration = Duration::from_millis(100);
/// Keeps the tries during a ban at four a minute.
const LEAST_CLOUDFLARE: Duration = Duration::from_secs(15);
const LONGEST: Duration = Duration::from_secs(24 * 3600);

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let entry = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(entry).collect()
    }

    #[track_caller]
    fn check(pairs: &[(&'static str, &'static str)], body: &str, scope: Scope, ms: u64) {
        let throttle = Throttle::read(&headers(pairs), body.as_bytes());
        assert_eq!(throttle, Throttle { scope, retry_after: Duration::from_millis(ms) });
    }

    #[test]
    fn reads_the_bucket_of_a_success_without_scope() {
        let all = [
            ("x-ratelimit-bucket", "abcd"),
            ("x-ratelimit-limit", "5"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset-after", "1.25"),
        ];
        let read = BucketHeaders::read(&headers(&all)).unwrap();
        assert_eq!((read.limit, read.remaining), (5, 0));
        assert_eq!(read.reset_after, Duration::from_millis(1_250));
        assert_eq!(BucketHeaders::read(&headers(&all[..3])), None);
    }

    #[test]
    fn takes_the_larger_of_header_and_body_whole_or_not() {
        let scope = ("x-ratelimit-scope", "user");
        check(&[scope, ("retry-after", "2")], r#"{"retry_after":1.3}"#, Scope::User, 2_000);
        check(&[scope, ("retry-after", "1.25")], "{}", Scope::User, 1_250);
        check(&[scope, ("retry-after", "1")], r#"{"retry_after":64.57}"#, Scope::User, 64_570);
        check(&[scope], "", Scope::User, 1_000);
    }

    #[test]
    fn tells_the_scopes_apart() {
        let after = ("retry-after", "20");
        check(&[after, ("x-ratelimit-scope", "shared")], "", Scope::Shared, 20_000);
        check(&[after, ("x-ratelimit-global", "true")], "", Scope::Global, 20_000);
        check(&[after], r#"{"global":true,"retry_after":1}"#, Scope::Global, 20_000);
        check(&[after], r#"{"global":false,"retry_after":1}"#, Scope::User, 20_000);
        check(&[after], "<html>", Scope::Cloudflare, 20_000);
        check(&[("retry-after", "1")], "error code: 1015", Scope::Cloudflare, 15_000);
    }

    #[test]
    fn nonsense_does_not_make_a_loop_or_an_endless_wait() {
        let scope = ("x-ratelimit-scope", "user");
        check(&[scope, ("retry-after", "-3")], "", Scope::User, 1_000);
        check(&[scope, ("retry-after", "0")], "", Scope::User, 100);
        check(&[scope, ("retry-after", "1e30")], "", Scope::User, 1_000);
    }
}
