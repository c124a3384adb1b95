//! Where in a flow something stands, so that whoever read a file can say on which line.

use crate::domain::language::Language;
use std::fmt;

/// The way from the whole document to one of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Segment>);

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The field with this name.
    Field(&'static str),
    /// The item at this place of a list, from 0.
    Item(usize),
    /// The variant in this language.
    Language(Language),
    /// The variable at this place of a text, from 0.
    Variable(usize),
}

impl Path {
    pub(super) fn of(field: &'static str) -> Self {
        Self::default().field(field)
    }

    pub(super) fn field(&self, name: &'static str) -> Self {
        self.then(Segment::Field(name))
    }

    pub(super) fn item(&self, at: usize) -> Self {
        self.then(Segment::Item(at))
    }

    /// The variant of a text; the text itself if it is for everybody.
    pub(super) fn variant(&self, language: Option<Language>) -> Self {
        language.map_or_else(|| self.clone(), |language| self.then(Segment::Language(language)))
    }

    pub(super) fn variable(&self, at: usize) -> Self {
        self.then(Segment::Variable(at))
    }

    fn then(&self, segment: Segment) -> Self {
        Self(self.0.iter().copied().chain([segment]).collect())
    }

    /// Its steps, from the whole document on.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

/// As in `stages[2].options[0].label.de`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            match segment {
                Segment::Field(name) => write!(f, "{dot}{name}")?,
                Segment::Item(at) => write!(f, "[{at}]")?,
                Segment::Language(language) => write!(f, "{dot}{language}")?,
                // What is said of a variable names it.
                Segment::Variable(_) => {}
            }
        }
        Ok(())
    }
}
