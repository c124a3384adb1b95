//! Yes, no and "refresh" in the words that people write.

mod phrases;

use serde::{Deserialize, Serialize};

use super::{
    phrases::{from_each_word, parted_before, parted_behind},
    quoted::is_quoted,
    text,
};
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

impl Answer {
    /// As it is kept: [`read_answer`] reads it back.
    #[must_use]
    pub fn kept(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// The answer, if `text` is nothing but one: made of phrases that all say yes, or all say no, and
/// of courtesies. Whatever says more ("no wait make it 3", "yes?") or both is `None`.
pub fn read_answer(text: &str) -> Option<Answer> {
    let words = words_of(text)?;
    let mut answer = None;
    let mut rest = words.as_str();
    while !rest.is_empty() {
        let (said, behind) = first_phrase(rest)?;
        rest = behind;
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

/// `text` as it is compared with words that answer: its words in small letters, without accents
/// and punctuation, a space between them; `None` if it has none, asks back or is long.
#[must_use]
pub fn phrase(text: &str) -> Option<String> {
    words_of(text).filter(|words| !words.is_empty())
}

/// The same without "please" and "thank you" before and after; `None` if nothing else is said.
#[must_use]
pub fn bare_phrase(text: &str) -> Option<String> {
    let words = words_of(text)?;
    let is_courtesy = |it: &str| phrases::meaning(it) == Some(Said::Courtesy);
    let behind = |said| {
        let mut parted = parted_behind(said, LONGEST_PHRASE);
        parted.find_map(|(first, rest)| is_courtesy(first).then_some(rest))
    };
    let before = |said| {
        let mut parted = parted_before(said, LONGEST_PHRASE);
        parted.find_map(|(rest, last)| is_courtesy(last).then_some(rest))
    };
    let mut rest = words.as_str();
    while let Some(shorter) = behind(rest) {
        rest = shorter;
    }
    while let Some(shorter) = before(rest) {
        rest = shorter;
    }
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Whether `said`, a [`phrase`], has the words of `name` in it, one after the other.
#[must_use]
pub fn says(said: &str, name: &str) -> bool {
    phrase(name).is_some_and(|name| has_words(said, &name))
}

/// Whether `said` has `words` in it, one after the other; both are a [`phrase`].
fn has_words(said: &str, words: &str) -> bool {
    let begins = |rest: &str| {
        rest.strip_prefix(words).is_some_and(|it| it.is_empty() || it.starts_with(' '))
    };
    from_each_word(said).any(begins)
}

/// The folded words of `text`, and its signs that answer, with a space between them; `None` if it
/// asks back, is struck out or a quotation, or is long.
fn words_of(text: &str) -> Option<String> {
    let is_long = text.chars().nth(LONGEST_TEXT).is_some();
    if is_long || text.contains("~~") || text.lines().any(is_quoted) {
        return None;
    }
    let mut words = String::with_capacity(text.len());
    let part = |words: &mut String| {
        if !(words.is_empty() || words.ends_with(' ')) {
            words.push(' ');
        }
    };
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            text::fold(letter, &mut words);
        } else if let Some(word) = phrases::sign(letter) {
            part(&mut words);
            words.push_str(word);
            words.push(' ');
        } else if matches!(letter, '?' | '？') {
            return None;
        } else if !matches!(letter, '\'' | '’' | '‘' | '´') && !text::is_decoration(letter) {
            part(&mut words);
        }
    }
    words.truncate(words.trim_end().len());
    Some(words)
}

/// What the longest phrase at the start of `said` says, and what follows it.
fn first_phrase(said: &str) -> Option<(Said, &str)> {
    parted_behind(said, LONGEST_PHRASE).find_map(|(phrase, rest)| {
        let as_written = phrases::meaning(phrase);
        let meant = as_written.or_else(|| phrases::meaning(&undrawn(phrase)?))?;
        Some((meant, rest))
    })
}

/// `phrase` without letters drawn out, if it has any: "yesss" as "yes".
fn undrawn(phrase: &str) -> Option<String> {
    let mut letters: Vec<char> = phrase.chars().collect();
    let written = letters.len();
    letters.dedup();
    (letters.len() < written).then(|| letters.into_iter().collect())
}

/// Nobody needs more characters for a plain answer.
const LONGEST_TEXT: usize = 100;

#[cfg(test)]
mod tests;
