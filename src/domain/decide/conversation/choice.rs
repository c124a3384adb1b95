//! What is meant by an answer that is not quite the label of a choice: "pickup", "delivry", "for
//! delivery please", "the first one".

use super::amend::position;
use crate::domain::{answer::phrase, flow::Choice, recognise::differ_by_a_slip};

/// The only option that words may mean.
pub(super) fn meant(options: &[Choice], text: &str) -> Option<usize> {
    if let Some(place) = position(text, options.len()) {
        return Some(place);
    }
    let said = phrase(text)?;
    let words: Vec<&str> = said.split(' ').collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let said = joined(&words);
    let names: Vec<Vec<String>> = options.iter().map(names).collect();
    only(&names, |it| *it == said).or_else(|| only(&names, |it| is_slip(&said, it)))
}

fn only(names: &[Vec<String>], is_it: impl Fn(&String) -> bool) -> Option<usize> {
    let mut found = names.iter().enumerate().filter(|(_, names)| names.iter().any(&is_it));
    let first = found.next()?.0;
    found.next().is_none().then_some(first)
}

/// Without what may stand around it, in one word.
fn joined(words: &[&str]) -> String {
    words.iter().filter(|it| !AROUND.contains(*it)).copied().collect()
}

fn names(option: &Choice) -> Vec<String> {
    let labels = option.label.variants().map(|(_, label)| label.to_string());
    let names = labels.chain(option.words.iter().cloned()).filter_map(|it| phrase(&it));
    let joined = names.map(|it| joined(&it.split(' ').collect::<Vec<_>>()));
    joined.filter(|it| !it.is_empty()).collect()
}

/// One slip of the pen in a long word.
fn is_slip(said: &str, name: &str) -> bool {
    let is_word = name.chars().all(char::is_alphabetic);
    let letters = said.chars().count().min(name.chars().count());
    is_word && letters >= FEWEST_LETTERS && differ_by_a_slip(said, name)
}

const FEWEST_LETTERS: usize = 5;
const MOST_WORDS: usize = 8;
/// What says nothing of which one.
const AROUND: [&str; 54] = [
    "i", "ill", "id", "im", "we", "well", "would", "like", "want", "will", "take", "it", "that",
    "this", "the", "a", "an", "for", "by", "with", "via", "to", "please", "pls", "plz", "thanks",
    "thank", "you", "my", "me", "them", "go", "lets", "just", "one", "do", "ich", "bitte",
    "mochte", "nehme", "die", "der", "das", "per", "je", "la", "le", "svp", "por", "favor", "el",
    "quiero", "quero", "prefer",
];
