//! Deciding by the text alone whether an event may concern us.
//!
//! Nearly all events of a large bot do not. They are dropped here, after a search for a few keys
//! and before any JSON is parsed. The search errs on one side only: it may let an event through
//! that turns out not to concern us, never the other way round.

use crate::{engine::Ours, telemetry::metrics::labels::EventKind};
use memchr::memmem;
use twilight_model::id::Id;

/// The events that can concern us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Interaction,
    Message,
    MessageChanged,
    MessageGone,
    ChannelMade,
    ChannelGone,
    RoleGone,
    MemberGone,
    Ready,
    Guild,
    GuildGone,
}

impl Kind {
    /// As it is counted.
    pub(super) fn label(self) -> EventKind {
        match self {
            Self::Interaction => EventKind::InteractionCreate,
            Self::Message => EventKind::MessageCreate,
            Self::MessageChanged => EventKind::MessageUpdate,
            Self::MessageGone => EventKind::MessageDelete,
            Self::ChannelMade => EventKind::ChannelCreate,
            Self::ChannelGone => EventKind::ChannelDelete,
            Self::RoleGone => EventKind::RoleDelete,
            Self::MemberGone => EventKind::MemberRemove,
            Self::Ready => EventKind::Ready,
            Self::Guild => EventKind::GuildCreate,
            Self::GuildGone => EventKind::GuildDelete,
        }
    }
}

/// Discord writes `t` before everything else; an event of another order is searched as a whole.
const HEAD: usize = 48;

/// What an event is, if it is one that can concern us.
pub(super) fn kind(json: &str) -> Option<Kind> {
    let bytes = json.as_bytes();
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let name = after(head, br#""t":""#).or_else(|| after(bytes, br#""t":""#))?;
    let is = |kind: &str| name.starts_with(kind.as_bytes()) && name.get(kind.len()) == Some(&b'"');
    Some(if is("MESSAGE_CREATE") {
        Kind::Message
    } else if is("MESSAGE_UPDATE") {
        Kind::MessageChanged
    } else if is("INTERACTION_CREATE") {
        Kind::Interaction
    } else if is("MESSAGE_DELETE") || is("MESSAGE_DELETE_BULK") {
        Kind::MessageGone
    } else if is("CHANNEL_CREATE") {
        Kind::ChannelMade
    } else if is("CHANNEL_DELETE") {
        Kind::ChannelGone
    } else if is("GUILD_ROLE_DELETE") {
        Kind::RoleGone
    } else if is("GUILD_MEMBER_REMOVE") {
        Kind::MemberGone
    } else if is("READY") {
        Kind::Ready
    } else if is("GUILD_CREATE") {
        Kind::Guild
    } else if is("GUILD_DELETE") {
        Kind::GuildGone
    } else {
        return None;
    })
}

/// Whether an event of this kind may concern us.
pub(super) fn concerns(kind: Kind, json: &str, ours: &Ours) -> bool {
    match kind {
        // In this order: a ticket goes from one to the other, never back, and may do so meanwhile.
        Kind::Message => may_be_from_opener(json, ours) || names_channel_of_ours(json, ours),
        Kind::MessageChanged => names_channel_of_ours(json, ours),
        // A ticket's channel carries its marker.
        Kind::ChannelMade => memmem::find(json.as_bytes(), b"tf-").is_some(),
        // Rare, or cheap to look at.
        Kind::Interaction
        | Kind::MessageGone
        | Kind::ChannelGone
        | Kind::RoleGone
        | Kind::MemberGone
        | Kind::Ready
        | Kind::Guild
        | Kind::GuildGone => true,
    }
}

/// Whether it may once we know what is stored of its server.
pub(super) fn may_concern(kind: Kind, json: &str, ours: &Ours) -> bool {
    match kind {
        // Which channels are tickets' is not known.
        Kind::Message | Kind::MessageChanged => true,
        // The present division hears what these servers miss here.
        Kind::Ready | Kind::GuildGone => false,
        // By far the longest events, and many at once.
        Kind::Guild => ids(json, br#""id":""#).any(|guild| ours.expects(guild)),
        other => concerns(other, json, ours),
    }
}

fn names_channel_of_ours(json: &str, ours: &Ours) -> bool {
    ids(json, br#""channel_id":""#).any(|channel| ours.has_channel(channel))
}

/// Whether the author may be somebody whose ticket is being opened: they can write in its channel
/// before we know of it. The author's id is one of the ids in the text.
fn may_be_from_opener(json: &str, ours: &Ours) -> bool {
    ours.opens_any() && ids(json, br#""id":""#).any(|user| ours.opens_for_user(user))
}

/// Every id that stands behind a key, at whatever depth.
fn ids<'a, T>(json: &'a str, key: &'a [u8]) -> impl Iterator<Item = Id<T>> + 'a {
    memmem::find_iter(json.as_bytes(), key).filter_map(move |at| {
        let digits = json.as_bytes().get(at + key.len()..).unwrap_or_default();
        id(digits)
    })
}

fn id<T>(digits: &[u8]) -> Option<Id<T>> {
    let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    let text = std::str::from_utf8(digits.get(..end)?).ok()?;
    text.parse().ok().and_then(Id::new_checked)
}

fn after<'a>(text: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let at = text.windows(key.len()).position(|window| window == key)?;
    text.get(at + key.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_wherever_the_key_stands() {
        let kinds = [
            (r#"{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{}}"#, Some(Kind::Message)),
            (r#"{"t":"MESSAGE_DELETE_BULK","s":1,"op":0,"d":{}}"#, Some(Kind::MessageGone)),
            (r#"{"t":"MESSAGE_DELETED","s":1,"op":0,"d":{}}"#, None),
            (r#"{"t":"TYPING_START","s":1,"op":0,"d":{}}"#, None),
            (r#"{"t":"READY","s":1,"op":0,"d":{}}"#, Some(Kind::Ready)),
            (r#"{"t":"READY_SUPPLEMENTAL","s":1,"op":0,"d":{}}"#, None),
            (r#"{"t":null,"s":null,"op":11,"d":null}"#, None),
            ("", None),
        ];
        for (json, kind) in kinds {
            assert_eq!(super::kind(json), kind, "{json}");
        }
        let late = format!(r#"{{"op":0,"s":{:0>60},"t":"CHANNEL_DELETE","d":{{}}}}"#, 1);
        assert_eq!(super::kind(&late), Some(Kind::ChannelGone));
    }

    #[test]
    fn ids_are_digits() {
        let id = id::<()>;
        assert_eq!(id(br#"123","x"#), Some(Id::new(123)));
        assert_eq!(id(br#"","x"#), None);
        assert_eq!(id(br#"0","x"#), None);
        assert_eq!(id(b"123"), None);
        assert_eq!(id(br#"99999999999999999999999","#), None);
    }
}
