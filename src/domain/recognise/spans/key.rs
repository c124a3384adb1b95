//! Tokens joined, to be looked up.

use crate::domain::recognise::tokens::Gap;

/// The keys of a span that grows.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) exact: Key,
    /// Without the endings of its tokens.
    pub(super) single: Key,
    /// With letters for the digits inside words.
    pub(super) lettered: Key,
}

impl Keys {
    pub(super) fn clear(&mut self) {
        self.exact.clear();
        self.single.clear();
        self.lettered.clear();
    }

    /// Adds a token, which stands behind `gap`.
    pub(super) fn push(&mut self, pieces: &Pieces<'_>, gap: Gap) {
        self.single.push_other(&self.exact, &pieces.single, gap);
        self.lettered.push_other(&self.exact, &pieces.lettered, gap);
        self.exact.push(&pieces.exact, gap);
    }

    /// Whether nothing stands for what the customer wrote but that.
    pub(super) fn is_as_written(&self) -> bool {
        self.single.changed == 0 && self.lettered.changed == 0
    }
}

/// What a token is to the keys.
pub(super) struct Pieces<'t> {
    exact: Piece<'t>,
    single: Piece<'t>,
    lettered: Piece<'t>,
}

impl<'t> Pieces<'t> {
    /// `key`, which is `single` without its ending and `lettered` with letters for its digits.
    pub(super) fn of(key: &'t str, single: &'t str, lettered: &'t str) -> Self {
        let exact = Piece::new(key);
        Self { exact, single: exact.as_other(single), lettered: exact.as_other(lettered) }
    }
}

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
    fn take(&mut self, other: &Self) {
        self.text.clear();
        self.text.push_str(&other.text);
        self.letters = other.letters;
        self.written = other.written;
        self.changed = other.changed;
        self.spaces = other.spaces;
    }

    fn clear(&mut self) {
        self.text.clear();
        self.letters = 0;
        self.written = 0;
        self.changed = 0;
        self.spaces = 0;
    }

    /// Adds `piece` as [`Key::push`] does; while nothing differs from what was written this key is
    /// not kept, as it is `exact`.
    fn push_other(&mut self, exact: &Self, piece: &Piece<'_>, gap: Gap) {
        if self.changed == 0 {
            if piece.changed == 0 {
                return;
            }
            self.take(exact);
        }
        self.push(piece, gap);
    }

    /// Adds `piece`, which stands behind `gap`.
    fn push(&mut self, piece: &Piece<'_>, gap: Gap) {
        if self.letters > 0 && self.letters < u64::BITS as usize && !gap.is_glued() {
            self.spaces |= 1 << self.letters;
        }
        self.text.push_str(piece.text);
        self.letters += piece.letters;
        self.written += piece.written;
        self.changed = self.changed.max(piece.changed);
    }
}

/// A token, or what stands for it in a key.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    letters: usize,
    /// How many letters the customer wrote for it.
    written: usize,
    /// What speaks against it if that is something else.
    changed: i32,
}

impl<'t> Piece<'t> {
    /// As the customer wrote it.
    fn new(text: &'t str) -> Self {
        let letters = letters(text);
        Self { text, letters, written: letters, changed: 0 }
    }

    /// `text` in its place.
    fn as_other(self, text: &'t str) -> Self {
        // Mostly it is the very same.
        if std::ptr::eq(text, self.text) || text == self.text {
            return self;
        }
        let plural = self.text.strip_suffix('s') == Some(text);
        let changed = if plural { PLURAL } else { CHANGED };
        Self { text, letters: letters(text), changed, ..self }
    }
}

fn letters(token: &str) -> usize {
    if token.is_ascii() { token.len() } else { token.chars().count() }
}

/// What speaks against a plural that the catalogue does not have.
const PLURAL: i32 = 2;
/// … and against letters drawn out, or digits for letters.
const CHANGED: i32 = 4;
