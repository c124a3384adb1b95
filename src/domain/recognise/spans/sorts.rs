//! What tokens can be to a name that is written with slips of the pen.

use crate::domain::recognise::index::Index;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words::{self, Word};

/// What a token can be to a name that is written with slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Perhaps a slip.
    Unknown,
    /// A word out of names.
    Known,
    /// A word out of aliases, which may be a slip of another name; no beginning of one.
    Aliased,
    /// A word out of names that carries nothing by itself; no name with slips begins with it.
    Weak,
    Digits,
    /// A word of English, which is seldom a slip.
    English,
    /// A word of the language, or set aside: no part of a name with slips.
    Other,
}

impl Sort {
    pub(super) fn of(
        index: &Index,
        tokens: &Tokens,
        role: Role,
        at: usize,
        singular: &str,
    ) -> Self {
        let key = tokens.key(at);
        if matches!(role, Role::Foreign | Role::Enumerator) {
            return Self::Other;
        }
        if tokens.is_digits(at) {
            return Self::Digits;
        }
        let known = index.is_word(key) || (singular != key && index.is_word(singular));
        let initial = key.len() == 1 && !tokens.gap(at + 1).has(Gap::SPACE);
        let inside = tokens.gap(at).is_glued() && tokens.gap(at + 1).is_glued();
        match role {
            // "xxl": one size is no slip for another.
            _ if words::is_size_code(key) && !known => Self::Other,
            // "opressor", where "opressor mk2" is an alias of another.
            Role::Content
                if key.len() >= LONG_ALIAS
                    && index.is_word_of_aliases(key)
                    && !index.describes(key)
                    && !words::is_english(key) =>
            {
                Self::Aliased
            }
            Role::Content if known => Self::Known,
            // "quatro formagi".
            Role::Number(_) if key.len() >= LONG_NUMBER => Self::Known,
            // "dubsta 6x6".
            Role::Word(Word::Times) if inside && known => Self::Known,
            // "ryzn 5 5600x".
            Role::Word(Word::Times) if is_end_of_name(index, tokens, at) => Self::Known,
            // "red velvit", "door plaqe".
            Role::Word(Word::Filler | Word::Between) if known && words::is_noun_elsewhere(key) => {
                Self::Known
            }
            Role::Word(word) if word != Word::Times && initial => Self::Unknown,
            Role::Word(word) if word != Word::Times && known => Self::Weak,
            Role::Content if !words::is_english(key) => Self::Unknown,
            Role::Content => Self::English,
            _ => Self::Other,
        }
    }
}

/// Whether a growing span could be a name with slips.
#[derive(Default)]
pub(super) struct Slips {
    seen: usize,
    unknown: bool,
    known: bool,
    /// One of them is a word of English.
    pub(super) english: bool,
    /// All tokens are of a sort that allows it.
    pub(super) allowed: bool,
    pub(super) possible: bool,
    /// Nothing parts the tokens.
    pub(super) glued: bool,
}

impl Slips {
    pub(super) fn see(&mut self, sort: Sort, glued: bool) {
        let first = self.seen == 0;
        self.allowed = match sort {
            Sort::Other => false,
            // "mouse au chocolat": one such word, alone or among words out of names.
            Sort::English if self.english => false,
            Sort::English => first || self.allowed,
            Sort::Weak => !first && self.allowed,
            Sort::Unknown | Sort::Aliased | Sort::Known | Sort::Digits => first || self.allowed,
        };
        self.glued = first || (self.glued && glued);
        self.unknown |= matches!(sort, Sort::Unknown | Sort::Aliased);
        self.known |= sort == Sort::Known;
        self.english |= sort == Sort::English;
        self.seen += 1;
        let in_english = self.english && !self.unknown && (self.seen == 1 || self.known);
        self.possible = self.allowed && (in_english || (self.unknown && !self.english));
    }
}

/// Whether the "x" at `at` and the digits that it is glued to are a name.
fn is_end_of_name(index: &Index, tokens: &Tokens, at: usize) -> bool {
    let ends = tokens.gap(at).is_glued() && !tokens.gap(at + 1).is_glued();
    let Some(digits) = at.checked_sub(1).filter(|_| ends) else {
        return false;
    };
    let name = || index.entry(&[tokens.key(digits), tokens.key(at)].concat());
    tokens.is_digits(digits) && name().is_some_and(|entry| entry.rank.is_whole())
}

/// A shorter word for a number would be too little of a name to make a difference.
const LONG_NUMBER: usize = 4;
/// A shorter word out of aliases is near to too many names.
const LONG_ALIAS: usize = 6;
