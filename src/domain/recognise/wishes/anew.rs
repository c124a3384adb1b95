//! Where what "not" speaks of ends: somebody wants something behind it.

use super::Reader;
use crate::domain::recognise::words::Word;

impl Reader<'_> {
    /// "i cant drive but i dont care anymore im getting a sultan": who wants at `at` begins anew
    /// behind the "not" at `negates`, if something leads there; not so "i dont see why i want a
    /// sultan".
    pub(super) fn wants_anew(&self, negates: usize, at: usize) -> bool {
        let short = matches!(self.back(at, 1), "m" | "d" | "ll" | "will" | "would");
        let by = if short { 2 } else { 1 };
        let Some(subject) = at.checked_sub(by).filter(|it| *it > negates + 2) else {
            return false;
        };
        let leads = |at: usize| {
            let joins = self.is(at, Word::Joins) && self.key(at) != "i";
            joins || self.is(at, Word::Turns) || matches!(self.key(at), "so" | "anymore")
        };
        let holds = |at: usize| {
            matches!(
                self.key(at),
                "think" | "know" | "believe" | "sure" | "say" | "said" | "tell" | "told" | "if"
            )
        };
        let mut between = negates + 1..subject;
        matches!(self.key(subject), "i" | "im" | "id" | "ill" | "we")
            && between.clone().any(leads)
            && !between.any(holds)
            && !matches!(self.back(subject, 1), "do" | "will" | "would" | "why" | "that" | "what")
    }

    /// Whether "so" at `at` leads to what somebody does or asks: "mine wont start so i want an
    /// adder".
    pub(super) fn concludes(&self, at: usize) -> bool {
        self.key(at) == "so"
            && matches!(
                self.key(at + 1),
                "i" | "im"
                    | "id"
                    | "ill"
                    | "we"
                    | "can"
                    | "could"
                    | "please"
                    | "pls"
                    | "give"
                    | "gimme"
                    | "lets"
                    | "a"
                    | "an"
            )
    }
}
