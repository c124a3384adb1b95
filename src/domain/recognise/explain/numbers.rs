//! Why so many: which number counts what is wished for, and why another counts nothing.

use std::ops::Range;

use super::Reading;
use crate::domain::recognise::quantity::{Count, Given};

/// The numbers of a text and what became of them.
#[derive(Default)]
pub(super) struct Numbers(Vec<Number>);

struct Number {
    tokens: Range<usize>,
    value: u32,
    is_range: bool,
    given: Given,
}

impl Number {
    /// Whether it counts the name at this place as it is.
    fn counts(&self, at: usize) -> bool {
        self.given == Given::To(at) || self.given == Given::ToAll
    }

    /// Whether it was understood though no name takes it: "make it 3".
    fn changes(&self, read: &Reading) -> bool {
        self.given == Given::Stray && read.counts.used.get(self.tokens.start) == Some(&true)
    }

    fn written<'t>(&self, read: &Reading, text: &'t str) -> &'t str {
        read.tokens.written(text, &self.tokens)
    }
}

impl Numbers {
    pub(super) fn note(&mut self, count: &Count, given: Given) {
        let Count { value, is_range, .. } = *count;
        self.0.push(Number { tokens: count.tokens.clone(), value, is_range, given });
    }

    /// How many there are of the name at this place, and by what.
    pub(super) fn of(&self, at: usize, count: Option<u32>, read: &Reading, text: &str) -> String {
        let Some(count) = count else { return "; 1 of it, since no number counts it".to_owned() };
        let says = |number: &&Number| number.value == count;
        let own = || self.0.iter().find(|number| number.counts(at) && says(number));
        let later = || self.0.iter().rfind(|number| number.changes(read) && says(number));
        // What takes the place of something has its number.
        let other = || {
            let any = |number: &&Number| matches!(number.given, Given::To(_)) && says(number);
            self.0.iter().find(any)
        };
        if let Some(number) = own().or_else(later).or_else(other) {
            let first = if number.is_range { ", of which the first counts" } else { "" };
            return format!("; {count} of it, as “{}” says{first}", number.written(read, text));
        }
        let told: Vec<String> = self
            .0
            .iter()
            .filter(|number| number.counts(at) || number.changes(read))
            .map(|number| format!("“{}”", number.written(read, text)))
            .collect();
        match told.as_slice() {
            [] => format!("; {count} of it, by the words around it"),
            told => format!("; {count} of it, reckoned from {}", told.join(" and ")),
        }
    }

    /// A line for each number that counts no name, by where it stands.
    pub(super) fn others(&self, read: &Reading, text: &str) -> Vec<(usize, String)> {
        let line = |number: &Number| {
            let why = match number.given {
                Given::To(_) | Given::ToAll => return None,
                Given::Name => "it belongs to the name before it",
                Given::Which => "it says which one is meant",
                Given::NoCount => "it is what one costs, or a year",
                Given::Stray if number.changes(read) => {
                    let says = "a number about what was said before";
                    let line = format!("“{}” → {says}", number.written(read, text));
                    return Some((number.tokens.start, line));
                }
                Given::Stray => "it stands at no name that could take it",
            };
            let line = format!("“{}” → counts nothing: {why}", number.written(read, text));
            Some((number.tokens.start, line))
        };
        self.0.iter().filter_map(line).collect()
    }
}
