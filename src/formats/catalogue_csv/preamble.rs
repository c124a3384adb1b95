//! What holds for whole orders, in rows before the header: "# currency,EUR".

use csv::StringRecord;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::catalogue::Catalogue;
use crate::domain::money::Currency;
use crate::formats::draft::TariffDraft;
use crate::formats::nearest::slip_of;
use crate::formats::selling_read::{self, Parts};
use crate::formats::selling_write::Written;
use crate::formats::{FileFault, FileProblem, Place};

/// The rows that were found.
#[derive(Default)]
pub(super) struct Preamble(Vec<Row>);

struct Row {
    name: String,
    value: Box<RawValue>,
    place: Place,
}

/// Whether the row is not the header for certain.
pub(super) fn is_aside(row: &StringRecord) -> bool {
    row.get(0).is_some_and(|cell| cell.trim().starts_with('#'))
}

impl Preamble {
    /// Takes the row if it is one of these.
    pub(super) fn take(
        &mut self,
        row: &StringRecord,
        place: Place,
        faults: &mut Vec<FileFault>,
    ) -> bool {
        let mut cells = row.iter().map(str::trim);
        let written =
            cells.next().and_then(|cell| cell.strip_prefix('#')).unwrap_or_default().trim();
        let mut fault = |problem| faults.push(FileFault { place: Some(place), problem });
        let mut name = written;
        if Parts::default().called(name).is_none() {
            let meant = slip_of(written, &["currency", "discounts", "limits"]);
            let Some(meant) = meant else { return false };
            fault(FileProblem::AlmostField { name: written.to_owned(), meant });
            name = meant;
        }
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let same = |row: &Row| row.name.eq_ignore_ascii_case(name);
        match cells.as_slice() {
            [cell] if !self.0.iter().any(same) => match raw(cell) {
                Some(value) => self.0.push(Row { name: name.to_owned(), value, place }),
                None => fault(FileProblem::NotOneCell(name.to_owned())),
            },
            [_] => fault(FileProblem::FieldTwice(name.to_owned())),
            _ => fault(FileProblem::NotOneCell(name.to_owned())),
        }
        true
    }

    /// What the rows say.
    pub(super) fn tariff(&self, unstated: &Currency, faults: &mut Vec<FileFault>) -> TariffDraft {
        let mut parts = Parts::default();
        for row in &self.0 {
            if let Some(part) = parts.called(&row.name) {
                *part = Some(&row.value);
            }
        }
        let place_of = |part: &str| {
            let within =
                |row: &&Row| row.value.get().as_bytes().as_ptr_range().contains(&part.as_ptr());
            self.0.iter().find(within).map(|row| row.place)
        };
        let mut report = |part: &str, problem| {
            faults.push(FileFault { place: place_of(part), problem });
        };
        let (tariff, discounts) = selling_read::tariff(parts, unstated, &mut report);
        TariffDraft {
            tariff,
            currency: parts.currency.and_then(|part| place_of(part.get())),
            list: parts.discounts.and_then(|part| place_of(part.get())),
            discounts: discounts.iter().filter_map(|part| place_of(part.get())).collect(),
            limits: parts.limits.and_then(|part| place_of(part.get())),
        }
    }
}

/// The JSON in the cell, or the word that is no JSON as a text of it.
fn raw(cell: &str) -> Option<Box<RawValue>> {
    let text = match serde_json::from_str::<&RawValue>(cell) {
        Ok(_) => cell.to_owned(),
        Err(_) if cell.starts_with(['[', '{', '"']) => return None,
        Err(_) => Value::from(cell).to_string(),
    };
    RawValue::from_string(text).ok()
}

/// The rows that say the tariff of the catalogue.
pub(super) fn rows(catalogue: &Catalogue) -> Vec<Vec<String>> {
    let written = Written::of(catalogue);
    let row = |name: &str, value: Option<String>| Some(vec![format!("# {name}"), value?]);
    let currency = &catalogue.tariff().currency;
    let currency = match currency.word() {
        Some(word) if raw(word).is_some_and(|it| it.get() == json(&word)) => Some(word.to_owned()),
        Some(word) => Some(json(&word)),
        None => (!currency.is_unstated()).then(|| json(currency)),
    };
    let discounts = (!written.discounts.is_empty()).then(|| json(&written.discounts));
    let limits = written.limits.as_ref().map(json);
    let rows = [row("currency", currency), row("discounts", discounts), row("limits", limits)];
    rows.into_iter().flatten().collect()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("made of texts and numbers")
}
