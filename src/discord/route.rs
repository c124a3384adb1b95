//! Which limits a request falls under: method and path template, major parameter, counted or not.

use std::{
    fmt::{self, Write as _},
    hash::{BuildHasher, RandomState},
    sync::{Arc, OnceLock},
    time::Duration,
};

use serde::Deserialize;
use serde::de::IgnoredAny;
use twilight_http::request::{Method, Request};

use crate::{
    domain::time::Timestamp,
    telemetry::metrics::labels::{Family, Label},
};

/// The kind of a request, the same for all channels, guilds and tokens: `PATCH channels/{id}`.
///
/// Safe to print: whatever stands for an id, a token or a name is replaced.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) struct Template {
    method: Method,
    path: Arc<str>,
    variant: Variant,
}

/// Requests with the same method and path that Discord limits apart.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Variant {
    Plain,
    /// Changes a channel's name or topic, which has a hidden limit of its own (two in ten minutes
    /// were seen).
    NameOrTopic,
    /// Deletes a message younger than ten seconds.
    Fresh,
    /// Deletes a message older than two weeks.
    Old,
}

/// The part of a path that gives a bucket of its own (Discord docs, Rate Limits).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Major {
    None,
    Channel(u64),
    Guild(u64),
    /// With a keyed hash of the token, so that no token is kept.
    Webhook(u64, u64),
    Interaction(u64),
}

/// What the limits need to know of one request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Route {
    pub(super) template: Template,
    pub(super) major: Major,
    pub(super) kind: Kind,
}

/// How a route stands to the limits that cover all routes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// The first answer to an interaction: not counted, never paused with the others.
    Callback,
    /// Addressed by a webhook's or interaction's token: not counted.
    ByToken,
    /// Counts against the bot's 50 requests per second.
    Counted,
}

impl Route {
    /// Reads a request. `now` tells how old a message is that is to be deleted.
    pub(super) fn of(request: &Request, now: Timestamp) -> Self {
        let path = request.path().split('?').next().unwrap_or_default();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let (major, kind) = classify(&segments);
        let template = Template {
            method: request.method(),
            path: template_of(&segments).into(),
            variant: Variant::of(request, &segments, now),
        };
        Self { template, major, kind }
    }

    /// Whether Discord may count its bucket for the whole bot: it names no channel or server, or is
    /// one of the few whose count was seen to go over all of them.
    pub(super) fn may_be_common(&self) -> bool {
        let is_seen = matches!(&*self.template.path, "channels/{id}" | "guilds/{id}/channels");
        self.kind == Kind::Counted && (self.major == Major::None || is_seen)
    }
}

impl Route {
    /// Names its bucket to other workers: how Discord calls it may not be known to them. None where
    /// tokens part the buckets, which no two workers have.
    pub(super) fn label(&self) -> Option<String> {
        let of = match self.major {
            Major::Channel(channel) => format!("channel {channel}"),
            Major::Guild(guild) => format!("server {guild}"),
            Major::None | Major::Webhook(..) | Major::Interaction(_) => return None,
        };
        let variant = match self.template.variant {
            Variant::Plain | Variant::NameOrTopic => "",
            Variant::Fresh => " fresh",
            Variant::Old => " old",
        };
        Some(format!("{}{variant} of {of}", self.template))
    }
}

impl Template {
    /// The route itself, where Discord's bucket is meant and not a limit beside it.
    pub(super) fn plain(&self) -> Self {
        Self { variant: Variant::Plain, ..self.clone() }
    }

    /// Whether it changes a channel's name or topic.
    pub(super) fn is_rename(&self) -> bool {
        self.variant == Variant::NameOrTopic
    }

    /// The first part of the path, as the label of a figure.
    pub(super) fn family(&self) -> &'static str {
        let first = self.path.split('/').next().unwrap_or_default();
        FAMILIES.iter().find(|family| **family == first).copied().unwrap_or("other")
    }
}

impl Template {
    /// The same as a label of a metric.
    pub(super) fn label(&self) -> Family {
        let family = self.family();
        Family::ALL.iter().find(|it| it.text() == family).copied().unwrap_or(Family::Other)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.method.name();
        write!(f, "{method} {}", self.path)
    }
}

impl Variant {
    fn of(request: &Request, segments: &[&str], now: Timestamp) -> Self {
        match (request.method(), segments) {
            (Method::Patch, ["channels", _]) => {
                // Not JSON, or no object: Discord will say so.
                let fields = request.body().and_then(|body| serde_json::from_slice(body).ok());
                match fields {
                    Some(Renaming { name: None, topic: None }) | None => Self::Plain,
                    Some(_) => Self::NameOrTopic,
                }
            }
            (Method::Delete, ["channels", _, "messages", message]) => {
                let created = message.parse().map(Timestamp::of_snowflake).unwrap_or_default();
                match now.since(created) {
                    age if age < Duration::from_secs(10) => Self::Fresh,
                    age if age > Duration::from_secs(14 * 24 * 3600) => Self::Old,
                    _ => Self::Plain,
                }
            }
            _ => Self::Plain,
        }
    }
}

#[derive(Deserialize)]
struct Renaming {
    name: Option<IgnoredAny>,
    topic: Option<IgnoredAny>,
}

