//! What can be wrong with the file of a flow, where, and what to do about it.

use super::LARGEST_FLOW;
use crate::{
    domain::{
        flow::{BadPattern, BadTemplate, NotADuration, NotAKey, check::FlowProblem},
        language::NoLanguage,
    },
    formats::Place,
};
use std::fmt;

/// One thing that is wrong with the file of a flow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FlowFileFault {
    /// Where; `None` if it concerns the whole file.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: FlowFileProblem,
}

impl FlowFileFault {
    pub(super) fn of_file(problem: FlowFileProblem) -> Self {
        Self { place: None, problem }
    }

    /// Whether the flow cannot be used before this is mended. What does not stop it is advice.
    #[must_use]
    pub fn stops(&self) -> bool {
        !matches!(&self.problem, FlowFileProblem::Flow(problem) if !problem.stops())
    }
}

impl fmt::Display for FlowFileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "{place}: ")?;
        }
        if !self.stops() {
            f.write_str("advice: ")?;
        }
        self.problem.fmt(f)
    }
}

/// What is wrong with the file of a flow, in words for the admin who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlowFileProblem {
    /// The file is larger than [`LARGEST_FLOW`].
    #[error("the file has more than {LARGEST_FLOW} bytes, the most that is read")]
    TooLarge,
    /// The file is in another encoding.
    #[error("this is not UTF-8 text: save the file again with the encoding \"UTF-8\"")]
    NotUtf8,
    /// There is nothing in the file.
    #[error("the file is empty: \"ticketflow flow show default\" prints a flow to begin with")]
    Empty,
    /// The file is neither YAML nor JSON.
    #[error("this cannot be read as YAML or JSON: {0}: {remedy}", remedy = remedy(.0))]
    NotYaml(String),
    /// Lists and fields lie too deep in each other.
    #[error("lists and fields lie too deep in each other here")]
    TooDeep,
    /// There are too many fields or items in one place.
    #[error("there is more than anybody needs here: remove some of it")]
    TooMany,
    /// An anchor or an alias.
    #[error(
        "\"&\" and \"*\" at the beginning of a value are not read here: put texts into quotes, and write what is needed twice out twice"
    )]
    Alias,
    /// A tag.
    #[error("\"!\" at the beginning of a value is not read here: put the text into quotes")]
    Tag,
    /// The file has a second document.
    #[error("a second document begins here (\"---\"): write one flow into one file")]
    SecondDocument,
    /// A list or fields where the name of a field belongs.
    #[error("the name of a field must be a word")]
    NoName,
    /// A field that there is not.
    #[error("there is no field \"{name}\" here{}", or_meant(.meant))]
    UnknownField {
        /// Its name.
        name: String,
        /// What may have been meant.
        meant: Meant,
    },
    /// A field occurs twice.
    #[error("the field \"{0}\" is there twice: remove one")]
    FieldTwice(String),
    /// A field is not there.
    #[error("\"{0}\" is missing here")]
    Missing(&'static str),
    /// A field has no value.
    #[error("\"{0}\" has no value: write one, or remove the line")]
    NoValue(String),
    /// A value is of the wrong kind.
    #[error("write {0} here")]
    WrongKind(&'static str),
    /// A number, true, false or null where a text belongs.
    #[error("write \"{0}\" with quotes: without them it is no text")]
    NeedsQuotes(String),
    /// A number in quotes.
    #[error("write {0} without quotes: with them it is no number")]
    NeedsNoQuotes(String),
    /// A text that is none of those that can be here.
    #[error("\"{written}\" is not known here: write {known}{}", or_meant(&Meant::of(*meant)))]
    NoneOf {
        /// What was written.
        written: String,
        /// What can be here.
        known: &'static str,
        /// What may have been meant.
        meant: Option<&'static str>,
    },
    /// A text whose variables cannot be read.
    #[error(transparent)]
    Template(#[from] BadTemplate),
    /// A name of an answer that cannot be one.
    #[error(transparent)]
    Key(#[from] NotAKey),
    /// A pattern that cannot be used.
    #[error(transparent)]
    Pattern(#[from] BadPattern),
    /// A time to wait that is none.
    #[error(transparent)]
    Duration(#[from] NotADuration),
    /// A language that Discord does not have.
    #[error(transparent)]
    Language(#[from] NoLanguage),
    /// The flow itself is wrong.
    #[error(transparent)]
    Flow(#[from] FlowProblem),
}

/// What may have been meant by the name of a field that there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nobody knows.
    Unknown,
    /// A field with a similar name.
    Like(&'static str),
    /// It belongs where something else is expected.
    With(&'static str),
}

impl Meant {
    pub(super) fn of(like: Option<&'static str>) -> Self {
        like.map_or(Self::Unknown, Self::Like)
    }
}

/// What to do about what the parser says of a file.
fn remedy(said: &str) -> &'static str {
    const REMEDIES: [(&str, &str); 9] = [
        ("must be followed by", "write a space behind that sign, and no tab"),
        ("tab", "begin lines with spaces, never with tabs"),
        (
            "escape character",
            "in double quotes a backslash begins an escape, so put the text, as every pattern, into \
             single quotes",
        ),
        ("mapping values are not allowed", "put a text with a colon in it into quotes"),
        ("unexpected character", "put a text that begins with such a character into quotes"),
        (
            "did not find expected key",
            "put a text that begins with { or [ into quotes, and begin the fields of an item in one \
             column",
        ),
        ("in quoted scalar", "close the quote that begins here, at the end of its text"),
        ("parsing a flow", "look just before this place for a missing comma or bracket"),
        ("block", "begin the items of a list, and the fields of an item, in one column"),
    ];
    let known = REMEDIES.iter().find(|(words, _)| said.contains(words));
    known.map_or(
        "look just before this place for spaces at the beginning of a line, for brackets and quotes, \
         and for colons in texts without quotes",
        |(_, remedy)| remedy,
    )
}

fn or_meant(meant: &Meant) -> String {
    match meant {
        Meant::Unknown => String::new(),
        Meant::Like(name) => format!(": did you mean \"{name}\"?"),
        Meant::With(expect) => format!(": it belongs to a stage with \"expect: {expect}\""),
    }
}
