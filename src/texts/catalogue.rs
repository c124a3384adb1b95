//! A catalogue of texts in one language, as Fluent reads it.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use crate::domain::language::Language;

/// Texts of one language, ready to be said.
pub(super) struct Catalogue(FluentBundle<FluentResource>);

impl Catalogue {
    /// Reads Fluent's format. What cannot be read is left out.
    pub(super) fn read(language: Language, source: &str) -> Self {
        let locales = language.code().parse().into_iter().collect();
        let mut bundle = FluentBundle::new_concurrent(locales);
        // Fluent would put invisible signs around every argument, so that one in a language that
        // goes the other way leaves its surroundings alone. Discord's clients do not read mentions
        // and marks that have them inside, and show some as boxes. What people wrote is cleaned of
        // signs of direction before it becomes an argument.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// Whether it has a text of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The text of a key. None if there is none, or if it wants something that there is not.
    pub(super) fn say(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.0.get_message(key)?.value()?;
        let mut faults = vec![];
        let said = self.0.format_pattern(pattern, Some(arguments), &mut faults).into_owned();
        faults.is_empty().then_some(said)
    }
}
