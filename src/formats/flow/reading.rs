//! Reads values, and notes what is wrong instead of giving up.

use super::{
    FlowFileFault, FlowFileProblem,
    form::{EXPECTS, Field, Form, Kind},
    problem::Meant,
    tree::{Entry, Node, Value},
};
use crate::{
    domain::{
        flow::{Next, ReadTemplate, Stage, Template, Text},
        language::Language,
    },
    formats::{Place, nearest::nearest},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

/// What was found to be wrong so far.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) faults: Vec<FlowFileFault>,
    pub(super) unread: BTreeSet<Unread>,
    /// Where texts stand of which not all could be read.
    pub(super) damaged: BTreeSet<Place>,
    /// Where the variables of a text stand, by where it begins.
    pub(super) variables: BTreeMap<Place, Vec<Place>>,
}

/// What could not be read and what else is said of a flow depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unread {
    /// The number of a stage.
    Stage,
    /// Where an answer, or the word that takes a ticket back, leads.
    Way,
    /// The name of an answer.
    Key,
    /// To what an answer is given.
    About,
    /// The language of the flow.
    Language,
}

impl Unread {
    /// What is not known where the field of this name is not.
    fn without(field: &Field) -> Option<Self> {
        match field.name {
            // "yes" and "no" of a flow are words.
            _ if matches!(field.kind, Kind::Words) => None,
            "number" | "stages" => Some(Self::Stage),
            "expect" | "then" | "yes" | "no" | "options" | "refresh" | "to" => Some(Self::Way),
            "as" => Some(Self::Key),
            "about" => Some(Self::About),
            "language" => Some(Self::Language),
            _ => None,
        }
    }
}

/// Fields that were looked through: each is there once at most, and has a value.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n> {
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    pub(super) fn get(self, name: &str) -> Option<&'n Node> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        (!matches!(entry.value.value, Value::Null)).then_some(&entry.value)
    }
}

impl Reading {
    pub(super) fn fault(&mut self, place: Place, problem: impl Into<FlowFileProblem>) {
        self.faults.push(FlowFileFault { place: Some(place), problem: problem.into() });
    }

    /// What `read` makes of a field, if it is there.
    pub(super) fn field<'n, T>(
        &mut self,
        fields: Fields<'n>,
        name: &str,
        unread: Unread,
        read: impl FnOnce(&mut Self, &'n Node) -> Option<T>,
    ) -> Option<T> {
        let value = read(self, fields.get(name)?);
        if value.is_none() {
            self.unread.insert(unread);
        }
        value
    }

