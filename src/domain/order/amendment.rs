//! What is to be another one of a line, where that leaves a question.

use super::{Line, LineId, Order};
use crate::domain::{
    catalogue::{Catalogue, ProductOption},
    recognise::MOST_OF_ONE,
};
use serde::{Deserialize, Serialize};

/// A line, and what the option of it is called that is meant.
pub type Part = (LineId, String);

/// How many pieces of a line are wanted instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recount {
    /// So many; none takes the line away.
    To(u32),
    /// So many more, or fewer.
    By(i32),
    /// So many times as many.
    Times(u32),
}

impl Recount {
    /// How many there are then of so many.
    #[must_use]
    pub fn of(self, quantity: u32) -> u32 {
        let quantity = match self {
            Self::To(quantity) => quantity,
            Self::By(by) => quantity.saturating_add_signed(by),
            Self::Times(times) => quantity.saturating_mul(times),
        };
        quantity.min(MOST_OF_ONE)
    }
}

/// That an option is to be another one, or how many pieces of a line are wanted, as long as it has
/// to be asked of which line, or what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The customer's words.
    pub written: String,
    /// The lines that may be meant, and what the option of each is called; nothing where it is
    /// about how many.
    pub of: Vec<Part>,
    /// What it is to be, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of how many pieces of a line; all of them if none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<u32>,
    /// How many pieces are wanted of the line that is meant, if it is about that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recount: Option<Recount>,
    /// All of the lines are meant.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
}

impl Amendment {
    /// The part of which it is asked what it is to be, if it is clear which are meant.
    #[must_use]
    pub fn next(&self) -> Option<&Part> {
        self.of.first().filter(|_| self.each || self.of.len() == 1)
    }
}

impl Order {
    /// Does what was asked for with these of its parts: says what the option is to be, or leaves to
    /// be asked what it is to be. None of them may be meant.
    pub fn amend(&mut self, meant: &[Part]) {
        let Some(mut amendment) = self.amendment.take() else { return };
        amendment.of.retain(|it| meant.contains(it));
        if let Some(recount) = amendment.recount {
            return amendment.of.iter().for_each(|it| self.recount(it.0, recount));
        }
        match amendment.value.take() {
            Some(value) => {
                for (line, option) in &amendment.of {
                    self.turn(*line, option, &value, amendment.pieces);
                }
            }
            None if amendment.of.is_empty() => {}
            None => self.amendment = Some(Amendment { each: true, ..amendment }),
        }
    }

    /// It is said what the option of the next part is to be, of so many pieces each. What is to be
    /// the same for all pieces is so for the other parts that can be that; the rest is asked for.
    /// Whether that was asked.
    pub fn amend_next(
        &mut self,
        catalogue: &Catalogue,
        part: &Part,
        portions: &[(String, u32)],
    ) -> bool {
        let Some(mut amendment) = self.amendment.take_if(|it| it.next() == Some(part)) else {
            return false;
        };
        let quantity = self.line(part.0).map_or(0, |it| it.quantity);
        match portions {
            [(value, count)] if *count == quantity => {
                let takes = |(line, option): &Part| {
                    let found = self.line(*line).and_then(|it| option_of(catalogue, it, option));
                    found.is_some_and(|it| it.answer(value).is_ok())
                };
                let (same, others) = amendment.of.into_iter().partition(takes);
                amendment.of = others;
                let same: Vec<Part> = same;
                for (line, option) in &same {
                    self.turn(*line, option, value, amendment.pieces);
                }
            }
            _ => {
                amendment.of.retain(|it| it != part);
                self.portion(part.0, &part.1, portions);
            }
        }
        self.amendment = (!amendment.of.is_empty()).then_some(amendment);
        true
    }

    fn recount(&mut self, line: LineId, recount: Recount) {
        if let Some(line) = self.lines.iter_mut().find(|it| it.id == line) {
            line.quantity = recount.of(line.quantity);
        }
        self.lines.retain(|it| it.quantity > 0);
    }

    /// Makes an option of so many pieces of a line another one.
    fn turn(&mut self, line: LineId, option: &str, value: &str, pieces: Option<u32>) {
        let quantity = self.line(line).map_or(1, |it| it.quantity);
        let pieces = pieces.unwrap_or(quantity).min(quantity);
        self.portion(line, option, &[(value.to_owned(), pieces)]);
    }

    /// What may be meant is what there is by this catalogue.
    pub fn keep_amendment(&mut self, catalogue: &Catalogue) {
        let Some(mut amendment) = self.amendment.take() else { return };
        let is_recount = amendment.recount.is_some();
        let fits = |(line, option): &Part| {
            if is_recount {
                return self.line(*line).is_some();
            }
            let found = self.line(*line).and_then(|it| option_of(catalogue, it, option));
            let value = amendment.value.as_deref();
            found.is_some_and(|it| value.is_none_or(|value| it.answer(value).is_ok()))
        };
        amendment.of.retain(fits);
        let is_clear = (amendment.value.is_some() || is_recount) && amendment.of.len() < 2;
        let meant = amendment.of.clone();
        self.amendment = (!meant.is_empty()).then_some(amendment);
        if is_clear {
            self.amend(&meant);
        }
    }
}

fn option_of<'c>(catalogue: &'c Catalogue, line: &Line, name: &str) -> Option<&'c ProductOption> {
    catalogue.product(&line.product)?.option(name)
}
