//! Which words were taken as choices of options, and which were not.

use std::ops::Range;

use super::Reading;
use crate::domain::recognise::index::{Asked, Index};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;

/// The choices that were taken for what is wished for.
pub(super) struct Choices<'i> {
    taken: Vec<Taken<'i>>,
    /// Words of choices that were taken for none, each with the option.
    left: Vec<(usize, &'i Asked)>,
}

/// A choice, and the words that say it.
struct Taken<'i> {
    /// Where the name stands that it was taken for.
    name: Range<usize>,
    asked: &'i Asked,
    choice: &'i str,
    words: Option<Range<usize>>,
}

impl<'i> Choices<'i> {
    pub(super) fn of(index: &'i Index, read: &Reading) -> Self {
        let mut found = Self { taken: Vec::new(), left: Vec::new() };
        let names = || read.mentions.wishes.iter();
        let asked = |mention: &Mention| match *mention.products.as_slice() {
            [product] => index.options(product),
            _ => &[],
        };
        for mention in names() {
            let wish = read.wishes.stay.iter().find(|wish| wish.tokens == mention.tokens);
            for (name, value) in wish.into_iter().flat_map(|wish| &wish.options) {
                let Some(asked) = asked(mention).iter().find(|it| it.name == *name) else {
                    continue;
                };
                let names = asked.choices.iter().filter(|(label, _)| label == value);
                let names = names.map(|(label, words)| (label, beside(mention, read, words)));
                let Some((choice, words)) = names.max_by_key(|it| it.1.is_some()) else {
                    continue;
                };
                found.taken.push(Taken { name: mention.tokens.clone(), asked, choice, words });
            }
        }
        // "with" of "with ice" is said of much else.
        let says = |asked: &Asked, at: usize| {
            let content = read.roles[at] == Role::Content;
            let key = read.tokens.key(at);
            let mut choices = asked.choices.iter().filter(|(_, words)| content || words.len() == 1);
            choices.any(|(_, words)| words.iter().any(|it| it == key))
        };
        let free = (0..read.roles.len()).filter(|at| !read.mentions.has(*at));
        for at in free.filter(|at| !read.counts.used[*at]) {
            if found.taken.iter().any(|it| it.words.as_ref().is_some_and(|it| it.contains(&at))) {
                continue;
            }
            let of = names().flat_map(&asked).find(|asked| says(asked, at));
            found.left.extend(of.map(|asked| (at, asked)));
        }
        found
    }

    /// What was taken for the name at `tokens`.
    pub(super) fn of_name(&self, tokens: &Range<usize>, read: &Reading, text: &str) -> String {
        let said = self.taken.iter().filter(|it| it.name == *tokens).map(|it| {
            let by = it.words.as_ref().map_or_else(String::new, |words| {
                format!(", as “{}” says", read.tokens.written(text, words))
            });
            format!("; {}: {}{by}", it.asked.name, it.choice)
        });
        said.collect()
    }

    /// Whether a token is told as a choice that was not taken.
    pub(super) fn is_told(&self, at: usize) -> bool {
        self.left.iter().any(|(told, _)| *told == at)
    }

    /// A line for each word of a choice that was not taken, by where it stands.
    pub(super) fn not_taken(&self, read: &Reading, text: &str) -> Vec<(usize, String)> {
        let line = |(at, asked): &(usize, &Asked)| {
            let taken = self.taken.iter().find(|it| it.asked.name == asked.name);
            let others = self.left.iter().any(|(other, it)| other != at && it.name == asked.name);
            let why = match taken {
                Some(it) => format!("“{}” is taken", it.choice),
                None if others => "another one is said too, so it is not certain which".to_owned(),
                None => {
                    "it does not stand beside the name, or is only a part of a choice".to_owned()
                }
            };
            let written = read.tokens.written(text, &(*at..at + 1));
            (*at, format!("“{written}” → a word of “{}”, not taken: {why}", asked.name))
        };
        self.left.iter().map(line).collect()
    }
}

/// Where the words of a choice stand between the names before and behind a name, or in it.
fn beside(mention: &Mention, read: &Reading, words: &[String]) -> Option<Range<usize>> {
    let ends = read.mentions.wishes.iter().map(|it| it.tokens.end);
    let floor = ends.filter(|end| *end <= mention.tokens.start).max().unwrap_or(0);
    let starts = read.mentions.wishes.iter().map(|it| it.tokens.start);
    let ceiling = starts.filter(|start| *start >= mention.tokens.end).min();
    let last = ceiling.unwrap_or(read.roles.len()).checked_sub(words.len())?;
    let mut places = (floor..=last).map(|from| from..from + words.len());
    places.find(|place| place.clone().zip(words).all(|(at, word)| read.tokens.key(at) == word))
}
