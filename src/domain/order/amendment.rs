//! An option of a line that is to be another one, where that leaves a question.

use super::{Line, LineId, Order};
use crate::domain::catalogue::{Catalogue, ProductOption};
use serde::{Deserialize, Serialize};

/// That an option is to be another one, as long as it has to be asked of which line, or what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The customer's words.
    pub written: String,
    /// The lines that may be meant, and what the option of each is called.
    pub of: Vec<(LineId, String)>,
    /// What it is to be, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Order {
    /// Does what was asked for with these of its lines: says what the option is to be, or leaves to
    /// be asked what it is to be. None of them may be meant.
    pub fn amend(&mut self, meant: &[LineId]) {
        let Some(mut amendment) = self.amendment.take() else { return };
        amendment.of.retain(|(line, _)| meant.contains(line));
        match amendment.value.take() {
            Some(value) => {
                for (line, option) in &amendment.of {
                    self.choose(*line, option, value.clone());
                }
            }
            None if amendment.of.len() == 1 => self.amendment = Some(amendment),
            None => {}
        }
    }

    /// What may be meant is what there is by this catalogue.
    pub fn keep_amendment(&mut self, catalogue: &Catalogue) {
        let Some(mut amendment) = self.amendment.take() else { return };
        let fits = |(line, option): &(LineId, String)| {
            let found = self.line(*line).and_then(|it| option_of(catalogue, it, option));
            let value = amendment.value.as_deref();
            found.is_some_and(|it| value.is_none_or(|value| it.answer(value).is_ok()))
        };
        amendment.of.retain(fits);
        let is_clear = amendment.value.is_some() && amendment.of.len() < 2;
        let meant: Vec<_> = amendment.of.iter().map(|(line, _)| *line).collect();
        self.amendment = (!meant.is_empty()).then_some(amendment);
        if is_clear {
            self.amend(&meant);
        }
    }
}

fn option_of<'c>(catalogue: &'c Catalogue, line: &Line, name: &str) -> Option<&'c ProductOption> {
    catalogue.product(&line.product)?.option(name)
}
