//! Forms in which the name of an option is said: "engraved Anna" of an Engraving.

use super::super::lists::{AND, WITH};
use crate::domain::answer::phrase;

/// Names of options, and verbs that say the same.
type Forms = (&'static [&'static str], &'static [&'static str]);

/// Whether a word is a form of the name of an option.
pub(super) fn is_form(option: &str, word: &str) -> bool {
    let (option, word) = (phrase(option).unwrap_or_default(), phrase(word).unwrap_or_default());
    let has = |(names, verbs): &Forms| names.contains(&&*option) && verbs.contains(&&*word);
    FORMS.iter().any(has)
}

/// Whether a word stands between such a verb and what it says: "engrave it with".
pub(super) fn leads(word: &str) -> bool {
    let word = word.trim_end_matches([':', '=']).to_lowercase();
    WITH.contains(&&*word) || means_it(&word) || matches!(&*word, "" | "as" | "on" | "auf" | "als")
}

pub(super) fn means_it(word: &str) -> bool {
    matches!(
        &*word.to_lowercase(),
        "it" | "them" | "him" | "her" | "es" | "ihn" | "sie" | "le" | "la"
    )
}

/// Whether a word stands before such a verb, and says nothing else: "and please engrave".
pub(super) fn leads_to(word: &str) -> bool {
    let word = word.to_lowercase();
    AND.contains(&&*word)
        || matches!(
            &*word,
            "that"
                | "which"
                | "is"
                | "it"
                | "be"
                | "to"
                | "should"
                | "please"
                | "bitte"
                | "die"
                | "das"
                | "der"
                | "qui"
                | "que"
                | "mit"
                | "with"
                | "and"
                | "have"
                | "want"
        )
}

/// All that stands before words which describe the last of it.
pub(in super::super) fn beginnings(text: &str) -> Vec<&str> {
    let is_verb = |word: &str| FORMS.iter().any(|it| it.1.contains(&word));
    let describes = |word: &str| WITH.contains(&word) || THAT.contains(&word) || is_verb(word);
    let mut at = 0;
    let begun = text.split_inclusive(char::is_whitespace).filter_map(|word| {
        let before = at;
        at += word.len();
        let is_end = describes(&phrase(word).unwrap_or_default());
        text.get(..before).filter(|it| is_end && !it.is_empty())
    });
    begun.take(MOST_BEGINNINGS).collect()
}

/// A message does not describe more things so.
const MOST_BEGINNINGS: usize = 8;
/// What describes a thing that stands before it.
const THAT: [&str; 4] = ["that", "which", "qui", "que"];
const FORMS: [Forms; 3] = [
    (
        &["engraving", "gravur", "gravure", "grabado", "gravacao"],
        &[
            "engraved",
            "engrave",
            "graviert",
            "graviere",
            "gravieren",
            "grave",
            "gravee",
            "graver",
            "grabado",
            "grabada",
            "grabar",
            "gravado",
            "gravada",
            "gravar",
        ],
    ),
    (
        &[
            "text",
            "writing",
            "inscription",
            "message",
            "wording",
            "aufschrift",
            "beschriftung",
            "texte",
            "texto",
        ],
        &[
            "saying", "says", "say", "written", "write", "reading", "reads", "schreib", "schreibe",
            "disant", "ecris", "escribe", "diciendo", "escreve", "dizendo",
        ],
    ),
    (
        &["name", "nom", "nombre", "nome"],
        &[
            "named", "called", "namens", "genannt", "nomme", "nommee", "appele", "appelee",
            "llamado", "llamada", "chamado", "chamada",
        ],
    ),
];
