//! A script that Redis carries out as one atomic step.

use std::sync::OnceLock;

/// The text of a script, and the name under which a server keeps it.
pub struct Script {
    source: &'static str,
    name: OnceLock<String>,
}

impl Script {
    /// A script.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, name: OnceLock::new() }
    }

    /// Its text.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The SHA-1 of its text.
    pub(super) fn name(&self) -> &str {
        self.name.get_or_init(|| redis::Script::new(self.source).get_hash().to_owned())
    }
}
