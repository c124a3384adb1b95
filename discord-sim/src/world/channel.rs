//! Channels and overwrites as state.

use std::collections::BTreeMap;

use super::message::Message;

/// What kind of channel (Discord docs, Channel: Channel Types).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ChannelKind {
    Text = 0,
    Dm = 1,
    Voice = 2,
    Category = 4,
    Announcement = 5,
    Stage = 13,
}

impl ChannelKind {
    pub(crate) fn from_number(number: u64) -> Option<Self> {
        Some(match number {
            0 => Self::Text,
            1 => Self::Dm,
            2 => Self::Voice,
            4 => Self::Category,
            5 => Self::Announcement,
            13 => Self::Stage,
            _ => return None,
        })
    }

    pub(crate) fn is_voice(self) -> bool {
        matches!(self, Self::Voice | Self::Stage)
    }

    /// Whether its name is normalised to lower case and dashes.
    pub(crate) fn has_plain_name(self) -> bool {
        matches!(self, Self::Text | Self::Announcement)
    }
}

/// A channel of a guild, or a DM.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) id: u64,
    pub(crate) guild: Option<u64>,
    pub(crate) kind: ChannelKind,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) parent: Option<u64>,
    pub(crate) position: i64,
    pub(crate) nsfw: bool,
    pub(crate) slowmode: u64,
    pub(crate) overwrites: Vec<Overwrite>,
    pub(crate) messages: BTreeMap<u64, Message>,
    /// Pinned messages with the moment, oldest first.
    pub(crate) pins: Vec<(u64, u64)>,
    pub(crate) last_message: Option<u64>,
    /// Both sides of a DM.
    pub(crate) recipients: Vec<u64>,
}

impl Channel {
    pub(crate) fn new(id: u64, guild: Option<u64>, kind: ChannelKind, name: String) -> Self {
        Self {
            id,
            guild,
            kind,
            name,
            topic: None,
            parent: None,
            position: 0,
            nsfw: false,
            slowmode: 0,
            overwrites: Vec::new(),
            messages: BTreeMap::new(),
            pins: Vec::new(),
            last_message: None,
            recipients: Vec::new(),
        }
    }
}

/// Whom an overwrite is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OverwriteKind {
    Role,
    Member,
}

/// Rights given to or taken from a role or a member in one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overwrite {
    pub(crate) id: u64,
    pub(crate) kind: OverwriteKind,
    pub(crate) allow: u64,
    pub(crate) deny: u64,
}

/// Discord's normalisation of text channel names, undocumented but observed: lower case, spaces to
/// dashes, runs of dashes as one, punctuation dropped. May leave nothing.
pub(crate) fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.trim().chars().flat_map(char::to_lowercase) {
        let dash = letter == '-' || letter.is_whitespace();
        if dash && !plain.ends_with('-') {
            plain.push('-');
        } else if !dash && (letter == '_' || !is_punctuation(letter)) {
            plain.push(letter);
        }
    }
    plain
}

fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation() || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn text_names_are_normalised() {
        assert_eq!(plain_name("Ticket Über #1"), "ticket-über-1");
        assert_eq!(plain_name("  A -- b  "), "a-b");
        assert_eq!(plain_name("closed_0001 🎫"), "closed_0001-🎫");
    }
}
