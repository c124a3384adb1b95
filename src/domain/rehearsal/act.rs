//! What somebody who rehearses a flow does.

use crate::domain::{control::Control, ids::MessageId, input::File};

/// What its customer does.
#[derive(Clone, Debug)]
pub enum Act<'a> {
    /// They write a message.
    Write {
        /// What.
        text: &'a str,
        /// The files that come with it.
        files: &'a [File],
    },
    /// They change their newest message.
    Rewrite {
        /// What it says now.
        text: &'a str,
    },
    /// They press a button or choose from a menu.
    Press {
        /// On which message.
        on: MessageId,
        /// What.
        control: &'a Control,
        /// The entry, of a menu.
        value: Option<&'a str>,
    },
    /// They fill in the form of a question.
    FillIn {
        /// The question, as the form names it.
        turn: u32,
        /// What they write into it.
        text: &'a str,
    },
}
