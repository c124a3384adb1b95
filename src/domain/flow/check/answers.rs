//! Whether there are answers that a stage would take.

use super::{Faults, FlowProblem, Path};
use crate::domain::flow::{Expects, LONGEST_ANSWER, MOST_FILES, Pattern};

/// The most bytes of a character in UTF-8.
const BYTES: usize = 4;

pub(super) fn check(stage: &Path, expects: &Expects, faults: &mut Faults) {
    match expects {
        Expects::Text { pattern, example, shortest, longest, .. } => {
            check_text(
                stage,
                &Wanted { pattern: pattern.as_ref(), shortest: *shortest, longest: *longest },
                example.as_deref(),
                faults,
            );
        }
        Expects::Number { least: Some(least), most: Some(most), .. } => {
            check_range(&stage.field("most"), *least, *most, faults);
        }
        Expects::Date { earliest: Some(earliest), latest: Some(latest), .. } => {
            check_range(&stage.field("latest"), (*earliest).into(), (*latest).into(), faults);
        }
        Expects::File { most, .. } if !(1..=MOST_FILES).contains(most) => {
            faults.add(&stage.field("most"), FlowProblem::NoSuchManyFiles);
        }
        Expects::File { least: 0, .. } => {
            faults.add(&stage.field("least"), FlowProblem::NoSuchManyFiles);
        }
        Expects::File { least, most, .. } => {
            check_range(&stage.field("most"), (*least).into(), (*most).into(), faults);
        }
        _ => {}
    }
}

/// What an answer in words must be like.
struct Wanted<'f> {
    pattern: Option<&'f Pattern>,
    shortest: u16,
    longest: u16,
}

fn check_text(stage: &Path, wanted: &Wanted<'_>, example: Option<&str>, faults: &mut Faults) {
    let &Wanted { pattern, shortest, longest } = wanted;
    let lengths = 1..=LONGEST_ANSWER;
    for (field, length) in [("shortest", shortest), ("longest", longest)] {
        if !lengths.contains(&length) {
            faults.add(&stage.field(field), FlowProblem::NoSuchLength);
            return;
        }
    }
    if shortest > longest {
        check_range(&stage.field("longest"), shortest.into(), longest.into(), faults);
        return;
    }
    if let Some(pattern) = pattern {
        let (fewest, most) = pattern.lengths();
        let too_long = fewest > usize::from(longest) * BYTES;
        let too_short = most.is_some_and(|most| most < usize::from(shortest));
        if too_long || too_short {
            let problem = FlowProblem::PatternTooStrict { shortest, longest };
            faults.add(&stage.field("pattern"), problem);
        }
    }
    if let Some(example) = example {
        let fits = pattern.is_none_or(|pattern| pattern.fits(example));
        let length = example.chars().count();
        if !fits || length < usize::from(shortest) || length > usize::from(longest) {
            faults.add(&stage.field("example"), FlowProblem::ExampleRefused { fits });
        }
    }
}

fn check_range(path: &Path, least: i64, most: i64, faults: &mut Faults) {
    if least > most {
        faults.add(path, FlowProblem::NothingBetween { least, most });
    }
}
