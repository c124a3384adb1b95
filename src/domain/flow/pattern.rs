//! Patterns that the whole of an answer must fit.

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// A regular expression for the whole of an answer. Capitals make no difference unless it says
/// `(?-i)`; `\d`, `\w` and `\s` are those of Unicode. Matching takes time in proportion to the
/// answer, whatever the pattern.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    text: String,
    whole: Regex,
}

/// A pattern that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    /// It is no regular expression.
    #[error("the pattern cannot be read: {0}")]
    Unreadable(String),
    /// It is longer than [`Pattern::LONGEST`].
    #[error("the pattern has {0} characters and the most is {most}", most = Pattern::LONGEST)]
    TooLong(usize),
    /// It would take too much memory.
    #[error(
        "the pattern is too large: use smaller numbers in its braces, or write [A-Za-z] for \\w and \\p{{L}}, \
         which have thousands of letters"
    )]
    TooLarge,
    /// No text fits it.
    #[error("nothing can fit this pattern")]
    Impossible,
}

/// The most memory of a compiled pattern, in bytes: a name of 30 letters of any script fits.
const MEMORY: usize = 2 << 20;
/// How deep groups may be nested.
const DEEPEST: u32 = 50;

impl Pattern {
    /// The longest pattern, in characters.
    pub const LONGEST: usize = 500;

    /// Reads a pattern.
    ///
    /// # Errors
    /// It is no regular expression, or too large, or nothing can fit it.
    pub fn new(text: &str) -> Result<Self, BadPattern> {
        let length = text.chars().count();
        if length > Self::LONGEST {
            return Err(BadPattern::TooLong(length));
        }
        let tree = regex_syntax::ParserBuilder::new().nest_limit(DEEPEST).build().parse(text);
        let tree = tree.map_err(|fault| BadPattern::Unreadable(reason(&fault)))?;
        if tree.properties().minimum_len().is_none() {
            return Err(BadPattern::Impossible);
        }
        let whole = RegexBuilder::new(&format!(r"\A(?:{text})\z"))
            .case_insensitive(true)
            .size_limit(MEMORY)
            .dfa_size_limit(MEMORY)
            .nest_limit(DEEPEST + 2)
            .build();
        let whole = whole.map_err(|fault| match fault {
            regex::Error::CompiledTooBig(_) => BadPattern::TooLarge,
            other => BadPattern::Unreadable(last_line(&other.to_string())),
        })?;
        Ok(Self { text: text.to_owned(), whole })
    }

    /// Whether the whole of `answer` fits.
    #[must_use]
    pub fn fits(&self, answer: &str) -> bool {
        self.whole.is_match(answer)
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The fewest and the most bytes of what fits; `None` for the most if there is no limit.
    #[must_use]
    pub fn lengths(&self) -> (usize, Option<usize>) {
        let tree = regex_syntax::parse(&self.text).ok();
        let properties = tree.as_ref().map(regex_syntax::hir::Hir::properties);
        (
            properties.and_then(|it| it.minimum_len()).unwrap_or(0),
            properties.and_then(|it| it.maximum_len()),
        )
    }
}

/// What is wrong, without the drawing around it.
fn reason(fault: &regex_syntax::Error) -> String {
    match fault {
        regex_syntax::Error::Parse(fault) => {
            format!("{}, at character {}", fault.kind(), fault.span().start.column)
        }
        regex_syntax::Error::Translate(fault) => {
            format!("{}, at character {}", fault.kind(), fault.span().start.column)
        }
        other => last_line(&other.to_string()),
    }
}

fn last_line(text: &str) -> String {
    let line = text.lines().last().unwrap_or_default();
    line.trim_start_matches("error:").trim().to_owned()
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl TryFrom<String> for Pattern {
    type Error = BadPattern;

    fn try_from(text: String) -> Result<Self, BadPattern> {
        Self::new(&text)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_answer_must_fit_in_any_case() {
        let plate = Pattern::new("[A-Z]{1,3} [0-9]+|none").unwrap();
        for (answer, fits) in
            [("B 12", true), ("b 12", true), ("None", true), ("xxxB 12", false), ("B 12\n", false)]
        {
            assert_eq!(plate.fits(answer), fits, "{answer:?}");
        }
        assert!(!Pattern::new("(?-i)[A-Z]+").unwrap().fits("abc"));
        assert!(Pattern::new(r"\w+").unwrap().fits("Straße"));
        assert!(Pattern::new(r"\p{L}{2,30}").unwrap().fits("Łukasz"));
        assert!(Pattern::new(r"\w{3,32}").unwrap().fits("ann_1"));
    }

    #[test]
    fn a_pattern_cannot_break_out_of_its_whole() {
        for text in ["a)|(?:b", "(?x)a #", "a|", "("] {
            if let Ok(pattern) = Pattern::new(text) {
                assert!(!pattern.fits("xa") && !pattern.fits("bx"), "{text}");
            }
        }
        assert!(Pattern::new("a)|(b").is_err());
    }

    #[test]
    fn patterns_that_cannot_be_used_are_refused_with_the_reason() {
        let refused = |text: &str| Pattern::new(text).unwrap_err();
        assert_eq!(
            refused("a["),
            BadPattern::Unreadable("unclosed character class, at character 2".into())
        );
        assert_eq!(refused(r"[^\s\S]"), BadPattern::Impossible);
        assert_eq!(refused(&"a".repeat(501)), BadPattern::TooLong(501));
        assert_eq!(refused(r"((\w{100}){100}){100}"), BadPattern::TooLarge);
        assert!(matches!(refused(&"(".repeat(400)), BadPattern::Unreadable(_)));
        assert!(matches!(refused(r"(a)\1"), BadPattern::Unreadable(_)));
    }
}
