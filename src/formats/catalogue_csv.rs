//! The catalogue as a table: a header row, then a product a row.
//!
//! The column "name" is required; "id", "aliases" (parted by `|` or `;`), "price", "options" (see
//! `options`), "most" and "stock" are known; the others are kept. Columns are parted by commas,
//! semicolons or tabs. Rows that begin with "# currency", "# discounts" or "# limits" may stand
//! before the header and have one more cell, with what JSON has under that name.

mod cells;
mod options;
mod preamble;
mod quotes;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::draft::{self, Draft, Field};
use super::{FileFault, FileProblem, Place, ReadCatalogue, selling_read};
use crate::domain::catalogue::{Catalogue, Product};
use crate::domain::money::Currency;
use preamble::Preamble;

/// A small menu, to try a flow out with: two of its products share a part of their name, and one
/// has an option.
pub const EXAMPLE: &str = include_str!("catalogue_csv/example.csv");

/// Reads a catalogue, or says everything that is wrong with the file, each with its line.
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
    let delimiter = delimiter_of(text);
    let open = quotes::open(text, char::from(delimiter));
    let text = open.as_ref().and_then(|open| text.get(..open.row)).unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().flatten();
    let is_whole = open.is_none();
    let mut faults: Vec<FileFault> = open.into_iter().map(|open| open.fault).collect();
    let mut preamble = Preamble::default();
    let header = loop {
        let row = rows.next().unwrap_or_default();
        if !preamble.take(&row, place_of(&row, text), &mut faults) {
            break row;
        }
    };
    let tariff = preamble.tariff(unstated, &mut faults);
    let columns = columns_of(&header, place_of(&header, text), &mut faults);
    if !columns.iter().any(|column| column.field == Field::Name) {
        let place = Some(place_of(&header, text));
        let missing = FileFault { place, problem: FileProblem::NoNameColumn };
        faults.extend(is_whole.then_some(missing));
        faults.sort_by_key(|fault| fault.place);
        return Err(faults);
    }
    let currency = &tariff.tariff.currency;
    let table = Table { text, columns, delimiter: char::from(delimiter), currency };
    let drafts: Vec<Draft> =
        rows.filter(|row| !is_blank(row)).map(|row| table.draft_of(&row, &mut faults)).collect();
    if drafts.is_empty() && is_whole {
        let example = "a row \"Adder\" below the one with the names of the columns";
        let problem = FileProblem::NoProducts { example };
        faults.push(FileFault { place: Some(place_of(&header, text)), problem });
    }
    draft::catalogue(drafts, tariff, faults)
}

/// Writes a catalogue as [`read`] reads it: what holds for whole orders, then "id,name,aliases",
/// then what any product has of "price,options,most,stock", then the other columns by name.
pub fn write(catalogue: &Catalogue) -> String {
    let mut extra: Vec<&str> = catalogue
        .products()
        .iter()
        .flat_map(|product| product.extra.keys())
        .map(String::as_str)
        .collect();
    extra.sort_unstable();
    extra.dedup();
    let known: Vec<&str> = KNOWN
        .into_iter()
        .filter(|name| catalogue.products().iter().any(|product| has(product, name)))
        .collect();
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let header =
        ["id", "name", "aliases"].iter().chain(&known).chain(&extra).map(ToString::to_string);
    let currency = &catalogue.tariff().currency;
    let rows = catalogue.products().iter().map(|product| row_of(product, &known, &extra, currency));
    let mut rows = preamble::rows(catalogue).into_iter().chain([header.collect()]).chain(rows);
    rows.try_for_each(|row: Vec<String>| writer.write_record(row)).expect("written to memory");
    let bytes = writer.into_inner().expect("written to memory");
    String::from_utf8(bytes).expect("made of texts")
}

/// The columns that a table has only if it needs them.
const KNOWN: [&str; 4] = ["price", "options", "most", "stock"];

fn has(product: &Product, column: &str) -> bool {
    match column {
        "price" => product.price.is_some(),
        "options" => !product.options.is_empty(),
        "most" => product.most.is_some(),
        _ => product.stock.is_some(),
    }
}

