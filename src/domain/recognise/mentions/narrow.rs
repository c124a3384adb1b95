//! A colour or a size beside what several names have in common: "blue acrylic paint", where there is an
//! Acrylic Paint Blue, and "1.5l cola". Colours alone are parts of no names.

use std::ops::Range;

use smallvec::SmallVec;

use super::sized::LONGEST_SIZE;
use super::{Mention, Text};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// Leaves those of the products that may be meant which have that in a name.
    pub(super) fn narrow(&self, mention: &mut Mention) {
        if mention.products.len() < 2 || mention.rank.is_whole() {
            return;
        }
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let joined = |at: usize| !self.tokens.gap(at).ends_name();
        let behind = Some(end).filter(|it| joined(*it));
        let within = behind.filter(|at| self.tokens.key(*at) == "in").map(|at| at + 1);
        let before = start.checked_sub(1).filter(|_| joined(start));
        let colours = [before, behind, within].into_iter().flatten();
        let colours = colours.filter(|at| self.is_colour(*at)).map(|at| at..at + 1);
        let sizes = (2..=LONGEST_SIZE).rev().filter_map(|length| start.checked_sub(length));
        let sizes = sizes.filter(|from| joined(start) && self.is_size(*from, start));
        for beside in colours.chain(sizes.map(|from| from..start)) {
            let has_it = |product: &&u32| self.has_words(**product, &beside);
            let left: SmallVec<[u32; 4]> =
                mention.products.iter().filter(has_it).copied().collect();
            if !left.is_empty() && left.len() < mention.products.len() {
                mention.products = left;
                mention.tokens = start.min(beside.start)..end.max(beside.end);
                return;
            }
        }
    }

    fn is_colour(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Word(Word::Filler))
            && words::is_colour(self.tokens.key(at))
    }

    /// Whether a name of the product has these words one after the other.
    fn has_words(&self, product: u32, words: &Range<usize>) -> bool {
        let has_them = |name: Vec<&str>| {
            name.windows(words.len()).any(|it| {
                it.iter().zip(words.clone()).all(|(word, at)| *word == self.tokens.key(at))
            })
        };
        self.index.spelled(product).any(has_them)
    }
}
