//! Texts with variables. A template is read once; what is put in for a variable is never read.

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

/// A text with variables in braces: "Your order: {order}". A brace itself is written twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Variable(Variable),
}

/// What a template can show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Variable {
    /// `{customer}`: the customer, as a mention.
    Customer,
    /// `{ticket}`: the number of the ticket.
    Ticket,
    /// `{order}`: the order, a line for each product.
    Order,
    /// `{total}`: what the order costs.
    Total,
    /// `{terms}`: the terms and conditions.
    Terms,
    /// `{products}`: the names of the products that there are.
    Products,
    /// `{answer.KEY}`: the answer that was given in the stage with `as: KEY`.
    Answer(Key),
}

/// The name of an answer: small letters, digits and `_`, from a letter on, at most 32.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

/// A text that cannot be the name of an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" cannot be the name of an answer: use up to 32 small letters a to z, digits and _, \
     and begin with a letter"
)]
pub struct NotAKey(pub String);

/// A text as far as it can be read as a template.
#[derive(Clone, Debug, Default)]
pub struct ReadTemplate {
    /// What can be read of it.
    pub template: Template,
    /// With which brace of the text each variable of the template begins.
    pub variables: Vec<usize>,
    /// What cannot be read, and with which brace of the text that begins.
    pub wrong: Vec<(usize, BadTemplate)>,
}

/// A template that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTemplate {
    /// A brace that belongs to nothing.
    #[error("a single \"{0}\" begins or ends no variable: write it twice to show it")]
    LoneBrace(char),
    /// A variable that there is not.
    #[error(
        "there is no variable {{{name}}}: there are {{customer}}, {{ticket}}, {{order}}, {{total}}, \
         {{terms}}, {{products}} and {{answer.NAME}}. To show braces, write them twice"
    )]
    Unknown {
        /// What stands between the braces.
        name: String,
    },
    /// An answer by a name that none can have.
    #[error(transparent)]
    NotAKey(#[from] NotAKey),
}

impl Key {
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Variable {
    /// Those that are not answers, by name.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("customer", Self::Customer),
        ("ticket", Self::Ticket),
        ("order", Self::Order),
        ("total", Self::Total),
        ("terms", Self::Terms),
        ("products", Self::Products),
    ];
}

impl Template {
    /// Reads a text to its end, whatever is wrong in it.
    #[must_use]
    pub fn read(text: &str) -> ReadTemplate {
        let mut read = ReadTemplate::default();
        let mut literal = String::new();
        let mut rest = text;
        let mut brace = 0;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from_brace) = rest.split_at(at);
            literal.push_str(before);
            let doubled = ["{{", "}}"].into_iter().find(|it| from_brace.starts_with(it));
            let (taken, braces) = match doubled {
                Some(doubled) => {
                    literal.push_str(doubled.get(1..).unwrap_or_default());
                    (doubled.len(), 2)
                }
                None => match between_braces(from_brace) {
                    Ok(name) => {
                        match name.trim().parse() {
                            Ok(variable) => {
                                read.template.push_literal(std::mem::take(&mut literal));
                                read.template.parts.push(Part::Variable(variable));
                                read.variables.push(brace);
                            }
                            Err(problem) => read.wrong.push((brace, problem)),
                        }
                        (name.len() + 2, 2)
                    }
                    Err(lone) => {
                        read.wrong.push((brace, BadTemplate::LoneBrace(lone)));
                        (1, 1)
                    }
                },
            };
            rest = from_brace.get(taken..).unwrap_or_default();
            brace += braces;
        }
        literal.push_str(rest);
        read.template.push_literal(literal);
        read
    }

    fn push_literal(&mut self, literal: String) {
        if !literal.is_empty() {
            self.parts.push(Part::Literal(literal));
        }
    }

    /// Says nothing.
    pub(super) const EMPTY: Self = Self { parts: Vec::new() };

    /// A text in which nothing is a variable.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self { parts: vec![Part::Literal(text.to_owned())] }
    }

    /// The text, with what `value` gives put in for each variable as it is: braces in it mean
    /// nothing.
    pub fn render<'v>(&self, mut value: impl FnMut(&Variable) -> Cow<'v, str>) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Variable(variable) => text.push_str(&value(variable)),
            }
        }
        text
    }

    /// The variables in it, in their order.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.parts.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Variable(variable) => Some(variable),
        })
    }

    /// Whether it shows nothing that can be seen.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Literal(text) if text.trim().is_empty()))
    }
}

impl FromStr for Template {
    type Err = BadTemplate;

    fn from_str(text: &str) -> Result<Self, BadTemplate> {
        let ReadTemplate { template, wrong, .. } = Self::read(text);
        wrong.into_iter().next().map_or(Ok(template), |(_, problem)| Err(problem))
    }
}

/// The name of the variable with which a text begins; else the brace, which begins or ends none.
fn between_braces(text: &str) -> Result<&str, char> {
    let inside = text.strip_prefix('{').ok_or('}')?;
    let end = inside.find(['{', '}', '\n']).ok_or('{')?;
    let (name, after) = inside.split_at(end);
    if after.starts_with('}') { Ok(name) } else { Err('{') }
}

impl FromStr for Variable {
    type Err = BadTemplate;

    fn from_str(name: &str) -> Result<Self, BadTemplate> {
        if let Some(key) = name.strip_prefix("answer.") {
            return Ok(Self::Answer(key.parse()?));
        }
        let known = Self::NAMED.into_iter().find(|(known, _)| *known == name);
        known
            .map(|(_, variable)| variable)
            .ok_or_else(|| BadTemplate::Unknown { name: name.to_owned() })
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, Self::NAMED.iter().find(|(_, variable)| variable == self)) {
            (Self::Answer(key), _) => write!(f, "{{answer.{}}}", key.as_str()),
            (_, named) => write!(f, "{{{}}}", named.map_or("", |(name, _)| name)),
        }
    }
}

/// As it is written in a flow.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Literal(text) => {
                    f.write_str(&text.replace('{', "{{").replace('}', "}}"))?;
                }
                Part::Variable(variable) => variable.fmt(f)?,
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for Template {
    type Error = BadTemplate;

    fn try_from(text: String) -> Result<Self, BadTemplate> {
        text.parse()
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.to_string()
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Key {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        let begins = text.starts_with(|letter: char| letter.is_ascii_lowercase());
        if begins && text.len() <= 32 && text.bytes().all(fits) {
            Ok(Self(text))
        } else {
            Err(NotAKey(text))
        }
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

#[cfg(test)]
mod tests;
