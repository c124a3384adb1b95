//! The catalogue as JSON: a list of products, or an object that has it under "products" and may
//! have "currency", "discounts" and "limits".
//!
//! A product is an object with "name", and where wished "id", "aliases", "price", "options", "most"
//! and "stock"; other fields are kept.

use serde_json::value::RawValue;

use super::draft::{self, Draft, Field, TariffDraft};
use super::nearest::slip_of;
use super::object::{self, Fields, Report};
use super::selling_read::{self, Parts};
use super::selling_write::Written;
use super::{FileFault, FileProblem, Place, ReadCatalogue};
use crate::domain::catalogue::{Catalogue, Tariff};
use crate::domain::money::Currency;

/// Reads a catalogue, or says everything that is wrong with the file, each with line and column.
/// JSON that is broken as such is reported at the first place only, since what follows it cannot
/// be understood.
pub fn read(file: &[u8]) -> Result<ReadCatalogue, Vec<FileFault>> {
    read_in(&Currency::default(), file)
}

/// Reads a catalogue for its names: as [`read`] does, but where no currency is stated, prices may
/// have decimals all the same.
pub fn read_for_names(file: &[u8]) -> Result<ReadCatalogue, Vec<FileFault>> {
    read_in(&selling_read::any_currency(), file)
}

fn read_in(unstated: &Currency, file: &[u8]) -> Result<ReadCatalogue, Vec<FileFault>> {
    let text = super::text_of(file).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let (parts, list) = parts_of(text, &mut faults).map_err(|fault| vec![fault])?;
    let places = Places { text };
    let tariff = tariff_of(&places, parts, unstated, &mut faults);
    let mut drafts = Vec::with_capacity(list.len());
    let mut cursor = Cursor::default();
    for product in list {
        let place = places.advance(&mut cursor, product.get());
        let mut report = |part: &str, problem| {
            let place = places.advance(&mut cursor.clone(), part);
            faults.push(FileFault { place: Some(place), problem });
        };
        match serde_json::from_str(product.get()) {
            Ok(Fields(fields)) => {
                let currency = &tariff.tariff.currency;
                drafts.push(draft_of(place, &fields, currency, &mut report));
            }
            Err(_) => report(product.get(), FileProblem::NotAnObject),
        }
    }
    draft::catalogue(drafts, tariff, faults)
}

/// Writes a catalogue as [`read`] reads it, fields in a fixed order: a list of products, or an
/// object if more than that is said.
pub fn write(catalogue: &Catalogue) -> String {
    let written = Written::of(catalogue);
    let text = if *catalogue.tariff() == Tariff::default() {
        serde_json::to_string_pretty(&written.products)
    } else {
        serde_json::to_string_pretty(&written)
    };
    let mut text = text.expect("a catalogue is made of texts, numbers and JSON values");
    text.push('\n');
    text
}

/// The parts of the file and the products in it. What is broken as JSON is the only error.
fn parts_of<'t>(
    text: &'t str,
    faults: &mut Vec<FileFault>,
) -> Result<(Parts<'t>, Vec<&'t RawValue>), FileFault> {
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| {
        let (place, reason) = super::broken_json(text, &error);
        FileFault { place: Some(place), problem: FileProblem::NotJson(reason) }
    })?;
    let places = Places { text };
    let mut report = |value: &RawValue, problem| {
        faults.push(FileFault { place: Some(places.of(value)), problem });
    };
    let mut parts = Parts::default();
    let products = match serde_json::from_str(whole.get()) {
        Ok(Fields(fields)) => products_of(fields, &mut parts, &mut report),
        Err(_) => Some(whole),
    };
    let products = products.unwrap_or(whole);
    let list = serde_json::from_str::<Vec<&RawValue>>(products.get());
    match &list {
        Ok(list) if list.is_empty() => {
            report(products, FileProblem::NoProducts { example: "[{\"name\": \"Adder\"}]" });
        }
        Ok(_) => {}
        Err(_) => report(products, FileProblem::NotAList),
    }
    Ok((parts, list.unwrap_or_default()))
}

/// Sorts the fields of the whole into its parts; the products are left. What is called almost like
/// a part is taken for it, so that what else is wrong is told with it.
fn products_of<'t>(
    fields: Vec<(String, &'t RawValue)>,
    parts: &mut Parts<'t>,
    report: &mut dyn FnMut(&RawValue, FileProblem),
) -> Option<&'t RawValue> {
    let mut products = None;
    let mut slips = Vec::new();
    for (name, value) in fields {
        match slot(&name, parts, &mut products) {
            Some(Some(_)) => report(value, FileProblem::FieldTwice(name)),
            Some(slot) => *slot = Some(value),
            // Other fields say how the file came to be, not what is sold.
            None => slips.extend(
                slip_of(&name, &["products", "currency", "discounts", "limits"])
                    .map(|meant| (name, meant, value)),
            ),
        }
    }
    for (name, meant, value) in slips {
        report(value, FileProblem::AlmostField { name, meant });
        if let Some(slot) = slot(meant, parts, &mut products) {
            slot.get_or_insert(value);
        }
    }
    products
}

