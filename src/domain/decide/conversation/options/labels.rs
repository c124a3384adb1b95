//! Labels of choices that are said in part: by their number, or by one of their words.

use super::super::lists::{COURTESIES, THE};
use crate::domain::catalogue::{Choice, ProductOption};

/// The only choice that is called by this number, with a unit or without: "60" of "60cm".
pub(in super::super) fn numbered<'c>(
    option: &'c ProductOption,
    digits: &str,
) -> Option<&'c Choice> {
    with_numbers(option, &[digits])
}

fn with_numbers<'c>(option: &'c ProductOption, said: &[&str]) -> Option<&'c Choice> {
    let is_it = |it: &&Choice| numbers_of(&it.label) == said;
    let mut choices = option.choices().iter().filter(is_it);
    choices.next().filter(|_| choices.next().is_none())
}

fn numbers_of(said: &str) -> Vec<&str> {
    said.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty()).collect()
}

/// "100", "the 100 one", "100 watt", where "100w" may be chosen, and "30 x 80" of "30x80cm": numbers
/// with nothing beside them but how their unit begins.
pub(super) fn named_by_number<'c>(option: &'c ProductOption, said: &str) -> Option<&'c Choice> {
    let numbers = numbers_of(said);
    let choice = with_numbers(option, &numbers).filter(|_| !numbers.is_empty())?;
    let mut units = choice.label.split(|it: char| !it.is_alphabetic());
    let unit = units.rfind(|it| !it.is_empty())?.chars().next()?.to_ascii_lowercase();
    let is_quiet = |it: &str| {
        let is_unit = it.starts_with(unit);
        is_unit || THE.contains(&it) || COURTESIES.contains(&it) || matches!(it, "one" | "x" | "by")
    };
    let mut words = said.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty());
    words.all(is_quiet).then_some(choice)
}

/// The only choice with this word in its label, which says nothing else: "iso" of "ISO-DE".
pub(super) fn named_by_word<'c>(option: &'c ProductOption, said: &str) -> Option<&'c Choice> {
    let is_quiet = |it: &&str| THE.contains(it) || COURTESIES.contains(it) || *it == "one";
    let mut words = said.split(' ').filter(|it| !is_quiet(it));
    let only = words.next().filter(|_| words.next().is_none())?;
    let has_it = |it: &&Choice| {
        let label = it.label.to_lowercase();
        let mut parts = label.split(|it: char| !it.is_alphanumeric());
        label != only && parts.any(|part| part == only)
    };
    let is_long =
        only.chars().count() >= FEWEST_LETTERS && !only.bytes().any(|it| it.is_ascii_digit());
    let mut choices = option.choices().iter().filter(has_it);
    choices.next().filter(|_| is_long && choices.next().is_none())
}

/// With a space between a number and its unit: "2kg" is "2 kg".
pub(super) fn spaced(said: &str) -> String {
    let mut spaced = String::with_capacity(said.len() + 2);
    let mut digit = false;
    for letter in said.chars() {
        if digit && letter.is_alphabetic() {
            spaced.push(' ');
        }
        spaced.push(letter);
        digit = letter.is_ascii_digit();
    }
    spaced
}

/// "2xM 2xL" with spaces, in which no XL is meant.
pub(super) fn parted_times(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_times = |at: usize| {
        let next = letters.get(at + 1).is_some_and(char::is_ascii_uppercase);
        letters.get(at) == Some(&'x') && next && at > 0 && letters[at - 1].is_ascii_digit()
    };
    (0..letters.len()).any(is_times).then(|| {
        let said = letters.iter().enumerate().map(|(at, letter)| match is_times(at) {
            true => " x ".to_owned(),
            false => letter.to_string(),
        });
        said.collect()
    })
}

/// A shorter word may be anything.
const FEWEST_LETTERS: usize = 3;
