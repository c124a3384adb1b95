//! Looks for all that is wrong with a file of texts.

use super::{
    catalogue::Catalogue,
    fault::{Fault, Problem},
    form::{Form, Longest},
    text::FORMS,
};
use crate::domain::language::Language;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource},
    parser::parse_runtime,
};
use std::collections::BTreeSet;

/// How deeply braces may be nested: the parser calls itself for each, and a file of nothing but
/// braces would be the end of the process.
const DEEPEST: usize = 50;
/// The digits of the greatest number.
const LONGEST_NUMBER: usize = 10;

/// The texts of a file.
pub(super) fn inspect(language: Language, file: &str) -> Result<Resource<&str>, Vec<Fault>> {
    if let Some(at) = too_deep(file) {
        return Err(vec![fault(file, at, Problem::TooDeep)]);
    }
    let (read, errors) = match parse_runtime(file) {
        Ok(read) => (read, vec![]),
        Err((read, errors)) => (read, errors),
    };
    let mut look = Look { file, faults: vec![] };
    for error in errors {
        look.note(error.pos.start, Problem::NotFluent(error.kind));
    }
    let mut seen = BTreeSet::new();
    for entry in &read.body {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                if !seen.insert(key) {
                    look.blame(key, Problem::Twice(key.to_owned()));
                }
                look.message(message);
            }
            Entry::Term(term) => look.blame(term.id.name, Problem::Term(term.id.name.to_owned())),
            _ => {}
        }
    }
    let mut faults = look.faults;
    if faults.is_empty() {
        faults = unsayable(language, file, &read);
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// What Fluent refuses to say although nothing is wrong with its parts.
fn unsayable(language: Language, file: &str, read: &Resource<&str>) -> Vec<Fault> {
    let catalogue = Catalogue::read(language, file);
    let keys = read.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    });
    let said = |key: &&str| {
        let form = FORMS.iter().find(|form| form.key == *key);
        form.is_some_and(|form| catalogue.say(form.key, &form.longest(0)).is_some())
    };
    keys.filter(|key| !said(key))
        .map(|key| fault(file, place(file, key), Problem::Unsayable(key.to_owned())))
        .collect()
}

/// Where braces, and brackets in them, are nested too deeply.
fn too_deep(file: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in file.char_indices() {
        match letter {
            '{' => depth += 1,
            '(' if depth > 0 => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// Where a part of a file stands in it.
fn place(file: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(file.as_ptr().addr())
}

fn fault(file: &str, at: usize, problem: Problem) -> Fault {
    let before = file.get(..at).unwrap_or(file);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Fault { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, problem }
}

struct Look<'a> {
    file: &'a str,
    faults: Vec<Fault>,
}

/// What is known of a text without saying it.
#[derive(Clone, Copy)]
struct Extent {
    /// How long it can be, in UTF-16 units.
    longest: usize,
    /// Whether there is surely something to read.
    says: bool,
}

impl Look<'_> {
    fn note(&mut self, at: usize, problem: Problem) {
        self.faults.push(fault(self.file, at, problem));
    }

    fn blame(&mut self, part: &str, problem: Problem) {
        self.note(place(self.file, part), problem);
    }

    fn message(&mut self, message: &Message<&str>) {
        let key = message.id.name;
        let Some(form) = FORMS.iter().find(|form| form.key == key) else {
            return self.blame(key, Problem::Unknown(key.to_owned()));
        };
        if form.is_of_commands() {
            return self.blame(key, Problem::OfCommands(key.to_owned()));
        }
        if !message.attributes.is_empty() {
            self.blame(key, Problem::Attributes(key.to_owned()));
        }
        let nothing = Extent { longest: 0, says: false };
        let extent = message.value.as_ref().map_or(nothing, |value| self.pattern(form, value));
        if !extent.says {
            self.blame(key, Problem::Silent(key.to_owned()));
        }
        if extent.longest > form.room {
            let (key, room) = (key.to_owned(), form.room);
            let problem = Problem::TooLong { key, length: extent.longest, room };
            self.blame(message.id.name, problem);
        }
    }

    fn pattern(&mut self, form: &Form, pattern: &Pattern<&str>) -> Extent {
        let mut whole = Extent { longest: 0, says: false };
        for element in &pattern.elements {
            let part = match element {
                PatternElement::TextElement { value } => words(value),
                PatternElement::Placeable { expression } => self.expression(form, expression),
            };
            whole.longest += part.longest;
            whole.says |= part.says;
        }
        whole
    }

    fn expression(&mut self, form: &Form, expression: &Expression<&str>) -> Extent {
        match expression {
            Expression::Inline(inline) => self.inline(form, inline),
            Expression::Select { selector, variants } => {
                self.inline(form, selector);
                let mut whole = Extent { longest: 0, says: true };
                for variant in variants {
                    let part = self.pattern(form, &variant.value);
                    whole.longest = whole.longest.max(part.longest);
                    whole.says &= part.says;
                }
                whole
            }
        }
    }

    fn inline(&mut self, form: &Form, inline: &InlineExpression<&str>) -> Extent {
        let nothing = Extent { longest: 0, says: true };
        match inline {
            InlineExpression::StringLiteral { value }
            | InlineExpression::NumberLiteral { value } => words(value),
            InlineExpression::VariableReference { id } => {
                match form.arguments.iter().find(|(name, _)| *name == id.name) {
                    Some((_, Longest::Words(units))) => Extent { longest: *units, says: true },
                    Some((_, Longest::Number)) => Extent { longest: LONGEST_NUMBER, says: true },
                    None => {
                        let known = form.arguments.iter().map(|(name, _)| *name).collect();
                        let (key, variable) = (form.key.to_owned(), id.name.to_owned());
                        self.blame(id.name, Problem::Variable { key, variable, known });
                        nothing
                    }
                }
            }
            InlineExpression::Placeable { expression } => self.expression(form, expression),
            InlineExpression::FunctionReference { id, .. }
            | InlineExpression::MessageReference { id, .. }
            | InlineExpression::TermReference { id, .. } => {
                self.blame(id.name, Problem::Reference(id.name.to_owned()));
                nothing
            }
        }
    }
}

fn words(text: &str) -> Extent {
    let says = text.chars().any(|letter| !letter.is_whitespace() && !letter.is_control());
    Extent { longest: text.encode_utf16().count(), says }
}
