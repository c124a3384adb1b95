//! Quotes that swallow what stands behind them: the reader takes them for cells of many lines.

use crate::formats::{FileFault, FileProblem, Place};

/// A cell whose quote is not closed where the cell ends.
pub(super) struct Open {
    /// What is wrong, and where the quote opens.
    pub(super) fault: FileFault,
    /// Where its row begins, in bytes: from there on nothing can be told apart.
    pub(super) row: usize,
}

/// Where a scan of the text is.
enum At {
    CellStart,
    Within,
    Quoted { opened: Place, many_lines: bool },
    BehindQuote { opened: Place, many_lines: bool },
}

/// The first quote that is never closed, or that is closed in a later line by one within a cell.
pub(super) fn open(text: &str, delimiter: char) -> Option<Open> {
    let mut at = At::CellStart;
    let mut row = 0;
    let mut place = Place { line: 1, column: Some(1) };
    let open = |opened, problem, row| {
        Some(Open { fault: FileFault { place: Some(opened), problem }, row })
    };
    for (byte, letter) in text.char_indices() {
        let ends_row = matches!(letter, '\n' | '\r');
        at = match at {
            At::CellStart if letter == '"' => At::Quoted { opened: place, many_lines: false },
            At::Quoted { opened, many_lines } if letter == '"' => {
                At::BehindQuote { opened, many_lines }
            }
            At::Quoted { opened, many_lines } => {
                At::Quoted { opened, many_lines: many_lines || ends_row }
            }
            // Two quotes are one that is meant.
            At::BehindQuote { opened, many_lines } if letter == '"' => {
                At::Quoted { opened, many_lines }
            }
            _ if letter == delimiter => At::CellStart,
            _ if ends_row => {
                row = byte + letter.len_utf8();
                At::CellStart
            }
            At::BehindQuote { opened, many_lines: true } if letter != ' ' => {
                return open(opened, FileProblem::LateQuote { line: place.line }, row);
            }
            _ => At::Within,
        };
        place.column = place.column.map(|column| column + 1);
        if letter == '\n' {
            place = Place { line: place.line + 1, column: Some(1) };
        }
    }
    match at {
        At::Quoted { opened, .. } => open(opened, FileProblem::OpenQuote, row),
        _ => None,
    }
}
