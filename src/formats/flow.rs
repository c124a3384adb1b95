//! A flow as YAML or JSON: read with everything that is wrong said at once, each at line and
//! column.

mod form;
mod problem;
mod reading;
mod schema;
mod stage;
mod tree;

pub use problem::{FlowFileFault, FlowFileProblem, Meant};
pub use schema::schema;

use super::Place;
use crate::domain::{
    flow::{
        Expects, Flow, Next, Refresh, Stage, Step, Template, Text, Words,
        check::{FlowFault, FlowProblem, Path, Segment},
    },
    language::Language,
};
use form::{FLOW, REFRESH, WORDS};
use reading::{Reading, Unread};
use std::collections::BTreeMap;
use tree::{Node, Value};

/// The largest file that is read, in bytes. The built-in flow in five languages has 7,000.
pub const LARGEST_FLOW: usize = 256 * 1024;

/// The flow of servers that have set none, as people write it.
pub const DEFAULT: &str = include_str!("flow/default.yaml");
/// A flow for a restaurant, in German, as an example of what else can be asked.
pub const RESTAURANT: &str = include_str!("flow/restaurant.yaml");

/// A flow that can be used.
#[derive(Debug)]
pub struct ReadFlow {
    /// The flow.
    pub flow: Flow,
    /// What its author may want to change nevertheless.
    pub advice: Vec<FlowFileFault>,
}

/// Reads a flow and checks it.
///
/// # Errors
/// Everything that is wrong with it, advice included, in the order of the file. A file that is
/// neither YAML nor JSON is reported at the first place only, since what follows it cannot be
/// understood.
pub fn read(file: &[u8]) -> Result<ReadFlow, Vec<FlowFileFault>> {
    let tree = tree::read(file).map_err(|fault| vec![fault])?;
    let mut reading = Reading::default();
    let flow = read_flow(&mut reading, &tree);
    let unread = &reading.unread;
    let found = if unread.contains(&Unread::Stage) {
        flow.check_parts()
    } else if unread.contains(&Unread::Way) {
        flow.check_stages()
    } else {
        flow.check()
    };
    let mut by_place: BTreeMap<Option<Place>, Vec<&FlowFileProblem>> = BTreeMap::new();
    for fault in &reading.faults {
        by_place.entry(fault.place).or_default().push(&fault.problem);
    }
    // Where something could not be read, what stands for it is not worth a word.
    let found: Vec<FlowFileFault> = found
        .into_iter()
        .map(|FlowFault { path, problem }| (place_of(&tree, &path, &reading), problem))
        .filter(|(place, problem)| {
            let unread = by_place.get(&Some(*place)).into_iter().flatten();
            !follows(&reading, *place, problem)
                && !unread.into_iter().any(|it| stands_for(it, problem))
        })
        .map(|(place, problem)| FlowFileFault { place: Some(place), problem: problem.into() })
        .collect();
    let mut faults = reading.faults;
    faults.extend(found);
    faults.sort_by_key(|fault| fault.place);
    if faults.iter().any(FlowFileFault::stops) {
        Err(faults)
    } else {
        Ok(ReadFlow { flow, advice: faults })
    }
}

/// Writes a flow as JSON, as it is stored: with everything that was left out, and as [`read`]
/// reads it.
#[must_use]
pub fn write(flow: &Flow) -> String {
    let mut text = serde_json::to_string_pretty(flow).expect("a flow is made of texts and numbers");
    text.push('\n');
    text
}

