//! `ticketflow recognise`: what the bot would understand of messages, to try a catalogue out.

use super::{Failure, say, tell};
use crate::{
    domain::{
        catalogue::{Catalogue, ProductId},
        decide::said_in_words,
        quoted::unquoted,
        recognise::{Index, Recognition, Wanted, explain, recognise},
        shelf::Stock,
    },
    formats::{
        FileFault, Place, ReadCatalogue, broken_json, catalogue_csv, catalogue_json, without_mark,
    },
};
use clap::Args;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    io::BufRead,
    path::{Path, PathBuf},
};

/// What somebody with Nitro can write, and a form can take.
pub(super) const LONGEST_MESSAGE: usize = 4_000;

#[derive(Args)]
pub(super) struct Arguments {
    /// The catalogue, as JSON, or as CSV if its name ends in .csv.
    #[arg(long, value_name = "FILE")]
    catalogue: PathBuf,
    /// Read JSON lines with "id" and "text" instead of one message a line.
    #[arg(long)]
    jsonl: bool,
    /// Say in words why each name was or was not taken, below each prediction.
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let catalogue = for_names(&arguments.catalogue)?;
    let stock = Stock { index: Index::new(&catalogue), catalogue };
    for (line, number) in std::io::stdin().lock().lines().zip(1_usize..) {
        let line =
            line.map_err(|fault| Failure::File(format!("line {number} cannot be read: {fault}")))?;
        let line = if number == 1 { without_mark(&line) } else { &line };
        if line.trim().is_empty() {
            continue;
        }
        let message = match arguments.jsonl {
            true => serde_json::from_str(line).map_err(|fault| no_message(number, line, &fault))?,
            false => Message { id: number.into(), text: line.to_owned() },
        };
        let length = message.text.encode_utf16().count();
        if length > LONGEST_MESSAGE {
            return Err(Failure::File(format!(
                "line {number} has {length} characters: a message on Discord has {LONGEST_MESSAGE} at most"
            )));
        }
        say(&answer(&stock, message, arguments.explain)?)?;
    }
    Ok(())
}

fn no_message(number: usize, line: &str, fault: &serde_json::Error) -> Failure {
    let (place, why) = broken_json(line, fault);
    let place = Place { line: number, ..place };
    Failure::File(format!(
        "{place}: this is no message as JSON: {why}: write one a line, for example {{\"id\": 1, \
         \"text\": \"2x adder\"}}"
    ))
}

type Read = Result<ReadCatalogue, Vec<FileFault>>;
type Reader = fn(&[u8]) -> Read;

/// Reads a catalogue as JSON or, by the end of its name, CSV. What may be better in it is told.
pub(super) fn catalogue(path: &Path) -> Result<Catalogue, Failure> {
    let (file, is_csv) = file(path)?;
    let read = if is_csv { catalogue_csv::read(&file) } else { catalogue_json::read(&file) };
    told(path, read)
}

/// The same where nothing but names is looked at: prices in a currency that nobody stated are no
/// reason not to try messages out.
fn for_names(path: &Path) -> Result<Catalogue, Failure> {
    let (file, is_csv) = file(path)?;
    let (read, again): (Reader, Reader) = match is_csv {
        true => (catalogue_csv::read, catalogue_csv::read_for_names),
        false => (catalogue_json::read, catalogue_json::read_for_names),
    };
    let read = read(&file).or_else(|faults| {
        let Ok(read) = again(&file) else { return Err(faults) };
        for fault in faults {
            tell(&format!(
                "{}: messages can be tried with it; before it is uploaded: {fault}",
                path.display()
            ));
        }
        Ok(read)
    });
    told(path, read)
}

fn file(path: &Path) -> Result<(Vec<u8>, bool), Failure> {
    let file = std::fs::read(path)
        .map_err(|fault| Failure::File(format!("{} cannot be read: {fault}", path.display())))?;
    Ok((file, path.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv"))))
}

fn told(path: &Path, read: Read) -> Result<Catalogue, Failure> {
    let name = path.display();
    let ReadCatalogue { catalogue, advice } = read.map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| format!("\n  {fault}")).collect();
        Failure::File(format!("{name} is no catalogue:{}", faults.concat()))
    })?;
    for advice in &advice {
        tell(&format!("{name}: {advice}"));
    }
    Ok(catalogue)
}

fn answer(stock: &Stock, message: Message, explained: bool) -> Result<String, Failure> {
    let said = unquoted(&message.text);
    let found = recognise(&stock.index, &said);
    let prediction = Prediction::of(&message, &found);
    let mut text = serde_json::to_string(&prediction)
        .map_err(|fault| Failure::Other(anyhow::Error::new(fault)))?;
    text.push('\n');
    if explained {
        for reason in explain(&stock.index, &said) {
            text.push_str(&format!("  {reason}\n"));
        }
        // Names are all that is read above; in a conversation these words count.
        for (product, option, value) in said_in_words(stock, &said) {
            text.push_str(&format!(
                "  “{value}” → {option} of {product}, in the customer's words\n"
            ));
        }
    }
    Ok(text)
}

/// A message as it is read.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Message {
    id: serde_json::Value,
    text: String,
}

/// What is written of a message.
#[derive(Serialize)]
struct Prediction<'a> {
    id: &'a serde_json::Value,
    items: Vec<Item<'a>>,
    /// What would be asked about; nothing of it is an item.
    ambiguous: Option<Vec<&'a ProductId>>,
    /// Those items that are asked after, not asked for: the bot asks whether they are wished for.
    inquired: &'a [ProductId],
    /// What is near to words that were not understood.
    suggested: Vec<&'a ProductId>,
    unknown: &'a [String],
}

#[derive(Serialize)]
struct Item<'a> {
    product: &'a ProductId,
    qty: u32,
    /// What the message says of its options, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    options: BTreeMap<&'a str, &'a str>,
}

impl<'a> Prediction<'a> {
    fn of(message: &'a Message, found: &'a Recognition) -> Self {
        let item = |line: &'a Wanted| Item {
            product: &line.product,
            qty: line.quantity,
            options: line.options.iter().map(|(name, value)| (&**name, &**value)).collect(),
        };
        let mut asked: Vec<&ProductId> = Vec::new();
        for id in found.ambiguous.iter().flat_map(|it| &it.candidates) {
            if !asked.contains(&id) {
                asked.push(id);
            }
        }
        Self {
            id: &message.id,
            items: found.lines.iter().map(item).collect(),
            ambiguous: (!asked.is_empty()).then_some(asked),
            inquired: &found.inquired,
            suggested: found.suggested.iter().collect(),
            unknown: &found.unknown,
        }
    }
}
