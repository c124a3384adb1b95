//! Whether every stage can be reached and left, and whether what is shown there is known by then.

use super::{Faults, FlowProblem, Path};
use crate::domain::flow::{About, Expects, Flow, Next, Stage, Step, Text, Variable, Way};
use std::collections::{BTreeMap, BTreeSet};

/// The stages and where their answers lead.
struct Map<'f> {
    flow: &'f Flow,
    /// Where each stage stands in the document; of two with one number, the first.
    places: BTreeMap<Stage, usize>,
    /// Where the answers of each stage lead.
    ways: BTreeMap<Stage, Vec<Next>>,
    /// The stages that can come after each stage, at any distance.
    after: BTreeMap<Stage, BTreeSet<Stage>>,
}

pub(super) fn check(flow: &Flow, faults: &mut Faults) {
    let strays = check_targets(flow, faults);
    let map = Map::of(flow);
    let starts: BTreeSet<Stage> =
        [flow.first(), flow.restart()].into_iter().flatten().map(|step| step.number).collect();
    let reached = map.from(&starts, |_| true);
    map.check_reached(&reached, faults);
    map.check_dead_ends(&reached, faults);
    map.check_terms(&starts, faults);
    map.check_complete(&reached, faults);
    // Where an answer leads to a wrong number, nobody knows what comes before what.
    if !strays {
        map.check_known(&reached, faults);
    }
}

fn stage_at(at: usize) -> Path {
    Path::of("stages").item(at)
}

/// Whether anything leads to a stage that there is not.
pub(super) fn check_targets(flow: &Flow, faults: &mut Faults) -> bool {
    let mut strays = false;
    let mut check = |path: &Path, to: Stage| {
        if flow.step(to).is_none() {
            strays = true;
            let known: BTreeSet<Stage> = flow.stages.iter().map(|step| step.number).collect();
            let known = known.into_iter().collect();
            faults.add(path, FlowProblem::NoSuchStage { to, known });
        }
    };
    if let Some(to) = flow.refresh.as_ref().and_then(|refresh| refresh.to) {
        check(&Path::of("refresh").field("to"), to);
    }
    for (at, step) in flow.stages.iter().enumerate() {
        for (way, next) in step.expects.ways() {
            let Next::To(to) = next else { continue };
            let stage = stage_at(at);
            let path = match way {
                Way::Then => stage.field("then"),
                Way::Yes => stage.field("yes"),
                Way::No => stage.field("no"),
                Way::Option(at) => stage.field("options").item(at).field("then"),
            };
            check(&path, to);
        }
    }
    strays
}

impl<'f> Map<'f> {
    fn of(flow: &'f Flow) -> Self {
        let mut places = BTreeMap::new();
        let mut ways = BTreeMap::new();
        for (at, step) in flow.stages.iter().enumerate() {
            places.entry(step.number).or_insert(at);
            let nexts = || step.expects.ways().into_iter().map(|(_, next)| next).collect();
            ways.entry(step.number).or_insert_with(nexts);
        }
        let mut map = Self { flow, places, ways, after: BTreeMap::new() };
        map.after = map.places.keys().map(|from| (*from, map.after(*from))).collect();
        map
    }

    /// The stages to which the answers of a stage lead at once.
    fn next(&self, from: Stage) -> impl Iterator<Item = Stage> {
        let ways = self.ways.get(&from).into_iter().flatten();
        let to = ways.filter_map(move |next| match next {
            Next::To(to) => Some(*to),
            Next::Stay => Some(from),
            Next::Done | Next::Close => None,
        });
        to.filter(|to| self.places.contains_key(to))
    }

    fn after(&self, from: Stage) -> BTreeSet<Stage> {
        self.from(&self.next(from).collect(), |_| true)
    }