    /// The fields of `form`, and those of `more` beside them.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, form: &Form, more: &[Field]) -> Fields<'n> {
        let known = || form.fields.iter().chain(more);
        let Value::Fields(entries) = &node.value else {
            self.unread.extend(known().filter_map(Unread::without));
            self.fault(node.place, FlowFileProblem::WrongKind(form.what));
            return Fields { entries: &[] };
        };
        let without = |name: &str| known().find(|it| it.name == name).and_then(Unread::without);
        for (at, entry) in entries.iter().enumerate() {
            let name = entry.name.as_str();
            if entries.iter().take(at).any(|other| other.name == name) {
                self.unread.extend(without(name));
                self.fault(entry.place, FlowFileProblem::FieldTwice(name.to_owned()));
            } else if !known().any(|field| field.name == name) {
                let names = known().map(|field| field.name).filter(|name| !name.starts_with('$'));
                let meant = meant(name, names, !more.is_empty());
                if let Meant::Like(name) = meant {
                    self.unread.extend(without(name));
                }
                let name = name.to_owned();
                self.fault(entry.place, FlowFileProblem::UnknownField { name, meant });
            } else if matches!(entry.value.value, Value::Null) {
                self.unread.extend(without(name));
                self.fault(entry.place, FlowFileProblem::NoValue(name.to_owned()));
            }
        }
        for field in known().filter(|field| field.required) {
            if !entries.iter().any(|entry| entry.name == field.name) {
                self.unread.extend(Unread::without(field));
                self.fault(node.place, FlowFileProblem::Missing(field.name));
            }
        }
        Fields { entries }
    }

    pub(super) fn list<'n>(
        &mut self,
        node: &'n Node,
        expected: &'static str,
    ) -> Option<&'n [Node]> {
        if let Value::List(items) = &node.value {
            return Some(items);
        }
        self.fault(node.place, FlowFileProblem::WrongKind(expected));
        None
    }

    /// A text that is taken as it is.
    pub(super) fn plain<'n>(&mut self, node: &'n Node, expected: &'static str) -> Option<&'n str> {
        let problem = match &node.value {
            Value::Text(text) => return Some(text),
            Value::Number(number) => FlowFileProblem::NeedsQuotes(number.clone()),
            Value::Bool(value) => FlowFileProblem::NeedsQuotes(value.to_string()),
            _ => FlowFileProblem::WrongKind(expected),
        };
        self.fault(node.place, problem);
        None
    }

    /// A text that says something else.
    pub(super) fn parsed<T: FromStr>(&mut self, node: &Node, expected: &'static str) -> Option<T>
    where
        T::Err: Into<FlowFileProblem>,
    {
        let text = self.plain(node, expected)?;
        text.parse().map_err(|problem| self.fault(node.place, problem)).ok()
    }

    /// One of some words.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        node: &Node,
        words: &[(&'static str, T)],
        known: &'static str,
    ) -> Option<T> {
        let text = self.plain(node, known)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let meant = nearest(text, words.iter().map(|(word, _)| *word));
            let problem = FlowFileProblem::NoneOf { written: text.to_owned(), known, meant };
            self.fault(node.place, problem);
        }
        found.map(|(_, meaning)| *meaning)
    }

    pub(super) fn whole<T: TryFrom<i64>>(
        &mut self,
        node: &Node,
        expected: &'static str,
    ) -> Option<T> {
        let number = match &node.value {
            Value::Number(number) => number.parse::<i64>().ok().and_then(|it| it.try_into().ok()),
            Value::Text(text) => match text.parse::<i64>() {
                // What is meant is known, and what follows from it can be checked.
                Ok(number) => {
                    self.fault(node.place, FlowFileProblem::NeedsNoQuotes(text.clone()));
                    return number.try_into().ok();
                }
                Err(_) => None,
            },
            _ => None,
        };
        if number.is_none() {
            self.fault(node.place, FlowFileProblem::WrongKind(expected));
        }
        number
    }

    pub(super) fn bool(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        self.fault(node.place, FlowFileProblem::WrongKind("true or false"));
        None
    }

    pub(super) fn stage(&mut self, node: &Node) -> Option<Stage> {
        self.whole(node, "the number of a stage, from 0 to 65535").map(Stage)
    }

    pub(super) fn next(&mut self, node: &Node) -> Option<Next> {
        const KNOWN: &str = "the number of a stage, stay, done or close";
        match node.value {
            Value::Text(ref text) if text.parse::<i64>().is_err() => {
                self.one_of(node, &Next::WORDS, KNOWN)
            }
            _ => self.whole(node, KNOWN).map(|number| Next::To(Stage(number))),
        }
    }

    pub(super) fn language(&mut self, code: &str, place: Place) -> Option<Language> {
        match Language::of_locale(code) {
            Ok(language) if language.code() == code => Some(language),
            // "pt-BR" and "PT" are locales; here everybody who speaks Portuguese is meant.
            Ok(language) => {
                let (written, meant) = (code.to_owned(), Some(language.code()));
                let known = "the two letters of a language";
                self.fault(place, FlowFileProblem::NoneOf { written, known, meant });
                None
            }
            Err(problem) => {
                self.fault(place, problem);
                None
            }
        }
    }

    /// A text with variables, in one language or several.
    pub(super) fn text(&mut self, node: &Node) -> Option<Text> {
        const EXPECTED: &str = "a text, or a text for each language, such as \"en: Hello\"";
        let Value::Fields(entries) = &node.value else {
            return self.template(node, EXPECTED).map(Text::Plain);
        };
        let mut spoken: BTreeMap<Language, Template> = BTreeMap::new();
        let mut complete = !entries.is_empty();
        if !complete {
            self.fault(node.place, FlowFileProblem::WrongKind(EXPECTED));
        }
        for Entry { name, place, value } in entries {
            if matches!(value.value, Value::Null) {
                self.fault(*place, FlowFileProblem::NoValue(name.clone()));
                complete = false;
                continue;
            }
            let language = self.language(name, *place);
            let template = self.template(value, "a text");
            let Some((language, template)) = language.zip(template) else {
                complete = false;
                continue;
            };
            if spoken.insert(language, template).is_some() {
                self.fault(*place, FlowFileProblem::FieldTwice(name.clone()));
            }
        }
        if !complete {
            self.damaged.insert(node.place);
        }
        // What lacks a variant because that could not be read is not reported for lacking it.
        complete.then_some(Text::Spoken(spoken))
    }

    /// A text with variables as far as it can be read.
    fn template(&mut self, node: &Node, expected: &'static str) -> Option<Template> {
        let Some(text) = self.plain(node, expected) else {
            self.damaged.insert(node.place);
            return None;
        };
        let ReadTemplate { template, variables, wrong } = Template::read(text);
        let place = |brace: usize| node.braces.get(brace).copied().unwrap_or(node.place);
        self.variables.insert(node.place, variables.into_iter().map(place).collect());
        for (brace, problem) in wrong {
            self.damaged.insert(node.place);
            self.fault(place(brace), problem);
        }
        Some(template)
    }

    pub(super) fn words(&mut self, node: &Node) -> Vec<String> {
        let items =
            self.list(node, "a list of words, such as [again, restart]").unwrap_or_default();
        // What is no word keeps its place, so that those after it are found by theirs.
        let word = |item| self.plain(item, "a word").map_or_else(String::new, str::to_owned);
        items.iter().map(word).collect()
    }
}

/// What may have been meant by a field that there is not.
fn meant(name: &str, known: impl Iterator<Item = &'static str>, in_stage: bool) -> Meant {
    if let Some(like) = nearest(name, known) {
        return Meant::Like(like);
    }
    let mut elsewhere =
        EXPECTS.iter().filter(|(_, _, fields)| fields.iter().any(|it| it.name == name));
    match elsewhere.next() {
        Some((expect, ..)) if in_stage => Meant::With(expect),
        _ => Meant::Unknown,
    }
}
