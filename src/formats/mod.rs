//! Files as people write them: read with everything that is wrong said at once, written so that
//! they can be read again.

pub mod catalogue_csv;
pub mod catalogue_json;
pub mod dossier;
mod draft;
mod fault;
pub mod flow;
pub mod legacy_state;
mod nearest;
mod object;
mod selling_read;
mod selling_write;

#[cfg(test)]
mod round_trip;

pub use draft::ReadCatalogue;
pub use fault::{FileFault, FileProblem, Place};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// Reads a whole number that is not below 0 and that the type can hold.
fn whole_number<N: TryFrom<i64>>(text: &str) -> Result<N, ()> {
    let number = crate::domain::money::whole(text).map_err(drop)?;
    N::try_from(number).map_err(drop)
}

const A_WHOLE_NUMBER: &str = "a whole number, for example 5, and not too large";

/// Where JSON is broken and why. In the words of the library is another place, which counts bytes.
pub(crate) fn broken_json(text: &str, fault: &serde_json::Error) -> (Place, String) {
    let whole = fault.to_string();
    let reason = whole.split(" at line ").next().unwrap_or_default().to_owned();
    let line = text.split('\n').nth(fault.line().saturating_sub(1)).unwrap_or_default();
    let before = line.char_indices().take_while(|(byte, _)| byte + 1 < fault.column());
    (Place { line: fault.line(), column: Some(before.count() + 1) }, reason)
}

/// The text without the mark that some editors write before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The text in `file` without a byte order mark, if there is any and it is of a bearable size.
fn text_of(file: &[u8]) -> Result<&str, FileFault> {
    if file.len() > LARGEST_FILE {
        return Err(FileFault::of_file(FileProblem::TooLarge { bytes: file.len() }));
    }
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let text = std::str::from_utf8(file).map_err(|error| {
        let before = &file[..error.valid_up_to()];
        let utf16 = file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff");
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let place = (!utf16).then_some(Place { line, column: None });
        FileFault { place, problem: FileProblem::NotUtf8 }
    })?;
    if text.trim().is_empty() {
        return Err(FileFault::of_file(FileProblem::Empty));
    }
    Ok(text)
}