    /// The stages that can be reached from some, themselves included, without going on from where
    /// `passes` does not let through.
    fn from(&self, starts: &BTreeSet<Stage>, passes: impl Fn(Stage) -> bool) -> BTreeSet<Stage> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<Stage> = starts.iter().copied().collect();
        while let Some(stage) = waiting.pop() {
            if reached.insert(stage) && passes(stage) {
                waiting.extend(self.next(stage));
            }
        }
        reached
    }

    /// Whether a ticket can end here at once. What leads to a stage that is not there, or leads
    /// nowhere because there are no options, was reported as such and counts as an end.
    fn ends(&self, stage: Stage) -> bool {
        let ways = self.ways.get(&stage).map(Vec::as_slice).unwrap_or_default();
        ways.is_empty()
            || ways.iter().any(|next| match next {
                Next::Done | Next::Close => true,
                Next::Stay => false,
                Next::To(to) => !self.places.contains_key(to),
            })
    }

    /// Reports the stages to which nothing leads, not those to which only such stages lead.
    fn check_reached(&self, reached: &BTreeSet<Stage>, faults: &mut Faults) {
        let leads =
            |from: Stage, to: Stage| self.after.get(&from).is_some_and(|it| it.contains(&to));
        let unreached: Vec<Stage> =
            self.places.keys().filter(|stage| !reached.contains(stage)).copied().collect();
        for stage in &unreached {
            // Of those that lead to each other, the one with the smallest number.
            let follows = unreached.iter().any(|other| {
                other != stage && leads(*other, *stage) && !(leads(*stage, *other) && stage < other)
            });
            if !follows {
                faults.add(&self.place(*stage), FlowProblem::Unreachable { number: *stage });
            }
        }
    }

    /// Reports the stages in which it ends, not those from which one can only get there.
    fn check_dead_ends(&self, reached: &BTreeSet<Stage>, faults: &mut Faults) {
        let mut reported: BTreeSet<Stage> = BTreeSet::new();
        for (stage, after) in self.after.iter().filter(|(stage, _)| reached.contains(stage)) {
            let out = self.ends(*stage) || after.iter().any(|stage| self.ends(*stage));
            let returns = after
                .iter()
                .all(|other| self.after.get(other).is_some_and(|after| after.contains(stage)));
            if out || !returns || reported.contains(stage) {
                continue;
            }
            reported.extend(after);
            let stages = after.iter().copied().collect();
            faults.add(&self.place(*stage), FlowProblem::DeadEnd { stages });
        }
    }

    fn check_terms(&self, starts: &BTreeSet<Stage>, faults: &mut Faults) {
        let asks = |stage| {
            let step = self.flow.step(stage);
            step.is_some_and(|it| matches!(it.expects, Expects::YesNo { about: About::Terms, .. }))
        };
        let completes = |stage: &Stage| {
            self.ways.get(stage).is_some_and(|ways| ways.contains(&Next::Done)) && !asks(*stage)
        };
        let without = self.from(starts, |stage| !asks(stage));
        if without.iter().any(completes) {
            faults.add(&Path::of("stages"), FlowProblem::TermsNotAsked);
        }
    }

    /// Whether people get to the end of a request, if they get to an end at all.
    fn check_complete(&self, reached: &BTreeSet<Stage>, faults: &mut Faults) {
        let leads = |end: Next| {
            self.ways.iter().any(|(stage, ways)| reached.contains(stage) && ways.contains(&end))
        };
        if leads(Next::Close) && !leads(Next::Done) {
            faults.add(&Path::of("stages"), FlowProblem::NeverComplete);
        }
    }

    /// Whether what the texts show can have been answered by then.
    fn check_known(&self, reached: &BTreeSet<Stage>, faults: &mut Faults) {
        for (stage, at) in self.places.iter().filter(|(stage, _)| reached.contains(stage)) {
            let Some(step) = self.flow.stages.get(*at) else { continue };
            let before: Vec<&Step> = self.before(|after| after.contains(stage));
            let path = stage_at(*at);
            for (path, text) in texts_of(&path, step) {
                self.check_text(&path, text, &before, faults);
            }
            let about_order = matches!(step.expects, Expects::YesNo { about: About::Order, .. });
            if about_order && !before.iter().any(|step| gives_order(step)) {
                faults.add(&path.field("about"), FlowProblem::NoOrderYet);
            }
        }
        if let Some(done) = &self.flow.done {
            let completing =
                |stage: &Stage| self.ways.get(stage).is_some_and(|ways| ways.contains(&Next::Done));
            let mut before = self.before(|after| after.iter().any(completing));
            before.extend(self.flow.stages.iter().filter(|step| completing(&step.number)));
            self.check_text(&Path::of("done").field("text"), &done.text, &before, faults);
        }
    }

    /// The stages of which what comes after them is such.
    fn before(&self, such: impl Fn(&BTreeSet<Stage>) -> bool) -> Vec<&'f Step> {
        let before = self.after.iter().filter(|(_, after)| such(after));
        before.filter_map(|(stage, _)| self.flow.step(*stage)).collect()
    }

    fn check_text(&self, path: &Path, text: &Text, before: &[&Step], faults: &mut Faults) {
        for (language, template) in text.variants() {
            for (at, variable) in template.variables().enumerate() {
                let answered = match variable {
                    Variable::Order | Variable::Total => before.iter().any(|it| gives_order(it)),
                    Variable::Answer(key) => {
                        let named = |step: &Step| step.key.as_ref() == Some(key);
                        // One that no stage asks for was reported as such.
                        !self.flow.stages.iter().any(named) || before.iter().any(|it| named(it))
                    }
                    _ => continue,
                };
                if !answered {
                    let problem = FlowProblem::NotYet { variable: variable.clone() };
                    faults.add(&path.variant(language).variable(at), problem);
                }
            }
        }
    }

    fn place(&self, stage: Stage) -> Path {
        self.places.get(&stage).map_or_else(|| Path::of("stages"), |at| stage_at(*at))
    }
}

fn gives_order(step: &Step) -> bool {
    matches!(step.expects, Expects::Catalogue { .. })
}

/// The texts of a stage that can show variables.
fn texts_of<'f>(path: &Path, step: &'f Step) -> Vec<(Path, &'f Text)> {
    let again = step.again.as_ref().map(|it| (path.field("again").field("text"), &it.text));
    let hint = step.hint.as_ref().map(|text| (path.field("hint"), text));
    let reminder = step.remind.as_ref().and_then(|it| it.text.as_ref());
    let reminder = reminder.map(|text| (path.field("remind").field("text"), text));
    [Some((path.field("prompt"), &step.prompt)), again, hint, reminder]
        .into_iter()
        .flatten()
        .collect()
}
