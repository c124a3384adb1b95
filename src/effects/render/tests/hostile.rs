//! What people wrote is shown as they wrote it and does nothing.

use super::super::blocks::{plain, quote};

/// What Discord shows of a text, as far as its backslashes go; fails where markup takes effect.
fn shown(text: &str) -> String {
    assert!(!text.contains("s://") && !text.contains("p://"), "a link is left in {text:?}");
    assert!(!text.starts_with(['-', '+']), "a list is left in {text:?}");
    let mut shown = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => shown.push(letters.next().expect("a backslash stands before something")),
            '*' | '_' | '~' | '`' | '|' | '<' | '>' | '@' | '#' | '[' | ']' => {
                panic!("markup is left in {text:?}")
            }
            other => shown.push(other),
        }
    }
    shown
}

#[test]
fn markup_is_shown_and_does_nothing() {
    for text in [
        "**bold** __under__ ~~gone~~ ||spoiler|| `code` ```block```",
        "@everyone @here <@123> <@&456> <#789> <:emoji:1> <t:1:R>",
        "[words](https://example.com) https://example.com",
        "# head > quote \\ back",
        "- list",
        "+ list",
        "-# small",
    ] {
        assert_eq!(shown(&plain(text)), text);
    }
}

#[test]
fn a_line_break_begins_no_heading_and_no_list() {
    for text in ["a\n# b", "a\r\n# b", "a\r# b"] {
        let plain = plain(text);
        assert!(!plain.contains(['\n', '\r']), "{plain:?}");
    }
    assert_eq!(quote("one\n\n# two\n1. three"), "> one\n> \\# two\n> 1\\. three");
}

#[test]
fn signs_that_turn_the_writing_round_are_left_out() {
    let turned = "a\u{202e}b\u{2066}c\u{2069}d\u{202c}ef";
    assert_eq!(plain(turned), "abcdef", "or the words behind them would be turned too");
    assert_eq!(plain("שלום مرحبا"), "שלום مرحبا", "writing from right to left is as it was");
}

#[test]
fn control_characters_are_left_out() {
    assert_eq!(plain("a\u{0}b\u{7}c\u{1b}d"), "abcd");
}

#[test]
fn ordinary_names_are_as_they_were() {
    for name in
        ["XA-21", "Dubsta 6x6", "Kuruma (Armored)", "Pfister 811, 2.0", "What? Yes & \"no\": 5%"]
    {
        assert_eq!(plain(name), name);
    }
}
