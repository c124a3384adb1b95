//! Yes, no and "refresh" in the words that people write.

mod phrases;

use serde::{Deserialize, Serialize};

use super::{quoted::is_quoted, text};
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

/// `text` as it is compared with words that answer: its words in small letters, without accents
/// and punctuation, a space between them; `None` if it has none, asks back or is long.
#[must_use]
pub fn phrase(text: &str) -> Option<String> {
    words_of(text).filter(|words| !words.is_empty()).map(|words| words.join(" "))
}

/// The same without "please" and "thank you" before and after; `None` if nothing else is said.
#[must_use]
pub fn bare_phrase(text: &str) -> Option<String> {
    let words = words_of(text)?;
    let is_courtesy =
        |words: &[String]| matches!(phrases::meaning(&words.join(" ")), Some(Said::Courtesy));
    let lengths = || (1..=LONGEST_PHRASE).rev();
    let mut rest = words.as_slice();
    while let Some(length) = lengths().find(|it| rest.get(..*it).is_some_and(is_courtesy)) {
        rest = rest.get(length..)?;
    }
    let before = |it: &usize| rest.len().checked_sub(*it);
    while let Some(at) =
        lengths().filter_map(|it| before(&it)).find(|at| rest.get(*at..).is_some_and(is_courtesy))
    {
        rest = rest.get(..at)?;
    }
    (!rest.is_empty()).then(|| rest.join(" "))
}

/// Whether `said`, a [`phrase`], has the words of `name` in it, one after the other.
#[must_use]
pub fn says(said: &str, name: &str) -> bool {
    phrase(name).is_some_and(|name| format!(" {said} ").contains(&format!(" {name} ")))
}

/// The folded words of `text`, and its signs that answer; `None` if it asks back, is struck out or
/// a quotation, or is long.
fn words_of(text: &str) -> Option<Vec<String>> {
    let is_others = text.contains("~~") || text.lines().any(is_quoted);
    if is_others {
        return None;
    }
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
mod tests;
