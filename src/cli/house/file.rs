//! The file of an export: a line for its head, one for each record, and one for its end with a
//! checksum of all before it. Each line is JSON.

use crate::store::Item;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The form in which we write, and the newest that we read.
const FORM: u32 = 1;

#[derive(Deserialize, Serialize)]
struct Head {
    ticketflow_export: u32,
    servers: usize,
    records: usize,
}

#[derive(Deserialize, Serialize)]
struct End {
    end_after: usize,
    /// CRC-32 of all lines before, in hexadecimal.
    crc32: String,
}

/// The text of the file.
pub(super) fn write(items: &[Item]) -> serde_json::Result<String> {
    let servers: BTreeSet<_> = items.iter().map(|item| item.guild).collect();
    let records = items.len();
    let head = Head { ticketflow_export: FORM, servers: servers.len(), records };
    let mut text = serde_json::to_string(&head)? + "\n";
    for item in items {
        text += &serde_json::to_string(item)?;
        text.push('\n');
    }
    let end = End { end_after: records, crc32: sum(&text) };
    Ok(text + &serde_json::to_string(&end)? + "\n")
}

/// What it holds, or what is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<Item>, String> {
    let head: Option<Head> = text.lines().next().and_then(|it| serde_json::from_str(it).ok());
    let head = head.ok_or("is no export of TicketFlow")?;
    if head.ticketflow_export > FORM {
        return Err(format!(
            "has form {}, and this version reads up to form {FORM}: use the newer version that \
             wrote it",
            head.ticketflow_export
        ));
    }
    let cut = "is cut off: export again";
    let body = text.strip_suffix('\n').ok_or(cut)?;
    let (before, last) = body.rsplit_once('\n').ok_or(cut)?;
    let end: End = serde_json::from_str(last).map_err(|_| cut)?;
    let before = &text[..=before.len()];
    if end.crc32 != sum(before) || end.end_after != head.records {
        return Err("was changed or damaged: its checksum does not match".to_owned());
    }
    let mut items = Vec::with_capacity(head.records);
    for (at, line) in before.lines().enumerate().skip(1) {
        // Not the error's text: it may quote what people wrote.
        let item = serde_json::from_str(line).map_err(|fault| {
            let (line, column) = (at + 1, fault.column());
            format!("has no record that this version knows in line {line}, column {column}")
        })?;
        items.push(item);
    }
    if items.len() != head.records {
        return Err(format!("says that it has {} records, and has {}", head.records, items.len()));
    }
    Ok(items)
}

fn sum(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Belonging;
    use twilight_model::id::Id;

    fn items() -> Vec<Item> {
        let record = |guild, ticket| Item {
            guild: Id::new(guild),
            record: Belonging::Counters { ticket, commit: 1 << 60 },
        };
        vec![record(5, 1), record((1 << 63) - 1, 2)]
    }

    #[test]
    fn what_was_written_reads_back() {
        for items in [items(), vec![]] {
            assert_eq!(read(&write(&items).unwrap()), Ok(items));
        }
    }

    #[test]
    fn whatever_is_changed_shows() {
        let text = write(&items()).unwrap();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(read(&changed).is_err(), "byte {at}");
            }
            assert!(read(&text[..at]).is_err(), "the first {at} bytes");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let text = write(&items()).unwrap();
        for (given, words) in [
            ("dear diary", "is no export"),
            (&text.replacen("_export\":1", "_export\":2", 1), "has form 2"),
            (&text[..text.len() - 1], "is cut off"),
            (&text.replacen("\"ticket\":1", "\"ticket\":3", 1), "checksum"),
        ] {
            let fault = read(given).expect_err("it is wrong");
            assert!(fault.contains(words), "{fault}");
        }
    }
}
