//! Which handler serves a path, whether it needs a token, and which bucket it draws on.

use std::collections::HashMap;

use super::call::{Answer, Call};
use super::limit::Bucket;
use super::routes;

/// Whether a route needs a bot token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// `Authorization: Bot …`; counts towards the global limit.
    Bot,
    /// The interaction's token in the path; does not count.
    Interaction,
    /// Nothing, such as `GET /gateway`.
    Open,
}

/// One route.
pub(crate) struct Endpoint {
    pub(crate) method: &'static str,
    /// Path under `/api/v10` with `{names}`.
    pub(crate) template: &'static str,
    pub(crate) access: Access,
    pub(crate) bucket: Bucket,
    pub(crate) handler: fn(&mut Call<'_>) -> Answer,
}

/// A route that needs a bot token.
pub(crate) const fn bot(
    method: &'static str,
    template: &'static str,
    bucket: Bucket,
    handler: fn(&mut Call<'_>) -> Answer,
) -> Endpoint {
    Endpoint { method, template, access: Access::Bot, bucket, handler }
}

/// What a path leads to.
pub(crate) enum Found {
    Route(&'static Endpoint, HashMap<&'static str, String>),
    Unknown,
}

/// Finds the route of a path (without `/api/v10`). Literal segments win over parameters.
pub(crate) fn find(method: &str, path: &str) -> Found {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let candidates = routes::TABLES.iter().flat_map(|table| table.iter());
    let best = candidates
        .filter(|endpoint| endpoint.method == method)
        .filter_map(|endpoint| Some((endpoint, matched(endpoint.template, &segments)?)))
        .min_by_key(|(_, params)| params.len());
    match best {
        Some((endpoint, params)) => Found::Route(endpoint, params),
        None => Found::Unknown,
    }
}

/// The parameters of the path when it fits the template.
pub(crate) fn matched(
    template: &'static str,
    segments: &[&str],
) -> Option<HashMap<&'static str, String>> {
    let mut params = HashMap::new();
    let mut rest = segments.iter();
    for part in template.split('/').filter(|part| !part.is_empty()) {
        let segment = rest.next()?;
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => {
                let decoded = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
                params.insert(name, decoded.into_owned());
            }
            None if part == *segment => {}
            // Some clients encode the `@` of `@me` and `@original`.
            None if segment.strip_prefix("%40") == part.strip_prefix('@')
                && part.starts_with('@') => {}
            None => return None,
        }
    }
    rest.next().is_none().then_some(params)
}

/// The major resource of a request: `channel`, `guild`, or `application` with `token` of a webhook
/// route.
pub(crate) fn major(template: &str, params: &HashMap<&'static str, String>) -> String {
    let param = |name: &str| params.get(name).map_or("", String::as_str);
    if template.starts_with("/webhooks/") {
        format!("{}/{}", param("application"), param("token"))
    } else if template.starts_with("/channels/") {
        param("channel").to_owned()
    } else if template.starts_with("/guilds/") {
        param("guild").to_owned()
    } else {
        String::new()
    }
}