/// The place for the part that is called so.
fn slot<'s, 't>(
    name: &str,
    parts: &'s mut Parts<'t>,
    products: &'s mut Option<&'t RawValue>,
) -> Option<&'s mut Option<&'t RawValue>> {
    if name.trim().eq_ignore_ascii_case("products") { Some(products) } else { parts.called(name) }
}

fn tariff_of(
    places: &Places<'_>,
    parts: Parts<'_>,
    unstated: &Currency,
    faults: &mut Vec<FileFault>,
) -> TariffDraft {
    let mut report = |part: &str, problem| {
        let place = places.advance(&mut Cursor::default(), part);
        faults.push(FileFault { place: Some(place), problem });
    };
    let (tariff, discounts) = selling_read::tariff(parts, unstated, &mut report);
    TariffDraft {
        tariff,
        currency: parts.currency.map(|part| places.of(part)),
        list: parts.discounts.map(|part| places.of(part)),
        discounts: discounts.into_iter().map(|part| places.of(part)).collect(),
        limits: parts.limits.map(|part| places.of(part)),
    }
}

/// What the fields say, as far as it can be understood. What is called almost like a field is taken
/// for it, so that what else is wrong is told with it.
fn draft_of(
    place: Place,
    fields: &[(String, &RawValue)],
    currency: &Currency,
    report: &mut Report<'_>,
) -> Draft {
    let mut draft = Draft::at(place);
    let mut seen: Vec<(Field, &str)> = Vec::new();
    let mut slips = Vec::new();
    for (name, value) in fields {
        let name = name.trim();
        let kind = Field::called(name);
        let twice = seen.iter().any(|&(other_kind, other)| match kind {
            Field::Extra => other == name,
            known => other_kind == known,
        });
        seen.push((kind, name));
        if name.is_empty() {
            report(value.get(), FileProblem::NamelessField);
        } else if let Some((field, meant)) = Field::meant(name) {
            slips.push((field, value));
            report(value.get(), FileProblem::AlmostField { name: name.to_owned(), meant });
        } else if twice {
            report(value.get(), FileProblem::FieldTwice(name.to_owned()));
        } else {
            fill(&mut draft, (kind, name), value, currency, report);
        }
    }
    for (field, value) in slips {
        if !seen.iter().any(|(kind, _)| *kind == field) {
            seen.push((field, ""));
            fill(&mut draft, (field, ""), value, currency, report);
        }
    }
    draft
}

fn fill(
    draft: &mut Draft,
    (kind, name): (Field, &str),
    value: &RawValue,
    currency: &Currency,
    report: &mut Report<'_>,
) {
    // What was added later may be null, as programs write it that give every product every field.
    let present = Some(value).filter(|value| value.get() != "null");
    match kind {
        Field::Id => draft.id = object::text(Some(value), "id", report),
        Field::Name => match object::text(Some(value), "name", report) {
            Some(name) => draft.name = name,
            None => draft.name_unread = true,
        },
        Field::Aliases => match serde_json::from_str::<Vec<String>>(value.get()) {
            Ok(aliases) => {
                draft.aliases = aliases.iter().map(|alias| alias.trim().to_owned()).collect();
            }
            Err(_) => {
                let expected = "a list of texts, for example [\"veyron\", \"bugatti\"]";
                report(value.get(), FileProblem::WrongKind { field: "aliases", expected });
            }
        },
        Field::Price => draft.price = object::amount(present, "price", currency, report),
        Field::Options => draft.options = selling_read::options(value, currency, report),
        Field::Most => draft.most = object::whole(present, "most", report),
        Field::Stock => draft.stock = object::whole(present, "stock", report),
        Field::Extra => match serde_json::from_str(value.get()) {
            Ok(kept) => drop(draft.extra.insert(name.to_owned(), kept)),
            Err(error) => {
                let (_, reason) = super::broken_json(value.get(), &error);
                report(value.get(), FileProblem::NotJson(reason));
            }
        },
    }
}

/// Finds out where a part of the text stands.
struct Places<'t> {
    text: &'t str,
}

/// How far the lines were counted.
#[derive(Clone)]
struct Cursor {
    at: usize,
    place: Place,
}

impl Default for Cursor {
    fn default() -> Self {
        Self { at: 0, place: Place { line: 1, column: Some(1) } }
    }
}

impl Places<'_> {
    /// Where the value is, counted from the start.
    fn of(&self, value: &RawValue) -> Place {
        self.advance(&mut Cursor::default(), value.get())
    }

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
