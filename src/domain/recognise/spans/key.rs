//! Tokens joined, to be looked up.

use crate::domain::recognise::tokens::Gap;

/// Tokens joined.
#[derive(Default)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) letters: usize,
    /// How many letters the customer wrote for it.
    pub(super) written: usize,
    /// What speaks against it where the customer wrote other letters.
    pub(super) changed: i32,
    pub(super) spaces: u64,
}

impl Key {
    pub(super) fn new() -> Self {
        Self { text: String::with_capacity(ROOM), ..Self::default() }
    }

    fn take(&mut self, other: &Self) {
        self.text.clear();
        self.text.push_str(&other.text);
        self.letters = other.letters;
        self.written = other.written;
        self.changed = other.changed;
        self.spaces = other.spaces;
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.letters = 0;
        self.written = 0;
        self.changed = 0;
        self.spaces = 0;
    }

    /// Adds `token` as [`Key::push`] does; while nothing differs from what was written this key is
    /// not kept, as it is `exact`.
    pub(super) fn push_other(&mut self, exact: &Self, token: &str, written: &str, gap: Gap) {
        if self.changed == 0 {
            if token == written {
                return;
            }
            self.take(exact);
        }
        self.push(token, written, gap);
    }

    /// Adds `token`, for which the customer wrote `written` after `gap`.
    pub(super) fn push(&mut self, token: &str, written: &str, gap: Gap) {
        if self.letters > 0 && self.letters < u64::BITS as usize && !gap.is_glued() {
            self.spaces |= 1 << self.letters;
        }
        self.text.push_str(token);
        self.letters += letters(token);
        self.written += letters(written);
        if token != written {
            let plural = written.strip_suffix('s') == Some(token);
            self.changed = self.changed.max(if plural { PLURAL } else { CHANGED });
        }
    }
}

fn letters(token: &str) -> usize {
    if token.is_ascii() { token.len() } else { token.chars().count() }
}

/// Few names are longer.
const ROOM: usize = 64;
/// What speaks against a plural that the catalogue does not have.
const PLURAL: i32 = 2;
/// … and against letters drawn out, or digits for letters.
const CHANGED: i32 = 4;
