//! Lists of phrases, to be looked up at the ends of what was said and in it. A phrase is of folded
//! words with one space between them, as [`phrase`](super::answer::phrase) makes it.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::text::folded;

/// Phrases that do one thing: "how do i", "can we".
pub(super) struct Phrases {
    all: FxHashSet<&'static str>,
    /// How many words the longest has.
    most_words: usize,
}

impl Phrases {
    /// Those of a text, with a comma and a space between one and the next.
    pub(super) fn of(list: &'static str) -> Self {
        Self::with(&[], list)
    }

    /// The same, with those of other lists.
    pub(super) fn with(others: &[&[&'static str]], list: &'static str) -> Self {
        let own = list.split(", ").filter(|it| !it.is_empty());
        let all: FxHashSet<_> = others.concat().into_iter().chain(own).collect();
        // What is said is folded, and would never be found otherwise.
        debug_assert!(all.iter().all(|it| folded(it) == *it), "not all folded: {list}");
        let most_words = all.iter().map(|it| it.split(' ').count()).max().unwrap_or(0);
        Self { all, most_words }
    }

    /// Whether `said` is one of them.
    pub(super) fn has(&self, said: &str) -> bool {
        self.all.contains(said)
    }

    /// What is said behind the longest of them with which `said` begins, if something is.
    pub(super) fn behind<'s>(&self, said: &'s str) -> Option<&'s str> {
        let mut parted = parted_behind(said, self.most_words);
        parted.find_map(|(first, rest)| (!rest.is_empty() && self.has(first)).then_some(rest))
    }

    /// What is said before the longest of them with which `said` ends, if something is.
    pub(super) fn before<'s>(&self, said: &'s str) -> Option<&'s str> {
        let mut parted = parted_before(said, self.most_words);
        parted.find_map(|(rest, last)| (!rest.is_empty() && self.has(last)).then_some(rest))
    }

    /// Whether any of them is said somewhere in `said`.
    pub(super) fn any_in(&self, said: &str) -> bool {
        let begins = |rest| parted_behind(rest, self.most_words).any(|(first, _)| self.has(first));
        from_each_word(said).any(begins)
    }
}

/// What is said from each word on.
pub(super) fn from_each_word(said: &str) -> impl Iterator<Item = &str> {
    let begun = said.match_indices(' ').map(|(at, space)| at + space.len());
    std::iter::once(0).chain(begun).filter_map(|at| said.get(at..))
}

/// `said` parted behind its first words, the most of them first, then fewer.
pub(super) fn parted_behind(said: &str, most: usize) -> impl Iterator<Item = (&str, &str)> {
    let spaces = said.match_indices(' ').map(|it| it.0);
    let places: SmallVec<[usize; MOST_WORDS]> = spaces.chain([said.len()]).take(most).collect();
    let parted = places.into_iter().rev().filter_map(|at| said.split_at_checked(at));
    parted.map(|(first, rest)| (first, rest.trim_start()))
}

/// `said` parted before its last words, the most of them first, then fewer.
pub(super) fn parted_before(said: &str, most: usize) -> impl Iterator<Item = (&str, &str)> {
    let begun = said.rmatch_indices(' ').map(|(at, space)| at + space.len());
    let places: SmallVec<[usize; MOST_WORDS]> = begun.chain([0]).take(most).collect();
    let parted = places.into_iter().rev().filter_map(|at| said.split_at_checked(at));
    parted.map(|(rest, last)| (rest.trim_end(), last))
}

/// Longer phrases are rare.
const MOST_WORDS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        Phrases::with(&[&["wait", "oh"], &["no"]], "oh no, how do i, how, tal vez")
    }

    #[test]
    fn what_stands_beside_the_longest_phrase_is_told() {
        for (said, behind, before) in [
            ("oh no a cola", Some("a cola"), None),
            ("oh a cola", Some("a cola"), None),
            ("oh no", Some("no"), Some("oh")),
            ("how", None, None),
            ("how do i", Some("do i"), None),
            ("how do i pay", Some("pay"), None),
            ("a cola oh no", None, Some("a cola")),
            ("however", None, None),
            ("a cola", None, None),
            ("", None, None),
        ] {
            assert_eq!(
                (phrases().behind(said), phrases().before(said)),
                (behind, before),
                "{said}"
            );
        }
    }

    #[test]
    #[should_panic = "not all folded"]
    fn a_phrase_that_would_never_be_found_is_refused() {
        Phrases::of("otro más");
    }

    #[test]
    fn phrases_are_whole_words() {
        for (said, has, any_in) in [
            ("wait", true, true),
            ("please wait", false, true),
            ("a tal vez b", false, true),
            ("tal a vez", false, false),
            ("waiter", false, false),
            ("", false, false),
        ] {
            assert_eq!((phrases().has(said), phrases().any_in(said)), (has, any_in), "{said}");
        }
    }
}