fn read_flow(reading: &mut Reading, tree: &Node) -> Flow {
    let fields = reading.fields(tree, &FLOW, &[]);
    if let Some(schema) = fields.get("$schema") {
        reading.plain(schema, "the address of a JSON Schema");
    }
    let name = fields.get("name").and_then(|it| reading.plain(it, "a name"));
    let language = reading.field(fields, "language", Unread::Language, |reading, node| {
        let code = reading.plain(node, "the two letters of a language")?;
        reading.language(code, node.place)
    });
    let listed = reading.field(fields, "stages", Unread::Stage, |reading, node| {
        reading.list(node, "a list of stages, each with \"- number: …\"")
    });
    let stages = listed.unwrap_or_default().iter().enumerate();
    let stages: Vec<Step> = stages.map(|(at, node)| stage::read(reading, node, at)).collect();
    // No list of stages was reported as such.
    let any = || Step {
        number: Stage::ORDER,
        title: None,
        prompt: Text::Plain(Template::literal("?")),
        again: None,
        hint: None,
        key: None,
        remind: None,
        expects: Expects::any_text(Next::Done),
    };
    if listed.is_none() {
        reading.unread.extend([Unread::Stage, Unread::Key]);
    }
    Flow {
        name: name.unwrap_or("?").to_owned(),
        language: language.unwrap_or(Language::ENGLISH),
        words: fields.get("words").map_or_else(Words::default, |it| words(reading, it)),
        refresh: match fields.get("refresh") {
            Some(node) => refresh(reading, node),
            None => Refresh::usual(),
        },
        done: fields.get("done").map(|it| stage::said(reading, it)),
        stages: if listed.is_some() { stages } else { vec![any()] },
    }
}

fn words(reading: &mut Reading, node: &Node) -> Words {
    let fields = reading.fields(node, &WORDS, &[]);
    let mut words = |name| fields.get(name).map_or_else(Vec::new, |it| reading.words(it));
    Words { yes: words("yes"), no: words("no") }
}

fn refresh(reading: &mut Reading, node: &Node) -> Option<Refresh> {
    if matches!(&node.value, Value::Text(text) if text == "off") {
        return None;
    }
    let fields = reading.fields(node, &REFRESH, &[]);
    let words = fields.get("words").map_or_else(Vec::new, |it| reading.words(it));
    let to = reading.field(fields, "to", Unread::Way, Reading::stage);
    Some(Refresh { words, to })
}

/// Whether what was found follows from what could not be read elsewhere.
fn follows(reading: &Reading, place: Place, found: &FlowProblem) -> bool {
    let unread = |what| reading.unread.contains(&what);
    match found {
        FlowProblem::NoSuchAnswer { .. } => unread(Unread::Key),
        FlowProblem::TermsNotAsked => unread(Unread::About),
        FlowProblem::NotInOwnLanguage { .. } => unread(Unread::Language),
        FlowProblem::TermsNotShown | FlowProblem::OrderNotShown | FlowProblem::Blank => {
            reading.damaged.contains(&place)
        }
        _ => false,
    }
}

/// Whether what was found follows from what could not be read in the same place.
fn stands_for(unread: &FlowFileProblem, found: &FlowProblem) -> bool {
    match unread {
        // What is missing is reported where its neighbours begin.
        FlowFileProblem::Missing("options") => *found == FlowProblem::NoOptions,
        FlowFileProblem::Missing("words") => *found == FlowProblem::NoRefreshWords,
        FlowFileProblem::Missing(_) => false,
        _ => true,
    }
}

/// Where what a path leads to stands, or the last thing on the way that there is.
fn place_of(tree: &Node, path: &Path, reading: &Reading) -> Place {
    let mut node = tree;
    for segment in path.segments() {
        let next = match (segment, &node.value) {
            (Segment::Item(at), Value::List(items)) => items.get(*at),
            (Segment::Field(name), Value::Fields(entries)) => {
                entries.iter().find(|entry| entry.name == *name).map(|entry| &entry.value)
            }
            (Segment::Language(language), Value::Fields(entries)) => {
                entries.iter().find(|it| it.name == language.code()).map(|it| &it.value)
            }
            (Segment::Variable(at), Value::Text(_)) => {
                let variables = reading.variables.get(&node.place);
                return variables.and_then(|it| it.get(*at)).copied().unwrap_or(node.place);
            }
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    node.place
}

#[cfg(test)]
mod tests;
