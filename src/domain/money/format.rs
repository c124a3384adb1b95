//! Amounts as people of a language write them.
//!
//! The table is that of CLDR 48.2 (cldr-numbers-full: `numbers.json` of each language, its
//! `symbols-numberSystem-latn`, `minimumGroupingDigits` and the standard pattern of
//! `currencyFormats-numberSystem-latn`). It is 29 rows that have not changed for years;
//! `icu_decimal` would bring the data of 700 locales and still not say where the sign of a currency
//! stands.

use super::currency::{is_word, is_wordlike};
use super::{Amount, Currency, SignPlace, decimal};
use crate::domain::language::Language;

/// Keeps a sign and its number, and the groups of a number, on one line.
const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// How a language writes numbers and money.
struct Style {
    group: char,
    point: char,
    /// The fewest digits that must stand before the first group sign.
    before_group: usize,
    /// How many digits are in a group, but for the last, which has three.
    group_size: usize,
    sign_before: bool,
    /// Whether a sign that is no word stands off from the number.
    apart: bool,
}

impl Style {
    fn of(language: Language) -> Self {
        let (group, point, sign_before, apart) = match language.code() {
            "de" | "es" | "da" | "el" | "hr" | "it" | "ro" | "vi" => ('.', ',', false, true),
            "fr" => (NARROW_NO_BREAK, ',', false, true),
            "pt" | "nl" => ('.', ',', true, true),
            "id" | "tr" => ('.', ',', true, false),
            "bg" | "cs" | "fi" | "hu" | "lt" | "no" | "pl" | "ru" | "sv" | "uk" => {
                (NO_BREAK, ',', false, true)
            }
            // en, hi, ja, ko, th, zh
            _ => (',', '.', true, false),
        };
        let before_group =
            if matches!(language.code(), "es" | "bg" | "hu" | "it" | "pl") { 2 } else { 1 };
        let group_size = if language.code() == "hi" { 2 } else { 3 };
        Self { group, point, before_group, group_size, sign_before, apart }
    }

    /// The digits with group signs between them.
    fn grouped(&self, digits: &str) -> String {
        let count = digits.chars().count();
        if count < LAST_GROUP + self.before_group {
            return digits.to_owned();
        }
        let mut text = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            let left = count - at;
            let boundary = left == LAST_GROUP
                || (left > LAST_GROUP && (left - LAST_GROUP).is_multiple_of(self.group_size));
            if at > 0 && boundary {
                text.push(self.group);
            }
            text.push(digit);
        }
        text
    }
}

const LAST_GROUP: usize = 3;

impl Currency {
    /// The amount as people of this language write it, with its sign: "$1,250.50", "1.250,50 €".
    #[must_use]
    pub fn show(&self, amount: Amount, language: Language) -> String {
        let style = Style::of(language);
        let (minus, whole, behind) = decimal::parts(amount.0, self.decimals());
        let mut number = style.grouped(&whole);
        if !behind.is_empty() {
            number.push(style.point);
            number.push_str(&behind);
        }
        let minus = if minus { "-" } else { "" };
        let sign = self.sign();
        let before = match self.place() {
            SignPlace::Before => true,
            SignPlace::After => false,
            // A game's word for its money stands behind the number in any language: "500 gold".
            SignPlace::ByLanguage => style.sign_before && !(is_word(sign) && self.is_of_a_game()),
        };
        let touching = if before { sign.chars().next_back() } else { sign.chars().next() };
        let apart = style.apart || !before || touching.is_some_and(is_wordlike);
        let apart = if apart { NO_BREAK.to_string() } else { String::new() };
        match (sign.is_empty(), before) {
            (true, _) => format!("{minus}{number}"),
            (false, true) => format!("{minus}{sign}{apart}{number}"),
            (false, false) => format!("{minus}{number}{apart}{sign}"),
        }
    }
}
