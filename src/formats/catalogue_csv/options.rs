//! Options in a cell: `Colour=black|gold (+500); Plate?=/[A-Z0-9]{1,8}/ 1 to 8 letters`.
//!
//! A `;` parts options, a `|` choices, `(+5)` is a surcharge, and between slashes stands a pattern,
//! with the hint behind it. A `?` before the `=` says that no answer is needed. What cannot be said
//! so is written as in JSON.

use serde_json::value::RawValue;

use crate::domain::catalogue::{Choice, OptionKind, ProductOption, TextRule};
use crate::domain::money::Currency;
use crate::formats::FileProblem;
use crate::formats::object::Report;
use crate::formats::{selling_read, selling_write};

/// The options in a cell, as far as they can be understood.
pub(super) fn read(cell: &str, currency: &Currency, report: &mut Report<'_>) -> Vec<ProductOption> {
    if let Ok(list) = serde_json::from_str::<&RawValue>(cell) {
        return selling_read::options(list, currency, report);
    }
    let mut options = Vec::new();
    let mut rest = cell.trim();
    while !rest.is_empty() {
        let mut tell = |problem| report(cell, problem);
        match option(&mut rest, currency, &mut tell) {
            Ok(option) => options.push(option),
            Err(problem) => {
                tell(problem);
                break;
            }
        }
    }
    options
}

/// Takes one option and the `;` behind it from the text. An error is that nothing behind it can be
/// understood.
fn option(
    rest: &mut &str,
    currency: &Currency,
    tell: &mut dyn FnMut(FileProblem),
) -> Result<ProductOption, FileProblem> {
    let text = *rest;
    let unclear = || FileProblem::BadOptions(text.chars().take(MOST_QUOTED).collect());
    let (name, said) = text.split_once('=').ok_or_else(unclear)?;
    let name = name.trim();
    let (name, required) = name.strip_suffix('?').map_or((name, true), |name| (name, false));
    let said = said.trim_start();
    let (kind, left) = match said.strip_prefix('/') {
        Some(pattern) => {
            let end = end_of_pattern(pattern).ok_or_else(unclear)?;
            let (pattern, behind) = pattern.split_at_checked(end).ok_or_else(unclear)?;
            let (hint, left) = until(';', behind.strip_prefix('/').unwrap_or(behind));
            let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let rule =
                TextRule { pattern: given(pattern), hint: given(hint), ..TextRule::default() };
            (OptionKind::Text(rule), left)
        }
        None => {
            let (choices, left) = until(';', said);
            let choices = choices.split('|').map(|said| choice(said.trim(), currency, tell));
            (OptionKind::Choice { choices: choices.collect() }, left)
        }
    };
    *rest = left;
    Ok(ProductOption { name: name.trim().to_owned(), required, kind })
}

fn choice(said: &str, currency: &Currency, tell: &mut dyn FnMut(FileProblem)) -> Choice {
    let dearer = said.strip_suffix(')').and_then(|said| said.rsplit_once("(+"));
    let (label, surcharge) = match dearer {
        Some((label, amount)) => {
            let read = currency.read(amount).map_err(|fault| tell(FileProblem::BadAmount(fault)));
            (label.trim_end(), read.unwrap_or_default())
        }
        None => (said, Default::default()),
    };
    let closes_only = label.ends_with(')') && label.contains('+') && !label.contains('(');
    if label.contains("(+") || closes_only {
        tell(FileProblem::HalfSurcharge(said.chars().take(MOST_QUOTED).collect()));
    }
    Choice { label: label.to_owned(), surcharge, ..Choice::default() }
}

/// Where the pattern ends: at the first slash without a backslash before it.
fn end_of_pattern(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if letter == '/' && !escaped {
            return Some(at);
        }
        escaped = letter == '\\' && !escaped;
    }
    None
}

/// What stands before the letter, and what behind it; each without spaces at its ends.
fn until(letter: char, text: &str) -> (&str, &str) {
    let (before, behind) = text.split_once(letter).unwrap_or((text, ""));
    (before.trim(), behind.trim())
}

/// The cell of the options, which [`read`] reads as these.
pub(super) fn write(options: &[ProductOption], currency: &Currency) -> String {
    let short: Vec<String> = options.iter().map(|option| short(option, currency)).collect();
    let short = short.join("; ");
    let mut fine = true;
    if read(&short, currency, &mut |_, _| fine = false) == options && fine {
        return short;
    }
    serde_json::to_string(&selling_write::options(options, currency))
        .expect("made of texts and numbers")
}

fn short(option: &ProductOption, currency: &Currency) -> String {
    let kind = match &option.kind {
        OptionKind::Choice { choices } => {
            let choices = choices.iter().map(|choice| match choice.surcharge.is_zero() {
                true => choice.label.clone(),
                false => format!("{} (+{})", choice.label, currency.write(choice.surcharge)),
            });
            choices.collect::<Vec<_>>().join("|")
        }
        OptionKind::Text(rule) => {
            let pattern = rule.pattern.as_deref().unwrap_or_default();
            let hint = rule.hint.as_deref().map(|hint| format!(" {hint}"));
            format!("/{pattern}/{}", hint.unwrap_or_default())
        }
    };
    let required = if option.required { "" } else { "?" };
    format!("{}{required}={kind}", option.name)
}

const MOST_QUOTED: usize = 40;
