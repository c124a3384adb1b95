//! The file in which servers move: a head, a line of JSON for each server, and an end with counts
//! and a checksum of all that stands before it.

use super::Belongings;
use crate::domain::{counted::counted, time::Timestamp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
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
    /// The checksum of each line of a server.
    servers: Vec<String>,
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

impl Counts {
    /// All but the servers, in words.
    #[must_use]
    pub fn of_servers(&self) -> String {
        let tickets = counted(self.tickets, "ticket", "tickets");
        let documents = counted(self.documents, "version of documents", "versions of documents");
        let entries = counted(self.entries, "effect to come", "effects to come");
        format!("{tickets}, {documents}, {entries}")
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", counted(self.servers, "server", "servers"), self.of_servers())
    }
}

/// A file that is not whole, or is none of ours.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It cannot be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Its first line is not that of an export.
    #[error("it is no export of TicketFlow, whose first line begins with {{\"ticketflow_export\"")]
    Foreign,
    /// A newer version wrote it.
    #[error("its form is {found}, and this version reads up to form {FORM}: use a newer version")]
    Newer {
        /// Its form.
        found: u32,
    },
    /// A line cannot be read.
    #[error("line {line} cannot be read at column {column}: put it back, or export again")]
    Line {
        /// Which.
        line: usize,
        /// Where in it.
        column: usize,
    },
    /// It ends too soon.
    #[error("it was cut off after line {line}, and its end is missing: export again")]
    Cut {
        /// The last that is whole.
        line: usize,
    },
    /// The first line or the last was changed: nothing tells which.
    #[error("line 1 or line {last} is not as it was written: put it back, or export again")]
    ChangedAround {
        /// The last.
        last: usize,
    },
    /// It was changed.
    #[error("line {line} is not as it was written: put it back, or export again")]
    Changed {
        /// The first that differs.
        line: usize,
    },
}

/// Writes a file, server by server.
pub struct Writer<W> {
    out: W,
    sum: crc32fast::Hasher,
    counts: Counts,
    servers: Vec<String>,
}

impl<W: Write> Writer<W> {
    /// Begins with the head.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(out: W, now: Timestamp) -> Result<Self, FileFault> {
        let (sum, counts, servers) = (crc32fast::Hasher::new(), Counts::default(), vec![]);
        let mut writer = Self { out, sum, counts, servers };
        writer.line(&Head { ticketflow_export: FORM, written_at: now })?;
        Ok(writer)
    }

    /// One more server.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn server(&mut self, one: &Belongings) -> Result<(), FileFault> {
        self.counts.add(one);
        self.servers.push(digest(one)?);
        self.line(one)
    }

    /// The end. Gives back what was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(mut self) -> Result<(W, Counts), FileFault> {
        let crc32 = format!("{:08x}", self.sum.clone().finalize());
        let servers = std::mem::take(&mut self.servers);
        self.line(&End { end: self.counts, servers, crc32 })?;
        self.out.flush()?;
        Ok((self.out, self.counts))
    }

    fn line(&mut self, record: &impl Serialize) -> Result<(), FileFault> {
        let line = text(record)?;
        self.sum.update(&line);
        Ok(self.out.write_all(&line)?)
    }
}

/// What tells two servers apart that are not quite the same, if both are sorted.
///
/// # Errors
/// If it cannot be written.
pub fn digest(one: &Belongings) -> Result<String, FileFault> {
    Ok(sum_of(&text(one)?))
}

/// Reads a file to its end, and gives each server to `each`. What was given counts only if this
/// returns without an error: only the end tells whether all of it is as it was written.
///
/// # Errors
/// If it is not whole or none of ours.
pub fn read(mut file: impl BufRead, mut each: impl FnMut(Belongings)) -> Result<Counts, FileFault> {
    let mut sum = crc32fast::Hasher::new();
    let mut counts = Counts::default();
    let mut servers = Vec::new();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        number += 1;
        line.clear();
        file.read_until(b'\n', &mut line)?;
        if number == 1 {
            head(&line)?;
        } else if line.last() != Some(&b'\n') {
            return Err(FileFault::Cut { line: number - 1 });
        } else if line.starts_with(b"{\"end\":") {
            let end: End = parse(&line, number)?;
            end.check(&servers, counts, &sum)?;
            // As if two files had been put into one.
            if !file.fill_buf()?.is_empty() {
                return Err(FileFault::Changed { line: number + 1 });
            }
            return Ok(counts);
        } else {
            let one: Belongings = parse(&line, number)?;
            counts.add(&one);
            servers.push(sum_of(&line));
            each(one);
        }
        sum.update(&line);
    }
}

impl End {
    fn check(
        &self,
        servers: &[String],
        counts: Counts,
        sum: &crc32fast::Hasher,
    ) -> Result<(), FileFault> {
        let (found, written) = (servers.len(), self.servers.len());
        let first = self.servers.iter().zip(servers).position(|(written, found)| written != found);
        // A line is missing, or there is one too many.
        let first = first.or((found != written).then_some(found.min(written)));
        let last = found + 2;
        let is_whole = self.crc32 == format!("{:08x}", sum.clone().finalize());
        match first {
            // All that stands before it is as it was, so that it is the end itself.
            Some(_) if is_whole => Err(FileFault::Changed { line: last }),
            Some(first) => Err(FileFault::Changed { line: first + 2 }),
            None if self.end != counts => Err(FileFault::Changed { line: last }),
            // All servers are as they were, so that it is the head, or what the end says of it.
            None if !is_whole => Err(FileFault::ChangedAround { last }),
            None => Ok(()),
        }
    }
}

fn head(line: &[u8]) -> Result<(), FileFault> {
    let head: Head = serde_json::from_slice(line).map_err(|_| FileFault::Foreign)?;
    if head.ticketflow_export > FORM {
        return Err(FileFault::Newer { found: head.ticketflow_export });
    }
    Ok(())
}

fn text(record: &impl Serialize) -> Result<Vec<u8>, FileFault> {
    let mut line = serde_json::to_vec(record).map_err(io::Error::from)?;
    line.push(b'\n');
    Ok(line)
}

fn parse<T: DeserializeOwned>(line: &[u8], number: usize) -> Result<T, FileFault> {
    serde_json::from_slice(line)
        .map_err(|fault| FileFault::Line { line: number, column: fault.column() })
}

fn sum_of(line: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(line))
}
