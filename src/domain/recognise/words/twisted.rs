//! Words that orders are read by with two neighbouring letters in the wrong order: "fuor", "cancle".

use rustc_hash::FxHashMap;

use super::Word;
use super::english::is_common;

/// Adds to `words` what becomes of those of English that count, ask, refuse and change when two
/// neighbouring letters change places behind the first. What is a word itself stays that. Of other
/// languages it is not known here what is a word: "annuel" is no "annule".
pub(super) fn add(words: &mut FxHashMap<Box<str>, Word>) {
    for key in ENGLISH {
        let Some(word) = words.get(key).copied() else { continue };
        for twisted in twists(key).filter(|it| !is_common(it)) {
            words.entry(twisted).or_insert(word);
        }
    }
}

/// `key` with each two neighbours behind its first letter changed.
fn twists(key: &str) -> impl Iterator<Item = Box<str>> {
    let letters: Vec<char> = key.chars().collect();
    (1..letters.len().saturating_sub(1)).filter_map(move |at| {
        let mut twisted = letters.clone();
        twisted.swap(at, at + 1);
        (twisted != letters).then(|| twisted.into_iter().collect())
    })
}

const ENGLISH: [&str; 42] = [
    "three",
    "four",
    "five",
    "seven",
    "eight",
    "nine",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "dozen",
    "couple",
    "order",
    "wanted",
    "ordering",
    "getting",
    "request",
    "purchase",
    "interested",
    "remove",
    "cancel",
    "delete",
    "forget",
    "ignore",
    "exclude",
    "scratch",
    "instead",
    "actually",
    "sorry",
    "correction",
    "replace",
    "change",
    "switch",
    "exchange",
    "reduce",
];

#[cfg(test)]
mod tests {
    use super::super::{Word, meaning};

    #[test]
    fn letters_that_changed_places_mean_the_same() {
        assert_eq!(meaning("fuor"), Some(Word::Number(4)));
        assert_eq!(meaning("trhee"), Some(Word::Number(3)));
        assert_eq!(meaning("cancle"), Some(Word::Removes));
        assert_eq!(meaning("repalce"), Some(Word::Swaps));
        // The first letter is seldom wrong, and what is a word means itself.
        assert_eq!(meaning("ofur"), None);
        assert_eq!(meaning("there"), Some(Word::Grammar));
        assert_eq!(meaning("annuel"), None);
    }
}
