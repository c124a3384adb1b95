//! The parts that messages are made of.

use crate::domain::{button::Button, clip::clip, notice::OrderView};
use twilight_model::channel::message::{
    Component, Embed,
    component::{ActionRow, Button as Pressable, ButtonStyle},
    embed::EmbedFooter,
};
use twilight_util::builder::embed::EmbedBuilder;

/// The longest description of an embed, in characters (Discord docs, Embed Limits).
const DESCRIPTION_LIMIT: usize = 4_096;
/// The longest content of a message, in characters (Discord docs, Create Message).
pub(super) const CONTENT_LIMIT: usize = 2_000;

/// An embed with a title and a text, which is cut where Discord would refuse it.
pub(super) fn embed(title: &str, text: &str) -> Embed {
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
pub(super) fn row(buttons: &[(ButtonStyle, &str, Button)]) -> Component {
    let components = buttons
        .iter()
        .map(|(style, label, button)| {
            Component::Button(Pressable {
                id: None,
                custom_id: Some(button.to_string()),
                disabled: false,
                emoji: None,
                label: Some((*label).to_owned()),
                style: *style,
                url: None,
                sku_id: None,
            })
        })
        .collect();
    Component::ActionRow(ActionRow { id: None, components })
}

/// An order, a line each.
pub(super) fn order(order: &OrderView) -> String {
    if let Some(words) = &order.words {
        return quote(words);
    }
    let lines = order.lines.iter().map(|(name, many)| format!("**{many} ×** {}", plain(name)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A customer's words as a quotation, which can neither ping nor break the layout.
pub(super) fn quote(words: &str) -> String {
    let lines = words.lines().map(|line| format!("> {}", plain(line)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A text of somebody else's without any effect of Discord's markup.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '\'' | '!' | '?' | '%' | '&' | '/')
        {
            plain.push('\\');
        }
        plain.push(if c == '\n' || c == '\r' { ' ' } else { c });
    }
    plain
}
