//! What Discord measures of a message (Discord docs, Create Message, Embed Limits, Component
//! Reference). Its client counts UTF-16 units in places, so that is what is counted here.

use super::super::{Voices, Words};
use crate::{domain::language::Language, texts::Voice};
use twilight_model::channel::message::{Component, Embed, component::Button};

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A customer and staff of these languages.
pub(super) fn voices(customer: Language, staff: Language) -> Voices {
    Voices { customer: Voice::new(customer), staff: Voice::new(staff) }
}

/// The buttons of a message.
pub(super) fn buttons(words: &Words) -> Vec<&Button> {
    let mut buttons = Vec::new();
    for component in &words.components {
        let Component::ActionRow(row) = component else { panic!("{component:?}") };
        for component in &row.components {
            if let Component::Button(button) = component {
                buttons.push(button);
            }
        }
    }
    buttons
}

/// Everything of a message that is read.
pub(super) fn text(words: &Words) -> String {
    let mut text = words.content.clone().unwrap_or_default();
    for embed in &words.embeds {
        for part in [&embed.title, &embed.description].into_iter().flatten() {
            text.push('\n');
            text.push_str(part);
        }
    }
    text
}

/// Whom a message calls, as numbers in order.
pub(super) fn called(words: &Words) -> (Vec<u64>, Vec<u64>) {
    assert!(words.mentions.parse.is_empty(), "nobody is called by the text alone");
    assert!(!words.mentions.replied_user);
    let mut users: Vec<_> = words.mentions.users.iter().map(|id| id.get()).collect();
    let mut roles: Vec<_> = words.mentions.roles.iter().map(|id| id.get()).collect();
    users.sort_unstable();
    roles.sort_unstable();
    (users, roles)
}

/// Fails where Discord would refuse the message.
pub(super) fn check(words: &Words) {
    let content = words.content.as_deref().unwrap_or_default();
    assert!(length(content) <= 2_000, "content of {}", length(content));
    assert!(!content.is_empty() || !words.embeds.is_empty(), "an empty message");
    assert!(words.embeds.len() <= 10);
    let whole: usize = words.embeds.iter().map(check_embed).sum();
    assert!(whole <= 6_000, "embeds of {whole}");
    assert!(words.components.len() <= 5);
    words.components.iter().for_each(check_row);
    let buttons = buttons(words);
    for button in &buttons {
        let label = button.label.as_deref().unwrap_or_default();
        assert!((1..=80).contains(&length(label)), "{label:?}");
        let id = button.custom_id.as_deref().unwrap_or_default();
        assert!((1..=100).contains(&length(id)), "{id:?}");
    }
    let mut ids: Vec<_> = buttons.iter().map(|it| &it.custom_id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), buttons.len(), "ids differ within a message");
    assert!(words.mentions.users.len() <= 100 && words.mentions.roles.len() <= 100);
}

/// Up to five buttons, or a menu alone.
fn check_row(row: &Component) {
    let Component::ActionRow(row) = row else { panic!("{row:?}") };
    match row.components.as_slice() {
        [Component::SelectMenu(menu)] => {
            let options = menu.options.as_deref().unwrap_or_default();
            assert!((1..=25).contains(&options.len()), "{} entries", options.len());
            for option in options {
                assert!((1..=100).contains(&length(&option.label)), "{:?}", option.label);
                assert!((1..=100).contains(&length(&option.value)), "{:?}", option.value);
                let below = option.description.as_deref();
                assert!(below.is_none_or(|it| (1..=100).contains(&length(it))), "{below:?}");
            }
            let mut values: Vec<_> = options.iter().map(|it| &it.value).collect();
            values.sort_unstable();
            values.dedup();
            assert_eq!(values.len(), options.len(), "values differ within a menu");
            assert!(options.iter().filter(|it| it.default).count() <= 1);
            assert!(menu.placeholder.as_deref().is_none_or(|it| length(it) <= 150));
        }
        buttons => {
            assert!((1..=5).contains(&buttons.len()));
            assert!(buttons.iter().all(|it| matches!(it, Component::Button(_))), "{buttons:?}");
        }
    }
}

fn check_embed(embed: &Embed) -> usize {
    let part = |text: Option<&str>, limit| {
        let length = length(text.unwrap_or_default());
        assert!(length <= limit, "{length} of {limit}");
        length
    };
    part(embed.title.as_deref(), 256)
        + part(embed.description.as_deref(), 4_096)
        + embed
            .fields
            .iter()
            .map(|field| part(Some(&field.name), 256) + part(Some(&field.value), 1_024))
            .sum::<usize>()
        + part(embed.footer.as_ref().map(|it| it.text.as_str()), 2_048)
}
