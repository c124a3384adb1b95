//! What the rules say to one input.

use super::{
    desk::{Desk, Document},
    effect::Effect,
    hearing::Hearing,
    ids::Version,
    ledger::Ledger,
    shelf::Shelf,
    ticket::Ticket,
};
use std::sync::Arc;

/// All that a decision may look at.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The server's desk and its version; version 0 and the default where none was written.
    pub desk: (Version, Desk),
    /// The ticket that the input concerns, if there is one.
    pub ticket: Option<(Version, Ticket)>,
    /// What is held and sold of what runs out, and the version of that; version 0 and the default
    /// where none was written.
    pub ledger: (Version, Arc<Ledger>),
    /// The documents that count for that ticket: its flow and terms, and the catalogue in use.
    pub shelf: Shelf,
    /// The documents in use, which count for it if it begins anew.
    pub fresh: Shelf,
    /// What the bot is told of what people write.
    pub hearing: Hearing,
}

/// The rules' answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Something changes.
    Apply(Change),
    /// Nothing changes, and the person is told why.
    Refuse(Vec<Effect>),
    /// Nothing changes and nobody need know.
    Ignore(Why),
}

/// What changes, and what is to be done about it at Discord.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The record that is written.
    pub write: Write,
    /// What is held and sold from now on, if that changes.
    pub ledger: Option<Ledger>,
    /// What to do, in this order.
    pub effects: Vec<Effect>,
}

impl Change {
    /// One that leaves what is held and sold as it is.
    #[must_use]
    pub fn of(write: Write, effects: Vec<Effect>) -> Self {
        Self { write, ledger: None, effects }
    }
}

/// A record to write.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A new ticket; the store gives it its number.
    NewTicket(Box<Ticket>),
    /// The ticket of the snapshot, as it is now.
    Ticket(Box<Ticket>),
    /// The desk as it is now, with a new version of a document if there is one.
    Desk(Box<Desk>, Option<Document>),
}

/// Why an input changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No ticket there.
    NoTicket,
    /// Dealt with before.
    AlreadyHeard,
    /// Said by someone whose words do not steer the ticket.
    NotAddressed,
    /// The ticket has moved on.
    Passed,
    /// Nothing of ours is touched.
    NotOurs,
    /// The server has not been set up.
    NotSetUp,
    /// A press so old that it can no longer be answered, nor be known as one that was.
    TooOld,
}
