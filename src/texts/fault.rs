//! What can be wrong with a file of texts, where, and what to do about it.

use fluent_syntax::parser::ErrorKind;
use std::fmt;

/// One thing that is wrong with a file of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The line, counted from 1.
    pub(super) line: usize,
    /// The character in the line, counted from 1.
    pub(super) column: usize,
    pub(super) problem: Problem,
}

/// What is wrong and what to do about it, in words for the admin who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error(
        "{0}: write a text as “name = words”, indent the lines that it goes on in, and use braces \
         only as in {{ $name }}"
    )]
    NotFluent(ErrorKind),
    #[error("the braces are nested too deeply: close each one that was opened")]
    TooDeep,
    #[error("no text is called “{0}”: take the names from `/ticketflow texts download`")]
    Unknown(String),
    #[error("“{0}” describes commands, which look alike in all servers: remove it")]
    OfCommands(String),
    #[error("“{0}” is there twice: remove one")]
    Twice(String),
    #[error("“{0}” says nothing: write words, or remove it and the built-in words are used")]
    Silent(String),
    #[error("“{0}” has attributes, which are not used here: remove the lines that begin with “.”")]
    Attributes(String),
    #[error("“-{0}” is a term, which cannot be used here: write its words where they are needed")]
    Term(String),
    #[error("only variables stand in braces here, not “{0}”: write the words themselves")]
    Reference(String),
    #[error("“{key}” knows no ${variable}: {}", listed(.known))]
    Variable { key: String, variable: String, known: Vec<&'static str> },
    #[error(
        "“{key}” can become {length} characters long, and Discord takes {room} there: shorten it"
    )]
    TooLong { key: String, length: usize, room: usize },
    #[error(
        "“{0}” begins with one of * [ . and }}, which Fluent reads as its own: begin with a word"
    )]
    Sign(String),
    #[error("“{0}” cannot be said: use fewer braces")]
    Unsayable(String),
}

fn listed(variables: &[&str]) -> String {
    if variables.is_empty() {
        return "remove it".to_owned();
    }
    let names: Vec<_> = variables.iter().map(|name| format!("${name}")).collect();
    format!("it knows {}", names.join(", "))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.problem)
    }
}
