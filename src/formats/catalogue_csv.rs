//! The catalogue as a table: a header row, then a product a row.
//!
//! The column "name" is required; "id" and "aliases" (parted by `|` or `;`) are known; the others
//! are kept. Columns are parted by commas, semicolons or tabs.

mod cells;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::draft::{self, Draft, Field};
use super::{FileFault, FileProblem, Place};
use crate::domain::catalogue::{Catalogue, Product};

/// Reads a catalogue, or says everything that is wrong with the file, each with its line.
pub fn read(file: &[u8]) -> Result<Catalogue, Vec<FileFault>> {
    let text = super::text_of(file).map_err(|fault| vec![fault])?;
    let delimiter = delimiter_of(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().flatten();
    let mut faults = Vec::new();
    let header = rows.next().unwrap_or_default();
    let columns = columns_of(&header, &mut faults);
    if !columns.iter().any(|column| column.field == Field::Name) {
        return Err(vec![FileFault {
            place: Some(place_of(&header, text)),
            problem: FileProblem::NoNameColumn,
        }]);
    }
    let table = Table { text, columns, delimiter: char::from(delimiter) };
    let drafts: Vec<Draft> =
        rows.filter(|row| !is_blank(row)).map(|row| table.draft_of(&row, &mut faults)).collect();
    draft::catalogue(drafts, faults)
}

/// Writes a catalogue as [`read`] reads it: "id,name,aliases", then the other columns by name.
pub fn write(catalogue: &Catalogue) -> String {
    let mut extra: Vec<&str> = catalogue
        .products()
        .iter()
        .flat_map(|product| product.extra.keys())
        .map(String::as_str)
        .collect();
    extra.sort_unstable();
    extra.dedup();
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let header = ["id", "name", "aliases"].into_iter().chain(extra.iter().copied());
    let written = writer.write_record(header).and_then(|()| {
        catalogue
            .products()
            .iter()
            .try_for_each(|product| writer.write_record(row_of(product, &extra)))
    });
    written.expect("rows of one length, written to memory");
    let bytes = writer.into_inner().expect("written to memory");
    String::from_utf8(bytes).expect("made of texts")
}

fn row_of(product: &Product, extra: &[&str]) -> Vec<String> {
    let known =
        [product.id.to_string(), product.name.clone(), cells::write_aliases(&product.aliases)];
    let cell = |name: &&str| product.extra.get(*name).map(cells::write).unwrap_or_default();
    known.into_iter().chain(extra.iter().map(cell)).collect()
}

/// A column and what it means.
struct Column {
    name: String,
    field: Field,
}

struct Table<'t> {
    text: &'t str,
    columns: Vec<Column>,
    delimiter: char,
}

impl Table<'_> {
    fn draft_of(&self, row: &StringRecord, faults: &mut Vec<FileFault>) -> Draft {
        let place = place_of(row, self.text);
        let mut draft = Draft {
            place,
            id: None,
            name: String::new(),
            aliases: Vec::new(),
            extra: serde_json::Map::new(),
        };
        for (number, cell) in row.iter().map(str::trim).enumerate() {
            if cell.is_empty() {
                continue;
            }
            match self.columns.get(number).filter(|column| !column.name.is_empty()) {
                Some(Column { field: Field::Id, .. }) => draft.id = Some(cell.to_owned()),
                Some(Column { field: Field::Name, .. }) => draft.name = cell.to_owned(),
                Some(Column { field: Field::Aliases, .. }) => {
                    draft.aliases = cells::read_aliases(cell);
                }
                Some(column) => {
                    draft.extra.insert(column.name.clone(), cells::read(cell));
                }
                None => faults.push(FileFault {
                    place: Some(place),
                    problem: FileProblem::NamelessColumn {
                        cell: cell.chars().take(MOST_QUOTED).collect(),
                        column: number + 1,
                        delimiter: self.delimiter,
                    },
                }),
            }
        }
        draft
    }
}

fn columns_of(header: &StringRecord, faults: &mut Vec<FileFault>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for name in header.iter().map(str::trim) {
        let field = Field::called(name);
        let twice = columns.iter().any(|column| match field {
            Field::Extra => column.name == name && !name.is_empty(),
            known => column.field == known,
        });
        if twice {
            let place = Some(Place { line: 1, column: None });
            faults.push(FileFault { place, problem: FileProblem::ColumnTwice(name.to_owned()) });
        }
        columns.push(Column { name: name.to_owned(), field });
    }
    columns
}

/// The delimiter with which the first row has a column called "name"; the comma if there is none.
fn delimiter_of(text: &str) -> u8 {
    let names_a_column = |delimiter: &u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(*delimiter)
            .from_reader(text.as_bytes());
        let header = reader.records().flatten().next().unwrap_or_default();
        header.iter().any(|name| Field::called(name.trim()) == Field::Name)
    };
    [b',', b';', b'\t'].into_iter().find(names_a_column).unwrap_or(b',')
}

/// The line on which the row starts.
fn place_of(row: &StringRecord, text: &str) -> Place {
    let (line, byte) = row.position().map_or((1, 0), |position| (position.line(), position.byte()));
    // The position is that before the blank lines which the reader passes over.
    let rest = usize::try_from(byte).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let blank = rest.chars().take_while(|letter| matches!(letter, '\n' | '\r'));
    let line = usize::try_from(line).unwrap_or(usize::MAX);
    Place { line: line + blank.filter(|letter| *letter == '\n').count(), column: None }
}

fn is_blank(row: &StringRecord) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

const MOST_QUOTED: usize = 40;

#[cfg(test)]
mod tests;
