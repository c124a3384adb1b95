//! A server's own texts: said in place of those that come with the program.

use super::{
    built_in,
    catalogue::Catalogue,
    fault::{Fault, Problem},
    form::Form,
    inspect::inspect,
    text::FORMS,
};
use crate::domain::language::Language;
use fluent_syntax::{
    ast::{Entry, Resource},
    parser::{parse, parse_runtime},
    serializer::serialize,
};
use std::{collections::BTreeMap, fmt};

/// Own texts of one language, ready to be said.
pub(crate) struct OwnTexts {
    pub(super) catalogue: Catalogue,
    source: String,
}

/// What of an uploaded file counts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    /// The texts that differ from those that come with the program, as Fluent.
    pub(crate) source: String,
    /// How many there are.
    pub(crate) many: u32,
}

impl OwnTexts {
    /// Texts that were checked.
    pub(crate) fn read(language: Language, source: String) -> Self {
        Self { catalogue: Catalogue::read(language, &source), source }
    }
}

impl fmt::Debug for OwnTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnTexts")
    }
}

fn key_of<'s>(entry: &Entry<&'s str>) -> Option<&'s str> {
    match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    }
}

/// A text that is none where it is written down anew: what it begins with stands at the beginning
/// of a line there.
fn misplaced(file: &str, key: &str) -> Fault {
    let line = file.lines().position(|line| line.starts_with(key)).unwrap_or_default();
    Fault { line: line + 1, column: 1, problem: Problem::Sign(key.to_owned()) }
}

/// Checks a file of texts in one language.
///
/// # Errors
/// All that is wrong with it, in the order of the file.
pub(crate) fn check(language: Language, file: &str) -> Result<Checked, Vec<Fault>> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n");
    let read = inspect(language, &file)?;
    let built_in = parse_runtime(built_in(language)).unwrap_or_else(|(read, _)| read);
    let former: BTreeMap<_, _> = built_in
        .body
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.id.name, &message.value)),
            _ => None,
        })
        .collect();
    let differs = |entry: &Entry<&str>| match entry {
        Entry::Message(message) => former.get(message.id.name) != Some(&&message.value),
        _ => false,
    };
    let body: Vec<_> = read.body.into_iter().filter(differs).collect();
    let many = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let keys: Vec<_> = body.iter().filter_map(key_of).collect();
    let source = serialize(&Resource { body });
    let again = Catalogue::read(language, &source);
    let lost = keys.into_iter().filter(|key| !again.has(key));
    let faults: Vec<_> = lost.map(|key| misplaced(&file, key)).collect();
    if faults.is_empty() { Ok(Checked { source, many }) } else { Err(faults) }
}

/// The texts of a language as they are said now, as a file to change and upload.
pub(super) fn write(language: Language, own: Option<&OwnTexts>) -> String {
    let own = parse_runtime(own.map_or("", |own| &own.source)).unwrap_or_else(|(read, _)| read);
    let own: BTreeMap<_, _> = own
        .body
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.id.name, message.value)),
            _ => None,
        })
        .collect();
    let mut body = Vec::new();
    let mut heading = None;
    for entry in parse(built_in(language)).unwrap_or_else(|(read, _)| read).body {
        match entry {
            Entry::GroupComment(_) => heading = Some(entry),
            Entry::Message(mut message) => {
                let form = FORMS.iter().find(|form| form.key == message.id.name);
                if form.is_none_or(Form::is_of_commands) {
                    continue;
                }
                if let Some(value) = own.get(message.id.name) {
                    message.value.clone_from(value);
                }
                body.extend(heading.take());
                body.push(Entry::Message(message));
            }
            _ => {}
        }
    }
    format!(
        "# What TicketFlow says in this server, language {language}. Change what you like and upload\n\
         # the file with /ticketflow texts upload. What you leave out is said as it comes with the bot.\n\n{}",
        serialize(&Resource { body })
    )
}

#[cfg(test)]
mod tests;
