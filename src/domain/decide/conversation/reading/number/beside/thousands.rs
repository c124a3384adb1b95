//! Thousands in words: "two thousand five hundred", "zweitausend".

use std::sync::LazyLock;

use crate::domain::{answer::bare_phrase, phrases::Phrases, recognise};

/// A text with its number in digits, if it says thousands, and no other number.
pub(super) fn in_digits(text: &str) -> Option<String> {
    // German writes it in one word.
    let text = text.to_lowercase().replace("tausend", " tausend ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|it| is_thousand(it))?;
    let (before, behind) = (words.get(..at)?, words.get(at + 1..)?);
    if behind.iter().any(|it| is_thousand(it)) {
        return None;
    }
    let (before, many) = counted(before, words.get(at)?)?;
    let (more, rest) = added(behind);
    // Any other word may be a number that is not known: "dos mil quinientos".
    let said = bare_phrase(&rest).unwrap_or_default();
    let is_known = said.split_whitespace().all(|it| COUNTED.has(it));
    is_known.then(|| format!("{before} {} {rest}", many * 1_000 + more))
}

fn is_thousand(word: &str) -> bool {
    let word = word.trim_matches(|it: char| !it.is_alphanumeric());
    matches!(word, "thousand" | "tausend" | "mille" | "mil")
}

/// How many thousands, and what is said before.
fn counted(before: &[&str], word: &str) -> Option<(String, u32)> {
    if let Some(said) = recognise::in_digits(&before.join(" ")) {
        let (rest, many) = said.rsplit_once(' ').unwrap_or(("", &said));
        return Some((rest.to_owned(), number(many)?));
    }
    match before.split_last() {
        Some((&("a" | "ein"), rest)) => Some((rest.join(" "), 1)),
        _ if word.starts_with("thousand") => None,
        _ => Some((before.join(" "), 1)),
    }
}

/// What is added to them, and what is said behind.
fn added(behind: &[&str]) -> (u32, String) {
    let all = behind.join(" ");
    let more = match behind.split_first() {
        Some((&("and" | "und" | "et" | "y" | "e"), more)) => more.join(" "),
        _ => all.clone(),
    };
    let said = recognise::in_digits(&more).unwrap_or_default();
    let (first, rest) = said.split_once(' ').unwrap_or((&said, ""));
    number(first).map_or((0, all), |more| (more, rest.to_owned()))
}

/// Fewer than a thousand.
fn number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches(|it: char| !it.is_alphanumeric());
    word.parse().ok().filter(|it| (1..1_000).contains(it))
}

/// What is counted in thousands, and how it may be said that one thinks so.
static COUNTED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    km, kms, kilometer, kilometers, kilometre, kilometres, miles, kilometern, kilometros, \
    quilometros, hours, stunden, heures, horas, euro, euros, dollar, dollars, pounds, francs, reais, \
    pesos, people, guests, persons, pieces, personen, gaste, leute, stuck, personnes, invites, \
    personas, invitados, piezas, pessoas, convidados, pecas, of, us, de, i, guess, think",
    )
});
