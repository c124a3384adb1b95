//! A text as words, and names as they may be written in it.

use std::ops::Range;

use crate::domain::text;

/// The words of a name, as those of a text are compared with them.
pub(in super::super) fn keys(name: &str) -> Vec<String> {
    cut(name).into_iter().map(|word| word.key).collect()
}

/// Over how many of the words a name goes that they begin with. Its last word may be in the plural
/// or a genitive, and a long one may have a letter more or less: "color".
pub(in super::super) fn begins(words: &[&str], name: &[String], loosely: bool) -> Option<usize> {
    let said = words.get(..name.len()).filter(|it| !it.is_empty())?;
    let is_it = |(word, said): (&String, &&str)| {
        word == *said || (loosely && (has_ending(said, word) || is_near(said, word)))
    };
    name.iter().zip(said).all(is_it).then_some(said.len())
}

/// Whether the last word of a name is written in the plural.
pub(in super::super) fn is_plural(said: &str, name: &[String]) -> bool {
    name.last().is_some_and(|word| has_ending(said, word))
}

fn has_ending(said: &str, word: &str) -> bool {
    let is_form = |end: &str| matches!(end, "s" | "es" | "n" | "en");
    // "gravação" and "gravações".
    let turned = || said.strip_suffix("oes").zip(word.strip_suffix("ao"));
    said.strip_prefix(word).is_some_and(is_form) || turned().is_some_and(|(it, of)| it == of)
}

fn is_near(said: &str, word: &str) -> bool {
    let (long, short) = if said.len() > word.len() { (said, word) } else { (word, said) };
    short.chars().count() >= FEWEST_LETTERS
        && long.char_indices().any(|(at, letter)| {
            let behind = long.get(at + letter.len_utf8()..).unwrap_or_default();
            long.get(..at)
                .is_some_and(|before| short.strip_prefix(before).is_some_and(|it| it == behind))
        })
}

/// A word of a text.
pub(in super::super) struct Word {
    /// Folded, without apostrophes.
    pub(in super::super) key: String,
    pub(in super::super) written: String,
    /// Where it begins and ends.
    pub(in super::super) span: Range<usize>,
    /// A comma or the like stands before it.
    pub(in super::super) parted: bool,
    /// ":" or "=" stands before it.
    pub(in super::super) marked: bool,
}

pub(in super::super) fn cut(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = vec![];
    let (mut inside, mut parted, mut marked) = (false, false, false);
    for (at, letter) in text.char_indices() {
        let is_word = letter.is_alphanumeric();
        let joins = matches!(letter, '\'' | '’' | '‘' | '´') || text::is_decoration(letter);
        if is_word && !inside {
            let (key, written) = (String::new(), String::new());
            words.push(Word { key, written, span: at..at, parted, marked });
            (parted, marked) = (false, false);
        }
        if let Some(word) = words.last_mut().filter(|_| is_word || (joins && inside)) {
            if is_word {
                text::fold(letter, &mut word.key);
            }
            word.written.push(letter);
            word.span.end = at + letter.len_utf8();
        }
        inside = is_word || (joins && inside);
        parted |= matches!(letter, ',' | ';' | '.' | '!' | '\n');
        marked |= matches!(letter, ':' | '=');
    }
    words
}

const FEWEST_LETTERS: usize = 5;
