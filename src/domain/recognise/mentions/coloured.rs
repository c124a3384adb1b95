//! A colour beside what several names have in common: "blue acrylic paint", where there is an Acrylic
//! Paint Blue. Colours alone are parts of no names.

use smallvec::SmallVec;

use super::{Mention, Text};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// Leaves those of the products that may be meant which have the colour in a name.
    pub(super) fn narrow(&self, mention: &mut Mention) {
        if mention.products.len() < 2 || mention.rank.is_whole() {
            return;
        }
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let before = start.checked_sub(1).filter(|_| !self.tokens.gap(start).ends_name());
        let behind = (!self.tokens.gap(end).ends_name()).then_some(end);
        let within = behind.filter(|at| self.tokens.key(*at) == "in").map(|at| at + 1);
        for at in [before, behind, within].into_iter().flatten() {
            if self.roles.get(at) != Some(&Role::Word(Word::Filler))
                || !words::is_colour(self.tokens.key(at))
            {
                continue;
            }
            let has_it = |product: &&u32| {
                let mut names = self.index.spelled(**product);
                names.any(|name| name.contains(&self.tokens.key(at)))
            };
            let coloured: SmallVec<[u32; 4]> =
                mention.products.iter().filter(has_it).copied().collect();
            if !coloured.is_empty() && coloured.len() < mention.products.len() {
                mention.products = coloured;
                mention.tokens = start.min(at)..end.max(at + 1);
                return;
            }
        }
    }
}
