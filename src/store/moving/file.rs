//! The file in which servers move: a head, a line of JSON for each server, and an end with counts
//! and a checksum of all that stands before it.

use super::Belongings;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// The form of the file, and the newest that we read.
const FORM: u32 = 1;

#[derive(Deserialize, Serialize)]
struct Head {
    ticketflow_export: u32,
    written_at: Timestamp,
}

#[derive(Deserialize, Serialize)]
struct End {
    end: Counts,
    crc32: String,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Servers.
    pub servers: usize,
    /// Tickets.
    pub tickets: usize,
    /// Versions of catalogues and terms.
    pub documents: usize,
    /// Effects that are not settled.
    pub entries: usize,
}

impl Counts {
    /// Counts one more server.
    pub fn add(&mut self, one: &Belongings) {
        self.servers += 1;
        self.tickets += one.tickets.len();
        self.documents += one.documents.len();
        self.entries += one.entries.len();
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { servers, tickets, documents, entries } = self;
        write!(
            f,
            "{servers} servers, {tickets} tickets, {documents} versions of documents, {entries} \
             effects to come"
        )
    }
}

/// A file that is not whole, or is none of ours.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It cannot be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Its first line is not that of an export.
    #[error("it is no export of TicketFlow: its first line says so there")]
    Foreign,
    /// A newer version wrote it.
    #[error("its form is {found}, and this version reads up to form {FORM}: use a newer version")]
    Newer {
        /// Its form.
        found: u32,
    },
    /// A line cannot be read.
    #[error("line {line} cannot be read at column {column}: export again")]
    Line {
        /// Which.
        line: usize,
        /// Where in it.
        column: usize,
    },
    /// It ends too soon.
    #[error("its last line is missing, so it was cut: export again")]
    Cut,
    /// It was changed.
    #[error("it is not as it was written ({what} differs): export again")]
    Changed {
        /// What shows that.
        what: &'static str,
    },
}

/// Writes a file, server by server.
pub struct Writer<W> {
    out: W,
    sum: crc32fast::Hasher,
    counts: Counts,
}

impl<W: Write> Writer<W> {
    /// Begins with the head.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(out: W, now: Timestamp) -> Result<Self, FileFault> {
        let mut writer = Self { out, sum: crc32fast::Hasher::new(), counts: Counts::default() };
        writer.line(&Head { ticketflow_export: FORM, written_at: now })?;
        Ok(writer)
    }

    /// One more server.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn server(&mut self, one: &Belongings) -> Result<(), FileFault> {
        self.counts.add(one);
        self.line(one)
    }

    /// The end. Gives back what was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(mut self) -> Result<(W, Counts), FileFault> {
        let crc32 = format!("{:08x}", self.sum.clone().finalize());
        self.line(&End { end: self.counts, crc32 })?;
        self.out.flush()?;
        Ok((self.out, self.counts))
    }

    fn line(&mut self, record: &impl Serialize) -> Result<(), FileFault> {
        let mut line = serde_json::to_vec(record).map_err(io::Error::from)?;
        line.push(b'\n');
        self.sum.update(&line);
        Ok(self.out.write_all(&line)?)
    }
}

/// Reads a file to its end, and gives each server to `each`. What was given counts only if this
/// returns without an error: only the end tells whether all of it is as it was written.
///
/// # Errors
/// If it is not whole or none of ours.
pub fn read(mut file: impl BufRead, mut each: impl FnMut(Belongings)) -> Result<Counts, FileFault> {
    let mut sum = crc32fast::Hasher::new();
    let mut counts = Counts::default();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = file.read_until(b'\n', &mut line)?;
        if number == 1 {
            head(&line)?;
        } else if read == 0 {
            break;
        } else if line.starts_with(b"{\"end\":") {
            end(&line, &sum, counts)?;
            return Ok(counts);
        } else {
            let one: Belongings = serde_json::from_slice(&line)
                .map_err(|fault| FileFault::Line { line: number, column: fault.column() })?;
            counts.add(&one);
            each(one);
        }
        sum.update(&line);
    }
    Err(FileFault::Cut)
}

fn head(line: &[u8]) -> Result<(), FileFault> {
    let head: Head = serde_json::from_slice(line).map_err(|_| FileFault::Foreign)?;
    if head.ticketflow_export > FORM {
        return Err(FileFault::Newer { found: head.ticketflow_export });
    }
    Ok(())
}

fn end(line: &[u8], sum: &crc32fast::Hasher, counts: Counts) -> Result<(), FileFault> {
    let end: End = serde_json::from_slice(line).map_err(|_| FileFault::Cut)?;
    if end.end != counts {
        return Err(FileFault::Changed { what: "how much is in it" });
    }
    if end.crc32 != format!("{:08x}", sum.clone().finalize()) {
        return Err(FileFault::Changed { what: "its checksum" });
    }
    Ok(())
}
