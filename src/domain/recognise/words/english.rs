//! Words of English, which are no slips of the pen, and which mean themselves more often than the
//! product that is called like them.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Whether `key`, a folded word, is a word of English. Names of people and places are not: they are
/// near to products too often to be kept from being slips.
pub(in super::super) fn is_english(key: &str) -> bool {
    WORDS.get(key) == Some(&Sort::Word)
}

/// Whether `key`, a folded word, means something to people who know nothing of the catalogue.
pub(in super::super) fn is_common(key: &str) -> bool {
    WORDS.contains_key(key)
}

#[derive(Debug, PartialEq, Eq)]
enum Sort {
    Word,
    Name,
}

static WORDS: LazyLock<FxHashMap<Cow<'static, str>, Sort>> = LazyLock::new(|| {
    LIST.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.starts_with(|first: char| first.is_ascii_uppercase()) {
            true => (Cow::Owned(line.to_ascii_lowercase()), Sort::Name),
            false => (Cow::Borrowed(line), Sort::Word),
        })
        .collect()
});

const LIST: &str = include_str!("english.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stored_as_they_are_looked_up() {
        assert!(WORDS.len() > 50_000);
        for word in WORDS.keys() {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn slips_and_names_of_people_are_no_words() {
        assert!(is_english("bullet") && is_english("gauntlets"));
        assert!(
            !is_english("bulet") && !is_english("kevin") && is_common("kevin") && !is_english("")
        );
    }
}
