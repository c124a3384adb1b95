//! A flow: the conversation of a ticket as a document. Its stages, and what each expects.

mod after;
pub mod check;
mod expects;
mod heard;
mod pattern;
mod refresh;
mod template;
mod text;

pub use after::{After, NotADuration};
pub use expects::{
    About, Choice, Expects, FileKind, LONGEST_ANSWER, MOST_FILES, MOST_OPTIONS, Next,
    USUAL_LONGEST, Way,
};
pub use pattern::{BadPattern, Pattern};
pub use refresh::Refresh;
pub use template::{BadTemplate, Key, NotAKey, ReadTemplate, Template, Variable};
pub use text::Text;

use super::language::Language;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};

/// The number of a stage. It is stored, and part of the format that old state is imported from;
/// the gaps leave room for stages in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stage(pub u16);

impl Stage {
    /// What do you want? Free text.
    pub const ORDER: Self = Self(0);
    /// Is this what you want? Yes or No.
    pub const CONFIRM: Self = Self(5);
    /// Do you accept the terms? Yes or No.
    pub const TERMS: Self = Self(20);
    /// All stages, in the order in which a ticket goes through them.
    pub const ALL: [Self; 3] = [Self::ORDER, Self::CONFIRM, Self::TERMS];

    /// What this stage waits for. A number between two stages, which only imported state can
    /// carry, means the stage below it.
    #[must_use]
    pub fn expects(self) -> Expectation {
        if self < Self::CONFIRM {
            Expectation::Order
        } else if self < Self::TERMS {
            Expectation::Confirmation
        } else {
            Expectation::Agreement
        }
    }
}

/// What a stage waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Free text that names products.
    Order,
    /// Yes or No to what was understood.
    Confirmation,
    /// Yes or No to the terms.
    Agreement,
}

/// A conversation from its first stage to the complete request. A ticket keeps the version of
/// the flow that it began with, so what is written here is stored, and never changes meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// What admins call it.
    pub name: String,
    /// The language of texts that are written without one, and the one that is spoken with
    /// people in whose language a text is missing.
    #[serde(default)]
    pub language: Language,
    /// What counts as Yes and No beside the words that always do.
    #[serde(default)]
    pub words: Words,
    /// What takes a ticket back, the word "refresh" where nothing is written; `None` if nothing
    /// does, which is written as "off".
    #[serde(default = "Refresh::usual", with = "refresh::or_off")]
    pub refresh: Option<Refresh>,
    /// What is said when the request is complete; `None` for the words of the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Said>,
    /// The stages, in the order of the document. The one with the smallest number is the first.
    pub stages: Vec<Step>,
}

/// One stage: what is asked there, what it waits for, and where each answer leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its number.
    pub number: Stage,
    /// The headline of the prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// What is asked.
    pub prompt: Text,
    /// What is asked instead when "refresh" or an answer leads back here, or when an answer leaves
    /// the question open; `None` for the prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Said>,
    /// What is said, once for each question, when an answer does not fit; `None` for the words of
    /// the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// By what name later prompts show the answer.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// What is said, once for each question, when nobody has answered for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind: Option<Reminder>,
    /// What it waits for, and where each answer leads.
    #[serde(flatten)]
    pub expects: Expects,
}

impl Step {
    /// Whether Yes and No are kept as its answer: to a question that goes on whatever is said, and
    /// to one that has a name for it. To the order and to the terms they are kept with these.
    #[must_use]
    pub fn keeps_yes_no(&self) -> bool {
        let is_plain = matches!(self.expects, Expects::YesNo { about: About::Nothing, .. });
        is_plain && (self.key.is_some() || self.goes_on())
    }

    /// Whether every answer leads onwards.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.expects.ways().iter().all(|(_, to)| to.is_onwards(self.number))
    }
}

/// What is said when nobody has answered for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reminder {
    /// How long the customer says nothing.
    pub after: After,
    /// What is said; `None` for the words of the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// A text with a headline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The text.
    pub text: Text,
}

/// Words that answer, beside those that always do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// They mean Yes.
    #[serde(default)]
    pub yes: Vec<String>,
    /// They mean No.
    #[serde(default)]
    pub no: Vec<String>,
}

/// The flow of servers that have set none, as it is stored.
static BUILT_IN: LazyLock<Arc<Flow>> = LazyLock::new(|| {
    let flow = serde_json::from_str(include_str!("flow/built_in.json"));
    Arc::new(flow.expect("the built-in flow is read in a test"))
});

impl Flow {
    /// The flow of servers that have set none: stages 0, 5 and 20. `src/formats/flow/default.yaml`
    /// is the same as people write it.
    #[must_use]
    pub fn built_in() -> &'static Arc<Self> {
        &BUILT_IN
    }

    /// The stage in which a ticket begins. `None` only in a flow without stages, which no check
    /// lets pass.
    #[must_use]
    pub fn first(&self) -> Option<&Step> {
        self.stages.iter().min_by_key(|step| step.number)
    }

    /// The stage with this number.
    #[must_use]
    pub fn step(&self, number: Stage) -> Option<&Step> {
        self.stages.iter().find(|step| step.number == number)
    }

    /// Where a ticket with this number stands: at the stage below it if there is none with just
    /// this number, which only imported state can carry.
    #[must_use]
    pub fn standing(&self, number: Stage) -> Option<&Step> {
        let below = self.stages.iter().filter(|step| step.number <= number);
        below.max_by_key(|step| step.number).or_else(|| self.first())
    }

    /// The stage to which "refresh" leads.
    #[must_use]
    pub fn restart(&self) -> Option<&Step> {
        let to = self.refresh.as_ref()?.to;
        to.map_or_else(|| self.first(), |number| self.step(number))
    }
}

#[cfg(test)]
mod tests;
