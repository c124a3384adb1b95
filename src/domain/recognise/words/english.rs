//! Words of English, which are no slips of the pen, and which mean themselves more often than the
//! product that is called like them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Whether `key`, a folded word, is a word of English. Names of people and places are not.
pub(in super::super) fn is_english(key: &str) -> bool {
    WORDS.contains(key)
}

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| LIST.lines().filter(|line| !line.starts_with('#')).collect());

const LIST: &str = include_str!("english.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stored_as_they_are_looked_up() {
        assert!(WORDS.len() > 50_000);
        for word in WORDS.iter() {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn slips_and_names_of_people_are_no_words() {
        assert!(is_english("bullet") && is_english("gauntlets"));
        assert!(!is_english("bulet") && !is_english("tony") && !is_english(""));
    }
}
