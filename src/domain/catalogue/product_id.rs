//! The id of a product.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a product is known by everywhere: 1 to 64 of the characters `a-z`, `0-9`, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProductId(String);

/// A text that cannot be a [`ProductId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id: use 1 to 64 of the characters a-z, 0-9, - and _")]
pub struct NotAnId(pub String);

impl ProductId {
    /// The longest id, in characters.
    pub const LONGEST: usize = 64;

    /// Takes `text` as an id if it keeps the rule.
    pub fn new(text: impl Into<String>) -> Result<Self, NotAnId> {
        let text = text.into();
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if (1..=Self::LONGEST).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(NotAnId(text))
        }
    }

    /// The id that a product called `name` gets when its file names none: the folded letters and
    /// digits with a `-` wherever something else stood, and "plus" for a plus at the end of a word:
    /// "VIP+" is another rank than "VIP". `None` if nothing of `a-z0-9` is left,
    /// which is so for names in other scripts.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::new();
        let folded = crate::domain::text::folded(name);
        let mut letters = folded.chars().peekable();
        while let Some(letter) = letters.next() {
            let ends_word = letters.peek().is_none_or(|next| !next.is_alphanumeric());
            if letter.is_ascii_alphanumeric() {
                slug.push(letter);
            } else if letter == '+' && ends_word && slug.ends_with(|it: char| it != '-') {
                slug.push_str("-plus");
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(Self::LONGEST);
        Self::new(slug.trim_end_matches('-')).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProductId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for ProductId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        Self::new(text)
    }
}

impl From<ProductId> for String {
    fn from(id: ProductId) -> Self {
        id.0
    }
}
