//! What is asked of a customer who orders a product: a colour, a plate.
//!
//! The bounds are those of Discord's forms: five inputs, labels of 45 characters, hints of 100,
//! lists of 25 (Discord docs, Component Reference).

use regex::RegexBuilder;
use serde::{Deserialize, Serialize};

use crate::domain::money::Amount;
use crate::domain::recognise;

/// The most options that one product has.
pub const MOST_OPTIONS: usize = 5;
/// The most choices that one option has.
pub const MOST_CHOICES: usize = 25;
/// The most other names that one choice has.
pub const MOST_CHOICE_ALIASES: usize = 20;
/// The longest name of an option, in characters.
pub const LONGEST_OPTION_NAME: usize = 45;
/// The longest name of a choice and the longest hint, in characters.
pub const LONGEST_LABEL: usize = 100;
/// The longest answer in words that an option may allow, in characters.
pub const LONGEST_ANSWER: u16 = 200;
/// The longest pattern, in characters.
pub const LONGEST_PATTERN: usize = 200;

/// One question about a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductOption {
    /// What is asked: "Colour".
    pub name: String,
    /// Whether the product cannot be ordered without an answer.
    #[serde(default = "required", skip_serializing_if = "is_required")]
    pub required: bool,
    /// What may be answered.
    #[serde(flatten)]
    pub kind: OptionKind,
}

/// What may be answered to a question about a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OptionKind {
    /// One of these.
    Choice {
        /// In the order in which they are offered.
        choices: Vec<Choice>,
    },
    /// Words of the customer's own.
    Text(TextRule),
}

/// One of several answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What people are shown.
    pub label: String,
    /// What else customers call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it adds to the price of one piece.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub surcharge: Amount,
}

/// What words a customer may answer with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextRule {
    /// A regular expression, in the syntax of the crate `regex`, that the whole answer matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// What the admin says of it: "1 to 8 letters or digits".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The longest answer, in characters.
    #[serde(default = "longest", skip_serializing_if = "is_longest")]
    pub longest: u16,
}

impl Default for TextRule {
    fn default() -> Self {
        Self { pattern: None, hint: None, longest: longest() }
    }
}

/// Why an answer to a question about a product cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerFault {
    /// It is none of the choices.
    NoSuchChoice,
    /// There is nothing in it, or a line break.
    NotOneLine,
    /// It is longer than this many characters.
    TooLong(u16),
    /// The pattern does not match it.
    NotAsHinted,
}

impl Choice {
    /// Its label, then what else it is called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.label).chain(&self.aliases).map(String::as_str)
    }
}

impl ProductOption {
    /// The answer as it goes into the order, its spaces at the ends left away: the label of the
    /// choice that reads like it, or the customer's words.
    ///
    /// # Errors
    /// The option does not allow it.
    pub fn answer(&self, said: &str) -> Result<String, AnswerFault> {
        let said = said.trim();
        match &self.kind {
            OptionKind::Choice { choices } => {
                let key = recognise::key_of(said);
                let is_it = |name: &str| {
                    name == said || (!key.is_empty() && recognise::key_of(name) == key)
                };
                let chosen = choices.iter().find(|choice| self.names_of(choice).any(is_it));
                chosen.map(|choice| choice.label.clone()).ok_or(AnswerFault::NoSuchChoice)
            }
            OptionKind::Text(rule) => rule.check(said).map(|()| said.to_owned()),
        }
    }

    /// What this answer adds to the price of one piece; nothing for one that is not offered.
    #[must_use]
    pub fn surcharge(&self, answer: &str) -> Amount {
        let chosen = self.choices().iter().find(|choice| choice.label == answer);
        chosen.map_or(Amount::ZERO, |choice| choice.surcharge)
    }

    /// What customers may call one of the choices: its names, and how else its size is written,
    /// unless another choice is called so.
    pub fn names_of<'a>(&'a self, choice: &'a Choice) -> impl Iterator<Item = &'a str> {
        let other = other_size(&choice.label);
        let is_free = |it: &&str| {
            self.choices().iter().flat_map(Choice::names).all(|name| !is_size(name, it))
        };
        choice.names().chain(other.filter(is_free))
    }

    /// The choices, of which there are none for an answer in words.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            OptionKind::Choice { choices } => choices,
            OptionKind::Text(_) => &[],
        }
    }
}

/// "M" for "Medium" and the other way round.
fn other_size(label: &str) -> Option<&'static str> {
    SIZES.iter().find_map(|(code, word)| match label.trim() {
        it if is_size(it, code) => Some(*word),
        it if is_size(it, word) => Some(*code),
        _ => None,
    })
}

fn is_size(name: &str, size: &str) -> bool {
    name.eq_ignore_ascii_case(size)
}

/// What sizes are written as, in letters and in words.
const SIZES: [(&str, &str); 4] =
    [("S", "small"), ("M", "medium"), ("L", "large"), ("XL", "extra large")];

impl TextRule {
    fn check(&self, said: &str) -> Result<(), AnswerFault> {
        if said.is_empty() || said.contains(char::is_control) {
            return Err(AnswerFault::NotOneLine);
        }
        if said.chars().count() > usize::from(self.longest) {
            return Err(AnswerFault::TooLong(self.longest));
        }
        // Compiled here and not kept: 50,000 products with a compiled pattern each would take
        // gigabytes, and an answer is rare. The catalogue was taken with patterns that compile.
        let fits = self.pattern.as_ref().is_none_or(|pattern| {
            compile(&whole(pattern)).is_ok_and(|pattern| pattern.is_match(said))
        });
        if fits { Ok(()) } else { Err(AnswerFault::NotAsHinted) }
    }
}

/// Why this is no pattern, in the words of the crate `regex`, on one line.
pub(super) fn fault_of_pattern(pattern: &str) -> Option<String> {
    // Alone too: "a)|(b" is a pattern only with our brackets around it.
    let fault = compile(pattern).and_then(|_| compile(&whole(pattern))).err()?;
    Some(match fault {
        regex::Error::CompiledTooBig(_) => "it takes too much memory".to_owned(),
        other => {
            let words = other.to_string();
            let last = words.lines().last().unwrap_or_default().trim();
            last.strip_prefix("error: ").unwrap_or(last).to_owned()
        }
    })
}

fn whole(pattern: &str) -> String {
    format!(r"\A(?:{pattern})\z")
}

/// A pattern matches in a time that grows with the answer alone, whatever it is (crate `regex`);
/// what it can be made to cost is memory, and that is bounded here.
fn compile(pattern: &str) -> Result<regex::Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(MOST_PATTERN_BYTES).nest_limit(20).build()
}

const MOST_PATTERN_BYTES: usize = 1024 * 1024;

fn required() -> bool {
    true
}

fn is_required(value: &bool) -> bool {
    *value
}

fn longest() -> u16 {
    DEFAULT_LONGEST
}

fn is_longest(value: &u16) -> bool {
    *value == DEFAULT_LONGEST
}

/// The longest answer in words where the admin names none, in characters.
pub const DEFAULT_LONGEST: u16 = 100;
