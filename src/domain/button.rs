//! The buttons that we put on messages, and the ids that they carry.

use super::{answer::Answer, ids::TicketNumber};
use std::fmt;

/// A button of ours.
///
/// Its id names no person and no channel: where it was pressed and by whom comes from Discord,
/// and the number is checked against the ticket of that channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// "Create Ticket", on the panel. Its id never changes, so that old panels keep working.
    Create,
    /// Yes or No to the question of this turn.
    Answer {
        /// The ticket.
        ticket: TicketNumber,
        /// The question.
        turn: u32,
        /// What was pressed.
        answer: Answer,
    },
    /// "Close Ticket": asks whether to.
    Close {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// "Yes, close it".
    CloseForReal {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// "Keep it open".
    KeepOpen,
}

impl Button {
    /// Reads an id; none if it is not of a button that we make.
    #[must_use]
    pub fn read(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split(':').collect();
        let number = |text: &str| text.parse().ok().map(TicketNumber);
        Some(match *parts.as_slice() {
            ["tf", "1", "create"] => Self::Create,
            ["tf", "1", answer @ ("yes" | "no"), ticket, turn] => Self::Answer {
                ticket: number(ticket)?,
                turn: turn.parse().ok()?,
                answer: if answer == "yes" { Answer::Yes } else { Answer::No },
            },
            ["tf", "1", "close", ticket] => Self::Close { ticket: number(ticket)? },
            ["tf", "1", "close!", ticket] => Self::CloseForReal { ticket: number(ticket)? },
            ["tf", "1", "keep"] => Self::KeepOpen,
            _ => return None,
        })
    }
}

/// The id: `tf`, the version of this form, the button, what it needs. Discord takes up to
/// 100 characters (Discord docs, Component Reference).
impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create => f.write_str("tf:1:create"),
            Self::Answer { ticket, turn, answer } => {
                let answer = match answer {
                    Answer::Yes => "yes",
                    Answer::No => "no",
                };
                write!(f, "tf:1:{answer}:{}:{turn}", ticket.0)
            }
            Self::Close { ticket } => write!(f, "tf:1:close:{}", ticket.0),
            Self::CloseForReal { ticket } => write!(f, "tf:1:close!:{}", ticket.0),
            Self::KeepOpen => f.write_str("tf:1:keep"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_reads_back() {
        let ticket = TicketNumber(u32::MAX);
        for button in [
            Button::Create,
            Button::Answer { ticket, turn: u32::MAX, answer: Answer::Yes },
            Button::Answer { ticket, turn: 0, answer: Answer::No },
            Button::Close { ticket },
            Button::CloseForReal { ticket },
            Button::KeepOpen,
        ] {
            let id = button.to_string();
            assert!(id.len() <= 100);
            assert_eq!(Button::read(&id), Some(button));
        }
    }

    #[test]
    fn what_is_not_ours_is_no_button() {
        for id in ["", "tf", "tf:2:create", "tf:1:yes:1", "tf:1:yes:-1:0", "tf:1:close:x", "a:b:c"]
        {
            assert_eq!(Button::read(id), None, "{id}");
        }
    }
}
