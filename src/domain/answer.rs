//! Yes, no and "refresh" in the words that people write.

mod phrases;

use serde::{Deserialize, Serialize};

use super::text;
use phrases::{LONGEST_PHRASE, Said};

/// What a customer answered to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// They agree.
    Yes,
    /// They do not.
    No,
}

/// The answer, if `text` is nothing but one: made of phrases that all say yes, or all say no, and
/// of courtesies. Whatever says more ("no wait make it 3", "yes?") or both is `None`.
pub fn read_answer(text: &str) -> Option<Answer> {
    let words = words_of(text)?;
    let mut answer = None;
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let (said, length) = first_phrase(rest)?;
        rest = &rest[length..];
        let meant = match said {
            Said::Courtesy => continue,
            Said::Yes => Answer::Yes,
            Said::No => Answer::No,
        };
        if answer.is_some_and(|before| before != meant) {
            return None;
        }
        answer = Some(meant);
    }
    answer
}

/// Whether `text` is the keyword that takes a ticket back to its first stage: the word alone, in
/// any case, whatever punctuation is around it.
pub fn is_refresh(text: &str) -> bool {
    words_of(text).is_some_and(|words| words == ["refresh"])
}

/// The folded words of `text`, and its signs that answer; `None` if it asks back or is long.
fn words_of(text: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    for letter in text.chars().take(LONGEST_TEXT + 1) {
        let sign = phrases::sign(letter);
        if letter.is_alphanumeric() {
            text::fold(letter, words.last_mut()?);
        } else if let Some(word) = sign {
            words.extend([word.to_owned(), String::new()]);
        } else if matches!(letter, '?' | '？') {
            return None;
        } else if !matches!(letter, '\'' | '’' | '‘' | '´') && !text::is_decoration(letter) {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    (text.chars().nth(LONGEST_TEXT).is_none()).then_some(words)
}

/// What the longest phrase at the start of `words` says, and of how many words it is.
fn first_phrase(words: &[String]) -> Option<(Said, usize)> {
    (1..=words.len().min(LONGEST_PHRASE)).rev().find_map(|length| {
        let phrase = &words[..length];
        let as_written = phrases::meaning(&phrase.join(" "));
        let said = as_written.or_else(|| {
            let short: Vec<_> = phrase.iter().map(|word| undrawn(word)).collect();
            phrases::meaning(&short.join(" "))
        });
        said.map(|said| (said, length))
    })
}

/// `word` without letters drawn out: "yesss" as "yes".
fn undrawn(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Nobody needs more characters for a plain answer.
const LONGEST_TEXT: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_yes() {
        for text in [
            "yes",
            "Yes",
            "YES!!",
            "y",
            "Y.",
            "yep",
            "yeah",
            "ya",
            "yup",
            "ok",
            "OK",
            "okay",
            "k",
            "kk",
            "sure",
            "confirm",
            "confirmed",
            "correct",
            "right",
            "agreed",
            "I agree",
            "accept",
            "i accept",
            "👍",
            "👍🏽",
            "✅",
            "✔️",
            "👌",
            "yes please",
            "yes!!",
            "yesss",
            "yeeees",
            "yes, thank you",
            "**yes**",
            "`yes`",
            "yes yes",
            "ok yes",
            "that's right",
            "looks good",
            "sounds good",
            "go ahead",
            "of course",
            "yes 👍",
            "i do",
            "ｙｅｓ",
            "all good",
            "i confirm",
            "ja",
            "ja bitte",
            "jawohl",
            "genau",
            "passt",
            "einverstanden",
            "stimmt",
            "oui",
            "Oui merci",
            "d'accord",
            "d’accord",
            "ouais",
            "bien sûr",
            "sí",
            "si",
            "claro",
            "de acuerdo",
            "vale",
            "sim",
            "pode ser",
            "concordo",
            "isso",
            "sì",
            "va bene",
            "certo",
            "esatto",
            "jazeker",
            "akkoord",
            "klopt",
            "tak",
            "zgoda",
            "zgadzam się",
            "dobrze",
        ] {
            assert_eq!(read_answer(text), Some(Answer::Yes), "{text:?}");
        }
    }

    #[test]
    fn every_spelling_of_no() {
        for text in [
            "no",
            "No.",
            "NO!!!",
            "n",
            "nope",
            "nah",
            "nooo",
            "wrong",
            "cancel",
            "decline",
            "disagree",
            "I disagree",
            "no thanks",
            "no thank you",
            "👎",
            "❌",
            "🚫",
            "not ok",
            "don't agree",
            "I don't agree",
            "i do not agree",
            "dont agree",
            "not correct",
            "incorrect",
            "no no",
            "no, that's wrong",
            "not right",
            "i do not accept",
            "never",
            "nein",
            "nein danke",
            "falsch",
            "ne",
            "nö",
            "non",
            "non merci",
            "pas d'accord",
            "no gracias",
            "no estoy de acuerdo",
            "não",
            "nao",
            "não concordo",
            "no grazie",
            "sbagliato",
            "nee",
            "nee dank je",
            "niet akkoord",
            "nie",
            "nie dziękuję",
            "nie zgadzam się",
            "źle",
        ] {
            assert_eq!(read_answer(text), Some(Answer::No), "{text:?}");
        }
    }

    #[test]
    fn more_than_an_answer_is_none() {
        for text in [
            "",
            " ",
            "!",
            "?",
            "no wait make it 3",
            "yes but make it 3",
            "yes no",
            "y/n",
            "yes?",
            "right?",
            "is that correct?",
            "no problem",
            "no adder",
            "okay so I want a sultan",
            "thanks",
            "please",
            "bitte",
            "2",
            "adder",
            "I know",
            "yesterday",
            "nothing",
            "noted",
            "yes and one adder",
            "🚗",
            "not",
            "i",
            "no idea",
            "cancel the adder",
            "make it right",
            "refresh",
        ] {
            assert_eq!(read_answer(text), None, "{text:?}");
        }
        assert_eq!(read_answer(&"yes ".repeat(1000)), None);
    }

    #[test]
    fn refresh_stands_alone() {
        for text in [
            "refresh",
            "Refresh",
            "REFRESH!",
            " refresh. ",
            "!refresh",
            "\"refresh\"",
            "**refresh**",
        ] {
            assert!(is_refresh(text), "{text:?}");
        }
        for text in ["", "please refresh", "refresh it", "refreshing", "refresh?", "re fresh"] {
            assert!(!is_refresh(text), "{text:?}");
        }
    }
}
