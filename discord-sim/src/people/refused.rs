//! What Discord's client would not let a person do, in words.

/// The client would not allow it. Nothing happened, except an entry in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    pub(crate) fn because(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}
