//! What can be wrong with a file, where, and what to do about it.

use std::fmt;

use crate::domain::catalogue::{CatalogueProblem, NotAnId};
use crate::domain::money::{CurrencyFault, NotAnAmount};
use crate::formats::LARGEST_FILE;

/// A place in a file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1, where that is known.
    pub column: Option<usize>,
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FileFault {
    /// Where; `None` if it concerns the whole file.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: FileProblem,
}

impl FileFault {
    pub(super) fn of_file(problem: FileProblem) -> Self {
        Self { place: None, problem }
    }

    /// Whether the file cannot be used before this is mended. What does not stop it is advice.
    #[must_use]
    pub fn stops(&self) -> bool {
        !matches!(&self.problem, FileProblem::Catalogue(problem) if !problem.stops())
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(out, "{place}: ")?;
        }
        if !self.stops() {
            out.write_str("advice: ")?;
        }
        self.problem.fmt(out)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}", self.line)?;
        self.column.map_or(Ok(()), |column| write!(out, ", column {column}"))
    }
}

/// What is wrong with a file and what to do about it, in words for the admin who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// The file is larger than [`LARGEST_FILE`].
    #[error(
        "the file has {bytes} bytes and the most is {LARGEST_FILE}: split it or remove columns \
         that are not needed"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// There is nothing in the file.
    #[error("the file is empty: write at least one product")]
    Empty,
    /// The file is in another encoding.
    #[error(
        "this is not UTF-8 text: save the file again with the encoding \"UTF-8\" (in a spreadsheet \
         \"CSV UTF-8\")"
    )]
    NotUtf8,
    /// There is a catalogue and no product in it.
    #[error("there is no product in it: write at least one, for example {example}")]
    NoProducts {
        /// What the whole looks like.
        example: &'static str,
    },
    /// The JSON cannot be read.
    #[error("this is not JSON: {0}: check for a missing comma, quote or bracket just before")]
    NotJson(String),
    /// The JSON is neither a list nor an object with one.
    #[error("write a list of products, or an object with such a list under \"products\"")]
    NotAList,
    /// A product in JSON is not an object.
    #[error(
        "a product is written as an object: {{\"name\": \"Adder\", \"aliases\": [\"veyron\"]}}"
    )]
    NotAnObject,
    /// A field occurs twice in a product.
    #[error("the field \"{0}\" is there twice: remove one (capitals make no difference)")]
    FieldTwice(String),
    /// A field of a product has no name.
    #[error("a field has no name: name it or remove it")]
    NamelessField,
    /// A field of a product is of the wrong kind.
    #[error("\"{field}\" must be {expected}")]
    WrongKind {
        /// Its name.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// A field that is needed is not there.
    #[error("\"{field}\" is missing: write {example}")]
    Missing {
        /// Its name.
        field: &'static str,
        /// What the whole looks like.
        example: &'static str,
    },
    /// A field that may have any name is called almost like one that means something.
    #[error(
        "\"{name}\" is almost \"{meant}\": did you mean that? Correct it, or give it another name if it is \
         not meant"
    )]
    AlmostField {
        /// Its name.
        name: String,
        /// What it is almost called.
        meant: &'static str,
    },
    /// A field of a discount, a limit, an option … is not known.
    #[error("\"{name}\" is not known here: remove it, or correct it to one of {known}")]
    UnknownField {
        /// Its name.
        name: String,
        /// What is known.
        known: String,
    },
    /// An amount or a percentage cannot be read.
    #[error("{0}")]
    BadAmount(NotAnAmount),
    /// Many amounts have decimals, and the currency has none.
    #[error("{first}; other amounts like it: {others}")]
    BadAmounts {
        /// What is wrong with the first of them.
        first: NotAnAmount,
        /// How many others there are.
        others: usize,
    },
    /// The currency cannot be.
    #[error("{0}")]
    BadCurrency(CurrencyFault),
    /// It is the code of a currency but for its capitals: as the money of a game it would have no
    /// decimals, and in the store it has to stay that.
    #[error(
        "is the currency {code} meant? Then write {code}; if it is the money of a game, write \
         {{\"sign\": \"{word}\", \"decimals\": 0}}"
    )]
    CodeInSmallLetters {
        /// What stands there.
        word: String,
        /// The code.
        code: String,
    },
    /// An option has choices and what holds for words.
    #[error("an option has \"choices\", or \"pattern\", \"hint\" and \"longest\": remove one kind")]
    ChoicesAndText,
    /// The options in a cell cannot be read.
    #[error(
        "\"{0}\" says no option: write for example Colour=black|red (+5); Plate=/[A-Z0-9]{{1,8}}/, \
         with a ? before the = where no answer is needed, or a list as in JSON"
    )]
    BadOptions(String),
    /// A surcharge in such a cell lacks a bracket, or is not the last of its choice.
    #[error(
        "\"{0}\" has no whole surcharge at its end: write for example gold (+75), or the options as a \
         list as in JSON if that is a part of the name"
    )]
    HalfSurcharge(String),
    /// A quote opens a cell, and there is no other behind it.
    #[error(
        "the quote that opens here is never closed: write another where its cell ends, or remove it. \
         What stands behind it could not be read"
    )]
    OpenQuote,
    /// A quote opens a cell, and the next one stands within another cell.
    #[error(
        "the quote that opens here is closed only within a cell of line {line}: write another where \
         its cell ends, or remove it. What stands behind it could not be read"
    )]
    LateQuote {
        /// Where the next quote is.
        line: usize,
    },
    /// A row before the header has other than one value.
    #[error(
        "write one cell behind \"# {0}\": put quotes around it and write each quote in it twice, as \
         spreadsheets do, or use JSON"
    )]
    NotOneCell(String),
    /// A cell of a table is wrong.
    #[error("column \"{column}\": {problem}")]
    InColumn {
        /// The name of the column.
        column: String,
        /// What is wrong with the cell.
        problem: Box<FileProblem>,
    },
    /// A product has no name.
    #[error("this product has no name: write one under \"name\"")]
    NoName,
    /// The header row of a table lacks the name column.
    #[error(
        "no column is called \"name\": the first row names the columns, for example \
         \"name,id,aliases\", with commas, semicolons or tabs between them"
    )]
    NoNameColumn,
    /// Two columns have one name.
    #[error("the column \"{0}\" is there twice: rename or remove one")]
    ColumnTwice(String),
    /// A cell stands in a column that the header row does not name.
    #[error(
        "\"{cell}\" stands in column {column}, which has no name: name the column in the first \
         row, or put quotes around a value that contains \"{delimiter}\""
    )]
    NamelessColumn {
        /// What is in it.
        cell: String,
        /// The number of the column, counted from 1.
        column: usize,
        /// What parts columns in this file.
        delimiter: char,
    },
    /// An id breaks the rule.
    #[error("{0}")]
    BadId(NotAnId),
    /// No id was given and the name yields none.
    #[error(
        "no id can be made of the name \"{0}\": write one under \"id\", for example \"sushi-1\""
    )]
    NoIdFromName(String),
    /// Two products have one id.
    #[error(
        "the id \"{id}\" belongs to the product of {first} already: write another under \"id\""
    )]
    SameId {
        /// The id.
        id: String,
        /// Where the first one is.
        first: Place,
    },
    /// Two products have one name and one id.
    #[error(
        "\"{name}\" is there already, in {first}: remove one, or give this one another name, and \
         another id if it has one"
    )]
    SameProduct {
        /// The name of this product.
        name: String,
        /// Where the first one is.
        first: Place,
    },
    /// Two products have names that customers' words cannot tell apart.
    #[error(
        "\"{name}\" reads the same as \"{their_name}\" of {first}: change one of them (capitals, \
         accents, spaces and punctuation make no difference, except for a plus behind a word and \
         the point of a number)"
    )]
    SameName {
        /// The name or alias of this product.
        name: String,
        /// The name or alias of the other.
        their_name: String,
        /// Where the other is.
        first: Place,
    },
    /// An alias is made of words that orders are read by.
    #[error(
        "the alias \"{0}\" is a word by which orders are read, as are \"no\" and \"2x\": write what only \
         this product is called"
    )]
    SteeringAlias(String),
    /// Any other rule of the catalogue.
    #[error("{0}")]
    Catalogue(CatalogueProblem),
}
