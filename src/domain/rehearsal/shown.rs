//! What somebody who rehearses a flow is shown.

use crate::domain::{
    card::CardView,
    ids::{EffectId, MessageId, TicketNumber},
    notice::{Answered, Notice},
    tongue::{Tongue, Tongues},
};

/// Something that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The message that it is, or that it changes; none for an answer to a press, which only they
    /// see who pressed.
    pub on: Option<MessageId>,
    /// What.
    pub what: What,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A new message.
    Said {
        /// By what its words refer to themselves.
        id: EffectId,
        /// What it says.
        notice: Notice,
        /// In which tongues.
        tongues: Tongues,
    },
    /// The order card, posted or edited in place.
    Card {
        /// By what its words refer to themselves.
        id: EffectId,
        /// What it shows.
        view: Box<CardView>,
        /// In which tongues.
        tongues: Tongues,
        /// Whether it was not there before.
        is_new: bool,
    },
    /// The answer to a press: of one that was taken, on the message, in place of its controls.
    Told {
        /// What.
        answer: Answered,
        /// In which tongue.
        tongue: Tongue,
    },
    /// Whether the ticket is to be closed for real is asked of the one who pressed.
    CloseAsked {
        /// The ticket, for the controls.
        ticket: TicketNumber,
        /// In which tongue.
        tongue: Tongue,
    },
    /// That question is taken back: the ticket stays open.
    KeptOpen {
        /// In which tongue.
        tongue: Tongue,
    },
    /// A form opens to write the answer to a question into.
    FormOpened {
        /// The question.
        turn: u32,
        /// In which tongue.
        tongue: Tongue,
    },
}