fn row_of(product: &Product, known: &[&str], extra: &[&str], currency: &Currency) -> Vec<String> {
    let always =
        [product.id.to_string(), product.name.clone(), cells::write_aliases(&product.aliases)];
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let known = known.iter().map(|column| match *column {
        _ if !has(product, column) => None,
        "price" => product.price.map(|price| currency.write(price)),
        "options" => Some(options::write(&product.options, currency)),
        "most" => number(product.most),
        _ => number(product.stock),
    });
    let extra = extra.iter().map(|name| product.extra.get(*name).map(cells::write));
    always.into_iter().chain(known.chain(extra).map(Option::unwrap_or_default)).collect()
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
    currency: &'t Currency,
}

impl Table<'_> {
    fn draft_of(&self, row: &StringRecord, faults: &mut Vec<FileFault>) -> Draft {
        let place = place_of(row, self.text);
        let mut draft = Draft::at(place);
        for (number, cell) in row.iter().map(str::trim).enumerate() {
            if cell.is_empty() {
                continue;
            }
            match self.columns.get(number).filter(|column| !column.name.is_empty()) {
                Some(column) => self.fill(&mut draft, column, cell, &mut |problem| {
                    let (column, problem) = (column.name.clone(), Box::new(problem));
                    let problem = FileProblem::InColumn { column, problem };
                    faults.push(FileFault { place: Some(place), problem });
                }),
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

    fn fill(
        &self,
        draft: &mut Draft,
        column: &Column,
        cell: &str,
        report: &mut dyn FnMut(FileProblem),
    ) {
        match column.field {
            Field::Id => draft.id = Some(cell.to_owned()),
            Field::Name => draft.name = cell.to_owned(),
            Field::Aliases => draft.aliases = cells::read_aliases(cell),
            Field::Price => match self.currency.read(cell) {
                Ok(price) => draft.price = Some(price),
                Err(fault) => report(FileProblem::BadAmount(fault)),
            },
            Field::Options => {
                let mut report = |_: &str, problem| report(problem);
                draft.options = options::read(cell, self.currency, &mut report);
            }
            Field::Most => draft.most = whole(cell, "most", report),
            Field::Stock => draft.stock = whole(cell, "stock", report),
            Field::Extra => drop(draft.extra.insert(column.name.clone(), cells::read(cell))),
        }
    }
}

fn whole(cell: &str, field: &'static str, report: &mut dyn FnMut(FileProblem)) -> Option<u32> {
    let expected = super::A_WHOLE_NUMBER;
    let number = super::whole_number(cell);
    number.map_err(|()| report(FileProblem::WrongKind { field, expected })).ok()
}

fn columns_of(header: &StringRecord, place: Place, faults: &mut Vec<FileFault>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let is_there = |field| header.iter().any(|name| Field::called(name.trim()) == field);
    for name in header.iter().map(str::trim) {
        let slip = Field::meant(name);
        if let Some((_, meant)) = slip {
            let problem = FileProblem::AlmostField { name: name.to_owned(), meant };
            faults.push(FileFault { place: Some(place), problem });
        }
        // It is read as what was meant, so that what else is wrong is told with it.
        let field = match slip {
            Some((field, _)) if !is_there(field) && !columns.iter().any(|it| it.field == field) => {
                field
            }
            _ => Field::called(name),
        };
        let twice = columns.iter().any(|column| match field {
            Field::Extra => column.name == name && !name.is_empty(),
            known => column.field == known,
        });
        if twice {
            let problem = FileProblem::ColumnTwice(name.to_owned());
            faults.push(FileFault { place: Some(place), problem });
        }
        columns.push(Column { name: name.to_owned(), field });
    }
    columns
}

/// The delimiter with which the first row that does not begin with "#" has a column called "name",
/// or almost so; the comma if there is none.
fn delimiter_of(text: &str) -> u8 {
    let has_column = |delimiter: u8, is_it: &dyn Fn(&str) -> bool| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let names = |row: &StringRecord| row.iter().any(|name| is_it(name.trim()));
        let ends = |row: &StringRecord| names(row) || !preamble::is_aside(row);
        reader.records().flatten().find(ends).is_some_and(|header| names(&header))
    };
    let is_name = |name: &str| Field::called(name) == Field::Name;
    let is_almost = |name: &str| Field::meant(name).is_some_and(|(field, _)| field == Field::Name);
    let by = |is_it| [b',', b';', b'\t'].into_iter().find(|it| has_column(*it, is_it));
    by(&is_name as &dyn Fn(&str) -> bool).or_else(|| by(&is_almost)).unwrap_or(b',')
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
