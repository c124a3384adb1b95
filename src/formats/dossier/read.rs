//! A dossier's file, verified.

use super::{
    data::{Dossier, FORMAT, line},
    page::{self, BEFORE_DATA, BEFORE_DIGEST, BEHIND_DATA, BEHIND_DIGEST},
};
use std::borrow::Cow;

/// What the data of every version begin with.
const BEGINNING: &[u8] = b"{\"ticketflow_evidence\"";

/// The largest file that is read, in bytes: more than Discord takes.
pub const LARGEST_DOSSIER: usize = 32 * 1024 * 1024;

/// A dossier whose data have the digest that its file states.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What it says.
    pub dossier: Dossier,
    /// The SHA-256 of its data.
    pub digest: String,
    /// What is to be said of the terms in it.
    pub terms: TermsVerdict,
    /// Whether everything around the data is as this version of the program writes it, but for its
    /// line ends, so that a browser shows nothing but the data.
    pub page_is_ours: bool,
    /// Whether its line ends were changed to CRLF, as programs for Windows do when they save or
    /// send a text. There is none within the data.
    pub line_ends_changed: bool,
}

/// Whether the text of the terms is the one that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermsVerdict {
    /// It has the digest that was written down at their acceptance.
    Match,
    /// It has another.
    Differ {
        /// The one that it has.
        computed: String,
    },
    /// Nothing was accepted.
    NotAccepted,
    /// Something was accepted of which no digest, or no text, was stored.
    NotStored,
}

/// Why a file does not verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Faulty {
    /// It is something else.
    #[error("it is no evidence file of TicketFlow")]
    NotADossier,
    /// A part of it is not there; other parts are.
    #[error(
        "CHANGED: it is an evidence file in which {part} is missing: get it anew from where it was kept"
    )]
    Missing {
        /// Which part.
        part: &'static str,
    },
    /// A part of it is there more than once: nobody could tell which one counts.
    #[error(
        "CHANGED: it is an evidence file in which {part} is there more than once, as when a file is \
         written behind another: get it anew from where it was kept, and verify each file alone"
    )]
    Doubled {
        /// Which part.
        part: &'static str,
    },
    /// Its data are not those that the digest in it was made of.
    #[error(
        "CHANGED: the SHA-256 of its data is {computed}, and the file says {stated}; one or the \
         other was changed after the file was made"
    )]
    Changed {
        /// What the file says.
        stated: String,
        /// What its data have.
        computed: String,
    },
    /// Its data have the digest and are not what a program of ours writes.
    #[error("NOT GENUINE: its data are not in the form in which evidence files are written: {why}")]
    NotOurs {
        /// What is wrong.
        why: String,
    },
    /// It is of a later version.
    #[error("it is in form {format}, which a later version of the program reads")]
    TooNew {
        /// The number of its form.
        format: u64,
    },
}

/// Reads and verifies a file.
///
/// # Errors
/// It is none, was changed, or is of a later version.
pub fn read(file: &[u8]) -> Result<Verified, Faulty> {
    let written = with_own_line_ends(file);
    let line_ends_changed = written.len() != file.len();
    let file = &*written;
    let (stated, data) = parts(file)?;
    let computed = page::digest(data);
    if stated != computed.as_bytes() {
        let stated = String::from_utf8_lossy(stated).chars().take(100).collect();
        return Err(Faulty::Changed { stated, computed });
    }
    let dossier = understood(data)?;
    let data = line(&dossier).map_err(not_ours)?;
    let page_is_ours = file == page::around(&data, &computed).as_bytes();
    let terms = TermsVerdict::of(&dossier);
    Ok(Verified { dossier, digest: computed, terms, page_is_ours, line_ends_changed })
}

/// The file with line ends as we write them. Carriage returns of people are escaped in the data.
fn with_own_line_ends(file: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(file, b"\r\n").is_none() {
        return Cow::Borrowed(file);
    }
    let mut written = Vec::with_capacity(file.len());
    for line in file.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\r\n") {
            Some(line) => {
                written.extend_from_slice(line);
                written.push(b'\n');
            }
            None => written.extend_from_slice(line),
        }
    }
    Cow::Owned(written)
}

/// The data, if they are written in the one form that there is: then there are no two ways to
/// read them.
fn understood(data: &[u8]) -> Result<Dossier, Faulty> {
    let any: serde_json::Value = serde_json::from_slice(data).map_err(not_ours)?;
    match any.get("ticketflow_evidence").and_then(serde_json::Value::as_u64) {
        Some(format) if format > u64::from(FORMAT) => return Err(Faulty::TooNew { format }),
        _ => {}
    }
    let dossier: Dossier = serde_json::from_slice(data).map_err(not_ours)?;
    if line(&dossier).map_err(not_ours)?.as_bytes() != data {
        return Err(Faulty::NotOurs { why: "it can be written in another way".to_owned() });
    }
    Ok(dossier)
}

fn not_ours(fault: serde_json::Error) -> Faulty {
    // What people wrote is not repeated.
    let (line, column) = (fault.line(), fault.column());
    Faulty::NotOurs { why: format!("{:?}, at {line}:{column}", fault.classify()) }
}

impl TermsVerdict {
    fn of(dossier: &Dossier) -> Self {
        let Some(accepted) = &dossier.acceptance else { return Self::NotAccepted };
        let Some(text) = dossier.terms.text.as_ref().filter(|_| !accepted.sha256.is_empty()) else {
            return Self::NotStored;
        };
        let computed = page::digest(text.as_bytes());
        let is_same = computed == accepted.sha256 && accepted.version == dossier.terms.version;
        if is_same { Self::Match } else { Self::Differ { computed } }
    }
}

/// The digest that the file states and its data, each of which is there once.
fn parts(file: &[u8]) -> Result<(&[u8], &[u8]), Faulty> {
    const STATED: &str = "the line <meta id=\"stated\" … with the SHA-256";
    const DATA: &str = "the line with the data";
    let (stated, stated_again) = between(file, BEFORE_DIGEST, BEHIND_DIGEST);
    let (data, data_again) = between(file, BEFORE_DATA, BEHIND_DATA);
    match (stated, data) {
        (Some(_), Some(_)) if data_again => Err(Faulty::Doubled { part: DATA }),
        (Some(_), Some(_)) if stated_again => Err(Faulty::Doubled { part: STATED }),
        (Some(stated), Some(data)) => Ok((stated, data)),
        (Some(_), None) => Err(Faulty::Missing { part: DATA }),
        (None, Some(data)) if data.starts_with(BEGINNING) => Err(Faulty::Missing { part: STATED }),
        (None, _) => Err(Faulty::NotADossier),
    }
}

/// What stands between two texts where the first of them is there first, and whether that is
/// there again.
fn between<'f>(file: &'f [u8], before: &str, behind: &str) -> (Option<&'f [u8]>, bool) {
    let mut starts = memchr::memmem::find_iter(file, before);
    let first = starts.next().and_then(|start| {
        let rest = file.get(start + before.len()..)?;
        rest.get(..memchr::memmem::find(rest, behind.as_bytes())?)
    });
    (first, starts.next().is_some())
}
