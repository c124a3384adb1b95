//! The catalogue as JSON: a list of products, or an object that has it under "products".
//!
//! A product is an object with "name", and where wished "id" and "aliases"; other fields are kept.

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::draft::{self, Draft, Field};
use super::{FileFault, FileProblem, Place};
use crate::domain::catalogue::Catalogue;

/// Reads a catalogue, or says everything that is wrong with the file, each with line and column.
/// JSON that is broken as such is reported at the first place only, since what follows it cannot
/// be understood.
pub fn read(file: &[u8]) -> Result<Catalogue, Vec<FileFault>> {
    let text = super::text_of(file).map_err(|fault| vec![fault])?;
    let list = products_of(text).map_err(|fault| vec![fault])?;
    let places = Places { text };
    let mut faults = Vec::new();
    let mut drafts = Vec::with_capacity(list.len());
    let mut cursor = Cursor { at: 0, place: Place { line: 1, column: Some(1) } };
    for product in list {
        let place = places.advance(&mut cursor, product.get());
        match serde_json::from_str(product.get()) {
            Ok(Fields(fields)) => {
                drafts.extend(draft_of(&places, place, &cursor, &fields, &mut faults));
            }
            Err(_) => {
                faults.push(FileFault { place: Some(place), problem: FileProblem::NotAnObject });
            }
        }
    }
    draft::catalogue(drafts, faults)
}

/// Writes a catalogue as [`read`] reads it: a list, a product after the other, fields in a fixed
/// order.
pub fn write(catalogue: &Catalogue) -> String {
    let mut text = serde_json::to_string_pretty(catalogue.products())
        .expect("a product is made of texts and JSON values");
    text.push('\n');
    text
}

fn products_of(text: &str) -> Result<Vec<&RawValue>, FileFault> {
    let broken = |error: serde_json::Error| {
        let whole = error.to_string();
        let reason = whole.split(" at line ").next().unwrap_or_default().to_owned();
        let place = Place { line: error.line(), column: Some(error.column().max(1)) };
        FileFault { place: Some(place), problem: FileProblem::NotJson(reason) }
    };
    let whole: &RawValue = serde_json::from_str(text).map_err(broken)?;
    let places = Places { text };
    let not_a_list = |value: &RawValue| {
        let start = &mut Cursor { at: 0, place: Place { line: 1, column: Some(1) } };
        let place = Some(places.advance(start, value.get()));
        FileFault { place, problem: FileProblem::NotAList }
    };
    if let Ok(list) = serde_json::from_str(whole.get()) {
        return Ok(list);
    }
    let Ok(Fields(fields)) = serde_json::from_str(whole.get()) else {
        return Err(not_a_list(whole));
    };
    match fields.iter().find(|(name, _)| name == "products") {
        Some((_, list)) => serde_json::from_str(list.get()).map_err(|_| not_a_list(list)),
        None => Err(not_a_list(whole)),
    }
}

fn draft_of(
    places: &Places<'_>,
    place: Place,
    cursor: &Cursor,
    fields: &[(String, &RawValue)],
    faults: &mut Vec<FileFault>,
) -> Option<Draft> {
    let mut draft = Draft {
        place,
        id: None,
        name: String::new(),
        aliases: Vec::new(),
        extra: serde_json::Map::new(),
    };
    let mut seen: Vec<(Field, &str)> = Vec::new();
    let faults_before = faults.len();
    for (name, value) in fields {
        let name = name.trim();
        let kind = Field::called(name);
        let twice = seen.iter().any(|&(other_kind, other)| match kind {
            Field::Extra => other == name,
            known => other_kind == known,
        });
        seen.push((kind, name));
        let result = if name.is_empty() {
            Err(FileProblem::NamelessField)
        } else if twice {
            Err(FileProblem::FieldTwice(name.to_owned()))
        } else {
            fill(&mut draft, kind, name, value)
        };
        if let Err(problem) = result {
            let mut cursor = *cursor;
            faults
                .push(FileFault { place: Some(places.advance(&mut cursor, value.get())), problem });
        }
    }
    let named = seen.iter().any(|(kind, _)| *kind == Field::Name);
    if !named {
        faults.push(FileFault { place: Some(place), problem: FileProblem::NoName });
    }
    (faults.len() == faults_before).then_some(draft)
}

fn fill(draft: &mut Draft, kind: Field, name: &str, value: &RawValue) -> Result<(), FileProblem> {
    let text = |field| {
        serde_json::from_str::<String>(value.get())
            .map(|text| text.trim().to_owned())
            .map_err(|_| FileProblem::WrongKind { field, expected: "a text in quotes" })
    };
    match kind {
        Field::Id => draft.id = Some(text("id")?),
        Field::Name => draft.name = text("name")?,
        Field::Aliases => {
            let aliases: Vec<String> = serde_json::from_str(value.get()).map_err(|_| {
                let expected = "a list of texts, for example [\"veyron\", \"bugatti\"]";
                FileProblem::WrongKind { field: "aliases", expected }
            })?;
            draft.aliases = aliases.iter().map(|alias| alias.trim().to_owned()).collect();
        }
        Field::Extra => {
            let kept = serde_json::from_str(value.get())
                .map_err(|error| FileProblem::NotJson(error.to_string()))?;
            draft.extra.insert(name.to_owned(), kept);
        }
    }
    Ok(())
}

/// The fields of an object in their order, doubles included.
struct Fields<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Finds out where a part of the text stands.
struct Places<'t> {
    text: &'t str,
}

/// How far the lines were counted.
#[derive(Clone, Copy)]
struct Cursor {
    at: usize,
    place: Place,
}

impl Places<'_> {
    /// Moves the cursor on to `part`, which borrows from the text, and says where that is.
    fn advance(&self, cursor: &mut Cursor, part: &str) -> Place {
        let target = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let mut column = cursor.place.column.unwrap_or(1);
        for letter in self.text.get(cursor.at..target).unwrap_or_default().chars() {
            column += 1;
            if letter == '\n' {
                cursor.place.line += 1;
                column = 1;
            }
        }
        cursor.at = target.max(cursor.at);
        cursor.place.column = Some(column);
        cursor.place
    }
}

#[cfg(test)]
mod tests;
