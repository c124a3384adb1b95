//! What is meant by an answer that is not quite the label of a choice: "pickup", "delivry", "for
//! delivery please", "the first one".

use super::amend::position;
use crate::domain::{answer::phrase, flow::Choice};

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

/// Whether one letter of a long word is missing, too much or another one, or two have changed places.
fn is_slip(said: &str, name: &str) -> bool {
    let (said, name): (Vec<char>, Vec<char>) = (said.chars().collect(), name.chars().collect());
    let is_word = name.iter().all(|it| it.is_alphabetic());
    if said.len().min(name.len()) < FEWEST_LETTERS || !is_word {
        return false;
    }
    let first = said.iter().zip(&name).take_while(|(one, other)| one == other).count();
    let behind = |letters: &[char], skip: usize| {
        letters.get(first + skip..).map(<[char]>::to_vec).unwrap_or_default()
    };
    let swapped = || {
        let (one, other) = (said.get(first..first + 2), name.get(first..first + 2));
        one.zip(other).is_some_and(|(one, other)| one.iter().rev().eq(other))
            && behind(&said, 2) == behind(&name, 2)
    };
    match said.len().cmp(&name.len()) {
        std::cmp::Ordering::Equal => behind(&said, 1) == behind(&name, 1) || swapped(),
        std::cmp::Ordering::Less => behind(&said, 0) == behind(&name, 1),
        std::cmp::Ordering::Greater => behind(&said, 1) == behind(&name, 0),
    }
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
