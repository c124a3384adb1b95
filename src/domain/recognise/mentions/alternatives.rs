//! Names of which one is wished for: "A or B", "one of these: A, B", "A/B, whichever".

use smallvec::SmallVec;

use super::{Mention, Text};
use crate::domain::recognise::evidence::Doubt;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

/// How a text that does not say "or" leaves the choice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    Nothing,
    /// "whichever", "idc": to whoever reads it.
    ToOthers,
    /// "one of these": open.
    Open,
}

impl Text<'_> {
    /// The products of alternatives: one is meant, and it must be asked which.
    pub(super) fn alternatives(
        &self,
        one: &Mention,
        other: &Mention,
        leaves: Leaves,
    ) -> Option<SmallVec<[u32; 4]>> {
        (self.says_or(one, other) || self.leaves_choice(one, other, leaves)).then(|| {
            let mut products = one.products.clone();
            products.extend_from_slice(&other.products);
            products.sort_unstable();
            products.dedup();
            products
        })
    }

    /// A name that would not stand alone does so as the other half of "A or B", lest A is taken for
    /// certain.
    pub(super) fn spare_alternatives(&self, mentions: &[Mention], doubts: &mut [Option<Doubt>]) {
        let spares = |doubt| matches!(doubt, Doubt::Variant | Doubt::Word | Doubt::Noise);
        for (at, pair) in mentions.windows(2).enumerate() {
            let [one, other] = pair else { continue };
            let doubtful = match (doubts.get(at), doubts.get(at + 1)) {
                (Some(Some(doubt)), Some(None)) if spares(*doubt) => at,
                (Some(None), Some(Some(doubt))) if spares(*doubt) => at + 1,
                _ => continue,
            };
            if self.says_or(one, other)
                && let Some(doubt) = doubts.get_mut(doubtful)
            {
                *doubt = None;
            }
        }
    }

    pub(super) fn is_or(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        // "quero só o t20": an article in Portuguese.
        let asks = |at: usize| {
            matches!(self.roles[at], Role::Word(Word::Request | Word::Only))
                || self.tokens.key(at) == "so"
        };
        // "bigos, czy macie żurek?"
        let begins_question =
            key == "czy" && self.roles.get(at + 1) == Some(&Role::Word(Word::Inquires));
        let is_article = key == "o" && at.checked_sub(1).is_some_and(asks);
        (matches!(key, "or" | "oder" | "ou" | "o" | "oppure" | "lub" | "albo" | "czy")
            && !is_article
            && !begins_question)
            // Dutch, where another word says that it is.
            || (key == "of" && self.roles.contains(&Role::Word(Word::Indifferent)))
    }

    /// "cant decide between A and B".
    fn is_undecided(&self, one: &Mention, and: usize) -> bool {
        let back =
            |by: usize| one.tokens.start.checked_sub(by).map_or("", |at| self.tokens.key(at));
        let between = 1 + usize::from(words::is_article(back(1)) || back(1) == "the");
        self.roles[and] == Role::Word(Word::Joins)
            && back(between) == "between"
            && matches!(
                back(between + 1),
                "decide" | "deciding" | "choose" | "choosing" | "torn" | "undecided" | "pick"
            )
    }

    fn says_or(&self, one: &Mention, other: &Mention) -> bool {
        let mut between = one.tokens.end..other.tokens.start;
        let or = |at: usize| self.is_or(at) || self.is_undecided(one, at);
        let near = between.len() <= MOST_BETWEEN && between.clone().any(or);
        // "A, or no, B" corrects.
        near && between.all(|at| match self.roles[at] {
            Role::Word(word) => !matches!(word, Word::Negates | Word::Corrects | Word::Removes),
            role => matches!(role, Role::Number(_)),
        })
    }

    /// Whether the names stand side by side in a list of which one is wished for.
    fn leaves_choice(&self, one: &Mention, other: &Mention, leaves: Leaves) -> bool {
        const LISTS: Gap = Gap::COMMA.or(Gap::SLASH).or(Gap::LINE);
        let quiet = |at: usize| matches!(self.roles[at], Role::Word(Word::Filler));
        let mut between = one.tokens.end..other.tokens.start;
        leaves != Leaves::Nothing
            && between.len() <= 1
            && between.all(quiet)
            && (one.tokens.end..=other.tokens.start).any(|at| self.tokens.gap(at).has(LISTS))
    }

    /// How the text leaves the choice between the names that it lists.
    pub(super) fn leaves(&self, mentions: &[Mention]) -> Leaves {
        let named = |at: usize| mentions.iter().any(|it| it.tokens.contains(&at));
        let several =
            |at: usize| matches!(self.roles[at], Role::Number(count) if count != 1) && !named(at);
        let all = 0..self.roles.len();
        if mentions.len() < 2 || all.clone().any(several) {
            return Leaves::Nothing;
        }
        let of_these = |at: &usize| {
            let one = self.roles[*at] == Role::Number(1)
                || matches!(self.tokens.key(*at), "either" | "any");
            one && self.tokens.key(at + 1) == "of"
                && matches!(self.tokens.key(at + 2), "these" | "those" | "them" | "following")
        };
        if all.clone().any(|at| of_these(&at)) {
            return Leaves::Open;
        }
        let indifferent = |at: &usize| self.roles[*at] == Role::Word(Word::Indifferent);
        let (Some(first), Some(last)) =
            (all.clone().find(indifferent), all.rev().find(indifferent))
        else {
            return Leaves::Nothing;
        };
        // "color whichever", "whichever color" leave something else.
        let apart = |at: usize| self.tokens.gap(at).ends_name() || at >= self.roles.len();
        let before = first.checked_sub(1).filter(|_| !apart(first));
        let alone = before.is_none_or(|at| named(at) || (self.quiet(at)))
            && (apart(last + 1) || named(last + 1) || self.quiet(last + 1));
        if alone { Leaves::ToOthers } else { Leaves::Nothing }
    }

    fn quiet(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Word(Word::Filler))
            && !words::is_aspect(self.tokens.key(at))
    }
}

/// "or a", "or maybe 2".
const MOST_BETWEEN: usize = 3;
