//! "never mind": what the text has said so far is taken back, or what is named behind it.

use super::{Corrects, Reader, Stay};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{Word, is_definite};

impl Reader<'_> {
    /// "never mind"; "jk" behind all that was said.
    pub(super) fn minds_no_more(&self, at: usize) -> bool {
        let key = self.key(at);
        matches!(key, "nevermind" | "nvm") || (key == "jk" && at + 1 == self.roles.len())
    }

    /// "never mind" takes back what the text has said so far, "never mind the sultan" that alone.
    pub(super) fn never_mind(&mut self, at: usize) {
        // "never mind, leave out the comet".
        let takes = matches!(self.key(at + 1), "leave" | "take")
            && matches!(self.key(at + 2), "out" | "off" | "away");
        if self.is(at + 1, Word::Removes) || takes {
            return;
        }
        // "never mind about the sultan".
        let next = at + 1 + usize::from(self.key(at + 1) == "about");
        if self.names_next(next) {
            if self.names_another(next) {
                return self.correct(Corrects::Surely);
            }
            return self.remove(at);
        }
        if self.is_possessed(next) && self.is_about_another(next - 1) {
            return;
        }
        if self.says_number(next) {
            // "3 adders. nvm just 2".
            return self.correct(Corrects::Perhaps);
        }
        self.stay = Stay::new(self.stay.index(), self.described, self.begun);
        // What gave way is back in its place.
        (self.vacated, self.negated, self.refused) = (None, None, None);
        self.unclear.clear();
        self.removed = true;
    }

    /// "nvm a sultan", "nvm sultan instead": it was not said before, so it cannot be what is taken
    /// back. "nvm the sultan" may be about an earlier message.
    fn names_another(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|it| it.tokens.start < at);
        let Some(named) = self.mentions.get(next) else { return false };
        let shown = is_definite(self.key(at)) || matches!(self.key(at), "my" | "that");
        let instead = matches!(self.key(named.tokens.end), "instead" | "invece");
        (instead || !shown) && !self.stay.is_empty() && !self.stay.has_any(&named.products)
    }

    /// Whether all that is said from `at` on is a number.
    pub(super) fn says_number(&self, at: usize) -> bool {
        let quiet = |role: &Role| {
            matches!(role, Role::Word(Word::Only | Word::Filler | Word::Corrects | Word::Joins))
        };
        let rest = self.roles.get(at..).unwrap_or_default();
        let number = rest.iter().position(|role| !quiet(role)).map(|it| at + it);
        number.is_some_and(|at| {
            matches!(self.roles[at], Role::Number(_))
                && self.names_nothing(at)
                && self.closes(at + 1)
        })
    }
}