fn classify(segments: &[&str]) -> (Major, Kind) {
    let id = |text: &&str| text.parse::<u64>().ok();
    match segments {
        ["interactions", interaction, _, "callback"] => {
            (id(interaction).map_or(Major::None, Major::Interaction), Kind::Callback)
        }
        ["webhooks", webhook, token, ..] => {
            (id(webhook).map_or(Major::None, |id| Major::Webhook(id, hash(token))), Kind::ByToken)
        }
        ["webhooks", webhook] => {
            (id(webhook).map_or(Major::None, |id| Major::Webhook(id, 0)), Kind::Counted)
        }
        ["channels", channel, ..] => {
            (id(channel).map_or(Major::None, Major::Channel), Kind::Counted)
        }
        ["guilds", guild, ..] => (id(guild).map_or(Major::None, Major::Guild), Kind::Counted),
        _ => (Major::None, Kind::Counted),
    }
}

/// Only words that Discord's paths are made of are kept, so that neither tokens nor names can end
/// in a log and the number of templates is bounded.
fn template_of(segments: &[&str]) -> String {
    let mut path = String::new();
    for (place, segment) in segments.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| segments.get(place)).copied();
        let token = place == 2 && matches!(segments.first(), Some(&("webhooks" | "interactions")));
        let name = matches!(before, Some("invites" | "templates" | "reactions"));
        let word = segment.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-' | b'_' | b'@'));
        let kept = if token {
            "{token}"
        } else if word && !name {
            segment
        } else {
            "{id}"
        };
        let slash = if place == 0 { "" } else { "/" };
        // Writing to a String does not fail.
        let _ = write!(path, "{slash}{kept}");
    }
    path
}

/// Keyed at random per process, so that a token cannot be guessed from its hash.
fn hash(token: &str) -> u64 {
    static KEY: OnceLock<RandomState> = OnceLock::new();
    KEY.get_or_init(RandomState::new).hash_one(token)
}

const FAMILIES: [&str; 6] =
    ["applications", "channels", "guilds", "interactions", "users", "webhooks"];

#[cfg(test)]
mod tests {
    use twilight_http::request::RequestBuilder;

    use super::*;

    const NOW: Timestamp = Timestamp(1_420_070_400_000 + 100_000_000_000);

    fn route(method: Method, path: &str, body: &str) -> Route {
        let builder = RequestBuilder::raw(method, path.to_owned()).body(body.as_bytes().to_vec());
        Route::of(&builder.build().unwrap(), NOW)
    }

    #[track_caller]
    fn check(method: Method, path: &str, template: &str, major: Major, kind: Kind) {
        let route = route(method, path, "");
        assert_eq!(route.template.to_string(), template);
        assert_eq!((route.major, route.kind), (major, kind));
    }

    #[test]
    fn names_template_major_and_kind() {
        use Kind::*;
        check(
            Method::Post,
            "interactions/5/aW50ZXJh/callback?with_response=true",
            "POST interactions/{id}/{token}/callback",
            Major::Interaction(5),
            Callback,
        );
        check(
            Method::Get,
            "channels/7/messages?after=3",
            "GET channels/{id}/messages",
            Major::Channel(7),
            Counted,
        );
        check(
            Method::Put,
            "channels/7/messages/8/reactions/party/@me",
            "PUT channels/{id}/messages/{id}/reactions/{id}/@me",
            Major::Channel(7),
            Counted,
        );
        check(
            Method::Get,
            "guilds/9/members/4",
            "GET guilds/{id}/members/{id}",
            Major::Guild(9),
            Counted,
        );
        check(Method::Post, "users/@me/channels", "POST users/@me/channels", Major::None, Counted);
        check(Method::Get, "invites/secret", "GET invites/{id}", Major::None, Counted);
    }

    #[test]
    fn tokens_part_the_buckets_and_are_not_shown() {
        let first = route(Method::Patch, "webhooks/1/abc/messages/@original", "");
        let second = route(Method::Patch, "webhooks/1/def/messages/@original", "");
        assert_eq!(first.template, second.template);
        assert_eq!(first.template.to_string(), "PATCH webhooks/{id}/{token}/messages/@original");
        assert_ne!(first.major, second.major);
        assert_eq!(first.kind, Kind::ByToken);
        assert_eq!(route(Method::Get, "webhooks/1", "").kind, Kind::Counted);
    }

    #[test]
    fn renaming_a_channel_is_a_route_of_its_own() {
        let rename = route(Method::Patch, "channels/1", r#"{"name":"x"}"#);
        let topic = route(Method::Patch, "channels/1", r#"{"topic":"x","parent_id":"3"}"#);
        let moving = route(Method::Patch, "channels/1", r#"{"parent_id":"3"}"#);
        assert_eq!(rename.template, topic.template);
        assert_ne!(rename.template, moving.template);
    }

    #[test]
    fn deleting_a_message_is_limited_by_its_age() {
        let delete = |age_ms: u64| {
            let id = NOW.minus(Duration::from_millis(age_ms)).first_snowflake().unwrap();
            route(Method::Delete, &format!("channels/1/messages/{id}"), "").template
        };
        assert_eq!(delete(1_000), delete(9_000));
        assert_ne!(delete(9_000), delete(11_000));
        assert_eq!(delete(11_000), delete(86_400_000));
        assert_ne!(delete(86_400_000), delete(15 * 86_400_000));
        assert_ne!(delete(11_000), route(Method::Get, "channels/1/messages/5", "").template);
    }

    #[test]
    fn families_are_few() {
        assert_eq!(route(Method::Get, "guilds/9", "").template.family(), "guilds");
        assert_eq!(route(Method::Get, "gateway/bot", "").template.family(), "other");
    }
}
