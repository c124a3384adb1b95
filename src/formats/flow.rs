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
use reading::Reading;
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
    let mut faults = reading.faults;
    let ways_are_known = faults.iter().all(|fault| fault.problem.leaves_ways());
    let found = match (ways_are_known, reading.stages_unread) {
        (true, _) => flow.check(),
        (false, false) => flow.check_stages(),
        (false, true) => flow.check_parts(),
    };
    // Where something could not be read, what stands for it is not worth a word.
    let found: Vec<FlowFileFault> = found
        .into_iter()
        .map(|FlowFault { path, problem }| FlowFileFault {
            place: Some(place_of(&tree, &path)),
            problem: problem.into(),
        })
        .filter(|fault| !faults.iter().any(|other| stands_for(other, fault)))
        .collect();
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
    let language = fields.get("language").and_then(|node| {
        let code = reading.plain(node, "the two letters of a language")?;
        reading.language(code, node.place)
    });
    let stages = fields.get("stages").map_or(&[] as &[Node], |node| {
        reading.list(node, "a list of stages, each with \"- number: …\"")
    });
    let stages: Vec<Step> =
        stages.iter().enumerate().map(|(at, node)| stage::read(reading, node, at)).collect();
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
    let listed = fields.get("stages").is_some_and(|it| matches!(it.value, Value::List(_)));
    reading.stages_unread |= !listed;
    Flow {
        name: name.unwrap_or("?").to_owned(),
        language: language.unwrap_or(Language::ENGLISH),
        words: fields.get("words").map_or_else(Words::default, |it| words(reading, it)),
        refresh: match fields.get("refresh") {
            Some(node) => refresh(reading, node),
            None => Refresh::usual(),
        },
        done: fields.get("done").map(|it| stage::said(reading, it)),
        stages: if listed { stages } else { vec![any()] },
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
    let words = fields.get("words").map(|it| reading.words(it));
    let to = fields.get("to").and_then(|it| reading.stage(it));
    Some(Refresh { words: words?, to })
}

/// Whether what was found follows from what could not be read.
fn stands_for(unread: &FlowFileFault, found: &FlowFileFault) -> bool {
    let no_options = FlowFileProblem::Flow(FlowProblem::NoOptions);
    unread.place == found.place
        && match unread.problem {
            // What is missing is reported where its neighbours begin.
            FlowFileProblem::Missing(name) => name == "options" && found.problem == no_options,
            _ => true,
        }
}

/// Where what a path leads to stands, or the last thing on the way that there is.
fn place_of(tree: &Node, path: &Path) -> Place {
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
