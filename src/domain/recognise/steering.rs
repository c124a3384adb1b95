//! Words that say how an order is read, and can therefore name nothing in it.

use super::MOST_OF_ONE;
use super::evidence::is_please;
use super::roles::{self, Role};
use super::tokens::{self, Gap};
use super::words::Word;

/// Whether `text` is made of nothing but numbers and words that steer how an order is read, with
/// one such word at least: "not", "2x", "please", "make it". As a name it would be taken for a
/// product in every sentence that means it otherwise.
#[must_use]
pub fn is_steering(text: &str) -> bool {
    let tokens = tokens::read(text, |_| false);
    let roles = roles::of(&tokens);
    // A letter alone may well be a name, and "4x4" and "5600x" are some; "2x" is none.
    let few = |role: &Role| matches!(role, Role::Number(count) if *count <= MOST_OF_ONE);
    let is_count = roles.len() == 2 && roles.iter().any(few) && !tokens.gap(1).has(Gap::DASH);
    // "60HE" and "MA-1" are written in one.
    let counts_each =
        |at: usize| matches!(roles.get(at), Some(Role::Word(Word::Times | Word::Each)));
    let is_one = tokens.gap(1).is_glued() || tokens.gap(1) == Gap::DASH;
    let is_code = roles.len() == 2
        && tokens.is_digits(0) != tokens.is_digits(1)
        && is_one
        && !(0..2).any(counts_each);
    let steers = |at: usize| match roles.get(at) {
        _ if is_code => false,
        Some(Role::Word(Word::Times)) => is_count || tokens.key(at).len() > 1,
        Some(Role::Word(_)) if tokens.key(at).len() < 2 || is_noun(tokens.key(at)) => false,
        // "gli" is an article, and a trim.
        Some(Role::Word(Word::Between)) => matches!(tokens.key(at), "the" | "of" | "them"),
        Some(Role::Word(Word::Filler | Word::Tells | Word::Labels | Word::Measures)) => {
            is_please(tokens.key(at))
        }
        Some(Role::Word(_)) => true,
        _ => false,
    };
    let counts = |at: usize| matches!(roles.get(at), Some(Role::Number(_) | Role::Enumerator));
    let all = || 0..roles.len();
    all().any(steers) && all().all(|at| steers(at) || counts(at))
}

/// Whether `key` steers in one language and is well known as a name in another.
fn is_noun(key: &str) -> bool {
    matches!(
        key,
        "commander"
            | "encore"
            | "prix"
            | "dame"
            | "chance"
            | "reserve"
            | "book"
            | "switch"
            | "exchange"
            | "leave"
            | "stock"
            | "saw"
            | "neem"
            | "hay"
    )
}

#[cfg(test)]
mod tests {
    use super::is_steering;

    #[test]
    fn words_that_steer_are_told_from_words_that_can_name() {
        for text in [
            "not",
            "No",
            "please",
            "bitte",
            "2x",
            "60 no",
            "3each",
            "x 3",
            "instead of",
            "remove",
            "and",
            "each",
        ] {
            assert!(is_steering(text), "{text}");
        }
        for text in [
            "adder",
            "42",
            "gold",
            "card",
            "not alone",
            "red",
            "more cheese",
            "x",
            "e0x",
            "6x6",
            "5600x",
            "Commander",
            "GLI",
            "X-90",
            "encore",
            "switch",
            "neem",
            "hay",
            "60HE",
            "MA-1",
            "",
            "🌹",
        ] {
            assert!(!is_steering(text), "{text}");
        }
    }
}
