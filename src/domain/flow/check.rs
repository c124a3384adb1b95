//! What an admin can get wrong in a flow, all of it at once, each with where it stands.

mod answers;
mod path;
mod problem;
mod texts;
mod ways;
mod words;

pub use path::{Path, Segment};
pub use problem::FlowProblem;
pub use texts::{HINT_LIMIT, LABEL_LIMIT, NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT, room};
pub use words::{MOST_WORDS, WORD_LIMIT};

use super::{About, Expects, Flow};
use std::collections::BTreeSet;

/// The most stages of a flow.
pub const MOST_STAGES: usize = 50;

/// One thing that is wrong with a flow, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowFault {
    /// The field that is wrong, or the nearest one that there is.
    pub path: Path,
    /// What is wrong with it.
    pub problem: FlowProblem,
}

/// What is found, in the order in which it is found.
#[derive(Default)]
struct Faults(Vec<FlowFault>);

impl Faults {
    fn add(&mut self, path: &Path, problem: FlowProblem) {
        self.0.push(FlowFault { path: path.clone(), problem });
    }
}

impl Flow {
    /// Everything that is wrong with the flow. It can be used if nothing of it
    /// [stops](FlowProblem::stops) it.
    #[must_use]
    pub fn check(&self) -> Vec<FlowFault> {
        let mut faults = Faults(self.check_parts());
        if self.stages.len() <= MOST_STAGES {
            ways::check(self, &mut faults);
        }
        faults.0
    }

    /// What can be said of a flow of which all stages are known and not every way: what can be
    /// said of its parts, and which of the ways that are known lead nowhere.
    #[must_use]
    pub fn check_stages(&self) -> Vec<FlowFault> {
        let mut faults = Faults(self.check_parts());
        if self.stages.len() <= MOST_STAGES {
            ways::check_targets(self, &mut faults);
        }
        faults.0
    }

    /// What can be said of a flow of which not every stage is known: all but where answers lead,
    /// and what follows from that.
    #[must_use]
    pub fn check_parts(&self) -> Vec<FlowFault> {
        let mut faults = Faults::default();
        let stages = Path::of("stages");
        match self.stages.len() {
            0 => faults.add(&stages, FlowProblem::NoStages),
            many if many > MOST_STAGES => faults.add(&stages, FlowProblem::TooManyStages { many }),
            _ => {}
        }
        self.check_names(&mut faults);
        texts::check(self, &mut faults);
        words::check(self, &mut faults);
        for (at, step) in self.stages.iter().enumerate() {
            answers::check(&stages.item(at), &step.expects, &mut faults);
        }
        faults.0
    }

    /// Numbers of stages and names of answers, of which each is given once.
    fn check_names(&self, faults: &mut Faults) {
        let stages = Path::of("stages");
        let (mut numbers, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for (at, step) in self.stages.iter().enumerate() {
            if !numbers.insert(step.number) {
                let path = stages.item(at).field("number");
                faults.add(&path, FlowProblem::SameNumber { number: step.number });
            }
            let Some(key) = &step.key else { continue };
            let path = stages.item(at).field("as");
            if !keys.insert(key) {
                faults.add(&path, FlowProblem::SameKey { key: key.clone() });
            }
            match step.expects {
                Expects::Catalogue { .. } => faults.add(&path, FlowProblem::KeyOfOrder),
                Expects::YesNo { about, .. } if about != About::Nothing => {
                    faults.add(&path, FlowProblem::KeyKeepsNothing);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
