//! The parts that messages are made of.

use crate::{
    domain::{
        clip::clip,
        control::Control,
        ids::{ChannelId, RoleId, UserId},
    },
    texts::{Text, Voice},
};
use twilight_model::channel::message::{
    Component, Embed,
    component::{ActionRow, Button, ButtonStyle},
    embed::EmbedFooter,
};
use twilight_util::builder::embed::EmbedBuilder;

/// The longest description of an embed, in characters (Discord docs, Embed Limits).
const DESCRIPTION_LIMIT: usize = 4_096;
/// The longest content of a message, in characters (Discord docs, Create Message).
pub(super) const CONTENT_LIMIT: usize = 2_000;

/// An embed with a title and a text, which is cut where Discord would refuse it.
pub(super) fn embed(title: String, text: &str) -> Embed {
    EmbedBuilder::new()
        .title(title)
        .description(clip(text, DESCRIPTION_LIMIT))
        .color(0x58_65_F2)
        .build()
}

/// The footer of an embed.
pub(super) fn footer(text: String) -> EmbedFooter {
    EmbedFooter { icon_url: None, proxy_icon_url: None, text }
}

/// Buttons in a row: style, label, what it is.
pub(super) fn row(buttons: impl IntoIterator<Item = (ButtonStyle, String, Control)>) -> Component {
    let components = buttons
        .into_iter()
        .map(|(style, label, control)| {
            Component::Button(Button {
                id: None,
                custom_id: Some(control.to_string()),
                disabled: false,
                emoji: None,
                label: Some(label),
                style,
                url: None,
                sku_id: None,
            })
        })
        .collect();
    Component::ActionRow(ActionRow { id: None, components })
}

/// A customer's words as a quotation, which can neither ping nor break the layout.
pub(super) fn quote(words: &str) -> String {
    let lines = words.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("> {}", plain(line))).collect::<Vec<_>>().join("\n")
}

/// Items with something between them, as many as `room` holds, and how many more there are.
///
/// Lengths are counted in UTF-16 units: Discord's documentation does not say what it counts, and
/// no other count is longer.
pub(super) fn fitting(
    voice: &Voice,
    items: impl IntoIterator<Item = String>,
    between: &str,
    room: usize,
) -> String {
    let units = |text: &str| text.encode_utf16().count();
    let (mut text, mut length, mut left_out) = (String::new(), 0, 0_u32);
    for item in items {
        let more = units(&item) + units(between);
        if left_out > 0 || length + more > room {
            left_out += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(&item);
        length += more;
    }
    if left_out > 0 {
        text.push_str(between);
        text.push_str(&voice.say(Text::AndMore { many: left_out }));
    }
    text
}

/// A person, as Discord's clients read it.
pub(super) fn user(id: UserId) -> String {
    format!("<@{id}>")
}

/// A role.
pub(super) fn role(id: RoleId) -> String {
    format!("<@&{id}>")
}

/// Roles, one behind the other.
pub(super) fn roles(ids: &[RoleId]) -> String {
    ids.iter().copied().map(role).collect::<Vec<_>>().join(" ")
}

/// A channel.
pub(super) fn channel(id: ChannelId) -> String {
    format!("<#{id}>")
}

/// A text of somebody else's on one line, without any effect of Discord's markup, and without
/// the characters that turn what stands behind them round.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins_list = match letter {
            '-' | '+' => plain.is_empty(),
            '.' => !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        let marks = matches!(
            letter,
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '#' | '@' | '[' | ']'
        );
        let links = letter == ':' && letters.peek() == Some(&'/');
        match letter {
            '\n' | '\r' | '\t' => plain.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            letter if letter.is_control() => {}
            letter => {
                if marks || links || begins_list {
                    plain.push('\\');
                }
                plain.push(letter);
            }
        }
    }
    plain
}
