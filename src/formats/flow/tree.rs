//! YAML, and with it JSON, as a tree in which everything knows where it stands.
//!
//! Only what a flow needs is read: lists, fields and values. Aliases could make a small file a
//! huge one, tags would give values another meaning, and neither helps anybody here.

use super::{FlowFileFault, FlowFileProblem, LARGEST_FLOW};
use crate::formats::Place;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::borrow::Cow;

/// How deep lists and fields may lie in each other. A flow needs six levels.
const DEEPEST: usize = 12;

/// The most fields or items of one place. What is there is compared with what else is there.
const MOST_BESIDE: usize = 300;

/// A value and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    /// Where each brace of a text stands; nothing where that is not known.
    pub(super) braces: Vec<Place>,
    pub(super) value: Value,
}

/// A value by the core schema of YAML 1.2, which has that of JSON in it.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// As it was written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Fields(Vec<Entry>),
}

/// A field with its name.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) value: Node,
}

/// A list or fields whose end has not come yet.
struct Unfinished {
    node: Node,
    /// The name of the field whose value comes next.
    name: Option<(String, Place)>,
}

pub(super) fn read(file: &[u8]) -> Result<Node, FlowFileFault> {
    if file.len() > LARGEST_FLOW {
        return Err(FlowFileFault::of_file(FlowFileProblem::TooLarge));
    }
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let text = std::str::from_utf8(file).map_err(|fault| {
        let before = file.get(..fault.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let place = Place { line, column: None };
        FlowFileFault { place: Some(place), problem: FlowFileProblem::NotUtf8 }
    })?;
    grow(&without_surrogates(text))
}

fn grow(text: &str) -> Result<Node, FlowFileFault> {
    let mut open: Vec<Unfinished> = Vec::new();
    let mut whole: Option<Node> = None;
    let mut documents = 0;
    let braces = braces(text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|fault| FlowFileFault {
            place: Some(place_of(fault.marker())),
            problem: FlowFileProblem::NotYaml(fault.info().to_owned()),
        })?;
        let place = place_of(&span.start);
        let refused = |problem| Err(FlowFileFault { place: Some(place), problem });
        let finished = match event {
            Event::Alias(_) => return refused(FlowFileProblem::Alias),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor > 0 =>
            {
                return refused(FlowFileProblem::Alias);
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => return refused(FlowFileProblem::Tag),
            Event::DocumentStart(_) if documents > 0 => {
                return refused(FlowFileProblem::SecondDocument);
            }
            Event::DocumentStart(_) => {
                documents += 1;
                continue;
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() == DEEPEST {
                    return refused(FlowFileProblem::TooDeep);
                }
                let value = match event {
                    Event::SequenceStart(..) => Value::List(Vec::new()),
                    _ => Value::Fields(Vec::new()),
                };
                let node = Node { place, braces: Vec::new(), value };
                open.push(Unfinished { node, name: None });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|it| it.node),
            Event::Scalar(text, style, ..) => Some(scalar(&text, style, span, &braces)),
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Nothing => continue,
        };
        let Some(node) = finished else { continue };
        match open.last_mut() {
            Some(parent) => parent.take(node)?,
            None => whole = Some(node),
        }
    }
    match whole {
        None | Some(Node { value: Value::Null, .. }) => {
            Err(FlowFileFault::of_file(FlowFileProblem::Empty))
        }
        Some(node) => Ok(node),
    }
}

impl Unfinished {
    fn take(&mut self, node: Node) -> Result<(), FlowFileFault> {
        let beside = match &self.node.value {
            Value::List(items) => items.len(),
            Value::Fields(entries) => entries.len(),
            _ => 0,
        };
        if beside == MOST_BESIDE {
            let (place, problem) = (Some(node.place), FlowFileProblem::TooMany);
            return Err(FlowFileFault { place, problem });
        }
        match (&mut self.node.value, self.name.take()) {
            (Value::List(items), _) => items.push(node),
            (Value::Fields(fields), Some((name, place))) => {
                // Where there is no value, there is only the name to point at.
                let value = match node.value {
                    Value::Null => Node { place, ..node },
                    _ => node,
                };
                fields.push(Entry { name, place, value });
            }
            (_, _) => {
                let name = match node.value {
                    Value::Text(name) | Value::Number(name) => name,
                    Value::Bool(name) => name.to_string(),
                    _ => {
                        let problem = FlowFileProblem::NoName;
                        return Err(FlowFileFault { place: Some(node.place), problem });
                    }
                };
                self.name = Some((name, node.place));
            }
        }
        Ok(())
    }
}

fn scalar(text: &str, style: ScalarStyle, span: Span, braces: &[(usize, Place)]) -> Node {
    let value = match style {
        ScalarStyle::Plain => plain(text),
        _ => Value::Text(text.to_owned()),
    };
    let from = |index| braces.partition_point(|(at, _)| *at < index);
    let written = braces.get(from(span.start.index())..from(span.end.index())).unwrap_or_default();
    // Braces may be written as escapes, and stand in comments.
    let known = written.len() == text.matches(['{', '}']).count();
    let braces = if known { written.iter().map(|(_, place)| *place).collect() } else { Vec::new() };
    Node { place: place_of(&span.start), braces, value }
}

/// Every brace of a file: which of its characters it is, and where it stands.
fn braces(text: &str) -> Vec<(usize, Place)> {
    let mut braces = Vec::new();
    let (mut line, mut column) = (1, 0);
    let mut before = ' ';
    for (index, letter) in text.chars().enumerate() {
        column += 1;
        match letter {
            '{' | '}' => braces.push((index, Place { line, column: Some(column) })),
            '\n' if before == '\r' => column = 0,
            '\n' | '\r' => (line, column) = (line + 1, 0),
            _ => {}
        }
        before = letter;
    }
    braces
}

/// What a value without quotes is (YAML 1.2.2, Core Schema).
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number if is_number(number) => Value::Number(number.to_owned()),
        other => Value::Text(other.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = |text: &str, radix| !text.is_empty() && text.chars().all(|it| it.is_digit(radix));
    if let Some(hex) = text.strip_prefix("0x") {
        return digits(hex, 16);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    // Rust reads "inf" and "nan" too, which are words here.
    unsigned.starts_with(|it: char| it.is_ascii_digit() || it == '.')
        && unsigned.parse::<f64>().is_ok()
}

fn place_of(marker: &saphyr_parser::Marker) -> Place {
    Place { line: marker.line(), column: Some(marker.col() + 1) }
}

/// JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    if !text.trim_start().starts_with('{') || !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let escape = |text: &str| u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let pair = escape(from).zip(from.get(6..).and_then(escape));
        let (taken, length) = match pair {
            Some((high @ 0xd800..=0xdbff, low @ 0xdc00..=0xdfff)) => {
                let letter = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                (Cow::Owned(format!("\\U{letter:08x}")), 12)
            }
            // A backslash and what it escapes.
            _ => {
                let length = 1 + from.chars().nth(1).map_or(0, char::len_utf8);
                (Cow::Borrowed(from.get(..length).unwrap_or(from)), length)
            }
        };
        out.push_str(&taken);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}
