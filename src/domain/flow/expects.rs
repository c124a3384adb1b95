//! What a stage waits for, and where each answer leads.

use super::{Pattern, Stage, Text};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most options of a choice: what a select menu of Discord's holds (Discord docs, Component
/// Reference, String Select).
pub const MOST_OPTIONS: usize = 25;
/// The longest answer to a text stage, in characters. A message of most people holds no more
/// (Discord docs, Create Message).
pub const LONGEST_ANSWER: u16 = 2_000;
/// The longest answer to a text stage that does not say how long it may be.
pub const USUAL_LONGEST: u16 = 500;
/// The most files of one answer (Discord allows 10 in a message).
pub const MOST_FILES: u8 = 10;

/// What a stage waits for, and where each answer leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "expect", rename_all = "snake_case")]
pub enum Expects {
    /// Free text that names products; they become the order.
    Catalogue {
        /// Where it leads once something was understood.
        then: Next,
    },
    /// Yes or No, by word and by button.
    YesNo {
        /// To what the answer is given.
        #[serde(default)]
        about: About,
        /// Where Yes leads.
        yes: Next,
        /// Where No leads.
        no: Next,
    },
    /// One of some options, by button, from a list or in words.
    Choice {
        /// The options, at most [`MOST_OPTIONS`].
        options: Vec<Choice>,
    },
    /// A text.
    Text {
        /// What the whole of it must look like.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<Pattern>,
        /// An answer that fits, to show to people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
        /// How many characters it has at least.
        #[serde(default = "one")]
        shortest: u16,
        /// How many characters it has at most.
        #[serde(default = "usual_length")]
        longest: u16,
        /// Where it leads.
        then: Next,
    },
    /// A number.
    Number {
        /// The smallest that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<i64>,
        /// The greatest that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<i64>,
        /// Whether it must be without decimals.
        #[serde(default = "always")]
        whole: bool,
        /// Where it leads.
        then: Next,
    },
    /// A day.
    Date {
        /// The earliest, in days from the day of the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<i32>,
        /// The latest, in days from the day of the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<i32>,
        /// Where it leads.
        then: Next,
    },
    /// One or more files, in one message or in several.
    File {
        /// The fewest files.
        #[serde(default = "one_file")]
        least: u8,
        /// The most files, up to [`MOST_FILES`].
        #[serde(default = "one_file")]
        most: u8,
        /// What they may be; anything if empty.
        #[serde(default)]
        kinds: Vec<FileKind>,
        /// Where they lead.
        then: Next,
    },
}

/// To what Yes or No is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// To nothing but the prompt.
    #[default]
    Nothing,
    /// To the order: it is shown, what is neither Yes nor No is read as a change to it, and Yes
    /// fixes its prices.
    Order,
    /// To the terms: they are shown, and Yes is recorded as evidence of which version was
    /// accepted.
    Terms,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What its button says; also what people write.
    pub label: Text,
    /// What people may write instead.
    #[serde(default)]
    pub words: Vec<String>,
    /// Where it leads.
    pub then: Next,
}

/// What a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A recording.
    Audio,
    /// A PDF document.
    Pdf,
    /// Plain text.
    Text,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To a stage.
    To(Stage),
    /// Nowhere: the question stays open.
    Stay,
    /// The request is complete and staff are called.
    Done,
    /// The ticket is closed.
    Close,
}

fn one() -> u16 {
    1
}

fn usual_length() -> u16 {
    USUAL_LONGEST
}

fn always() -> bool {
    true
}

fn one_file() -> u8 {
    1
}

impl Expects {
    /// Any text of a usual length.
    #[must_use]
    pub fn any_text(then: Next) -> Self {
        let (pattern, example) = (None, None);
        Self::Text { pattern, example, shortest: 1, longest: USUAL_LONGEST, then }
    }

    /// Every way out, by the name of its field and, in a choice, the number of the option.
    #[must_use]
    pub fn ways(&self) -> Vec<(Way, Next)> {
        match self {
            Self::Catalogue { then }
            | Self::Text { then, .. }
            | Self::Number { then, .. }
            | Self::Date { then, .. }
            | Self::File { then, .. } => vec![(Way::Then, *then)],
            Self::YesNo { yes, no, .. } => vec![(Way::Yes, *yes), (Way::No, *no)],
            Self::Choice { options } => {
                let ways = options.iter().enumerate();
                ways.map(|(at, option)| (Way::Option(at), option.then)).collect()
            }
        }
    }
}

/// One way out of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The only one.
    Then,
    /// On Yes.
    Yes,
    /// On No.
    No,
    /// With the option at this place of the list.
    Option(usize),
}

impl Next {
    /// The words that are not the number of a stage.
    pub const WORDS: [(&'static str, Self); 3] =
        [("stay", Self::Stay), ("done", Self::Done), ("close", Self::Close)];

    /// Whether it leads to a later stage than `from`, or to the complete request.
    #[must_use]
    pub fn is_onwards(self, from: Stage) -> bool {
        match self {
            Self::To(stage) => stage > from,
            Self::Done => true,
            Self::Stay | Self::Close => false,
        }
    }
}

impl Serialize for Next {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, Self::WORDS.iter().find(|(_, next)| next == self)) {
            (Self::To(stage), _) => stage.serialize(serializer),
            (_, word) => serializer.serialize_str(word.map_or("stay", |(word, _)| word)),
        }
    }
}

impl<'de> Deserialize<'de> for Next {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Stage(Stage),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Stage(stage) => Ok(Self::To(stage)),
            Written::Word(word) => {
                let known = Self::WORDS.iter().find(|(known, _)| *known == word);
                known.map(|(_, next)| *next).ok_or_else(|| {
                    serde::de::Error::custom("write the number of a stage, stay, done or close")
                })
            }
        }
    }
}
