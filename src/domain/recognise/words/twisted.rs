//! Words that orders are read by with two neighbouring letters in the wrong order: "fuor", "cancle".

use rustc_hash::FxHashMap;

use super::english::is_common;
use super::{Word, is_colour};

/// Adds to `words` what becomes of those that count, ask, refuse and change when two neighbouring
/// letters change places behind the first. What is a word itself stays that.
pub(super) fn add(words: &mut FxHashMap<Box<str>, Word>) {
    let steers = |(key, word): &(&str, Word)| match word {
        Word::Number(_) | Word::Tens(_) => key.len() >= SHORTEST_NUMBER,
        Word::Request | Word::Removes | Word::Replaces | Word::Corrects | Word::Swaps => {
            key.len() >= SHORTEST
        }
        _ => false,
    };
    let all = words.iter().map(|(key, word)| (&**key, *word));
    let said = all.filter(steers).filter(|(key, _)| key.is_ascii() && !is_colour(key));
    let twisted: Vec<(Box<str>, Word)> =
        said.flat_map(|(key, word)| twists(key).map(move |it| (it, word))).collect();
    let mut meant: FxHashMap<Box<str>, Option<Word>> = FxHashMap::default();
    for (key, word) in twisted {
        let only = meant.entry(key).or_insert(Some(word));
        *only = only.filter(|it| *it == word);
    }
    let free = meant.into_iter().filter(|(key, _)| !is_common(key));
    for (key, word) in free.collect::<Vec<_>>() {
        if let Some(word) = word {
            words.entry(key).or_insert(word);
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

/// Of shorter words too much is near.
const SHORTEST: usize = 5;
/// "fuor"
const SHORTEST_NUMBER: usize = 4;

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
        assert_eq!(meaning("form"), None);
    }
}
