//! Choices of which one word alone is said.

use std::ops::Range;

use super::Run;
use crate::domain::recognise::index::Asked;
use crate::domain::recognise::words;

impl Run<'_> {
    /// The only choice that has a word in its label which is said: "keycaps ansi" of "ANSI-US".
    pub(super) fn by_word<'a>(
        &self,
        left: &Range<usize>,
        right: &Range<usize>,
        asked: &'a Asked,
    ) -> Option<(&'a str, Range<usize>)> {
        left.clone().chain(right.clone()).find_map(|at| {
            let key = self.tokens.key(at);
            let plain = key.len() >= FEWEST_LETTERS
                && !self.tokens.is_digits(at)
                && words::meaning(key).is_none();
            let has_it = |it: &&(String, Vec<String>)| it.1.iter().any(|word| word == key);
            let mut choices = asked.choices.iter().filter(|_| plain).filter(has_it);
            let (label, _) = choices.next()?;
            choices.all(|it| it.0 == *label).then(|| (label.as_str(), at..at + 1))
        })
    }
}

/// A shorter word may be anything.
const FEWEST_LETTERS: usize = 3;
