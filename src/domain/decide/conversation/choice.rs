//! What is meant by an answer that is not quite the label of a choice: "pickup", "delivry", "for
//! delivery please", "the first one", "delivery to 12 Main Street".

use std::sync::LazyLock;

use super::{amend::position, talk::Talk};
use crate::domain::{
    answer::phrase,
    flow::Choice,
    phrases::Phrases,
    recognise::{differ_by_a_slip, takes_out},
};

impl Talk<'_> {
    /// The option that words say. A sentence that names one may name a product besides, which would
    /// be lost.
    pub(super) fn chosen(&self, options: &[Choice], text: &str) -> Option<usize> {
        let plainly = Choice::chosen(options, text).or_else(|| meant(options, text));
        plainly.or_else(|| {
            let (nth, rest) = in_sentence(options, text)?;
            (!self.is_change(text) && !self.names_product(&rest)).then_some(nth)
        })
    }
}

/// The only option that is named in a short sentence which refuses nothing, calls nothing off and
/// asks nothing, and what is said beside its name.
fn in_sentence(options: &[Choice], text: &str) -> Option<(usize, String)> {
    let said = phrase(text)?;
    let words: Vec<&str> = said.split(' ').collect();
    let is_asked = words.first().is_some_and(|it| ASKS.has(it));
    if words.len() > MOST_WORDS || is_asked || UNSURE.any_in(&said) {
        return None;
    }
    let mut named = options.iter().enumerate().filter_map(|(nth, option)| {
        let sides = written(option).iter().filter_map(|name| beside(&words, name)).next()?;
        Some((nth, sides))
    });
    let (nth, (before, behind)) = named.next()?;
    let is_only = named.next().is_none() && !is_called_off(before, behind);
    is_only.then(|| (nth, [before, behind].concat().join(" ")))
}

/// "cancel the delivery", "delivery cancelled": the verb is said of the name.
fn is_called_off(before: &[&str], behind: &[&str]) -> bool {
    let says_nothing = |it: &&&str| AROUND.contains(*it) || matches!(**it, "of" | "about");
    let verb = before.iter().rev().find(|it| !says_nothing(it));
    let mut rest = behind.iter().filter(|it| !says_nothing(it));
    let alone = rest.next().filter(|_| rest.next().is_none());
    verb.is_some_and(|it| takes_out(it)) || alone.is_some_and(|it| takes_out(it))
}

/// What stands before a name and behind it, if it is said: as one word or as several.
fn beside<'w>(words: &'w [&'w str], name: &str) -> Option<(&'w [&'w str], &'w [&'w str])> {
    let joined = name.replace(' ', "");
    let says_something = name.split(' ').any(|it| !AROUND.contains(&it));
    if !says_something || joined.chars().filter(|it| it.is_alphabetic()).count() < FEWEST_OF_A_NAME
    {
        return None;
    }
    let spans = (0..words.len()).flat_map(|at| (at + 1..=words.len()).map(move |end| (at, end)));
    let mut found = spans.filter_map(|(at, end)| {
        let is_it = words.get(at..end)?.concat() == joined;
        is_it.then_some((words.get(..at)?, words.get(end..)?))
    });
    found.next()
}

/// The labels and words of an option, folded.
fn written(option: &Choice) -> Vec<String> {
    let labels = option.label.variants().map(|(_, label)| label.to_string());
    labels.chain(option.words.iter().cloned()).filter_map(|it| phrase(&it)).collect()
}

/// The only option that words may mean.
fn meant(options: &[Choice], text: &str) -> Option<usize> {
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
    let names = written(option);
    let joined = names.iter().map(|it| joined(&it.split(' ').collect::<Vec<_>>()));
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
/// Shorter names may be other words: sizes, numbers.
const FEWEST_OF_A_NAME: usize = 3;
/// What begins a question, though no mark ends it.
static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    how, what, whats, when, where, why, which, who, does, is, are, was, wie, wann, wo, warum, \
    wieso, ist, gibt, combien, comment, quand, pourquoi, est, cuanto, cuando, donde, cual, hay, \
    quanto, quando, onde, qual, tem",
    )
});
/// What says that an option is not the one, or that it is not certain yet. English, German, French,
/// Spanish, Portuguese.
static UNSURE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    instead of, rather than, not, no, dont, cant, wont, doesnt, isnt, never, neither, nor, \
    without, except, anything but, or, maybe, perhaps, depends, if, unless, too, expensive, cost, \
    costs, nicht, nein, kein, keine, keinen, keiner, nie, ohne, statt, anstatt, ausser, weder, \
    oder, vielleicht, wenn, falls, zu teuer, kostet, pas, ne, non, jamais, sans, sauf, ni, ou, \
    peut etre, trop, nunca, sin, salvo, menos, tampoco, quiza, quizas, tal vez, demasiado, nao, \
    nunca, sem, exceto, nem, talvez, se, demais",
    )
});
/// What says nothing of which one.
const AROUND: [&str; 54] = [
    "i", "ill", "id", "im", "we", "well", "would", "like", "want", "will", "take", "it", "that",
    "this", "the", "a", "an", "for", "by", "with", "via", "to", "please", "pls", "plz", "thanks",
    "thank", "you", "my", "me", "them", "go", "lets", "just", "one", "do", "ich", "bitte",
    "mochte", "nehme", "die", "der", "das", "per", "je", "la", "le", "svp", "por", "favor", "el",
    "quiero", "quero", "prefer",
];
